"""How findings come about, whatever the rule says."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from tidings.law import FACTS, RULES, assess, next_question

ON = date(2024, 9, 1)
SENT = {"service": "conscript", "task": "armed_conflict", "regime": "none"}


def test_reasons_are_said_in_three_languages():
    (finding,) = assess({"contract_signed": False}, rules("contract_voluntary"), on=ON)
    said = finding.reasons[0].as_dict()
    assert said["en"].startswith("No contract has been signed")
    assert said["ru"].startswith("Контракт не подписан")
    assert said["uk"].startswith("Контракт не підписано")


def rules(*names):
    return [rule for rule in RULES if rule.name in names]


def test_what_is_missing_is_named_in_the_reason():
    (finding,) = assess(SENT, rules("early_deployment"), on=ON)
    assert set(finding.missing) == {"deployment_on", "service_started", "specialty_training"}
    assert all(FACTS[fact].label.en in finding.reasons[0].en for fact in finding.missing)


def test_dates_that_contradict_each_other_are_said_to_do_so():
    facts = SENT | {
        "service_started": "2024-08-20",
        "deployment_on": "2024-08-06",
        "specialty_training": True,
    }
    (finding,) = assess(facts, rules("early_deployment"), on=ON)
    assert any("must be wrong" in reason.en and "20 August 2024" in reason.en for reason in finding.reasons)


def test_nothing_is_found_where_nothing_was_told():
    assert assess({}, on=ON) == []
    assert assess(dict.fromkeys(FACTS), on=ON) == []


def test_the_next_question_brings_the_gravest_finding_nearest_to_a_decision():
    facts = {"channel": "appeal_59fz", "registered_on": "2024-01-01", "extension_notice": False} | SENT
    findings = assess(facts | {"service_started": "2024-06-01", "specialty_training": True}, on=ON)
    assert {finding.rule for finding in findings} == {"early_deployment", "overdue_answer"}
    assert next_question(findings) == "deployment_on"


def test_there_is_no_next_question_where_nothing_is_missing():
    assert next_question(assess({"contract_signed": False, "coercion": []}, on=ON)) is None
    assert next_question([]) is None


PRESSED = {"service": "conscript", "contract_signed": True, "coercion": ["threat"]}


def test_where_nothing_is_left_to_decide_it_asks_for_the_day_from_which_a_time_limit_runs():
    facts = dict(PRESSED)
    for asked in ("coercion_known_on", "coercion_ended_on"):
        assert next_question(assess(facts, on=ON)) == asked
        facts[asked] = "2024-08-20"
    assert next_question(assess(facts, on=ON)) is None
    assert all(limit.on and not limit.since for one in assess(facts, on=ON) for limit in one.time_limits)


def test_what_would_decide_a_finding_is_asked_before_the_day_of_a_limit():
    facts = PRESSED | {"channel": "appeal_59fz", "registered_on": "2024-08-01", "answered": False}
    findings = assess(facts, on=date(2024, 9, 20))
    assert next_question(findings) == next(fact for one in findings for fact in one.missing)


def test_a_day_that_only_marks_something_is_not_asked_for():
    findings = assess({"service": "conscript", "deployment_on": "2024-08-06", "task": "other"}, on=ON)
    assert [limit.mark for one in findings for limit in one.time_limits if limit.since] == [True]
    assert next_question(findings) is None


def values(name):
    kind = FACTS[name]
    match kind.kind:
        case "choice" | "flag":
            return st.sampled_from(kind.values)
        case "list":
            return st.lists(st.sampled_from(kind.values), max_size=3)
        case "age":
            return st.integers(10, 40)
        case "days":
            return st.floats(0, 60)
        case "imprecise_date":
            return st.sampled_from(["2005", "2006-09", "2009-01-31", "2010"])
    return st.dates(date(2023, 10, 1), date(2024, 12, 31))


TOLD = st.fixed_dictionaries({}, optional={name: values(name) for name in FACTS})


@given(TOLD)
@settings(max_examples=60, deadline=None)
def test_whatever_is_told_each_finding_has_reasons_and_what_is_undecided_names_what_would_decide_it(facts):
    for finding in assess(facts, on=ON):
        if finding.finding == "insufficient_data":
            assert finding.missing, finding.rule
        assert finding.reasons


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_telling_more_never_turns_a_decided_finding_into_another(data):
    known = ["service", "service_started", "deployment_on", "task", "specialty_training", "regime"]
    told = {name: data.draw(values(name)) for name in data.draw(st.sets(st.sampled_from(known), min_size=1))}
    more = told | {name: data.draw(values(name)) for name in known if name not in told}
    before = assess(told, rules("early_deployment"), on=ON)
    after = assess(more, rules("early_deployment"), on=ON)
    if before and before[0].finding in ("indicated", "not_indicated"):
        contradictory = any(r.en.endswith("Please check.") for f in after for r in f.reasons)
        assert contradictory or not after or after[0].finding == before[0].finding


def test_a_term_that_runs_from_no_fact_asks_for_none():
    told = {
        "service": "conscript", "service_started": "2026-09-01", "deployment_on": "2026-11-01",
        "task": "armed_conflict", "specialty_training": False, "regime": "none",
    }  # fmt: skip
    limits = [limit for found in assess(told, on=date(2026, 11, 22)) for limit in found.time_limits]
    assert any(limit.on is None for limit in limits)
    assert all(name in FACTS for limit in limits for name in limit.since)
