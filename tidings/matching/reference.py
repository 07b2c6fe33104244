"""What is known about names before any table is read: how common they are, short forms, Ukrainian forms.

All of it comes from the tables in tidings/text/data (sources and licences in LICENCES.md there), as skeletons; the larger
ones are read as tidings.matching.sounds left them.
"""

from collections import defaultdict
from functools import lru_cache
from pathlib import Path

import numpy as np
import polars as pl

import tidings.text
from tidings.matching.spelling import skeleton

DATA = Path(tidings.text.__file__).parent / "data"
SOUNDS, OTHERS = (Path(__file__).parent / name for name in ("sounds.parquet", "other_forms.parquet"))

SURNAME, GIVEN, PATRONYMIC = 0, 1, 2
ROLES = (SURNAME, GIVEN, PATRONYMIC)
TABLES = ("surname", "given", "patronymic")
"""The roles by name."""

NEVER_SEEN = ""
"""Stands for any sound that a vocabulary does not have."""


@lru_cache(maxsize=1)
def _sounds() -> pl.DataFrame:
    return pl.read_parquet(SOUNDS)


def counts() -> np.ndarray:
    """Return [role, sound]: how many people were counted with a name."""
    return _sounds().select(TABLES).to_numpy().T


def sounds() -> pl.Series:
    """Return the sound of every known name; its place is its number."""
    return _sounds()["sound"]


def first_classes() -> np.ndarray:
    """Return the class of first sounds of each sound, as spelling.first_class gives it."""
    return _sounds()["first"].to_numpy()


@lru_cache(maxsize=1)
def numbers() -> dict[str, int]:
    """Return a number for the sound of every known name; the numbers are 0, 1, 2 … in this order."""
    return {sound: number for number, sound in enumerate(sounds().to_list())}


@lru_cache(maxsize=1)
def everyday() -> frozenset[int]:
    """Return the numbers of given names and patronymics, which are well enough known for a slip to be seen."""
    return frozenset(np.flatnonzero(counts()[[GIVEN, PATRONYMIC]].any(axis=0)).tolist())


@lru_cache(maxsize=1)
def by_what_is_heard() -> pl.DataFrame:
    """Return `name`, `heard`, `blurred` of each known name but the empty one: by number, as a Belarusian says it, as German
    spelling leaves it."""
    number = np.arange(len(_sounds()), dtype=np.int32)
    known = pl.DataFrame(
        {"name": number, "sound": sounds(), "heard": _sounds()["belarusian"], "blurred": _sounds()["blurred"]}
    )
    return known.filter(pl.col("sound") != NEVER_SEEN).drop("sound")


@lru_cache(maxsize=1)
def belarusian_forms() -> dict[str, list[str]]:
    """Return for each sound as a Belarusian might say it the known names it may be."""
    return _by("belarusian")


@lru_cache(maxsize=1)
def blurs() -> dict[str, list[str]]:
    """Return for each blurred sound the known names that a German spelling cannot tell apart."""
    return _by("blurred")


def _by(column: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for sound, heard in zip(sounds().to_list(), _sounds()[column].to_list(), strict=True):
        if sound:
            found[heard].append(sound)
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
def short_forms() -> pl.DataFrame:
    """Return the same as columns: `sound`, `formal`, `part`."""
    rows = [(short, *formal) for short, formals in short_form_table().items() for formal in formals]
    return pl.DataFrame(rows, schema=["sound", "formal", "part"], orient="row")


@lru_cache(maxsize=1)
def other_forms() -> pl.DataFrame:
    """Return `sound`, `other`: a Ukrainian or Belarusian form, and each Russian one that sounds otherwise."""
    return pl.read_parquet(OTHERS)


@lru_cache(maxsize=1)
def ukrainian_table() -> dict[str, tuple[str, ...]]:
    """Return for the sound of a Ukrainian or Belarusian form the Russian ones that sound otherwise."""
    found: dict[str, tuple[str, ...]] = {}
    for sound, other in other_forms().iter_rows():
        found[sound] = (*found.get(sound, ()), other)
    return found
