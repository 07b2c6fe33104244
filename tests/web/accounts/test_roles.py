"""The table of who may do what, and what hangs on it."""

import re
from pathlib import Path

import pytest
from django.urls import reverse

import tidings.web
from tidings.web.accounts import page, roles
from tidings.web.accounts.models import User
from tidings.web.letters import actions as letters
from tidings.web.letters.models import Letter
from tidings.web.tracing import actions as tracing
from tidings.web.tracing.models import TracingRequest

WEB = Path(tidings.web.__file__).parent


def test_each_role_of_the_staff_stands_in_the_table():
    assert set(User.Role.values) == set(roles.PERMISSIONS)


def test_every_word_of_the_table_has_its_line_on_the_page():
    assert set(page.WORDS) == roles.WORDS
    assert (Path(__file__).parents[3] / "docs/roles.md").read_text("utf-8") == page.page()


def test_a_word_that_nobody_has_is_a_slip_and_no_refusal():
    with pytest.raises(KeyError):
        roles.may("coordinator", "triagge")


def test_templates_ask_only_words_of_the_table():
    asked = {
        word
        for path in WEB.rglob("*.html")
        for word in re.findall(r"user\.may\.(\w+)", path.read_text("utf-8"))
    }
    assert asked and asked <= roles.WORDS


@pytest.mark.parametrize("role", roles.PERMISSIONS)
def test_the_menu_leads_only_where_one_may_go(hired, as_, role):
    browser = as_(hired(role).username)
    places = browser.get(reverse("accounts-own")).context["menu"]
    assert {browser.get(reverse(place["url"])).status_code for place in places} <= {200}
    shut = {"appeals-list", "cases-list", "tracing-list", "letters-list", "incidents-list", "journal-list"}
    shut -= {place["url"] for place in places}
    assert {browser.get(reverse(url)).status_code for url in shut} <= {403}


@pytest.mark.parametrize("role", roles.PERMISSIONS)
def test_the_beginning_leads_somewhere_for_everyone(hired, as_, role):
    assert as_(hired(role).username).get("/", follow=True).status_code == 200


def test_intake_sees_that_an_appeal_is_in_a_case_but_not_which(hired, as_, case):
    code = case.enquiries.get().appeal.code
    page = as_(hired("intake").username).get(reverse("appeals-detail", args=[code])).text
    assert "in a case" in page
    assert case.code not in page


def test_who_documents_violations_opens_nothing_more_of_a_case():
    documents = {role for role in roles.PERMISSIONS if roles.may(role, "write_reports")}
    assert documents == {"caseworker", "lawyer", "researcher", "coordinator"}
    opened = {"reveal_contacts", "import_lists", "work_cases", "see_restricted", "decide_matches"}
    assert not any(roles.may("researcher", word) for word in opened)


@pytest.fixture
def restricted(case, people):
    """Amal's case, with a request and a letter, for her and coordinators alone."""
    tracing.request(case, by=people["amal"], on=case.opened_on)
    letters.draft(case, "whereabouts", by=people["amal"], on=case.opened_on)
    type(case).objects.filter(pk=case.pk).update(restricted=True, responsible=people["amal"])
    case.refresh_from_db()
    return case


def addresses(case):
    return [
        reverse("cases-detail", args=[case.code]),
        reverse("cases-rights", args=[case.code]),
        reverse("tracing-request", args=[case.code]),
        reverse("letters-case", args=[case.code]),
        reverse("letters-detail", args=[case.letters.get().code]),
        reverse("appeals-detail", args=[case.enquiries.get().appeal.code]),
    ]


@pytest.mark.parametrize("name, status", [("amal", 200), ("boris", 404), ("dora", 404), ("chen", 404)])
def test_a_restricted_case_is_for_its_person_and_coordinators(as_, restricted, name, status):
    browser = as_(name)
    assert [browser.get(address).status_code for address in addresses(restricted)] == [status] * 6


def test_the_person_responsible_works_on_it_whoever_she_is(as_, restricted, people):
    type(restricted).objects.filter(pk=restricted.pk).update(responsible=people["boris"])
    assert [as_("boris").get(address).status_code for address in addresses(restricted)] == [200] * 6


@pytest.mark.parametrize("name, seen", [("amal", True), ("boris", False)])
def test_lists_and_search_are_silent_about_it(as_, restricted, people, name, seen):
    browser, user = as_(name), people[name]
    found = browser.post(reverse("people-search"), {"name": "Тихомиров Егор"}).text
    assert (restricted.code in found) is seen
    asks = browser.post(reverse("people-search"), {"name": "Тихомирова Лариса"}).text
    assert (restricted.code in asks) is seen
    assert (restricted.code in browser.get(reverse("cases-list")).text) is seen
    assert Letter.objects.visible_to(user).exists() is seen
    assert TracingRequest.objects.visible_to(user).exists() is seen
