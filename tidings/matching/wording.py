"""The words of a name, and what tells one unit from another: what is cut away before anything is compared."""

import re
import unicodedata
from functools import lru_cache

import numpy as np
import polars as pl

from tidings.matching import spelling
from tidings.matching.vocabulary import Rows

LONGEST_NAME = 300
"""Letters of a name that are looked at."""

_CALL_SIGN = r"«[^»]*»|\"[^\"]*\"|“[^”]*”|„[^“”]*[“”]|\([^)]*\)"
_INVISIBLE = r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]"
_DASHES = r"\s*[\u2010-\u2015\u2212-]\s*"
_APOSTROPHES = r"['’‘ʼ`´]"
_SON_OR_DAUGHTER = r"(?i)[\s-]+(огл[ыуи]|угл[ыи]|к[ыи]з[ыи]|гызы|улы|уулу|ogl[yui]|k[iy]z[iy]|uulu|uly)\b"
_CLEANED = (
    (_INVISIBLE, ""),
    (_CALL_SIGN, " "),
    (_APOSTROPHES, ""),
    (_DASHES, "-"),
    (_SON_OR_DAUGHTER, "$1"),
)
_WORD = r"\p{L}[\p{L}\p{M}-]*"
_NO_NAME = frozenset(
    [
        "рядовой",
        "сержант",
        "ефрейтор",
        "лейтенант",
        "капитан",
        "майор",
        "прапорщик",
        "старшина",
        "солдат",
        "мобилизованный",
        "гр",
        "гражданин",
        "г-н",
        "рядовий",
        "солдат",
        "капрал",
        "private",
        "sergeant",
        "lieutenant",
        "captain",
        "major",
        "mr",
        "mrs",
        "ms",
        "неизвестный",
        "невідомий",
        "unknown",
        "фио",
    ]
)
_SHORT_SURNAMES = frozenset(
    [
        "ли",
        "ан",
        "ян",
        "юн",
        "ко",
        "ни",
        "те",
        "хе",
        "ро",
        "ку",
        "пу",
        "но",
        "ем",
        "им",
        "ю",
        "цо",
        "ha",
        "li",
        "an",
        "yan",
        "kim",
        "ko",
        "yu",
        "lee",
    ]
)


def words_of(name: str | None) -> list[str]:
    """Return the words of one name, as `words` does for a column."""
    text = (name or "")[:LONGEST_NAME]
    for pattern, instead in _CLEANED:
        text = re.sub(pattern, instead.replace("$1", r"\1"), text)
    return [said for word in _letters(text) for said in name_words(word)]


def _letters(text: str) -> list[str]:
    """Return what _WORD finds; the regular expressions of Python do not know the classes L and M."""
    kinds = "".join(letter if letter == "-" else unicodedata.category(letter)[0] for letter in text)
    return [text[found.start() : found.end()] for found in re.finditer("L[LM-]*", kinds)]


def words(names: pl.Series) -> tuple[np.ndarray, list[str]]:
    """Return the rows and the words of all names, in order; words in small letters, call signs and ranks left out."""
    cleaned = names.fill_null("").str.slice(0, LONGEST_NAME)
    for pattern, instead in _CLEANED:
        cleaned = cleaned.str.replace_all(pattern, instead)
    flat = pl.DataFrame(
        {"row": np.arange(len(names), dtype=np.int32), "word": cleaned.str.extract_all(_WORD)}
    )
    flat = flat.explode("word").drop_nulls()
    distinct = flat.select(pl.col("word").unique().sort()).with_row_index("number")
    said = [name_words(word) for word in distinct["word"].to_list()]
    number = flat.join(distinct, on="word", how="left", maintain_order="left")["number"].to_numpy()
    many = np.array([len(parts) for parts in said], np.int64)
    start = np.cumsum(many) - many
    at = np.repeat(start[number] - (np.cumsum(many[number]) - many[number]), many[number])
    every = [part for parts in said for part in parts]
    rows = np.repeat(flat["row"].to_numpy(), many[number])
    return rows, [every[place] for place in (at + np.arange(len(at))).tolist()]


@lru_cache(maxsize=1 << 17)
def name_words(word: str) -> list[str]:
    """Return the words of a name in one written word: "АП" are two initials, a rank is none."""
    said = spelling.plain(word.strip("-"))
    if said in _NO_NAME or not spelling.skeleton(said):
        return []
    initials = len(said) == 2 and word.isupper() and said not in _SHORT_SURNAMES
    return list(said) if initials else [said]


def places_of_words(rows: np.ndarray, numbers: Rows, count: int, most: int) -> Rows:
    """Return word numbers as [row, place], -1 where a name has fewer words; words after the first `most` are left out."""
    found = np.full((count, most), -1, np.int32)
    starts = np.searchsorted(rows, np.arange(count))
    place = np.arange(len(rows)) - starts[rows]
    kept = place < most
    found[rows[kept], place[kept]] = numbers[kept]
    return found


def digits(unit: str) -> str:
    """Return what tells a unit from others: its longest number, or its words if it has no number of two digits."""
    numbers = re.findall(r"\d{2,}", unit)
    return max(numbers, key=len) if numbers else " ".join(re.findall(r"\w+", unit.lower()))
