"""Custodians one after the other; whoever guesses waits."""

import pytest

from tidings.errors import CannotOpen, InvalidReceipt
from tidings.sealing.keyslots import KeySlots
from tidings.sealing.stretching import Strength
from tidings.web.sealed import unsealing
from tidings.web.sealed.unsealing import Came, Unsealing

ROOT = bytes(range(32))
PASSWORDS = {"Mara": "mara has a long phrase", "Niko": "niko has a long phrase"}
TINY = Strength(memory=64, passes=1)


@pytest.fixture
def unseal():
    """Return a function that begins to unseal an office; `handed` are the keys that came of it."""

    def begin(together: int) -> Unsealing:
        slots, code = KeySlots.new(ROOT, PASSWORDS, together, TINY)
        handed: list[bytes] = []
        named: list[str] = []
        begun = Unsealing(
            lambda: slots,
            lambda root, who: (handed.append(root), named.append(who)),
            lambda: handed.append(b"forgotten"),
        )
        begun.handed, begun.named, begun.code = handed, named, code  # type: ignore[attr-defined]
        return begun

    return begin


def one(name: str) -> dict[str, str]:
    return {name: PASSWORDS[name]}


def test_the_first_waits_for_the_second(unseal):
    office = unseal(2)
    assert office.enter(one("Mara")) is Came.WAITING
    assert office.waiting_until()
    assert office.enter(one("Niko")) is Came.OPENED
    assert (office.handed, office.named) == ([ROOT], ["Mara, Niko"])


def test_the_same_custodian_twice_is_not_two(unseal):
    office = unseal(2)
    office.enter(one("Mara"))
    assert office.enter(one("Mara")) is Came.WAITING


def test_when_the_second_is_wrong_both_begin_again(unseal):
    office = unseal(2)
    office.enter(one("Mara"))
    assert office.enter({"Niko": "a wrong long phrase"}) is Came.WRONG
    assert office.waiting_until() is None
    assert office.enter(one("Niko")) is Came.WAITING


def test_after_ten_minutes_the_first_is_forgotten_with_the_process(unseal, monkeypatch):
    monkeypatch.setattr(unsealing, "SECOND_WITHIN", 0.05)
    office = unseal(2)
    office.enter(one("Mara"))
    import time

    time.sleep(0.3)
    assert office.handed == [b"forgotten"]
    assert office.enter(one("Niko")) is Came.WAITING


def test_once_it_is_open_nothing_is_handed_over_again(unseal):
    office = unseal(1)
    assert office.enter(one("Mara")) is Came.OPENED
    assert office.enter(one("Niko")) is Came.OPENED
    assert office.handed == [ROOT]


def test_the_eleventh_wrong_try_within_an_hour_is_not_heard(unseal, monkeypatch):
    office = unseal(1)
    now = 1000.0
    monkeypatch.setattr(unsealing.time, "monotonic", lambda: now)
    for _ in range(unsealing.TRIES):
        assert office.enter({"Mara": "a wrong long phrase"}) is Came.WRONG
    assert office.enter(one("Mara")) is Came.TOO_OFTEN
    assert office.wait_before_next() == unsealing.WITHIN
    now += unsealing.WITHIN
    assert office.enter(one("Mara")) is Came.OPENED


def test_a_slip_in_the_recovery_code_is_no_try(unseal):
    office = unseal(2)
    for _ in range(20):
        with pytest.raises(InvalidReceipt):
            office.recover("2222")
    assert office.wait_before_next() == 0
    assert office.recover(office.code) is Came.OPENED
    assert office.named == [""]


def test_another_offices_recovery_code_is_a_try(unseal):
    office, other = unseal(1), unseal(1)
    assert office.recover(other.code) is Came.WRONG


def test_too_little_memory_is_said_and_is_no_try(unseal):
    def too_little(_):
        raise CannotOpen("There is too little memory.") from MemoryError()

    office = unseal(1)
    object.__setattr__(slots := office.load(), "open", too_little)
    office.load = lambda: slots
    with pytest.raises(CannotOpen, match="too little memory"):
        office.enter(one("Mara"))
