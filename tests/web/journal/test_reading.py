"""Whoever opens somebody's record leaves a trace of it, and the trace says nothing of what stood there."""

import json
from datetime import date

import pytest

from tidings.web.cases import actions as cases
from tidings.web.incidents import actions as incidents
from tidings.web.journal import journal
from tidings.web.letters import actions as letters


@pytest.fixture
def letter(case, people):
    return letters.draft(case, "whereabouts", recipient="commander", by=people["amal"], on=date(2026, 11, 20))


@pytest.mark.parametrize("page", ["", "identity/", "rights/", "tell/last_contact_on/"])
def test_a_case_that_is_opened(as_, case, people, page):
    as_("boris").get(f"/cases/{case.code}/{page}")
    newest = journal.of(case).order_by("number").last()
    assert (newest.verb, newest.by) == ("read", people["boris"])


@pytest.mark.parametrize("address", ["/letters/case/{}/", "/tracing/case/{}/"])
def test_what_belongs_to_a_case(as_, case, people, address):
    assert as_("boris").get(address.format(case.code)).status_code == 200
    assert journal.of(case).order_by("number").last().verb == "read"


def test_a_letter_that_is_opened(as_, letter, people):
    as_("boris").get(f"/letters/{letter.code}/")
    assert journal.of(letter).order_by("number").last().verb == "read"


def test_a_report_that_is_opened(as_, people):
    source = incidents.add_source("В части 61057 удерживают троих.", people["amal"].team, by=people["amal"])
    as_("boris").get(f"/reports/{source.code}/")
    assert journal.of(source).order_by("number").last().verb == "read"


def test_a_search_leaves_a_trace_without_its_words(as_, case, people):
    as_("boris").post("/people/search/", {"name": "Тихомиров"})
    newest = journal.of(people["boris"]).order_by("number").last()
    assert (newest.verb, newest.details) == ("searched", {})


def test_another_team_leaves_no_trace_since_it_sees_nothing(as_, case):
    before = journal.of(case).count()
    assert as_("chen").get(f"/cases/{case.code}/").status_code == 404
    assert journal.of(case).count() == before


def test_no_entry_holds_a_word_of_anybody(as_, appeal, people, letter):
    case = letter.case
    as_("boris").get(f"/cases/{case.code}/")
    cases.correct(
        case, {"surname": "Кораблёв"}, seen=case.person.changed_at, by=people["boris"], on=date(2026, 11, 21)
    )
    said = json.dumps([entry.said for entry in journal.entries()], ensure_ascii=False)
    words = ["Кораблёв", "Тихомиров", "Егор", "61057", "900 000", "9000003104", "Лариса"]
    assert [word for word in words if word in said] == []
