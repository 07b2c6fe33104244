"""Bringing in a list: looked at first, refused whole where a row is wrong."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tidings.web.appeals.models import Import
from tidings.web.tracing.models import Candidate, Decision, FoundList, FoundRecord

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


def test_the_same_list_is_not_brought_in_twice_whatever_kind_of_file_it_comes_in(as_, people):
    browser = as_("amal")
    browser.post(offer(browser, GOOD).url)
    again = offer(browser, GOOD.replace(",", ";").replace("name;", "ФИО;")).url
    assert "This list is here already" in browser.get(again).text
    browser.post(again)
    assert (FoundRecord.objects.count(), FoundList.objects.count()) == (2, 1)


def test_the_file_itself_is_not_kept(as_, people):
    browser = as_("amal")
    browser.post(offer(browser, GOOD).url)
    assert (Import.objects.get().file, Import.objects.get().preview) == ("", [])


def test_a_list_is_taken_out_again(as_, people):
    browser = as_("amal")
    page = offer(browser, GOOD).url
    browser.post(page)
    browser.post(f"{page}undo/")
    assert FoundRecord.objects.count() == FoundList.objects.count() == 0
    assert "2 rows were taken out again" in browser.get(page).text


def test_a_list_on_which_a_decision_rests_stays(as_, people, found_list, case):
    from tidings.web.tracing import actions

    actions.trace(actions.request(case, by=people["boris"], on=case.opened_on), by=people["boris"])
    actions.decide(Candidate.objects.first(), Decision.Answer.SAME, by=people["boris"])
    assert actions.take_out_list(found_list) == 0
    assert FoundList.objects.count() == 1


def test_which_column_holds_the_names_may_be_said(as_, people):
    browser = as_("amal")
    page = offer(browser, "Зю;Ля\nНосов;1988\nПетров;1990\n".replace("Носов", "носов")).url
    assert "no column holds names" in browser.get(page).text
    browser.post(f"{page}columns/", {"column0": "name", "column1": "birth_date"})
    browser.post(page)
    assert [(one.name, one.birth_date) for one in FoundRecord.objects.all()] == [
        ("носов", "1988"),
        ("Петров", "1990"),
    ]
    again = offer(browser, "Зю;Ля\nЗуев;1977\n").url
    assert "Bring in 1 row" in browser.get(again).text


def test_rows_that_hold_no_person_are_said_and_the_others_brought_in(as_, people):
    browser = as_("amal")
    page = offer(
        browser,
        "name,unit,birth_date\nНосов,61057,\n,61057,1990\nПетров,,\nНосов,61057,\n,,\nN," + "x" * 90 + ",\n",
    ).url
    assert [
        words in browser.get(page).text
        for words in (
            "Row 3: there is no name",
            "Row 7, column",
            "new 2",
            "cannot be read 2",
            "twice in the file 1",
            "left out 1",
        )
    ] == [True] * 6
    browser.post(page)
    assert [one.row for one in FoundRecord.objects.all()] == [2, 4]
    assert [row["state"] for row in Import.objects.get().parts.get().rows] == [
        "new",
        "unreadable",
        "new",
        "duplicate",
        "left",
        "unreadable",
    ]


BAD = {
    "windows encoding": ("name\nНосов\n".encode("cp1251"), "Line 2"),
    "utf-16": ("name\nНосов\n".encode("utf-16"), "Line 1"),
    "broken tail": ("name\nНосов\n".encode()[:-2] + b"\xd0", "Line 2"),
    "binary": (b"PK\x03\x04\x00\x00", "Line 1"),
    "open quote": ('name,unit\n"Носов,61057\n'.encode(), "Line"),
    "only a heading": (b"name,unit\n", "no rows"),
    "a line without end": (b"name\n" + b"a" * 5_000_000, "Line 2"),
}


@pytest.mark.parametrize("content, says", BAD.values(), ids=BAD)
def test_a_bad_file_is_refused_with_its_line(as_, people, content, says):
    answer = offer(as_("amal"), content, "captured.csv")
    assert answer.status_code == 422
    assert "captured.csv" not in answer.text
    assert says in answer.text
    assert FoundList.objects.count() == 0


def test_an_empty_file_is_refused(as_, people):
    assert "empty" in offer(as_("amal"), b"").text


@pytest.mark.parametrize("name, status", [("dora", 403), ("amal", 200), ("boris", 200), ("chen", 200)])
def test_bringing_in_is_for_those_who_may_write(as_, people, name, status):
    assert as_(name).get(NEW).status_code == status


@pytest.mark.parametrize("name, status", [("chen", 404), ("dora", 200), ("amal", 200)])
def test_a_list_is_seen_by_its_team(as_, found_list, name, status):
    assert as_(name).get(reverse("tracing-found", args=[found_list.code])).status_code == status
