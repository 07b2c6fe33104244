import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidings.errors import CannotOpen, UnreadableInput
from tidings.sealing import boxes


@given(st.binary(max_size=500))
def test_what_was_sealed_opens_with_the_private_key(content):
    pair = boxes.new_keypair()
    assert boxes.open_sealed(pair.private, boxes.seal(pair.public, content)) == content


def test_the_public_key_does_not_open_what_it_sealed():
    pair = boxes.new_keypair()
    with pytest.raises(CannotOpen):
        boxes.open_sealed(pair.public, boxes.seal(pair.public, b"words"))


def test_the_same_words_sealed_twice_look_different():
    pair = boxes.new_keypair()
    assert boxes.seal(pair.public, b"words") != boxes.seal(pair.public, b"words")


def test_one_changed_bit_shuts_a_box_for_good():
    pair = boxes.new_keypair()
    sealed, locked = boxes.seal(pair.public, b"words"), boxes.lock(b"k" * 32, b"words")
    for at in range(len(sealed)):
        spoiled = sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :]
        with pytest.raises(CannotOpen):
            boxes.open_sealed(pair.private, spoiled)
    for at in range(len(locked)):
        with pytest.raises(CannotOpen):
            boxes.unlock(b"k" * 32, locked[:at] + bytes([locked[at] ^ 1]) + locked[at + 1 :])


@pytest.mark.parametrize("broken", [b"", b"x", b"x" * 39])
def test_a_stump_of_a_box_is_refused(broken):
    with pytest.raises(CannotOpen):
        boxes.open_sealed(boxes.new_keypair().private, broken)
    with pytest.raises(CannotOpen):
        boxes.unlock(b"k" * 32, broken)


def test_a_locked_box_opens_only_with_its_key():
    locked = boxes.lock(b"k" * 32, b"words")
    assert boxes.unlock(b"k" * 32, locked) == b"words"
    with pytest.raises(CannotOpen):
        boxes.unlock(b"o" * 32, locked)


def test_each_purpose_has_its_own_key():
    keys = {boxes.derive(b"s" * 32, purpose) for purpose in ("lookup", "content", "token")}
    assert len(keys) == 3 and all(len(key) == 32 for key in keys)


def test_a_public_key_is_written_and_read(tmp_path):
    public = boxes.new_keypair().public
    boxes.save_public(tmp_path / "office.pub", public)
    assert boxes.load_public(tmp_path / "office.pub") == public


@pytest.mark.parametrize("content", ["", "не ключ\n", "00ff\n"])
def test_a_file_without_a_key_is_refused_by_name(tmp_path, content):
    (tmp_path / "office.pub").write_text(content)
    with pytest.raises(UnreadableInput, match="office.pub"):
        boxes.load_public(tmp_path / "office.pub")
