"""A day that is kept is said in words: a day, a month, a year, or the first and last of those that an age leaves."""

import pytest

from tidings.web.pages import some_day


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        ("2005-03-14", "14 March 2005"),
        ("2005-03", "March 2005"),
        ("2005", "2005"),
        ("2001-09-02/2002-09-01", "2 September 2001 – 1 September 2002"),
        ("31.02.2004", "31.02.2004"),
        ("about/then", "about/then"),
        ("", ""),
    ],
)
def test_it_is_said_as_far_as_it_is_known(kept, said):
    assert some_day(kept) == said
