import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidings.errors import InvalidReceipt
from tidings.sealing import receipts
from tidings.sealing.receipts import GLYPHS, Receipt

codes = st.builds(
    Receipt,
    st.text(GLYPHS, min_size=4, max_size=4),
    st.text(GLYPHS, min_size=15, max_size=15),
)


@given(codes)
def test_a_code_reads_back_as_it_was_made(receipt):
    assert receipts.parse(receipt.code) == receipt


@given(codes, st.integers(0, 19), st.sampled_from(GLYPHS))
def test_any_single_wrong_symbol_is_found(receipt, place, wrong):
    spoiled = receipt.code[:place] + wrong + receipt.code[place + 1 :]
    if spoiled == receipt.code:
        return
    with pytest.raises(InvalidReceipt, match="wrong"):
        receipts.parse(spoiled)


@given(codes, st.sampled_from(["-", " ", " – ", "\u00a0", ""]))
def test_groups_may_be_parted_in_any_way(receipt, between):
    assert receipts.parse(between.join(receipt.groups)) == receipt


@given(codes)
def test_a_cyrillic_keyboard_types_the_same_code(receipt):
    cyrillic = receipt.code.translate(str.maketrans("ABEHKMPT0", "АВЕНКМРТО"))
    assert receipts.parse(cyrillic) == receipt
    assert receipts.parse(cyrillic.lower()) == receipt


@given(codes, st.integers(0, 19))
def test_a_missing_symbol_is_counted(receipt, place):
    with pytest.raises(InvalidReceipt, match="has 19"):
        receipts.parse(receipt.code[:place] + receipt.code[place + 1 :])


@given(st.text(max_size=30))
def test_whatever_is_typed_gets_an_answer(text):
    try:
        assert receipts.parse(text).code == receipts.symbols(text)
    except InvalidReceipt as refused:
        assert str(refused)


def test_a_sign_that_no_code_has_is_named():
    with pytest.raises(InvalidReceipt, match="'Ж'"):
        receipts.parse("2222 Ж")


def test_new_codes_differ_and_have_five_groups_of_four():
    made = [receipts.make() for _ in range(50)]
    assert len({receipt.code for receipt in made}) == 50
    assert all([len(group) for group in receipt.groups] == [4] * 5 for receipt in made)


def test_nearly_all_swapped_neighbours_are_found():
    found = missed = 0
    for _ in range(200):
        code = receipts.make().code
        for at in range(19):
            swapped = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
            if swapped != code:
                wrong = receipts.check(swapped[:-1]) != swapped[-1]
                found, missed = found + wrong, missed + (not wrong)
    assert missed / (found + missed) < 0.02
