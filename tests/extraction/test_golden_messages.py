"""Invented messages, and what must be read in each: NN.txt beside NN.toml.

A key of the TOML that is not read yet stands in its `not_yet`; strike it out once it is.
"""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tidings.cli.reading import proposal
from tidings.extraction import Message

FOLDER = Path(__file__).with_name("messages")
NAMES = sorted(path.stem for path in FOLDER.glob("*.txt"))


def wanted(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def read(name: str) -> dict[str, Any]:
    told = wanted(name)
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    return proposal(Message(name, told["channel"], told["received"], text))


def differences(name: str) -> dict[str, tuple[Any, Any]]:
    """Return, by key, what was wanted and what was read, where the two are not the same."""
    told, found = wanted(name), read(name)
    expected: dict[str, Any] = {}
    actual: dict[str, Any] = {}
    for key in {"lang", "category", "urgency", "flags", "deadline", "places"} & told.keys():
        expected[key] = told[key].isoformat() if isinstance(told[key], date) else told[key]
        actual[key] = found[key]
    for key, value in told.get("enquirer", {}).items():
        expected[f"enquirer.{key}"], actual[f"enquirer.{key}"] = value, found["enquirer"][key]
    expected["persons"], actual["persons"] = len(told["sought"]), len(found["sought"])
    for number, person in enumerate(told["sought"]):
        given = found["sought"][number] if number < len(found["sought"]) else {}
        for key, value in person.items():
            expected[f"sought.{number}.{key}"], actual[f"sought.{number}.{key}"] = value, given.get(key)
    return {key: (expected[key], actual[key]) for key in expected if not same(expected[key], actual[key])}


def same(one: Any, other: Any) -> bool:
    if isinstance(one, list):
        return sorted(one) == sorted(other or ())
    return bool(one == other)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_written_is_read(name: str) -> None:
    left = {
        key: both for key, both in differences(name).items() if key not in wanted(name).get("not_yet", [])
    }
    assert not left


def test_what_is_not_read_yet_is_a_small_part() -> None:
    every = sum(len(differences_wanted(name)) for name in NAMES)
    assert sum(len(wanted(name).get("not_yet", [])) for name in NAMES) < every / 12


def differences_wanted(name: str) -> list[str]:
    """Return the keys that are compared for one message."""
    told = wanted(name)
    return [*told, *told.get("enquirer", {}), *(key for person in told["sought"] for key in person)]
