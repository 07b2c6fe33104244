"""A list of people is read from a sheet: names in one column or three, each row numbered as in the file."""

from tidings.errors import InvalidRecord
from tidings.extraction.channels import people, sheets
from tidings.extraction.channels.people import Listed
from tidings.files import Held


def read(content: str) -> list:
    file = Held("a.csv", content.encode())
    sheet = sheets.look(file)
    return list(people.read(file, sheet, people.guess(sheet)))


def test_semicolons_and_russian_headings_are_understood():
    assert read("ФИО;Дата рождения;в/ч\nНосов Иван;02.11.1988;61057\n") == [
        (2, Listed("Носов Иван", "02.11.1988", "61057"))
    ]


def test_a_name_may_stand_in_three_columns():
    (row,) = read("Имя,Отчество,Фамилия\nИван,Петрович,Носов\n")
    assert row[1].name == "Носов Иван Петрович"


def test_a_row_over_two_lines_is_named_by_the_line_on_which_it_begins():
    rows = read('name,place\n"Носов\nИван",Суджа\nПетров,\n')
    assert [(number, one.name) for number, one in rows] == [(2, "Носов Иван"), (4, "Петров")]


def test_a_date_that_cannot_be_read_is_kept_as_it_is_written():
    ((_, one),) = read("name,birth_date\nNOSOV I.,about 1990?\n")
    assert (one.birth_date, one.is_dated) == ("about 1990?", False)


def test_a_row_without_a_name_says_so():
    rows = read("name,unit\nНосов,\n,61057\n")
    assert isinstance(rows[1][1], InvalidRecord) and "row 3: there is no name" in str(rows[1][1])
