"""Against invented reports that were labelled before any code read them; `kept_aside` is only measured."""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tidings.extraction.claims import Claim, Report, read_report
from tidings.text.phrases import fold

FOLDER = Path(__file__).with_name("reports")
FILES = ("open", "other_voices", "third_voices", "fourth_voices", "kept_aside")


@dataclass
class Measured:
    """Counts over all reports of a file."""

    wanted: int = 0
    proposed: int = 0
    right: dict[str, int] = field(default_factory=dict)
    asked: dict[str, int] = field(default_factory=dict)

    def note(self, name: str, right: bool) -> None:
        self.asked[name] = self.asked.get(name, 0) + 1
        self.right[name] = self.right.get(name, 0) + right

    def share(self, name: str) -> float:
        return self.right[name] / self.asked[name]

    @property
    def f1(self) -> float:
        return 2 * self.right["claim"] / (self.wanted + self.proposed)


def holds(part: str, words: str | None) -> bool:
    return fold(part) in fold(words or "")


def told(claim: Claim) -> list[set[str]]:
    people = [one for one in claim.persons if one.name or one.call_sign or one.age]
    return [
        parts(f"{one.name or one.call_sign or one.age} {one.role}{' minor' if one.minor else ''}")
        for one in people
    ]


def parts(person: str) -> set[str]:
    return set(person.replace(",", "").split())


def measure_report(label: dict[str, Any], report: Report, counts: Measured) -> None:
    for name in ("lang", "title", "published", "publisher"):
        counts.note(name, (getattr(report, name) or "") == label[name])
    left = list(report.claims)
    counts.proposed += len(left)
    counts.wanted += len(label["claims"])
    for wanted in label["claims"]:
        fits = [one for one in left if one.kind == wanted["kind"] and holds(wanted["words"], one.text)]
        counts.note("claim", bool(fits))
        if fits:
            left.remove(fits[0])
            measure_claim(wanted, fits[0], counts)


def measure_claim(wanted: dict[str, Any], claim: Claim, counts: Measured) -> None:
    counts.note("stance", claim.stance == wanted["stance"])
    by = claim.attributed_to
    counts.note("speaker", holds(wanted["by"], by) if wanted["by"] else by is None)
    for person in wanted.get("persons", ()):
        counts.note("person", any(parts(person) <= one for one in told(claim)))
    for name in ("places", "organisations", "instruments"):
        for words in wanted.get(name, ()):
            found = getattr(claim, name)
            counts.note(name, any(holds(words, one) or holds(one, words) for one in found))


@cache
def measured(*names: str) -> Measured:
    counts = Measured()
    for name in names:
        for label in tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))["report"]:
            measure_report(label, read_report(label["text"]), counts)
    return counts


@pytest.mark.parametrize("name", FILES)
def test_claims_are_found_and_few_that_are_none(name):
    assert measured(name).f1 >= 0.88


@pytest.mark.parametrize(
    "name, bar",
    [
        ("stance", 0.9),
        ("speaker", 0.9),
        ("person", 0.85),
        ("places", 0.85),
        ("instruments", 0.9),
        ("lang", 1),
        ("title", 0.9),
        ("published", 0.9),
        ("publisher", 0.9),
    ],
)
def test_of_each_field(name, bar):
    assert measured(*FILES).share(name) >= bar
