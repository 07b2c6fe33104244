"""Why two records are thought to be one person, in words a caseworker can read out."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from tidings.matching import Record, compare, explain, together
from tidings.matching.reasons import _BORN, OTHERS_FIT, TOLD


def said(left, right, lang="en"):
    return {reason.fact: reason.sentence.say(lang) for reason in explain(left, right)}


def weighs(left, right):
    return {reason.fact: reason.weight for reason in explain(left, right)}


def test_golden_explanation(person):
    told = person(birth_date="2005-03-14", unit="12345", place="Курск")
    found = person("KRAVTSOV I. P.", birth_date="2005")
    assert said(told, found) == {
        "surname": "Same surname, written in Latin letters.",
        "given": "The initial of the given name agrees.",
        "patronymic": "The initial of the patronymic agrees.",
        "born": "The birth dates can be the same: one is within the other.",
        "unit": "Unit: told on one side only.",
        "place": "Place: told on one side only.",
    }


@pytest.mark.parametrize(
    "name, fact, sentence",
    [
        ("Кравцова Ильи", "surname", "Та же фамилия, в другом падеже."),
        ("Кравцв Илья", "surname", "Та же фамилия, с опиской."),
        ("Кравцов Илюха", "given", "То же имя, в краткой форме."),
        ("Сидоренко Илья", "surname", "Другая фамилия."),
        ("Кравцов О. П.", "given", "Инициал имени не совпадает."),
        ("Кравцов", "given", "Имя: сообщено только с одной стороны."),
    ],
)
def test_golden_explanations_of_names(person, name, fact, sentence):
    assert said(person(), person(name), "ru")[fact] == sentence


@pytest.mark.parametrize(
    "date, sentence",
    [
        ("14.03.2005", "Born on the same day."),
        ("2005-03-13", "Born in the same month, on another day."),
        ("2004-03-14", "Born on the same day and month, a year apart."),
        ("2006", "The birth dates are within a year of each other."),
        ("2002", "Born in another year."),
        ("1990", "Born about five years apart or more."),
        (None, "Birth date: told on one side only."),
    ],
)
def test_golden_explanations_of_birth_dates(person, date, sentence):
    assert said(person(birth_date="2005-03-14"), person(birth_date=date))["born"] == sentence


def test_a_brother_is_named_as_one(person):
    assert said(person("Кнышевич Илья Петрович"), person("Кнышевич Глеб Петрович"))["given"] == (
        "Another given name in the same family: perhaps a brother."
    )


def test_day_and_month_may_be_exchanged(person):
    swapped = said(person(birth_date="2005-03-04"), person(birth_date="2005-04-03"))
    assert swapped["born"] == "Born on the same day, if day and month were exchanged."


def test_an_age_on_a_day_is_a_birth_interval(person):
    aged = person(age=20, age_on="2026-01-10")
    assert weighs(person(birth_date="2005-03-14"), aged)["born"] > 0
    assert weighs(person(birth_date="1985-03-14"), aged)["born"] < 0


def test_what_we_were_not_told_weighs_nothing(person):
    bare = person("Кравцов")
    told = person(birth_date="2005-03-14", unit="12345", place="Курск")
    assert [weight for fact, weight in weighs(told, bare).items() if fact != "surname"] == [0.0] * 5


def test_a_rare_name_weighs_more_than_a_common_one(person):
    common = weighs(person("Иванов"), person("Иванов"))["surname"]
    rare = weighs(person("Кнышевич"), person("Кнышевич"))["surname"]
    assert rare > common + 3


def test_an_initial_agrees_weakly(person):
    whole = weighs(person(), person("Кравцов Илья"))["given"]
    initial = weighs(person(), person("Кравцов И."))["given"]
    assert 0 < initial < whole


def test_a_closer_spelling_never_hurts(person):
    exact, slip, other = (
        weighs(person(), person(name))["surname"] for name in ("Кравцов", "Кравцв", "Мельник")
    )
    assert exact > slip > 0 > other


def test_a_unit_number_with_a_slip_weighs_less_than_the_same(person):
    same, slip, other = (
        weighs(person(unit="12345"), person(unit=unit))["unit"] for unit in ("в/ч 12345", "12346", "70001")
    )
    assert same > slip > other and other < 0


def test_a_place_in_latin_letters_is_the_same_place(person):
    assert said(person(place="г. Хвалынск"), person(place="Khvalynsk"))["place"] == "Same place."


def test_the_weights_of_the_reasons_add_up(person):
    left, right = person(birth_date="2005-03-14"), person("Кравцова Илью", birth_date="2005")
    assert sum(weighs(left, right).values()) == pytest.approx(compare(left, right)[0], abs=1e-3)


NAMES = some.sampled_from(
    [
        "Кравцов Илья Петрович",
        "Илюха Кравцов",
        "KRAVTSOV I. P.",
        "Кравцв Илья",
        "Ілля Кравцов",
        "Иванов",
        "😀",
        "",
    ]
)
DATES = some.sampled_from([None, "2005", "2005-03", "2005-03-14", "14.03.2006", "odd"])


@settings(deadline=None, max_examples=40)
@given(NAMES, NAMES, DATES, DATES)
def test_left_and_right_may_change_places(one, other, born, also):
    left, right = Record("1", one, born), Record("2", other, also)
    assert compare(left, right)[0] == pytest.approx(compare(right, left)[0], abs=1.5)


@settings(deadline=None, max_examples=60)
@given(some.text(max_size=40), some.text(max_size=40), some.text(max_size=12))
def test_any_text_can_be_compared(one, other, date):
    weight, likely = compare(Record("1", one, date), Record("2", other, date, one, other))
    assert weight == weight and 0 <= likely <= 1


def test_nothing_is_ever_certain():
    assert together(1.0).say("en") == "Very likely the same person: 99 in 100."
    assert together(0.96).say("uk") == "Дуже ймовірно, що це одна людина: 96 зі 100."
    assert together(0.0).say("en") == "Hardly the same person: fewer than 1 in 100."


def test_no_sentence_says_dead_or_certain():
    sentences = [
        *_BORN.values(),
        *(sentence for levels in TOLD.values() for sentence in levels.values()),
        OTHERS_FIT,
        together(0.99),
        together(0.6),
        together(0.1),
    ]
    said = " ".join(sentence.say(lang) for sentence in sentences for lang in ("ru", "uk", "en")).lower()
    assert not any(
        word in said for word in ("dead", "погиб", "мёртв", "загиб", "мертв", "certainly", "точно")
    )


def test_what_neither_side_told_is_not_told(person):
    assert said(person("Кравцов"), person("Кравцов"))["unit"] == "Unit: not told."
    assert said(person("Кравцов"), person("Кравцов"), "uk")["born"] == "Дата народження: не повідомлена."
