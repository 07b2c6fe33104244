#!/usr/bin/env python3
"""Make two tables of invented people and the truth about them, to learn from and to measure on.

    python benchmarks/population.py OUT --sought 20000 --found 20000 --seed 1 [--hard]

writes OUT/sought.parquet, OUT/found.parquet (id, name, birth_date, unit, place) and OUT/truth.parquet (sought_id, found_id).
Half of the found are among the sought. People are drawn from the frequency tables in tidings/text/data; a family writes
fairly well, a list of found people badly: slips, short forms, Ukrainian forms, Latin letters, initials, other cases,
dates that are partial or wrong. `--hard` doubles how often. Nobody here exists.
"""

import argparse
import random
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from tidings.matching.reference import DATA
from tidings.text import names, transliteration

Rates = dict[str, float]
FAMILY: Rates = {
    "short": 0.08, "ukrainian": 0.02, "slip": 0.03, "case": 0.02, "latin": 0.01, "initials": 0.01,
    "no_patronymic": 0.2, "given_first": 0.3, "no_date": 0.06, "year_only": 0.08, "date_wrong": 0.03,
    "no_unit": 0.4, "unit_wrong": 0.04, "no_place": 0.2, "place_wrong": 0.03,
}  # fmt: skip
LIST: Rates = {
    "short": 0.04, "ukrainian": 0.10, "slip": 0.08, "case": 0.08, "latin": 0.18, "initials": 0.08,
    "no_patronymic": 0.4, "given_first": 0.25, "no_date": 0.3, "year_only": 0.2, "date_wrong": 0.1,
    "no_unit": 0.6, "unit_wrong": 0.05, "no_place": 0.5, "place_wrong": 0.05,
}  # fmt: skip
PARTS = ("surname", "given", "patronymic")
KEYBOARD = ("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю")
HEARD = {"о": "а", "а": "о", "е": "и", "и": "е", "в": "ф", "д": "т", "г": "к", "з": "с", "ы": "и", "щ": "ш"}


@dataclass(frozen=True)
class Person:
    """Who someone is, as his passport says."""

    surname: str
    given: str
    patronymic: str
    born: tuple[int, int, int]
    unit: str
    place: str


def drawn(table: str, column: str, count: int, luck: random.Random) -> list[str]:
    """Draw so many names of men as often as people bear them."""
    rows = pl.read_csv(DATA / f"{table}_frequency.csv").filter(pl.col("gender") != "f", pl.col("count") > 5)
    rows = rows.filter(pl.col(column).str.contains("(?:ва|на|ая)$").not_())
    return luck.choices(rows[column].to_list(), rows["count"].to_list(), k=count)


def towns(count: int, luck: random.Random) -> list[str]:
    """Draw so many towns of Russia, the larger ones oftener."""
    rows = pl.read_csv(DATA / "settlements.csv").filter(
        pl.col("country") == "RU", pl.col("population") > 5000
    )
    rows = rows.with_columns(
        town=pl.col("cyrillic").str.split(";").list.first().str.strip_chars()
    ).drop_nulls("town")
    return luck.choices(rows["town"].to_list(), (rows["population"] ** 0.7).to_list(), k=count)


def people(count: int, luck: random.Random) -> list[Person]:
    """Draw so many people."""
    parts = [drawn(part, part, count, luck) for part in PARTS]
    units = [str(luck.randrange(10_000, 99_999)) for _ in range(700)]
    served = luck.choices(units, [1 / (place + 5) ** 0.7 for place in range(700)], k=count)
    return [
        Person(*name, birth(luck), unit, town)
        for *name, unit, town in zip(*parts, served, towns(count, luck), strict=True)
    ]


def birth(luck: random.Random) -> tuple[int, int, int]:
    """Draw a day of birth; the young are sent most."""
    return 2006 - min(int(luck.expovariate(0.15)), 40), luck.randrange(1, 13), luck.randrange(1, 29)


def slipped(word: str, luck: random.Random) -> str:
    """Return a word with one slip of ear or key."""
    if len(word) < 4:
        return word
    at = luck.randrange(1, len(word))
    letter = word[at]
    row = next((keys for keys in KEYBOARD if letter in keys), KEYBOARD[0])
    beside = row[max(0, min(len(row) - 1, row.find(letter) + luck.choice((-1, 1))))]
    written = luck.choice([
        word[:at] + word[at + 1 :], word[:at] + letter + word[at:], word[:at] + beside + word[at + 1 :],
        word[: at - 1] + letter + word[at - 1] + word[at + 1 :], word[:at] + HEARD.get(letter, beside) + word[at + 1 :],
    ])  # fmt: skip
    return written


SHORT: dict[str, list[str]] = {
    formal: shorts.split(",")
    for formal, shorts in pl.read_csv(DATA / "diminutives.tsv", separator="\t")
    .select("formal_ru", "short_ru")
    .drop_nulls()
    .iter_rows()
}
UKRAINIAN: dict[tuple[str, str], str] = {
    (part, russian): ukrainian
    for part, ukrainian, russian in pl.read_csv(DATA / "ukrainian_russian_parts.csv").iter_rows()
}


def written_name(person: Person, rates: Rates, luck: random.Random) -> str:
    """Return the name as one of so careful a hand would write it."""
    parts = said(person, rates, luck)
    parts = [slipped(part, luck) if luck.random() < rates["slip"] else part for part in parts]
    if luck.random() < rates["no_patronymic"]:
        parts[2] = ""
    if luck.random() < rates["initials"]:
        parts[1:] = [part[0] + "." if part else "" for part in parts[1:]]
    if luck.random() < rates["given_first"]:
        parts = [parts[1], parts[2], parts[0]]
    text = " ".join(part for part in parts if part)
    if luck.random() < rates["latin"]:
        text = transliteration.latin(text, luck.choice(transliteration.SCHEMES))
    return text.upper() if luck.random() < 0.1 else text.title()


def said(person: Person, rates: Rates, luck: random.Random) -> list[str]:
    """Return surname, given name and patronymic in the language, case and form someone would say them."""
    true = [person.surname, person.given, person.patronymic]
    if luck.random() < rates["ukrainian"]:
        return [UKRAINIAN.get((part, word.lower()), word) for part, word in zip(PARTS, true, strict=True)]
    if luck.random() < rates["case"]:
        name = names.decline(names.Name(*true), luck.choice(["genitive", "dative", "accusative"]))
        true = [name.surname or "", name.given or "", name.patronymic or ""]
    elif person.given in SHORT and luck.random() < rates["short"]:
        true[1] = luck.choice(SHORT[person.given])
    return true


def record(person: Person, rates: Rates, luck: random.Random) -> dict[str, str | None]:
    """Return what someone of so careful a hand writes of a person."""
    happens = lambda what: luck.random() < rates[what]  # noqa: E731
    year, month, day = person.born
    if happens("date_wrong"):
        year, month, day = luck.choice([
            (year, day, month) if day <= 12 else (year, month, max(1, day - 1)), (year + luck.choice((-1, 1)), month, day),
            (year, month, luck.randrange(1, 29)),
        ])  # fmt: skip
    born = (
        None if happens("no_date") else f"{year}" if happens("year_only") else f"{year}-{month:02}-{day:02}"
    )
    unit = str(int(person.unit) + luck.choice((1, 10, 100))) if happens("unit_wrong") else person.unit
    return {
        "name": written_name(person, rates, luck),
        "birth_date": born,
        "unit": None if happens("no_unit") else unit,
        "place": None if happens("no_place") else slipped(person.place, luck) if happens("place_wrong") else person.place,
    }  # fmt: skip


def make(out: Path, sought: int, found: int, seed: int, hard: bool) -> None:
    """Write the three tables."""
    luck = random.Random(seed)
    both = min(sought, found) // 2
    everyone = people(sought + found - both, luck)
    in_list = luck.sample(range(sought), both) + list(range(sought, sought + found - both))
    luck.shuffle(in_list)
    harder = {
        name: min(0.9, rate * (2 if hard and name not in ("given_first", "no_patronymic") else 1))
        for name, rate in LIST.items()
    }
    out.mkdir(parents=True, exist_ok=True)
    for name, who, rates in (("sought", range(sought), FAMILY), ("found", in_list, harder)):
        rows = [{"id": number, **record(everyone[person], rates, luck)} for number, person in enumerate(who)]
        pl.DataFrame(rows, infer_schema_length=None).write_parquet(out / f"{name}.parquet")
    truth = [(person, number) for number, person in enumerate(in_list) if person < sought]
    pl.DataFrame(truth, schema=["sought_id", "found_id"], orient="row").write_parquet(out / "truth.parquet")


def main() -> None:
    """Read the options and make the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("--sought", type=int, default=20_000)
    parser.add_argument("--found", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--hard", action="store_true")
    args = parser.parse_args()
    make(args.out, args.sought, args.found, args.seed, args.hard)


if __name__ == "__main__":
    main()
