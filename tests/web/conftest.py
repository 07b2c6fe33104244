"""The cast: Amal and Boris share a team, Chen is on another, Dora may only read, and document by press reports."""

import os
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tidings.web.appeals.models import Appeal
    from tidings.web.cases.models import Case

collect_ignore_glob = [] if os.environ.get("DJANGO_SETTINGS_MODULE") == "tidings.web.settings" else ["*"]

if not collect_ignore_glob:
    from tidings.web.vault import opened

    opened.open_with(bytes(range(32)), Path(os.environ["TIDINGS_DATA"]) / "keyring.sqlite3")

    from allauth.mfa.models import Authenticator
    from django.test import Client

    from tidings.web.accounts.models import Team, User


@pytest.fixture(autouse=True)
def nothing_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who was known and whom appeals sought in the test before is forgotten, as its database is."""
    from tidings.web.appeals import learnt, sought
    from tidings.web.people import index

    monkeypatch.setattr(learnt, "_standing", {})
    monkeypatch.setattr(sought, "_KEPT", {})
    monkeypatch.setattr(index, "_KEPT", {})


@pytest.fixture
def people(db: None) -> "dict[str, User]":
    """Amal, Boris, Chen and Dora, by their names."""
    ours, theirs = Team.objects.create(name="North"), Team.objects.create(name="South")
    cast = {
        "amal": (ours, User.Role.COORDINATOR),
        "boris": (ours, User.Role.CASEWORKER),
        "chen": (theirs, User.Role.CASEWORKER),
        "dora": (ours, User.Role.RESEARCHER),
    }
    return {name: hire(name, team, role) for name, (team, role) in cast.items()}


def hire(name: str, team: "Team", role: str) -> "User":
    """Someone of the staff who has a passkey."""
    user = User.objects.create(username=name, first_name=name.title(), team=team, role=role, language="en")
    key = {"name": "key", "credential": {}}
    Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data=key)
    return user


@pytest.fixture
def hired(people: "dict[str, User]") -> "Callable[..., User]":
    """Someone more of a role, in the team of Amal or of who is named; `people` knows her by her role."""

    def hire_one(role: str, team: str = "amal", name: str = "") -> "User":
        name = name or role
        people[name] = hire(name, people[team].team, role)
        return people[name]

    return hire_one


def log_in(client: "Client", user: "User") -> None:
    """Log in as with password and passkey, just now."""
    client.force_login(user)
    session = client.session
    session["account_authentication_methods_user"] = str(user.pk)
    session["account_authentication_methods"] = [{"method": "mfa", "type": "webauthn", "at": time.time()}]
    session["second_factor"] = True
    session.save()


@pytest.fixture
def as_(people: "dict[str, User]") -> "Callable[[str], Client]":
    """A browser in which this person is logged in and reads English."""

    def browser(name: str) -> "Client":
        client = Client(headers={"accept-language": "en"})
        log_in(client, people[name])
        return client

    return browser


@pytest.fixture
def appeal(people: "dict[str, User]") -> "Appeal":
    """A mother asks for her son; nobody has confirmed yet what was read."""
    from tidings.web.appeals.models import Appeal

    asked = Appeal.objects.create(
        team=people["amal"].team,
        channel="form",
        received_on=date(2026, 11, 16),
        lang="ru",
        category="lost_contact",
        text="Ищу сына, Тихомиров Егор Павлович, 2005 г.р., срочник, в/ч 61057. Тихомирова Лариса, +7 900 000-31-04",
        digest="0" * 64,
    )
    for about, field, value in READ:
        asked.facts.create(about=about, field=field, value=value, proposed=value)
    return asked


READ = [
    ("sought:0", "surname", "Тихомиров"),
    ("sought:0", "given", "Егор"),
    ("sought:0", "patronymic", "Павлович"),
    ("sought:0", "birth_date", "2005"),
    ("sought:0", "status", "conscript"),
    ("sought:0", "unit", "61057"),
    ("sought:0", "last_contact", "2026-11-03"),
    ("enquirer", "surname", "Тихомирова"),
    ("enquirer", "given", "Лариса"),
    ("enquirer", "relation", "mother"),
    ("enquirer", "phones", "+79000003104"),
]


@pytest.fixture
def case(appeal: "Appeal", people: "dict[str, User]") -> "Case":
    """Amal's case of the son, with everything confirmed."""
    from tidings.web.cases import actions

    facts = [fact.pk for fact in appeal.facts.all()]
    return actions.open_case(appeal, confirm=facts, by=people["amal"], on=date(2026, 11, 20))
