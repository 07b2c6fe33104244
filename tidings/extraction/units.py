"""Military units: the digits of a unit's number, or "N полк" and "N бригада"."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache

from tidings.extraction import spoken
from tidings.extraction.mentions import Mention
from tidings.text.phrases import begins, fold, matches_at, numbers

_WORD = (
    r"(?:в\s?[/\\.,|-]\s?ч(?![а-яёі])\.?|в\sч(?!\w)|вч(?=\W|\d|[аa]\d)\.?|v\s?/\s?c(?![a-z])|[vw]\s?[/\\.]?\s?ch(?![a-z])\.?|в[еэ]\s?ч[еэ](?!\w)"
    r"|(?:войсков|военн|воинск|військов)\w{2,3}\s(?:част|частин)\w{0,3}|(?:войск|воен|воин|військ)\w{0,4}\.?\s?ч\."
    r"|(?:войск|воен|воин|війск|військ)\.?\s?част\w{1,3}|част(?:ь|и|ью|ина|ині|ини|ину|иною)\b|в[/.]?част\w{1,2}\b|(?:voyskovaya |voiskovaya |voinskaya |voennaya )?chasti?\b"
    r"|(?:military\s)?units?\b|m/u\b|(?:military|field)\s(?:base|post)|пол(?:ев|ьов)\w{1,3}\sпо(?:ч|ш)т\w{1,2}|п[./]?п\.?(?=\s?[\d№]))"
)
_AFTER = r"(?:\s?(?:№|n|#|no\.?|number|номер|номером|is|—|-|:|,|it's|под|«|\"|это|называет|назвал|говорит|вроде|кажется|наверное|то ли|или|\()){0,4}\s{0,2}"
_CODE = r"(?P<code>\d{5}|\d(?:\s?-?\s?[\dоoзil]){4}(?!\w|\s?-?\s?\d)|[аaвbеeкktт]\s?-?\s?\d{4}|\d{4}(?=\s?-?[а-яa-z]\b)|(?!19|20)\d{4}(?!\s?-?\d|\s?(?:чел|люд|солд|бойц|руб|р\b|год|г\b|мес|мобил|срочн|people|men)))(?!\d)"
_TYPED = str.maketrans({"о": "0", "o": "0", "з": "3", "i": "1", "l": "1"})
"""Letters that are typed for figures."""
_CYRILLIC = str.maketrans("ABEKT", "АВЕКТ")
_NAMED = re.compile(rf"(?<!\w){_WORD}{_AFTER}{_CODE}")
_OR = re.compile(
    r"\s?[,(]?\s?(?:(?:или|либо|або|чи|or|and|то ли|и|,|та|/)\s?(?:вроде\s)?|(?:а\s)?(?:потом|затем|теперь|сейчас|раньше|ранее|потім|тепер|then|now|earlier)\s(?:уже\s)?(?:в\s|из\s|з\s|to\s)?)(?P<code>\d{5}|[аa]\d{4})(?!\d)"
)
_LOOSE = re.compile(
    r"(?<![\w.,/+№-])(?:из|с|в|со|№|при|from|з|із|at)\s?№?\s?(?P<code>\d{5})(?![\d/-]|[.,:]\d|\s?(?:руб|р\b|тыс|км|чел|люд|солд|мобил|подписч|мест|дол|евро|шт|human|men|people|rub|usd|грн|[$€₽\d]))"
)
_NEAR = re.compile(rf"(?<!\w){_WORD}[^.!?\n\d]{{1,40}}(?P<code>\d{{5}})(?![\d/-]|\s?(?:руб|р\b|тыс|\d))")
_FIRST = re.compile(
    r"(?<![\w.,/+№-])(?P<code>\d{5})(?:\s?-?[а-я])?\s(?:номер\s|это\s)?(?:в/ч|вч|част[ьи]|войсков\w{2}\sчаст[ьи]|unit)(?!\w)"
)
_BESIDE = re.compile(
    r"(?<!\w)(?:\d\d\s(?:лет|л\.|г\.?\s?р\.?)|г\.?\s?р\.?|контракт\w*|срочник\w*|командир\w*|служит\w*|(?:полк|батальон|гарнизон)\w{0,2}|бригад\w|учебк\w|regiment|battalion|brigade|мобилизов\w*|моб\.?|рядовой|част\w+[^.!?\n\d]{0,12}\d?[^.!?\n\d]{0,12})[\s,]{1,2}(?P<code>\d{5})(?![\d/-]|[.:,]\d|\s?(?:руб|р\b|р\.|тыс|грн|\d))"
)
"""A number of five figures right after words of service or an age: nothing else has so many."""
_OF_PAPER = re.compile(
    r"(?:приказ|наказ|заявлени|заяв|дел[оаеу]|справ|договор|договір|контракт|удостоверени|посвідченн|жетон|свидетельств|паспорт|талон|вх|исх|карт|сч[её]т|заказ|квитанц|обращени|протокол|постановлени|личн\w{1,2} номер|индекс|order|case|contract|application|passport|tag|invoice)\w{0,3}\.?\s?(?:№|n|no\.?|номер|number|#)\s?$"
)
"""What has a number too, and is no unit."""
_PART = re.compile(r"част|chast|unit|п")
_BUT = re.compile(r"\s?,\s(?:а|але|but)\s")
"""After a number that was wrong: "часть не 40118, а 41108"."""
_LETTER_AFTER = re.compile(r"\s?-?[а-яa-z]\b")
_UKRAINIAN = re.compile(r"(?<![\w/.-])(?P<code>[АA]-?\d{4})(?![\w-])")
_KINDS = (
    (
        "полк",
        r"полк(?:а|у|е|ом|ов|и|ові|овому|ку)?|regiment|(?:гв\.?\s?)?[омстгвшзра]{0,4}(?:мсп|тп|пдп|дшп|вдп|зрп|ап|шп|гсп)|м\.\s?с\.\s?п\.?",
    ),
    ("бригада", r"бригад(?:а|ы|е|у|ой|і|и|ою)|brigade|[омсштдавкргпч]{0,6}бр(?:мп|спн|сп|тро|п)?"),
)
_BETWEEN = r"(?:\s(?!рот|взвод|батал|дивиз|арм|отдел(?!ьн)|полк|бригад|год|году|рок|час|дн|дней|лет|мес|недел|тижн|человек|чел|люд|январ|феврал|март|апрел|ма[яй](?!\w)|июн|июл|август|сентяб|октяб|нояб|декаб|січ|лют|берез|квіт|трав|черв|лип|серп|верес|жовт|лист|груд)(?:[а-яёіїєґ]{3,20}|гв|отд|омс|motor\w*|rifle|tank|separate|guards?|naval|infantry|marine|airborne|assault|mechani\w*)\.?){0,4}?"
_REGIMENT = re.compile(
    r"(?<![\w.,/+№-])(?P<number>(?!20[12]\d\s(?:полк|бригада)(?!\w))\d{1,4})(?:\s?-?(?:й|ый|ой|ий|я|ая|ю|ую|го|ого|м|ом|ем|му|ому|th|st|nd|rd|та|ту|тій|ій)|-[а-яіїє]{1,4})?"
    rf"{_BETWEEN}"
    rf"\s?(?:(?P<полк>{_KINDS[0][1]})|(?P<бригада>{_KINDS[1][1]}))(?!\w)"
)
_KIND_FIRST = re.compile(
    r"(?<!\w)(?:(?P<полк>regiment|полк\w{0,2})|(?P<бригада>brigade|бригад\w|[омсшдт]{0,4}бр))\s(?:под\s)?(?:№|no\.?|number|номер\w{0,2}|n)?\s?(?P<number>\d{1,4})(?![\w.,:-]\d|\d|\s(?:год|месяц|дн|чел|лет))"
)
_OR_REGIMENT = re.compile(
    r"(?<![\w.,/+№-])(?P<number>\d{1,4})(?:\s?-?(?:й|я|го|му|м|ой|ый|ий|ая|th|st|nd|rd))?,?\s(?:или|либо|або|чи|то ли|or|and|и|та)\s(?:в\s|из\s)?$"
)
_RATHER = re.compile(r"\s?,\s(?:а|але|but)\s(?P<code>\d{5})(?!\d)")
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


def _has_five_figures(small: str) -> bool:
    """Return whether there is a number of five figures: most messages have a telephone number, and none of these."""
    return any(_FIVE_FIGURES.match(small, at) for at in numbers(small))


_FIVE_FIGURES = re.compile(r"\d{5}(?!\d)")


@lru_cache(maxsize=16)
def _words(small: str) -> tuple[int, ...]:
    """Return where words for a unit begin."""
    return tuple([found.start() for found in _UNIT_WORD.finditer(small)])


_UNIT_WORD = re.compile(rf"(?<!\w)(?={_WORD})")


def _may_name_kind(small: str) -> bool:
    return any(map(small.__contains__, ("полк", "бр", "regiment", "brigade")))


def _codes(small: str, text: str) -> Iterator[Mention]:
    words, five = _words(small), _has_five_figures(small)
    near = matches_at(_NEAR, small, words) if five else ()
    for every in (matches_at(_NAMED, small, words), near, _LOOSE.finditer(small) if five else ()):
        for found in every:
            if not _is_no_unit(small, found):
                yield _mention(text, found)
            end = found.end()
            while also := (_RATHER.match(small, end) or _OR.match(small, end)):
                yield _mention(text, also)
                end = also.end()
    beside = (*matches_at(_FIRST, small, numbers(small)), *_BESIDE.finditer(small)) if five else ()
    for found in (*beside, *_UKRAINIAN.finditer(text)):
        if not _is_no_unit(small, found):
            yield _mention(text, found)


def _is_no_unit(small: str, found: re.Match[str]) -> bool:
    """Return whether a number is that of a paper, or of four figures after a word that is also a part of something."""
    start, end = found.span("code")
    short = end - start == 4 and not _LETTER_AFTER.match(small, end)
    if small.endswith("не ", 0, start) and _BUT.match(small, end):
        return True
    is_part = short and _PART.match(found[0]) is not None
    return is_part or _OF_PAPER.search(small, max(0, start - 30), start) is not None


def _mention(text: str, found: re.Match[str]) -> Mention:
    start, end = found.span("code")
    code = re.sub(r"[\s-]", "", found["code"])
    value = (
        code[0].upper().translate(_CYRILLIC) + code[1:] if not code[0].isdigit() else code.translate(_TYPED)
    )
    return Mention("unit", text[start:end], start, end, value)


def _regiments(small: str, text: str) -> Iterator[Mention]:
    first: Iterable[re.Match[str]] = _KIND_FIRST.finditer(small) if _may_name_kind(small) else ()
    for found in (*matches_at(_REGIMENT, small, numbers(small)), *first):
        kind = "полк" if found["полк"] else "бригада"
        if also := _OR_REGIMENT.search(small, max(0, found.start() - 24), found.start()):
            start, end = also.span("number")
            yield Mention("unit", text[start:end], start, end, f"{int(also['number'])} {kind}")
        yield Mention(
            "unit", text[found.start() : found.end()], *found.span(), f"{int(found['number'])} {kind}"
        )


def _dictated(small: str, text: str) -> Iterator[Mention]:
    for found in matches_at(_SPOKEN, small, _words(small)):
        digits = spoken.thousands(found["run"]) or spoken.digits(found["run"])
        if len(digits) == 5:
            start, end = found.span("run")
            yield Mention("unit", text[start:end], start, end, digits)


def _ordinals(small: str, text: str) -> Iterator[Mention]:
    named = _may_name_kind(small) and begins(small, spoken.LONG_ORDINAL_BEGIN)
    for found in _ORDINAL.finditer(small) if named else ():
        number = spoken.long_ordinal(found["number"])
        kind = "полк" if found["полк"] else "бригада"
        if number:
            yield Mention("unit", text[found.start() : found.end()], *found.span(), f"{number} {kind}")
