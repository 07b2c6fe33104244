"""Birth dates and ages, as stated: "14 марта 2005 г.р.", "78 года", ", 18,", "девятнадцать лет"."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from tidings.extraction import spoken
from tidings.extraction.days import whens
from tidings.extraction.lexicon import is_plain_word
from tidings.extraction.mentions import Mention
from tidings.extraction.units import find_units
from tidings.extraction.when import When
from tidings.text import roles
from tidings.text.phrases import begins, fold, openings

_BEFORE = re.compile(
    r"(?:род\w*\.?|рожд\w*|р\.|born(?:\s(?:on|in))?|\bb\.|birth\w*|date of birth|\bdob\b|\bд\.?\s?р\.?|народ\w*|д\.\s?н\.?)[\s:(—-]{0,4}(?:в\s|on\s|in\s|у\s|is\s)?$"
)
_AFTER = re.compile(r"^[\s,)]{0,2}(?:г\.?\s?р\b|г/р|год[ау]?\sрожд|рожд|р\.\s?н|року народ|нар\.)")
_BORN_INSIDE = re.compile(r"г\.?\s?р\b|г/р|р\.\s?н")
_PREPOSITION = re.compile(
    r"(?<!\w)(?:в|во|с|со|до|от|из|за|по|к|на|у|з|із|від|in|since|from|until|till|of|after|after|контракт|закон\w*|указ\w*|дом|кв|№|карт\w*|офис|rub|от|приказ\w*|выпуск\w*|справк\w*)[\s.]{1,2}$"
)
_YOUNGEST, _UNSAID, _OLDEST = 9, 14, 85


def find_births(text: str, received: date) -> list[Mention]:
    """Return each birth date; its value is YYYY, YYYY-MM or YYYY-MM-DD, as precise as was said."""
    return list(_births(text, received))


@lru_cache(maxsize=16)
def _births(text: str, received: date) -> tuple[Mention, ...]:
    small = fold(text)
    units = find_units(text, received)
    named = whens(text, received)
    found = [*_turned(text, small, named, received)]
    for place, when in enumerate(named):
        at = bisect_left(units, when.end, key=lambda unit: unit.start)
        in_unit = at > 0 and when.start < units[at - 1].end
        if in_unit or not _is_birth(small, when, received):
            continue
        found.append(_with_day(text, small, when, named[max(0, place - 1) : place + 2], received))
    return tuple(sorted(found, key=lambda one: one.start))


def _is_birth(small: str, when: When, received: date) -> bool:
    """Return whether it can be one: said so, or so long ago that nothing else of a soldier's is."""
    if when.year is None:
        return False
    ago = received.year - when.year
    before = small[max(0, when.start - 24) : when.start]
    said = (
        _BEFORE.search(before)
        or _AFTER.search(small[when.end : when.end + 16])
        or _BORN_INSIDE.search(small[when.start : when.end])
    )
    if said:
        return _YOUNGEST <= ago <= _OLDEST
    return _UNSAID <= ago <= _OLDEST and not when.since and not _PREPOSITION.search(before)


def _with_day(text: str, small: str, when: When, around: tuple[When, ...], received: date) -> Mention:
    """Return the birth date, joined with a day written beside its year: "2004 г.р. (21 декабря)"."""
    start, end, value = when.start, when.end, when.written(received)
    if when.month is None:
        for other in around:
            gap = small[min(when.end, other.end) : max(when.start, other.start)]
            if other.day and other.month and other.year is None and re.fullmatch(r"[\s,.(р]{0,4}", gap):
                start, end = min(start, other.start), max(end, other.end)
                value = f"{when.year:04}-{other.month:02}-{other.day:02}"
    return Mention("birth_date", text[start:end], start, end, value)


_TURNED = re.compile(
    rf"(?<!\w)(?P<age>\d{{2}}|{spoken.SMALL})\s(?:лет\s|років\s|год\w?\s)?(?:ему\s|йому\s|только\s|лише\s|turned\s)?(?:исполнил\w+|исполнит\w*|стукнул\w*|виповнил\w*|виповнит\w*|будет|буде|только|стало|only|on)[\s:]{{1,2}}(?:только\s|в\s|у\s|on\s|in\s)?"
)
_TURNED_AFTER = re.compile(
    rf"^\s(?:ему\s|йому\s)?(?:исполнил\w+|исполнит\w*|стукнул\w*|виповнил\w*|виповнит\w*|будет|буде|turned|turns)\s(?P<age>\d{{2}}|{spoken.SMALL})(?!\w)"
)


def _turned(text: str, small: str, named: tuple[When, ...], received: date) -> Iterator[Mention]:
    """Yield birth dates told by a birthday: "18 исполнилось 2 октября"."""
    for when in named:
        if when.month is None or when.year is not None:
            continue
        before = list(_TURNED.finditer(small, max(0, when.start - 48), when.start))
        found = (
            before[-1]
            if before and before[-1].end() == when.start
            else _TURNED_AFTER.match(small[when.end : when.end + 40])
        )
        age = _age(found["age"]) if found else None
        if found is None or age is None:
            continue
        to_come = re.search(r"будет|буде|исполнится|виповниться|только|only|turns", found[0]) is not None
        year = _year_of(when, received, to_come)
        if year and 10 <= age <= 60:
            value = f"{year - age:04}-{when.month:02}" + (f"-{when.day:02}" if when.day else "")
            yield Mention("birth_date", text[when.start : when.end], when.start, when.end, value)


def _year_of(when: When, received: date, to_come: bool) -> int | None:
    if when.day is None:
        earlier = (when.month or 0) <= received.month
        return received.year + (1 if to_come and earlier else 0) - (0 if to_come or earlier else 1)
    day = when.coming(received) if to_come else when.past(received)
    return day.year if day else None


_TURNED_SO_FAR = re.compile(
    r"(?<![\w.,])(?P<age>\d{2})\s(?:лет\s|років\s)?(?:ему\s|йому\s)?(?:исполнилось|стукнуло|виповнилося|виповнилось)"
)
_NUMBER = rf"(?P<age>\d{{2}}|{spoken.SMALL})"
_YEARS_OLD = re.compile(
    rf"(?<![\w.,:+/№-]){_NUMBER}(?:\s|-х\s)?(?:-?(?:лет|летн\w+|годик\w*|годоч\w+|рочк\w+|годов|год(?:а|у|ов|ом|ам)?|роки|років|рік|річн\w+|л\b\.?|(?<=[1-6]\d\s)г(?=[,;)])|г\.(?!\s?р)|р\.(?!\s?н)|years?|yrs?|y\.?\s?o\b)|[\s-]year[\s-]old)(?!\w)"
)
_HE_IS = re.compile(
    rf"(?<!\w)(?:ему|ей|йому|им|сыну|мужу|брату|внуку|сину|чоловіку|онуку|пацану|мальчику|мальчишке|реб[её]нку|братику|братишке|племяшу|сыночку|сынку|хлопцю|синочку|возраст|вік|парню|племяннику|aged?|he is|he's|is|turned)[\s:-]{{1,2}}(?:всего\s|только\s|сейчас\s|щас\s|счас\s|ща\s|теперь\s|тепер\s|зараз\s|нынче\s|почти\s|уже\s|лише\s|щойно\s|only\s|just\s|лет\s)?{_NUMBER}(?![\w:/%№-]|[.,:]\d|\s(?:дн|день|мес|нед|час|тыс|руб|раз|ноября|января|авг|окт|дек|фев|мар|апр|мая|июн|июл|сент))"
)
_AFTER_NAME = re.compile(
    r"(?<![^\W\d_])[A-ZА-ЯЁІЇЄҐ][^\W\d_][^\W\d]*\.?(?:[,:]\s?|\s)\(?\s?(?P<age>\d{2})(?=\s?(?:[,;)\n]|\.(?!\d)|$|\s(?:срочник|лет|моб|контракт|служ|conscript|from|студент)))"
)
_NOT_AGE = re.compile(
    r"(?<!\w)(?:через|за|на|до|минимум|последни\w+|прошло|течени\w+|от|лет|for|in|after|last|более|больше|уже|контракт\w*|спустя|каждые|мать|мама|матери|маме|мати|матір|бабушк\w|бабус\w|дедушк\w|свекров\w|т[её]щ\w|дочк\w+|дочер\w+|дочь|доньк\w+|дет(?:и|ей|ям|ьми)|ребен\w+|діт\w+|kids|children|daughter\w*|стаж\w*|проработал\w*|отслужил\w*|прослужил\w*|служил\w*|воевал\w*|отработал\w*|прожил\w*|прожили|вместе|замужем|статья|часть|группа|ст)[\s:,(—-]{1,3}(?:\w+\s)?$"
)
_NOT_AFTER = re.compile(
    r"^\s?(?:назад|тому|спустя|служб\w+|стаж\w*|ago|contract|of service|календарн\w*|под земл\w*|за рул\w*|у станк\w*|у доски|в школ\w*|на завод\w*|в шахт\w*|на север\w*|учил\w*|отлич\w*|отработ\w*|[а-яіїє]{3,}(?:аю|яю|ую)(?!\w)|работ\w+|преподаю|учу|лечу|живу|живем|живём|вожу|служу|веду|езжу|вместе|замужем|в браке|викладаю|працюю|нет\b|нету\b|нема\b|немає\b|как\b|як\b|прошло|минуло|тюрьм\w*|колони\w*|строгого|не\s)"
)


_EACH = re.compile(
    r"(?<!\w)(?:обоим|обоє|обе|оба|обом|обидва|обидвом|всем|усім|каждому|кожному|both)[\s,]{1,2}(?:сейчас\s|уже\s|всего\s|по\s|are\s|aged\s){0,2}(?P<age>\d{2})(?![\w:/%-]|[.:]\d)"
)
_EACH_SO_OLD = re.compile(r"(?<=[^\W\d])[\s,]{1,2}по\s(?P<age>1[4-9]|[2-5]\d)(?=\s?(?:[,;)\n]|\.(?!\d)|$))")
"""After several names: "Антон и Никита, по 18."."""
_ALL_BEGIN = openings("обоим обоє обе оба обом обидва обидвом всем усім каждому кожному both")
_TWO_FIGURES = re.compile(r"[\s,:(]\d\d(?!\d)")
_SO_OLD_HE = re.compile(
    rf"(?<![\w.,:+/№-]){_NUMBER}\s(?:всего\s|только\s)?(?:ему|йому)(?=\s?(?:[.,;!?)\n]|$)|\s(?:солдат|срочник|служит|всего|только|строковик))"
)
"""The age before the pronoun: "Дмитрию Кобзарю, 19 ему."."""
_LIVED = re.compile(r"(?<!\w)(?:жив\w+|прожив\w+)\s(?:тут\s|здесь\s|(?:в|у|на)\s[\w-]+\s|уже\s|вже\s){0,3}$")
"""Before "двадцять років": how long they have lived there."""
_SINCE_AGE = re.compile(r"(?<!\w)(?:с|со|в|до|после|из|з|до|after|since|at|from)\s$")
_YEAR_BEFORE = re.compile(
    r"(?<!\w)(?:в|у|с|з|до|после|від|осен[ьи]|осенью|весн[аыойе]{1,2}|лет[аоум]{1,2}|летом|зим[аыойе]{1,2}|восени|навесні|влітку|взимку)\s$"
)
_OF_CALLED = re.compile(
    r"(?<!\w)(?P<name>[а-яіїє]{3,})[\s,]{1,2}(?P<age>\d{2})(?=\s?(?:[.,;!?)\n]|$)|\s(?:срочник|контрактник|строковик|мобилизован|служит|призв))(?![.,]\d)"
)


def _of_called(small: str) -> Iterator[re.Match[str]]:
    """Yield ages told right after a given name in small letters: "ринату 19."."""
    for found in _OF_CALLED.finditer(small):
        if roles.best(found["name"], "G") >= 2.5 and not is_plain_word(found["name"]):
            yield found


def find_ages(text: str, received: date) -> list[Mention]:
    """Return each age in whole years."""
    small = fold(text)
    dates = [(when.start, when.end) for when in whens(text, received) if when.month or when.year]
    alone = _TWO_FIGURES.search(small) is not None
    found: dict[int, Mention] = {}
    for pattern, where in (
        (_YEARS_OLD, small),
        (_HE_IS, small),
        (_SO_OLD_HE, small if "ему" in small or "йому" in small else ""),
        (_AFTER_NAME, text if alone else ""),
        (_TURNED_SO_FAR, small if "лось" in small else ""),
        (_EACH, small if begins(small, _ALL_BEGIN) else ""),
        (_EACH_SO_OLD, small if " по " in small else ""),
        (_OF_CALLED, small if alone else ""),
    ):
        for match in pattern.finditer(where) if pattern is not _OF_CALLED else _of_called(where):
            start, end = match.span("age")
            age = _age(fold(match["age"]))
            before = small[max(0, start - 22) : start] if pattern is not _HE_IS else ""
            if age is None or not 10 <= age <= 90:
                continue
            at = bisect_left(dates, end, key=lambda date: date[0])
            if at and start < dates[at - 1][1]:
                continue
            if _SINCE_AGE.search(before) and re.match(r"\s?(?:-?х\s)?(?:лет|років|годик)(?!\w)", small[end:]):
                continue  # "депрессия с 15 лет", "усыновили в 10 лет"
            if _YEAR_BEFORE.search(before) and re.match(r"\s?год[уа]", small[end:]):
                continue
            if "жив" in small and _LIVED.search(small, max(0, start - 32), start):
                continue
            if _NOT_AGE.search(before) or _NOT_AFTER.match(small[match.end() : match.end() + 16]):
                continue
            found.setdefault(start, Mention("age", text[start:end], start, end, str(age)))
    return [found[start] for start in sorted(found)]


def _age(words: str) -> int | None:
    return int(words) if words.isdigit() else spoken.small(words)
