"""What the rulebook promises of every rule, fact and finding."""

import string
import tomllib
from datetime import date
from pathlib import Path

import pytest

from tidings.law import FACTS, RULES
from tidings.law.derived import DERIVED
from tidings.law.page import page

ROOT = Path(__file__).parent.parent
NAMED = {
    "early_deployment",
    "contract_voluntary",
    "contract_coercion",
    "absence",
    "combat_refusal",
    "document_seizure",
    "medical_board",
    "call_up_exemption",
    "alternative_service",
    "contract_term",
    "missing_status",
    "overdue_answer",
    "child_recruitment",
    "disappearance_urgent_action",
}
QUOTED = ("заведомо незаконного приказа", "завідомо незаконного наказу")
BY_NAME = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)


def sentences(rule):
    yield from (rule.label, rule.asks)
    yield from (outcome.reason for outcome in rule.outcomes)
    yield from (note.sentence for note in rule.notes)
    yield from (limit.what for limit in rule.limits)


def test_every_rule_that_others_rely_on_is_there():
    assert {rule.name for rule in RULES} == NAMED


@BY_NAME
def test_a_rule_has_its_papers(rule):
    assert len(rule.citation) > 20
    assert date(1990, 1, 1) < rule.since < date(2026, 11, 22)
    assert rule.edition and rule.source


@BY_NAME
def test_a_rule_speaks_three_languages(rule):
    for sentence in sentences(rule):
        said = sentence.as_dict()
        assert len({*said.values()}) == 3, said
        assert not set(said["ru"]) & set("іїєґ"), said["ru"]
        assert not set(said["uk"]) & set("ыъэё"), said["uk"]
        assert not set(string.ascii_letters) & set(said["ru"].replace("8(2)(b)(xxvi)", "")), said["ru"]


@BY_NAME
def test_a_rule_never_says_that_something_is_lawful_or_that_someone_is_dead(rule):
    for sentence in sentences(rule):
        said = " ".join(sentence.as_dict().values()).lower()
        for words in QUOTED:
            said = said.replace(words, "")
        for word in (
            "is lawful",
            "is legal",
            "is illegal",
            "is dead",
            "погиб",
            "умер",
            "законно",
            "незаконно",
        ):
            assert word not in said, said


@BY_NAME
def test_a_rule_has_eight_cases_that_a_lawyer_can_read_one_of_them_undecided_and_one_at_a_threshold(rule):
    path = ROOT / "tests" / "law" / f"{rule.name}.toml"
    cases = tomllib.loads(path.read_text("utf-8"))["case"]
    assert len(cases) >= 8
    assert any(case.get("missing") for case in cases) or rule.name == "absence"
    assert len({case["finding"] for case in cases}) >= 3


@pytest.mark.parametrize("fact", FACTS.values(), ids=lambda fact: fact.name)
def test_a_fact_has_a_question_to_ask_the_family_in_three_languages(fact):
    for sentence in (fact.label, fact.question, *fact.said.values()):
        assert all(sentence.as_dict().values())
    assert fact.question.en.endswith(("?", ".")) and "?" in fact.question.ru + fact.question.uk
    assert (fact.values != ()) == (fact.kind in ("choice", "flag", "list"))


def test_a_derived_fact_says_what_it_means():
    assert all(each.doc.endswith(".") for each in DERIVED.values())


def test_the_page_of_rules_is_the_rulebook():
    written = (ROOT / "docs" / "law.md").read_text("utf-8")
    assert written == page(), "Run: python -m tidings.law.page > docs/law.md"
