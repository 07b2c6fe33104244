"""What messages like this one were about stands beside the rules: learnt from the labelled ones, shown with its words, switched off by 0."""

import json
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidings.triage import CATEGORIES, URGENCIES, AppealFacts, triage
from tidings.triage.alike import NAMES, TABLE, _lines, alike, telling
from tidings.triage.wordlists import use

DAY = date(2024, 8, 9)
LABELLED = Path(__file__).parents[1] / "extraction" / "labelled"
WORDS = st.lists(
    st.sampled_from(
        "сын мама завтра погрузят в эшелон Kursk 2005 не берёт трубку . ! 🙂 автоматы казарма підпис".split()
    )
).map(" ".join)


@given(st.text() | WORDS)
def test_chances_of_any_text_add_up_to_one_and_the_words_that_told_stand_in_it(text):
    found = alike(text)
    assert set(found.categories) == set(CATEGORIES) and set(found.urgencies) == set(URGENCIES)
    assert sum(found.categories.values()) == pytest.approx(1) == sum(found.urgencies.values())
    assert all(telling(text, name) in text for name in NAMES)


def test_the_table_is_learnt_from_the_labelled_messages_as_they_stand():
    golden = sorted(LABELLED.with_name("messages").glob("*.t*"))
    names = [LABELLED / "working.jsonl", LABELLED / "other_hands.jsonl", *golden]
    files = [path.read_bytes() for path in names]
    made = TABLE.read_text("utf-8").partition("\n")[0]
    assert sha256(b"".join(files)).hexdigest()[:16] in made, "python benchmarks/alike.py --write"


def test_every_line_of_the_table_counts_those_of_numbers_too():
    lines = TABLE.read_text("utf-8").splitlines()[2:]
    assert len(lines) == len(_lines()) and "# август" in _lines()


def test_every_message_learnt_from_has_what_the_rules_said_at_first_sight():
    lines = (LABELLED / "first_sight.jsonl").read_text("utf-8").splitlines()
    seen = {one["id"]: one["category"] for one in map(json.loads, lines)}
    for name in ("working.jsonl", "other_hands.jsonl"):
        for one in map(json.loads, (LABELLED / name).read_text("utf-8").splitlines()):
            assert seen[one["id"]] == one["category"]


UNHEARD = "Парней с их этажа грузят прямо в кузов, броники сунули в руки, мой там. Девятнадцать лет."


def test_what_no_rule_knows_is_told_by_words_of_other_messages_and_says_which():
    told = AppealFacts(text=UNHEARD, sought=1)
    found = triage(told, DAY)
    assert (found.category, found.urgency) == ("deployment_notice", "critical")
    quoted = [one.say("ru") for one in found.reasons if "с такими словами" in one.say("ru").lower()]
    assert quoted and all(one.partition("«")[2].rstrip("».") in UNHEARD for one in quoted)


@given(st.text(max_size=40) | WORDS)
def test_no_reason_quotes_nothing(text):
    reasons = triage(AppealFacts(text=text, sought=1), DAY).reasons
    assert reasons and "“”" not in " ".join(one.say("en") for one in reasons)


def test_a_weight_of_nothing_leaves_it_to_the_rules():
    use({"alike": {"category": {"points": 0}, "urgency": {"points": 0}}})
    try:
        assert (found := triage(AppealFacts(text=UNHEARD, sought=1), DAY)).urgency != "critical"
        assert "с такими словами" not in " ".join(one.say("ru") for one in found.reasons).lower()
    finally:
        use({})


def test_a_day_further_off_than_72_hours_says_more_than_such_words():
    told = AppealFacts(text=UNHEARD, sought=1, deadline=DAY + timedelta(days=9))
    assert triage(told, DAY).urgency == "high"


@given(WORDS)
def test_nothing_is_proposed_as_less_urgent_than_the_rules_say(text):
    told = AppealFacts(text=text + " Его бьют, документы отобрали", sought=1, flags=frozenset(["threats"]))
    both = triage(told, DAY)
    use({"alike": {"urgency": {"points": 0}}})
    try:
        assert URGENCIES.index(both.urgency) <= URGENCIES.index(triage(told, DAY).urgency)
    finally:
        use({})


def test_an_advertisement_is_like_other_advertisements():
    assert (
        max((found := alike("скидка на окна, звоните сегодня")).categories, key=found.categories.__getitem__)
        == "other"
    )


def test_a_long_text_is_weighed_in_bounds():
    found = alike("сын не отвечает " * 30_000)
    assert max(found.categories, key=found.categories.__getitem__) == "lost_contact"
