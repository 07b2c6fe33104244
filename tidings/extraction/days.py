"""Days as people write them: 14.03.2005, "6 августа", "вчера утром", "в субботу", "через 3 дня".

A When keeps what was written; which day that is depends on whether it is past or to come, and on the day of receipt.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from tidings.extraction import spoken
from tidings.extraction.mentions import Mention
from tidings.text.phrases import begins, fold, matches_at, numbers, openings


class When(NamedTuple):
    """A day, month or year as written at [start, end); a relative one already has its `day_meant`."""

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None  # 0 is Monday
    day_meant: date | None = None
    since: bool = False  # "с вторника", "since June": a state that lasts

    @property
    def exact(self) -> bool:
        """Return whether it means one day."""
        return self.day is not None or self.weekday is not None or self.day_meant is not None

    def past(self, received: date) -> date | None:
        """Return the last such day up to the day of receipt, or None."""
        days = [day for day in self._days(received) if day <= received]
        return max(days, default=None)

    def coming(self, received: date) -> date | None:
        """Return the first such day from the day of receipt on, or None."""
        days = [day for day in self._days(received) if day >= received]
        return min(days, default=None)

    def _days(self, received: date) -> Iterator[date]:
        """Yield the days that it can mean, near the day of receipt."""
        if self.day_meant is not None:
            yield self.day_meant
        elif self.weekday is not None:
            ahead = (self.weekday - received.weekday()) % 7
            yield from _moved(received, ahead or 7, ahead - 7)
        elif self.day is not None:
            yield from filter(None, (_day(y, m, self.day) for y, m in self._months(received)))

    def _months(self, received: date) -> Iterator[tuple[int, int]]:
        if self.year is not None and self.month is not None:
            yield self.year, self.month
        elif self.month is not None:
            yield from ((received.year + step, self.month) for step in (-1, 0, 1))
        elif self.year is None:
            for step in (-1, 0, 1):
                yield (
                    received.year + (received.month - 1 + step) // 12,
                    (received.month - 1 + step) % 12 + 1,
                )

    def written(self, received: date) -> str | None:
        """Return YYYY, YYYY-MM or YYYY-MM-DD, a missing year being that of the last such time; None if unclear."""
        if self.exact:
            day = self.past(received) or self.coming(received)
            return day.isoformat() if day else None
        if self.year is None and self.month is None:
            return None
        if self.month is None:
            return f"{self.year:04}"
        year = self.year or (received.year if self.month <= received.month else received.year - 1)
        return f"{year:04}-{self.month:02}"


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _moved(day: date, *steps: int) -> Iterator[date]:
    for step in steps:
        try:
            yield day + timedelta(days=step)
        except OverflowError:
            continue


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
_WEEKDAYS = (
    r"понедельник\w{0,2}|понеділ(?:ок|ка|ку)|monday|пн",
    r"вторник\w{0,2}|вівтор(?:ок|ка)|tuesday|вт",
    r"сред[ауые]|серед[ауи]|wednesday",
    r"четверг\w?|четвер(?:га)?|thursday|чт",
    r"пятниц[ауые]|п'ятниц[яюі]|friday|пт",
    r"суббот[ауые]|субот[ауи]|saturday|сб",
    r"воскресень[яе]|неділ[яюі]|sunday",
)
_MONTH = "|".join(_MONTHS)
_STEMS_BY_MONTH = (
    "янв січ jan", "фев лют feb", "мар берез mar", "апр квіт apr", "май мая мае трав may", "июн черв jun",
    "июл лип jul", "авг серп aug", "сен верес sep", "окт жовт oct", "ноя листоп nov", "дек груд dec",
)  # fmt: skip
"""What the names of each month begin with; three letters tell which it is."""
_STEMS_OF_MONTHS = tuple(" ".join(_STEMS_BY_MONTH).split())
_MONTHS_BEGIN = openings(
    "янва* янв січе* січн* jan january февр* фев люти* люто* feb february март марта марте мар бере* mar march апре* апр квіт* apr april"
    " май мая мае трав* may июнь июня июне июн черв* jun june июль июля июле июл лип* jul july авгу* авг серп* aug august"
    " сент* сен вере* sep sept* окт* жовт* oct october нояб* ноя лист* nov november дек* груд* dec december"
)
"""Looked for first, for most texts name few months."""
_FIGURE_AND_LETTER = re.compile(r"\d[^\W\d_]")
_MONTH_NUMBERS = {stem[:3]: 1 + at for at, stems in enumerate(_STEMS_BY_MONTH) for stem in stems.split()}
_WEEKDAY_NUMBERS = {
    letters: number
    for number, ways in enumerate(
        ["по пн mo", "вт ві tu", "ср се we", "че th чт", "пя п' fr пт", "су sa сб", "во не su"]
    )
    for letters in ways.split()
}
"""By the first two letters."""
_BORN = r"(?:\s?(?:гг?\.?\s?р\b\.?|г/р|гг?\b\.?|год[ау]?\b|году\b|року\b|р\.\s?н\.?|р\.))"
_LONG_YEAR = rf"(?P<year>(?:19|20)\d{{2}})(?!\d|[.:]\d)(?:-?го\b)?{_BORN}?"
_SHORT_YEAR = rf"(?:'(?P<marked>\d{{2}})(?!\d)|(?P<short>\d{{2}})(?:-?(?:го|й|м)\b{_BORN}?|{_BORN}(?!\w)))"
_DAY_END = r"(?:-?(?:го|е|му|ого|st|nd|rd|th)\b)?"
_SINCE = r"(?P<since>\b(?:с|со|з|із|since|from)\s{1,2})?"


@lru_cache(maxsize=64)
def whens(text: str, received: date) -> tuple[When, ...]:
    """Return every time named, in the order of the text; where two overlap the longer is meant."""
    small = fold(text)
    found = sorted(
        (when for look in LOOKS for when in look(small, received)), key=lambda when: (when.start, -when.end)
    )
    kept: list[When] = []
    for when in found:
        if not kept or when.start >= kept[-1].end:
            kept.append(when)
        elif when.end - when.start > kept[-1].end - kept[-1].start:
            kept[-1] = when
    return tuple(
        when for place, when in enumerate(kept) if not _said_twice(when, kept[max(0, place - 1) : place + 2])
    )


def _said_twice(when: When, around: list[When]) -> bool:
    """A weekday beside its date ("17 августа, в субботу") adds nothing."""
    if when.weekday is None:
        return False
    return any(
        other.day is not None and max(when.start, other.start) - min(when.end, other.end) <= 5
        for other in around
    )


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
    _SINCE
    + r"(?<![\d.,/+-])(?P<day>\d{1,2})(?P<mark>[./-])(?P<month>\d{1,2})(?:(?P=mark)(?P<year>\d{4}|\d{2})(?!\d))?(?![\d/]|[.:,]\d)"
)
_ISO = re.compile(_SINCE + r"(?<![\d.-])(?P<year>(?:19|20)\d{2})[.-](?P<month>\d{2})[.-](?P<day>\d{2})(?!\d)")
_MONTH_FIGURES = re.compile(
    _SINCE + r"(?<![\d.,/])(?P<month>0[1-9]|1[0-2])[./](?P<year>(?:19|20)\d{2})(?!\d)"
)


_POINTED = re.compile(r"\d[./-]\d")


def _may_name_month(small: str) -> bool:
    return begins(small, _MONTHS_BEGIN) or _FIGURE_AND_LETTER.search(small) is not None  # "14марта"


def _figures(small: str, received: date) -> Iterator[When]:
    for found in _FIGURES.finditer(small) if _POINTED.search(small) else ():
        day, month = int(found["day"]), int(found["month"])
        written = found["year"] or ""
        if (found["mark"] == "-" and len(written) != 4) or not (1 <= day <= 31 and 1 <= month <= 12):
            continue
        year = _full_year(
            written if len(written) == 4 else None, written if len(written) == 2 else None, received
        )
        if year is None or _day(year, month, day):
            yield When(found.start("day"), found.end(), year, month, day, since=bool(found["since"]))


_SPACED = re.compile(
    r"(?<![\d.,/+-])(?P<day>[0-3]\d) (?P<month>[01]\d) (?P<year>(?:19|20)\d{2})(?![\d-]| \d)"
)


def _spaced(small: str, received: date) -> Iterator[When]:
    """Yield days with blanks between: "23 06 2005"."""
    for found in matches_at(_SPACED, small, numbers(small)):
        year, month, day = (int(found[part]) for part in ("year", "month", "day"))
        if _day(year, month or 13, day):
            yield When(found.start(), found.end(), year, month, day)


_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_ROMAN_MONTH = re.compile(
    rf"(?<![\d.])(?P<day>\d{{1,2}})[. /-]{{1,2}}(?P<month>{'|'.join(sorted(_ROMAN, key=len, reverse=True))})[. /-]{{1,2}}(?P<year>(?:19|20)\d{{2}})(?!\d)"
)


def _roman(small: str, received: date) -> Iterator[When]:
    """Yield days whose month is a Roman number: "15.IV.2006"."""
    for found in matches_at(_ROMAN_MONTH, small, numbers(small)):
        year, month, day = int(found["year"]), 1 + _ROMAN.index(found["month"]), int(found["day"])
        if _day(year, month, day):
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
            if 1 <= month <= 12 and (day is None or _day(year, month, day)):
                yield When(_start(found), found.end(), year, month, day, since=bool(found["since"]))


def _start(found: re.Match[str]) -> int:
    """Return where the time itself begins, without "с" or "since"."""
    return found.end("since") if found["since"] else found.start()


_THIS = r"(?P<this>сего года|с\.\s?г\.?|этого года|this year|цього року|торік|прошлого года|минулого року|last year)"
_NAMED = re.compile(
    _SINCE
    + rf"(?<![\w.,])(?:(?P<day>\d{{1,2}}){_DAY_END}(?:\s?-\s?\d{{1,2}})?[\s.-]{{0,2}}(?:of\s)?)?(?P<name>{_MONTH})(?!\w)\.?"
    + rf"(?:\s{{0,2}}(?:{_THIS}|{_SHORT_YEAR})|,?\s{{0,2}}{_LONG_YEAR}|\s(?P<bare>\d{{2}})(?=\s?(?:[,;)\n]|\.(?!\d)|$)))?"
)
_AMERICAN = re.compile(
    _SINCE
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
    if day is None or _day(year or 2024, month, day):
        yield When(_start(found), end, year, month, day, since=bool(found["since"]))


_OF_MONTH = re.compile(
    _SINCE
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


_WEEKDAY = re.compile(
    rf"(?P<since>\b(?:с|со|з|із|since|from)\s)?(?<!\w)(?:(?:прошл\w+|минул\w+|last|this|эт\w+|ближайш\w+|next|следующ\w+)\s)?(?P<name>{'|'.join(_WEEKDAYS)})(?!\w)"
)


_WEEKDAYS_BEGIN = openings(
    "понедельн* понеділ* monday пн вторник* вівтор* tuesday вт сред* серед* wednesday четвер* thursday чт пятниц* п friday"
    " пт суббот* субот* saturday сб воскресень* неділ* sunday"
)  # "п" is that of п'ятниця


_EVERY = re.compile(r"(?:кажд\w{2,3}|кожн\w{1,3}|every|each)\s$")


def _weekdays(small: str, received: date) -> Iterator[When]:
    for found in _WEEKDAY.finditer(small) if begins(small, _WEEKDAYS_BEGIN) else ():
        if _EVERY.search(small, max(0, found.start() - 8), found.start()):
            continue  # "каждую пятницу звонил"
        weekday = _WEEKDAY_NUMBERS[found["name"][:2]]
        yield When(_start(found), found.end(), weekday=weekday, since=bool(found["since"]))


_RELATIVE = {
    r"позавчера|позавчора|day before yesterday": -2,
    r"вчера|вчора|yesterday": -1,
    r"сегодня|сьогодні|today|tonight|щас|сейчас|зараз": 0,
    r"послезавтра|післязавтра|day after tomorrow": 2,
    r"завтра|tomorrow": 1,
}
_NOW = re.compile(r"щас|сейчас|зараз")
_RELATIVE_WORDS = re.compile(
    rf"(?P<since>\b(?:с|со|з|із|since)\s)?(?<!\w)(?:{'|'.join(f'(?P<r{i}>{words})' for i, words in enumerate(_RELATIVE))})(?:шн\w+)?(?!\w)"
)


_RELATIVE_BEGIN = openings(
    "позавч* вчера* вчора* yesterday сегодня* сьогодні* today tonight послезавтра* післязавтра* завтра* tomorrow"
)


def _relative(small: str, received: date) -> Iterator[When]:
    steps = list(_RELATIVE.values())
    for found in _RELATIVE_WORDS.finditer(small) if begins(small, _RELATIVE_BEGIN) else ():
        if _NOW.search(found[0]):
            continue
        step = next(steps[i] for i in range(len(steps)) if found[f"r{i}"])
        for day in _moved(received, step):
            yield When(_start(found), found.end(), day_meant=day, since=bool(found["since"]))


_JUST_NOW = re.compile(
    r"(?<!\w)(?:(?:\d{1,3}|пол|полтора|пару|несколько|кілька|few|couple of)[\s-]?(?:минут\w?|мин|час\w{0,2}|хвилин\w?|годин\w?|minutes?|hours?)\s(?:назад|тому|ago)"
    r"|полчаса\s(?:назад|как)|час\sназад|минуту\sназад|только\sчто|щойно|just\snow|(?:до|к)\sполуночи|до\sпівночі|(?:by|until)\smidnight|(?:сейчас|щас|зараз|ночью|вночі)(?=\s(?:он\s|сын\s|муж\s|брат\s|він\s|син\s|сам\s)?(?:по|за)?(?:звонил|дзвонив|набрал|написал|скинул|прислал|телефонував))|(?:(?<=звонил\s)|(?<=написал\s)|(?<=прислал\s))(?:сейчас|щас|ночью))(?!\w)"
)
_FUTURE = r"(?:у|за|по|от|вы|при|пере)?(?:везут|вез[её]т|правят|правим|берут|летают|лет|едут|едет|едем|дут|бросят|кинут)\w*"
_AT_NIGHT = re.compile(
    rf"(?<!\w)(?:(?P<night>ночью)|(?P<morning>утром|на рассвете|под утро))\s(?:их\s|его\s|нас\s|уже\s)?{_FUTURE}"
)


_JUST_NOW_HAS = openings(
    "сейчас щас зараз ночью вночі назад тому ago полчаса только щойно just полуночи півночі midnight"
)
_AT_NIGHT_BEGINS = openings("ночью утром рассвете утро")


def _hours(small: str, received: date) -> Iterator[When]:
    """Yield what is a matter of hours: "15 минут назад", "до полуночи", "ночью увезут", "утром увезут"."""
    for found in _JUST_NOW.finditer(small) if begins(small, _JUST_NOW_HAS) else ():
        yield When(found.start(), found.end(), day_meant=received)
    for found in _AT_NIGHT.finditer(small) if begins(small, _AT_NIGHT_BEGINS) else ():
        part = "night" if found["night"] else "morning"
        for day in _moved(received, 0 if found["night"] else 1):
            yield When(found.start(part), found.end(part), day_meant=day)


_HOUR = r"(?:в обед|в обід|під ранок|под утро|с утра|зранку|утром|вранці|днем|вечером|ввечері|ночью|вночі|в (?:\d{1,2}(?:[:.]\d\d)?|час|два|три|четыре|пять|шесть|семь|восемь|девять|десять|одиннадцать|двенадцать)(?: час\w{0,2})?(?: ночи| утра| дня| вечера)?)"
_HE_CALLED = r"(?:(?:по|за|до)?(?:звонил\w*|дзвонив\w*)|набрал|набрав|написал|написав|прислал|прислав|скинул|скинув|настрочил|шепнул|шепчет)"
_AT_AN_HOUR = re.compile(
    rf"(?<!\w)(?P<first>{_HOUR})\s(?:он\s|сын\s|муж\s|брат\s|мне\s|меня\s|нам\s|він\s|син\s|сам\s){{0,2}}{_HE_CALLED}(?!\w)"
    rf"|(?<!\w){_HE_CALLED}\s(?:мне\s|меня\s|нам\s|мені\s)?(?P<last>{_HOUR})(?!\w)"
)
_OTHER_DAY = re.compile(
    rf"\d|вчера|вчора|позавч|завтра|(?:{'|'.join(_STEMS_OF_MONTHS)})|понед|вторн|сред[ауы]|четв|пятн|субб|воскр|вівт|п'ятн|субот|неділ|кажд|кожн|всегда|обычно|через день|раньше|бывало|раз в|по "
)


def _at_an_hour(small: str, received: date) -> Iterator[When]:
    """Yield today where only an hour of it is told: "в обед дозвонился", "набрал меня под утро"."""
    for found in _AT_AN_HOUR.finditer(small) if begins(small, _CALLED_BEGIN) else ():
        part = "first" if found["first"] else "last"
        sentence = re.split(r"[.!?\n]", small[max(0, found.start() - 90) : found.start(part)])[-1]
        if not _OTHER_DAY.search(sentence):
            yield When(found.start(part), found.end(part), day_meant=received)


_CALLED_BEGIN = openings(
    "звонил* позво* дозво* дзво* подзв* додзв* набрал набрав напис* присл* скинул скинув настр* шепн* шепч*"
)
_UNITS = {
    r"дн(?:я|ей|і|ів)|день|дн|сут(?:ки|ок)|доб[иу]|days?": 1,
    r"недел[ьюия]|нед|тиж(?:день|ні|нів)|weeks?": 7,
}
_UNITS_BEGIN = openings("дня дней дні днів день дн сут* доб* day days недел* нед тиж* week weeks")
_AMOUNT = re.compile(
    rf"(?<!\w)(?:(?P<lead>через|за|in|after|уже|вже)\s)?(?P<number>\d{{1,3}}(?:-?(?:й|ый|ий|тий|th))?|{spoken.SMALL}|(?:one|two|three|four|five|six|seven|ten|a))\s?-?(?:(?P<days>{list(_UNITS)[0]})|(?P<weeks>{list(_UNITS)[1]}))(?!\w)(?:\s(?P<ago>назад|тому|ago))?"
)
_ORDINAL = re.compile(
    rf"(?<!\w)(?<!на )(?P<number>{spoken.ORDINAL}|\d{{1,2}}-?(?:й|ый|ий))\s(?:день|сутки|доба|добу)(?!\w)"
)
_A_WEEK_AGO = re.compile(r"(?<![\w-])(?<!\d\s)(?:неделю|тиждень|a week|one week) (?:назад|тому|ago)(?!\w)")
_IN_A_WEEK = re.compile(r"(?<!\w)(?:через неделю|через тиждень|за тиждень|in a week)(?!\w)")
_ENGLISH = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10}


def _amounts(small: str, received: date) -> Iterator[When]:
    """Yield "через 3 дня", "два дня назад", "second day": days counted from the day of receipt."""
    if not (begins(small, _UNITS_BEGIN) or _FIGURE_AND_LETTER.search(small)):
        return
    for found in _AMOUNT.finditer(small):
        digits = re.match(r"\d+", found["number"])
        count = int(digits[0]) if digits else _ENGLISH.get(found["number"]) or spoken.small(found["number"])
        if count is None:
            continue
        ahead = found["lead"] in ("через", "за", "in", "after") and not found["ago"]
        if not ahead and found["weeks"] and not found["ago"]:
            continue  # "три недели нет связи" is too vague for a day
        for day in _moved(received, count * (7 if found["weeks"] else 1) * (1 if ahead else -1)):
            yield When(found.start(), found.end(), day_meant=day, since=not ahead and not found["ago"])
    for found in _IN_A_WEEK.finditer(small):
        for day in _moved(received, 7):
            yield When(found.start(), found.end(), day_meant=day)
    for found in _A_WEEK_AGO.finditer(small):
        for day in _moved(received, -7):
            yield When(found.start(), found.end(), day_meant=day)
    for found in _ORDINAL.finditer(small):
        digits = re.match(r"\d+", found["number"])
        count = int(digits[0]) if digits else spoken.ordinal(found["number"])
        for day in _moved(received, -(count or 0)) if count else ():
            yield When(found.start(), found.end(), day_meant=day, since=True)


_FEASTS = tuple(
    (openings(begin), re.compile(rf"(?<!\w)(?:{words})(?!\w)"), month, day)
    for begin, words, (month, day) in (
        ("рожд* різд* christmas", r"рождеств[аоу]|різдв[аоі]|christmas", (1, 7)),
        ("нов*", r"нов(?:ый|ого|ым|ому)\s(?:год|года|годом|году)|нов(?:ий|ого)\s(?:рік|року)", (1, 1)),
        ("яблоч*", r"яблочн\w+\sспас\w*", (8, 19)),
        ("медов*", r"медов\w+\sспас\w*", (8, 14)),
        ("орехо*", r"орехов\w+\sспас\w*", (8, 29)),
        ("троиц*", r"троиц\w+\sнет", (6, 1)),
        ("день дня", r"день\sпобеды|дня\sпобеды", (5, 9)),
        ("покр*", r"покров(?:а|у|и|ою)?(?!\w)", (10, 14)),
        ("иль*", r"иль(?:ин|ина|ину)\s(?:день|дня|дню)", (8, 2)),
        ("успе*", r"успени[еяю]", (8, 28)),
        ("яблуч*", r"яблучн\w+\sспас\w*", (8, 19)),
        ("день дня", r"день\sнезалежності|дня\sнезалежності", (8, 24)),
        ("нико*", r"никол(?:у|ин\sдень)\sзимн\w+|николай\sзимн\w+", (12, 19)),
        ("крещ* водо*", r"креще?ни[ея]|водохреща", (1, 19)),
        ("восьмо*", r"восьмо\w+\sмарта", (3, 8)),
    )
)
"""Each with how its first word begins."""
_FEASTS_BEGIN = frozenset().union(*(begin for begin, *_ in _FEASTS))


def _feasts(small: str, received: date) -> Iterator[When]:
    """Yield the feasts by which older people count."""
    for begin, pattern, month, day in _FEASTS if begins(small, _FEASTS_BEGIN) else ():
        for found in pattern.finditer(small) if begins(small, begin) else ():
            if not re.search(
                r"(?:до|после|після|перед|after|before)\s$", small[max(0, found.start() - 8) : found.start()]
            ):
                yield When(found.start(), found.end(), month=month, day=day)


def _spelled(small: str, received: date) -> Iterator[When]:
    """Yield days whose number is a word: "шестого августа", "двадцатого числа", "з сьомого січня"."""
    named = begins(small, _MONTHS_BEGIN | _DAY_OF_MONTH) and begins(small, spoken.ORDINAL_BEGIN)
    for found in _SPELLED.finditer(small) if named else ():
        number = spoken.ordinal(found["number"])
        name = found["name"]
        month = _MONTH_NUMBERS[name[:3]] if name else None
        if number and number <= 31:
            yield When(_start(found), found.end(), month=month, day=number, since=bool(found["since"]))


_DAY_OF_MONTH = openings("числа числу число")
_SPELLED = re.compile(rf"{_SINCE}(?<!\w)(?P<number>{spoken.ORDINAL})\s(?:(?P<name>{_MONTH})|числ[аоу])(?!\w)")


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
                _start(found),
                found.end(),
                full,
                _MONTH_NUMBERS[found["name"][:3]],
                since=bool(found["since"]),
            )


_MONTH_SPOKEN = re.compile(
    rf"{_SINCE}(?<!\w)(?P<name>{_MONTH})\s(?:две тысячи\s|дві тисячі\s)?(?P<rest>{spoken.LONG_ORDINAL})\s(?:года|году|року|г\.)"
)

Look = Callable[[str, date], Iterator[When]]
LOOKS: list[Look] = [
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
    _weekdays,
    _relative,
    _hours,
    _amounts,
    _feasts,
    _spelled,
    _at_an_hour,
    _ordinals_alone,
    _spoken_year_after,
]


def find_days(text: str, received: date) -> list[Mention]:
    """Return each time named; its value is the last such time up to the day of receipt, or else the next."""
    return [
        Mention("day", text[when.start : when.end], when.start, when.end, value)
        for when in whens(text, received)
        if (value := when.written(received))
    ]
