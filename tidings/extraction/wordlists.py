"""The word lists of words.toml, compiled once."""

from functools import cache
from pathlib import Path
from typing import Any

from tidings.text.phrases import Phrases, Shelf, lists, of_languages


@cache
def table() -> dict[str, Any]:
    """Return words.toml as it is."""
    return lists(Path(__file__).with_name("words.toml"))


def words(*path: str) -> Phrases:
    """Return one list, for example words("flag", "threats"). Raises KeyError where there is none."""
    return _lists()[path]


@cache
def _lists() -> dict[tuple[str, ...], Phrases]:
    """Return every list by its path, all on one shelf."""
    found: dict[tuple[str, ...], Phrases] = {}
    for name, group in table().items():
        if isinstance(next(iter(group.values())), dict):
            found |= {(name, each): of_languages(one) for each, one in group.items()}
        else:
            found[name,] = of_languages(group)
    Shelf(found.values())
    return found


@cache
def names(group: str) -> tuple[str, ...]:
    """Return the names of the lists of a group, as they stand in the file."""
    return tuple(table()[group])
