"""What comes through a mailbox goes to its appeal; what we answer lies in it, and names nobody before somebody checked."""

import pytest
from django.urls import reverse

from tidings.errors import Unreachable
from tidings.sealing import boxes, post
from tidings.web.appeals import mailbox
from tidings.web.appeals.models import Appeal, Message, Trust
from tidings.web.journal import journal


def test_what_is_sent_later_joins_its_appeal(her_gate, hers, collect):
    her_gate.send("message", "Он звонил вчера.")
    assert collect() == [hers]
    (message,) = hers.messages.all()
    assert (message.text, message.kind, message.is_new) == ("Он звонил вчера.", "message", True)
    assert list(post.waiting(her_gate.database, [her_gate.office.private])) == []


def test_a_message_that_comes_before_its_appeal_waits_for_it(her_gate, collect):
    her_gate.send("message", "И вот ещё что.")
    her_gate.send(lane="quarantine")
    collect()
    appeal = Appeal.objects.get()
    assert (appeal.lane, [one.text for one in appeal.messages.all()]) == ("quarantine", ["И вот ещё что."])


def test_a_message_that_could_not_be_deleted_at_the_gate_is_not_kept_twice(
    her_gate, hers, collect, monkeypatch
):
    her_gate.send("message", "Он звонил вчера.")
    with monkeypatch.context() as broken:
        broken.setattr(post, "taken", lambda *_: None)
        collect()
    collect()
    assert hers.messages.count() == 1


def test_words_of_a_mailbox_that_we_do_not_know_become_an_appeal(her_gate, hers, collect):
    stranger = boxes.new_keypair()
    her_gate.send("message", "Это снова я.", hers=stranger)
    her_gate.send("withdraw", "", hers=stranger)
    collect()
    new = Appeal.objects.exclude(pk=hers.pk).get()
    assert (new.text, new.mailbox) == ("Это снова я.", stranger.public.hex())


def test_what_was_erased_takes_nothing_any_more(her_gate, hers, collect):
    from tidings.web.vault import opened

    opened.keyring().erase([hers.key])
    her_gate.send("delete", "")
    assert collect() == []
    assert not Message.objects.exists()
    assert list(post.waiting(her_gate.database, [her_gate.office.private])) == []


def test_safe_words_stand_in_place_of_the_old_ones(her_gate, collect):
    her_gate.send(fields={"safe_contact": "только вечером"})
    (appeal,) = collect()
    her_gate.send("safe", "Не звоните больше.", fields={"safe_contact": "не звоните, только сюда"})
    collect()
    standing = appeal.facts.filter(field="safe_contact").exclude(state="rejected")
    assert [fact.value for fact in standing] == ["не звоните, только сюда"]


def test_safe_words_stand_beside_every_way_to_reach_her(her_gate, hers, collect, people):
    from datetime import date

    from tidings.web.cases import actions as cases
    from tidings.web.people import actions as known

    case = cases.open_case(hers, confirm=[], by=people["amal"], on=date(2024, 8, 10))
    enquirer = case.enquiries.get().enquirer
    known.add_contact(enquirer, "phone", "+79000000001", by=people["amal"])
    her_gate.send("safe", "Не звоните.", fields={"safe_contact": "не звоните"})
    collect()
    assert enquirer.contacts.get().safe_when == "не звоните"


def test_consent_taken_back_is_kept_with_its_day(her_gate, hers, collect):
    her_gate.send("withdraw", "Я боюсь.")
    collect()
    hers.refresh_from_db()
    assert str(hers.withdrawn_on) == "2024-08-09"
    assert hers.messages.get().is_to_do


def test_an_answer_is_sealed_to_her_mailbox(her_gate, hers, people):
    message = mailbox.reply(hers, "Мы работаем. Напишите, когда вам писать.", by=people["boris"])
    assert her_gate.answers() == ["Мы работаем. Напишите, когда вам писать."]
    assert (message.by, message.is_new) == (people["boris"], False)
    assert journal.of(hers).first().verb == "replied"


@pytest.mark.parametrize(
    "text", ["Ярцев нашёлся", "Мы ищем вашего сына Ярцева Глеба", "Звоните +7 900 000-00-01"]
)
def test_an_answer_that_names_somebody_does_not_go_before_somebody_checked(her_gate, hers, people, text):
    with pytest.raises(mailbox.GivesAway) as refused:
        mailbox.reply(hers, text, by=people["boris"])
    assert refused.value.words
    assert her_gate.answers() == [] and not hers.messages.exists()
    mailbox.trust(hers, "called", by=people["boris"])
    mailbox.reply(hers, text, by=people["boris"])
    assert her_gate.answers() == [text]


def test_trust_is_taken_back(hers, people):
    mailbox.trust(hers, "papers", by=people["boris"])
    mailbox.distrust(hers, by=people["boris"])
    hers.refresh_from_db()
    assert (hers.trust, hers.trusted_because) == (Trust.NONE, "")


def test_what_a_case_knows_of_who_is_sought_does_not_go_either(hers, people):
    from datetime import date

    from tidings.web.cases import actions as cases

    case = cases.open_case(hers, confirm=[], by=people["amal"], on=date(2024, 8, 10))
    case.person.unit = "61057"
    case.person.save()
    with pytest.raises(mailbox.GivesAway):
        mailbox.reply(hers, "часть 61057 ответила", by=people["boris"])


def test_an_answer_to_a_mailbox_that_is_gone_is_not_kept_as_sent(her_gate, hers, people):
    post.forget(her_gate.database, her_gate.hers.public)
    with pytest.raises(mailbox.NoMailbox):
        mailbox.reply(hers, "Мы работаем.", by=people["boris"])
    assert not hers.messages.exists()
    assert [entry.verb for entry in journal.of(hers)][:2] == ["not_replied", "replied"]


def test_an_answer_that_did_not_reach_the_gate_is_not_kept_as_sent(her_gate, hers, people, as_, monkeypatch):
    def nobody_there(*_):
        raise Unreachable("no gate")

    monkeypatch.setattr(post, "reply", nobody_there)
    url, told = reverse("appeals-reply", args=[hers.code]), {"text": "Мы работаем.", "names_nobody": "on"}
    response = as_("boris").post(url, told)
    assert response.status_code == 503 and "Nothing was sent" in response.text
    assert "Мы работаем." in response.text and not hers.messages.exists()


def test_what_is_read_in_later_words_is_proposed(her_gate, hers, collect):
    her_gate.send("message", "Мой сын в части 61057. Он 14.03.2005 г.р. Завтра их отправляют на границу.")
    collect()
    read = {(fact.field, fact.value): fact for fact in hers.facts.all()}
    assert read["unit", "61057"].is_proposed and read["birth_date", "2005-03-14"].is_proposed
    hers.refresh_from_db()
    assert (str(hers.deadline), hers.urgency) == ("2024-08-10", 3)


def test_what_is_said_again_is_no_new_fact(her_gate, hers, collect):
    before = hers.facts.count()
    her_gate.send("message", "Ищу сына, Ярцева Глеба")
    collect()
    assert hers.facts.count() == before


def test_what_a_person_has_sorted_stays_sorted(her_gate, hers, collect, people):
    from tidings.web.appeals import actions

    actions.sort(hers, "lost_contact", 1, by=people["boris"])
    her_gate.send("message", "Завтра их отправляют на границу.")
    collect()
    hers.refresh_from_db()
    assert hers.urgency == 1
