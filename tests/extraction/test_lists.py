"""A list of people in a post becomes rows that point to their words."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tidings.extraction.lists import read_list

ON = date(2024, 9, 1)
POST = """Список пленных, опубликован каналом:

1. Тишин Егор Павлович, 2003 г.р., в/ч 12345
2) ХАБИБУЛЛИН РУСТАМ, 12.03.2004, г. Курск
рядовой Кузьмин Олег Игоревич 05.05.05
• Сомов Н. А., 22 года
Бондаренко Тарас Іванович, 1999 р.н.,
А1234

Если вы узнали своих, напишите нам.
"""


def test_each_person_of_a_post_is_a_row_with_its_line():
    rows = read_list(POST, ON)
    assert [(row.line, row.name) for row in rows] == [
        (3, "Тишин Егор Павлович"),
        (4, "ХАБИБУЛЛИН РУСТАМ"),
        (5, "Кузьмин Олег Игоревич"),
        (6, "Сомов Н. А."),
        (7, "Бондаренко Тарас Іванович"),
    ]


def test_what_stands_beside_a_name_is_the_rows():
    told = [(row.birth_date, row.unit, row.place) for row in read_list(POST, ON)]
    assert told == [
        ("2003", "12345", None),
        ("2004-03-12", None, "Курск"),
        ("2005-05-05", None, None),
        ("2001-09-02/2002-09-01", None, None),
        ("1999", "А1234", None),
    ]


def test_a_row_goes_on_under_its_name_and_ends_before_a_blank_line():
    assert read_list(POST, ON)[-1].words == "Бондаренко Тарас Іванович, 1999 р.н.,\nА1234"


def test_rows_of_a_sheet_pasted_as_text_are_read():
    rows = read_list("1\tOorzhak Aidyn\t2002\n2\tTishin Egor\t12.03.2004", ON)
    assert [(row.name, row.birth_date) for row in rows] == [
        ("Oorzhak Aidyn", "2002"),
        ("Tishin Egor", "2004-03-12"),
    ]


def test_an_article_is_no_list():
    text = "Ольга Ремизова ждёт сына.\nЕгор Тишин рассказал об этом.\nОни живут в Курске."
    assert read_list(text, ON) == ()


def test_one_name_is_no_list():
    assert read_list("1. Тишин Егор Павлович, 2003 г.р.", ON) == ()


LINES = st.sampled_from(
    [
        "1. Тишин Егор, 2003\n",
        "• Сомов Н. А.\n",
        "2)",
        "\r\n",
        "\u2028",
        "рядовой ",
        "№ 3 Ли Ян\n",
        "\t",
        "ß İ",
    ]
)


@given(st.lists(st.one_of(LINES, st.text(max_size=6)), max_size=20).map("".join))
def test_any_text_can_be_read_and_rows_point_to_their_words(text):
    for row in read_list(text, ON):
        assert text[row.start : row.end] == row.words != ""
        assert (
            row.name.split() == text[row.name_start :].split()[: len(row.name.split())]
            or row.name.split()[0] in text
        )
        assert row.start <= row.name_start < row.end
