"""Three invented lists of found people, each with the habits of those who keep such lists.

Most rows are strangers, drawn from the frequencies of names; the rows of `planted.toml` stand among them. The same
seed gives the same lists, so that what a reader saw yesterday is there tomorrow.
"""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random

from tidings.text import names, tables
from tidings.text.sentences import Sentence

PLANTED = Path(__file__).with_name("planted.toml")

Row = dict[str, str]
"""One person found: id, name, birth_date ("", 2005, 2005-11 or 2005-11-02), unit, place."""


@dataclass(frozen=True)
class Listing:
    """A list of found people as the office keeps it; `days_ago` is the day that it states, before today."""

    key: str
    kind: str  # captured, hospital, dead
    name: Sentence
    source: Sentence
    days_ago: int
    size: int


LISTS = (
    Listing(
        "captured",
        "captured",
        Sentence(
            en="Names heard in videos and letters",
            ru="Имена из видео и писем",
            uk="Імена з відео та листів",
        ),
        Sentence(
            en="Volunteers, after accounts of released prisoners too.",
            ru="Добровольцы; также по рассказам освобождённых.",
            uk="Добровольці; також із розповідей звільнених.",
        ),
        days_ago=4,
        size=700,
    ),
    Listing(
        "hospital",
        "hospital",
        Sentence(en="Admission sheets", ru="Листы приёма", uk="Аркуші прийому"),
        Sentence(
            en="Photographed by staff of several hospitals.",
            ru="Сняты сотрудниками нескольких госпиталей.",
            uk="Сфотографовані працівниками кількох шпиталів.",
        ),
        days_ago=9,
        size=800,
    ),
    Listing(
        "dead",
        "dead",
        Sentence(
            en="Obituaries and council notices",
            ru="Некрологи и сообщения властей",
            uk="Некрологи та повідомлення влади",
        ),
        Sentence(
            en="Gathered by a newspaper, with photographs of graves.",
            ru="Собраны газетой, со снимками могил.",
            uk="Зібрані газетою, зі світлинами могил.",
        ),
        days_ago=6,
        size=500,
    ),
)

UNITS = (
    "61057",
    "83916",
    "30482",
    "52871",
    "40396",
    "19640",
    "95113",
    "74208",
    "41873",
    "26604",
    "70519",
    "35182",
    "88247",
    "13906",
)

FRONT = (
    "Суджа",
    "Коренево",
    "Глушково",
    "Торецк",
    "Покровск",
    "Вовчанськ",
    "Sudzha",
    "Toretsk",
    "Pokrovsk",
    "Куп'янськ",
)
TOWNS = ("Ростов-на-Дону", "Воронеж", "Белгород", "Курск", "Волгоград", "Валуйки", "Санкт-Петербург")
REGIONS = (
    "Алтайский край",
    "Архангельская область",
    "Иркутская область",
    "Республика Башкортостан",
    "Саратовская область",
    "Свердловская область",
)


@dataclass(frozen=True)
class Stranger:
    """Somebody nobody in the demo looks for: the name in Russian, and the day of birth."""

    name: names.Name
    born: date


def rows(seed: int = 2026) -> dict[str, list[Row]]:
    """Return the rows of each list by its key, planted ones among strangers."""
    return {listing.key: _rows(listing, Random(f"{seed} {listing.key}")) for listing in LISTS}


def planted() -> list[dict[str, str | bool]]:
    """Return the rows of `planted.toml`: list, appeal, same, the columns of a row, and what it shows."""
    found: list[dict[str, str | bool]] = tomllib.loads(PLANTED.read_text("utf-8"))["row"]
    return found


def _rows(listing: Listing, chance: Random) -> list[Row]:
    """Return one list: planted rows and strangers, mixed, then numbered."""
    columns = ("name", "birth_date", "unit", "place")
    kept = [{c: str(row[c]) for c in columns} for row in planted() if row["list"] == listing.key]
    write = WRITERS[listing.key]
    kept += [write(_stranger(chance), chance) for _ in range(listing.size - len(kept))]
    chance.shuffle(kept)
    return [{"id": f"{listing.key[0].upper()}{number:04}", **row} for number, row in enumerate(kept, 1)]


def _captured(who: Stranger, chance: Random) -> Row:
    """Write a person as volunteers do: as heard, in Latin letters, in Ukrainian; often without a day."""
    spell = chance.choices((_in_latin, _in_ukrainian, _in_capitals), (45, 35, 20))[0]
    born = chance.choices((str(who.born.year), f"{who.born:%Y-%m}", str(who.born), ""), (40, 20, 30, 10))[0]
    return _row(spell(who.name, chance), born, _unit(chance, 0.35), chance.choice(FRONT))


def _hospital(who: Stranger, chance: Random) -> Row:
    """Write a person as an admission sheet does: surname and initials, the year, the unit."""
    return _row(_initials(who.name, chance), str(who.born.year), _unit(chance, 0.8), chance.choice(TOWNS))


def _dead(who: Stranger, chance: Random) -> Row:
    """Write a person as obituaries do: the whole name, sometimes in the genitive, and the day of birth."""
    name = names.decline(who.name, "genitive") if chance.random() < 0.3 else who.name
    born = str(who.born) if chance.random() < 0.85 else str(who.born.year)
    return _row(_full(name), born, _unit(chance, 0.4), chance.choice(REGIONS))


WRITERS: dict[str, Callable[[Stranger, Random], Row]] = {
    "captured": _captured,
    "hospital": _hospital,
    "dead": _dead,
}


def _row(name: str, birth_date: str, unit: str, place: str) -> Row:
    return {"name": name, "birth_date": birth_date, "unit": unit, "place": place}


def _unit(chance: Random, known: float) -> str:
    return chance.choice(UNITS) if chance.random() < known else ""


def _full(name: names.Name) -> str:
    return f"{name.surname} {name.given} {name.patronymic}"


def _in_latin(name: names.Name, chance: Random) -> str:
    words = [name.surname, name.given] + ([name.patronymic] if chance.random() < 0.3 else [])
    return names.latin(" ".join(filter(None, words))).upper()


def _in_ukrainian(name: names.Name, chance: Random) -> str:
    return " ".join(_ukrainian(part).get(word or "", word or "") for part, word in _parts(name))


def _in_capitals(name: names.Name, chance: Random) -> str:
    words = [name.surname, name.given] + ([name.patronymic] if chance.random() < 0.7 else [])
    return " ".join(filter(None, words)).upper()


def _initials(name: names.Name, chance: Random) -> str:
    gap = chance.choice((" ", ""))
    return f"{name.surname} {(name.given or '')[:1]}.{gap}{(name.patronymic or '')[:1]}."


def _parts(name: names.Name) -> list[tuple[str, str | None]]:
    return [("surname", name.surname), ("given", name.given), ("patronymic", name.patronymic)]


def _stranger(chance: Random) -> Stranger:
    surnames, givens, patronymics = _frequencies()
    name = names.Name(
        chance.choices(list(surnames), list(surnames.values()))[0],
        chance.choices(list(givens), list(givens.values()))[0],
        chance.choices(list(patronymics), list(patronymics.values()))[0],
    )
    first, last = ((2003, 2007), (1970, 2002))[chance.random() < 0.55]
    return Stranger(name, date(first, 1, 1) + timedelta(chance.randrange(365 * (last - first + 1))))


@cache
def _frequencies() -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
    """Return men's surnames, given names and patronymics with how often each occurs; nobody sought among them."""
    sought = {str(row["name"]).split()[0].casefold() for row in planted()}
    formal = {russian for russian, _ in _formal()}
    surnames = [
        (word, count) for word, count, gender, _ in tables.rows("surname_frequency.csv") if gender == "m"
    ]
    return (
        {word: int(count) for word, count in surnames[:6000] if word.casefold() not in sought},
        {word: int(count) for word, count, *_ in tables.rows("given_frequency.csv") if word in formal},
        {
            word: int(count)
            for word, count, gender, father in tables.rows("patronymic_frequency.csv")
            if gender == "m" and father in formal
        },
    )


@cache
def _ukrainian(part: str) -> dict[str, str]:
    """Return Russian to Ukrainian for a part of a name; the first surname in the table is the usual one."""
    if part == "given":
        return dict(_formal())
    if part == "patronymic":
        fathers = dict(_formal())
        table = tables.rows("patronymic_frequency.csv")
        return {word: _son_of(fathers[father]) for word, _, _, father in table if father in fathers}
    known: dict[str, str] = {}
    for kind, ukrainian, russian in tables.rows("ukrainian_russian_parts.csv"):
        if kind == part:
            known.setdefault(russian.capitalize(), ukrainian.capitalize())
    return known


def _son_of(father: str) -> str:
    """Return the Ukrainian patronymic of a Ukrainian given name."""
    irregular = {"Григорій": "Григор", "Лев": "Льв", "Микола": "Миколай", "Федір": "Федор", "Яків": "Як"}
    return "Ілліч" if father == "Ілля" else irregular.get(father, father.rstrip("оа")) + "ович"


def _formal() -> list[tuple[str, str]]:
    """Return men's given names that have short forms, in Russian and in Ukrainian."""
    rows = tables.rows("diminutives.tsv")
    return [(russian, ukrainian) for gender, russian, ukrainian, *_ in rows if gender == "m"]
