"""What an office's own decisions add to the rules: measured on decisions that were not seen, and never against a critical urgency."""

from dataclasses import replace
from datetime import date

import pytest

from tidings.errors import CannotOpen
from tidings.text.sentences import LANGUAGES
from tidings.triage import CATEGORIES, AppealFacts, triage
from tidings.triage.learning import Decided, Learnt, TooFew, learn, measure, points_of

DAY = date(2026, 3, 12)
PLACES = [
    "вчера",
    "сегодня",
    "утром",
    "днём",
    "ночью",
    "снова",
    "опять",
    "дома",
    "в части",
    "в роте",
    "зимой",
]
SEEN = [
    ("Ищу сына, не выходит на связь {}", "lost_contact", "high"),
    ("Муж в плену, когда будет обмен, узнали {}", "captivity", "normal"),
    ("Контракт закончился, не увольняют, рапорт подавали {}", "contract_dispute", "normal"),
    ("Прошу пособие за ранение, выплату не начислили {}", "contract_dispute", "normal"),
]
"""The rules call the last kind something else: this office has learnt that it is about the contract."""


def found(text):
    return triage(AppealFacts(text=text, sought=1), DAY)


def decided(times: int = 11) -> list[Decided]:
    said = []
    for words, category, urgency in SEEN:
        for place in PLACES[:times]:
            rules = found(text := words.format(place))
            said.append(Decided(text, points_of(rules), (rules.category, rules.urgency), (category, urgency)))
    return said


@pytest.fixture(scope="module")
def learnt():
    return learn(decided())


def test_what_the_office_corrects_again_and_again_is_proposed_with_the_words_that_pushed(learnt):
    text = "Прошу пособие за ранение, выплату задержали весной"
    assert found(text).category != "contract_dispute"
    blended = learnt.blend(text, found(text))
    assert blended.category == "contract_dispute"
    said = blended.reasons[-1]
    assert "пособие" in said.ru and "Спор о контракте" in said.ru and "Contract dispute" in said.en
    assert all(said.say(lang) for lang in LANGUAGES)


def test_what_the_rules_said_stays_among_the_reasons(learnt):
    text = "Ищу сына, не выходит на связь весной"
    blended = learnt.blend(text, found(text))
    assert blended.category == "lost_contact"
    assert blended.reasons[: len(found(text).reasons)] == found(text).reasons


def test_a_critical_urgency_of_the_rules_stays_whatever_was_learnt():
    calm = [replace(one, person=(one.person[0], "low")) for one in decided()]
    model = learn(calm)
    facts = AppealFacts(text="Ищу сына, не выходит на связь", sought=1, flags=frozenset({"imminent"}))
    rules = triage(facts, DAY)
    assert rules.urgency == "critical"
    assert model.blend(facts.text, rules).urgency == "critical"
    assert model.blend(facts.text, replace(rules, urgency="high")).urgency == "low"


def test_decisions_that_always_agree_with_the_rules_change_nothing():
    agreed = [replace(one, person=one.rules) for one in decided()]
    effect = measure(agreed)
    assert (effect.changes, effect.category.rules, effect.category.learnt) == ((), 44, 44)
    assert effect.chance == 1


def test_the_effect_is_of_decisions_that_were_not_seen_and_says_which_would_change():
    effect = measure(decided())
    assert effect.category.count == 44
    assert effect.category.rules < effect.category.learnt
    assert {one.name for one in effect.by_category} == {"lost_contact", "captivity", "contract_dispute"}
    change = next(one for one in effect.changes if one.what == "category")
    assert change.better and change.learnt == change.person == "contract_dispute"
    assert effect.chance < 0.05


def test_the_same_words_never_stand_on_both_sides():
    same = [replace(one, text="одно и то же") for one in decided()]
    contrary = [replace(one, person=("remains", "low")) for one in same]
    effect = measure([*contrary, *decided()])
    assert sum(one.person == "remains" and one.better is True for one in effect.changes) == 0


def test_no_more_than_chance_is_said_of_a_change_that_goes_both_ways():
    effect = measure(decided())
    one = next(change for change in effect.changes if change.what == "category")
    both = replace(effect, changes=(one, replace(one, person=one.rules)))
    assert both.chance == 1


def test_the_same_decisions_give_the_same_model():
    assert learn(decided()).as_bytes() == learn(decided()).as_bytes()


def test_a_model_is_kept_and_read_again(learnt):
    again = Learnt.from_bytes(learnt.as_bytes())
    text = "Прошу пособие за ранение"
    assert again.blend(text, found(text)) == learnt.blend(text, found(text))


def test_an_effect_is_kept_and_read_again():
    effect = measure(decided())
    assert type(effect).from_dict(effect.as_dict()) == effect


@pytest.mark.parametrize("kept", [b"", b"PK", b"not a model", learn(decided()).as_bytes()[:-40]])
def test_what_is_no_model_is_refused(kept):
    with pytest.raises(CannotOpen):
        Learnt.from_bytes(kept)


@pytest.mark.parametrize("text", ["", " ", "7", "🙂", "я", "слово" * 4000])
def test_any_text_is_answered(learnt, text):
    blended = learnt.blend(text, found(text))
    assert blended.category in CATEGORIES
    assert 0 <= blended.confidence <= 1


def test_too_few_decisions_or_one_category_alone_teach_nothing():
    with pytest.raises(TooFew, match="At least"):
        learn(decided(times=5))
    with pytest.raises(TooFew):
        measure([replace(one, person=("other", "low")) for one in decided()])


@pytest.mark.parametrize("mark", ["'", "’", "ʼ"])
def test_a_word_with_an_apostrophe_is_one_word_as_it_was_written(mark):
    said = [
        replace(one, text=f"{one.text}, кров’ю списано") if one.person[0] == "contract_dispute" else one
        for one in decided()
    ]
    text = f"Кров{mark}ю списано весною"
    rules, person = ("other", "normal"), ("contract_dispute", "normal")
    assert f"Кров{mark}ю" in learn(said).words(text, rules, person)
