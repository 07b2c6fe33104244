"""What a word of a name sounds like, whatever alphabet, scheme or letter shapes it was written in.

A *skeleton* is a word in a small alphabet in which the usual ways to write one sound are one letter: Cyrillic, Latin by
any common scheme, ё or е, doubled letters, letters borrowed from the other alphabet. It is for comparing, never for showing.

>>> skeleton("Сергей"), skeleton("SERGEY"), skeleton("Sergei")
('sergei', 'sergei', 'sergei')
"""

import functools
import re
import unicodedata
from itertools import product

import numpy as np
import polars as pl

from tidings.matching.compiled import together


class Rewriting:
    """What is written instead of some parts of a word; of two parts that begin at one letter the earlier one wins."""

    def __init__(self, rules: dict[str, str]) -> None:
        """Take parts, several apart by spaces, with letters to choose from in brackets, and what stands instead of each."""
        self._parts: dict[str, str] = {}
        for parts, instead in rules.items():
            for part in parts.split():
                for letters in product(*map(_choices, re.findall(r"\[\w+\]|.", part))):
                    self._parts.setdefault("".join(letters), instead)
        self._pattern = re.compile("|".join(map(re.escape, self._parts)))

    def one(self, word: str) -> str:
        """Return one word rewritten."""
        return self._pattern.sub(lambda found: self._parts[found[0]], word)

    def all(self, words: pl.Series) -> pl.Series:
        """Return many words rewritten."""
        return words.str.replace_many(list(self._parts), list(self._parts.values()), leftmost=True)


def _choices(letter: str) -> str:
    return letter.strip("[]")


def _kept(*parts: str) -> dict[str, str]:
    """Return a rule that leaves parts as they are, so that no later one touches them."""
    return {part: part for part in parts}


# In a skeleton J is ж, C is ч, W is ш and щ, R is я, Y is ю, c is ц, h is х.
_CYRILLIC = Rewriting(
    {
        "[иі][ьйи]я [иі]я [ьйи]я я [иіь]а": "R",
        "[ьй]о [ьиійї]е": "e",
        "[иіьй]ю": "Y",
        "[ьиій]є": "e",
        "[иі][йі]": "i",
    }
    | dict(
        zip(
            "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґўқғұүәөһңј",
            "a b v g d e e J z i i k l m n o p r s t u f h c C W W  i  e Y R i i e g u k g u u a o h n i".split(
                " "
            ),
            strict=True,
        )
    )
)
_LATIN = Rewriting(
    {
        "schtsch shtch shch sch sh sz": "W",
        "tsch tch ch cz": "C",
        "zh": "J",
        "kh": "h",
        "ts tz": "c",
        "ck": "k",
        "ph": "f",
        "th": "t",
        "i[yij]a [yij]a": "R",
        "i[yij]u [yij]u": "Y",
        "[yj]o i[yij]e [yij]e": "e",
        "iy ij yi yy yj": "i",
        "oo": "u",
        "x": "ks",
        "w": "v",
        "q": "k",
        "y j": "i",
    }
)
_OTHER_READINGS = (
    (Rewriting({"j": "zh"}),),
    (Rewriting(_kept("kh", "sh", "ch", "zh", "th", "ph") | {"h": "g"}),),
    (Rewriting(_kept("ch", "ck", "cz") | {"c": "k"}),),
    (
        Rewriting(_kept("sch", "tch", "hch") | {"ch": "sh"}),
        Rewriting({"tch": "ch", "ou": "u", "ff|": "v", "ine|": "in"}),
    ),
    (Rewriting(_kept("sch", "tch") | {"ch": "kh"}),),
)
"""Less common ways to read Latin letters: j as ж, h as г, c as к, as the French do, ch as х. The end of a word is "|"."""
_GERMAN = Rewriting(_kept("schtsch", "tsch", "sch") | {"ch": "h", "tz ts z c": "s"})
_GERMAN_LETTERS = re.compile("[wzs]|ch")

_LOOKALIKES = str.maketrans("aeopcxyikmhbt", "аеорсхуікмнвт")
_BACK = str.maketrans("аеорсхуікмнвт", "aeopcxyikmhbt")
_NO_LOOKALIKE = re.compile(r"[dfgjlnqrsuvwz]")
_ONLY_LOOKALIKES = re.compile(r"[aeopcxyikmhbt]+")
_CYRILLIC_LETTER = re.compile(r"[\u0400-\u04ff]")
_LATIN_LETTER = re.compile(r"[a-z]")
_STRANGE = re.compile("[a-z\u00c0-\u024f\u0300-\u036f]")
_DOUBLED = re.compile(r"(.)\1+")
_FALLEN_MARKS = {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ß": "ss", "ʼ": "", "æ": "e"}
_HOOKED = str.maketrans({"š": "sh", "ş": "sh", "č": "ch", "ç": "ch", "ć": "ch", "ž": "zh"})
"""Letters whose mark says another sound; of all others the mark is dropped."""
_MARKS = re.compile(r"[\u0300-\u036f]")

LONGEST_WORD = 40
"""Letters of a word that are looked at; no name is longer."""


def plain(text: str) -> str:
    """Return a word in small letters, without accents on Latin letters, look-alikes put back into its alphabet."""
    word = text.lower()[:LONGEST_WORD].replace("ĸ", "к")
    if word.isascii():
        return word
    if not _CYRILLIC_LETTER.search(word):
        word = unicodedata.normalize("NFC", word).translate(_HOOKED)
        word = _MARKS.sub("", unicodedata.normalize("NFKD", word).lower())
        word = "".join(_FALLEN_MARKS.get(letter, letter) for letter in word)
        return word
    if _STRANGE.search(word):
        word = "".join(map(_in_cyrillic, word))
        back = word.translate(_BACK)
        word = back if _NO_LOOKALIKE.search(word) and back.isascii() else word.translate(_LOOKALIKES)
    return word


def _in_cyrillic(letter: str) -> str:
    """Return a letter of a Cyrillic word; one borrowed with an accent is put back without it, but ë is ё."""
    if letter < "\u0300":
        return "ё" if letter == "ë" else unicodedata.normalize("NFKD", letter)[0]
    return _MARKS.sub("", letter)


@functools.lru_cache(maxsize=1 << 17)
def skeleton(text: str) -> str:
    """Return the sound of one word, read in the commonest way; an empty string if it has no letters."""
    word = plain(text)
    return _cyrillic(word) if _CYRILLIC_LETTER.search(word) else _latin(word)


def is_latin(text: str) -> bool:
    """Return whether a word is written in Latin letters (after look-alikes are put back)."""
    word = plain(text)
    return bool(_LATIN_LETTER.search(word)) and not _CYRILLIC_LETTER.search(word)


def skeletons(words: pl.Series) -> pl.Series:
    """Return the sounds of many words, which are plain (see `plain`), as `skeleton` does for one."""
    cyrillic = words.str.contains(_CYRILLIC_LETTER.pattern)
    rows = np.r_[cyrillic.arg_true().to_numpy(), (~cyrillic).arg_true().to_numpy()]
    sounds = pl.concat([_cyrillics(words.filter(cyrillic)), _latins(words.filter(~cyrillic))])
    return sounds.gather(np.argsort(rows))


def other_readings(text: str) -> tuple[str, ...]:
    """Return less common ways to read a Latin word (_OTHER_READINGS), or look-alikes of Cyrillic letters."""
    if not is_latin(text):
        return ()
    word, first = plain(text), skeleton(text)
    found = [_latin(_rewritten(word + "|", ways)) for ways in _OTHER_READINGS]
    if _ONLY_LOOKALIKES.fullmatch(word):
        found.append(_cyrillic(word.translate(_LOOKALIKES)))
    return tuple(dict.fromkeys(reading for reading in found if reading != first and reading))


def all_other_readings(words: pl.DataFrame) -> pl.DataFrame:
    """Return `number`, `reading` for plain words in `word` with their `number`, as `other_readings` does for one."""
    latin = words.filter(_is_latin(pl.col("word")))
    number, word = latin["number"], latin["word"]
    first = skeletons(word)
    read = together(
        lambda ways: _latins(_all_rewritten(word + "|", ways)), [(ways,) for ways in _OTHER_READINGS]
    )
    found = [pl.DataFrame({"number": number, "reading": reading, "first": first}) for reading in read]
    alike = latin.filter(pl.col("word").str.contains(f"^{_ONLY_LOOKALIKES.pattern}$"))
    as_cyrillic = [_cyrillic(one.translate(_LOOKALIKES)) for one in alike["word"].to_list()]
    found.append(
        pl.DataFrame(
            {"number": alike["number"], "reading": as_cyrillic, "first": skeletons(alike["word"])},
            schema_overrides={"reading": pl.String},
        )
    )
    other = (pl.col("reading") != pl.col("first")) & (pl.col("reading") != "")
    return pl.concat(found).filter(other).select("number", "reading").unique(maintain_order=True)


def _is_latin(word: pl.Expr) -> pl.Expr:
    return word.str.contains(_LATIN_LETTER.pattern) & ~word.str.contains(_CYRILLIC_LETTER.pattern)


def _rewritten(word: str, ways: tuple[Rewriting, ...]) -> str:
    for way in ways:
        word = way.one(word)
    return word


def _all_rewritten(words: pl.Series, ways: tuple[Rewriting, ...]) -> pl.Series:
    for way in ways:
        words = way.all(words)
    return words


def german_reading(text: str) -> str:
    """Return the `blurred` sound of a Latin word written the German way ("Kusnezow"), or an empty string."""
    word = plain(text)
    if not is_latin(text) or not _GERMAN_LETTERS.search(word):
        return ""
    return blurred(_latin(_GERMAN.one(word)))


def german_readings(words: pl.DataFrame) -> pl.DataFrame:
    """Return `number`, `reading` of plain words in `word`, as `german_reading` does for one; others are left out."""
    told = words.filter(_is_latin(pl.col("word")) & pl.col("word").str.contains(_GERMAN_LETTERS.pattern))
    read = all_undoubled(_BLUR.all(_latins(_GERMAN.all(told["word"]))))
    return pl.DataFrame({"number": told["number"], "reading": read})


def blurred(sound: str) -> str:
    """Return a skeleton without the differences that German spelling cannot show."""
    return undoubled(_BLUR.one(sound))


_BLUR = Rewriting({"z c": "s", "J": "W"})


def _cyrillic(word: str) -> str:
    return _tidy(_CYRILLIC.one(word))


def _cyrillics(words: pl.Series) -> pl.Series:
    return _all_tidy(_CYRILLIC.all(words))


def _latin(word: str) -> str:
    return _tidy(_LATIN.one(word))


def _latins(words: pl.Series) -> pl.Series:
    return _all_tidy(_LATIN.all(words))


def _tidy(sounds: str) -> str:
    """Return sounds without what is no letter, doubled ones once."""
    letters = sounds if sounds.isalnum() else "".join(filter(str.isalnum, sounds))
    return undoubled(letters)


def _all_tidy(sounds: pl.Series) -> pl.Series:
    return all_undoubled(sounds.str.replace_all(r"[^\p{L}\p{N}]", ""))


def undoubled(sounds: str) -> str:
    """Return sounds with doubled letters once."""
    return _DOUBLED.sub(r"\1", sounds)


def all_undoubled(sounds: pl.Series) -> pl.Series:
    """Return many sounds with doubled letters once; those with other letters than usual one by one."""
    odd = sounds.str.contains("[^a-zA-Z]")
    for _ in range(LONGEST_WORD.bit_length()):
        if not sounds.str.contains_any(_DOUBLES).any():
            break
        sounds = sounds.str.replace_many(_DOUBLES, _SINGLES)
    if odd.any():
        tidied = [undoubled(sound) for sound in sounds.filter(odd).to_list()]
        sounds = sounds.scatter(odd.arg_true(), tidied)
    return sounds


_SINGLES = list("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_DOUBLES = [letter * 2 for letter in _SINGLES]


CASE_ENDINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("a", ("",)),
    ("u", ("", "a")),
    ("om", ("",)),
    ("em", ("", "ei", "i")),
    ("im", ("", "i")),
    ("e", ("", "a", "R")),
    ("R", ("", "i")),
    ("aR", ("i", "oi")),
    ("ska", ("ski",)),
    ("skoi", ("ski",)),
    ("cka", ("cki",)),
    ("ckoi", ("cki",)),
    ("Y", ("", "i", "R")),
    ("i", ("a", "R")),
    ("ogo", ("i", "oi")),
    ("omu", ("i", "oi")),
    ("oi", ("a", "aR")),
    ("ei", ("R",)),
    ("uY", ("aR",)),
)
"""Endings of oblique cases and of women's surnames in a skeleton, and what may have stood there in a man's nominative."""

_FLEETING = re.compile(r"(.*[bvgdJzklmnprstfhcCW])([klmnrsvc])(?:a|u|om|em|e)")


@functools.lru_cache(maxsize=1 << 16)
def nominatives(sound: str) -> tuple[str, ...]:
    """Return what a skeleton may have been before it was put into another case; most are no names at all."""
    found = [
        sound[: -len(ending)] + nominative
        for ending, nominatives in CASE_ENDINGS
        if sound.endswith(ending) and len(sound) > len(ending) + 1
        for nominative in nominatives
    ]
    if match := _FLEETING.fullmatch(sound):
        found += [f"{match[1]}{vowel}{match[2]}" for vowel in "eo"]
    return tuple(dict.fromkeys(word for word in found if word != sound))


_FIRSTS = "abvgdezijklmnoprstufhcw"
_FIRST_ALIKE = {"J": "z", "C": "c", "W": "s", "R": "i", "Y": "i", "h": "g", "v": "v"}


def first_class(sound: str) -> int:
    """Return a number for the first sound of a skeleton, the same for all letters an initial of it may be; -1 for none."""
    first = _FIRST_ALIKE.get(sound[:1], sound[:1])
    return _FIRSTS.find(first) if first else -1


def first_classes(sounds: pl.Series) -> np.ndarray:
    """Return the first class of many skeletons."""
    first = sounds.str.slice(0, 1)
    number = {letter: first_class(letter) for letter in first.unique().to_list()}
    return np.array(first.replace_strict(number, return_dtype=pl.Int16).to_numpy(), np.int16)


FIRST_CLASSES = len(_FIRSTS)


def all_nominatives(sounds: pl.DataFrame) -> pl.DataFrame:
    """Return `number`, `nominative` for skeletons in `sound` with their `number`, as `nominatives` does for one."""
    found, length = [], pl.col("sound").str.len_chars()
    for ending, nominatives in CASE_ENDINGS:
        some = sounds.filter(pl.col("sound").str.ends_with(ending) & (length > len(ending) + 1))
        stem = pl.col("sound").str.slice(0, length - len(ending))
        found += [some.select("number", "sound", nominative=stem + nominative) for nominative in nominatives]
    fleeting = sounds.filter(pl.col("sound").str.contains(f"^(?:{_FLEETING.pattern})$"))
    for vowel in "eo":
        written = fleeting["sound"].str.replace(f"^(?:{_FLEETING.pattern})$", "${1}" + vowel + "${2}")
        found.append(fleeting.select("number", "sound", nominative=written))
    return (
        pl.concat(found)
        .filter(pl.col("nominative") != pl.col("sound"))
        .select("number", "nominative")
        .unique()
    )
