"""Bringing in a list: looked at first, refused whole where a row is wrong."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tidings.web.tracing import columns
from tidings.web.tracing.models import FoundList, FoundRecord

GOOD = "id,name,birth_date,unit,place\n1,Носов Иван,1988,61057,Суджа\n2,NOSOV I.,about 1990?,,\n"
NEW = reverse("tracing-offer")


def offer(browser, content, name="list.csv"):
    file = SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())
    return browser.post(NEW, {"file": file, "name": "Hospital 3", "kind": "hospital"})


def test_the_first_rows_are_shown_and_nothing_is_in_yet(as_, people):
    browser = as_("amal")
    page = browser.get(offer(browser, GOOD).url)
    assert "Носов Иван" in page.text
    assert FoundRecord.objects.count() == 0


def test_a_preview_shows_twenty_rows_of_many(as_, people):
    browser = as_("amal")
    rows = "name\n" + "".join(f"Носов-{number}\n" for number in range(30))
    page = browser.get(offer(browser, rows).url)
    assert [f"Носов-{number}<" in page.text for number in (19, 20)] == [True, False]


def test_after_a_yes_every_row_is_in_with_its_line(as_, people):
    browser = as_("amal")
    browser.post(offer(browser, GOOD).url)
    assert [(one.row, one.name) for one in FoundRecord.objects.all()] == [(2, "Носов Иван"), (3, "NOSOV I.")]


def test_the_report_on_dates_that_cannot_be_read_stays(as_, people):
    browser = as_("amal")
    browser.post(offer(browser, GOOD).url)
    found = FoundList.objects.get()
    assert found.report == [{"row": 3, "column": "birth_date"}]
    assert "1 date could not be read" in browser.get(reverse("tracing-found", args=[found.code])).text


def test_the_same_file_is_not_brought_in_twice(as_, people):
    browser = as_("amal")
    browser.post(offer(browser, GOOD).url)
    answer = browser.post(offer(browser, GOOD).url)
    assert answer.status_code == 409
    assert "already" in answer.text
    assert FoundRecord.objects.count() == 2


def test_the_file_itself_is_not_kept(as_, people):
    browser = as_("amal")
    browser.post(offer(browser, GOOD).url)
    assert bytes(FoundList.objects.get().content) == b""


BAD = {
    "windows encoding": ("name\nНосов\n".encode("cp1251"), "line 2"),
    "utf-16": ("name\nНосов\n".encode("utf-16"), "line 1"),
    "broken tail": ("name\nНосов\n".encode()[:-2] + b"\xd0", "line 2"),
    "binary": (b"PK\x03\x04\x00\x00", "line 1"),
    "no name column": ("фамилия,год\nНосов,1988\n".encode(), "line 1"),
    "short row": ("name,unit\nНосов,61057\nПетров\n".encode(), "line 3"),
    "empty name": (b"name,unit\n,61057\n", "line 2"),
    "open quote": ('name,unit\n"Носов,61057\n'.encode(), "line"),
    "only a heading": (b"name,unit\n", "no rows"),
    "shifted columns": (b"name,birth_date\nN," + b"x" * 90 + b"\n", "birth_date"),
    "a line without end": (b"name\n" + b"a" * 5_000_000, "line 2"),
}


@pytest.mark.parametrize("content, says", BAD.values(), ids=BAD)
def test_a_bad_file_is_refused_with_its_name_and_line(as_, people, content, says):
    answer = offer(as_("amal"), content, "captured.csv")
    assert answer.status_code == 422
    assert "captured.csv" in answer.text
    assert says in answer.text
    assert FoundList.objects.count() == 0


def test_an_empty_file_is_refused(as_, people):
    assert "empty" in offer(as_("amal"), b"").text


def test_semicolons_and_russian_headings_are_understood():
    listed = columns.read("a.csv", "ФИО;Дата рождения;в/ч\nНосов Иван;02.11.1988;61057\n".encode())
    assert (listed.rows[0].name, listed.rows[0].birth_date, listed.rows[0].unit) == (
        "Носов Иван",
        "02.11.1988",
        "61057",
    )


def test_a_row_over_two_lines_is_named_by_the_line_on_which_it_begins():
    listed = columns.read("a.csv", 'name,place\n"Носов\nИван",Суджа\nПетров,\n'.encode())
    assert [(row.line, row.name) for row in listed.rows] == [(2, "Носов Иван"), (4, "Петров")]


def test_a_column_that_is_there_twice_is_refused(as_, people):
    assert "twice" in offer(as_("amal"), b"name,name\na,b\n").text


@pytest.mark.parametrize("name, status", [("dora", 403), ("amal", 200), ("boris", 200), ("chen", 200)])
def test_bringing_in_is_for_those_who_may_write(as_, people, name, status):
    assert as_(name).get(NEW).status_code == status


@pytest.mark.parametrize("name, status", [("chen", 404), ("dora", 200), ("amal", 200)])
def test_a_list_is_seen_by_its_team(as_, found_list, name, status):
    assert as_(name).get(reverse("tracing-found", args=[found_list.code])).status_code == status
