"""Names as a Belarusian writes and says them: unstressed о is а, е is я or а, в at an end is ў.

A Russian passport and a Belarusian one of the same man differ in most of their vowels ("Олексин", "Аляксін"), more than
any slip explains; so such forms are known by what they have in common, and a name that is plainly written so is read so.

>>> heard(spelling.skeleton("Аляксін")) == heard(spelling.skeleton("Олексин"))
True
>>> is_belarusian("Уладзіміравіч"), is_belarusian("Владимирович"), is_belarusian("Siarhei")
(True, False, True)
"""

import re
from functools import cache

import polars as pl

from tidings.matching import spelling

FORMS = (
    ("Мікалай", "Николай"),
    ("Мікалаевіч", "Николаевич"),
    ("Мікалаеўна", "Николаевна"),
    ("Уладзімір", "Владимир"),
    ("Уладзіміравіч", "Владимирович"),
    ("Уладзіміраўна", "Владимировна"),
    ("Уладзіслаў", "Владислав"),
    ("Яўген", "Евгений"),
    ("Яўгенавіч", "Евгеньевич"),
    ("Яўгеньевіч", "Евгеньевич"),
    ("Яўгенія", "Евгения"),
    ("Вячаслаў", "Вячеслав"),
    ("Вячаслававіч", "Вячеславович"),
    ("Рыгор", "Григорий"),
    ("Рыгоравіч", "Григорьевич"),
    ("Васіль", "Василий"),
    ("Анатоль", "Анатолий"),
    ("Віталь", "Виталий"),
    ("Генадзь", "Геннадий"),
    ("Генадзевіч", "Геннадьевич"),
    ("Генадзьевіч", "Геннадьевич"),
    ("Юрый", "Юрий"),
    ("Пётра", "Пётр"),
    ("Максім", "Максим"),
    ("Якаў", "Яков"),
    ("Язэп", "Иосиф"),
    ("Аляксандр", "Александр"),
    ("Аляксей", "Алексей"),
    ("Сяргей", "Сергей"),
    ("Андрэй", "Андрей"),
    ("Алег", "Олег"),
    ("Ігар", "Игорь"),
    ("Віктар", "Виктор"),
    ("Дзмітрый", "Дмитрий"),
    ("Вадзім", "Вадим"),
    ("Мікіта", "Никита"),
    ("Кірыл", "Кирилл"),
    ("Канстанцін", "Константин"),
    ("Раман", "Роман"),
    ("Сцяпан", "Степан"),
    ("Фёдар", "Фёдор"),
    ("Алена", "Елена"),
    ("Вольга", "Ольга"),
    ("Кацярына", "Екатерина"),
    ("Наталля", "Наталья"),
    ("Святлана", "Светлана"),
    ("Таццяна", "Татьяна"),
    ("Марына", "Марина"),
    ("Алеся", "Олеся"),
    ("Надзея", "Надежда"),
    ("Вераніка", "Вероника"),
)
"""Given names and patronymics that sound further from the Russian ones than a slip, or that tell a Belarusian's hand."""

_HARD = spelling.Rewriting({"WC": "W", "dz": "d", "io ie": "e", "ia": "a"})
_VOWELS = "aeioRY"
_U_SHORT = spelling.Rewriting(
    {f"{before}u{after}": f"{before}u{after}" for before in _VOWELS for after in _VOWELS}
    | {f"{before}u": f"{before}v" for before in _VOWELS}
)
_ONE_VOWEL = spelling.Rewriting({"o e R": "a", "c": "t", "h": "g"})


@cache
def heard(sound: str) -> str:
    """Return a skeleton without the differences between a Belarusian and a Russian form ("Зямцоў", "Земцов")."""
    return spelling.undoubled(_ONE_VOWEL.one(_U_SHORT.one(_HARD.one(sound))))


def all_heard(sounds: pl.Series) -> pl.Series:
    """Return what is `heard` of many skeletons."""
    return spelling.all_undoubled(_ONE_VOWEL.all(_U_SHORT.all(_HARD.all(sounds))))


SHORTEST = 4
"""Sounds of a name that may be known by what is heard; less would be anything."""

_CYRILLIC_HAND = re.compile(r"ў|[аеэ]віч$|[бвгджзклмнпрстфхцчш]э|[жшч]ы|дз[іеяю]|(?=.*і).*[ыэ]")
_LATIN_HAND = re.compile(r"uladz|dz[iey]|[^aeiouy](?:[aeo]|i[ao])u(?:na|ski|skaya)?$|avi(?:ch|tch|c)$")


@cache
def is_belarusian(word: str) -> bool:
    """Return whether a word of a name was plainly written by a Belarusian hand, in either alphabet."""
    hand = _LATIN_HAND if spelling.is_latin(word) else _CYRILLIC_HAND
    return bool(hand.search(spelling.plain(word))) or _said(word) in _said_so()


def _said(word: str) -> str:
    return spelling.skeleton(word).replace("h", "g")


@cache
def _said_so() -> frozenset[str]:
    return frozenset(map(_said, (form for form, _ in FORMS))) - {_said(russian) for _, russian in FORMS}
