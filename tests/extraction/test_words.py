"""Each list of words is used, and none of its phrases is written in vain."""

import pytest

from tidings.extraction.finders import SIGNS
from tidings.extraction.wordlists import names, table, words

LISTS = [
    (group, name) if "ru" not in members else (group,)
    for group, members in table().items()
    for name in (members if "ru" not in members else [""])
]
USED = {
    "contact",
    "silence",
    "last_sign",
    "departure",
    "other_event",
    "our_side",
    "called_up",
    "kinship",
    "himself",
    *SIGNS,
}


def test_each_list_is_used():
    assert set(table()) == USED | {"service", "flag"}
    assert names("service") == ("conscript", "contract", "mobilised")


@pytest.mark.parametrize("path", LISTS)
def test_each_list_knows_three_languages_and_compiles(path):
    found = table()
    for name in path:
        found = found[name]
    assert set(found) == {"ru", "uk", "en"}
    assert words(*path).spans(" ".join(phrase for lang in found.values() for phrase in lang)) is not None


@pytest.mark.parametrize("path", LISTS)
def test_no_phrase_stands_twice_in_a_language(path):
    found = table()
    for name in path:
        found = found[name]
    for phrases in found.values():
        assert sorted(set(phrases)) == sorted(phrases)
