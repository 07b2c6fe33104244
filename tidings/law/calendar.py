"""Terms counted in days, months and years, as the codes count them: to the same day of the last month."""

import calendar
from datetime import date, timedelta


def after(day: date, *, days: int = 0, months: int = 0, years: int = 0) -> date:
    """Return the day on which a term that began on `day` ends.

    A term in months or years ends on the same day of its last month; where that month has no such day, on its
    last day (Civil Code of Russia, article 192; Code of Administrative Procedure, article 93). Moving to the next
    working day is not done here: the earlier day is the safer one.

    >>> after(date(2023, 10, 31), months=4)
    datetime.date(2024, 2, 29)
    """
    return _same_day(day, years * 12 + months) + timedelta(days=days)


def full_years(born: date, day: date) -> int:
    """Return the whole years of someone born on `born`; the birthday itself counts, 29 February as 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _same_day(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
