#!/usr/bin/env python3
"""How well, how surely and how fast messages are read: against labelled messages, field by field.

    python benchmarks/reading.py tests/extraction/labelled/working.jsonl [--errors] [--json]

A file has one labelled message a line, as tests/extraction/labelled/README.md describes. Names are compared without
case, ё as е; the persons of a message are paired by surname and given name, best first. Precision and recall are over
all messages together; macro F1 is the plain mean over the categories. The calibration error is the mean distance,
over ten bands of confidence weighed by how many messages are in each, of the confidence from the share that is right.
`--errors` lists what differs; of messages kept aside it is never to be asked.
"""

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

from tidings.cli.reading import proposal
from tidings.extraction import Message
from tidings.triage import CATEGORIES

Told = dict[str, Any]
NAME = ("surname", "given", "patronymic")
OF_A_PERSON = ("birth_date", "age", "status", "call_up", "last_contact")
BANDS = 10


class Share(NamedTuple):
    """How much of what was wanted was read, and how much of what was read was wanted."""

    right: int
    wanted: int
    read: int

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.wanted + self.read) if self.wanted + self.read else 1.0


def folded(text: str | None) -> str:
    return (text or "").strip().lower().replace("ё", "е")


def labelled(path: Path) -> list[Told]:
    """Return the labelled messages of a file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def read(one: Told) -> Told:
    """Return what is proposed for a labelled message, of which only the words and the day are shown."""
    from datetime import date

    day = date.fromisoformat(one["received"])
    return proposal(Message(one["id"], one["channel"], day, one["text"]))


def pairs(wanted: list[Told], found: list[Told]) -> Iterator[tuple[Told, Told]]:
    """Yield who is labelled with who was read: the only two, or by surname (2) and given name (1), best first."""
    if len(wanted) == len(found) == 1:
        yield wanted[0], found[0]
        return
    scored = [
        (_likeness(one, other), i, j) for (i, one), (j, other) in product(enumerate(wanted), enumerate(found))
    ]
    taken: set[tuple[str, int]] = set()
    for likeness, i, j in sorted(scored, key=lambda each: (-each[0], each[1:])):
        if likeness and not {("wanted", i), ("read", j)} & taken:
            taken |= {("wanted", i), ("read", j)}
            yield wanted[i], found[j]


def _likeness(one: Told, other: Told) -> int:
    same = [bool(folded(one[part])) and folded(one[part]) == folded(other[part]) for part in NAME[:2]]
    nameless = not any(folded(each[part]) for each in (one, other) for part in NAME[:2])
    return 2 * same[0] + same[1] + nameless


def share(both: Iterable[tuple[list[Any], list[Any]]]) -> Share:
    """Return how many of the values that were wanted were read, over all messages."""
    right = wanted = found = 0
    for one, other in both:
        right += sum((Counter(one) & Counter(other)).values())
        wanted, found = wanted + len(one), found + len(other)
    return Share(right, wanted, found)


def full_names(told: Told) -> list[str]:
    names = (" ".join(folded(one[part]) for part in NAME) for one in told["sought"])
    return [name.strip() for name in names if name.strip()]


def surnames(told: Told) -> list[str]:
    return [folded(one["surname"]) for one in told["sought"] if one["surname"]]


def units(told: Told) -> list[str]:
    return [unit for one in told["sought"] for unit in one["units"]]


def own_name(told: Told) -> list[str]:
    return [folded(told["enquirer"][part]) for part in NAME if told["enquirer"][part]]


def contacts(told: Told) -> list[str]:
    return [folded(one) for kind in ("phones", "emails", "telegram") for one in told["enquirer"][kind]]


def places(told: Told) -> list[str]:
    return [folded(place) for place in told["places"]]


def flags(told: Told) -> list[str]:
    return list(told["flags"])


FIELDS: dict[str, Callable[[Told], list[Any]]] = {
    "person full name": full_names,
    "person surname": surnames,
    "units": units,
    "enquirer name": own_name,
    "contacts": contacts,
    "places": places,
    "flags": flags,
}


def stated(wanted: Told, found: Told, field: str) -> tuple[list[Any], list[Any]]:
    """Return the values of a field of the sought, each with the place of the person it was told of."""
    known = [one for one in wanted["sought"] if one[field] not in (None, "unknown")]
    paired = list(pairs(wanted["sought"], found["sought"]))
    given = [(id(one), other[field]) for one, other in paired if other[field] not in (None, "unknown")]
    strangers = [one for one in found["sought"] if not any(one is other for _, other in paired)]
    given += [(id(one), one[field]) for one in strangers if one[field] not in (None, "unknown")]
    return [(id(one), one[field]) for one in known], given


def calibration_error(found: list[tuple[float, bool]]) -> float:
    """Return how far the confidence is from the share that is right, band by band."""
    bands: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in found:
        bands.setdefault(min(int(confidence * BANDS), BANDS - 1), []).append((confidence, right))
    return sum(
        abs(sum(confidence for confidence, _ in band) - sum(right for _, right in band))
        for band in bands.values()
    ) / len(found)


def scores(wanted: list[Told], found: list[Told]) -> dict[str, float]:
    """Return every figure of the reading by its name."""
    both = list(zip(wanted, found, strict=True))
    critical = [other for one, other in both if one["urgency"] == "critical"]
    figures = {
        "category accuracy": _same(both, "category"),
        "category macro F1": sum(_category(both, name).f1 for name in CATEGORIES) / len(CATEGORIES),
        "urgency accuracy": _same(both, "urgency"),
        "critical recall": sum(one["urgency"] == "critical" for one in critical) / max(1, len(critical)),
        "deadline accuracy": _same(both, "deadline"),
        "relation accuracy": _same([(a["enquirer"], b["enquirer"]) for a, b in both], "relation"),
        "calibration error": calibration_error(
            [(other["confidence"], one["category"] == other["category"]) for one, other in both]
        ),
    }
    figures |= {name: share((of(a), of(b)) for a, b in both).f1 for name, of in FIELDS.items()}
    return figures | {name: share(stated(a, b, name) for a, b in both).f1 for name in OF_A_PERSON}


def _same(both: list[tuple[Told, Told]], field: str) -> float:
    return sum(one[field] == other[field] for one, other in both) / len(both)


def _category(both: list[tuple[Told, Told]], name: str) -> Share:
    return share(
        ([name] if one["category"] == name else [], [name] if other["category"] == name else [])
        for one, other in both
    )


def errors(wanted: Told, found: Told) -> Iterator[tuple[str, Any, Any]]:
    """Yield each field in which a reading differs from the labels."""
    for field in ("category", "urgency", "deadline"):
        yield field, wanted[field], found[field]
    yield "relation", wanted["enquirer"]["relation"], found["enquirer"]["relation"]
    for field, of in FIELDS.items():
        yield field, of(wanted), of(found)
    for field in OF_A_PERSON:
        yield field, *([value for _, value in side] for side in stated(wanted, found, field))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("labels", nargs="+", type=Path)
    parser.add_argument("--errors", action="store_true", help="list what differs")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    args = parser.parse_args()
    wanted = [one for path in args.labels for one in labelled(path)]
    read(wanted[0])  # the dictionaries are opened once, however many messages there are
    start = time.process_time()
    found = [read(one) for one in wanted]
    taken = time.process_time() - start
    figures = {"messages": len(wanted), "messages a second": len(wanted) / taken, **scores(wanted, found)}
    if args.json:
        json.dump(figures, sys.stdout, indent=1)
        return
    for name, value in figures.items():
        print(f"{name:22} {value:.3f}" if isinstance(value, float) else f"{name:22} {value}")
    if args.errors:
        for one, other in zip(wanted, found, strict=True):
            for field, a, b in errors(one, other):
                if Counter(a if isinstance(a, list) else [a]) != Counter(b if isinstance(b, list) else [b]):
                    print(one["id"], field, a, b, sep=" | ")


if __name__ == "__main__":
    main()
