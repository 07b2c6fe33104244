"""Tables of people made ready for tools that compare Latin strings and columns, as their skilled users would make them.

Names are brought to lower case, written in Latin letters, usual differences of spelling in Latin (kh, h; ts, c; yu, iu, ju …)
folded to one, and split into surname, given name and patronymic. The patronymic is known by its ending; of the other two words
the given name is the one that oftener stands beside a patronymic in these very tables. Polars does it column by column.
"""

import argparse
from pathlib import Path

import polars as pl

CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґў",
        "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch  y  e yu ya i i e g u".split(" "),
        strict=True,
    )
)
FOLDED = {
    "schtsch": "sh", "shch": "sh", "sch": "sh", "tsch": "ch", "zh": "j", "kh": "h", "ts": "c", "tz": "c", "w": "v",
    "x": "ks", "yu": "u", "iu": "u", "ju": "u", "ya": "a", "ia": "a", "ja": "a", "yo": "e", "jo": "e", "ye": "e",
    "ie": "e", "je": "e", "iy": "i", "ij": "i", "ii": "i", "yi": "i", "yy": "i", "y": "i", "'": "", "-": "",
}  # fmt: skip
"""Spellings that mean the same in Latin; the longest is taken first."""
PATRONYMIC = "(?:ovich|evich|ich|ovna|evna|ichna)[aueoi]?m?$|ogl[iu]$|^[a-z]$"
FULL = 10
"""Characters of a whole date, as 2005-03-14."""

POINTS = """
    CASE WHEN s.birth_date = f.birth_date AND length(s.birth_date) = 10 THEN 0.3 WHEN s.swapped = f.birth_date THEN 0.2
         WHEN s.year = f.year THEN 0.1 WHEN abs(s.year - f.year) = 1 THEN -0.1 WHEN s.year <> f.year THEN -0.3 ELSE 0 END
    + CASE WHEN s.unit = f.unit THEN 0.2 ELSE 0 END + CASE WHEN s.place = f.place THEN 0.1 ELSE 0 END"""
"""What date, unit and place add to the likeness of two names, in SQL, for the tools that learn nothing."""


def words(says: str | None) -> argparse.Namespace:
    """Return what was told on the command line, which is the same for all peers."""
    parser = argparse.ArgumentParser(description=(says or "").split("\n")[0])
    parser.add_argument("sought", type=Path)
    parser.add_argument("found", type=Path)
    parser.add_argument("-o", "--out", type=Path, required=True)
    return parser.parse_args()


def latin(column: str) -> pl.Expr:
    """Return a column in lower-case Latin letters with its usual spellings folded; nothing but letters and spaces."""
    letters = pl.col(column).str.to_lowercase().str.replace_many(CYRILLIC)
    folded = letters.str.replace_many(list(FOLDED), list(FOLDED.values()), leftmost=True)
    return folded.str.replace_all("[^a-z ]", " ")


GIVEN = ["id", "name", "birth_date", "unit", "place"]
MADE = [
    "id",
    "surname",
    "given",
    "patronymic",
    "sorted_name",
    "birth_date",
    "swapped",
    "year",
    "unit",
    "place",
]


def read(sought: Path, found: Path) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return both tables with the columns `MADE`, from files with the columns `GIVEN`."""
    sides = {"sought": sought, "found": found}
    tables = [
        pl.read_parquet(path, columns=GIVEN).with_columns(side=pl.lit(side)) for side, path in sides.items()
    ]
    words = latin("name").str.extract_all("[a-z]+")
    people = pl.concat(tables, how="vertical_relaxed").with_columns(
        words=words, place=latin("place").str.strip_chars()
    )
    people = _split(people.with_columns(first=_word(0), second=_word(1), third=_word(2)))
    people = people.with_columns(_dates(), sorted_name=pl.col("words").list.sort().list.join(" "))
    return people.filter(pl.col("side") == "sought").select(MADE), people.filter(
        pl.col("side") == "found"
    ).select(MADE)


def _word(number: int) -> pl.Expr:
    return pl.col("words").list.get(number, null_on_oob=True)


def _split(people: pl.DataFrame) -> pl.DataFrame:
    """Add the parts of the name."""
    second, third = (pl.col(word).str.contains(PATRONYMIC).fill_null(False) for word in ("second", "third"))
    people = people.with_columns(given_first=second & third.not_(), told=second != third)
    share = _share_of_given(people.filter(pl.col("told"), pl.col("third").is_not_null()))
    for word in ("first", "second"):
        people = people.join(
            share.select(pl.col("word").alias(word), pl.col("share").alias(f"{word}_share")),
            on=word,
            how="left",
        )
    likelier = pl.col("first_share").fill_null(0.5) > pl.col("second_share").fill_null(0.5)
    three = pl.col("third").is_not_null()
    turned = (
        pl.when(pl.col("told") & three)
        .then("given_first")
        .when(three)
        .then(pl.col("first_share") > 0.5)
        .otherwise(likelier)
    )
    return people.with_columns(turned=turned.fill_null(False)).with_columns(
        surname=pl.when("turned").then(pl.coalesce("third", "second")).otherwise("first"),
        given=pl.when("turned").then("first").otherwise("second"),
        patronymic=pl.when(pl.col("turned") & three).then("second").otherwise("third"),
    )


def _share_of_given(told: pl.DataFrame) -> pl.DataFrame:
    """Return how often each word is the given name where a patronymic tells which word that is."""
    given = pl.when("given_first").then("first").otherwise("second")
    surname = pl.when("given_first").then("third").otherwise("first")
    seen = pl.concat([told.select(word=given, share=1.0), told.select(word=surname, share=0.0)])
    return seen.group_by("word").agg(pl.col("share").mean())


def _dates() -> list[pl.Expr]:
    born = pl.col("birth_date")
    turned = born.str.slice(0, 5) + born.str.slice(8, 2) + "-" + born.str.slice(5, 2)
    return [
        pl.when(born.str.len_chars() == FULL).then(turned).alias("swapped"),
        born.str.slice(0, 4).cast(pl.Int32, strict=False).alias("year"),
    ]
