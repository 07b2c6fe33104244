"""Golden pairs of every channel: the file as a program writes it, and the messages that must be read in it."""

import tomllib
from pathlib import Path

import pytest

from tidings.extraction.channels import Asked, gather

GOLDEN = Path(__file__).parent / "golden"
FILES = sorted(file for file in GOLDEN.rglob("*") if file.is_file() and file.suffix != ".toml")
TOLD = ("id", "received", "text", "author", "forwarded_by", "attachments", "history", "thread", "fields")
NOTHING = {"fields": {}}


def expected(file: Path) -> dict:
    return tomllib.loads(file.with_suffix(".toml").read_text("utf-8"))


def read(file: Path):
    told = expected(file)
    return gather([file], Asked("", told.get("received"), ours=frozenset(told.get("ours", []))))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_file_is_read_as_a_person_reads_it(file):
    wanted = expected(file)
    found = read(file)
    for message, told in zip(found.messages, wanted["message"], strict=True):
        got = {name: getattr(message, name) for name in {*TOLD, *told}}
        assert got == {name: told.get(name, NOTHING.get(name, "")) for name in got} | {
            "attachments": tuple(told.get("attachments", ()))
        }
    assert {why: count for (_, why), count in found.left.items()} == wanted.get("left", {})
    if "not_read" in wanted:
        assert list(found.named.values()) == [wanted["not_read"]]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_the_same_file_twice_gives_the_same(file):
    assert read(file).messages == read(file).messages
