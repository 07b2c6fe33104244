"""The word lists of words.toml, compiled once."""

from functools import cache
from pathlib import Path
from typing import Any

from tidings.text.phrases import Phrases, lists, of_languages


@cache
def table() -> dict[str, Any]:
    """Return words.toml as it is."""
    return lists(Path(__file__).with_name("words.toml"))


@cache
def words(*path: str) -> Phrases:
    """Return one list, for example words("flag", "threats"). Raises KeyError where there is none."""
    found = table()
    for name in path:
        found = found[name]
    return of_languages(found)


@cache
def names(group: str) -> tuple[str, ...]:
    """Return the names of the lists of a group, as they stand in the file."""
    return tuple(table()[group])
