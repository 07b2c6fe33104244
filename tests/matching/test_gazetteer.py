"""Places by the gazetteer: which spellings are one place, and which place lies in which."""

import pytest

from tidings.matching import explain
from tidings.matching.gazetteer import mark, mark_of_region


def stands(person, one, other, fact="place"):
    """Return what is said of two places, and its weight."""
    reasons = explain(person(**{fact: one}), person(**{fact: other}))
    return next((reason.sentence.say("en"), reason.weight) for reason in reasons if reason.fact == fact)


@pytest.mark.parametrize(
    "spellings",
    [
        "Суджа|г. Суджа|Sudzha|Курская область, Суджа|Суджа, Курская обл.|г.Суджа Курской области|под Суджа",
        "Харьков|Харків|Kharkiv|Kharkov|м. Харків|Харьков, Украина|Харківська область, Харків",
        "Курская область|Курская обл.|в Курской области|Kursk Oblast|Kursk region|Курська обл",
        "Татарстан|Республика Татарстан|Tatarstan|респ. Татарстан",
        "Суджанский район|Суджанский р-н|Судженский район|Суджанский район, Курская область",
        "с. Гуево, Суджанский район, Курская область|Гуево|guevo",
        "Нижний Новгород|Nizhny Novgorod|Нижегородская обл., г. Нижний Новгород",
        "Москва|Moscow|Moskva|Россия, Москва",
        "Чечня|Чеченская Республика",
    ],
)
def test_spellings_of_one_place_have_one_mark(spellings):
    assert len({mark(said) for said in spellings.split("|")}) == 1


@pytest.mark.parametrize(
    "one, other",
    [
        ("Ивановка, Курская область", "Ивановка, Белгородская область"),
        ("Малиновка Тверской обл", "Малиновка Омской обл"),
        ("Курская область", "Курск"),
        ("Kharkiv", "Харьковская область"),
        ("Омск", "Томск"),
    ],
)
def test_other_places_have_other_marks(one, other):
    assert mark(one) != mark(other)


@pytest.mark.parametrize(
    "one, other, said",
    [
        ("Суджа", "Курская обл.", "One place lies within the other."),
        ("Sudzha", "Судженский район", "One place lies within the other."),
        ("Суджанский район", "Курская область", "One place lies within the other."),
        ("Гуево", "Суджанский район", "The places cannot be compared: one may lie within the other."),
        ("Ивановка", "Ивановка, Курская область", "Same place."),
        ("Ивановка, Белгородская область", "Ивановка, Курская область", "Another place."),
        ("Белгород", "Курская область", "Another place."),
        ("Омск", "Томск", "Another place."),
        ("Хвалынск", "Хвалынк", "The names of the places differ by one slip."),
        ("Артёмовск", "Бахмут", "Same place."),
    ],
)
def test_how_two_places_stand(person, one, other, said):
    there, back = stands(person, one, other), stands(person, other, one)
    assert there[0] == back[0] == said
    assert there[1] == pytest.approx(back[1])


def test_a_region_agrees_weaker_than_a_place_and_an_uncertain_one_weighs_nothing(person):
    same, wider = stands(person, "Суджа", "Суджа")[1], stands(person, "Суджа", "Курская область")[1]
    assert same > wider > 0 > stands(person, "Белгород", "Курская область")[1]
    assert stands(person, "Гуево", "Суджанский район")[1] == 0


def test_a_region_may_be_told_by_its_adjective_alone(person):
    assert mark_of_region("Курская") == mark_of_region("Курская область")
    assert stands(person, "Курская", "г. Курск", "region")[0] == (
        "Region of call-up: one lies within the other."
    )


@pytest.mark.parametrize("said", [None, "", " ", "г.", ",;", "😀", "область", "района", "12", "а" * 10_000])
def test_what_names_no_place_breaks_nothing(said):
    assert len(mark(said)) < 200
