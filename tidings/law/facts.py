"""The facts that a rule may look at: what each is called, what it may be, and how to ask a family for it.

A fact that is left out or null was not told; that is never a no. The catalogue itself is `facts.toml`.
"""

import difflib
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from tidings.errors import InvalidDate, InvalidFacts
from tidings.text.dates import ImpreciseDate
from tidings.text.sentences import Sentence

Value = str | bool | int | float | date | tuple[str, ...] | ImpreciseDate
Told = Mapping[str, Value]

MOST_YEARS = 120
MOST_DAYS = 36_525


@dataclass(frozen=True)
class FactKind:
    """What a fact may be. `kind` is choice, flag, day, imprecise_date, age, days or list.

    `values` are the words allowed for a choice or list (False and True for a flag), else empty;
    `said` gives each word as a caseworker says it.
    """

    name: str
    kind: str
    values: tuple[str | bool, ...]
    label: Sentence
    question: Sentence
    said: Mapping[str, Sentence] = field(default_factory=dict)


def check(facts: Mapping[str, Any]) -> dict[str, Value]:
    """Return the facts that were told, each as its kind. Raises InvalidFacts for an unknown name or value."""
    told: dict[str, Value] = {}
    for name, value in facts.items():
        if name not in FACTS:
            raise InvalidFacts(f"There is no fact {name!r}. {_closest(name)}")
        if value is not None:
            told[name] = READERS[FACTS[name].kind](FACTS[name], value)
    return told


def _choice(kind: FactKind, value: Any) -> str:
    if isinstance(value, str) and value in kind.values:
        return value
    raise _wrong(kind, value, f"one of {', '.join(map(str, kind.values))}")


def _flag(kind: FactKind, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    raise _wrong(kind, value, "true or false")


def _day(kind: FactKind, value: Any) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        if isinstance(value, str) and len(value) == 10:
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise _wrong(kind, value, "a day written as 2024-08-06; leave it out if the day is not known")


def _imprecise(kind: FactKind, value: Any) -> ImpreciseDate:
    if isinstance(value, ImpreciseDate):
        return value
    try:
        if isinstance(value, str):
            return ImpreciseDate.parse(value)
    except InvalidDate:
        pass
    raise _wrong(kind, value, "a year, a month or a day, for example 2005, 2005-03 or 2005-03-09")


def _age(kind: FactKind, value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST_YEARS:
        return value
    raise _wrong(kind, value, f"whole years from 0 to {MOST_YEARS}")


def _days(kind: FactKind, value: Any) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= MOST_DAYS:
        return value
    raise _wrong(kind, value, f"a number of days from 0 to {MOST_DAYS}")


def _list(kind: FactKind, value: Any) -> tuple[str, ...]:
    known = isinstance(value, list | tuple) and all(isinstance(v, str) and v in kind.values for v in value)
    if known:
        return tuple(value)
    raise _wrong(kind, value, f"a list of {', '.join(map(str, kind.values))}; an empty list means none")


READERS: Mapping[str, Callable[[FactKind, Any], Value]] = {
    "choice": _choice,
    "flag": _flag,
    "day": _day,
    "imprecise_date": _imprecise,
    "age": _age,
    "days": _days,
    "list": _list,
}


def _wrong(kind: FactKind, value: Any, allowed: str) -> InvalidFacts:
    shown = repr(value) if len(repr(value)) <= 60 else repr(value)[:60] + "…"
    return InvalidFacts(f"The fact {kind.name!r} cannot be {shown}. Give {allowed}.")


def _closest(name: object) -> str:
    near = difflib.get_close_matches(str(name), FACTS, n=1)
    return f"Did you mean {near[0]!r}?" if near else f"The facts are: {', '.join(FACTS)}."


def _read_catalogue(path: Path) -> dict[str, FactKind]:
    kinds = tomllib.loads(path.read_text("utf-8"))
    return {name: _fact_kind(name, entry) for name, entry in kinds.items()}


def _fact_kind(name: str, entry: dict[str, Any]) -> FactKind:
    said = {value: Sentence.from_dict(words) for value, words in entry.get("values", {}).items()}
    values = (False, True) if entry["kind"] == "flag" else tuple(said)
    label, question = Sentence.from_dict(entry["label"]), Sentence.from_dict(entry["question"])
    return FactKind(name, entry["kind"], values, label, question, said)


FACTS: Mapping[str, FactKind] = _read_catalogue(Path(__file__).with_name("facts.toml"))
"""Every fact by its name, in the order in which an office asks."""
