"""Phrases as a caseworker writes them in a list, found in a text whatever its case, ё or ending.

A phrase is words in their order. `заставля*` is any ending; `сын|дочь` is either; `..` is up to three other words;
a phrase never crosses the end of a sentence. What is denied is not found: "not wounded" does not hold "wounded",
unless the phrase itself begins with the denial.

>>> Phrases(["заставля* .. подпис*", "нет связи"]).spans("Его ЗАСТАВЛЯЮТ там всё подписать, связи пока нет")
[(4, 32)]
"""

import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

Span = tuple[int, int]

_SAME = str.maketrans({"ё": "е", "’": "'", "ʼ": "'", "`": "'", "‘": "'", "\u00a0": " ", "–": "-", "—": "-"})
_BETWEEN = r"[^\w.!?;]{1,4}"
_SKIPPED = rf"(?:{_BETWEEN}[\w'/-]+){{0,3}}?"
_AUXILIARY = "был|была|было|были|быть|будет|будут|бути|був|been|be|being|was|were|the|a|any|yet|еще|ще|его|ее|him|his|их"
_DENIED = re.compile(
    rf"(?:\b(?:не|ни|нет|без|нема|немає|жодн\w+|not|no|never|nobody|without)|n't)(?:[^\w.!?;]{{1,3}}(?:{_AUXILIARY}))?[^\w.!?;,]{{1,3}}$"
)


@lru_cache(maxsize=64)
def fold(text: str) -> str:
    """Return the text in small letters, ё as е, one kind of dash and apostrophe; of the same length, place by place.

    >>> fold("Её сын — Илья")
    'ее сын - илья'
    """
    small = text.lower()
    if len(small) != len(text):
        small = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    return small.translate(_SAME)


class Phrases:
    """A list of phrases, all looked for at once."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self.phrases = tuple(phrases)
        self._by_beginning = _by_beginning(self.phrases)
        self._compiled: dict[str, re.Pattern[str]] = {}

    def spans(self, text: str) -> list[Span]:
        """Return [start, end) of each phrase that is said and not denied, in the order of the text."""
        small = fold(text)
        known = beginnings(small)
        shared = self._by_beginning.keys() & known.keys()
        found: list[Span] = []
        for start, beginning in sorted((start, one) for one in shared for start in known[one]):
            if not found or start >= found[-1][1]:
                end = self._end(small, start, beginning)
                if end is not None and not denied(small, start):
                    found.append((start, end))
        return found

    def _end(self, small: str, start: int, beginning: str) -> int | None:
        """Return where the phrase that begins at `start` ends, if one does."""
        pattern = self._compiled.get(beginning)
        if pattern is None:
            longest_first = sorted(self._by_beginning[beginning], key=len, reverse=True)
            pattern = self._compiled[beginning] = re.compile("|".join(map(_expression, longest_first)))
        found = pattern.match(small, start)
        return found.end() if found else None

    def __bool__(self) -> bool:
        return bool(self.phrases)


def _by_beginning(phrases: Iterable[str]) -> dict[str, list[str]]:
    """Return the phrases by the first two letters of each of their first words."""
    grouped: dict[str, list[str]] = {}
    for phrase in phrases:
        for word in fold(phrase).split()[0].split("|"):
            grouped.setdefault(_beginning(word), []).append(phrase)
    return grouped


def _beginning(word: str) -> str:
    found = _BEGINNING.match(word)
    if found is None or (word[1:2] == "*"):
        raise ValueError(f"The phrase word {word!r} must begin with two letters, or be one letter.")
    return found[0]


_BEGINNING = re.compile(r"\w\w?")


@lru_cache(maxsize=16)
def beginnings(small: str) -> dict[str, list[int]]:
    """Return where the words of a folded text begin, by their first two letters."""
    known: dict[str, list[int]] = {}
    for found in _WORD.finditer(small):
        known.setdefault(found[0][:2], []).append(found.start())
    return known


_WORD = re.compile(r"\w+")


def denied(small: str, start: int) -> bool:
    """Return whether a denial stands right before `start` in a folded text."""
    return bool(_DENIED.search(small, max(0, start - 24), start))


def _expression(phrase: str) -> str:
    """Return the regular expression of one phrase."""
    expression, glue = "", ""
    for word in fold(phrase).split():
        if word == "..":
            expression += _SKIPPED
            continue
        expression += glue + _word(word)
        glue = _BETWEEN
    return expression


def _word(word: str) -> str:
    either = "|".join(
        re.escape(one.removesuffix("*")) + (r"[\w']*" if one.endswith("*") else "") for one in word.split("|")
    )
    return f"(?:{either})" + (r"(?!\w)" if word[-1].isalnum() or word[-1] == "*" else "")


def lists(path: Path) -> dict[str, Any]:
    """Return the word lists that a package keeps beside its code."""
    with path.open("rb") as stream:
        return tomllib.load(stream)


def of_languages(table: dict[str, Any]) -> Phrases:
    """Return the phrases that a table lists under ru, uk, en."""
    return Phrases(phrase for lang in ("ru", "uk", "en") for phrase in table.get(lang, ()))
