"""The cast: Amal and Boris share a team, Chen is on another, Dora may only read."""

import os
from collections.abc import Callable

import pytest

collect_ignore_glob = [] if os.environ.get("DJANGO_SETTINGS_MODULE") == "tidings.web.settings" else ["*"]

if not collect_ignore_glob:
    from django.test import Client

    from tidings.web.accounts.models import Team, User


@pytest.fixture
def people(db: None) -> "dict[str, User]":
    """Amal, Boris, Chen and Dora, by their names."""
    ours, theirs = Team.objects.create(name="North"), Team.objects.create(name="South")
    cast = {
        "amal": (ours, User.Role.COORDINATOR),
        "boris": (ours, User.Role.CASEWORKER),
        "chen": (theirs, User.Role.CASEWORKER),
        "dora": (ours, User.Role.READER),
    }
    return {
        name: User.objects.create(username=name, first_name=name.title(), team=team, role=role, language="en")
        for name, (team, role) in cast.items()
    }


@pytest.fixture
def as_(people: "dict[str, User]") -> "Callable[[str], Client]":
    """A browser in which this person is logged in and reads English."""

    def browser(name: str) -> "Client":
        client = Client(headers={"accept-language": "en"})
        client.force_login(people[name])
        return client

    return browser
