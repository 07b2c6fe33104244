"""Days that are not known exactly: a year, a month, a season, one of two years; and the ways people write them.

>>> str(ImpreciseDate.parse("14 марта 2005 г.р.")), str(ImpreciseDate.parse("1971-03"))
('2005-03-14', '1971-03')
>>> ImpreciseDate.parse("1971").could_equal(ImpreciseDate.parse("09.03.1971"))
True
"""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from tidings.errors import InvalidDate

_MONTHS = (
    "январь|января|январе|январю|янв|січень|січня|січні|січ|january|jan",
    "февраль|февраля|феврале|февралю|фев|февр|лютий|лютого|лютому|лют|february|feb",
    "март|марта|марте|марту|мар|березень|березня|березні|берез|march|mar",
    "апрель|апреля|апреле|апрелю|апр|квітень|квітня|квітні|квіт|april|apr",
    "май|мая|мае|маю|травень|травня|травні|трав|may",
    "июнь|июня|июне|июню|июн|червень|червня|червні|черв|june|jun",
    "июль|июля|июле|июлю|июл|липень|липня|липні|лип|july|jul",
    "август|августа|августе|августу|авг|серпень|серпня|серпні|серп|august|aug",
    "сентябрь|сентября|сентябре|сентябрю|сен|сент|вересень|вересня|вересні|верес|вер|september|sep|sept",
    "октябрь|октября|октябре|октябрю|окт|жовтень|жовтня|жовтні|жовт|october|oct",
    "ноябрь|ноября|ноябре|ноябрю|ноя|нояб|листопад|листопада|листопаді|листоп|лист|november|nov",
    "декабрь|декабря|декабре|декабрю|дек|грудень|грудня|грудні|груд|december|dec",
)
_MONTH_NUMBERS = {form: number for number, forms in enumerate(_MONTHS, 1) for form in forms.split("|")}
_SEASONS = {
    ("весн", "spring", "навесн"): (3, 5),
    ("лет", "літ", "summer", "влітк"): (6, 8),
    ("осен", "осін", "autumn", "fall", "восен"): (9, 11),
}
_WINTER = ("зим", "winter", "взим")
_BORN = r"\s*(?:г\.?\s*/?\s*р\.?|р\.?\s*/?\s*н\.?|года рождения|год рождения|года|году|год|року народження|року|рік|гр|г\.?|р\.?)?\s*"
_LETTERS = r"[^\W\d_]+"


@dataclass(frozen=True, order=True)
class ImpreciseDate:
    """A span of days, both ends included; one of them is meant. Ordered by the earliest day.

    Raises InvalidDate where the earliest day comes after the latest.
    """

    earliest: date
    latest: date

    def __post_init__(self) -> None:
        if self.earliest > self.latest:
            raise InvalidDate(
                en=f"{self.earliest} comes after {self.latest}. Give the earlier day first.",
                ru=f"{self.earliest} позже, чем {self.latest}. Сначала напишите более ранний день.",
                uk=f"{self.earliest} пізніше, ніж {self.latest}. Спочатку напишіть раніший день.",
            )

    @classmethod
    def parse(cls, text: str) -> "ImpreciseDate":
        """Return what the words say. Understood: a year, month or day in ISO form, 09.03.1971 and 9/3/71 (the day
        first), months and seasons in Russian, Ukrainian and English, two of these with "or" or "–", an ending
        such as "г.р.". Two digits of a year up to 30 are of this century. Raises InvalidDate for anything else.
        """
        plain = " ".join(text.lower().replace("ё", "е").split()).strip(" .,;")
        for read in _READERS:
            if span := read(plain):
                return cls(*span)
        raise _invalid(
            en=f"Cannot read {text!r} as a date.",
            ru=f"«{text}» не читается как дата.",
            uk=f"«{text}» не читається як дата.",
        )

    @classmethod
    def from_age(cls, age: int, on: date) -> "ImpreciseDate":
        """Return the birth dates of someone who is `age` years old on a day; a stated age is taken at its word.

        Raises InvalidDate for an age below 0 or above 130.
        """
        if not 0 <= age <= min(130, on.year - 2):
            raise InvalidDate(
                en=f"{age} is no age of a person. Give whole years from 0 to 130.",
                ru=f"{age} — не возраст человека. Напишите полных лет, от 0 до 130.",
                uk=f"{age} — не вік людини. Напишіть повних років, від 0 до 130.",
            )
        return cls(_years_before(on, age + 1) + timedelta(days=1), _years_before(on, age))

    @classmethod
    def of_day(cls, day: date) -> "ImpreciseDate":
        """Return one exact day."""
        return cls(day, day)

    @property
    def exact(self) -> bool:
        """Return whether it is one day."""
        return self.earliest == self.latest

    def could_equal(self, other: "ImpreciseDate") -> bool:
        """Return whether both may mean the same day; what is not known never contradicts."""
        return self.earliest <= other.latest and other.earliest <= self.latest

    def __str__(self) -> str:
        """Return 1971, 1971-03 or 1971-03-09, and for any other span both days with a stroke (ISO 8601)."""
        first, last = self.earliest, self.latest
        if first == last:
            return first.isoformat()
        if (first, last) == _month(first.year, first.month):
            return first.isoformat()[:7]
        if (first, last) == _year(first.year):
            return first.isoformat()[:4]
        return f"{first.isoformat()}/{last.isoformat()}"


Span = tuple[date, date]


def month_number(word: str) -> int | None:
    """Return 1 to 12 for the name of a month in any case, or its abbreviation; Russian, Ukrainian, English."""
    return _MONTH_NUMBERS.get(word.lower())


def full_year(written: str) -> int:
    """Return the year for its two or four digits; 00 to 30 are of this century, 31 to 99 of the last."""
    year = int(written)
    return year if len(written) == 4 else year + (2000 if year <= 30 else 1900)


def _year(year: int) -> Span:
    return _day(year, 1, 1), _day(year, 12, 31)


def _month(year: int, month: int) -> Span:
    if not 1 <= month <= 12:
        raise _invalid(
            en=f"There is no month {month}.", ru=f"Месяца {month} нет.", uk=f"Місяця {month} немає."
        )
    return _day(year, month, 1), _day(year, month, calendar.monthrange(year or 4, month)[1])


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        written = f"{day:02}.{month:02}.{year}"
        raise _invalid(
            en=f"There is no day {written}.", ru=f"Дня {written} нет.", uk=f"Дня {written} немає."
        ) from None


def _invalid(en: str, ru: str, uk: str) -> InvalidDate:
    """Return the error, with what can be written instead."""
    return InvalidDate(
        en=f"{en} Write a year, a month or a day, for example 1971, 1971-03 or 1971-03-09.",
        ru=f"{ru} Напишите год, месяц или день, например 1971, 1971-03 или 1971-03-09.",
        uk=f"{uk} Напишіть рік, місяць або день, наприклад 1971, 1971-03 або 1971-03-09.",
    )


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def _iso(text: str) -> Span | None:
    found = re.fullmatch(r"(\d{4})(?:[-/.](\d{1,2}))?(?:[-/.](\d{1,2}))?" + _BORN, text)
    if not found:
        return None
    year, month, day = found.groups()
    if day:
        return (_day(int(year), int(month), int(day)),) * 2
    return _month(int(year), int(month)) if month else _year(int(year))


def _written_span(text: str) -> Span | None:
    found = re.fullmatch(r"(\d{4}-\d\d-\d\d)/(\d{4}-\d\d-\d\d)", text)
    return (date.fromisoformat(found[1]), date.fromisoformat(found[2])) if found else None


def _numbers(text: str) -> Span | None:
    found = re.fullmatch(r"(\d{1,2})[./ -](\d{1,2})[./ -](\d{4}|\d{2})" + _BORN, text)
    if found:
        return (_day(full_year(found[3]), int(found[2]), int(found[1])),) * 2
    found = re.fullmatch(r"(\d{1,2})[./](\d{4})" + _BORN, text)
    return _month(int(found[2]), int(found[1])) if found else None


def _short_year(text: str) -> Span | None:
    found = re.fullmatch(r"['’]?(\d{2})" + _BORN.replace(")?", ")"), text) or re.fullmatch(
        r"['’](\d{2})", text
    )
    return _year(full_year(found[1])) if found else None


def _day_of_month(text: str) -> Span | None:
    found = re.fullmatch(
        rf"(\d{{1,2}})(?:-?[а-яіa-z]{{1,3}})?\s+({_LETTERS})\.?,?\s+(\d{{4}}|\d{{2}}){_BORN}", text
    )
    if found and (month := month_number(found[2])):
        return (_day(full_year(found[3]), month, int(found[1])),) * 2
    found = re.fullmatch(rf"({_LETTERS})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})", text)
    if found and (month := month_number(found[1])):
        return (_day(int(found[3]), month, int(found[2])),) * 2
    return None


def _year_then_day(text: str) -> Span | None:
    found = re.fullmatch(rf"(\d{{4}}){_BORN}[,(]?\s*(\d{{1,2}})\s+({_LETTERS})\)?", text)
    if found and (month := month_number(found[3])):
        return (_day(int(found[1]), month, int(found[2])),) * 2
    return None


def _month_or_season(text: str) -> Span | None:
    found = re.fullmatch(
        rf"(?:(?:в|у|in)\s+)?({_LETTERS})\.?,?\s*-?\s*(?:of\s+)?['’]?(\d{{4}}|\d{{2}}){_BORN}", text
    )
    if not found:
        return None
    word, year = found[1], full_year(found[2])
    if month := month_number(word):
        return _month(year, month)
    for stems, (first, last) in _SEASONS.items():
        if word.startswith(stems):
            return _month(year, first)[0], _month(year, last)[1]
    return (_month(year - 1, 12)[0], _month(year, 2)[1]) if word.startswith(_WINTER) else None


def _one_of_two(text: str) -> Span | None:
    parts = re.split(r"\s+(?:or|или|або|чи|либо)\s+|\s*[–—]\s*|(?<=\d{4})\s*[-/]\s*(?=\d{4})", text)
    if len(parts) != 2 or not all(parts):
        return None
    first, second = (ImpreciseDate.parse(part) for part in parts)
    return min(first.earliest, second.earliest), max(first.latest, second.latest)


_READERS: list[Callable[[str], Span | None]] = [
    _iso,
    _written_span,
    _numbers,
    _short_year,
    _day_of_month,
    _year_then_day,
    _month_or_season,
    _one_of_two,
]
