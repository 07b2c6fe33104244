"""What the engine believes about how people are written down: m probabilities of each comparison, saved as JSON.

The weight of a level is log2(m / u): m, how often the same person's two records agree like this; u, how often two
strangers' do, which depends on how common the value is. A value that was not told has no level and weighs nothing.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from tidings import files
from tidings.errors import InvalidModel

VERSION = 4
BORN_LEVELS = (
    "same_day",
    "swapped",
    "day_off",
    "month_off",
    "year_off",
    "same_year",
    "other_day",
    "far_day",
    "within",
    "year_near",
    "other_year",
    "far_year",
)
"""How two birth dates may agree: the first eight where both are days, the others where one is a longer span.

Other is less than five years apart, far is more: that is seldom a slip."""
SPANS_FROM = BORN_LEVELS.index("within")
"""The first level of BORN_LEVELS where one date is a longer span."""
TOLD_LEVELS = ("same", "slip", "different", "within")
"""How two units, places … may agree; `within`: one is a part of the other, as a town of its region."""
WIDER_FROM = TOLD_LEVELS.index("within")
"""The first level of TOLD_LEVELS where one tells less than the other; as with dates, these sum to 1 by themselves."""


@dataclass(frozen=True)
class Rates:
    """How often a name is written otherwise than in the passport; of so many names, the share of each kind."""

    case: float = 0.05
    ukrainian: float = 0.05
    short: float = 0.06
    slip: float = 0.07
    part: float = 0.002
    reading: float = 0.03

    def in_belarusian(self) -> "Rates":
        """Return the rates for a name written by a Belarusian hand: most of it sounds otherwise than in a Russian passport."""
        return replace(self, ukrainian=0.25, reading=0.35)

    def of_kinds(self) -> npt.NDArray[np.float64]:
        """Return the rates in the order of tidings.matching.vocabulary.KINDS; what is left is written as it is."""
        others = [self.case, self.ukrainian, self.short, self.slip, self.part, self.reading]
        return np.array([max(1.0 - sum(others), 0.2), *others])


@dataclass(frozen=True)
class Model:
    """Everything learnt. Probabilities are between 0 and 1; those of one comparison's levels sum to 1."""

    sought: Rates = Rates()
    found: Rates = Rates()
    other_name: tuple[float, float, float] = (0.01, 0.02, 0.015)
    """How often the same person has another surname, given name, patronymic altogether."""
    born: Mapping[str, float] = field(
        default_factory=lambda: {
            "same_day": 0.88,
            "swapped": 0.02,
            "day_off": 0.04,
            "month_off": 0.015,
            "year_off": 0.03,
            "same_year": 0.01,
            "other_day": 0.0042,
            "far_day": 0.0008,
            "within": 0.93,
            "year_near": 0.065,
            "other_year": 0.0042,
            "far_year": 0.0008,
        }
    )
    told: Mapping[str, Mapping[str, float]] = field(
        default_factory=lambda: {
            "unit": {"same": 0.899, "slip": 0.03, "different": 0.07, "within": 0.95},
            "place": {"same": 0.845, "slip": 0.05, "different": 0.1, "within": 0.95},
            "rank": {"same": 0.6, "slip": 0.02, "different": 0.375, "within": 0.95},
            "call_sign": {"same": 0.7, "slip": 0.1, "different": 0.195, "within": 0.95},
            "region": {"same": 0.85, "slip": 0.02, "different": 0.125, "within": 0.95},
            "home": {"same": 0.75, "slip": 0.05, "different": 0.15, "within": 0.95},
            "seen_place": {"same": 0.6, "slip": 0.05, "different": 0.3, "within": 0.95},
        }
    )
    """Of each fact told beside name and birth date."""
    overlap: float = 0.3
    """How likely a person found is among the sought at all."""
    again: float = 0.02
    """How much likelier or rarer than by chance one sought person has several records among the found."""
    made: str = "before any data: what is usual"


def save(model: Model, path: Path) -> None:
    """Write the model as JSON, whole or not at all."""
    with files.whole(path) as draft:
        draft.write_text(json.dumps({"version": VERSION, **asdict(model)}, indent=1) + "\n", encoding="utf-8")


def load(path: Path) -> Model:
    """Return the model in a JSON file. Raises InvalidModel, or UnreadableInput if it cannot be read at all."""
    text = files.text(path)
    try:
        told = json.loads(text)
    except json.JSONDecodeError as error:
        raise InvalidModel(
            f"{path}, line {error.lineno}, column {error.colno} is not JSON. "
            "Give a file written by tidings match --save-model."
        ) from None
    return from_dict(told, str(path))


@lru_cache(maxsize=1)
def shipped() -> Model:
    """Return the model in the package; its entry `made` says how it was learnt."""
    return load(Path(__file__).parent / "shipped_model.json")


def from_dict(told: Any, where: str) -> Model:
    """Return the model in a mapping. Raises InvalidModel, naming the entry that cannot be used."""
    if not isinstance(told, dict) or told.get("version") != VERSION:
        raise InvalidModel(f"{where} is no matching model of version {VERSION}. Learn one with --save-model.")
    expected = {item.name for item in fields(Model)}
    if unknown := sorted(set(told) - expected - {"version"}):
        raise InvalidModel(
            f"{where} has an entry {unknown[0]!r} that no model has. Known: {', '.join(sorted(expected))}."
        )
    if missing := sorted(expected - set(told)):
        raise InvalidModel(f"{where} has no entry {missing[0]!r}. Learn the model again with --save-model.")
    return Model(
        sought=_rates(told, "sought", where),
        found=_rates(told, "found", where),
        other_name=_three(told["other_name"], where),
        born=_levels(told, "born", BORN_LEVELS, where),
        told=_told(told["told"], where),
        overlap=_share(told["overlap"], f"{where}, overlap"),
        again=_share(told["again"], f"{where}, again"),
        made=str(told["made"]),
    )


def as_dict(model: Model) -> dict[str, Any]:
    """Return what `from_dict` takes."""
    return {"version": VERSION, **asdict(model)}


def _share(value: Any, where: str) -> float:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if not number or not math.isfinite(value) or not 0 < value < 1:
        raise InvalidModel(f"{where} is {value!r}; it must be a number between 0 and 1.")
    return float(value)


def _levels(told: dict[str, Any], name: str, levels: tuple[str, ...], where: str) -> dict[str, float]:
    given = told[name]
    if not isinstance(given, dict) or set(given) != set(levels):
        raise InvalidModel(f"{where}, {name} must have exactly the levels {', '.join(levels)}.")
    return {level: _share(given[level], f"{where}, {name}, {level}") for level in levels}


def _told(told: Any, where: str) -> dict[str, dict[str, float]]:
    facts = Model().told
    if not isinstance(told, dict) or set(told) - set(facts):
        raise InvalidModel(f"{where}, told may have {', '.join(facts)}, and nothing else.")
    return {fact: _levels({**facts, **told}, fact, TOLD_LEVELS, f"{where}, told") for fact in facts}


def _rates(told: dict[str, Any], name: str, where: str) -> Rates:
    kinds = tuple(item.name for item in fields(Rates))
    rates = Rates(**_levels(told, name, kinds, where))
    if sum(asdict(rates).values()) > 0.8:
        raise InvalidModel(
            f"{where}, {name}: the rates sum to more than 0.8; then nothing is written as it is."
        )
    return rates


def _three(value: Any, where: str) -> tuple[float, float, float]:
    if not isinstance(value, list | tuple) or len(value) != 3:
        raise InvalidModel(f"{where}, other_name must be three shares: surname, given name, patronymic.")
    one, two, three = (_share(share, f"{where}, other_name") for share in value)
    return one, two, three
