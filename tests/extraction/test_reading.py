"""A message becomes proposals; each rests on words that stand in it."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tidings.extraction import FINDERS, Message, read

DAY = date(2026, 3, 12)
PIECES = st.sampled_from(
    ["Ищу сына", "Крапивин Олег", "в/ч 12345", "6 августа", "вчера", "+7 900 000-12-41", "@olga_test", "a@b.example.org", "срочник", "İ", "ﬀ", "\u0301", "18 лет", "ё", "восемь девятьсот", "31.02.2024", "v/ch", "ishu syna", "не подписал", "’", "\n", "г.р.", "99.99.9999", "۱۲", "𝟙𝟚"]
)  # fmt: skip
ANY_TEXT = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=12).map(" ".join))
ANY_DAY = st.dates(date(1991, 1, 1), date(2199, 12, 31))


def told(text: str, day: date = DAY) -> Message:
    return Message("1", "form", day, text)


@settings(max_examples=150, deadline=None)
@given(ANY_TEXT, ANY_DAY)
def test_any_text_can_be_read_and_each_mention_stands_in_it(text, day):
    found = read(told(text, day))
    assert all(text[one.start : one.end] == one.text for one in found.mentions)
    assert all(0 <= i < len(found.mentions) for fact in found.facts for i in fact.mentions)


@settings(max_examples=40, deadline=None)
@given(ANY_TEXT)
def test_the_same_text_is_read_the_same(text):
    assert read(told(text)) == read(told(text))


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=12).map(" ".join))
def test_every_proposed_value_rests_on_words(text):
    for fact in read(told(text)).facts:
        assert fact.mentions, fact


def test_each_finder_says_what_it_finds():
    assert all(find.__doc__ for find in FINDERS)


def test_whose_date_it_is_is_told_from_the_name_before_it():
    found = read(told("Я, Ракитина Нина Павловна, 03.04.1975 г.р. Мой сын Ракитин Глеб, 12.05.2005, срочник"))
    assert [(one.surname, one.birth_date) for one in found.sought] == [("Ракитин", "2005-05-12")]


def test_a_phone_of_the_sought_is_not_one_to_call_back():
    found = read(told("Ищу мужа. Мой номер +7 900 000-11-22, его номер +7 900 000-33-44"))
    assert found.enquirer.phones == ("+79000001122",)


def test_two_sought_keep_what_is_said_in_their_own_line():
    found = read(
        told(
            "Ищем:\n1. Ракитин Глеб Олегович, 2004, звонил 5 марта\n2. Осин Пётр Ильич, 2001, звонил 7 марта"
        )
    )
    assert [(one.birth_date, one.last_contact) for one in found.sought] == [
        ("2004", "2026-03-05"),
        ("2001", "2026-03-07"),
    ]


@pytest.mark.parametrize(
    "text, status",
    [
        ("Сын Ракитин Глеб, срочник, его заставляют подписать контракт", "conscript"),
        ("Сын Ракитин Глеб, срочник, подписал контракт", "contract"),
        ("Сын Ракитин Глеб не срочник, он контрактник", "contract"),
        ("Сын Ракитин Глеб, срочник, контракт он НЕ подписывал", "conscript"),
        ("Сына Ракитина Глеба мобилизовали", "mobilised"),
        ("Сын Ракитин Глеб, 16 лет, в кадетском лагере", "minor"),
        ("Ищу сына, Ракитин Глеб", "unknown"),
    ],
)
def test_how_he_serves(text, status):
    assert [one.status for one in read(told(text)).sought] == [status]


def test_what_is_denied_is_not_flagged():
    assert "injury" not in read(told("Мой сын Ракитин Глеб не ранен, но связи нет")).flags


def test_an_illness_of_the_writer_is_no_ground_of_the_son():
    found = read(told("Ищу сына, Ракитин Глеб. Я инвалид второй группы"))
    assert "medical_ground" not in found.flags


def test_russian_in_latin_letters_is_read_and_still_points_to_its_words():
    text = "Ishu syna Rakitin Gleb, srochnik, v/ch 12345, svyazi net s 5 marta"
    found = read(told(text))
    assert (found.lang, found.sought[0].units, found.sought[0].last_contact) == (
        "ru",
        ("12345",),
        "2026-03-05",
    )
    assert all(text[one.start : one.end] == one.text for one in found.mentions)


def test_a_journey_told_of_long_ago_is_not_happening_now():
    text = "Ищу сына, Ракитин Глеб. Последний раз звонил {}, сказал что их везут на границу"
    assert "imminent" not in read(told(text.format("1 февраля"))).flags
    assert "imminent" in read(told(text.format("сегодня"))).flags


def test_a_journey_that_is_denied_is_none_and_loading_needs_no_name():
    assert "imminent" not in read(told("Он срочник, на передовую сейчас не отправляют")).flags
    assert read(told("их уже грузят")).flags == ("imminent",)


def test_a_day_to_come_within_72_hours_is_imminent():
    for days, near in ((1, True), (3, True), (9, False)):
        day = DAY + timedelta(days=days)
        found = read(told(f"Сына Ракитина Глеба {day:%d.%m} отправляют"))
        assert (found.deadline, "imminent" in found.flags) == (day, near)


def test_a_long_text_is_read_in_bounded_time():
    assert read(told("Ищу сына Ракитина Глеба, в/ч 12345. " * 300)).sought


def test_it_can_be_written_as_json():
    plain = read(told("Ищу сына, Ракитин Глеб, звонил вчера")).as_dict()
    assert plain["sought"][0]["last_contact"] == "2026-03-11"
    assert set(plain["mentions"][0]) == {"kind", "text", "start", "end", "value"}
