"""An envelope opens in its own place with its own key, whole or not at all."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidings.errors import CannotOpen
from tidings.sealing import envelope

KEY = bytes(range(32))
PLACE = "people.person|7|3"


@given(st.binary(max_size=2000), st.text(max_size=40), st.booleans())
def test_what_was_closed_comes_back(content, place, padded):
    closed = envelope.close(KEY, content, place, padded=padded)
    assert envelope.open_closed(KEY, closed, place) == content


@pytest.mark.parametrize(
    "key, place",
    [
        (KEY, "people.person|8|3"),
        (KEY, "people.contact|7|3"),
        (KEY, "people.person|7|4"),
        (KEY, ""),
        (KEY[::-1], PLACE),
    ],
)
def test_it_opens_nowhere_else_and_with_no_other_key(key, place):
    closed = envelope.close(KEY, b"Ivanov", PLACE)
    with pytest.raises(CannotOpen):
        envelope.open_closed(key, closed, place)


def test_a_thousand_changed_bits_are_found():
    closed = envelope.close(KEY, os.urandom(200), PLACE)
    for number in range(1000):
        at, bit = divmod(number * 7 % (len(closed) * 8), 8)
        changed = bytearray(closed)
        changed[at] ^= 1 << bit
        with pytest.raises(CannotOpen):
            envelope.open_closed(KEY, bytes(changed), PLACE)


def test_what_was_cut_or_is_nothing_does_not_open():
    closed = envelope.close(KEY, b"Ivanov", PLACE)
    for length in range(len(closed)):
        with pytest.raises(CannotOpen):
            envelope.open_closed(KEY, closed[:length], PLACE)
    with pytest.raises(CannotOpen):
        envelope.open_closed(KEY, closed + b"\0", PLACE)


def test_an_envelope_of_a_later_version_is_said_to_be_one():
    closed = envelope.close(KEY, b"Ivanov", PLACE)
    with pytest.raises(CannotOpen, match="Update Tidings"):
        envelope.open_closed(KEY, b"\x02" + closed[1:], PLACE)


def test_no_two_envelopes_of_the_same_content_are_alike():
    assert len({envelope.close(KEY, b"Ivanov", PLACE) for _ in range(1000)}) == 1000


def test_lengths_tell_little():
    lengths = {len(envelope.close(KEY, b"a" * length, PLACE)) for length in range(64)}
    assert len(lengths) == 1
    assert len({len(envelope.close(KEY, b"a" * length, PLACE)) for length in range(10_000)}) < 110


@given(st.integers(min_value=1, max_value=10**7))
def test_padding_adds_at_most_an_eighth_beyond_the_shortest(length):
    padded = envelope.padded_length(length)
    assert length <= padded
    assert padded == envelope.SHORTEST or padded <= length * 1.125


def test_a_key_for_each_purpose_and_none_tells_of_another():
    purposes = [envelope.subkey(KEY, purpose) for purpose in ("keyring", "desk database", "digest")]
    assert len({*purposes, KEY}) == 4
    assert envelope.subkey(KEY, "keyring") == purposes[0]
    assert envelope.subkey(KEY[::-1], "keyring") != purposes[0]
