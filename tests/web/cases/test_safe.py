"""When and how it is safe to answer: nothing of it may be lost on the way to whoever dials."""

from datetime import date

import pytest
from django.urls import reverse

from tidings.extraction import Message
from tidings.web.appeals import actions as appeals
from tidings.web.appeals.models import Appeal
from tidings.web.cases import actions

DAY = date(2026, 11, 20)
SAFE = (
    "Только сообщения, после 20:00.\nНе звонить домой: муж не должен узнать. " + "Пишите как подруга. " * 30
)
SAFE = SAFE.strip()


@pytest.fixture
def warned(appeal):
    appeal.facts.create(about="enquirer", field="safe_contact", value=SAFE, proposed=SAFE)
    return appeal


@pytest.fixture
def opened(warned, people):
    facts = [fact.pk for fact in warned.facts.all()]
    return actions.open_case(warned, confirm=facts, by=people["amal"], on=DAY)


def contacts(case):
    return list(case.enquiries.get().enquirer.contacts.all())


def page(browser, case, name="cases-detail"):
    return browser.get(reverse(name, args=[case.code])).text


def test_the_answer_of_the_form_is_a_fact_of_who_asks_and_none_of_it_is_cut(people):
    fields = {"what_happened": "Пропал сын.", "contacts": "+7 900 000-31-04", "safe_contact": SAFE}
    text = f"Пропал сын.\n\nТелефон: +7 900 000-31-04\nКогда и как это безопасно? {SAFE}"
    asked = appeals.receive(Message("1", "form", DAY, text, "ru"), people["amal"].team, fields=fields)
    fact = asked.facts.get(field="safe_contact")
    assert (fact.about, fact.value) == ("enquirer", SAFE)
    assert fact.mentions.get().words == SAFE


def test_it_stands_beside_every_way_to_reach_them_when_the_case_is_opened(opened):
    assert [contact.safe_when for contact in contacts(opened)] == [SAFE]


@pytest.mark.parametrize("name, page_name", [("dora", "cases-detail"), ("boris", "letters-case")])
def test_it_is_shown_whole_where_someone_may_dial_or_write(as_, opened, name, page_name):
    shown = page(as_(name), opened, page_name)
    assert SAFE in shown
    assert "safe warning" in shown


def test_where_nothing_was_said_it_says_so(as_, case):
    assert "not told when it is safe" in page(as_("amal"), case)
    assert "not told when it is safe" in page(as_("amal"), case, "letters-case")


def test_a_later_appeal_adds_its_warning_and_the_earlier_one_stays(opened, people):
    again = Appeal.objects.create(
        team=opened.team, channel="form", received_on=DAY, text="Есть вести?", digest="1" * 64
    )
    for field, value in [("phones", "+79000003104"), ("safe_contact", "Теперь вообще не писать")]:
        again.facts.create(about="enquirer", field=field, value=value, state="confirmed")
    actions.join(again, opened, by=people["amal"], on=DAY)
    contact = opened.enquiries.first().enquirer.contacts.get()
    assert contact.safe_when == f"Теперь вообще не писать\n{SAFE}"


def test_what_was_rejected_is_not_carried_over(warned, people):
    warned.facts.filter(field="safe_contact").update(state="rejected")
    facts = [fact.pk for fact in warned.facts.all()]
    case = actions.open_case(warned, confirm=facts, by=people["amal"], on=DAY)
    assert [contact.safe_when for contact in contacts(case)] == [""]


@pytest.mark.parametrize("name, status", [("chen", 404), ("dora", 403), ("amal", 302), ("boris", 302)])
def test_it_is_changed_by_those_of_the_team_who_may_write(as_, opened, name, status):
    (contact,) = contacts(opened)
    address = reverse("cases-safe", args=[opened.code, contact.pk])
    assert as_(name).post(address, {"safe_when": "только по средам"}).status_code == status
    contact.refresh_from_db()
    assert contact.safe_when == ("только по средам" if status == 302 else SAFE)


def test_a_contact_of_another_case_is_not_changed_through_this_one(as_, opened, people):
    from tidings.web.people.models import Contact, Person

    other = Person.objects.create(team=opened.team, surname="Носов")
    contact = Contact.objects.create(person=other, kind="phone", value="+79000000009", safe_when="нельзя")
    address = reverse("cases-safe", args=[opened.code, contact.pk])
    assert as_("amal").post(address, {"safe_when": ""}).status_code == 404


def test_a_long_message_is_on_the_case_page_to_its_last_word(as_, case, appeal):
    appeal.text = "Пропал сын. " * 200 + "Когда и как это безопасно? Никогда."
    appeal.save()
    assert appeal.text in page(as_("amal"), case)


def test_contact_is_done_only_when_someone_can_be_reached(as_, case):
    def contact():
        tasks = as_("amal").get(reverse("cases-detail", args=[case.code])).context["tasks"]
        return next((task.state, task.note) for task in tasks if task.name == "Contact")

    assert contact() == ("done", "not told when it is safe")
    contacts(case)[0].delete()
    assert contact() == ("todo", "no way to answer is known")


def test_who_left_no_way_to_be_reached_is_not_dialled_unwarned_later(as_, warned, people):
    warned.facts.filter(field="phones").delete()
    case = actions.open_case(warned, by=people["amal"], on=DAY)
    assert contacts(case) == []
    assert f"safe: {SAFE}" in page(as_("boris"), case)
