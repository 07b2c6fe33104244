"""What would give away who is sought is found in an answer before it goes out."""

from datetime import date

import pytest

from tidings.extraction.disclosure import disclosed

TODAY = date(2026, 11, 22)
KNOWN = {
    "surname": ["Тихомиров"],
    "birth_date": ["2005-03-14"],
    "unit": ["61057"],
    "place": ["Суджа", "Белгород"],
}


def kinds(text: str, known: dict[str, list[str]] = KNOWN) -> set[str]:
    return {one.kind for one in disclosed(text, known, TODAY)}


@pytest.mark.parametrize(
    "text, kind",
    [
        ("Ваш сын Тихомиров жив", "surname"),
        ("Мы ищем Тихомирова в списках", "surname"),
        ("сведения о ТИХОМИРОВЫХ", "surname"),
        ("о Tikhomirov", "surname"),
        ("Тихомирів", "surname"),
        ("родился 14 марта 2005", "birth_date"),
        ("14.03.05", "birth_date"),
        ("2005 г.р.", "birth_date"),
        ("в/ч 61057", "unit"),
        ("часть № 61057 ответила", "unit"),
        ("его видели в Судже", "place"),
        ("под Белгородом", "place"),
        ("Позвоните +7 900 000-31-04", "phone"),
        ("пишите a@b.org", "email"),
    ],
)
def test_it_is_found_however_it_is_written(text, kind):
    assert kind in kinds(text)


@pytest.mark.parametrize("form", ["Зайца", "Зайцу", "Зайцем", "Заяц"])
def test_a_vowel_that_flees_hides_no_name(form):
    assert kinds(f"Мы нашли {form}.", {"surname": ["Заяц"]}) == {"surname"}


@pytest.mark.parametrize(
    "text",
    [
        "Мы получили ваше обращение и работаем. Напишите, когда с вами безопасно связаться.",
        "Ответ придёт до 22 ноября 2026. Мир вашему дому.",
        "Тихо. Белый. Суд ответил.",
        "",
    ],
)
def test_what_names_nobody_may_go(text):
    assert not kinds(text)


def test_where_nothing_is_known_only_ways_to_reach_somebody_are_found():
    assert kinds("Тихомиров, 14.03.2005, +7 900 000-31-04", {}) == {"phone"}


def test_the_words_are_those_of_the_text():
    text = "Ищем Тихомирова"
    assert [text[one.start : one.end] for one in disclosed(text, KNOWN, TODAY)] == ["Тихомирова"]
