"""The tables of names boiled down to what matching asks of them: sounds, how common each is, and what it may be taken for.

What is written here is made of the tables in tidings/text/data (sources and licences in LICENCES.md there), so that a
command need not work through 200,000 names each time. After a change to those tables or to tidings.matching.spelling:

    python -m tidings.matching.sounds
"""

import re
from collections import defaultdict
from difflib import SequenceMatcher
from functools import lru_cache

import polars as pl

from tidings import files
from tidings.matching import gazetteer
from tidings.matching.belarusian import FORMS, heard
from tidings.matching.gazetteer import ALONE, DISTRICT, PLACES, REGION, SETTLEMENT, stem
from tidings.matching.reference import DATA, NEVER_SEEN, OTHERS, SOUNDS, short_form_table
from tidings.matching.reference import TABLES as NAMED
from tidings.matching.spelling import blurred, first_class, skeleton
from tidings.text.tables import rows as rows_of

_RAREST = {"surname": 1, "given": 5, "patronymic": 2}


def sounds() -> pl.DataFrame:
    """Return one row a sound of a known name, by sound: the people counted with it in each role, as a Belarusian would say
    it, what a German spelling leaves of it, and the class of its first sound."""
    formal = {name for names in short_form_table().values() for name, _ in names}
    spoken = {NEVER_SEEN, *short_form_table(), *formal}
    table = pl.DataFrame({"sound": sorted(spoken.union(*(_counts(role)["sound"] for role in NAMED)))})
    for role in NAMED:
        table = table.join(_counts(role), on="sound", how="left", maintain_order="left")
    every = table["sound"].to_list()
    return table.with_columns(
        pl.col(NAMED).fill_null(0.0),
        belarusian=pl.Series([heard(sound) for sound in every]),
        blurred=pl.Series([blurred(sound) for sound in every]),
        first=pl.Series([first_class(sound) for sound in every], dtype=pl.Int16),
    )


@lru_cache(maxsize=len(NAMED))
def _counts(role: str) -> pl.DataFrame:
    table = pl.read_csv(DATA / f"{role}_frequency.csv", columns=[role, "count"])
    table = table.filter(pl.col("count") >= _RAREST[role])
    heard = pl.Series("sound", [skeleton(word) for word in table[role].to_list()], dtype=pl.String)
    counted = table.select(heard, pl.col("count").cast(pl.Float64).alias(role))
    return counted.group_by("sound").agg(pl.col(role).sum()).sort("sound")


def others() -> pl.DataFrame:
    """Return `sound`, `other`: a Ukrainian or Belarusian form, and each Russian one that sounds otherwise."""
    parts = pl.read_csv(DATA / "ukrainian_russian_parts.csv").filter(pl.col("ukrainian") != pl.col("russian"))
    formal = (
        pl.read_csv(DATA / "diminutives.tsv", separator="\t").select("formal_uk", "formal_ru").drop_nulls()
    )
    both = [*parts.select("ukrainian", "russian").iter_rows(), *formal.iter_rows(), *FORMS]
    found = {(skeleton(ukrainian), skeleton(russian)) for ukrainian, russian in both}
    rows = sorted(pair for pair in found if pair[0] != pair[1])
    return pl.DataFrame(rows, schema=["sound", "other"], orient="row")


_ALSO_CALLED = {
    "Удмуртская": "RU80",
    "Чувашская": "RU16",
    "Чеченская": "RU12",
    "Кабардино-Балкарская": "RU22",
    "Карачаево-Черкесская": "RU27",
    "Донецкая Народная": "UA05",
    "Луганская Народная": "UA14",
}


def places() -> pl.DataFrame:
    """Return `sound`, `kind`, `meant`: how places may be written, and for each sound which it may be, with blanks between them:
    mark/region of settlements, the most populous first, mark/region/seat of one area; see tidings.matching.gazetteer."""
    found: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for sound, kind, meant in (*_settlements(), *_regions(), *_districts()):
        if sound and (kind == SETTLEMENT or not found[sound, kind]):
            found[sound, kind][meant] = None
    rows = [(sound, kind, " ".join(meant)) for (sound, kind), meant in sorted(found.items())]
    return pl.DataFrame(rows, schema=["sound", "kind", "meant"], orient="row")


Place = tuple[str, str, str]


def _settlements() -> list[Place]:
    rows = sorted(rows_of("settlements.csv"), key=lambda row: (-int(row[5] or 0), row[2], row[1]))
    found = []
    for country, region, name, cyrillic, latin, *_ in rows:
        forms = [form for form in (name, *cyrillic.split("; "), *latin.split("; ")) if form]
        russian = [form for form in cyrillic.split("; ") if form and not _NOT_RUSSIAN.search(form.lower())]
        every = [_whole(form) for form in forms]
        own = [_whole(form) for form in russian] or every
        mark = max(own, key=lambda form: (every.count(form), _likeness(form, every[0])))
        found += [(sound, SETTLEMENT, f"{mark}/{country}{region}") for sound in dict.fromkeys(every)]
    return found


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()


_NOT_RUSSIAN = re.compile("[^а-яё -]|шч")


def _whole(name: str) -> str:
    return "".join(skeleton(word) for word in name.split())


def _regions() -> list[Place]:
    found = []
    for country, code, russian, ukrainian, english, also in rows_of("regions.csv"):
        if code:
            names = [russian, ukrainian, english, *filter(None, also.split("|"))]
            names += [name for name, region in _ALSO_CALLED.items() if region == country + code]
            found += [(name, country + code) for name in names]
    marks: dict[str, str] = {}
    for name, region in found:
        marks.setdefault(region, f"{_stem(_bare(name))}{gazetteer.AFTER[REGION]}")
    said = [(_stem(_bare(name)), REGION, f"{marks[region]}/{region}/") for name, region in found]
    return said + [
        (_whole(name), ALONE, f"{marks[region]}/{region}/") for name, region in found if _is_alone(name)
    ]


def _is_alone(name: str) -> bool:
    """Return whether a region is called so without a word for what it is; "Kharkov" alone is the town."""
    return _bare(name) == name and not name.isascii() and not name.endswith("ская")


def _bare(name: str) -> str:
    """Return the name of a region without the words for what it is."""
    words = name.split()
    return " ".join([word for word in words if not gazetteer.is_area_word(word.lower())] or words)


def _stem(name: str) -> str:
    *first, last = name.split()
    return "".join(map(skeleton, first)) + stem(last)


def _districts() -> list[Place]:
    found = []
    for country, region, name, seat, _ in rows_of("districts.csv"):
        key = _stem(name.split()[0])
        found.append((key, DISTRICT, f"{key}{gazetteer.AFTER[DISTRICT]}/{country}{region}/{_whole(seat)}"))
    return found


def write() -> None:
    """Write the tables beside this module."""
    for table, path in ((sounds(), SOUNDS), (others(), OTHERS), (places(), PLACES)):
        with files.whole(path) as draft:
            table.write_parquet(draft, compression="zstd", compression_level=19)


if __name__ == "__main__":
    write()
