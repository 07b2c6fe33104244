"""What matching is told of a row of a list, and by what a list is known again."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from tidings.extraction.channels.people import Listed
from tidings.web.vault import blind


@dataclass(frozen=True)
class FoundRow:
    """One row of a list; an empty cell was not told. `line` counts from 1, the heading included.

    Of a printed list, its page and the line on it, and the words that stand there.
    """

    line: int
    name: str
    birth_date: str = ""
    unit: str = ""
    place: str = ""
    page: int = 0
    on_page: int = 0
    words: str = ""

    @classmethod
    def of(cls, line: int, listed: Listed, page: int = 0, on_page: int = 0, words: str = "") -> "FoundRow":
        """Return the row of somebody on a list."""
        return cls(line, listed.name, listed.birth_date, listed.unit, listed.place, page, on_page, words)

    @property
    def is_dated(self) -> bool:
        """Whether the day of birth can be read, where one was told."""
        return Listed(self.name, self.birth_date).is_dated


def digest_of(rows: Iterable[FoundRow]) -> str:
    """Return by what a list is known again: all its rows, whatever kind of file they stood in."""
    told = [[row.name, row.birth_date, row.unit, row.place] for row in rows]
    return blind.digest(json.dumps(told, ensure_ascii=False).encode())
