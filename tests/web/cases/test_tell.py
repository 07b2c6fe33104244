"""Asking for a fact, writing the answer down, and what the rules say then."""

from datetime import date

import pytest
from django.urls import reverse

from tidings.law import FACTS
from tidings.web.cases import actions

DAY = date(2026, 11, 20)
ANSWERS = {
    "choice": lambda kind: kind.values[0],
    "flag": lambda kind: "no",
    "day": lambda kind: "2026-11-02",
    "imprecise_date": lambda kind: "2005-03",
    "age": lambda kind: "19",
    "days": lambda kind: "12",
    "list": lambda kind: [kind.values[0]],
}


def tell(browser, case, name, **words):
    return browser.post(reverse("cases-tell", args=[case.code, name]), words)


@pytest.mark.parametrize("name", FACTS)
def test_every_fact_of_the_law_can_be_asked_and_answered(as_, case, name):
    browser = as_("amal")
    page = browser.get(reverse("cases-tell", args=[case.code, name]))
    assert page.status_code == 200
    assert tell(browser, case, name, value=ANSWERS[FACTS[name].kind](FACTS[name])).status_code == 302
    assert name in case.facts()


def test_a_no_is_kept_as_a_no(as_, case):
    tell(as_("amal"), case, "specialty_training", value="no")
    assert case.facts()["specialty_training"] is False


def test_nothing_of_a_list_is_an_empty_list_not_an_untold_fact(as_, case):
    tell(as_("amal"), case, "coercion", value=[""])
    assert case.facts()["coercion"] == []


def test_nothing_and_something_at_once_is_refused(as_, case):
    assert tell(as_("amal"), case, "coercion", value=["", "threat"]).status_code == 422
    assert "coercion" not in case.facts()


def test_no_answer_is_refused_not_taken_for_no(as_, case):
    assert tell(as_("amal"), case, "specialty_training").status_code == 422
    assert "specialty_training" not in case.facts()


def test_a_fact_may_turn_out_not_to_be_known(as_, case):
    browser = as_("amal")
    tell(browser, case, "specialty_training", value="no")
    tell(browser, case, "specialty_training", unknown="yes")
    assert "specialty_training" not in case.facts()


def test_the_appeal_that_says_so_is_kept_with_the_fact(as_, case, appeal):
    tell(as_("amal"), case, "specialty_training", value="no", source=appeal.pk)
    assert case.told.get(name="specialty_training").source == appeal


def test_what_the_rules_say_follows_at_once(as_, case):
    browser = as_("amal")
    for name, value in [
        ("service_started", "2026-09-01"),
        ("deployment_on", "2026-11-01"),
        ("task", "armed_conflict"),
        ("specialty_training", "no"),
        ("regime", "none"),
    ]:
        tell(browser, case, name, value=value)
    findings = {one["rule"]: one["finding"] for one in case.assessments.first().findings}
    assert findings["early_deployment"] == "indicated"
    page = browser.get(reverse("cases-rights", args=[case.code])).text
    assert "indicated" in page
    assert "1237" in page


def test_an_assessment_keeps_the_facts_it_rests_on(case, people):
    actions.tell(case, "task", "armed_conflict", by=people["amal"], on=DAY)
    assert case.assessments.first().facts["task"] == "armed_conflict"


def test_a_citation_says_whether_it_was_checked(as_, case, people):
    actions.tell(case, "deployment_on", "2026-11-01", by=people["amal"], on=DAY)
    page = as_("amal").get(reverse("cases-rights", args=[case.code])).text
    assert "not checked against the law" in page


def test_there_is_no_page_for_a_fact_that_the_law_does_not_know(as_, case):
    assert as_("amal").get(reverse("cases-tell", args=[case.code, "shoe_size"])).status_code == 404


@pytest.mark.parametrize("name, status", [("chen", 404), ("dora", 403), ("amal", 302), ("boris", 302)])
def test_telling_is_for_those_of_the_team_who_may_write(as_, case, name, status):
    assert tell(as_(name), case, "specialty_training", value="no").status_code == status


@pytest.mark.parametrize("name, status", [("chen", 404), ("dora", 403), ("amal", 302), ("boris", 302)])
def test_assessing_is_too(as_, case, name, status):
    assert as_(name).post(reverse("cases-rights", args=[case.code])).status_code == status
