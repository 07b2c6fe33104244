"""Keys only move on; a printed key is typed back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidings.custody import new_key, next_key, nth_key, printed, typed
from tidings.errors import InputError


@given(st.integers(0, 50))
def test_whoever_has_the_first_key_computes_every_later_one(later):
    key = first = new_key()
    for _ in range(later):
        key = next_key(key)
    assert nth_key(first, later) == key


@given(st.binary(min_size=32, max_size=32))
def test_what_was_printed_is_typed_back_in_any_spacing_and_case(key):
    assert typed(printed(key)) == typed(printed(key).lower().replace(" ", "")) == key


@pytest.mark.parametrize("words", ["", "ABCD", "Z" * 64, "0" * 63, "0" * 66])
def test_what_is_no_key_is_refused(words):
    with pytest.raises(InputError, match="64 signs"):
        typed(words)
