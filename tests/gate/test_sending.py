import sqlite3
from datetime import UTC, datetime

import pytest

from tidings.errors import CannotOpen
from tidings.gate import actions, settings
from tidings.gate.models import Draft, Post
from tidings.sealing import boxes, receipts


def test_the_desk_reads_what_was_said(visitor, post_of):
    groups = visitor.answer().send()
    ((_, mailbox, locator, day, lane, kind, answers),) = post_of()
    assert (locator, lane, kind, len(mailbox)) == (groups[0], "ordinary", "appeal", 32)
    assert day == datetime.now(UTC).date()
    assert answers == {
        "version": 1,
        "lang": "ru",
        "fields": {
            "name": "Вигаданенко Ілля Петрович",
            "birth_date": "весна 2005",
            "relation": "mother",
            "place": "Суджа",
            "service": "conscript",
            "what_happened": "Сыну сказали:\nзавтра на границу.",
            "deadline": "завтра",
            "contacts": "+7 900 000-00-00",
            "safe_contact": "после 20:00",
        },
        "unknown": ["last_contact", "unit"],
        "text": (
            "Сыну сказали:\nзавтра на границу.\n\n"
            "Фамилия, имя, отчество: Вигаданенко Ілля Петрович\n"
            "Дата рождения или возраст: весна 2005\n"
            "Кто пишет: Мать\n"
            "Место: Суджа\n"
            "Служба: Срочная служба, по призыву\n"
            "Что-то должно случиться в определённый день? завтра\n"
            "Телефон, почта или мессенджер: +7 900 000-00-00\n"
            "Когда и как это безопасно? после 20:00"
        ),
        "files": [],
    }


def test_not_said_is_not_unknown(visitor, answers, post_of):
    answers = [
        *answers.all[:1],
        {"relation": "unsaid"},
        answers.all[2],
        {"service": "unknown"},
        *answers.all[4:],
    ]
    visitor.answer(answers).send()
    (waiting,) = post_of()
    assert "relation" not in waiting.answers["fields"] and "service" not in waiting.answers["fields"]
    assert waiting.answers["unknown"] == ["last_contact", "service"]


def test_words_beside_the_tick_count_more_than_the_tick(visitor, answers, post_of):
    both = {"last_contact": "в мае", "last_contact_unknown": "on"}
    visitor.answer([*answers.all[:2], both, *answers.all[3:]]).send()
    (waiting,) = post_of()
    assert waiting.answers["fields"]["last_contact"] == "в мае"
    assert "last_contact" not in waiting.answers["unknown"]


def test_the_gate_cannot_open_its_own_post(visitor):
    visitor.answer().send()
    sealed = bytes(Post.objects.get().sealed)
    with pytest.raises(CannotOpen):
        boxes.open_sealed(boxes.load_public(settings.OFFICE_KEY), sealed)


def test_the_code_is_whole_and_its_check_is_right(visitor):
    groups = visitor.answer().send()
    assert receipts.parse("".join(groups)).groups == tuple(groups)


def test_sent_twice_is_sent_once(visitor):
    code = visitor.answer().send()
    visitor.client.post("/ru/check/", {"token": visitor.look("code/").context["token"]})
    assert visitor.look("code/").context["receipt"].groups == tuple(code)
    assert Post.objects.count() == 1


def test_the_answers_are_gone_when_the_code_is_there(visitor):
    visitor.answer().send()
    for page in ["1/", "3/change/", "check/"]:
        assert visitor.look(page)["Location"] == "/ru/code/"


def test_the_last_group_is_typed_before_going_on(visitor):
    groups = visitor.answer().send()
    refused = visitor.press("code/", last="2222" if groups[-1] != "2222" else "3333")
    assert refused.status_code == 422 and groups[0] in refused.content.decode()
    cyrillic = groups[-1].translate(str.maketrans("ABEHKMPT", "авенкмрт"))
    done = visitor.press("code/", last=f" {cyrillic} ")
    assert done["Location"] == "/ru/end/"
    assert done.cookies["draft"].value == "" and done.cookies["draft"]["max-age"] == 0
    assert not Draft.objects.exists()
    assert visitor.look("code/").status_code == 410


def test_nothing_is_half_done_when_something_breaks(visitor, monkeypatch):
    visitor.answer()
    monkeypatch.setattr(actions.drafts, "write", lambda *_: 1 / 0)
    visitor.client.raise_request_exception = False
    assert visitor.press("check/").status_code == 500
    assert not Post.objects.exists()
    monkeypatch.undo()
    assert "завтра на границу" in visitor.look("check/").content.decode()


def test_the_commit_is_durable(visitor):
    from django.db import connection

    with connection.cursor() as cursor:
        for pragma, value in [("synchronous", 2), ("secure_delete", 1), ("journal_mode", "wal")]:
            assert cursor.execute(f"PRAGMA {pragma}").fetchone()[0] == value


def test_its_tables_are_those_that_the_post_office_knows(transactional_db, gate):
    """tidings.sealing.post works on the gate's file without the gate's code."""
    from django.db import connection

    with sqlite3.connect(gate) as known:
        tables = {
            name: [column[1] for column in known.execute(f"PRAGMA table_info({name})")]
            for (name,) in known.execute("SELECT name FROM sqlite_master WHERE name LIKE 'gate%'")
        }
    with connection.cursor() as cursor:
        for name, columns in tables.items():
            made = cursor.execute(f"PRAGMA table_info({name})").fetchall()
            assert [column[1] for column in made] == columns
