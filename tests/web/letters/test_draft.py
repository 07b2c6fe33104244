"""From a case to a letter that can be downloaded."""

import io

import docx
import pypdf
import pytest
from django.urls import reverse

from tidings.web.journal import journal
from tidings.web.letters.models import Letter


def test_a_letter_says_what_the_case_knows(letter):
    assert "Тихомиров Егор Павлович, дата рождения: 2005 год" in letter.text
    assert "Командиру войсковой части 61057" in letter.text
    assert "3 ноября 2026 года" in letter.text


def test_what_the_case_does_not_know_is_a_gap_with_its_question(as_, letter):
    page = as_("amal").get(reverse("letters-detail", args=[letter.code]))
    assert "[ваш почтовый адрес]" in letter.text
    assert "To which postal address should the answer go?" in page.text


def test_neither_telephone_nor_address_of_a_family_goes_into_a_letter_by_itself(letter):
    assert "3104" not in letter.text


def test_a_name_that_a_machine_declined_is_shown_for_checking(as_, letter):
    assert [one["case"] for one in letter.declined] == ["genitive"]
    page = as_("amal").get(reverse("letters-detail", args=[letter.code]))
    assert letter.declined[0]["written"] in page.text


def test_choosing_a_template_drafts_a_letter(as_, case):
    answer = as_("boris").post(
        reverse("letters-case", args=[case.code]), {"template": "military_prosecutor", "recipient": ""}
    )
    letter = Letter.objects.get()
    assert answer.url == reverse("letters-detail", args=[letter.code])
    assert "Военному прокурору" in letter.text
    assert "drafted" in [entry.verb for entry in journal.of(letter)]


def test_there_is_no_letter_of_an_unknown_kind(as_, case):
    answer = as_("boris").post(reverse("letters-case", args=[case.code]), {"template": "ransom"})
    assert answer.status_code == 422
    assert Letter.objects.count() == 0


def test_a_downloaded_document_holds_the_text_as_it_was_saved(as_, letter):
    answer = as_("amal").get(reverse("letters-docx", args=[letter.code]))
    words = "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(answer.content)).paragraphs)
    assert "Тихомиров Егор Павлович" in words
    assert answer["Content-Disposition"] == f'attachment; filename="letter-{letter.code}.docx"'


def test_a_downloaded_pdf_holds_it_too(as_, letter):
    answer = as_("amal").get(reverse("letters-pdf", args=[letter.code]))
    pages = pypdf.PdfReader(io.BytesIO(answer.content)).pages
    assert "Тихомиров" in "".join(page.extract_text() for page in pages)
    assert [entry.verb for entry in journal.of(letter)][0] == "downloaded"


@pytest.mark.parametrize("name, status", [("chen", 404), ("dora", 403), ("amal", 302), ("boris", 302)])
def test_drafting_is_for_those_of_the_team_who_may_write(as_, case, name, status):
    answer = as_(name).post(reverse("letters-case", args=[case.code]), {"template": "whereabouts"})
    assert answer.status_code == status


@pytest.mark.parametrize("name, status", [("chen", 404), ("dora", 200), ("amal", 200), ("boris", 200)])
@pytest.mark.parametrize("page", ["letters-detail", "letters-docx", "letters-pdf"])
def test_a_letter_is_seen_by_the_team(as_, letter, page, name, status):
    assert as_(name).get(reverse(page, args=[letter.code])).status_code == status


@pytest.mark.parametrize("name, status", [("chen", 404), ("dora", 200), ("amal", 200)])
def test_the_letters_of_a_case_are_seen_by_the_team(as_, letter, name, status):
    assert as_(name).get(reverse("letters-case", args=[letter.case.code])).status_code == status


def test_the_commander_is_offered_last_and_with_a_warning(as_, case):
    page = as_("amal").get(reverse("letters-case", args=[case.code])).text
    offered = [page.index(f'value="{to}"') for to in ("ministry", "commissariat", "commander")]
    assert offered == sorted(offered)
    assert "he will learn who asks" in page
