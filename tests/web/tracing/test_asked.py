"""The page asks, the worker looks through the lists; what fails stays asked for."""

from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.urls import reverse
from django.utils import timezone

from tidings.web import warm, work
from tidings.web.journal import journal
from tidings.web.tracing import actions, search
from tidings.web.tracing.models import TracingRequest


@pytest.fixture
def asked(as_, tracing):
    """Amal has asked for everyone."""
    as_("amal").post(reverse("tracing-all"))
    return tracing


def times_traced(tracing):
    return journal.of(tracing).filter(verb="traced").count()


def test_asking_looks_through_nothing_and_says_that_it_goes_on(as_, asked):
    assert times_traced(asked) == 1
    page = as_("boris").get(reverse("tracing-list")).text
    assert "being looked through for 1 person" in page and "every 3s" in page


def test_the_worker_does_it_in_the_name_of_who_asked(as_, asked, people):
    assert work.tracing() == 1
    assert times_traced(asked) == 2
    assert journal.of(asked).order_by("-number").first().by == people["amal"]
    assert work.tracing() == 0
    assert "being looked through" not in as_("amal").get(reverse("tracing-list")).text


def test_the_page_stops_asking_when_it_is_done(as_, asked):
    browser = as_("amal")
    assert "hx-trigger" in browser.get(reverse("tracing-looking")).text
    work.tracing()
    part = browser.get(reverse("tracing-looking")).text
    assert "hx-trigger" not in part and "have been looked through" in part


def test_a_worker_that_fails_loses_nothing_and_another_does_it_later(asked, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(search, "candidates", lambda *_: (_ for _ in ()).throw(MemoryError))
        broken.setattr(work, "JOBS", (work.tracing,))
        assert work.once() == 0
    assert TracingRequest.objects.asked().count() == 1
    assert work.tracing() == 0  # it may still be at it
    TracingRequest.objects.update(taken_at=timezone.now() - actions.GIVEN_UP - timedelta(seconds=1))
    assert work.tracing() == 1
    assert not TracingRequest.objects.asked().exists()


def test_two_workers_never_take_the_same(asked):
    assert [one.pk for one in actions._take()] == [asked.pk]
    assert actions._take() == []


def test_who_asks_again_while_a_worker_is_at_it_is_answered_again(asked, people):
    (taken,) = actions._take()
    actions.ask(TracingRequest.objects.filter(pk=asked.pk), by=people["boris"])
    actions.trace_all([taken], by=people["amal"])
    assert TracingRequest.objects.asked().count() == 1
    assert work.tracing() == 1
    assert not TracingRequest.objects.asked().exists()


def test_one_person_is_left_to_the_worker_where_lists_are_large_and_not_ready(as_, tracing, monkeypatch):
    monkeypatch.setattr(search, "SOON", 2)
    monkeypatch.setattr(search, "_AT_HAND", {})
    browser, code = as_("amal"), tracing.case.code
    page = browser.post(reverse("tracing-trace", args=[code]), follow=True).text
    assert "being looked through for this person" in page and times_traced(tracing) == 1
    work.tracing()
    assert times_traced(tracing) == 2
    browser.post(reverse("tracing-trace", args=[code]))  # now they are ready
    assert times_traced(tracing) == 3


@pytest.mark.parametrize("name, status", [("chen", 404), ("dora", 200), ("amal", 200)])
def test_how_far_it_is_is_for_those_of_the_team(as_, asked, name, status):
    browser = as_(name)
    assert browser.get(reverse("tracing-looking-for", args=[asked.case.code])).status_code == status
    assert ("for 1 person" in browser.get(reverse("tracing-looking")).text) is (status == 200)


@pytest.mark.parametrize("name, count", [("chen", 0), ("dora", 0), ("boris", 1)])
def test_only_those_of_the_team_who_may_write_ask(as_, tracing, name, count):
    as_(name).post(reverse("tracing-all"))
    assert TracingRequest.objects.asked().count() == count


def test_what_was_made_ready_before_is_not_made_again(tracing, monkeypatch):
    monkeypatch.setattr(search, "_AT_HAND", {})
    warm.indexes()
    assert len(search._AT_HAND) == 1
    monkeypatch.setattr(search, "_built", lambda _: pytest.fail("built twice"))
    assert search.is_quick(tracing.case.team_id)
    assert actions.trace_all([tracing], by=tracing.case.responsible) > 0


def test_an_office_without_anybody_is_made_ready_too(db):
    warm.indexes()


def test_a_database_that_does_not_answer_stops_nothing(db, monkeypatch, caplog):
    def away(_):
        raise DatabaseError("away")

    monkeypatch.setattr("tidings.web.accounts.models.Team.objects.order_by", away)
    warm.indexes()
    assert "nothing was made ready" in caplog.text
