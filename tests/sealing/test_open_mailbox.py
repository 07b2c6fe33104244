"""A mailbox that the desk opens for somebody on the telephone is one that her receipt opens at the gate."""

import sqlite3
from datetime import date

import pytest

from tidings.errors import UnreadableInput
from tidings.sealing import boxes, mailboxes, post, receipts

DAY = date(2026, 11, 22)


def test_her_receipt_opens_it_and_what_was_answered(gate):
    (gate.parent / "secret").write_bytes(bytes(32))
    receipt = receipts.make()
    public = post.open_mailbox(gate, receipt, DAY)
    post.reply(gate, public, "Мы работаем.", DAY)
    hers = mailboxes.derive(receipts.parse(" ".join(receipt.groups).lower()), bytes(32))
    with sqlite3.connect(gate) as database:
        (known,) = database.execute("SELECT public, locator, verifier, opened_on FROM gate_mailbox")
        (answer,) = database.execute("SELECT sealed FROM gate_reply").fetchone()
    assert known == (hers.keys.public, receipt.locator, mailboxes.kept(hers.verifier), "2026-11-22")
    assert post.unpack(boxes.open_sealed(hers.keys.private, answer)) == {"text": "Мы работаем."}


def test_a_gate_that_was_never_started_is_said(gate):
    with pytest.raises(UnreadableInput, match="There is no gate"):
        post.open_mailbox(gate, receipts.make(), DAY)
