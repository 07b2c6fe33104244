"""The words of a name, and what tells one unit from another: what is cut away before anything is compared."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import polars as pl

from tidings.matching import columns, spelling
from tidings.matching.compiled import compiled

Rows = npt.NDArray[np.int32]

LONGEST_NAME = 300
"""Letters of a name that are looked at."""

_CALL_SIGN = r"«[^»]*»|\"[^\"]*\"|“[^”]*”|„[^“”]*[“”]|\([^)]*\)"
_INVISIBLE = r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]"
_BLANK = r" \t-\r\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
"""Blanks by name: what a class of blanks holds is not the same in Python and in Polars."""
_DASHES = rf"[{_BLANK}]*[\u2010-\u2015\u2212-][{_BLANK}]*"
_APOSTROPHES = r"['’‘ʼ`´]"
_SON_OR_DAUGHTER = (
    rf"(?i)[{_BLANK}-]+(огл[ыуи]|угл[ыи]|к[ыи]з[ыи]|гызы|улы|уулу|ogl[yui]|k[iy]z[iy]|uulu|uly)\b"
)
_SON_OR_DAUGHTER_ALONE = re.compile(
    r"(?i)огл[ыуи]|угл[ыи]|к[ыи]з[ыи]|гызы|улы|уулу|ogl[yui]|k[iy]z[iy]|uulu|uly"
)
_FOR_LETTERS = (
    (r"(^|[^\d])4([а-яёієїА-ЯЁІЄЇ])", "${1}ч$2"),
    (r"([а-яёієїА-ЯЁІЄЇ])4([^\d]|$)", "${1}ч$2"),
    (r"(^|[^\d])4([a-zA-Z])", "${1}ch$2"),
    (r"([a-zA-Z])4([^\d]|$)", "${1}ch$2"),
    (r"([а-яёієїА-ЯЁІЄЇ])0([а-яёієїА-ЯЁІЄЇ])", "${1}о$2"),
    (r"([a-zA-Z])0([a-zA-Z])", "${1}o$2"),
    (r"(^|[^\d])3([а-яёієїА-ЯЁІЄЇ])", "${1}з$2"),
    (r"(^|[^\d])6([а-яёієїА-ЯЁІЄЇ])", "${1}б$2"),
)
"""Digits that stand for letters; 3 and 6 in Latin letters may be several."""
_CLEANED = (
    (_INVISIBLE, ""),
    *_FOR_LETTERS,
    (_CALL_SIGN, " "),
    (_APOSTROPHES, ""),
    (_DASHES, "-"),
    (_SON_OR_DAUGHTER, "$1"),
)
_CLEANED_HERE = tuple(
    (re.compile(pattern), re.sub(r"\$(\d)|\$\{(\d)\}", lambda found: rf"\g<{found[1] or found[2]}>", instead))
    for pattern, instead in _CLEANED
)
"""The same as Python writes it."""
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
        "позывной",
        "позивний",
        "фон",
        "ибн",
        "ібн",
        "бин",
        "дер",
        "von",
        "ibn",
        "bin",
        "der",
    ]
)
_PARTICLES = frozenset(["де", "аль", "эль", "de", "al", "el"])
"""These are no words of a name either, unless they are initials ("ДЕ")."""
_ARTICLE = re.compile(r"^(?:[аэ]ль|а[дзнрстш]|[ae]l|a[dnrstz]|ash)-(?=.{3})")
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
    """Return the words of one name, as `read` does for a column."""
    text = (name or "")[:LONGEST_NAME]
    for pattern, instead in _CLEANED_HERE:
        text = pattern.sub(instead, text)
    return [said for word in _letters(text) for said in name_words(word)]


def _letters(text: str) -> list[str]:
    """Return what _WORD finds; the regular expressions of Python do not know the classes L and M."""
    kinds = "".join(letter if letter == "-" else unicodedata.category(letter)[0] for letter in text)
    return [text[found.start() : found.end()] for found in re.finditer("L[LM-]*", kinds)]


MOST_WORDS = 5
"""Words of a name that are looked at."""
_MOST_WRITTEN = 8
"""Written words of a name that are looked at; some of them are ranks and remarks."""


@dataclass(frozen=True)
class Worded:
    """The names of a table as words."""

    words: pl.Series
    """The distinct words, in any order; in small letters, call signs and ranks left out."""
    places: Rows
    """[row, place]: numbers of words in the order of the name, -1 where a name has fewer."""


def read(names: pl.Series) -> Worded:
    """Return the words of all names, as `words_of` does for one."""
    if names.str.contains("\n", literal=True).any():
        names = names.str.replace_all("\n", " ", literal=True)
    lines = columns.lines(names)
    odd = columns.odd_lines(lines, len(names), LONGEST_NAME)
    distinct, written = columns.words_of_lines(lines, odd, _MOST_WRITTEN, parted=True)
    sons = distinct.str.contains(f"^(?:{_SON_OR_DAUGHTER_ALONE.pattern})$").arg_true().to_numpy()
    if len(sons):
        odd |= np.isin(written, sons).any(axis=1)
    if odd.any():
        distinct, written = _with_odd(names, odd, distinct, written)
    words, first, second = _named(distinct)
    places = np.full((len(written), MOST_WORDS), -1, np.int32)
    _say(written, first, second, places)
    return Worded(words, places)


def _with_odd(
    names: pl.Series, odd: np.ndarray, distinct: pl.Series, written: Rows
) -> tuple[pl.Series, Rows]:
    """Return the written words and their numbers when odd names are cleaned before."""
    cleaned = columns.lines(_cleaned(names.filter(pl.Series(odd))))
    words, places = columns.words_of_lines(
        cleaned, np.zeros(int(odd.sum()), bool), _MOST_WRITTEN, parted=True
    )
    written[odd] = np.where(places < 0, -1, places + len(distinct))
    used = np.bincount(written.ravel() + 1, minlength=len(distinct) + len(words) + 1)[1:] > 0
    number = np.append(np.cumsum(used, dtype=np.int32) - 1, np.int32(-1))
    return pl.concat([distinct, words]).filter(pl.Series(used)), number[written]


def _cleaned(names: pl.Series) -> pl.Series:
    """Return names with nothing but words and spaces."""
    cleaned = names.fill_null("").str.slice(0, LONGEST_NAME)
    for pattern, instead in _CLEANED:
        cleaned = cleaned.str.replace_all(pattern, instead)
    return cleaned.str.extract_all(_WORD).list.join(" ")


_USUAL = "^(?:[a-z]{3,40}|[а-яёґєії]{3,40})$"


def _named(written: pl.Series) -> tuple[pl.Series, Rows, Rows]:
    """Return the distinct words in what is written, and of each written word the first and the second one, -1 for none."""
    small = written.str.to_lowercase()
    usual = small.str.contains(_USUAL) & small.str.contains("[^ьъ]") & ~small.is_in(sorted(_NO_NAME))
    others = [name_words(word) for word in written.filter(~usual).to_list()]
    at = usual.not_().arg_true()
    first = small.scatter(at, [words[0] if words else None for words in others])
    second = [words[1] if len(words) > 1 else None for words in others]
    more = pl.Series("word", second, pl.String)
    words = pl.concat([first, more]).drop_nulls().unique()
    seconds = np.full(len(written), -1, np.int32)
    seconds[at.to_numpy()] = numbers_of(more, words)
    return words, numbers_of(first, words), seconds


def numbers_of(some: pl.Series, words: pl.Series) -> Rows:
    """Return the place of each text among distinct words, -1 where it is none of them."""
    known = pl.DataFrame({"word": words}).with_row_index("number")
    asked = pl.DataFrame({"word": some}).join(known, on="word", how="left", maintain_order="left")
    found: Rows = asked["number"].cast(pl.Int32).fill_null(-1).to_numpy(writable=True)
    return found


@compiled
def _say(written: Rows, first: Rows, second: Rows, found: Rows) -> None:
    """Put numbers of words in the places of those of written words, of which each is none, one or two words."""
    most = found.shape[1]
    for row in range(len(written)):
        many = 0
        for place in range(written.shape[1]):
            word = written[row, place]
            if word >= 0 and many < most and first[word] >= 0:
                found[row, many] = first[word]
                many += 1
                if many < most and second[word] >= 0:
                    found[row, many] = second[word]
                    many += 1


@lru_cache(maxsize=1 << 17)
def name_words(word: str) -> list[str]:
    """Return the words of a name in one written word: "АП" are two initials, a rank is none."""
    said = _ARTICLE.sub("", spelling.plain(word.strip("-")))
    if said in _NO_NAME or (said in _PARTICLES and not word.isupper()) or not _sounds(said):
        return []
    initials = len(said) == 2 and word.isupper() and said not in _SHORT_SURNAMES
    return list(said) if initials else [said]


def _sounds(word: str) -> bool:
    return bool(_SOUNDING.search(word) or spelling.skeleton(word))


_SOUNDING = re.compile("[a-zа-щыэ-яё]")


def digits(unit: str) -> str:
    """Return what tells a unit from others: its longest number, or its words if it has no number of two digits."""
    numbers = re.findall(r"\d{2,}", unit)
    return max(numbers, key=len) if numbers else " ".join(re.findall(r"\w+", unit.lower()))
