"""One sound for all the usual ways to write a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tidings.matching.belarusian import heard, is_belarusian
from tidings.matching.spelling import (
    german_reading,
    nominatives,
    other_readings,
    plain,
    skeleton,
)


@pytest.mark.parametrize(
    "spellings",
    [
        "Сергей SERGEY Sergei Sergej",
        "Илья Ilya Ilia Il'ja Ілля",
        "Щербаков Shcherbakov Scherbakov Schtscherbakow",
        "Юлия Yuliya Iuliia Juliia",
        "Васильевич Vasilyevich Vasilevich Vasilievich",
        "Андреевич Andreevich Andreyevich",
        "Ефремов Yefremov Efremov Jefremov",
        "Семён Semyon Semen Семен",
        "Дмитрий Dmitriy Dmitrii Dmitry Dmitrij",
        "Кириллов Kirillov Kirilov Кирилов",
    ],
)
def test_the_usual_spellings_of_a_name_sound_alike(spellings):
    assert len({skeleton(word) for word in spellings.split()}) == 1


def test_letters_of_the_other_alphabet_are_put_back():
    assert plain("Ивaнoв") == "иванов"


def test_an_uncommon_scheme_is_another_reading():
    assert skeleton("Жуков") in other_readings("Jukov")
    assert skeleton("Гриценко") in other_readings("Hrytsenko")
    assert heard(skeleton("Зямцоў")) == heard(skeleton("Земцов"))
    assert german_reading("Kusnezow") == german_reading("Kuznetsov")


@pytest.mark.parametrize(
    "oblique, nominative",
    [
        ("Кравцова", "Кравцов"),
        ("Кравцовым", "Кравцов"),
        ("Чайковского", "Чайковский"),
        ("Сергея", "Сергей"),
        ("Павла", "Павел"),
        ("Ильи", "Илья"),
        ("Никиты", "Никита"),
        ("Бондаровца", "Бондаровец"),
        ("Ивановой", "Иванова"),
    ],
)
def test_a_case_ending_leads_back_to_the_nominative(oblique, nominative):
    assert skeleton(nominative) in nominatives(skeleton(oblique))


@given(some.text(max_size=60))
def test_any_text_has_a_short_sound(word):
    assert len(skeleton(word)) <= 120
    assert skeleton(word) == skeleton(word.upper()) or not word.isascii()


@pytest.mark.parametrize(
    "word", ["Зайцаў", "Сяргей", "Siarhei", "ZAITSAU", "Адамавіч", "Міхалапавіч", "Жыліна", "Дзядзюля"]
)
def test_a_belarusian_hand_is_known(word):
    assert is_belarusian(word)


@pytest.mark.parametrize(
    "word", ["Зайцев", "Сергей", "Sergei", "Zaitsev", "Сергій", "Олексійович", "Эдуард", "Moreau", "Иванович"]
)
def test_another_hand_is_not_taken_for_a_belarusian_one(word):
    assert not is_belarusian(word)


@pytest.mark.parametrize("borrowed", ["Понома\u0440\u00ebв", "ШМ\u00c1НОВ", "Стан\u0438\u0301слав"])
def test_letters_with_borrowed_accents_are_read_as_those_beside_them(borrowed):
    assert skeleton(borrowed) in (skeleton("Пономарёв"), skeleton("Шманов"), skeleton("Станислав"))
