"""Promises that a machine can hold us to."""

import re
from pathlib import Path

import pytest

from tidings import errors
from tidings.text.sentences import LANGUAGES, Sentence

HERE = Path(__file__).parent.parent
SOURCES = sorted((HERE / "tidings").rglob("*.py"))


def words_of(*folders: str) -> str:
    return "\n".join(
        path.read_text(encoding="utf-8")
        for folder in folders
        for path in sorted((HERE / folder).rglob("*.py"))
    )


def test_each_setting_is_documented():
    used = set(re.findall(r"TIDINGS_[A-Z_]+", words_of("tidings", "tests")))
    page = (HERE / "docs/settings.md").read_text(encoding="utf-8")
    assert used
    assert [name for name in sorted(used) if f"`{name}`" not in page] == []


def test_each_error_stands_in_the_tree():
    kinds = [name for name, kind in vars(errors).items() if isinstance(kind, type)]
    assert all(issubclass(getattr(errors, name), errors.TidingsError) for name in kinds)
    assert [name for name in kinds if name not in (errors.__doc__ or "")] == []


@pytest.mark.parametrize("path", [path for path in SOURCES if "migrations" not in path.parts], ids=str)
def test_each_module_says_what_it_is(path):
    assert path.read_text(encoding="utf-8").lstrip().startswith('"""')


def test_a_sentence_is_said_in_every_language_with_the_same_gaps():
    sentence = Sentence(en="Born in {year}.", ru="Год рождения: {year}.", uk="Рік народження: {year}.")
    assert all("2005" in sentence.fill(year=2005).say(lang) for lang in LANGUAGES)


def test_a_sentence_within_a_sentence_is_said_in_the_same_language():
    mother = Sentence(en="mother", ru="мать", uk="мати")
    said = Sentence(en="She is the {who}.", ru="Она {who}.", uk="Вона {who}.").fill(who=mother)
    assert said.as_dict() == {"en": "She is the mother.", "ru": "Она мать.", "uk": "Вона мати."}


def test_nothing_says_lawful():
    """Law is a lawyer's: the product never says that something is lawful or unlawful.

    What a code of law itself calls a "knowingly unlawful order" is quoted.
    """
    for path in sorted((HERE / "tidings").rglob("*")):
        if path.suffix in (".html", ".toml", ".po") and "demo" not in path.parts:
            text = path.read_text(encoding="utf-8").lower()
            assert not re.search(r"(?<!knowingly )\b(un)?lawful\b|это (не)?законно|це (не)?законно", text), (
                path
            )
