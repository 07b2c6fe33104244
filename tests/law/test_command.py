"""`tidings assess`: for people, and for programs."""

import json

import pytest

from tidings.cli import main

SENT = {
    "service": "conscript",
    "service_started": "2024-06-10",
    "deployment_on": "2024-08-06",
    "task": "armed_conflict",
}


@pytest.fixture
def assess(tmp_path, capsys):
    """Assess these facts; return what was printed."""

    def run(facts, *options):
        path = tmp_path / "facts.json"
        path.write_text(json.dumps(facts), "utf-8")
        assert main(["assess", str(path), "--on", "2024-09-01", *options]) == 0
        return capsys.readouterr().out

    return run


def test_programs_get_a_list_of_findings(assess):
    (finding,) = json.loads(assess(SENT, "--json", "--lang", "en"))
    assert finding["rule"] == "early_deployment"
    assert finding["finding"] == "needs_lawyer"
    assert finding["missing"] == ["regime"]
    assert finding["citation_status"] == "unverified"
    complete = {"what": "Four months of service are complete (no limit to act by)", "on": "2024-10-10"}
    assert finding["time_limits"][0] == complete
    assert finding["time_limits"][1]["on"] is None
    assert all(isinstance(reason, str) for reason in finding["reasons"])


def test_a_list_of_facts_gives_a_list_of_lists(assess):
    first, second, none = json.loads(assess([SENT, {"days_absent": 1}, {}], "--json"))
    assert [finding["rule"] for finding in first] == ["early_deployment"]
    assert [finding["finding"] for finding in second] == ["not_indicated"]
    assert none == []


@pytest.mark.parametrize(
    "lang, words",
    [
        ("ru", ["НУЖЕН ЮРИСТ", "Спросите: Был ли", "Это выводы правил"]),
        ("uk", ["ПОТРІБЕН ЮРИСТ", "Запитайте: Чи було", "Це висновки правил"]),
        ("en", ["A LAWYER MUST LOOK", "Ask next: Was a special regime", "not legal advice", "[regime]"]),
    ],
)
def test_people_get_a_text_with_the_question_to_ask(assess, lang, words):
    said = assess(SENT, "--lang", lang)
    assert all(each in said for each in words)


def test_a_citation_that_was_not_checked_says_so(assess):
    assert "(unverified: a lawyer must check it)" in assess(SENT, "--lang", "en")
    assert "unverified" not in assess({"days_absent": 3}, "--lang", "en")


def test_facts_that_concern_no_rule_are_answered_too(assess):
    assert assess({"service": "conscript"}, "--lang", "en") == "No rule concerns these facts.\n"


def test_a_day_by_which_nothing_is_to_be_done_is_not_called_a_limit(assess):
    text = assess(SENT, "--lang", "en")
    assert "Day: 2024-10-10 — Four months" in text
    assert "By: 2024-10-10" not in text
