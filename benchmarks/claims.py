#!/usr/bin/env python3
"""How well press reports and posts are read for what they claim: against labelled reports, row by row.

    python benchmarks/claims.py tests/extraction/reports/fifth_voices.toml … [--errors]

A file has reports as tests/extraction/reports/README.md describes. A claim is found where one of its kind is proposed
whose words hold those of the label; each proposal counts once. F1 is over all claims of a file together. What follows
is asked of the claims that were found: stance, speaker, and each person, place, organisation and instrument that the
label names; then of each report: title, day, publisher and language. `--errors` lists what differs; of reports kept
aside it is never to be asked.
"""

import argparse
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tidings.extraction.claims import Claim, Report, read_report
from tidings.text.phrases import fold

OF_A_REPORT = ("lang", "title", "published", "publisher")
OF_A_CLAIM = ("places", "organisations", "instruments")
ROWS = ("stance", "speaker", "person", *OF_A_CLAIM, *OF_A_REPORT)
Told = dict[str, Any]


@dataclass
class Measured:
    """Counts over all reports of one file or several."""

    wanted: int = 0
    proposed: int = 0
    right: dict[str, int] = field(default_factory=dict)
    asked: dict[str, int] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    def note(self, name: str, right: bool, words: str = "") -> None:
        self.asked[name] = self.asked.get(name, 0) + 1
        self.right[name] = self.right.get(name, 0) + right
        if not right:
            self.errors.append(f"{name}: {words}")

    def share(self, name: str) -> float:
        return self.right[name] / self.asked[name] if self.asked.get(name) else 1.0

    @property
    def precision(self) -> float:
        return self.right.get("claim", 0) / self.proposed if self.proposed else 1.0

    @property
    def recall(self) -> float:
        return self.right.get("claim", 0) / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        return 2 * self.right.get("claim", 0) / (self.wanted + self.proposed)


def labelled(path: Path) -> list[Told]:
    """Return the labelled reports of a file."""
    found: list[Told] = tomllib.loads(path.read_text("utf-8"))["report"]
    return found


def measured(*paths: Path) -> Measured:
    """Return how well the reports of some files are read."""
    counts = Measured()
    for path in paths:
        for label in labelled(path):
            _measure_report(label, read_report(label["text"]), counts)
    return counts


def holds(part: str, words: str | None) -> bool:
    return fold(part) in fold(words or "")


def _measure_report(label: Told, report: Report, counts: Measured) -> None:
    for name in OF_A_REPORT:
        found = getattr(report, name) or ""
        counts.note(name, found == label[name], f"{label['id']}: {found!r}, not {label[name]!r}")
    left = list(report.claims)
    counts.proposed += len(left)
    counts.wanted += len(label["claims"])
    for wanted in label["claims"]:
        fits = [one for one in left if one.kind == wanted["kind"] and holds(wanted["words"], one.text)]
        counts.note("claim", bool(fits), f"{label['id']}: {wanted['kind']}: {wanted['words']}")
        if fits:
            left.remove(fits[0])
            _measure_claim(wanted, fits[0], counts)
    counts.errors += [f"too much: {label['id']}: {one.kind}: {one.text}" for one in left]


def _measure_claim(wanted: Told, claim: Claim, counts: Measured) -> None:
    by, where = claim.attributed_to, wanted["words"]
    counts.note("stance", claim.stance == wanted["stance"], f"{where}: {claim.stance}")
    right = holds(wanted["by"], by) if wanted["by"] else by is None
    counts.note("speaker", right, f"{where}: {by!r}, not {wanted['by']!r}")
    for person in wanted.get("persons", ()):
        counts.note("person", any(_parts(person) <= one for one in _people(claim)), f"{where}: {person}")
    for name in OF_A_CLAIM:
        for words in wanted.get(name, ()):
            found = getattr(claim, name)
            right = any(holds(words, one) or holds(one, words) for one in found)
            counts.note(name, right, f"{where}: {words}, not {found}")


def _people(claim: Claim) -> Iterator[set[str]]:
    for one in claim.persons:
        told = one.name or one.call_sign or one.age
        if told:
            yield _parts(f"{told} {one.role}{' minor' if one.minor else ''}")


def _parts(person: str) -> set[str]:
    return set(person.replace(",", "").split())


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--errors", action="store_true", help="list what differs")
    asked = parser.parse_args()
    for path in asked.files:
        counts = measured(path)
        print(f"{path.stem}: {len(labelled(path))} reports, {counts.wanted} claims")
        print(
            f"  claims      precision {counts.precision:.2f}  recall {counts.recall:.2f}  F1 {counts.f1:.2f}"
        )
        for name in ROWS:
            if counts.asked.get(name):
                print(f"  {name:14} {counts.share(name):.2f} of {counts.asked[name]}")
        for error in counts.errors if asked.errors else ():
            print("   ", error)


if __name__ == "__main__":
    main()
