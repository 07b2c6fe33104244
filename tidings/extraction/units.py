"""Military units: the digits of a unit's number, or "N полк" and "N бригада"."""

import re
from collections.abc import Iterator
from datetime import date

from tidings.extraction import spoken
from tidings.extraction.mentions import Mention
from tidings.text.phrases import fold

_WORD = (
    r"(?:в\s?[/\\.-]\s?ч(?![а-яёі])\.?|вч(?=\W|\d|[аa]\d)|v\s?/\s?ch(?![a-z])|(?:войсков|военн|воинск|військов)\w{2,3}\s(?:част|частин)\w{0,3}"
    r"|част(?:ь|и|ью|ина|ині|ини)\b|в/часть|(?:military\s)?unit\b|полевая почта|п/п)"
)
_AFTER = r"(?:\s?(?:№|n|#|no\.?|number|номер|номером|is|—|-|:|,|it's|под|«|\"|это|вроде|кажется|наверное|то ли|или|\()){0,4}\s{0,2}"
_CODE = r"(?P<code>\d{5}|[аa]\s?-?\d{4}|\d{4}(?=\s?-?[а-яa-z]\b))(?!\d)"
_NAMED = re.compile(rf"(?<!\w){_WORD}{_AFTER}{_CODE}")
_OR = re.compile(
    r"(?:\s?,?\s?(?:или|либо|або|or|то ли|и|,|та|/)\s?(?:вроде\s)?)(?P<code>\d{5}|[аa]\d{4})(?!\d)"
)
_LOOSE = re.compile(
    r"(?<![\w.,/+№-])(?:из|с|в|со|№|при|from|з|із|at)\s?№?\s?(?P<code>\d{5})(?![\d/-]|[.,:]\d|\s?(?:руб|р\b|тыс|км|чел|human|rub|грн|\d))"
)
_NEAR = re.compile(rf"(?<!\w){_WORD}[^.!?\n\d]{{1,40}}(?P<code>\d{{5}})(?![\d/-]|\s?(?:руб|р\b|тыс|\d))")
_KINDS = (
    ("полк", r"полк(?:а|у|е|ом|ов|и)?|regiment|гв\.?\s?мсп|мсп|тп|пдп|дшп|гдшп|зрп|ап|гмсп"),
    ("бригада", r"бригад(?:а|ы|е|у|ой|і)|brigade|омсбр|обрмп|осбр|обрсп|омбр|одшбр|отбр|бр|гомсбр|обр"),
)
_REGIMENT = re.compile(
    r"(?<![\w.,/+№-])(?P<number>\d{1,4})(?:\s?-?(?:й|ый|ой|ий|я|ая|ю|ую|го|ого|м|ом|ем|му|ому|th|st|nd|rd|та|ту|тій|ій))?"
    r"(?:\s(?!рот|взвод|батал|дивиз|арм|отдел)(?:[а-яёіїєґ]{3,20}|motor\w*|rifle|tank|separate|guards?|naval|infantry|marine|airborne|assault)\.?){0,4}?"
    rf"\s?(?:(?P<полк>{_KINDS[0][1]})|(?P<бригада>{_KINDS[1][1]}))(?!\w)"
)
_KIND_FIRST = re.compile(
    r"(?<!\w)(?:(?P<полк>regiment|полк\w{0,2})|(?P<бригада>brigade|бригад\w))\s(?:№|no\.?|number|n)?\s?(?P<number>\d{1,4})(?![\w.,:-]\d|\d|\s(?:год|месяц|дн|чел|лет))"
)
_SPOKEN = re.compile(rf"(?<!\w){_WORD}{_AFTER}(?P<run>{spoken.RUN.pattern})")


def find_units(text: str, received: date) -> list[Mention]:
    """Return each unit: value five digits, А and four digits, "N полк" or "N бригада"."""
    small = fold(text)
    found = [*_codes(small, text), *_regiments(small, text), *_dictated(small, text)]
    kept: dict[int, Mention] = {}
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not any(one.start < other.end and other.start < one.end for other in kept.values()):
            kept[one.start] = one
    return list(kept.values())


def _codes(small: str, text: str) -> Iterator[Mention]:
    for pattern in (_NAMED, _NEAR, _LOOSE):
        for found in pattern.finditer(small):
            yield _mention(text, found)
            end = found.end()
            while also := _OR.match(small, end):
                yield _mention(text, also)
                end = also.end()


def _mention(text: str, found: re.Match[str]) -> Mention:
    start, end = found.span("code")
    code = re.sub(r"[\s-]", "", found["code"])
    value = "А" + code[1:] if not code[0].isdigit() else code
    return Mention("unit", text[start:end], start, end, value)


def _regiments(small: str, text: str) -> Iterator[Mention]:
    for found in (*_REGIMENT.finditer(small), *_KIND_FIRST.finditer(small)):
        kind = "полк" if found["полк"] else "бригада"
        yield Mention(
            "unit", text[found.start() : found.end()], *found.span(), f"{int(found['number'])} {kind}"
        )


def _dictated(small: str, text: str) -> Iterator[Mention]:
    for found in _SPOKEN.finditer(small):
        digits = spoken.digits(found["run"])
        if len(digits) == 5:
            start, end = found.span("run")
            yield Mention("unit", text[start:end], start, end, digits)
