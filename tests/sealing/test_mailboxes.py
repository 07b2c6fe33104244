"""Mailboxes: one receipt, one mailbox."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tidings.sealing import boxes, mailboxes, receipts
from tidings.sealing.stretching import Strength

TINY = Strength(memory=64, passes=1)
GATE = bytes(range(32))
CODES = st.text(alphabet=receipts.GLYPHS, min_size=19, max_size=19)


def receipt(body: str) -> receipts.Receipt:
    return receipts.parse(body + receipts.check(body))


@settings(deadline=None)
@given(CODES)
def test_the_code_as_typed_opens_what_was_sealed_to_its_mailbox(body: str) -> None:
    sealed = boxes.seal(mailboxes.derive(receipt(body), GATE, TINY).keys.public, b"we found him")
    typed = receipts.parse(" ".join(receipt(body).groups).lower())
    assert boxes.open_sealed(mailboxes.derive(typed, GATE, TINY).keys.private, sealed) == b"we found him"


@settings(deadline=None)
@given(CODES, CODES)
def test_two_receipts_never_share_a_mailbox(one: str, other: str) -> None:
    first, second = (mailboxes.derive(receipt(body), GATE, TINY) for body in (one, other))
    assert (first == second) == (one == other)
    assert (first.verifier == second.verifier) == (one == other)


def test_receipts_that_share_a_locator_have_mailboxes_of_their_own() -> None:
    found = {
        mailboxes.derive(receipt(f"2222{'2' * 14}{glyph}"), GATE, TINY).verifier for glyph in receipts.GLYPHS
    }
    assert len(found) == len(receipts.GLYPHS)


def test_the_same_code_at_another_gate_is_another_mailbox() -> None:
    one = receipt("2" * 19)
    assert mailboxes.derive(one, GATE, TINY) != mailboxes.derive(one, bytes(32), TINY)


def test_each_locator_has_a_salt_of_its_own() -> None:
    salts = {mailboxes.salt(a + b + "22", GATE) for a in receipts.GLYPHS for b in receipts.GLYPHS}
    assert len(salts) == 256
    assert {len(salt) for salt in salts} == {16}


def test_what_the_gate_keeps_shows_neither_verifier_nor_private_key() -> None:
    box = mailboxes.derive(receipt("2" * 19), GATE, TINY)
    assert mailboxes.kept(box.verifier) not in (box.verifier, box.keys.private)
    assert box.verifier != box.keys.private
    assert box.verifier.hex() not in repr(box)
    assert repr(box.keys.private) not in repr(box)


def test_a_guess_at_a_real_receipt_costs_28_mib_twice_over() -> None:
    assert mailboxes.STRENGTH.at_least(Strength(memory=28 * 1024, passes=2))
    assert len(mailboxes.derive(receipt("2" * 19), GATE).verifier) == 32
