"""Key slots: whoever may open the office opens it, and nobody else."""

import json
import re
import stat
import time
import unicodedata
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tidings.errors import CannotOpen, InputError, InvalidReceipt, UnreadableInput
from tidings.sealing import receipts, recovery
from tidings.sealing.keyslots import KeySlots
from tidings.sealing.stretching import CUSTODIANS, FLOOR, Strength

TINY = Strength(memory=64, passes=1)
ROOT = bytes(range(32))
CAST = {"Amal": "seven quiet boats", "Boris": "eleven red lamps", "Chen": "a door in winter"}


def office(together: int = 2, custodians: dict[str, str] = CAST) -> tuple[KeySlots, str]:
    return KeySlots.new(ROOT, custodians, together, TINY)


def some(*names: str) -> dict[str, str]:
    return {name: CAST[name] for name in names}


@settings(deadline=None, max_examples=20)
@given(st.integers(2, 6), st.data())
def test_any_two_open_an_office_of_two_together_and_no_one_alone(count: int, data: st.DataObject) -> None:
    everyone = {f"Custodian {number}": f"a phrase of number {number}" for number in range(count)}
    slots, _ = KeySlots.new(ROOT, everyone, 2, TINY)
    assert len(slots.slots) == count * (count - 1) // 2
    for pair in combinations(everyone, 2):
        assert slots.open({name: everyone[name] for name in pair}) == ROOT
    for name, password in everyone.items():
        with pytest.raises(CannotOpen, match="Two custodians"):
            slots.open({name: password})
    one, other = data.draw(st.permutations(list(everyone)))[:2]
    with pytest.raises(CannotOpen):
        slots.open({one: everyone[one], other: everyone[other] + "!"})


@given(st.integers(1, 6))
@settings(deadline=None, max_examples=6)
def test_each_one_opens_an_office_of_single_custodians(count: int) -> None:
    everyone = {f"Custodian {number}": f"a phrase of number {number}" for number in range(count)}
    slots, _ = KeySlots.new(ROOT, everyone, 1, TINY)
    for name, password in everyone.items():
        assert slots.open({name: password}) == ROOT
        with pytest.raises(CannotOpen):
            slots.open({name: password[:-1]})


def test_one_custodian_cannot_open_as_two() -> None:
    with pytest.raises(CannotOpen, match="same name"):
        office()[0].open({"Amal": CAST["Amal"], " Amal ": CAST["Amal"]})


def test_a_wrong_name_and_a_wrong_password_are_said_with_the_same_words_after_the_same_time() -> None:
    slots, _ = KeySlots.new(ROOT, {"Amal": CAST["Amal"]}, 1, Strength(memory=16 * 1024, passes=2))
    said, took = set(), []
    for wrong in ({"Amal": "not her password"}, {"Nobody": "not her password"}):
        times = []
        for _ in range(5):
            begin = time.process_time()
            with pytest.raises(CannotOpen) as error:
                slots.open(wrong)
            times.append(time.process_time() - begin)
        said.add(str(error.value))
        took.append(min(times))
    assert len(said) == 1
    assert took[0] == pytest.approx(took[1], rel=0.5)


def test_the_printed_code_opens_however_it_is_typed() -> None:
    slots, code = office()
    assert slots.open_with_recovery(code.lower().replace(" ", "-")) == ROOT
    assert re.fullmatch(rf"([{receipts.GLYPHS}]{{5}} ?){{8}}", code)
    assert recovery.BITS == 128


def test_a_slip_in_the_printed_code_is_named_by_its_group() -> None:
    slots, code = office()
    groups = code.split()
    for place, group in enumerate(groups):
        slip = receipts.GLYPHS[(receipts.GLYPHS.index(group[2]) + 1) % 16]
        wrong = [*groups[:place], group[:2] + slip + group[3:], *groups[place + 1 :]]
        with pytest.raises(InvalidReceipt, match=f"Group {place + 1} "):
            slots.open_with_recovery(" ".join(wrong))


def test_groups_that_changed_places_are_noticed_or_open_nothing() -> None:
    slots, code = office()
    groups = code.split()
    with pytest.raises((InvalidReceipt, CannotOpen)):
        slots.open_with_recovery(" ".join([groups[1], groups[0], *groups[2:]]))


def test_another_offices_code_opens_nothing() -> None:
    with pytest.raises(CannotOpen):
        office()[0].open_with_recovery(recovery.new_code())


def test_a_code_that_is_too_short_is_said_to_be() -> None:
    with pytest.raises(InvalidReceipt, match="40 symbols"):
        office()[0].open_with_recovery("2346")


def test_a_custodian_is_added_without_the_others_and_opens_with_each() -> None:
    slots, code = office()
    slots = slots.add(ROOT, "Dora", "a lantern and a map")
    for name in CAST:
        assert slots.open({**some(name), "Dora": "a lantern and a map"}) == ROOT
    assert slots.open_with_recovery(code) == ROOT
    assert slots.names() == ["Amal", "Boris", "Chen", "Dora"]


def test_a_revoked_custodian_opens_nothing_with_anyone() -> None:
    slots = office()[0].revoke(ROOT, "Boris")
    for name in ("Amal", "Chen"):
        with pytest.raises(CannotOpen):
            slots.open(some(name, "Boris"))
    assert slots.open(some("Amal", "Chen")) == ROOT
    assert "Boris" not in slots.as_text()


def test_a_changed_password_opens_and_the_old_one_does_not() -> None:
    slots = office()[0].change(ROOT, "Amal", "nine slow rivers")
    assert slots.open({**some("Boris"), "Amal": "nine slow rivers"}) == ROOT
    with pytest.raises(CannotOpen):
        slots.open(some("Amal", "Boris"))


def test_a_new_recovery_code_replaces_the_old_one() -> None:
    slots, old = office()
    slots, new = slots.new_recovery(ROOT)
    assert slots.open_with_recovery(new) == ROOT
    with pytest.raises(CannotOpen):
        slots.open_with_recovery(old)


def test_an_office_keeps_as_many_custodians_as_open_it() -> None:
    slots = office()[0].revoke(ROOT, "Boris")
    with pytest.raises(InputError, match="as many custodians"):
        slots.revoke(ROOT, "Chen")
    with pytest.raises(InputError, match="needs a custodian"):
        office(1, some("Amal"))[0].revoke(ROOT, "Amal")


def test_a_name_is_given_once_and_revoked_only_if_it_is_there() -> None:
    slots, _ = office()
    with pytest.raises(InputError, match="already"):
        slots.add(ROOT, "Amal", "another password")
    with pytest.raises(InputError, match="no custodian 'Dora'"):
        slots.revoke(ROOT, "Dora")


def test_there_are_at_most_six() -> None:
    with pytest.raises(InputError, match="at most 6"):
        office(2, {f"Number {each}": "a good long phrase" for each in range(7)})


@pytest.mark.parametrize("password", ["", "short", "x" * 11, "x" * 129])
def test_a_password_has_12_to_128_characters(password: str) -> None:
    with pytest.raises(InputError, match="12 to 128 characters") as error:
        office(1, {"Amal": password})
    assert "пароле" in error.value.say("ru")


def test_a_password_typed_on_another_machine_is_the_same() -> None:
    composed = unicodedata.normalize("NFC", "Київ і йогурт")
    slots, _ = office(1, {"Amal": composed})
    assert slots.open({"Amal": unicodedata.normalize("NFD", composed)}) == ROOT


def test_what_is_saved_opens_again_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    slots, _ = office()
    slots.save(tmp_path / "keyslots.json")
    assert stat.S_IMODE((tmp_path / "keyslots.json").stat().st_mode) == 0o600
    loaded = KeySlots.load(tmp_path / "keyslots.json", TINY)
    assert loaded == slots
    assert loaded.open(some("Amal", "Chen")) == ROOT
    assert [path.name for path in tmp_path.iterdir()] == ["keyslots.json"]


def test_a_file_that_is_too_easy_to_guess_is_refused(tmp_path: Path) -> None:
    office()[0].save(tmp_path / "keyslots.json")
    with pytest.raises(UnreadableInput, match="too easy to guess"):
        KeySlots.load(tmp_path / "keyslots.json")
    assert CUSTODIANS.at_least(FLOOR)


def changed(was: KeySlots, **parts: object) -> KeySlots:
    return KeySlots.from_text(json.dumps(json.loads(was.as_text()) | parts), TINY)


def test_a_file_that_was_changed_is_refused_whatever_was_changed_in_it() -> None:
    slots, code = office()
    plain = json.loads(slots.as_text())
    other = changed(slots, custodians={**plain["custodians"], "Mallory": "00" * 16})
    fewer = changed(slots, slots=[slot for slot in plain["slots"] if slot["of"] == ["Amal", "Boris"]])
    for spoiled in (
        other,
        fewer,
        changed(slots, together=1),
        replace(slots, strength=replace(TINY, lanes=2)),
    ):
        with pytest.raises(CannotOpen):
            spoiled.open_with_recovery(code)
    with pytest.raises(CannotOpen, match="was changed"):
        other.open(some("Amal", "Boris"))


def test_the_slot_of_one_pair_does_not_open_as_that_of_another() -> None:
    slots, _ = office()
    swapped = dict(slots.slots)
    swapped["Amal", "Boris"] = slots.slots["Amal", "Chen"]
    with pytest.raises(CannotOpen):
        replace(slots, slots=swapped).open(some("Amal", "Boris"))


@pytest.mark.parametrize("text", ["{}", "[]", "nonsense", '{"version": 2}', '{"version": 1, "together": 3}'])
def test_what_is_no_file_of_slots_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(UnreadableInput, match="holds no key slots"):
        KeySlots.from_text(text)


def test_neither_root_key_nor_password_stands_in_the_file() -> None:
    slots, code = office()
    text = slots.as_text()
    assert ROOT.hex() not in text
    assert code not in text
    assert not [password for password in CAST.values() if password in text]
    assert ROOT.hex() not in repr(slots)
