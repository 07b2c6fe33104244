"""Any change to a chain is found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidings.custody import seal, verify
from tidings.errors import BrokenChain

Entries = st.lists(
    st.dictionaries(st.text(max_size=5), st.integers() | st.text(max_size=5)), min_size=2, max_size=6
)


def chained(entries):
    chain, before = [], ""
    for entry in entries:
        sealed = seal(before, entry)
        chain.append((before, entry, sealed))
        before = sealed
    return chain


@given(Entries)
def test_a_whole_chain_is_accepted(entries):
    verify(chained(entries))


@given(Entries, st.data())
def test_a_changed_entry_breaks_it(entries, data):
    chain = chained(entries)
    at = data.draw(st.integers(0, len(chain) - 1))
    previous, entry, sealed = chain[at]
    chain[at] = (previous, {**entry, "added": 1, "x": at}, sealed)
    with pytest.raises(BrokenChain, match="changed"):
        verify(chain)


@given(Entries, st.data())
def test_a_removed_entry_breaks_it_unless_it_was_the_last(entries, data):
    chain = chained(entries)
    del chain[data.draw(st.integers(0, len(chain) - 2))]
    with pytest.raises(BrokenChain):
        verify(chain)
