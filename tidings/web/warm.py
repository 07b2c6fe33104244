"""What is slow the first time is done once at the start, so that the first person to ask does not wait for it."""

import logging
from datetime import date
from threading import Thread

from django.db import DatabaseError, connection

from tidings import law
from tidings.drafting import TEMPLATES, fill
from tidings.extraction import Message, read
from tidings.matching import Index, Record, Table


def up() -> None:
    """Load dictionaries, name tables, rules and the shipped model by using each once, on invented words."""
    someone = {"id": 1, "name": "Иванов Иван Иванович", "birth_date": "2005"}
    read(Message("warm", "form", date(2024, 8, 8), "Ищу сына, Иванова Ивана, в/ч 12345, под Суджей."))
    Index(Table.from_rows([someone])).search(Record.from_row(someone))
    law.assess({"service": "conscript"}, on=date(2024, 8, 8))
    for template in TEMPLATES:
        fill(template, {"surname": "Иванов", "given": "Иван"})


def behind() -> Thread:
    """Make the people and lists of every team ready, in a thread of its own, while the desk answers already."""
    thread = Thread(target=_with_own_connection, name="warm", daemon=True)
    thread.start()
    return thread


def _with_own_connection() -> None:
    try:
        indexes()
    finally:
        connection.close()


def indexes() -> None:
    """Make the people and lists of every team ready; where that fails, the first who asks waits for it instead."""
    from tidings.web.accounts.models import Team
    from tidings.web.appeals import sought
    from tidings.web.people import index
    from tidings.web.tracing import search

    try:
        for team in Team.objects.order_by("pk").values_list("pk", flat=True):
            index.warm(team)
            sought.warm(team)
            search.warm(team)
    except DatabaseError as error:  # no tables yet, or the database is away
        logging.getLogger("tidings.warm").warning("nothing was made ready: %s", type(error).__name__)
