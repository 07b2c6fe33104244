"""Lists of people in PDFs become rows with page and line; every other line is told, with a reason."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tidings.errors import InputError, InvalidRecord, UnreadableInput
from tidings.extraction.channels.people import Listed
from tidings.extraction.channels.pieces import LeftOut
from tidings.extraction.printed import read_pages

GOLDEN = Path(__file__).parent / "printed"
ON = date(2024, 9, 1)


def pages_of(name: str):
    pytest.importorskip("pypdfium2", reason="PDFs are opened by the web part only")
    from tidings.preview import printed

    seen = printed((GOLDEN / name).read_bytes())
    assert seen.why is None and "limits" in seen.confinement
    return seen.pages


def people(found):
    return [
        (one.page, one.line, one.piece.name, one.piece.birth_date, one.piece.unit, one.piece.place)
        for one in found
        if isinstance(one.piece, Listed)
    ]


def left(found, why: str):
    return [
        (one.page, one.line, one.words)
        for one in found
        if isinstance(one.piece, LeftOut) and one.piece.why == why
    ]


def refused(found):
    return [one.piece.en for one in found if isinstance(one.piece, InvalidRecord)]


def test_a_table_that_goes_on_over_pages_is_read_by_its_headings():
    assert people(read_pages(pages_of("table.pdf"), ON)) == [
        (1, 4, "Ярцев Глеб Олегович", "2005-03-14", "61057", "Курск"),
        (1, 5, "Крапивин-Задунайский Константин Святославович", "2004-11-02", "12345", "Суджа"),
        (1, 6, "НОСОВ ПЁТР", "2003", "", ""),
        (1, 7, "Сомов Н. А.", "2001-09-02/2002-09-01", "54321", "с. Глушково"),
        (1, 9, "Зуев Роман Денисович", "31.02.2004", "61057", "Курск"),
        (2, 2, "Воронин Егор Павлович", "2004-07-07", "61057", "Курск"),
        (2, 3, "Ли Ян", "2005", "12345", "Чита"),
        (2, 4, "Белова Анна Ивановна", "1991", "12345", "Рыльск"),
    ]


def test_what_is_no_person_of_a_table_is_told():
    found = list(read_pages(pages_of("table.pdf"), ON))
    assert refused(found) == [
        "Page 1, line 8: no name can be read in “5 неизвестный, без документов”. "
        "Look at the page; add the person by hand if it is one."
    ]
    assert left(found, "column") == [(1, 3, "Звание")]
    assert [place[:2] for place in left(found, "repeated")] == [(1, 3), (2, 1)]
    assert [words for _, _, words in left(found, "prose")] == [
        "Список раненых, госпиталь № 14",
        "Составлен дежурной сестрой, сверено по журналу.",
        "Всего: 9 человек.",
    ]


def test_names_broken_over_two_lines_are_whole():
    assert people(read_pages(pages_of("numbered.pdf"), ON)) == [
        (1, 4, "Тишин Егор Павлович", "2004-03-12", "12345", "Курск"),
        (1, 6, "Хабибуллин Рустам", "2003", "", ""),
        (1, 7, "Константинопольский Станислав Владиславович", "2001-05-05", "61057", ""),
        (1, 9, "Бондаренко Тарас Іванович", "1999", "А1234", ""),
        (1, 11, "Салтыков-Щедринский Олег Игоревич", "2002", "", ""),
        (2, 2, "Кузьмин Олег Игоревич", "2005-05-05", "", ""),
        (2, 3, "OORZHAK AIDYN", "2002", "", ""),
        (2, 4, "Громов Иван Романович", "", "54321", ""),
    ]


def test_what_stands_on_every_page_and_what_cannot_be_read_is_told():
    found = list(read_pages(pages_of("numbered.pdf"), ON))
    assert left(found, "repeated") == [
        (1, 1, "Штаб по делам пленных"),
        (1, 14, "стр. 1 из 2"),
        (2, 1, "Штаб по делам пленных"),
        (2, 6, "стр. 2 из 2"),
    ]
    (sentence,) = refused(found)
    assert sentence.startswith("Page 1, line 13: no name can be read in “6. (запись неразборчива)")


def test_two_columns_are_read_one_after_the_other():
    names = [name for _, _, name, *_ in people(read_pages(pages_of("columns.pdf"), ON))]
    assert [name.split()[0] for name in names] == [
        *("Гриценко", "Ткач", "Мельник", "Бойко", "Лисенко", "Шевчук"),
        *("Кравець", "Поліщук", "Савчук", "Руденко"),
    ]


def test_two_tables_side_by_side_without_room_between_their_rows_are_read():
    found = list(read_pages(pages_of("tight.pdf"), ON))
    assert [(line, name, born) for _, line, name, born, *_ in people(found)] == [
        (2, "Ярцев Глеб Олегович", "2005"),
        (3, "Носов Пётр", "2003"),
        (4, "Громов Иван Романович", "2001"),
        (5, "Зуев Денис Павлович", "2000"),
        (6, "Белов Антон Егорович", "1999"),
        (7, "Чернов Роман", ""),
    ]


def test_a_table_without_headings_is_read_by_what_its_columns_hold():
    found = list(read_pages(pages_of("bare.pdf"), ON))
    assert people(found) == [
        (1, 2, "Ярцев Глеб Олегович", "2005-03-14", "61057", ""),
        (1, 3, "Крапивин-Задунайский Константин Святославович Младший", "2004-11-02", "12345", ""),
        (1, 4, "Зуев Роман", "2003", "в/ч 54321", ""),
    ]
    assert [words for _, _, words in left(found, "column")] == ["E"]
    assert [words for _, _, words in left(found, "prose")] == ["Пленные"]


def test_two_tables_on_a_page_have_columns_of_their_own():
    assert people(read_pages(pages_of("two.pdf"), ON)) == [
        (1, 2, "Гриценко Петро Іванович", "1998-01-12", "А1234", ""),
        (1, 3, "Ткач Олег", "1999", "", ""),
        (1, 5, "YARTSEV Gleb", "2005-03-14", "", "Kursk"),
        (1, 6, "NOSOV Ivan", "1990", "", ""),
    ]


def test_a_title_above_the_headings_of_the_next_page_is_no_person():
    def page(number: int, name: str):
        title, *_ = line(0, "Список раненых")
        heading = [(20.0, 680.0, 30.0, 690.0, "№"), (40.0, 680.0, 60.0, 690.0, "ФИО"), (200.0, 680.0, 240.0, 690.0, "Рождён")]  # fmt: skip
        row = [(20.0, 660.0, 25.0, 670.0, str(number)), (40.0, 660.0, 130.0, 670.0, name), (200.0, 660.0, 250.0, 670.0, "2005")]  # fmt: skip
        return [title, *heading, *row]

    found = list(read_pages([page(1, "Ярцев Глеб"), page(2, "Зуев Роман")], ON))
    assert [name for _, _, name, *_ in people(found)] == ["Ярцев Глеб", "Зуев Роман"]


def test_a_scan_says_so():
    with pytest.raises(UnreadableInput, match="only pictures: it is a scan"):
        list(read_pages(pages_of("scan.pdf"), ON))


def test_a_page_without_words_among_others_is_told():
    found = list(read_pages([(), *pages_of("columns.pdf")], ON))
    assert refused(found) == [
        "Page 1 has no words in it, only a picture. Type what it says into a sheet, or have it recognised first."
    ]
    assert len(people(found)) == 10


def test_a_letter_is_no_list():
    with pytest.raises(InvalidRecord, match="No list of people"):
        list(read_pages(pages_of("letter.pdf"), ON))


def line(number: int, text: str, left: float = 20.0):
    return [(left, 700.0 - 12 * number, left + 5 * len(text), 710.0 - 12 * number, text)]


def test_a_row_that_goes_on_over_a_page_is_not_taken_for_a_person():
    heading = [
        (20.0, 700.0, 30.0, 710.0, "№"),
        (40.0, 700.0, 60.0, 710.0, "ФИО"),
        (200.0, 700.0, 240.0, 710.0, "Рождён"),
    ]
    first = [*heading, (20.0, 680.0, 25.0, 690.0, "1"), (40.0, 680.0, 100.0, 690.0, "Ярцев"), (104.0, 680.0, 130.0, 690.0, "Глеб"), (200.0, 680.0, 250.0, 690.0, "2005")]  # fmt: skip
    second = [(40.0, 700.0, 100.0, 710.0, "Олегович"), (20.0, 680.0, 25.0, 690.0, "2"), (40.0, 680.0, 90.0, 690.0, "Зуев"), (94.0, 680.0, 130.0, 690.0, "Роман")]  # fmt: skip
    found = list(read_pages([first, second], ON))
    assert [name for _, _, name, *_ in people(found)] == ["Ярцев Глеб", "Зуев Роман"]
    assert "“Олегович”" in refused(found)[0]


def test_two_people_of_one_name_at_the_edges_of_two_pages_are_both_read():
    pages = [
        [word for at, text in enumerate(texts) for word in line(at, text)]
        for texts in (("Штаб", "1. Носов Иван", "2. Зуев Роман"), ("Штаб", "3. Носов Иван", "4. Зуев Роман"))
    ]
    found = list(read_pages(pages, ON))
    assert [name for _, _, name, *_ in people(found)] == [
        "Носов Иван",
        "Зуев Роман",
        "Носов Иван",
        "Зуев Роман",
    ]
    assert [words for _, _, words in left(found, "repeated")] == ["Штаб", "Штаб"]


PLACES = st.floats(-50, 900, allow_nan=False)
WORDS = st.sampled_from(
    [
        "1.",
        "2)",
        "№",
        "ФИО",
        "Дата",
        "рождения",
        "Ярцев",
        "Глеб-",
        "2005",
        "в/ч",
        "12345",
        "стр.",
        "ß",
        "\ufffd",
        "-",
    ]
)
PLACED = st.builds(
    lambda left, bottom, wide, high, text: (left, bottom, left + wide, bottom + high, text),
    PLACES, PLACES, st.floats(0, 90), st.floats(0, 30), WORDS,
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(st.lists(PLACED, max_size=14), max_size=3))
def test_any_words_anywhere_are_read_or_refused_and_none_is_passed_over(pages):
    try:
        found = list(read_pages(pages, ON))
    except InputError:
        return
    told = " ".join(one.words + " " + getattr(one.piece, "words", "") for one in found)
    for page in pages:
        for *_, text in page:
            assert text.removesuffix("-") in told
