"""The tables behind names, each read once and only when it is needed; all keys are folded (see letters.fold)."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from tidings.text.letters import fold

DATA = Path(__file__).parent / "data"
"""The folder of the tables; LICENCES.md in it says where each comes from."""


def rows(name: str) -> Iterator[list[str]]:
    """Yield the rows of a table of ours, without its heading."""
    with (DATA / name).open(encoding="utf-8", newline="") as stream:
        table = csv.reader(stream, delimiter="\t" if name.endswith(".tsv") else ",")
        next(table)
        yield from table


def _columns(table: str, width: int) -> tuple[list[str], ...]:
    """Return the columns of a big table without quotes: a list a column is ten times as fast as a list a row."""
    cells = table.rstrip("\n").replace("\n", ",").split(",")
    return tuple(cells[column::width] for column in range(width))


@lru_cache(maxsize=1)
def _folded(name: str) -> str:
    """Return a table, folded all at once, without its heading; kept only until the next is asked for."""
    whole = (DATA / name).read_text(encoding="utf-8").lower()
    return whole.replace("ё", "е").replace("’", "'").replace("ʼ", "'").partition("\n")[2]


@lru_cache(maxsize=1)
def surnames() -> dict[str, int]:
    """Return how many people were counted with a surname, masculine forms; 1 for the known but uncounted Ukrainian."""
    written, counts, *_ = _columns(_folded("surname_frequency.csv"), 4)
    return dict.fromkeys(_ukrainian_parts("surname"), 1) | dict(zip(written, map(int, counts), strict=True))


@lru_cache(maxsize=1)
def given_names() -> dict[str, tuple[int, str, str]]:
    """Return for a given name: people counted, gender ("m", "f", "mf" or ""), and the name as it is written."""
    counted: dict[str, tuple[int, str, str]] = {}
    for written, count, gender, _ in rows("given_frequency.csv"):
        known = counted.get(fold(written), (0, "", written))
        spelling = written if "ё" in written else known[2]
        counted[fold(written)] = (known[0] + int(count), known[1] or gender, spelling)
    for known_gender, formal, *_ in rows("diminutives.tsv"):
        people, _, written = counted.get(fold(formal), (1, "", formal))
        counted[fold(formal)] = (people, known_gender, written)
    return counted


@lru_cache(maxsize=1)
def ukrainian_given_names() -> dict[str, str]:
    """Return the Russian form of each Ukrainian given name; where there are several, the commonest."""
    counted = given_names()
    known: dict[str, str] = {}
    for ukrainian, forms in _ukrainian_parts("given").items():
        known[ukrainian] = max(forms.split("|"), key=lambda form: counted.get(form, (0,))[0])
    for _, russian, ukrainian, *_ in rows("diminutives.tsv"):
        known[fold(ukrainian)] = fold(russian)
    return known


@lru_cache(maxsize=1)
def patronymics() -> dict[str, tuple[int, str]]:
    """Return for a patronymic: people counted, and gender."""
    written, counts, genders, _ = _columns(_folded("patronymic_frequency.csv"), 4)
    return dict(zip(written, zip(map(int, counts), genders, strict=True), strict=True))


@lru_cache(maxsize=1)
def short_forms() -> dict[str, tuple[tuple[str, str, str], ...]]:
    """Return what a short form may stand for: formal names, each with its gender and its language, "ru" or "uk"."""
    known: dict[str, dict[tuple[str, str, str], None]] = defaultdict(dict)
    for gender, russian, ukrainian, *shorts in rows("diminutives.tsv"):
        for formal, language, forms in zip((russian, ukrainian), ("ru", "uk"), shorts, strict=True):
            for short in filter(None, forms.split(",")):
                known[fold(short)][formal, gender, language] = None
    return {short: tuple(formal) for short, formal in known.items()}


@lru_cache(maxsize=1)
def formal_names() -> dict[str, tuple[tuple[str, str, str], ...]]:
    """Return the names that have short forms, folded, each with how it is written, its gender and language."""
    known: dict[str, tuple[tuple[str, str, str], ...]] = {}
    for gender, russian, ukrainian, *_ in rows("diminutives.tsv"):
        for formal, language in ((russian, "ru"), (ukrainian, "uk")):
            known[fold(formal)] = (*known.get(fold(formal), ()), (formal, gender, language))
    return known


@lru_cache(maxsize=1)
def formal_pairs() -> dict[str, str]:
    """Return the Ukrainian form of each Russian name that has short forms."""
    return {russian: ukrainian for _, russian, ukrainian, *_ in rows("diminutives.tsv")}


def russian_forms(part: str, kind: str) -> tuple[str, ...]:
    """Return the Russian forms of a Ukrainian name part; kind is "surname", "given" or "patronymic"."""
    forms = _ukrainian_parts(kind).get(part)
    return tuple(forms.split("|")) if forms else ()


@lru_cache(maxsize=3)
def _ukrainian_parts(kind: str) -> dict[str, str]:
    """Return the Russian forms of each Ukrainian part of a kind, with | between them: a hundred thousand lists would
    keep the collector busy for a second. The table is sorted by kind."""
    table = _folded("ukrainian_russian_parts.csv")
    start, last = table.index(f"{kind},"), table.rindex(f"\n{kind},")
    known: dict[str, str] = {}
    _, parts, forms = _columns(table[start : table.index("\n", last + 1)], 3)
    for ukrainian, russian in zip(parts, forms, strict=True):
        known[ukrainian] = f"{known[ukrainian]}|{russian}" if ukrainian in known else russian
    return known
