"""Places as they stand in messages."""

import pytest

from tidings.extraction.placing import find_places


def values(text):
    return [mention.value for mention in find_places(text)]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("стояли под рыльском, потом увезли в белгородскую", ["Рыльск", "Белгородская область"]),
        ("Родом из г. Ельца Липецкой области.", ["Елец", "Липецкая область"]),
        ("Брат служил в Глушковском районе, около Рыльска", ["Глушковский район", "Рыльск"]),
        ("Последний раз писал з-під Вовчанська, Харківська обл.", ["Вовчанськ", "Харківська область"]),
        ("He was last seen near Rylsk in Kursk oblast", ["Рыльск", "Курская область"]),
        ("их отправляют на суджанское направление", ["Суджа"]),
        ("Военкомат Ленинского района г. Твери", ["Тверь"]),
        ("п. Сосновый Бор, ленинградская обл", ["Сосновый Бор", "Ленинградская область"]),
        ("в деревне Малые Петушки никого не осталось", ["Малые Петушки"]),
        ("в/ч 10101 (Каменка), связи нет", ["Каменка"]),
        ("Я живу в Тбилиси, сестра в Астане", ["Тбилиси", "Астана"]),
        ("My cousin was taken to Belgorod", ["Белгород"]),
    ],
)
def test_a_place_is_named_in_full_and_in_the_nominative(text, expected):
    assert values(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "мир вам, вера и надежда остались",
        "Роман Тверской ничего не знает",
        "по москве было пять утра",
        "в марте обещали отпуск",
        "ул. Московская, дом 5",
        "пишите на tula.anna@example.org",
    ],
)
def test_a_name_or_an_ordinary_word_is_no_place(text):
    assert values(text) == []


def test_the_words_are_the_words_of_the_message():
    text = "Мы стояли под Суджей, в Курской области."
    assert all(m.text == text[m.start : m.end] and m.kind == "place" for m in find_places(text))


def test_a_village_that_no_table_has_is_told_by_its_surroundings():
    assert values("убит под Верхнеольховкой") == ["Верхнеольховка"]
