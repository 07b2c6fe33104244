"""Military units: the digits of a unit's number, or "N полк" and "N бригада"."""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from tidings.extraction import spoken
from tidings.extraction.mentions import Mention
from tidings.text.phrases import fold

_WORD = (
    r"(?:в\s?[/\\.-]\s?ч(?![а-яёі])\.?|в\sч(?!\w)|вч(?=\W|\d|[аa]\d)|v\s?/\s?c(?![a-z])|v\s?/?\s?ch(?![a-z])|(?:войсков|военн|воинск|військов)\w{2,3}\s(?:част|частин)\w{0,3}"
    r"|(?:войск|воен|воин|війск)\.?\s?част\w{1,3}|част(?:ь|и|ью|ина|ині|ини|ину|иною)\b|в/часть|(?:voyskovaya |voiskovaya |voinskaya |voennaya )?chasti?\b"
    r"|(?:military\s)?unit\b|полев\w{2}\sпочт\w|п[./]?п\.?(?=\s?[\d№]))"
)
_AFTER = r"(?:\s?(?:№|n|#|no\.?|number|номер|номером|is|—|-|:|,|it's|под|«|\"|это|называет|назвал|говорит|вроде|кажется|наверное|то ли|или|\()){0,4}\s{0,2}"
_CODE = r"(?P<code>\d{5}|\d(?:\s?-?\s?[\dоoзil]){4}(?!\w|\s?-?\s?\d)|[аa]\s?-?\s?\d{4}|\d{4}(?=\s?-?[а-яa-z]\b))(?!\d)"
_TYPED = str.maketrans({"о": "0", "o": "0", "з": "3", "i": "1", "l": "1"})
"""Letters that are typed for figures."""
_NAMED = re.compile(rf"(?<!\w){_WORD}{_AFTER}{_CODE}")
_OR = re.compile(
    r"(?:\s?,?\s?(?:или|либо|або|or|то ли|и|,|та|/)\s?(?:вроде\s)?)(?P<code>\d{5}|[аa]\d{4})(?!\d)"
)
_LOOSE = re.compile(
    r"(?<![\w.,/+№-])(?:из|с|в|со|№|при|from|з|із|at)\s?№?\s?(?P<code>\d{5})(?![\d/-]|[.,:]\d|\s?(?:руб|р\b|тыс|км|чел|human|rub|грн|\d))"
)
_NEAR = re.compile(rf"(?<!\w){_WORD}[^.!?\n\d]{{1,40}}(?P<code>\d{{5}})(?![\d/-]|\s?(?:руб|р\b|тыс|\d))")
_FIRST = re.compile(
    r"(?<![\w.,/+№-])(?P<code>\d{5})(?:\s?-?[а-я])?\s(?:номер\s|это\s)?(?:в/ч|вч|част[ьи]|войсков\w{2}\sчаст[ьи]|unit)(?!\w)"
)
_BESIDE = re.compile(
    r"(?<!\w)(?:\d\d\s(?:лет|л\.|г\.?\s?р\.?)|г\.?\s?р\.?|контракт\w*|срочник\w*|командир\w*|служит\w*|мобилизов\w*|моб\.?|рядовой|част\w+[^.!?\n\d]{0,12}\d?[^.!?\n\d]{0,12})[\s,]{1,2}(?P<code>\d{5})(?![\d/-]|[.:,]\d|\s?(?:руб|р\b|р\.|тыс|грн|\d))"
)
"""A number of five figures right after words of service or an age: nothing else has so many."""
_UKRAINIAN = re.compile(r"(?<![\w/.-])(?P<code>[АA]-?\d{4})(?![\w-])")
_KINDS = (
    (
        "полк",
        r"полк(?:а|у|е|ом|ов|и|ові|овому|ку)?|regiment|(?:гв\.?\s?)?[омстгвшзра]{0,4}(?:мсп|тп|пдп|дшп|зрп|ап|шп|гсп)",
    ),
    ("бригада", r"бригад(?:а|ы|е|у|ой|і|и|ою)?|brigade|[омсштдавкргпч]{0,6}бр(?:мп|спн|сп|тро|п)?"),
)
_BETWEEN = r"(?:\s(?!рот|взвод|батал|дивиз|арм|отдел|полк|бригад)(?:[а-яёіїєґ]{3,20}|гв|отд|омс|motor\w*|rifle|tank|separate|guards?|naval|infantry|marine|airborne|assault|mechani\w*)\.?){0,4}?"
_REGIMENT = re.compile(
    r"(?<![\w.,/+№-])(?P<number>\d{1,4})(?:\s?-?(?:й|ый|ой|ий|я|ая|ю|ую|го|ого|м|ом|ем|му|ому|th|st|nd|rd|та|ту|тій|ій)|-[а-яіїє]{1,4})?"
    rf"{_BETWEEN}"
    rf"\s?(?:(?P<полк>{_KINDS[0][1]})|(?P<бригада>{_KINDS[1][1]}))(?!\w)"
)
_KIND_FIRST = re.compile(
    r"(?<!\w)(?:(?P<полк>regiment|полк\w{0,2})|(?P<бригада>brigade|бригад\w))\s(?:под\s)?(?:№|no\.?|number|номер\w{0,2}|n)?\s?(?P<number>\d{1,4})(?![\w.,:-]\d|\d|\s(?:год|месяц|дн|чел|лет))"
)
_SPOKEN = re.compile(rf"(?<!\w){_WORD}{_AFTER}(?P<run>{spoken.RUN.pattern}|{spoken.THOUSANDS})")
_ORDINAL = re.compile(
    rf"(?<!\w)(?P<number>{spoken.LONG_ORDINAL}){_BETWEEN}\s(?:(?P<полк>полк\w{{0,4}})|(?P<бригада>бригад\w{{1,2}}))(?!\w)"
)


def find_units(text: str, received: date) -> list[Mention]:
    """Return each unit: value five digits, А and four digits, "N полк" or "N бригада"."""
    return list(_find(text))


@lru_cache(maxsize=16)
def _find(text: str) -> tuple[Mention, ...]:
    small = fold(text)
    found = [*_codes(small, text), *_regiments(small, text), *_dictated(small, text), *_ordinals(small, text)]
    kept: list[Mention] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return tuple(kept)


def _codes(small: str, text: str) -> Iterator[Mention]:
    for pattern in (_NAMED, _NEAR, _LOOSE):
        for found in pattern.finditer(small):
            yield _mention(text, found)
            end = found.end()
            while also := _OR.match(small, end):
                yield _mention(text, also)
                end = also.end()
    for found in (*_FIRST.finditer(small), *_BESIDE.finditer(small), *_UKRAINIAN.finditer(text)):
        yield _mention(text, found)


def _mention(text: str, found: re.Match[str]) -> Mention:
    start, end = found.span("code")
    code = re.sub(r"[\s-]", "", found["code"])
    value = "А" + code[1:] if not code[0].isdigit() else code.translate(_TYPED)
    return Mention("unit", text[start:end], start, end, value)


def _regiments(small: str, text: str) -> Iterator[Mention]:
    for found in (*_REGIMENT.finditer(small), *_KIND_FIRST.finditer(small)):
        kind = "полк" if found["полк"] else "бригада"
        yield Mention(
            "unit", text[found.start() : found.end()], *found.span(), f"{int(found['number'])} {kind}"
        )


def _dictated(small: str, text: str) -> Iterator[Mention]:
    for found in _SPOKEN.finditer(small):
        digits = spoken.thousands(found["run"]) or spoken.digits(found["run"])
        if len(digits) == 5:
            start, end = found.span("run")
            yield Mention("unit", text[start:end], start, end, digits)


def _ordinals(small: str, text: str) -> Iterator[Mention]:
    for found in _ORDINAL.finditer(small):
        number = spoken.long_ordinal(found["number"])
        kind = "полк" if found["полк"] else "бригада"
        if number:
            yield Mention("unit", text[found.start() : found.end()], *found.span(), f"{number} {kind}")
