"""Whether 3/4 is in March or in April, the whole file shows; where it does not, nobody guesses."""

from datetime import date

import pytest

from tidings.extraction.channels.written_days import day_of, numbers, order_of

FILES = [
    (["14.03.2026", "1.2.26"], "day-first"),
    (["3/4/26", "14/3/26"], "day-first"),
    (["3/4/26", "3/14/26"], "month-first"),
    (["3/4/26", "14/3/26", "3/14/26"], ""),
    (["3/4/26"], ""),
    (["4/4/26"], "day-first"),
    (["3/4/26", "4/4/26", "1/5/26"], "day-first"),
    (["3/4/26", "3/9/26", "4/1/26"], "month-first"),
    (["2026-03-14"], "day-first"),
]


@pytest.mark.parametrize("written, order", FILES)
def test_the_order_is_shown_by_the_days(written, order):
    assert order_of(map(numbers, written)) == order


def test_where_nothing_shows_it_a_clock_of_the_united_states_does():
    assert order_of([numbers("3/4/26")], american=True) == "month-first"


DAYS = {
    "14.03.2026": date(2026, 3, 14),
    "2026-03-14 10:22:01": date(2026, 3, 14),
    "3/4/26": date(2026, 3, 4),
    "30.02.2026": None,
    "вчера": None,
    "14.03.20266": None,
}


@pytest.mark.parametrize("written, day", DAYS.items())
def test_a_day_is_read(written, day):
    assert day_of(numbers(written), "month-first") == day
