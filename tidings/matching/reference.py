"""What is known about names before any table is read: how common they are, short forms, Ukrainian forms.

All of it comes from the tables in tidings/text/data (sources and licences in LICENCES.md there), as skeletons.
"""

from collections import defaultdict
from functools import lru_cache
from pathlib import Path

import polars as pl

import tidings.text
from tidings.matching.spelling import as_belarusian, blurred, skeleton

DATA = Path(tidings.text.__file__).parent / "data"

SURNAME, GIVEN, PATRONYMIC = 0, 1, 2
ROLES = (SURNAME, GIVEN, PATRONYMIC)
_TABLES = {SURNAME: "surname", GIVEN: "given", PATRONYMIC: "patronymic"}
_RAREST = {SURNAME: 1, GIVEN: 5, PATRONYMIC: 2}


@lru_cache(maxsize=1)
def counts() -> pl.DataFrame:
    """Return `role`, `sound`, `count`: how many people were counted with a name, one row a sound and role."""
    found = []
    for role, name in _TABLES.items():
        table = pl.read_csv(DATA / f"{name}_frequency.csv", columns=[name, "count"])
        table = table.filter(pl.col("count") >= _RAREST[role])
        sounds = pl.Series("sound", [skeleton(word) for word in table[name].to_list()], dtype=pl.String)
        found.append(table.select(sounds, role=pl.lit(role, pl.Int8), count=pl.col("count").cast(pl.Float64)))
    return pl.concat(found).group_by("role", "sound").agg(pl.col("count").sum()).sort("role", "sound")


@lru_cache(maxsize=1)
def belarusian_forms() -> dict[str, list[str]]:
    """Return for each sound as a Belarusian might say it the known names it may be."""
    found: dict[str, list[str]] = defaultdict(list)
    for sound in filter(None, numbers()):
        found[as_belarusian(sound)].append(sound)
    return dict(found)


BELARUSIAN = (
    ("Мікалай", "Николай"),
    ("Мікалаевіч", "Николаевич"),
    ("Мікалаеўна", "Николаевна"),
    ("Уладзімір", "Владимир"),
    ("Уладзіміравіч", "Владимирович"),
    ("Уладзіміраўна", "Владимировна"),
    ("Яўген", "Евгений"),
    ("Яўгенавіч", "Евгеньевич"),
    ("Яўгеньевіч", "Евгеньевич"),
    ("Вячаслаў", "Вячеслав"),
    ("Вячаслававіч", "Вячеславович"),
    ("Рыгор", "Григорий"),
    ("Рыгоравіч", "Григорьевич"),
    ("Васіль", "Василий"),
    ("Анатоль", "Анатолий"),
    ("Юрый", "Юрий"),
    ("Пётра", "Пётр"),
    ("Максім", "Максим"),
    ("Якаў", "Яков"),
    ("Язэп", "Иосиф"),
    ("Алена", "Елена"),
    ("Вольга", "Ольга"),
    ("Кацярына", "Екатерина"),
)
"""Belarusian names that sound further from the Russian ones than the rules of spelling.as_belarusian say."""

NEVER_SEEN = ""
"""Stands for any sound that a vocabulary does not have."""


@lru_cache(maxsize=1)
def numbers() -> dict[str, int]:
    """Return a number for the sound of every known name; the numbers are 0, 1, 2 … in this order."""
    sounds = {
        NEVER_SEEN,
        *counts()["sound"].to_list(),
        *short_form_table(),
        *(o for f in short_form_table().values() for o, _ in f),
    }
    return {sound: number for number, sound in enumerate(sorted(sounds))}


@lru_cache(maxsize=1)
def everyday() -> frozenset[int]:
    """Return the numbers of given names and patronymics, which are well enough known for a slip to be seen."""
    sounds = counts().filter(pl.col("role") != SURNAME)["sound"].to_list()
    return frozenset(numbers()[sound] for sound in sounds)


@lru_cache(maxsize=1)
def blurs() -> dict[str, list[str]]:
    """Return for each blurred sound the known names that a German spelling cannot tell apart."""
    found: dict[str, list[str]] = defaultdict(list)
    for sound in filter(None, numbers()):
        found[blurred(sound)].append(sound)
    return dict(found)


@lru_cache(maxsize=1)
def short_form_table() -> dict[str, tuple[tuple[str, float], ...]]:
    """Return for the sound of a short form the formal names, each with the share of its short forms that this one is."""
    table = pl.read_csv(DATA / "diminutives.tsv", separator="\t")
    shares = {
        (skeleton(short), skeleton(formal)): 1.0 / len(shorts.split(","))
        for language in ("ru", "uk")
        for formal, shorts in table.select(f"formal_{language}", f"short_{language}").drop_nulls().iter_rows()
        for short in shorts.split(",")
    }
    found: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for (short, formal), share in sorted(shares.items()):
        if short != formal:
            found[short].append((formal, share))
    return {short: tuple(formal) for short, formal in found.items()}


@lru_cache(maxsize=1)
def ukrainian_table() -> dict[str, tuple[str, ...]]:
    """Return for the sound of a Ukrainian or Belarusian form the Russian ones that sound otherwise."""
    parts = pl.read_csv(DATA / "ukrainian_russian_parts.csv").filter(pl.col("ukrainian") != pl.col("russian"))
    formal = (
        pl.read_csv(DATA / "diminutives.tsv", separator="\t").select("formal_uk", "formal_ru").drop_nulls()
    )
    found: dict[str, set[str]] = defaultdict(set)
    for ukrainian, russian in [
        *parts.select("ukrainian", "russian").iter_rows(),
        *formal.iter_rows(),
        *BELARUSIAN,
    ]:
        one, other = skeleton(ukrainian), skeleton(russian)
        if one != other:
            found[one].add(other)
    return {sound: tuple(sorted(others)) for sound, others in found.items()}
