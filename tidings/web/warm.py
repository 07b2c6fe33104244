"""What is slow the first time is done once at the start, so that the first person to ask does not wait for it."""

from datetime import date

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
