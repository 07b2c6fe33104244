"""What a word of a name sounds like, whatever alphabet, scheme or letter shapes it was written in.

A *skeleton* is a word in a small alphabet in which the usual ways to write one sound are one letter: Cyrillic, Latin by
any common scheme, ё or е, doubled letters, letters borrowed from the other alphabet. It is for comparing, never for showing.

>>> skeleton("Сергей"), skeleton("SERGEY"), skeleton("Sergei")
('sergei', 'sergei', 'sergei')
"""

import functools
import re
import unicodedata

# In a skeleton J is ж, C is ч, W is ш and щ, R is я, Y is ю, c is ц, h is х.
_CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґўқғұүәөһңј",
        "a b v g d e e J z i i k l m n o p r s t u f h c C W W  i  e Y R i i e g u k g u u a o h n i".split(
            " "
        ),
        strict=True,
    )
)
_CYRILLIC_PAIRS = re.compile(r"[иі]?[ьйи]?я|[иіь]а|[ьй]о|[ьиійї]е|[иіьй]ю|[ьиій]є|[иі][йі]")
_SOUND_OF_PAIR = {"я": "R", "а": "R", "о": "e", "е": "e", "ю": "Y", "є": "e", "й": "i", "і": "i"}

_LATIN_PARTS = re.compile(
    r"schtsch|shtch|shch|tsch|sch|tch|zh|kh|sh|ch|ts|tz|cz|sz|ck|ph|th|"
    r"i?[yij]a|i?[yij]u|[yj]o|i?[yij]e|iy|ij|yi|yy|yj|oo|x|w|q|y|j"
)
_LATIN = {
    **dict.fromkeys(["schtsch", "shtch", "shch", "sch", "sh", "sz"], "W"),
    **dict.fromkeys(["tsch", "tch", "ch", "cz"], "C"),
    **{"zh": "J", "kh": "h", "ts": "c", "tz": "c", "ck": "k", "ph": "f", "th": "t", "x": "ks", "w": "v"},
    **{"q": "k", "y": "i", "j": "i", "oo": "u", "yo": "e", "jo": "e"},
    **dict.fromkeys(["iy", "ij", "yi", "yy", "yj"], "i"),
}
_LAST_VOWEL = {"a": "R", "u": "Y", "e": "e"}
_GERMAN = {"ch": "h", "z": "s", "tz": "s", "ts": "s", "c": "s"}

_LOOKALIKES = str.maketrans("aeopcxyikmhbt", "аеорсхуікмнвт")
_ONLY_LOOKALIKES = re.compile(r"[aeopcxyikmhbt]+")
_CYRILLIC_LETTER = re.compile(r"[\u0400-\u04ff]")
_LATIN_LETTER = re.compile(r"[a-z]")
_STRANGE = re.compile("[a-z\u00c0-\u024f\u0300-\u036f]")
_DOUBLED = re.compile(r"(.)\1+")
_FALLEN_MARKS = {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ß": "ss", "ʼ": "", "æ": "e"}
_MARKS = re.compile(r"[\u0300-\u036f]")

LONGEST_WORD = 40
"""Letters of a word that are looked at; no name is longer."""


def plain(text: str) -> str:
    """Return a word in small letters, without accents on Latin letters, look-alikes put back into its alphabet."""
    word = text.lower()[:LONGEST_WORD].replace("ĸ", "к")
    if word.isascii():
        return word
    if not _CYRILLIC_LETTER.search(word):
        word = _MARKS.sub("", unicodedata.normalize("NFKD", word))
        word = "".join(_FALLEN_MARKS.get(letter, letter) for letter in word)
        return word
    if _STRANGE.search(word):
        word = "".join(map(_in_cyrillic, word)).translate(_LOOKALIKES)
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


def other_readings(text: str) -> tuple[str, ...]:
    """Return less common ways to read a Latin word: j as ж, h as г, c as к, French sounds, look-alikes of Cyrillic."""
    if not is_latin(text):
        return ()
    word, first = plain(text), skeleton(text)
    found = [
        _latin(word.replace("j", "zh")) if "j" in word else first,
        _latin(re.sub(r"(?<![kscztp])h", "g", word)),
        _latin(re.sub(r"c(?![hkz])", "k", word)),
        _latin(_french(word)),
        _latin(re.sub(r"(?<![st])ch", "kh", word)),
        _cyrillic(word.translate(_LOOKALIKES)) if _ONLY_LOOKALIKES.fullmatch(word) else first,
    ]
    return tuple(dict.fromkeys(reading for reading in found if reading != first and reading))


def german_reading(text: str) -> str:
    """Return the `blurred` sound of a Latin word written the German way ("Kusnezow"), or an empty string."""
    word = plain(text)
    if not is_latin(text) or not re.search(r"sch|w|z|ch|s", word):
        return ""
    parts = re.sub(r"schtsch|tsch|sch|ch|tz|ts|z|c", lambda m: _GERMAN.get(m[0], m[0]), word)
    return blurred(_latin(parts))


def blurred(sound: str) -> str:
    """Return a skeleton without the differences that German spelling cannot show."""
    return _DOUBLED.sub(r"\1", sound.translate(_BLUR))


_BLUR = str.maketrans("zcJ", "ssW")


_SOUNDS_OF_CYRILLIC = str.maketrans(_CYRILLIC)


def _cyrillic(word: str) -> str:
    return _tidy(_CYRILLIC_PAIRS.sub(_cyrillic_pair, word).translate(_SOUNDS_OF_CYRILLIC))


def _cyrillic_pair(found: re.Match[str]) -> str:
    return _SOUND_OF_PAIR[found[0][-1]]


def _latin(word: str) -> str:
    return _tidy(_LATIN_PARTS.sub(_latin_part, word))


def _tidy(sounds: str) -> str:
    """Return sounds without what is no letter, doubled ones once."""
    letters = sounds if sounds.isalnum() else "".join(filter(str.isalnum, sounds))
    return _DOUBLED.sub(r"\1", letters)


def _latin_part(found: re.Match[str]) -> str:
    part = found[0]
    return _LATIN.get(part) or _LAST_VOWEL[part[-1]]


def _french(word: str) -> str:
    word = re.sub(r"(?<![sth])ch", "sh", word)
    for french, usual in (("tch", "ch"), ("ou", "u")):
        word = word.replace(french, usual)
    return re.sub(r"ff$", "v", word)


CASE_ENDINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("a", ("",)),
    ("u", ("", "a")),
    ("om", ("",)),
    ("em", ("", "ei", "i")),
    ("im", ("", "i")),
    ("e", ("", "a", "R")),
    ("R", ("", "i")),
    ("Y", ("", "i", "R")),
    ("i", ("a", "R")),
    ("ogo", ("i", "oi")),
    ("omu", ("i", "oi")),
    ("oi", ("a", "aR")),
    ("ei", ("R",)),
    ("uY", ("aR",)),
)
"""Endings of oblique cases in a skeleton, and what may have stood there in the nominative."""

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


FIRST_CLASSES = len(_FIRSTS)
