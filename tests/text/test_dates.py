"""Days that are only roughly known."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tidings.errors import InvalidDate
from tidings.text.dates import ImpreciseDate

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
SPANS = st.tuples(DAYS, DAYS).map(lambda pair: ImpreciseDate(min(pair), max(pair)))


@pytest.mark.parametrize(
    "written, expected",
    [
        ("1971", "1971"),
        ("1971-03", "1971-03"),
        ("1971-03-09", "1971-03-09"),
        ("09.03.1971", "1971-03-09"),
        ("9.3.71", "1971-03-09"),
        ("03/1971", "1971-03"),
        ("17 мая 2004 г.р.", "2004-05-17"),
        ("2 травня 1999 р.н.", "1999-05-02"),
        ("7 October 2001", "2001-10-07"),
        ("October 7, 2001", "2001-10-07"),
        ("2004 17 мая", "2004-05-17"),
        ("04г", "2004"),
        ("88 г.р.", "1988"),
        ("2003 года рождения", "2003"),
        ("май 2024", "2024-05"),
        ("весна 2023", "2023-03-01/2023-05-31"),
        ("осінь 2022", "2022-09-01/2022-11-30"),
        ("1965 or 1966", "1965-01-01/1966-12-31"),
        ("2004 или 2005", "2004-01-01/2005-12-31"),
    ],
)
def test_it_reads_how_people_write(written, expected):
    assert str(ImpreciseDate.parse(written)) == expected


@pytest.mark.parametrize(
    "written", ["", "вчера", "31.02.2020", "2020-13", "99.99.9999", "20 мая", "в/ч 12345", "0000"]
)
def test_what_is_no_date_is_refused_with_an_example(written):
    with pytest.raises(InvalidDate, match="1971-03-09"):
        ImpreciseDate.parse(written)


def test_a_winter_begins_in_the_year_before():
    assert ImpreciseDate.parse("зима 2023").earliest == date(2022, 12, 1)


def test_a_year_could_equal_a_day_in_it_but_not_one_outside():
    year = ImpreciseDate.parse("1971")
    assert year.could_equal(ImpreciseDate.parse("1971-12-31"))
    assert not year.could_equal(ImpreciseDate.parse("1972-01-01"))


def test_someone_of_nineteen_was_born_within_a_year():
    born = ImpreciseDate.from_age(19, date(2026, 3, 1))
    assert (born.earliest, born.latest) == (date(2006, 3, 2), date(2007, 3, 1))


@pytest.mark.parametrize("age", [-1, 131])
def test_an_age_that_nobody_has_is_refused(age):
    with pytest.raises(InvalidDate, match="no age"):
        ImpreciseDate.from_age(age, date(2026, 3, 1))


def test_a_span_that_ends_before_it_begins_is_refused():
    with pytest.raises(InvalidDate, match="comes after"):
        ImpreciseDate(date(2000, 1, 2), date(2000, 1, 1))


@given(SPANS)
def test_what_is_written_is_read_back(span):
    assert ImpreciseDate.parse(str(span)) == span


@given(SPANS, SPANS)
def test_to_be_equal_goes_both_ways(one, other):
    assert one.could_equal(other) == other.could_equal(one)
    assert one.could_equal(one)


@given(SPANS, DAYS)
def test_a_day_could_equal_exactly_the_spans_that_hold_it(span, day):
    assert span.could_equal(ImpreciseDate.of_day(day)) == (span.earliest <= day <= span.latest)


@given(st.integers(0, 130), DAYS, DAYS)
def test_an_age_fits_exactly_those_who_have_it(age, on, born):
    assume(born <= on)
    years = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    assume((born.month, born.day) != (2, 29) and (on.month, on.day) != (2, 29))
    assert ImpreciseDate.from_age(age, on).could_equal(ImpreciseDate.of_day(born)) == (years == age)


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_refused(text):
    try:
        span = ImpreciseDate.parse(text)
    except InvalidDate:
        return
    assert span.latest - span.earliest >= timedelta(0)
