"""The word lists of words.toml and their weights, compiled once."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tidings.text.phrases import Phrases, lists, of_languages


@dataclass(frozen=True)
class WordList:
    """Phrases, and what finding one of them weighs."""

    points: float
    phrases: Phrases

    def said(self, text: str) -> list[str]:
        """Return the words found in a text, as they stand there, in its order."""
        return [text[start:end] for start, end in self.phrases.spans(text)]


@cache
def word_lists() -> dict[str, WordList]:
    """Return every list by its full name, such as "lost_contact.silence"."""
    table = lists(Path(__file__).with_name("words.toml"))
    return {
        f"{group}.{name}": WordList(float(one["points"]), of_languages(one))
        for group, members in table.items()
        for name, one in members.items()
    }
