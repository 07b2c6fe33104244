"""An anchor closes an epoch: the newest seal of every record that the epoch touched, chained to the anchor before.

Since each record's chain is chained, and each anchor to the one before, the seal of one anchor stands for every entry
up to it. Kept elsewhere, it shows any end that was cut off and any chain that was written anew.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from tidings.custody.chains import Entry, seal
from tidings.custody.proofs import prove


class Head(NamedTuple):
    """The newest entry of a record when an epoch was closed."""

    subject: str
    number: int
    seal: str


@dataclass(frozen=True)
class Series:
    """Epochs whose keys follow from one another, from the epoch `first` on."""

    code: str
    first: int


@dataclass(frozen=True)
class Anchor:
    """What stood when epoch `number` was closed. `entries` and `records` count everything up to then."""

    number: int
    series: Series
    at: str
    entries: int
    records: int
    heads: tuple[Head, ...]
    last: bool  # whether its series was closed with it
    previous: str
    seal: str = ""
    proof: str = ""

    def expected_seal(self) -> str:
        """Return the seal that it must have."""
        words = {
            "anchor": self.number,
            "series": self.series.code,
            "first": self.series.first,
            "at": self.at,
            "entries": self.entries,
            "records": self.records,
            "heads": self.heads,
            "last": self.last,
        }
        return seal(self.previous, words)


def close(
    before: Anchor | None,
    series: Series,
    entries: Iterable[Entry],
    *,
    at: str,
    key: bytes | None,
    last: bool = False,
) -> Anchor:
    """Return the anchor that closes the epoch after `before`; `entries` are all of that epoch, `key` is its key.

    Where that key was lost, the anchor has no proof, and an examination says so.
    """
    heads: dict[str, Head] = {}
    count = begun = 0
    for entry in entries:
        count += 1
        begun += entry.number == 1
        known = heads.get(entry.subject)
        if known is None or known.number < entry.number:
            heads[entry.subject] = Head(entry.subject, entry.number, entry.seal)
    anchor = Anchor(
        number=before.number + 1 if before else 1,
        series=series,
        at=at,
        entries=(before.entries if before else 0) + count,
        records=(before.records if before else 0) + begun,
        heads=tuple(sorted(heads.values())),
        last=last,
        previous=before.seal if before else "",
    )
    sealed = anchor.expected_seal()
    return replace(anchor, seal=sealed, proof=prove(key, sealed) if key else "")
