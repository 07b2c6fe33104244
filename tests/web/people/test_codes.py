"""Two records never share a code: the second gets another, and nothing of its transaction is lost."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, transaction

from tidings.web.appeals.models import Appeal
from tidings.web.cases.models import Case
from tidings.web.people import models


@pytest.fixture
def codes(monkeypatch):
    """Let the next codes be these, a glyph repeated eight times each."""

    def come(*glyphs):
        said = (bytes([models.GLYPHS.index(glyph)] * 8) for glyph in glyphs)
        monkeypatch.setattr(models, "secrets", SimpleNamespace(token_bytes=lambda _: next(said)))

    return come


def keep(people, digest):
    return Appeal.objects.create(
        team=people["amal"].team, channel="form", received_on=date(2026, 11, 1), text="…", digest=digest
    )


def test_a_code_that_is_taken_is_not_given_twice(people, codes):
    codes("2", "2", "2", "3")
    with transaction.atomic():
        first, second = keep(people, "a"), keep(people, "b")
    assert [first.code, second.code] == ["22222222", "33333333"]
    assert Appeal.objects.count() == 2


def test_an_error_that_is_not_about_the_code_is_not_hidden(people, codes):
    codes("2", "3")
    keep(people, "a")
    with pytest.raises(IntegrityError), transaction.atomic():
        keep(people, "a")
    assert Appeal.objects.count() == 1


def test_an_appeal_that_comes_under_a_taken_code_is_received_whole(people, appeal, codes):
    from tidings.extraction.messages import Message
    from tidings.web.appeals import actions

    Appeal.objects.filter(pk=appeal.pk).update(code="22222222")
    codes("2", "3")
    got = actions.receive(
        Message("m", "form", date(2026, 11, 1), "Ищу сына, Носов Иван, 2004 г.р., в/ч 61057."),
        people["amal"].team,
    )
    assert got.code == "33333333" and got.facts.exists()


def test_every_record_with_a_code_is_guarded():
    from django.apps import apps

    of_people = [
        one for one in apps.get_models() if one._meta.app_label != "journal"
    ]  # its own are for machines
    with_code = [one for one in of_people if hasattr(one, "code")]
    assert Case in with_code and len(with_code) >= 6
    assert all(issubclass(one, models.Coded) for one in with_code)
