"""What a letter may say: each field's kind, its label in a gap, the question to ask, and how its value is written."""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tidings.errors import InvalidDate, InvalidFacts
from tidings.text.dates import ImpreciseDate
from tidings.text.names import Name, parse
from tidings.text.sentences import Sentence


@dataclass(frozen=True)
class Field:
    """A field: name, day, imprecise_date, text, unit, choice, list, lines or flag. `words` say the codes of a choice."""

    name: str
    kind: str
    label: str
    question: Sentence
    words: Mapping[str, str]


def written(field: Field, value: Any) -> tuple[str, ...]:
    """Return a value as the letter says it, one string a line; none where there is nothing to say.

    Raises InvalidFacts for a value that is not of the field's kind.
    """
    said = WRITERS[field.kind](field, value)
    return tuple(clean for line in said if (clean := tidy(line)))


def tidy(words: str) -> str:
    """Return words that cannot be taken for a mark or a gap of the letter."""
    plain = " ".join(words.replace("[", "(").replace("]", ")").split())
    return plain.lstrip(">#~ ")


def told(facts: Mapping[str, Any], name: str) -> bool:
    """Return whether a fact was told: not left out, null or empty."""
    return facts.get(name) not in (None, "", [], (), {}, Name())


def as_name(field: Field, value: Any) -> Name:
    """Return the name of a person, given as a Name, its parts, or one line."""
    if isinstance(value, Name):
        return value
    if isinstance(value, Mapping) and set(value) <= {"surname", "given", "patronymic"}:
        return Name(**{part: text or None for part, text in value.items()})
    if isinstance(value, str):
        return parse(value)
    raise _wrong(field, value, "a name, such as Кравцов Илья Петрович")


OF_MONTH = (
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
)
MONTH = (
    "январь",
    "февраль",
    "март",
    "апрель",
    "май",
    "июнь",
    "июль",
    "август",
    "сентябрь",
    "октябрь",
    "ноябрь",
    "декабрь",
)


def _day(field: Field, value: Any) -> list[str]:
    try:
        day = value if isinstance(value, date) else date.fromisoformat(value)
    except (TypeError, ValueError):
        raise _wrong(field, value, "a day written as 2024-08-06") from None
    return [_said(day)]


def _imprecise(field: Field, value: Any) -> list[str]:
    """Write a date as exactly as it is known: a day, a month, a year, or the span."""
    try:
        known = value if isinstance(value, ImpreciseDate) else ImpreciseDate.parse(value)
    except (InvalidDate, TypeError, AttributeError):
        raise _wrong(field, value, "a year, a month or a day, for example 2005-03") from None
    first, last = known.earliest, known.latest
    if first == last:
        return [_said(first)]
    whole_months = first.day == 1 and (last + timedelta(days=1)).day == 1
    if whole_months and (first.year, first.month) == (last.year, last.month):
        return [f"{MONTH[first.month - 1]} {first.year} года"]
    if whole_months and first.year == last.year and (first.month, last.month) == (1, 12):
        return [f"{first.year} год"]
    return [f"между {_said(first)} и {_said(last)}"]


def _said(day: date) -> str:
    return f"{day.day} {OF_MONTH[day.month - 1]} {day.year} года"


def _text(field: Field, value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    raise _wrong(field, value, "words")


def _unit(field: Field, value: Any) -> list[str]:
    """Write a unit's number without "в/ч" before it, since the letter says войсковая часть."""
    (text,) = _text(field, str(value) if isinstance(value, int) else value)
    return [
        re.sub(r"^\s*(?:в\s*[/.]?\s*ч\.?|войсков\w+\s+част\w+)\s*(?:№\s*)?", "", text, flags=re.IGNORECASE)
    ]


def _choice(field: Field, value: Any) -> list[str]:
    if isinstance(value, str):
        return [field.words[value]] if value in field.words else []
    raise _wrong(field, value, f"one of {', '.join(field.words)}")


def _list(field: Field, value: Any) -> list[str]:
    if not isinstance(value, list | tuple) or not set(value) <= set(field.words):
        raise _wrong(field, value, f"a list of {', '.join(field.words)}")
    return [", ".join(field.words[each] for each in value)]


def _lines(field: Field, value: Any) -> list[str]:
    lines = value.splitlines() if isinstance(value, str) else value
    if isinstance(lines, list | tuple) and all(isinstance(line, str) for line in lines):
        return list(lines)
    raise _wrong(field, value, "words, or a list of lines")


def _flag(field: Field, value: Any) -> list[str]:
    if isinstance(value, bool):
        return ["да" if value else "нет"]
    raise _wrong(field, value, "true or false")


def _name(field: Field, value: Any) -> list[str]:
    return [str(as_name(field, value))]


WRITERS: Mapping[str, Callable[[Field, Any], list[str]]] = {
    "name": _name,
    "day": _day,
    "imprecise_date": _imprecise,
    "text": _text,
    "unit": _unit,
    "choice": _choice,
    "list": _list,
    "lines": _lines,
    "flag": _flag,
}


def _wrong(field: Field, value: Any, allowed: str) -> InvalidFacts:
    shown = repr(value) if len(repr(value)) <= 60 else repr(value)[:60] + "…"
    return InvalidFacts(f"The field {field.name!r} cannot be {shown}. Give {allowed}.")


def _read(path: Path) -> dict[str, Field]:
    tables = tomllib.loads(path.read_text("utf-8"))
    return {
        name: Field(
            name, table["kind"], table["label"], Sentence.from_dict(table["question"]), table.get("words", {})
        )
        for name, table in tables.items()
    }


FIELDS: Mapping[str, Field] = _read(Path(__file__).with_name("fields.toml"))
"""Every field that a letter may have, by name."""
