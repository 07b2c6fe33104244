"""Numbers in words, in Russian and Ukrainian: spoken telephone numbers, ages, days of the month."""

import re

from tidings.text.phrases import openings

_ONES = {
    "ноль": 0, "нуль": 0, "нол": 0, "один": 1, "одна": 1, "раз": 1, "два": 2, "две": 2, "дві": 2, "три": 3, "четыре": 4,
    "чотири": 4, "пять": 5, "п'ять": 5, "шесть": 6, "шість": 6, "семь": 7, "сім": 7, "восемь": 8, "вісім": 8,
    "девять": 9, "дев'ять": 9,
}  # fmt: skip
_TEENS = {
    "десять": 10, "одиннадцать": 11, "одинадцять": 11, "двенадцать": 12, "дванадцять": 12, "тринадцать": 13,
    "тринадцять": 13, "четырнадцать": 14, "чотирнадцять": 14, "пятнадцать": 15, "п'ятнадцять": 15,
    "шестнадцать": 16, "шістнадцять": 16, "семнадцать": 17, "сімнадцять": 17, "восемнадцать": 18,
    "вісімнадцять": 18, "девятнадцать": 19, "дев'ятнадцять": 19, "девятнадцять": 19,
}  # fmt: skip
_TENS = {
    "двадцать": 20, "двадцять": 20, "тридцать": 30, "тридцять": 30, "сорок": 40, "пятьдесят": 50, "п'ятдесят": 50,
    "шестьдесят": 60, "шістдесят": 60, "семьдесят": 70, "сімдесят": 70, "восемьдесят": 80, "вісімдесят": 80,
    "девяносто": 90, "дев'яносто": 90,
}  # fmt: skip
_HUNDREDS = {
    "сто": 100, "двести": 200, "двісті": 200, "триста": 300, "четыреста": 400, "чотириста": 400, "пятьсот": 500,
    "п'ятсот": 500, "шестьсот": 600, "шістсот": 600, "семьсот": 700, "сімсот": 700, "восемьсот": 800,
    "вісімсот": 800, "девятьсот": 900, "дев'ятсот": 900,
}  # fmt: skip
_NUMBERS = _ONES | _TEENS | _TENS | _HUNDREDS


def _any(words: dict[str, int]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


SMALL = rf"(?:(?:{_any(_TENS)})(?:\s(?:{_any(_ONES)}))?|{_any(_TEENS)}|{_any(_ONES)})"
"""A regular expression for a number of at most two figures."""

RUN = re.compile(
    rf"(?<!\w)(?:плюс\s)?(?:{_any(_NUMBERS)}|нуля|нулей)(?:[\s,.-]{{1,3}}(?:{_any(_NUMBERS)}|нуля|нулей))+(?!\w)"
)
"""Several number words in a row, as a number is dictated."""

BEGIN = openings(" ".join([*_NUMBERS, "нуля нулей плюс"]))
"""How such a run can begin."""

_ORDINAL_STEMS = {
    "перв": 1, "перш": 1, "втор": 2, "друг": 2, "треть": 3, "трет": 3, "четверт": 4, "пят": 5, "п'ят": 5, "шест": 6,
    "шост": 6, "седьм": 7, "сьом": 7, "восьм": 8, "девят": 9, "дев'ят": 9, "десят": 10, "одиннадцат": 11,
    "одинадцят": 11, "двенадцат": 12, "дванадцят": 12, "тринадцат": 13, "тринадцят": 13, "четырнадцат": 14,
    "чотирнадцят": 14, "пятнадцат": 15, "п'ятнадцят": 15, "шестнадцат": 16, "шістнадцят": 16, "семнадцат": 17,
    "сімнадцят": 17, "восемнадцат": 18, "вісімнадцят": 18, "девятнадцат": 19, "дев'ятнадцят": 19, "двадцат": 20,
    "двадцят": 20, "тридцат": 30, "тридцят": 30,
}  # fmt: skip
_ENDS = r"(?:ого|его|ый|ий|ой|ое|е|ье|ьего|ьи|ые|а|я|и|ья|ому|ыми|ых)"
_ENDINGS = frozenset(_ENDS[3:-1].split("|"))
ORDINAL = rf"(?:(?:двадцать|двадцять|тридцать|тридцять)\s)?(?:{_any(_ORDINAL_STEMS)}){_ENDS}"
"""A regular expression for an ordinal up to 39."""
ORDINAL_BEGIN = openings(" ".join(f"{stem}*" for stem in _ORDINAL_STEMS))
"""How such an ordinal begins."""


_ROUND_STEMS = {
    "сороков": 40, "пятидесят": 50, "п'ятдесят": 50, "шестидесят": 60, "шістдесят": 60, "семидесят": 70,
    "сімдесят": 70, "восьмидесят": 80, "вісімдесят": 80, "девяност": 90, "дев'яност": 90, "сот": 100,
    "двухсот": 200, "двохсот": 200, "трехсот": 300, "трьохсот": 300, "четырехсот": 400, "чотирьохсот": 400,
    "пятисот": 500, "п'ятисот": 500, "шестисот": 600, "семисот": 700, "восьмисот": 800,
    "девятисот": 900, "дев'ятисот": 900,
}  # fmt: skip
_LONG_STEMS = _ORDINAL_STEMS | _ROUND_STEMS
_LONG_ENDS = (
    r"(?:ого|его|ый|ий|ой|ое|е|ье|ьего|ьому|ья|ья|ьей|ьею|ью|ую|ю|у|ая|а|я|і|ій|ої|ою|ом|ому|ем|им|ым|их|ых)"
)
_LONG_ENDINGS = frozenset(_LONG_ENDS[3:-1].split("|"))
LONG_ORDINAL = (
    rf"(?:(?:(?:{_any(_ONES)})\s)?тыс[яі]ч\w?\s)?(?:(?:{_any(_HUNDREDS)})\s)?(?:(?:{_any(_TENS)})\s)?"
    rf"(?:{_any(_LONG_STEMS)}){_LONG_ENDS}(?!\w)"
)
"""A regular expression for an ordinal up to 9999."""
LONG_ORDINAL_BEGIN = openings(
    " ".join([*_ONES, *_HUNDREDS, *_TENS, *(f"{stem}*" for stem in _LONG_STEMS), "тысяч* тисяч*"])
)
"""How such an ordinal begins."""
THOUSANDS = rf"(?:{_any(_NUMBERS)})(?:\s(?:{_any(_NUMBERS)}))*\sтыс[яі]ч\w?(?:\s(?:{_any(_NUMBERS)}))*"
"""A regular expression for a number with the word "тысяча" in it."""


def long_ordinal(words: str) -> int | None:
    """Return the number that an ordinal up to 9999 says, or None.

    >>> long_ordinal("сто пятьдесят пятой"), long_ordinal("девяностый"), long_ordinal("две тысячи семьсот пятому")
    (155, 90, 2705)
    """
    *before, last = words.split()
    thousand = next((place for place, word in enumerate(before) if word.startswith("тыс")), None)
    if thousand is not None:
        rest = long_ordinal(" ".join([*before[thousand + 1 :], last]))
        return rest and 1000 * (small(" ".join(before[:thousand])) or 1) + rest
    stems = [stem for stem in _LONG_STEMS if last.startswith(stem) and last[len(stem) :] in _LONG_ENDINGS]
    if not stems:
        return None
    return sum(_NUMBERS.get(word, 0) for word in before) + _LONG_STEMS[max(stems, key=len)]


def thousands(words: str) -> str | None:
    """Return the five figures of a number said with the word "тысяча", or None.

    >>> thousands("сорок тысяч сто два")
    '40102'
    """
    left, said, right = re.sub(r"\s+", " ", words).partition(" тыс")
    if not said:
        return None
    count, rest = small(left), small(right.partition(" ")[2]) or 0
    return f"{count * 1000 + rest:05}" if count and count < 100 and rest < 1000 else None


def small(words: str) -> int | None:
    """Return the number that one or two words say, or None.

    >>> small("двадцать два")
    22
    """
    values = [_NUMBERS.get(word) for word in words.split()]
    return sum(value for value in values if value is not None) if values and None not in values else None


def ordinal(words: str) -> int | None:
    """Return the number that an ordinal says, or None.

    >>> ordinal("двадцать шестого"), ordinal("сьомого")
    (26, 7)
    """
    *tens, last = words.split()
    stems = [stem for stem in _ORDINAL_STEMS if last.startswith(stem) and last[len(stem) :] in _ENDINGS]
    if not stems:
        return None
    return sum(_NUMBERS.get(word, 0) for word in tens) + _ORDINAL_STEMS[max(stems, key=len)]


def digits(words: str) -> str:
    """Return the figures that a dictated number has.

    >>> digits("восемь девятьсот пять два нуля тридцать один двадцать два")
    '8905003122'
    """
    said: list[int] = []
    for word in re.findall(r"[\w']+", words):
        if word in ("нуля", "нулей"):
            said[-1:] = [0] * min(said[-1], 9) if said else [0]
        elif word in _NUMBERS:
            _say(said, _NUMBERS[word])
    return "".join(map(str, said))


def _say(said: list[int], value: int) -> None:
    """Add a word to the numbers said: "тридцать" and "один" are one number, "один" and "тридцать" two."""
    last = said[-1] if said else 0
    room = 10 if last % 100 >= 20 and last % 10 == 0 else 100 if last >= 100 and last % 100 == 0 else 1
    if last and 0 < value < room:
        said[-1] += value
    else:
        said.append(value)
