import re
from pathlib import Path

import polib
import pytest
from django.utils.translation import override

import tidings.gate
from tidings.gate.forms import QUESTIONS

GATE = Path(tidings.gate.__file__).parent
LONGEST = 18


def words(language):
    return polib.pofile(str(GATE / f"locale/{language}/LC_MESSAGES/django.po"))


@pytest.mark.parametrize("language", ["ru", "uk"])
def test_every_word_is_translated(language):
    assert [entry.msgid for entry in words(language) if not entry.translated()] == []


@pytest.mark.parametrize("language", ["ru", "uk"])
def test_what_is_compiled_is_what_is_written(language):
    compiled = polib.mofile(str(GATE / f"locale/{language}/LC_MESSAGES/django.mo"))
    written = {(entry.msgid, entry.msgstr, str(entry.msgstr_plural)) for entry in words(language)}
    assert {(entry.msgid, entry.msgstr, str(entry.msgstr_plural)) for entry in compiled} == written


@pytest.mark.parametrize("language", ["ru", "uk"])
def test_gaps_are_the_same_in_each_language(language):
    for entry in words(language):
        for said in [entry.msgstr, *entry.msgstr_plural.values()]:
            if said:
                assert set(re.findall(r"%\(\w+\)s", said)) == set(re.findall(r"%\(\w+\)s", entry.msgid))


def sentences():
    for language in ["ru", "uk"]:
        for entry in words(language):
            for said in [entry.msgid, entry.msgid_plural, entry.msgstr, *entry.msgstr_plural.values()]:
                yield from re.split(r"(?<=[.?!])\s", said)


def test_no_sentence_is_longer_than_eighteen_words():
    assert [said for said in sentences() if len(re.findall(r"[\w’]+", said)) > LONGEST] == []


@pytest.mark.parametrize("language", ["ru", "uk"])
def test_no_word_of_the_form_is_left_in_english(language):
    with override(language):
        said = [str(field.label) for ask in QUESTIONS for field in ask.base_fields.values()]
        said += [str(ask.title) for ask in QUESTIONS]
    assert [words for words in said if not re.search("[а-яіїєґ]", words)] == []


def test_every_word_of_the_pages_is_gathered():
    """What stands in the templates stands in the catalogues too."""
    marked = re.compile(r'{%\s*translate "([^"]+)"')
    there = {entry.msgid for entry in words("ru")}
    for page in GATE.glob("templates/gate/*.html"):
        assert set(marked.findall(page.read_text())) <= there, page.name
