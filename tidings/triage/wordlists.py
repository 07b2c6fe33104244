"""The word lists of words.toml and their weights, compiled once; an office may put its own beside them (see own.py)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tidings.text.phrases import Phrases, Shelf, lists, of_languages
from tidings.triage.own import Lists, with_own


@dataclass(frozen=True)
class WordList:
    """Phrases, and what finding one of them weighs."""

    points: float
    phrases: Phrases

    def said(self, text: str) -> list[str]:
        """Return the words found in a text, as they stand there, in its order."""
        return [text[start:end] for start, end in self.phrases.spans(text)]


_own: Lists = {}


@cache
def shipped() -> Mapping[str, Any]:
    """Return words.toml as it is."""
    return lists(Path(__file__).with_name("words.toml"))


def use(own: Lists) -> None:
    """From now on, and in this process, count with an office's own words too; {} is none."""
    global _own
    if own != _own:
        _own = own
        word_lists.cache_clear()


@cache
def word_lists() -> dict[str, WordList]:
    """Return every list by its full name, such as "lost_contact.silence"."""
    found = {
        f"{group}.{name}": WordList(float(one["points"]), of_languages(dict(one)))
        for group, members in with_own(shipped(), _own).items()
        for name, one in members.items()
    }
    Shelf(one.phrases for one in found.values())
    return found
