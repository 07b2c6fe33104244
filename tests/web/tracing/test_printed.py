"""A list in a PDF is brought in as one in a sheet is: every person with page and line, every other line with a reason."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tidings.web import work
from tidings.web.appeals import batches
from tidings.web.appeals.models import Import
from tidings.web.tracing.models import FoundList, FoundRecord

GOLDEN = Path(__file__).parents[2] / "extraction" / "printed"
NEW = reverse("tracing-offer")


def offer(browser, content):
    told = {"name": "Hospital 14", "kind": "hospital", "published_on": "2024-09-01"}
    return browser.post(NEW, {"file": SimpleUploadedFile("list.pdf", content), **told})


@pytest.fixture
def table():
    return (GOLDEN / "table.pdf").read_bytes()


def test_the_first_look_shows_everybody_with_the_words_and_the_place(as_, people, table):
    browser = as_("amal")
    page = browser.get(offer(browser, table).url).text
    assert "page 1, line 5" in page and "Крапивин-Задунайский Константин Святославович" in page
    assert "Page 1, line 8: no name can be read in “5 неизвестный, без документов”" in page
    assert "words that name nobody on the list: Составлен дежурной сестрой" in page
    assert "2 September 2001 – 1 September 2002" in page
    assert "Bring in 8 rows" in page
    assert not FoundRecord.objects.exists()


def test_everybody_is_kept_with_page_line_and_words(as_, people, table):
    browser = as_("amal")
    report = offer(browser, table).url
    browser.post(report)
    last = FoundRecord.objects.order_by("row").last()
    assert (last.name, last.page, last.on_page) == ("Белова Анна Ивановна", 2, 4)
    assert last.words == "9 Белова Анна Ивановна лейтенант м/с 1991 12345 Рыльск"
    assert "page 2, line 4" in browser.get(reverse("tracing-found", args=[FoundList.objects.get().code])).text
    assert "page 1, line 9" in browser.get(reverse("tracing-found", args=[FoundList.objects.get().code])).text
    page = browser.get(f"{report}?show=odd").text
    assert "Составлен дежурной сестрой" in page and "without" not in page
    assert "columns that nothing is known of: Звание" in page


def test_the_worker_reads_a_large_one(as_, people, table, monkeypatch):
    monkeypatch.setattr(batches, "LARGE", 0)
    browser = as_("amal")
    page = offer(browser, table).url
    work.imports()
    assert "Bring in 8 rows" in browser.get(page).text
    browser.post(page)
    work.imports()
    assert FoundRecord.objects.count() == 8


def test_the_same_pdf_is_here_already(as_, people, table):
    browser = as_("amal")
    browser.post(offer(browser, table).url)
    assert "This list is here already" in browser.get(offer(browser, table).url).text


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("scan.pdf", "it is a scan"),
        ("locked.pdf", "locked with a password"),
        ("letter.pdf", "No list of people"),
    ],
)
def test_what_holds_no_list_that_can_be_read_is_refused_plainly(as_, people, name, sentence):
    answer = offer(as_("amal"), (GOLDEN / name).read_bytes())
    assert answer.status_code == 422 and sentence in answer.text
    assert not Import.objects.exists()


def test_a_broken_pdf_is_refused_plainly(as_, people, table):
    answer = offer(as_("amal"), table[: len(table) // 3])
    assert answer.status_code == 422 and "cut off" in answer.text
