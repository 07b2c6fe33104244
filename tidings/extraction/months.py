"""Days, months and years as they stand in a calendar: in figures, with the name of a month, or spelled out."""

import re
from collections.abc import Iterator
from datetime import date

from tidings.extraction import spoken
from tidings.extraction.when import SINCE, When, day_of, start_of
from tidings.text.phrases import begins, matches_at, numbers, openings

_MONTHS = (
    r"январ[ьяе]|янв|січ(?:ень|ня|ні)|jan(?:uary)?",
    r"феврал[ьяе]|февр?|лют(?:ий|ого|ому)|feb(?:ruary)?",
    r"марта?|марте|мар|берез(?:ень|ня|ні)|mar(?:ch)?",
    r"апрел[ьяе]|апр|квіт(?:ень|ня|ні)|apr(?:il)?",
    r"ма[йяе]|трав(?:ень|ня|ні)|may",
    r"июн[ьяе]|июн|черв(?:ень|ня|ні)|june?",
    r"июл[ьяе]|июл|лип(?:ень|ня|ні)|july?",
    r"августа?|августе|авг|серп(?:ень|ня|ні)|aug(?:ust)?",
    r"сентябр[ьяеі]|сент?|верес(?:ень|ня|ні)|sept?(?:ember)?",
    r"октябр[ьяеі]|окт|жовт(?:ень|ня|ні)|oct(?:ober)?",
    r"ноябр[ьяеі]|нояб?|листопада?|листопаді|nov(?:ember)?",
    r"декабр[ьяеі]|дек|груд(?:ень|ня|ні)|dec(?:ember)?",
)
_MONTH = "|".join(_MONTHS)
_STEMS_BY_MONTH = (
    "янв січ jan", "фев лют feb", "мар берез mar", "апр квіт apr", "май мая мае трав may", "июн черв jun",
    "июл лип jul", "авг серп aug", "сен верес sep", "окт жовт oct", "ноя листоп nov", "дек груд dec",
)  # fmt: skip
"""What the names of each month begin with; three letters tell which it is."""
STEMS = tuple(" ".join(_STEMS_BY_MONTH).split())
_MONTHS_BEGIN = openings(
    "янва* янв січе* січн* jan january февр* фев люти* люто* feb february март марта марте мар бере* mar march апре* апр квіт* apr april"
    " май мая мае трав* may июнь июня июне июн черв* jun june июль июля июле июл лип* jul july авгу* авг серп* aug august"
    " сент* сен вере* sep sept* окт* жовт* oct october нояб* ноя лист* nov november дек* груд* dec december"
)
"""Looked for first, for most texts name few months."""
FIGURE_AND_LETTER = re.compile(r"\d[^\W\d_]")
_MONTH_NUMBERS = {stem[:3]: 1 + at for at, stems in enumerate(_STEMS_BY_MONTH) for stem in stems.split()}
_BORN = r"(?:\s?(?:гг?\.?\s?р\b\.?|г/р|гг?\b\.?|год[ау]?\b|году\b|року\b|р\.\s?н\.?|р\.))"
_LONG_YEAR = rf"(?P<year>(?:19|20)\d{{2}})(?!\d|[.:]\d)(?:-?го\b)?{_BORN}?"
_SHORT_YEAR = rf"(?:'(?P<marked>\d{{2}})(?!\d)|(?P<short>\d{{2}})(?:-?(?:го|й|м)\b{_BORN}?|{_BORN}(?!\w)))"
_DAY_END = r"(?:-?(?:го|е|му|ого|st|nd|rd|th)\b)?"


def _number(text: str | None) -> int | None:
    return int(text) if text else None


def _full_year(year: str | None, short: str | None, received: date) -> int | None:
    """Return the year meant; of two digits, the latest that is not to come."""
    if year:
        return int(year)
    if not short:
        return None
    return 2000 + int(short) if 2000 + int(short) <= received.year + 1 else 1900 + int(short)


_FIGURES = re.compile(
    SINCE
    + r"(?<![\d.,/+-])(?P<day>\d{1,2})(?P<mark>[./-])(?P<month>\d{1,2})(?:(?P=mark)(?P<year>\d{4}|\d{2})(?!\d))?(?![\d/]|[.:,]\d)"
)
_ISO = re.compile(SINCE + r"(?<![\d.-])(?P<year>(?:19|20)\d{2})[.-](?P<month>\d{2})[.-](?P<day>\d{2})(?!\d)")
_MONTH_FIGURES = re.compile(SINCE + r"(?<![\d.,/])(?P<month>0[1-9]|1[0-2])[./](?P<year>(?:19|20)\d{2})(?!\d)")


_POINTED = re.compile(r"\d[./-]\d")


def _may_name_month(small: str) -> bool:
    return begins(small, _MONTHS_BEGIN) or FIGURE_AND_LETTER.search(small) is not None  # "14марта"


def _figures(small: str, received: date) -> Iterator[When]:
    for found in _FIGURES.finditer(small) if _POINTED.search(small) else ():
        day, month = int(found["day"]), int(found["month"])
        written = found["year"] or ""
        if (found["mark"] == "-" and len(written) != 4) or not (1 <= day <= 31 and 1 <= month <= 12):
            continue
        year = _full_year(
            written if len(written) == 4 else None, written if len(written) == 2 else None, received
        )
        if year is None or day_of(year, month, day):
            yield When(found.start("day"), found.end(), year, month, day, since=bool(found["since"]))


_SPACED = re.compile(
    r"(?<![\d.,/+-])(?P<day>[0-3]\d) (?P<month>[01]\d) (?P<year>(?:19|20)\d{2})(?![\d-]| \d)"
)


def _spaced(small: str, received: date) -> Iterator[When]:
    """Yield days with blanks between: "23 06 2005"."""
    for found in matches_at(_SPACED, small, numbers(small)):
        year, month, day = (int(found[part]) for part in ("year", "month", "day"))
        if day_of(year, month or 13, day):
            yield When(found.start(), found.end(), year, month, day)


_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_ROMAN_MONTH = re.compile(
    rf"(?<![\d.])(?P<day>\d{{1,2}})[. /-]{{1,2}}(?P<month>{'|'.join(sorted(_ROMAN, key=len, reverse=True))})[. /-]{{1,2}}(?P<year>(?:19|20)\d{{2}})(?!\d)"
)


def _roman(small: str, received: date) -> Iterator[When]:
    """Yield days whose month is a Roman number: "15.IV.2006"."""
    for found in matches_at(_ROMAN_MONTH, small, numbers(small)):
        year, month, day = int(found["year"]), 1 + _ROMAN.index(found["month"]), int(found["day"])
        if day_of(year, month, day):
            yield When(found.start(), found.end(), year, month, day)


_SPOKEN_YEAR = re.compile(
    rf"(?<!\w)(?:(?P<new>две тысячи|дві тисячі)|тысяча девятьсот|тисяча дев'ятсот)\s(?P<rest>{spoken.LONG_ORDINAL})(?=\s(?:год|року|рожд|народ))"
)


def _spoken_years(small: str, received: date) -> Iterator[When]:
    """Yield years in words: "две тысячи шестого года рождения"."""
    for found in _SPOKEN_YEAR.finditer(small) if "тыс" in small or "тис" in small else ():
        rest = spoken.long_ordinal(found["rest"])
        if rest is not None and rest < 100:
            yield When(found.start(), found.end(), (2000 if found["new"] else 1900) + rest)


def _iso(small: str, received: date) -> Iterator[When]:
    for pattern in (_ISO, _MONTH_FIGURES):
        for found in pattern.finditer(small) if _POINTED.search(small) else ():
            day = _number(found.groupdict().get("day"))
            year, month = int(found["year"]), int(found["month"])
            if 1 <= month <= 12 and (day is None or day_of(year, month, day)):
                yield When(start_of(found), found.end(), year, month, day, since=bool(found["since"]))


_THIS = r"(?P<this>сего года|с\.\s?г\.?|этого года|this year|цього року|торік|прошлого года|минулого року|last year)"
_NAMED = re.compile(
    SINCE
    + rf"(?<![\w.,])(?:(?P<day>\d{{1,2}}){_DAY_END}(?:\s?-\s?\d{{1,2}})?[\s.-]{{0,2}}(?:of\s)?)?(?P<name>{_MONTH})(?!\w)\.?"
    + rf"(?:\s{{0,2}}(?:{_THIS}|{_SHORT_YEAR})|,?\s{{0,2}}{_LONG_YEAR}|\s(?P<bare>\d{{2}})(?=\s?(?:[,;)\n]|\.(?!\d)|$)))?"
)
_AMERICAN = re.compile(
    SINCE
    + rf"(?<!\w)(?P<name>{_MONTH})\.?\s(?:the\s)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:])(?:,?\s(?P<year>(?:19|20)\d{{2}})(?!\d))?"
)
_LATIN_BEFORE_FIGURE = re.compile(r"[a-z]\.?\s(?:the\s)?\d")
_LAST_YEAR = re.compile(
    r"(?<!\w)(?:торік|в прошлом году|прошлого года|минулого року|last year|last)[\s,]{1,2}(?:ще\s|еще\s)?(?:в\s|у\s|in\s|с\s|з\s)?$"
)
_WORDS_TOO = ("mar", "may", "мар", "sep")


def _named(small: str, received: date) -> Iterator[When]:
    """Yield days and months by name: "14 марта 2005 г.", "декабре 23го", "мая"."""
    for found in _NAMED.finditer(small) if _may_name_month(small) else ():
        day = _number(found["day"])
        bare = None if day or found["name"].isascii() else found["bare"]
        year = _full_year(found["year"], found["short"] or found["marked"] or bare, received)
        if found["this"]:
            year = received.year - (found["this"] in ("прошлого года", "минулого року", "last year", "торік"))
        elif year is None and _LAST_YEAR.search(small, max(0, found.start() - 24), found.start()):
            year = received.year - 1
        end = found.end("name") if found["bare"] and not bare else found.end()
        if found["name"] not in _WORDS_TOO or day or year:
            yield from _month_when(found, end, year, day)


def _american(small: str, received: date) -> Iterator[When]:
    """Yield days as in "June 28" and "August 11, 2024"."""
    for found in _AMERICAN.finditer(small) if _LATIN_BEFORE_FIGURE.search(small) else ():
        if found["name"].isascii():
            yield from _month_when(found, found.end(), _number(found["year"]), int(found["day"]))


def _month_when(found: re.Match[str], end: int, year: int | None, day: int | None) -> Iterator[When]:
    month = _MONTH_NUMBERS[found["name"][:3]]
    if day is None or day_of(year or 2024, month, day):
        yield When(start_of(found), end, year, month, day, since=bool(found["since"]))


_OF_MONTH = re.compile(
    SINCE
    + r"(?<![\w.,/:-])(?P<day>\d{1,2})(?:\s?(?:-?го|-?ого)?\s(?:числ[аоу]|число)|\s(?=(?:с\sутра|утром|вечером)\b)|\s?-?(?:го|ого)\b(?!\s*(?:год|полк|отдел|взвод|рот|класс|курс|века)))"
)


_LIKE_OF_MONTH = re.compile(r"\d[\s-]{0,2}(?:о?го|чис|с утр|утром|вечером)")


def _of_month(small: str, received: date) -> Iterator[When]:
    for found in _OF_MONTH.finditer(small) if _LIKE_OF_MONTH.search(small) else ():
        if 1 <= int(found["day"]) <= 31:
            yield When(found.start("day"), found.end(), day=int(found["day"]), since=bool(found["since"]))


_YEAR_AND_MONTH = re.compile(
    rf"(?<![\w.,/:+-])(?P<year>\d{{4}}|\d{{2}})(?:-?м|-?ом)?\s?(?:год[ау]|году|г\.?|році)\s(?:еще\s|ще\s)?(?:в|у)\s(?P<name>{_MONTH})(?!\w)"
)


def _year_and_month(small: str, received: date) -> Iterator[When]:
    """Yield a month told after its year: "в 22 году в сентябре"."""
    for found in matches_at(_YEAR_AND_MONTH, small, numbers(small)) if begins(small, _MONTHS_BEGIN) else ():
        full = len(found["year"]) == 4
        year = _full_year(found["year"] if full else None, None if full else found["year"], received)
        month = _MONTH_NUMBERS[found["name"][:3]]
        yield When(found.start(), found.end(), year, month)


_YEARS = re.compile(
    r"(?<![\w.,/:+@№-])(?:(?P<year>(?:19[3-9]|20[0-4])\d)(?![\d:/-]|[.,]\d)(?:\s?(?:гг?\.?\s?р\.?|г/р|гг?(?!\w)\.?|год[ау]?\b|году\b|року\b|р\.\s?н\.?))?"
    r"|'?(?P<short>\d{2})(?:-?го|-?й|-?м)?\s?(?:гг?\.?\s?р\.?(?!\w)|г/р|год[ау]\s?(?:р\b|рожд)?|году\b|г(?!\w)\.?|р\.\s?н\.?|року\s(?:нар)))(?!\w)"
)


def _years(small: str, received: date) -> Iterator[When]:
    """Yield years: 2005, "2005 г.р.", "78 года", "06г"; an age ("22 года") is told from a year by its value."""
    for found in _YEARS.finditer(small):
        year = _full_year(found["year"], found["short"], received)
        if year is None or (found["short"] and _is_an_age(found[0], received.year - year)):
            continue
        yield When(found.start(), found.end(), year)


def _is_an_age(words: str, years_ago: int) -> bool:
    """Tell "22 года" (an age: two, three and four take "года") from "78 года" (the year 1978)."""
    if re.search(r"г\.?\s?р|г/|р\.\s?н|рожд|нар", words):
        return False
    if years_ago > 65:
        return True  # "Кузьмич, 44 г.": nobody born in 1944 serves
    counted = re.match(r"'?(\d)([1-4])\s?год", words)
    age_like = counted is not None and (counted[2] == "1" or int(counted[1]) < 7)
    return years_ago < 15 or age_like


def _spelled(small: str, received: date) -> Iterator[When]:
    """Yield days whose number is a word: "шестого августа", "двадцатого числа", "з сьомого січня"."""
    named = begins(small, _MONTHS_BEGIN | _DAY_OF_MONTH) and begins(small, spoken.ORDINAL_BEGIN)
    for found in _SPELLED.finditer(small) if named else ():
        number = spoken.ordinal(found["number"])
        name = found["name"]
        month = _MONTH_NUMBERS[name[:3]] if name else None
        if number and number <= 31:
            yield When(start_of(found), found.end(), month=month, day=number, since=bool(found["since"]))


_DAY_OF_MONTH = openings("числа числу число")
_SPELLED = re.compile(rf"{SINCE}(?<!\w)(?P<number>{spoken.ORDINAL})\s(?:(?P<name>{_MONTH})|числ[аоу])(?!\w)")


def _ordinals_alone(small: str, received: date) -> Iterator[When]:
    """Yield days of which only the number is said: "тридцатого в Белгородскую", "двадцатого уезжают"."""
    for found in _ORDINAL_ALONE.finditer(small) if begins(small, spoken.ORDINAL_BEGIN) else ():
        number = spoken.ordinal(found["number"])
        if number and 3 < number <= 31:
            yield When(found.start("number"), found.end("number"), day=number)


_ORDINAL_ALONE = re.compile(
    rf"(?<!\w)(?P<number>(?=\w{{4,12}}(?:го|ого)(?!\w)|двадцать|тридцать){spoken.ORDINAL})\s(?=(?:в|на|под|из|утром|вечером|ночью|уже|их|его|нас|всех|роту)\s(?!(?:раза?|классе?|курсе?|этаже?|взводе?|роте?|полк\w?|году)\b)|(?:едут|везут|повезут|увозят|увезут|уезжа\w+|отправ\w+|грузят\w*|вылет\w*|выезж\w+)(?!\w))"
)


def _spoken_year_after(small: str, received: date) -> Iterator[When]:
    """Yield a month with its year in words: "октября двадцать второго года"."""
    spoken_too = begins(small, _MONTHS_BEGIN) and begins(small, spoken.LONG_ORDINAL_BEGIN)
    for found in _MONTH_SPOKEN.finditer(small) if spoken_too else ():
        year = spoken.long_ordinal(found["rest"])
        if year is not None and year < 100:
            full = (2000 if 2000 + year <= received.year else 1900) + year
            yield When(
                start_of(found),
                found.end(),
                full,
                _MONTH_NUMBERS[found["name"][:3]],
                since=bool(found["since"]),
            )


_MONTH_SPOKEN = re.compile(
    rf"{SINCE}(?<!\w)(?P<name>{_MONTH})\s(?:две тысячи\s|дві тисячі\s)?(?P<rest>{spoken.LONG_ORDINAL})\s(?:года|году|року|г\.)"
)

LOOKS = [
    _figures,
    _spaced,
    _roman,
    _spoken_years,
    _iso,
    _named,
    _american,
    _of_month,
    _years,
    _year_and_month,
    _spelled,
    _ordinals_alone,
    _spoken_year_after,
]
