"""Days as people write them: 14.03.2005, "6 августа", "вчера утром", "в субботу", "через 3 дня".

To read another way to write one, add a function to the LOOKS of months or reckoned.
"""

from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache

from tidings.extraction import months, reckoned
from tidings.extraction.mentions import Mention
from tidings.extraction.when import When
from tidings.text.phrases import fold

Look = Callable[[str, date], Iterator[When]]
LOOKS: list[Look] = [*months.LOOKS, *reckoned.LOOKS]


@lru_cache(maxsize=64)
def whens(text: str, received: date) -> tuple[When, ...]:
    """Return every time named, in the order of the text; where two overlap the longer is meant."""
    small = fold(text)
    found = sorted(
        (when for look in LOOKS for when in look(small, received)), key=lambda when: (when.start, -when.end)
    )
    kept: list[When] = []
    for when in found:
        if not kept or when.start >= kept[-1].end:
            kept.append(when)
        elif when.end - when.start > kept[-1].end - kept[-1].start:
            kept[-1] = when
    return tuple(
        when for place, when in enumerate(kept) if not _said_twice(when, kept[max(0, place - 1) : place + 2])
    )


def _said_twice(when: When, around: list[When]) -> bool:
    """A weekday beside its date ("17 августа, в субботу") adds nothing."""
    if when.weekday is None:
        return False
    return any(
        other.day is not None and max(when.start, other.start) - min(when.end, other.end) <= 5
        for other in around
    )


def find_days(text: str, received: date) -> list[Mention]:
    """Return each time named; its value is the last such time up to the day of receipt, or else the next."""
    return [
        Mention("day", text[when.start : when.end], when.start, when.end, value)
        for when in whens(text, received)
        if (value := when.written(received))
    ]
