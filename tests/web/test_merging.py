"""No edit is lost: whoever is overtaken sees what it was, what stands now and what she wrote, and chooses."""

import importlib.util
import json
import os
import subprocess
import sys
from html import unescape
from pathlib import Path
from re import findall

import pytest
from django.http import QueryDict
from django.urls import reverse

from tidings.web import merging
from tidings.web.people.forms import IdentityForm
from tidings.web.people.models import Person

_found = importlib.util.spec_from_file_location("edits", Path(__file__).with_name("edits.py"))
edits = importlib.util.module_from_spec(_found)
_found.loader.exec_module(edits)
EDITS = int(os.environ.get("TIDINGS_EDITS", "100"))
FIELDS = ("surname", "given", "patronymic", "birth_date", "service", "unit", "place")


def shown(person):
    """What the form of this person sends when nothing is changed."""
    now = {name: getattr(person, name) for name in FIELDS}
    return {
        **now,
        **{f"was-{name}": value for name, value in now.items()},
        "seen": person.changed_at.isoformat(),
    }


def form_of(page):
    """What a page's form sends as it stands: hidden fields and what is ticked."""
    inputs = findall(r"<input ([^>]*)>", page[page.index('<form method="post" class="stack"') :])
    told = {}
    for one in inputs:
        words = dict(findall(r'(\w[\w-]*)="([^"]*)"', one))
        if words.get("type") == "hidden" or (
            words.get("type") == "radio" and one.rstrip().endswith("checked")
        ):
            told[words["name"]] = unescape(words.get("value", ""))
    return told


@pytest.fixture
def address(case):
    return reverse("cases-identity", args=[case.code])


def test_whoever_is_overtaken_sees_three_values_and_chooses(as_, case, address):
    seen = shown(case.person)
    as_("amal").post(address, {**seen, "unit": "83916"})
    answer = as_("boris").post(address, {**seen, "unit": "30482"})
    assert answer.status_code == 409
    assert all(value in answer.text for value in ("61057", "83916", "30482"))
    chosen = form_of(answer.text)
    assert "unit" not in chosen  # both changed it: a person chooses
    assert as_("boris").post(address, {**chosen, "unit": "30482"}).status_code == 302
    assert Person.objects.get(pk=case.person_id).unit == "30482"


def test_changes_of_different_fields_are_both_kept_by_saving_what_is_proposed(as_, case, address):
    seen = shown(case.person)
    as_("amal").post(address, {**seen, "unit": "83916"})
    answer = as_("boris").post(address, {**seen, "patronymic": "Петрович"})
    assert as_("boris").post(address, form_of(answer.text)).status_code == 302
    kept = Person.objects.get(pk=case.person_id)
    assert (kept.unit, kept.patronymic, kept.surname) == ("83916", "Петрович", "Тихомиров")


def test_nothing_is_kept_while_nothing_is_chosen(as_, case, address):
    seen = shown(case.person)
    as_("amal").post(address, {**seen, "unit": "83916"})
    page = as_("boris").post(address, {**seen, "unit": "30482"}).text
    again = as_("boris").post(address, form_of(page))
    assert again.status_code == 409 and "Choose one of the two." in again.text
    assert "30482" in again.text and "unit" not in form_of(again.text)
    assert Person.objects.get(pk=case.person_id).unit == "83916"


def test_whoever_is_overtaken_again_while_choosing_chooses_again(as_, case, address):
    seen = shown(case.person)
    as_("amal").post(address, {**seen, "unit": "83916"})
    page = as_("boris").post(address, {**seen, "unit": "30482"}).text
    case.person.refresh_from_db()
    as_("amal").post(address, {**shown(case.person), "unit": "11111"})
    again = as_("boris").post(address, {**form_of(page), "unit": "30482"})
    assert again.status_code == 409 and "11111" in again.text
    assert Person.objects.get(pk=case.person_id).unit == "11111"


def test_a_page_that_did_not_say_what_it_was_leaves_the_choice_open(as_, case):
    form = IdentityForm({"seen": case.person.changed_at.isoformat(), "unit": "2"})
    assert form.is_valid()
    (one,) = merging.differences(form, {"unit": "1"}, merging.was(QueryDict("unit=2")))
    assert (one.was, one.chosen) == (None, "")


def test_a_fact_that_somebody_told_meanwhile_is_not_told_over(as_, case):
    address = reverse("cases-tell", args=[case.code, "last_contact_on"])
    page = as_("boris").get(address).text
    seen = findall(r'name="seen" value="(\d*)"', page)[0]
    assert as_("amal").post(address, {"value": "2026-11-04", "seen": seen}).status_code == 302
    answer = as_("boris").post(address, {"value": "2026-11-05", "seen": seen})
    assert answer.status_code == 409 and "Amal wrote down meanwhile" in answer.text
    assert case.facts()["last_contact_on"] == "2026-11-04"
    seen = findall(r'name="seen" value="(\d*)"', answer.text)[0]
    assert as_("boris").post(address, {"value": "2026-11-05", "seen": seen}).status_code == 302
    assert case.facts()["last_contact_on"] == "2026-11-05"


@pytest.fixture
def unit(appeal):
    """The address at which the unit of an appeal is corrected, and the fact."""
    fact = appeal.facts.get(field="unit")
    return reverse("appeals-fact-correct", args=[appeal.code, fact.pk]), fact


def test_a_fact_of_an_appeal_that_was_corrected_meanwhile_is_chosen(as_, unit):
    address, fact = unit
    page = as_("boris").get(reverse("appeals-detail", args=[fact.appeal.code])).text
    assert '<input type="hidden" name="was-value" value="61057">' in page
    assert as_("amal").post(address, {"value": "83916", "was-value": "61057"}).status_code == 302
    answer = as_("boris").post(address, {"value": "30482", "was-value": "61057"})
    assert answer.status_code == 409
    assert all(value in answer.text for value in ("61057", "83916", "30482", f'action="{address}"'))
    fact.refresh_from_db()
    assert fact.value == "83916"
    nothing = as_("boris").post(address, form_of(answer.text))
    assert nothing.status_code == 409 and "Choose one of the two." in nothing.text
    assert as_("boris").post(address, {**form_of(answer.text), "value": "30482"}).status_code == 302
    fact.refresh_from_db()
    assert (fact.value, fact.by.username) == ("30482", "boris")


def test_whoever_wrote_the_same_meanwhile_overtook_nobody(as_, unit):
    address, _fact = unit
    for who in ("amal", "boris"):
        assert as_(who).post(address, {"value": "83916", "was-value": "61057"}).status_code == 302


def test_of_an_appeal_the_values_of_a_list_are_said_in_words(as_, appeal):
    fact = appeal.facts.get(field="status")
    address = reverse("appeals-fact-correct", args=[appeal.code, fact.pk])
    as_("amal").post(address, {"value": "contract", "was-value": "conscript"})
    answer = as_("boris").post(address, {"value": "mobilised", "was-value": "conscript"}).text
    assert all(said in answer for said in ("Service", "conscript", "contract soldier", "mobilised"))


def test_where_htmx_asked_for_the_facts_the_merge_page_takes_the_whole_window(as_, unit):
    address, _fact = unit
    as_("amal").post(address, {"value": "83916", "was-value": "61057"})
    part = {"hx-request": "true"}
    answer = as_("boris").post(address, {"value": "30482", "was-value": "61057"}, headers=part)
    assert (answer.status_code, answer["HX-Retarget"]) == (409, "body")
    assert "<html" in answer.text


def test_when_it_is_safe_is_not_written_over(as_, case):
    contact = case.enquiries.get().enquirer.contacts.first()
    address = reverse("cases-safe", args=[case.code, contact.pk])
    was = {"was-safe_when": contact.safe_when}
    assert as_("amal").post(address, {"safe_when": "никогда", **was}).status_code == 302
    answer = as_("boris").post(address, {"safe_when": "вечером", **was})
    assert answer.status_code == 409 and "никогда" in answer.text and "вечером" in answer.text
    contact.refresh_from_db()
    assert contact.safe_when == "никогда"


def test_of_a_letter_it_is_shown_what_was_changed_meanwhile(as_, case, people):
    from tidings.web.letters import actions as letters

    letter = letters.draft(case, "whereabouts", recipient="commander", by=people["amal"], on=case.opened_on)
    address = reverse("letters-detail", args=[letter.code])
    was = {"version": letter.version, "was-text": letter.text}
    as_("amal").post(address, {"text": letter.text + "\nПросим ответить на русском.", **was})
    answer = as_("boris").post(address, {"text": "Мой текст.", **was})
    assert answer.status_code == 409
    assert "<ins>Просим ответить на русском.</ins>" in answer.text and "Мой текст." in answer.text


def test_what_was_written_for_gaps_is_shown_again(as_, case, people):
    from tidings.web.letters import actions as letters

    letter = letters.draft(case, "whereabouts", recipient="commander", by=people["amal"], on=case.opened_on)
    letters.edit(letter, letter.text + "\nЕщё строка.\n", version=1, by=people["amal"])
    answer = as_("boris").post(
        reverse("letters-gaps", args=[letter.code]), {"version": 1, "gap0": "ул. Садовая, 5"}
    )
    assert answer.status_code == 409 and "ул. Садовая, 5" in answer.text


@pytest.mark.skipif(bool(os.environ.get("TIDINGS_DATABASE")), reason="of SQLite, in a file of its own")
def test_of_many_edits_at_once_none_is_lost(tmp_path):
    """Each edit that was kept was made on the one before it: they are one chain, from the first value to the last."""
    here = Path(__file__)
    known = {name: value for name, value in os.environ.items() if not name.startswith(("TIDINGS", "DJANGO"))}
    known |= {"TIDINGS_DATA": str(tmp_path), "PYTHONPATH": str(here.parents[2])}
    done = subprocess.run(
        [sys.executable, here.with_name("edits.py"), str(EDITS)], env=known, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["kept"] == found["in_the_chain"] == found["in_the_journal"] > 0
    assert found["last_is_kept"] and found["kept"] + found["refused"] == EDITS


@pytest.mark.skipif(not os.environ.get("TIDINGS_DATABASE"), reason="of PostgreSQL")
@pytest.mark.django_db(transaction=True)
def test_of_many_edits_at_once_none_is_lost_on_postgresql(people):
    found = edits.at_once(EDITS, people["amal"])
    assert found["kept"] == found["in_the_chain"] == found["in_the_journal"] > 0
    assert found["last_is_kept"] and found["kept"] + found["refused"] == EDITS
