"""A caller's appeal is kept as one of the form is, and she gets a code that opens her mailbox."""

import re

import pytest
from django.urls import reverse

from tidings.sealing import boxes, mailboxes, post, receipts
from tidings.web.appeals import mailbox
from tidings.web.appeals.models import Appeal
from tidings.web.journal import journal

CALL = {
    "what_happened": "Сына увезли из части, телефон молчит.",
    "name": "Тихомиров Егор Павлович",
    "birth_date": "2005",
    "relation": "mother",
    "unit": "61057",
    "enquirer_name": "Лариса",
    "contacts": "+7 900 000-31-04",
    "safe_contact": "только после 20:00",
    "lang": "ru",
}


@pytest.fixture
def gate_secret(her_gate):
    (her_gate.database.parent / "secret").write_bytes(bytes(32))


@pytest.fixture
def url(gate_secret):
    return reverse("appeals-hotline")


def code_on(page: str) -> str:
    return re.search(r'name="code" value="(\w{20})"', page)[1]


def test_what_was_said_is_read_as_answers_of_the_form_are(as_, url, people):
    as_("boris").post(url, CALL)
    appeal = Appeal.objects.get()
    told = {(fact.about, fact.field): fact.value for fact in appeal.facts.all()}
    assert (appeal.channel, appeal.lang) == ("hotline", "ru")
    assert told["sought:0", "surname"] == "Тихомиров" and told["enquirer", "relation"] == "mother"
    assert told["enquirer", "phones"] == "+79000003104" and told["sought:0", "unit"] == "61057"
    assert journal.of(appeal).get(verb="received").by == people["boris"]


def test_the_code_opens_the_mailbox_of_the_appeal(as_, url, her_gate, people):
    receipt = receipts.parse(code_on(as_("boris").post(url, CALL).text))
    appeal = Appeal.objects.get()
    hers = mailboxes.derive(receipt, bytes(32))
    assert (appeal.mailbox, appeal.locator) == (hers.keys.public.hex(), receipt.locator)
    mailbox.reply(appeal, "Мы работаем.", by=people["boris"])
    her_gate.hers = boxes.KeyPair(hers.keys.public, hers.keys.private)
    assert her_gate.answers() == ["Мы работаем."]


def test_what_she_sends_with_the_code_joins_her_appeal(as_, url, her_gate, collect):
    receipt = receipts.parse(code_on(as_("boris").post(url, CALL).text))
    her_gate.send("message", "Он позвонил!", hers=mailboxes.derive(receipt, bytes(32)).keys)
    assert collect() == [Appeal.objects.get()]


def test_the_code_is_read_out_in_groups_and_kept_nowhere(as_, url):
    response = as_("boris").post(url, CALL)
    receipt = receipts.parse(code_on(response.text))
    assert all(f"<span>{group}</span>" in response.text for group in receipt.groups)
    assert response["Cache-Control"] == "no-store"
    assert receipt.secret not in str(Appeal.objects.values().get())


def test_the_caller_repeats_the_last_group(as_, url):
    browser = as_("boris")
    code = code_on(browser.post(url, CALL).text)
    repeat = reverse("appeals-receipt", args=[Appeal.objects.get().code])
    wrong = browser.post(repeat, {"code": code, "last": "2222"})
    assert wrong.status_code == 422 and code in wrong.text
    said = code[-4:].translate(str.maketrans("ABEHKMPT", "АВЕНКМРТ")).lower()  # on the other keyboard
    assert "The caller has the code." in browser.post(repeat, {"code": code, "last": said}, follow=True).text


def test_a_button_pressed_twice_makes_one_appeal(as_, url):
    browser = as_("boris")
    browser.post(url, CALL)
    assert "entered already" in browser.post(url, CALL, follow=True).text
    assert Appeal.objects.count() == 1


def test_what_has_happened_is_needed(as_, url):
    response = as_("boris").post(url, {**CALL, "what_happened": ""})
    assert response.status_code == 422 and not Appeal.objects.exists()
    assert "Тихомиров Егор Павлович" in response.text


def test_without_a_gate_nothing_is_kept(as_, her_gate):
    assert as_("boris").post(reverse("appeals-hotline"), CALL).status_code == 503
    assert not Appeal.objects.exists()
    assert list(post.waiting(her_gate.database, [her_gate.office.private])) == []


@pytest.mark.parametrize("name, status", [("amal", 200), ("boris", 200), ("chen", 200), ("dora", 403)])
def test_it_is_for_those_who_take_calls(as_, url, name, status):
    assert as_(name).get(url).status_code == status


def test_another_teams_call_is_not_there(as_, url):
    code = code_on(as_("boris").post(url, CALL).text)
    repeat = reverse("appeals-receipt", args=[Appeal.objects.get().code])
    assert as_("chen").post(repeat, {"code": code, "last": code[-4:]}).status_code == 404
