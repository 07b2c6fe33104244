"""The people of a team in memory: nobody is found there who was erased."""

import pytest

from tidings.web.people import index
from tidings.web.people.models import Person
from tidings.web.vault import opened


@pytest.fixture
def person(people):
    return Person.objects.create(team=people["amal"].team, surname="Канарейкин", given="Егор")


def found(team, name="Канарейкин Егор"):
    return [hit.name for hit in index.search(team.pk, {"name": name})]


def test_whoever_is_dropped_is_found_no_more_and_the_others_are(person):
    Person.objects.create(team=person.team, surname="Канарейкин", given="Олег")
    assert sorted(found(person.team)) == ["Канарейкин Егор", "Канарейкин Олег"]
    index.drop(person.team_id, person.pk)
    index.drop(person.team_id, person.pk)
    assert found(person.team) == ["Канарейкин Олег"]


def test_an_erasure_by_another_process_is_seen_by_the_next_search(person):
    assert found(person.team)
    opened.keyring().erase([person.key])
    person.save(update_fields=["changed_at"])
    assert found(person.team) == []


def test_who_was_read_between_the_mark_of_an_erasure_and_its_key_goes_too(person):
    person.save(update_fields=["changed_at"])
    assert found(person.team)
    opened.keyring().erase([person.key])
    assert found(person.team) == []


def test_who_was_erased_before_the_start_is_never_read(person, monkeypatch):
    opened.keyring().erase([person.key])
    monkeypatch.setattr(index, "_KEPT", {})
    index.warm(person.team_id)
    assert found(person.team) == []
