"""Letters and words: what counts as the same letter, where a word begins and ends, how a name is capitalised."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

# A Latin letter inside a Cyrillic word is a slip of the keyboard, or a copy from a scanned page.
_LOOKALIKES = str.maketrans("aceiopxykmtbhABCEHIKMOPTXY", "асеіорхукмтвнАВСЕНІКМОРТХУ")
_APOSTROPHES = str.maketrans("’ʼ`´‘", "'''''")
_LOOKALIKES_AND_APOSTROPHES = _LOOKALIKES | _APOSTROPHES
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ`´‘-][^\W\d_]+)*")
_CYRILLIC_LETTERS = frozenset("абвгдежзийклмнопрстуфхцчшщъыьэюяАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ")
_CYRILLIC = re.compile(r"[а-яёіїєґў]", re.IGNORECASE)
_UKRAINIAN = re.compile(r"[іїєґ]", re.IGNORECASE)


class Word(NamedTuple):
    """A word and where it stands in its text: text[start:end]."""

    text: str
    start: int
    end: int


def words(text: str) -> Iterator[Word]:
    """Yield the words of a text; a hyphen or an apostrophe inside a word belongs to it."""
    for found in _WORD.finditer(text):
        yield Word(found.group(), found.start(), found.end())


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Return the word as it is looked up: small letters, е for ё, one apostrophe, no lookalikes.

    >>> fold("Артём"), fold("В’ячеслав"), fold("Ивaнов")
    ('артем', "в'ячеслав", 'иванов')
    """
    letters = _LOOKALIKES_AND_APOSTROPHES if is_cyrillic(word) else _APOSTROPHES
    return word.translate(letters).lower().replace("ё", "е").replace("ѐ", "е")


def cyrillic_letters(word: str) -> str:
    """Return a Cyrillic word without Latin lookalikes; a word in Latin stays as it is."""
    return word.translate(_LOOKALIKES) if is_cyrillic(word) else word


def is_cyrillic(text: str) -> bool:
    """Return whether the text has Cyrillic letters."""
    return text[:1] in _CYRILLIC_LETTERS or (not text.isascii() and bool(_CYRILLIC.search(text)))


def is_ukrainian(text: str) -> bool:
    """Return whether the text has letters that Ukrainian has and Russian has not."""
    return bool(_UKRAINIAN.search(text))


@lru_cache(maxsize=64)
def language(text: str) -> str:
    """Return "uk" where the letters of Ukrainian outnumber those that only Russian has, else "ru"."""
    small = text.lower()
    ukrainian, russian = (sum(map(small.count, letters)) for letters in ("іїєґ", "ыэъё"))
    return "uk" if ukrainian > russian else "ru"


def capital(word: str) -> str:
    """Return a name with a capital letter at the start of each hyphened part, but not in оглы or кызы.

    >>> capital("петрова-водкина"), capital("кара-оолович")
    ('Петрова-Водкина', 'Кара-оолович')
    """
    if "-" not in word:
        return _first_up(word.lower())
    head, *rest = word.lower().split("-")
    small = ("оол", "оглы", "оглу", "кызы", "заде", "уулу")
    return "-".join([_first_up(head), *(p if p.startswith(small) else _first_up(p) for p in rest)])


def _first_up(word: str) -> str:
    return word[:1].upper() + word[1:]
