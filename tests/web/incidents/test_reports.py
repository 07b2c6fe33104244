"""Press reports, as they were published."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tidings.web.incidents import actions
from tidings.web.incidents.models import Source
from tidings.web.journal import journal


def test_its_words_are_kept_as_they_were_published(source, text):
    assert source.text == text
    assert source.title == "Conscripts pressed into contracts, relatives say"
    assert (source.publisher, source.published) == ("Northern Wire News", "2024-08-21")
    assert "Leave a comment" not in source.body


def test_the_words_of_its_claims_are_marked_where_they_stand(as_, source):
    page = as_("amal").get(reverse("incidents-detail", args=[source.code])).text
    assert page.count("<mark") == source.claims.count()
    assert "Forced into a contract" in page


def test_its_words_are_never_taken_for_html(as_, source):
    page = as_("amal").get(reverse("incidents-detail", args=[source.code])).text
    assert "&lt;b&gt;He served" in page


def test_the_same_text_is_kept_once(source, people, text):
    assert actions.add_source(text, people["amal"].team, by=people["boris"]) == source


def test_two_teams_may_keep_the_same_text(source, people, text):
    assert actions.add_source(text, people["chen"].team, by=people["chen"]) != source


def test_that_it_came_is_in_the_journal(source):
    [entry] = journal.of(source)
    assert (entry.verb, entry.details["claims"]) == ("received", source.claims.count())


def test_a_report_is_added_by_pasting_it(as_, people, text):
    answer = as_("boris").post(reverse("incidents-add"), {"text": text})
    assert answer.url == reverse("incidents-detail", args=[Source.objects.get().code])


def test_a_saved_page_is_added_as_a_file(as_, people):
    page = b"<html><h1>A heading</h1><p>Conscripts were beaten near Sudzha, residents say.</p></html>"
    as_("boris").post(reverse("incidents-add"), {"file": SimpleUploadedFile("page.html", page)})
    source = Source.objects.get()
    assert (source.title, source.claims.get().kind) == ("A heading", "ill_treatment")


PRINTED = Path(__file__).parents[2] / "extraction/printed"


def upload(browser, name, called=""):
    content = (PRINTED / name).read_bytes()
    return browser.post(reverse("incidents-add"), {"file": SimpleUploadedFile(called or name, content)})


@pytest.mark.parametrize("called", ["report.pdf", "report"])
def test_a_pdf_is_read_for_claims_and_each_has_its_page(as_, people, called):
    browser = as_("boris")
    answer = upload(browser, "report.pdf", called)
    source = Source.objects.get()
    assert (source.publisher, source.published) == ("Northern Wire News", "2024-08-21")
    assert {one.kind: one.page for one in source.claims.all()} == {
        "captivity": 1,
        "document_seizure": 1,
        "child_recruitment": 2,
        "official_response": 2,
    }
    page = browser.get(answer.url).text
    assert page.count("<li>page 1</li>") == page.count("<li>page 2</li>") == 2


def test_a_claim_of_a_pdf_leads_from_its_incident_to_its_page(as_, people):
    browser = as_("boris")
    upload(browser, "report.pdf")
    source = Source.objects.get()
    claim = source.claims.get(kind="child_recruitment")
    actions.confirm(claim, by=people["boris"])
    answer = browser.post(reverse("incidents-make", args=[source.code]), {"claims": [claim.pk]})
    assert "page 2" in browser.get(answer.url).text


@pytest.mark.parametrize(
    "name, said", [("scan.pdf", "it is a scan"), ("locked.pdf", "locked with a password")]
)
def test_a_pdf_that_cannot_be_read_says_why(as_, people, name, said):
    answer = upload(as_("boris"), name)
    assert answer.status_code == 422 and said in answer.text
    assert not Source.objects.exists()


def test_a_text_has_no_pages(source):
    assert {one.page for one in source.claims.all()} == {None}


@pytest.mark.parametrize(
    "name, content, said",
    [
        ("page.pdf", b"%PDF-1.7 and no more", "no PDF that can be read"),
        ("page.pdf", b"%PDF-" + b"x" * 20_000_000, "larger than 20 MB"),
        ("page.html", "Привет".encode("cp1251"), "UTF-8"),
        ("page.docx", b"x", "cannot be read as a report"),
        ("page.txt", b" \n", "no report in it"),
        ("page.txt", b"x" * 2_000_001, "larger than 2 MB"),
        ("page.txt", b"It was so. " * 20_000, "longer than 200,000 letters"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_the_reason(as_, people, name, content, said):
    answer = as_("boris").post(reverse("incidents-add"), {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 422 and said in answer.text
    assert not Source.objects.exists()


def test_an_empty_report_is_refused(as_, people):
    assert as_("boris").post(reverse("incidents-add"), {"text": "  \n"}).status_code == 422
    assert not Source.objects.exists()


@pytest.mark.parametrize("name, status", [("chen", 404), ("dora", 200), ("amal", 200), ("boris", 200)])
def test_a_report_is_seen_by_its_team(as_, source, name, status):
    assert as_(name).get(reverse("incidents-detail", args=[source.code])).status_code == status


@pytest.mark.parametrize("name, seen", [("chen", False), ("dora", True), ("amal", True)])
def test_the_list_shows_the_reports_of_ones_own_team(as_, source, name, seen):
    assert (source.code in as_(name).get(reverse("incidents-list")).text) is seen


@pytest.mark.parametrize("name, status", [("intake", 403), ("dora", 302), ("chen", 302), ("amal", 302)])
def test_adding_is_for_those_who_document(as_, hired, text, name, status):
    hired("intake")
    assert as_(name).post(reverse("incidents-add"), {"text": text}).status_code == status
