"""An apostrophe in Ukrainian: what people read has one and the same, and what they write is read with any of the three."""

import ast
import re
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tidings.extraction import Message, read
from tidings.extraction.channels import columns
from tidings.extraction.claims import read_report
from tidings.text import names, places

CODE = Path(__file__).parents[1] / "tidings"
OTHERS = re.compile(r"(?<=[Ѐ-ӿ])['ʼ‘`´](?=[Ѐ-ӿ])")
ANY = re.compile(r"(?<=[Ѐ-ӿ])['ʼ’](?=[Ѐ-ӿ])")
TOLD_BY_A_SISTER = (
    "Шукаю брата, В’ячеслава Лук’яненка, 1988 р.н., п’ята рота, зник під Куп’янськом, "
    "зв’язку немає з п’ятниці. Моє ім’я Дар’я."
)
TOLD_BY_A_PAPER = (
    "Зв’язок із дев’ятнадцятирічним В’ячеславом Лук’яновим зник п’ятого вересня під Куп’янськом. "
    "Солдата б’ють у підвалі, розповідає мати Дар’я Лук’янова."
)


def of_a_catalogue(text: str) -> Iterator[str]:
    for block in re.split(r"\n\s*\n", text):
        yield from re.findall(r'^msgstr(?:\[\d\])? ((?:".*"\n?)+)', block, re.MULTILINE)


def of_a_table(table: Any) -> Iterator[str]:
    """The Ukrainian of each sentence in three languages; a list of words is looked for, and not read."""
    if isinstance(table, list):
        table = dict(enumerate(table))
    if isinstance(table, dict):
        if {"en", "ru", "uk"} <= table.keys() and isinstance(table["uk"], str):
            yield table["uk"]
        for one in table.values():
            yield from of_a_table(one)


def of_a_module(text: str) -> Iterator[str]:
    """What is given as uk=…, or after two other literals as the last of three languages."""
    for call in (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)):
        said = [word.value for word in call.keywords if word.arg == "uk"]
        literal = [isinstance(one, ast.JoinedStr | ast.Constant) for one in call.args[-3:]]
        said += call.args[-1:] if literal == [True] * 3 else []
        for one in said:
            for part in ast.walk(one):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield part.value


def said_in_ukrainian() -> Iterator[tuple[str, str]]:
    for path in CODE.glob("**/locale/uk/LC_MESSAGES/*.po"):
        yield from ((path.parts[-5], said) for said in of_a_catalogue(path.read_text("utf-8")))
    for path in CODE.rglob("*.toml"):
        yield from ((path.name, said) for said in of_a_table(tomllib.loads(path.read_text("utf-8"))))
    for path in CODE.rglob("*.py"):
        yield from ((path.name, said) for said in of_a_module(path.read_text("utf-8")))


def test_what_people_read_in_ukrainian_has_one_apostrophe():
    said = list(said_in_ukrainian())
    assert len(said) > 1000 and any("’" in words for _, words in said)
    assert [(where, words) for where, words in said if OTHERS.search(words)] == []


def in_one_spelling(found: object) -> str:
    """The answer in words, whichever apostrophe and quotation marks stand in it."""
    return re.sub(r"['ʼ’\"]", "", str(found))


@pytest.mark.parametrize("mark", ["'", "ʼ"])
@pytest.mark.parametrize(
    ("look", "words"),
    [
        (lambda words: read(Message("1", "form", date(2026, 11, 22), words)).as_dict(), TOLD_BY_A_SISTER),
        (read_report, TOLD_BY_A_PAPER),
        (lambda words: columns.guess([words], []).columns[0].field, "Прізвище, ім’я"),
        (lambda words: columns.guess([words], []).columns[0].field, "Останній зв’язок"),
        (names.parse, "Лук’яненко В’ячеслав Мар’янович"),
        (names.latin, "Лук’яненко В’ячеслав"),
        (names.key, "Лук’яненко"),
        (lambda words: list(places.find(words)), "під Слов’янськом"),
    ],
)
def test_what_people_write_is_read_with_any_of_the_three(look, words, mark):
    assert in_one_spelling(look(ANY.sub(mark, words))) == in_one_spelling(look(words))


def test_what_is_read_with_an_apostrophe_is_there_at_all():
    told = read(Message("1", "form", date(2026, 11, 22), TOLD_BY_A_SISTER))
    assert (told.sought[0].given, told.sought[0].last_contact) == ("В'ячеслав", "2026-11-20")
    assert names.latin("Лук’яненко В’ячеслав") == "Lukianenko Viacheslav"
    assert columns.guess(["Останній зв’язок"], []).columns[0].field == "last_contact"
