"""Somebody tries codes at a gate, as fast as it answers: does any open a mailbox, and do the answers tell anything?

python benchmarks/guessing.py                    100,000 guesses, half of them with a locator that is in use
python benchmarks/guessing.py --guesses 2000     in short

It opens a gate of its own with a mailbox in it, and prints what it found as one line of JSON. Ends with 1 if a guess
opened something, if more than 300 were looked at in an hour, or if there were other pages than two: one for a code that
opens nothing, one for too many tries.
"""

import argparse
import json
import re
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from flood import Visitor, gate, true_appeal

from tidings.sealing import receipts

HANDS = 8
LOOKED_AT, AN_HOUR = 422, 300


class Guesser(Visitor):
    """Tries codes; an answer that is no page is what it looks for."""

    accepted = (200, 302, 422, 429)

    def guess(self, locator: str) -> tuple[int, str]:
        """Return the status and the page, without what was typed."""
        made = receipts.make()
        page = self.ask(
            "POST", "/ru/again/", {"code": receipts.Receipt(locator or made.locator, made.secret).code}
        )
        return self.status, re.sub(r'value="[^"]*"', "", page)


def main() -> int:
    parser = argparse.ArgumentParser(description="Guess codes at a gate of its own.")
    parser.add_argument("--guesses", type=int, default=100_000)
    given = parser.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="tidings-guessing-") as folder,
        gate(Path(folder)) as (port, _, _),
    ):
        locator = true_appeal(port, 1, [])
        began = time.monotonic()

        def some(hand: int) -> list[tuple[int, str]]:
            guesser = Guesser(port, [])
            return [guesser.guess(locator if turn % 2 else "") for turn in range(hand, given.guesses, HANDS)]

        with ThreadPoolExecutor(HANDS) as hands:
            answers = [answer for found in hands.map(some, range(HANDS)) for answer in found]
        lasted = time.monotonic() - began
    statuses = Counter(status for status, _page in answers)
    hours = 1 + int(lasted // 3600) + 1  # hours of the clock that it may have touched
    found = {
        "guesses": len(answers),
        "seconds": round(lasted, 1),
        "opened": statuses[302],
        "looked at": statuses[LOOKED_AT],
        "limited": statuses[429],
        "different pages": len(set(answers)),
    }
    print(json.dumps(found))
    good = found["opened"] == 0 and statuses[LOOKED_AT] <= AN_HOUR * hours and len(set(answers)) <= 2
    return 0 if good and sum(statuses.values()) == given.guesses else 1


if __name__ == "__main__":
    sys.exit(main())
