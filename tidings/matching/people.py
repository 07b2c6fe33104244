"""A table as numbers: words, roles, days, and the numbers of units, places and what else is told."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from tidings.matching.compiled import compiled
from tidings.matching.reference import ROLES
from tidings.matching.table import NOT_TOLD
from tidings.matching.vocabulary import Floats, Rows

NONE = -1
"""A word, unit or place that was not told."""
FIRST, LAST, YEAR, LAST_YEAR, MONTH, DAY, FIRST_TOLD = range(len(ROLES), len(ROLES) + 7)
"""The columns of People.packed after the names."""


@dataclass(frozen=True)
class People:
    """The columns of a table as numbers, one row a person."""

    named: Rows
    """[row, role]: the word number of surname, given name, patronymic; NONE where not told."""
    born: Rows
    """[row, 2]: earliest and latest day of birth; NOT_TOLD where not told."""
    told: Rows
    """[row, fact]: the number of the value of each of tidings.matching.telling.FACTS; NONE where not told."""

    def __len__(self) -> int:
        return len(self.named)

    @cached_property
    def packed(self) -> Rows:
        """[row, column]: everything side by side, for the loops of tidings.matching.similarity; the columns are those above."""
        found = np.empty((len(self), FIRST_TOLD + self.told.shape[1]), np.int32)
        found[:, :FIRST], found[:, FIRST_TOLD:] = self.named, self.told
        _date(found, self.born)
        return found

    @classmethod
    def unpacked(cls, packed: Rows) -> "People":
        """Return people whose `packed` are these rows."""
        people = cls(packed[:, :FIRST], packed[:, FIRST : LAST + 1], packed[:, FIRST_TOLD:])
        people.__dict__["packed"] = packed
        return people

    def take(self, rows: Rows) -> "People":
        """Return only these rows."""
        return People.unpacked(self.packed[rows])


@compiled
def _date(packed: Rows, born: Rows) -> None:
    """Put the days of birth, and what they are in years, months and days, into packed people."""
    for row in range(len(packed)):
        first, last = born[row, 0], born[row, 1]
        year, month, day = (0, 1, 1) if first == NOT_TOLD else _civil(first)
        packed[row, FIRST], packed[row, LAST] = first, last
        packed[row, YEAR], packed[row, MONTH], packed[row, DAY] = year, month, day
        packed[row, LAST_YEAR] = 0 if last == NOT_TOLD else _civil(last)[0]


@compiled
def _civil(day: int) -> tuple[int, int, int]:
    """Return year, month and day of a day counted from 1970-01-01 (Hinnant, "chrono-compatible low-level date algorithms")."""
    shifted = day + 719468
    era = shifted // 146097
    of_era = shifted - era * 146097
    year_of_era = (of_era - of_era // 1460 + of_era // 36524 - of_era // 146096) // 365
    of_year = of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    shifted_month = (5 * of_year + 2) // 153
    month = shifted_month + 3 if shifted_month < 10 else shifted_month - 9
    year = year_of_era + era * 400 + (1 if month <= 2 else 0)
    return year, month, of_year - (153 * shifted_month + 2) // 5 + 1


def spoken(named: Rows, size: int) -> Floats:
    """Return how often each word stands in each role, [role, word]."""
    return np.array(
        [np.bincount(named[:, role][named[:, role] >= 0], minlength=size) for role in ROLES], float
    )
