"""Marks never break the text they stand in."""

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from tidings.web.appeals.marking import marked
from tidings.web.appeals.models import Mention

TEXT = "Иван <Ким> & «сын» 2005"
spans = st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT)))


def made(pairs):
    return [Mention(pk=n, kind="person", start=a, end=b) for n, (a, b) in enumerate(pairs)]


@given(st.lists(spans, max_size=6))
def test_without_its_marks_the_text_is_what_was_written(pairs):
    found = marked(TEXT, made(pairs))
    assert unescape(re.sub(r"</?mark[^>]*>", "", found.html)) == TEXT
    assert found.html.count("<mark") == found.html.count("</mark>")


@given(st.lists(spans, max_size=6))
def test_every_mention_with_words_has_a_mark(pairs):
    found = marked(TEXT, made(pairs))
    ids = re.findall(r'<mark id="([^"]+)"', found.html)
    assert len(ids) == len(set(ids))
    assert set(found.ids) == {n for n, (a, b) in enumerate(pairs) if a < b}
    assert set(" ".join(found.ids.values()).split()) == set(ids)


def test_a_mention_that_reaches_out_of_another_is_cut_in_two():
    found = marked("abcdef", made([(0, 4), (2, 6)]))
    assert re.sub(r" class[^>]*", "", found.html) == (
        '<mark id="m0">ab<mark id="m1">cd</mark></mark><mark id="m1-2">ef</mark>'
    )
    assert found.ids[1] == "m1 m1-2"


def test_two_mentions_of_the_same_words_share_a_mark():
    found = marked(
        "2005", [Mention(pk=1, kind="day", start=0, end=4), Mention(pk=2, kind="birth_date", start=0, end=4)]
    )
    assert found.html.count("<mark") == 1
    assert found.ids == {1: "m1", 2: "m1"}


def test_a_sign_is_marked_only_where_a_fact_rests_on_it():
    sign = Mention(pk=1, kind="threats", start=0, end=4)
    assert marked("бьют", [sign]).ids == {}
    assert marked("бьют", [sign], {1}).ids == {1: "m1"}
