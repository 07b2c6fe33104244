"""A file is looked at row by row, from memory too; a row that holds no message says why."""

import pytest

from tidings.errors import InvalidRecord, UnreadableInput
from tidings.extraction.channels import Asked, pieces
from tidings.extraction.messages import Message
from tidings.files import Held

GOOD = '{"id": "1", "channel": "form", "received": "2024-08-09", "text": "Ищу сына"}'


def test_a_row_that_is_no_message_does_not_hide_the_others():
    found = list(pieces(Held("x.jsonl", f"{GOOD}\n\n[]\n{GOOD}".encode()), Asked("x")))
    assert [number for number, _ in found] == [1, 3, 4]
    assert [isinstance(message, Message) for _, message in found] == [True, False, True]
    assert "line 3" in str(found[1][1])


def test_a_file_without_a_row_is_refused():
    with pytest.raises(InvalidRecord, match="no message"):
        list(pieces(Held("x.jsonl", b"\n"), Asked("x")))


def test_bytes_in_another_encoding_are_refused_as_a_whole():
    with pytest.raises(UnreadableInput, match="line 2"):
        list(pieces(Held("x.jsonl", f"{GOOD}\n".encode() + GOOD.encode("cp1251")), Asked("x")))


def test_what_is_held_is_not_shown():
    assert "Ищу" not in repr(Held("x.txt", "Ищу".encode()))
