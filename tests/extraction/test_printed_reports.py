"""A press report in a PDF: its paragraphs are whole, and each page begins somewhere in them."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tidings.errors import UnreadableInput
from tidings.extraction.claims import read_report
from tidings.extraction.printed_reports import in_body, page_at, read_pages

GOLDEN = Path(__file__).parent / "printed"


def pages_of(name: str):
    pytest.importorskip("pypdfium2", reason="PDFs are opened by the web part only")
    from tidings.preview import printed

    seen = printed((GOLDEN / name).read_bytes())
    assert seen.why is None and "limits" in seen.confinement
    return seen.pages


def test_paragraphs_are_whole_over_lines_and_pages_without_what_stands_on_every_page():
    assert read_pages(pages_of("report.pdf")).text.split("\n\n") == [
        "Conscripts taken to the border, two mothers say",
        "Northern Wire News, 21 August 2024",
        "Private Pavel Sorokin, 19, was captured near Sudzha on August 6, according to his mother.",
        "The commander took his passport before, she said, and nobody gave it back to him or to the family that "
        "asked for it and was sent away without an answer by the guards of the military unit.",
        "A boy of 14 was enlisted in the Storm battalion, residents of Sudzha say.",
        "The defence ministry did not respond.",
    ]


def test_an_article_in_two_columns_under_a_title_over_both_is_read_as_its_text():
    paragraphs = read_pages(pages_of("article.pdf")).text.split("\n\n")
    assert len(paragraphs) == 9
    assert paragraphs[1] == (
        "Двенадцатилетний «боец»: школьник второй месяц живёт при вооружённом отряде, ведомства молчат"
    )
    assert paragraphs[4] == "Что говорят в отряде"
    assert "один раз — «на передок, посмотреть». Проверить" in paragraphs[5]
    assert "«военно-патриотическая работа ведётся в соответствии с планом»" in paragraphs[7]


def test_of_a_page_printed_by_a_browser_ragged_lines_are_joined_and_its_footers_left_out():
    read = read_pages(pages_of("ragged.pdf"))
    report = read_report(read.text)
    assert report.published == "2026-11-21"
    assert "were deprived of sleep and beaten until they agreed to sign contracts" in report.body
    assert "1/3" not in read.text
    assert "Garden furniture" not in report.body
    paragraphs = report.body.split("\n\n")
    assert [one[:12] for one in paragraphs] == [
        "Conscripts o",
        "“They took t",
        "The father o",
        "Under Russia",
        "The commande",
        "A grandmothe",
    ]


def test_each_claim_stands_on_a_page():
    read = read_pages(pages_of("report.pdf"))
    report = read_report(read.text)
    begins = in_body(read, report.body)
    assert report.published == "2024-08-21"
    assert {one.kind: page_at(begins, one.start) for one in report.claims} == {
        "captivity": 1,
        "document_seizure": 1,
        "child_recruitment": 2,
        "official_response": 2,
    }


def test_a_scan_says_that_it_is_one():
    with pytest.raises(UnreadableInput, match="it is a scan"):
        read_pages(pages_of("scan.pdf"))


def line(number: int, text: str, left: float = 20.0, right: float = 200.0):
    return left, 700.0 - 14 * number, right, 710.0 - 14 * number, text


@pytest.mark.parametrize(
    "lines, read",
    [
        ([line(1, "He was taken near"), line(2, "Sudzha.")], "He was taken near Sudzha."),
        ([line(1, "He was taken to Kur-"), line(2, "chatov.")], "He was taken to Kurchatov."),
        ([line(1, "He is gone."), line(2, "She waits.", 32.0)], "He is gone.\n\nShe waits."),
        ([line(1, "He is gone."), line(4, "She waits.")], "He is gone.\n\nShe waits."),
        (
            [
                line(0, "The letters of the mothers"),
                line(1, "Gone", right=50.0),
                line(2, "She waits", right=70.0),
                line(3, "Back", right=60.0),
            ],
            "The letters of the mothers Gone\n\nShe waits\n\nBack",
        ),
    ],
)
def test_lines_become_paragraphs(lines, read):
    assert read_pages([lines]).text == read


def test_a_page_without_words_begins_where_the_next_one_does():
    read = read_pages([[line(1, "He is gone.")], [], [line(1, "She waits.")]])
    assert read.begins == (0, 13, 13)
    assert page_at(read.begins, 13) == 3


word = st.tuples(
    st.floats(0, 500), st.floats(0, 700), st.floats(0, 100), st.floats(1, 40), st.text(min_size=1, max_size=9)
).map(lambda one: (one[0], one[1], one[0] + one[2], one[1] + one[3], one[4]))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(word, max_size=12), min_size=1, max_size=4))
def test_any_words_can_be_read_and_pages_begin_in_their_order(pages):
    if not any(pages):
        return
    read = read_pages(pages)
    assert len(read.begins) == len(pages)
    assert list(read.begins) == sorted(read.begins) and read.begins[-1] <= len(read.text)
    body = read_report(read.text).body
    moved = in_body(read, body)
    assert list(moved) == sorted(moved) and moved[-1] <= len(body)


@pytest.mark.parametrize(
    "word",
    [
        lambda number: (20.0, 700.0, 60.0, 710.0, "abcdefghi"),
        lambda number: (20.0, 9000.0 - 14 * number, 60.0, 9010.0 - 14 * number, "abcdefghi"),
    ],
    ids=["in one place", "below each other"],
)
def test_the_work_grows_no_faster_than_the_words(word):
    def effort(count: int) -> float:
        """The better of two, for the machine may be busy."""
        taken = []
        for _ in range(2):
            start = time.process_time()
            read_pages([[word(number) for number in range(count)]])
            taken.append(time.process_time() - start)
        return min(taken)

    effort(100)
    assert effort(8000) < 8 * effort(2000) + 0.5
