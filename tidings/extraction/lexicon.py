"""Which words are ordinary words of Russian, Ukrainian or English, and not only names."""

import importlib.util
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from tidings.text.letters import fold

_NAMES = frozenset({"Surn", "Name", "Patr", "Geox"})


@cache
def _common(file: str) -> frozenset[str]:
    return frozenset((Path(__file__).parent / "data" / file).read_text(encoding="utf-8").split())


def is_english_word(word: str) -> bool:
    """Return whether the word is a common one in English letters."""
    return word.lower() in _common("english.txt")


@lru_cache(maxsize=1)
def _russian() -> Any:
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang="ru")


@lru_cache(maxsize=1)
def _ukrainian() -> Any:
    """Return the Ukrainian dictionary where the extra "ukrainian" is installed, else None."""
    if importlib.util.find_spec("pymorphy3_dicts_uk") is None:
        return None
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang="uk")


def _is_plain_ukrainian(word: str) -> bool:
    dictionary = _ukrainian()
    if dictionary is None or not dictionary.word_is_known(word):
        return False
    return any(not _NAMES & parse.tag.grammemes for parse in dictionary.parse(word))


@lru_cache(maxsize=65536)
def is_plain_word(word: str) -> bool:
    """Return whether the word is known with a meaning that is no name of a person or place: вера, мир, завтра."""
    folded = fold(word)
    if folded in _common("ukrainian.txt"):
        return True
    plain = {_NAMES.isdisjoint(tag.grammemes) for tag in _tags(folded)}
    if not plain:
        return _is_plain_ukrainian(folded)
    if len(plain) == 1:
        return True in plain
    return any(not _NAMES & parse.tag.grammemes for parse in _russian().parse(folded) if parse.score > 0.01)


def _tags(folded: str) -> list[Any]:
    """Return what the Russian dictionary has a word for, none where it has not: a third of the work of parsing it."""
    dictionary = _russian().dictionary
    found = dictionary.words.similar_item_values(folded, _russian().char_substitutes)
    return [dictionary.build_tag_info(*place) for places in found for place in places]


@lru_cache(maxsize=65536)
def is_plain_feminine(word: str) -> bool:
    """Return whether the word is a feminine noun that an adjective before it may belong to."""
    return any(
        {"NOUN", "femn"} <= parse.tag.grammemes and not _NAMES & parse.tag.grammemes
        for parse in _russian().parse(fold(word))[:2]
    )


@lru_cache(maxsize=65536)
def is_plain_noun(word: str) -> bool:
    """Return whether the word is a noun that an adjective before it may belong to."""
    parses = _russian().parse(fold(word))[:2]
    return any("NOUN" in parse.tag and not _NAMES & parse.tag.grammemes for parse in parses)
