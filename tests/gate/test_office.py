"""A desk on another machine asks the gate; nobody else is heard, and nothing twice."""

import io
import os
import threading
from datetime import UTC, date, datetime, timedelta
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.core.handlers.wsgi import WSGIHandler

from tidings.errors import Unreachable
from tidings.gate import settings
from tidings.sealing import boxes, post, receipts, there

SEED, STRANGER = os.urandom(32), os.urandom(32)
NOW = datetime.now(UTC)


class Quiet(WSGIRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture
def knows_office(office, tmp_path, monkeypatch):
    boxes.save_public(tmp_path / "office.sign.pub", there.public_half(SEED))
    monkeypatch.setattr(settings, "OFFICE_SIGNS", tmp_path / "office.sign.pub")


@pytest.fixture
def address(transactional_db, knows_office):
    """The gate, answering at an address."""
    with make_server("127.0.0.1", 0, WSGIHandler(), handler_class=Quiet) as server:
        answering = threading.Thread(target=server.serve_forever)
        answering.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        answering.join()


@pytest.fixture
def remote(address):
    return post.Remote(address, SEED)


def ask(visitor, body=b'{"verb": "salt", "locator": "2346"}', seed=SEED, now=NOW, **headers):
    given = there.signed(seed, body, now) | headers
    return visitor.client.post("/office/", body, content_type="application/octet-stream", headers=given)


def test_the_desk_does_not_care_where_the_gate_is(visitor, another, remote, office, gate_file):
    visitor.answer().press("files/", file=_file())
    code = "".join(visitor.send())
    (arrived,) = post.waiting(remote, [office.private])
    assert (arrived,) == tuple(post.waiting(gate_file, [office.private]))
    (told,) = arrived.answers["files"]
    assert b"".join(post.file(remote, told["file"])) == b"".join(post.file(gate_file, told["file"]))
    assert post.reply(remote, arrived.mailbox, "Мы пишем прокурору.", date(2026, 11, 23))
    assert "Мы пишем прокурору." in another().enter(code).words("inside/")
    post.taken(remote, arrived.number)
    assert list(post.waiting(remote, [office.private])) == []
    with pytest.raises(FileNotFoundError):
        next(post.file(remote, told["file"]))
    post.forget(remote, arrived.mailbox)
    assert not post.reply(remote, arrived.mailbox, "ещё", date(2026, 11, 23))
    assert another().enter(code).opened.status_code == 422


def test_more_than_one_answer_can_hold_all_come(visitor, remote, office, monkeypatch):
    for number in range(7):
        visitor.press("1/", name=f"Иванов {number}")
        visitor.press("3/", last_contact="в мае")
        visitor.press("5/", what_happened="слова")
        visitor.press("check/")
        visitor.client.cookies.clear()
    monkeypatch.setattr(post.Remote.waiting, "__defaults__", (post.START, 3))
    numbers = [arrived.number for arrived in post.waiting(remote, [office.private])]
    assert len(numbers) == 7 and numbers == list(range(numbers[0], numbers[0] + 7))


@pytest.mark.parametrize("there_too", [True, False])
def test_a_receipt_made_by_the_office_opens_its_mailbox(another, remote, gate_file, there_too):
    receipt = receipts.make()
    mailbox = post.open_mailbox(remote if there_too else gate_file, receipt, NOW.date())
    post.reply(gate_file, mailbox, "Вы нам звонили.", NOW.date())
    assert "Вы нам звонили." in another().enter(receipt.code).words("inside/")


def test_a_new_key_of_the_office_is_the_one_that_is_sealed_to(visitor, remote, monkeypatch):
    new = boxes.new_keypair()
    post.publish(remote, new.public)
    monkeypatch.setattr(settings, "OFFICE_KEY", settings.DATA / "office.pub")
    visitor.answer().send()
    assert len(list(post.waiting(remote, [new.private]))) == 1


def test_whoever_else_knocks_finds_the_page_that_every_wrong_address_finds(visitor, knows_office):
    nowhere = visitor.client.post("/nowhere/")
    assert nowhere.status_code == 404 and ask(visitor).status_code == 200
    for refused in [
        visitor.client.get("/office/"),
        visitor.client.post("/office/"),
        visitor.client.post("/office/", b"x" * 600_000, content_type="application/octet-stream"),
        ask(visitor, seed=STRANGER),
        ask(visitor, **{there.SIGNATURE: "zz"}),
        ask(visitor, **{there.ONCE: "other"}),
        ask(visitor, **{there.HOUR: "2026"}),
        ask(visitor, now=NOW - timedelta(hours=2, minutes=1)),
        ask(visitor, now=NOW + timedelta(hours=3)),
    ]:
        assert refused.status_code == 404
        assert refused.content.replace(b"/office/", b"/nowhere/") == nowhere.content


def test_what_was_heard_once_is_not_heard_again(visitor, knows_office):
    body = b'{"verb": "salt", "locator": "2346"}'
    headers = there.signed(SEED, body, NOW)
    answers = [
        visitor.client.post("/office/", body, content_type="application/octet-stream", headers=headers)
        for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [200, 404]


def test_other_words_under_a_signature_are_not_heard(visitor, knows_office):
    headers = there.signed(SEED, b'{"verb": "salt", "locator": "2346"}', NOW)
    body = b'{"verb": "forget", "mailbox": "AAAA"}'
    answer = visitor.client.post("/office/", body, content_type="application/octet-stream", headers=headers)
    assert answer.status_code == 404


def test_a_gate_that_knows_no_office_hears_nobody(visitor, monkeypatch, tmp_path):
    monkeypatch.setattr(settings, "OFFICE_SIGNS", tmp_path / "none")
    assert ask(visitor).status_code == 404


def test_the_desk_is_told_what_to_do(address):
    with pytest.raises(Unreachable, match=r"office\.sign\.pub"):
        list(post.waiting(post.Remote(address, STRANGER), []))
    with pytest.raises(Unreachable, match="does not answer"):
        list(post.waiting(post.Remote("http://127.0.0.1:1", SEED), []))


def test_a_file_can_be_asked_for_by_its_id_only(remote):
    with pytest.raises(Unreachable):
        next(post.file(remote, "../secret"))


def _file():
    found = io.BytesIO(b"invented " * 50_000)
    found.name = "скан.pdf"
    return found
