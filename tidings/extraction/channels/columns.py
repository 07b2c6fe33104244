"""Which column of a sheet is which: guessed from headings in three languages and from values, or as a person said.

>>> found = guess(["Отметка времени", "ФИО солдата", "Что случилось"], [])
>>> [(column.heading, column.field) for column in found.columns]
[('Отметка времени', 'received'), ('ФИО солдата', 'name'), ('Что случилось', 'text')]

The words that headings are known by stand in headings.toml. To guess from values in another way, add a function to SHAPES.
"""

import json
import re
import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tidings.errors import InvalidRecord, UnknownColumn
from tidings.extraction.channels import written_days
from tidings.files import Where
from tidings.text.letters import fold
from tidings.text.sentences import Sentence

APPEALS = (
    "text", "received", "id", "channel", "lang", "name", "surname", "given", "patronymic", "birth_date", "relation",
    "last_contact", "place", "service", "unit", "deadline", "enquirer_name", "contacts", "safe_contact", "also",
)  # fmt: skip
"""What a column of a sheet of appeals may be. `also`: its words are read with its heading before them."""
PEOPLE = ("name", "surname", "given", "patronymic", "birth_date", "unit", "place")
"""What a column of a list of people may be."""
SEVERAL = {"text", "contacts", "also"}
"""More than one column may be this."""
LOOKED_AT = 200
"""Values of a column by which it is judged."""
MOSTLY = 0.6


@dataclass(frozen=True)
class Column:
    """One column: what it is called, which field it is ("" for none), and why."""

    heading: str
    field: str = ""
    why: Sentence | None = None


@dataclass(frozen=True)
class Mapping:
    """What the columns of a sheet are, in their order."""

    columns: tuple[Column, ...]
    dates: str = ""  # of a date such as 03/04/2025: day or month first; "" as the column itself shows

    def fields(self) -> set[str]:
        """Return the fields that some column is."""
        return {column.field for column in self.columns} - {""}

    def places(self, headings: Sequence[str], where: Where) -> list[tuple[int, Column]]:
        """Return where each column that is a field stands. Raises UnknownColumn where the sheet has it not."""
        known = [column for column in self.columns if column.field]
        for column in known:
            if column.heading not in headings:
                raise _no_column(where, column.heading, headings)
        return sorted((headings.index(column.heading), column) for column in known)

    def as_json(self) -> str:
        """Return it as a profile, to be kept and used again."""
        told = {column.heading: column.field for column in self.columns}
        return json.dumps({"columns": told, "dates": self.dates}, ensure_ascii=False, indent=2)


def from_json(text: str, where: Where) -> Mapping:
    """Return a profile. Raises InvalidRecord where it is none."""
    try:
        told = json.loads(text)
        columns, dates = told["columns"], told.get("dates", "")
        good = dates in ("", *written_days.ORDERS) and all(
            isinstance(heading, str) and field in ("", *APPEALS) for heading, field in columns.items()
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        good = False
    if not good:
        raise InvalidRecord(
            en=f'{where.en} is no profile of columns. Write {{"columns": {{"Heading": "text", …}}}}; fields are {", ".join(APPEALS)}.',
            ru=f'{where.ru}: это не описание столбцов. Напишите {{"columns": {{"Заголовок": "text", …}}}}; поля: {", ".join(APPEALS)}.',
            uk=f'{where.uk}: це не опис стовпців. Напишіть {{"columns": {{"Заголовок": "text", …}}}}; поля: {", ".join(APPEALS)}.',
        )
    return Mapping(tuple(Column(heading, field) for heading, field in columns.items()), dates)


def from_words(words: str) -> Mapping:
    """Return what is written as FIELD=HEADING, …: "text=Сообщение,received=Дата". Raises InvalidRecord."""
    columns = []
    for pair in words.split(","):
        field, sign, heading = (part.strip() for part in pair.partition("="))
        if not sign or field not in APPEALS or not heading:
            raise InvalidRecord(
                en=f"--map: {pair.strip()[:60]!r} names no column. Write FIELD=HEADING, … or a file with a profile; fields are {', '.join(APPEALS)}.",
                ru=f"--map: «{pair.strip()[:60]}» — не столбец. Напишите ПОЛЕ=ЗАГОЛОВОК, … или файл с описанием; поля: {', '.join(APPEALS)}.",
                uk=f"--map: «{pair.strip()[:60]}» — не стовпець. Напишіть ПОЛЕ=ЗАГОЛОВОК, … або файл з описом; поля: {', '.join(APPEALS)}.",
            )
        columns.append(Column(heading, field))
    return Mapping(tuple(columns))


def guess(
    headings: Sequence[str], rows: Sequence[Sequence[str]], fields: Iterable[str] = APPEALS, dates: str = ""
) -> Mapping:
    """Return what the columns seem to be, each with its reason: by its heading, else by what its values look like.

    A field that one column is already is not given to a second one; what nothing is known of is no field.
    """
    allowed = set(fields)
    by_heading = {place: _by_heading(heading, allowed) for place, heading in enumerate(headings)}
    taken: dict[int, Column] = {}
    for look in (by_heading.get, lambda place: _by_values(rows, place, allowed)):
        for place, heading in enumerate(headings):
            found = None if place in taken else look(place)
            if found and (found[0] in SEVERAL or found[0] not in {one.field for one in taken.values()}):
                taken[place] = Column(heading, *found)
    columns = [taken.get(place) or Column(heading, "", _UNKNOWN) for place, heading in enumerate(headings)]
    return Mapping(tuple(_with_whole_name(columns)), dates)


def is_heading(cell: str) -> bool:
    """Return whether a cell seems to be a heading: it is called as one of the fields is."""
    return len(cell) <= 120 and _by_heading(cell, set(APPEALS)) is not None


def is_value(cell: str) -> bool:
    """Return whether a cell seems to hold a day, a number or an address, as no heading does."""
    value = cell.strip()
    return bool(written_days.numbers(value)) or _is_contact(value) or _is_unit(value) or value.isdigit()


def _with_whole_name(columns: list[Column]) -> list[Column]:
    """A column "Имя" without a surname beside it holds the whole name."""
    fields = {column.field for column in columns}
    if "given" not in fields or fields & {"surname", "name"}:
        return columns
    return [Column(one.heading, "name", one.why) if one.field == "given" else one for one in columns]


@cache
def _known() -> list[tuple[str, list[re.Pattern[str]]]]:
    told = tomllib.loads((Path(__file__).parent / "headings.toml").read_text(encoding="utf-8"))
    return [(field, [re.compile(one) for one in patterns]) for field, patterns in told.items()]


def _plain(heading: str) -> str:
    return " ".join(re.sub(r"[^\w№]+", " ", fold(heading)).replace("_", " ").split())


def _by_heading(heading: str, allowed: set[str]) -> tuple[str, Sentence] | None:
    plain = _plain(heading)
    if plain.replace(" ", "_") in allowed:
        return plain.replace(" ", "_"), _HEADING
    for field, patterns in _known():
        if field in allowed and any(pattern.search(plain) for pattern in patterns):
            return field, _HEADING
    return None


def _by_values(rows: Sequence[Sequence[str]], place: int, allowed: set[str]) -> tuple[str, Sentence] | None:
    values = [row[place].strip() for row in rows[:LOOKED_AT] if place < len(row) and row[place].strip()]
    if not values:
        return None
    for field, looks_so in SHAPES:
        if field in allowed and sum(map(looks_so, values)) >= MOSTLY * len(values):
            return field, _VALUES[field]
    return None


def _is_day_of_birth(value: str) -> bool:
    day = written_days.numbers(value)
    return bool(day and 1940 <= day.year <= 2012 and len(value) <= 10)


def _is_recent_day(value: str) -> bool:
    day = written_days.numbers(value)
    return bool(day and 2014 <= day.year <= 2100)


def _is_contact(value: str) -> bool:
    digits = re.sub(r"[\s()+.–-]", "", value)
    is_phone = digits.isdigit() and 10 <= len(digits) <= 13 and "." not in value
    return is_phone or bool(re.fullmatch(r"@\w{4,32}|[^@\s]+@[^@\s]+\.\w+", value))


def _is_unit(value: str) -> bool:
    return bool(re.fullmatch(r"(?:в/?ч\s*)?\d{5}(?:-?[А-ЯA-Z])?", value, re.IGNORECASE))


def is_name(value: str) -> bool:
    """Two to four words that each begin with a capital, as names do."""
    words = value.split()
    return 2 <= len(words) <= 4 and all(
        re.fullmatch(r"[^\W\d_][\w'’ʼ.-]*", w) and w[0].isupper() for w in words
    )


def _is_story(value: str) -> bool:
    return len(value) >= 40 and value.count(" ") >= 5


SHAPES: list[tuple[str, Callable[[str], bool]]] = [
    ("birth_date", _is_day_of_birth),
    ("received", _is_recent_day),
    ("contacts", _is_contact),
    ("unit", _is_unit),
    ("name", is_name),
    ("text", _is_story),
]
"""What values of a field look like."""

_HEADING = Sentence(en="by its heading", ru="по заголовку", uk="за заголовком")
_UNKNOWN = Sentence(
    en="nothing known by its heading or its values",
    ru="ни заголовок, ни значения ничего не говорят",
    uk="ні заголовок, ні значення нічого не кажуть",
)
_VALUES = {
    "birth_date": Sentence(en="its values look like days of birth", ru="значения похожи на даты рождения", uk="значення схожі на дати народження"),
    "received": Sentence(en="its values look like recent days", ru="значения похожи на недавние дни", uk="значення схожі на недавні дні"),
    "contacts": Sentence(en="its values look like telephones or addresses", ru="значения похожи на телефоны или адреса", uk="значення схожі на телефони чи адреси"),
    "unit": Sentence(en="its values look like numbers of units", ru="значения похожи на номера частей", uk="значення схожі на номери частин"),
    "name": Sentence(en="its values look like names", ru="значения похожи на имена", uk="значення схожі на імена"),
    "text": Sentence(en="its values are long", ru="значения длинные", uk="значення довгі"),
}  # fmt: skip


def _no_column(where: Where, heading: str, headings: Sequence[str]) -> UnknownColumn:
    shown = ", ".join(one[:30] for one in headings[:12]) or "–"
    return UnknownColumn(
        en=f"{where.en} has no column {heading!r}. It has: {shown}.",
        ru=f"{where.ru}: нет столбца «{heading}». Есть: {shown}.",
        uk=f"{where.uk}: немає стовпця «{heading}». Є: {shown}.",
    )
