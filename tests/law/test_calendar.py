from datetime import date

import pytest

from tidings.law.calendar import after, full_years


@pytest.mark.parametrize(
    "day, length, end",
    [
        (date(2024, 4, 10), {"months": 4}, date(2024, 8, 10)),
        (date(2023, 10, 31), {"months": 4}, date(2024, 2, 29)),
        (date(2024, 10, 31), {"months": 4}, date(2025, 2, 28)),
        (date(2024, 2, 29), {"years": 1}, date(2025, 2, 28)),
        (date(2024, 12, 31), {"months": 2}, date(2025, 2, 28)),
        (date(2024, 7, 1), {"days": 30}, date(2024, 7, 31)),
        (date(2024, 1, 1), {}, date(2024, 1, 1)),
    ],
)
def test_a_term_ends_on_the_same_day_or_the_last_of_the_month(day, length, end):
    assert after(day, **length) == end


@pytest.mark.parametrize(
    "born, day, years",
    [
        (date(2006, 5, 1), date(2024, 5, 1), 18),
        (date(2006, 5, 2), date(2024, 5, 1), 17),
        (date(2004, 2, 29), date(2022, 2, 28), 17),
        (date(2004, 2, 29), date(2022, 3, 1), 18),
    ],
)
def test_the_birthday_itself_counts(born, day, years):
    assert full_years(born, day) == years
