"""What waits at the gate is kept here and deleted there, once."""

import sqlite3
from datetime import date

import pytest

from tidings.sealing import boxes, post
from tidings.web.appeals import mailbox
from tidings.web.appeals.models import Appeal


@pytest.fixture
def keys():
    return boxes.new_keypair()


MAILBOX = bytes(range(32))
FORM = {
    "version": 1,
    "lang": "ru",
    "fields": {
        "name": "Лесняк Артемий Викторович",
        "relation": "mother",
        "service": "conscript",
        "what_happened": "Заставили подписать контракт, угрожали, забрали паспорт.",
        "deadline": "увозят завтра",
        "enquirer_name": "Марина",
        "contacts": "+7 900 000-11-22",
    },
    "unknown": ["unit"],
    "text": """Заставили подписать контракт, угрожали, забрали паспорт.

Фамилия, имя, отчество: Лесняк Артемий Викторович
Кто пишет: Мать
Служба: Срочная служба, по призыву
Что-то должно случиться в определённый день? увозят завтра
Как к вам обращаться: Марина
Телефон, почта или мессенджер: +7 900 000-11-22""",
}


def put(path, keys, locator, answers, day="2024-08-09", kind="appeal"):
    sealed = post.sealed(keys.public, MAILBOX, locator, kind, answers)
    with sqlite3.connect(path) as database:
        database.execute("INSERT INTO gate_post (sealed, day, lane) VALUES (?, ?, 'ordinary')", [sealed, day])
    database.close()


def emptied(path):
    with sqlite3.connect(path) as database:
        database.execute("DELETE FROM gate_post")
    database.close()


@pytest.fixture
def gate(gate, keys):
    answers = {
        "version": 1,
        "lang": "ru",
        "text": "Ищу сына, Ярцева Глеба, в/ч 12345",
        "fields": {},
        "unknown": [],
    }
    for locator in ("AAAA", "BBBB"):
        put(gate, keys, locator, answers | {"text": answers["text"] + locator})
    return gate


def test_every_post_is_kept_and_leaves_the_gate(people, gate, keys):
    kept = mailbox.collect(gate, [keys.private], people["amal"].team)
    assert {appeal.locator for appeal in kept} == {"AAAA", "BBBB"}
    assert {(appeal.channel, appeal.lang, appeal.received_on) for appeal in kept} == {
        ("form", "ru", date(2024, 8, 9))
    }
    assert list(post.waiting(gate, [keys.private])) == []


def test_a_post_that_could_not_be_deleted_at_the_gate_is_not_kept_twice(people, gate, keys, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(post, "taken", lambda *_: None)
        mailbox.collect(gate, [keys.private], people["amal"].team)
    mailbox.collect(gate, [keys.private], people["amal"].team)
    assert Appeal.objects.count() == 2
    assert list(post.waiting(gate, [keys.private])) == []


@pytest.fixture
def filled(gate, keys, people):
    """The appeal that the form made, taken from the gate."""
    emptied(gate)
    put(gate, keys, "CCCC", FORM)
    (appeal,) = mailbox.collect(gate, [keys.private], people["amal"].team)
    return appeal


def test_the_answers_of_the_form_are_facts(filled):
    told = {(fact.about, fact.field): fact.value for fact in filled.facts.exclude(field="flag")}
    assert told == {
        ("sought:0", "surname"): "Лесняк",
        ("sought:0", "given"): "Артемий",
        ("sought:0", "patronymic"): "Викторович",
        ("sought:0", "status"): "conscript",
        ("enquirer", "given"): "Марина",
        ("enquirer", "relation"): "mother",
        ("enquirer", "phones"): "+79000001122",
        ("message", "deadline"): "2024-08-10",
    }


def test_each_answer_is_marked_in_its_line(filled):
    words = {
        fact.field: [mention.words for mention in fact.mentions.all()]
        for fact in filled.facts.exclude(about="message")
    }
    assert words["surname"] == ["Лесняк Артемий Викторович"]
    assert words["relation"] == ["Мать"]
    assert words["status"] == ["Срочная служба, по призыву"]


def test_the_answers_are_sorted_with_the_words(filled):
    assert filled.category == "coerced_contract"
    assert filled.deadline == date(2024, 8, 10)
    assert "imminent" in filled.flags
    assert filled.deciding == FORM["fields"]["what_happened"]


def test_a_receipt_number_that_is_given_out_again_hides_no_appeal(people, gate, keys):
    mailbox.collect(gate, [keys.private], people["amal"].team)
    other = {"version": 1, "lang": "ru", "text": "Ищу мужа, Озерова Петра", "fields": {}, "unknown": []}
    put(gate, keys, "AAAA", other, day="2024-08-30")
    kept = mailbox.collect(gate, [keys.private], people["amal"].team)
    assert [appeal.text for appeal in kept] == ["Ищу мужа, Озерова Петра"]
    assert Appeal.objects.filter(locator="AAAA").count() == 2


def test_two_who_send_the_same_words_are_two_appeals(people, gate, keys):
    emptied(gate)
    same = {"version": 1, "lang": "ru", "text": "Где мой сын?", "fields": {}, "unknown": []}
    for locator in ("CCCC", "DDDD"):
        put(gate, keys, locator, same)
    assert len({appeal.pk for appeal in mailbox.collect(gate, [keys.private], people["amal"].team)}) == 2
