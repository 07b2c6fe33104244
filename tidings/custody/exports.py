"""A journal as a file, to be examined on another machine: one JSON object a line, first the anchors, then the entries.

It holds what the journal holds, ids and digests, and nobody's words. An anchor alone is a few lines that a person can
print, and type again.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tidings.custody.anchors import Anchor, Head, Series
from tidings.custody.chains import Entry
from tidings.custody.proofs import printed, typed
from tidings.errors import InvalidRecord


@dataclass(frozen=True)
class Export:
    """What a file held. The key that ran when it was written is not in it."""

    anchors: tuple[Anchor, ...]
    entries: tuple[Entry, ...]


def lines(anchors: Iterable[Anchor], entries: Iterable[Entry]) -> Iterator[str]:
    """Yield the lines of the file."""
    for anchor in anchors:
        words = {**vars(anchor), "series": [anchor.series.code, anchor.series.first]}
        yield json.dumps({"anchor": words}, ensure_ascii=False) + "\n"
    for entry in entries:
        yield json.dumps({"entry": list(entry)}, ensure_ascii=False) + "\n"


def load(path: Path) -> Export:
    """Return what a file holds. Raises InvalidRecord, with the line, where it is no such file."""
    anchors, entries = [], []
    with path.open(encoding="utf-8") as stream:
        for number, line in enumerate(stream, 1):
            try:
                told = json.loads(line)
                if "anchor" in told:
                    anchors.append(_anchor(**told["anchor"]))
                else:
                    entries.append(Entry(*told["entry"]))
            except (ValueError, KeyError, TypeError) as error:
                raise InvalidRecord(
                    f"{path}, line {number}: this is no line of an exported journal."
                ) from error
    return Export(tuple(anchors), tuple(entries))


def _anchor(*, series: tuple[str, int], heads: list[tuple[str, int, str]], **words: object) -> Anchor:
    return Anchor(series=Series(*series), heads=tuple(Head(*head) for head in heads), **words)  # type: ignore[arg-type]


def said(anchor: Anchor) -> str:
    """Return an anchor as a person keeps it: on paper, or as a file elsewhere."""
    return (
        f"Anchor {anchor.number}\n"
        f"Seal {anchor.seal}\n"
        f"Made {anchor.at}\n"
        f"Entries {anchor.entries}, records {anchor.records}\n"
        f"Series {anchor.series.code}, from {anchor.series.first}\n"
    )


def heard(text: str, name: str = "The anchor") -> dict[int, str]:
    """Return number and seal of each anchor in a text that `said` gave. Raises InvalidRecord where there is none."""
    found = re.findall(r"^Anchor (\d+)\s+Seal ([0-9a-f]{64})\s*$", text, re.M)
    if not found:
        raise InvalidRecord(
            f"{name} cannot be read: there must be lines “Anchor N” and “Seal” with 64 signs after it."
        )
    return {int(number): sealed for number, sealed in found}


def said_key(series: Series, start: bytes) -> str:
    """Return a start key as it is printed for the auditor."""
    return f"Series {series.code}, from {series.first}\nKey {printed(start)}\n"


def heard_keys(text: str, name: str = "The key") -> dict[str, bytes]:
    """Return the start key of each series in a text that `said_key` gave. Raises InputError where there is none."""
    found = re.findall(r"^Series ([0-9a-f]{16})\b.*\s+Key ([0-9A-Fa-f \t]+)$", text, re.M)
    if not found:
        raise InvalidRecord(
            f"{name} cannot be read: there must be lines “Series” and “Key”, as they were printed."
        )
    return {code: typed(signs) for code, signs in found}
