"""Places by the gazetteer: which spellings name one place, and which place lies in which.

A place is told from others by its *mark*: the sound of its own name in Russian, whatever the language and alphabet; with the
region after a stroke where it was told and the name alone does not say it. Places that the gazetteer does not know have
the sound they are written with.

>>> mark("г. Харьков"), mark("Харків"), mark("Kharkiv")
('harkov', 'harkov', 'harkov')
>>> mark("Курская область, с. Ивановка"), mark("Курской обл.")
('ivanovka/RU41', 'kurskoblast')
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import polars as pl

from tidings.matching import spelling
from tidings.matching.slips import SHORTEST
from tidings.matching.vocabulary import one_slip_away

PLACES = Path(__file__).parent / "places.parquet"
"""As tidings.matching.sounds left it."""
SETTLEMENT, REGION, DISTRICT = "settlement", "region", "district"
ALONE = "alone"
"""A name of a region without any word for what it is: "Татарстан", "Херсонщина"."""
AFTER = {REGION: "oblast", DISTRICT: "raion"}
"""What the mark of a region or a district ends with, so that it is no settlement's."""

_ENDS = tuple(AFTER.values())

_KIND_OF_PLACE = re.compile(
    r"(?:г|гор|город|місто|м|пос|посёлок|поселок|селище|п|рп|пгт|смт|с|село|сл|слобода|д|дер|деревня|ст|станица|ст-ца|станция|х|"
    r"хут|хутор|аул|ж|жд|city|town|village|settlement|of|the|в|во|на|из|под|у|in|near)"
)
_REGION = re.compile(
    r"(?:обл|область|області|областi|області|области|областью|обл-ть|край|края|крае|краю|oblast|region|krai|kray|provinces?)"
)
_REPUBLIC = re.compile(r"(?:респ|республик[аиуе]|республікa|республік[аиу]|republic)")
_DISTRICT = re.compile(r"(?:район|района|районе|районі|районом|р-н|р-на|р-не|р-ні|raion|rayon|district)")
_OTHER_AREA = re.compile(
    r"(?:автономн\w+|автон|ао|национальн\w+|округ|округа|окр|okrug|autonomous|народн\w+)"
)
_ADJECTIVE = re.compile(
    r"(.*[^\W\d_]{2}(?:sk|ck|zk))(?:aR|oi|uY|oY|Y|a|u|e|ei|iei|i|ogo|ego|omu|emu|im|om|em)?"
)
_COUNTRIES = frozenset(
    map(
        spelling.skeleton,
        "россия россии рф украина украины україна україни беларусь russia rf ukraine belarus".split(),
    )
)


@lru_cache(maxsize=1)
def _settlements() -> dict[str, str]:
    """Return for the sound of a settlement's name in any language what it may stand for, as the table has it: forty thousand
    lists would keep a command waiting."""
    table = pl.read_parquet(PLACES).filter(pl.col("kind") == SETTLEMENT)
    return dict(zip(table["sound"].to_list(), table["meant"].to_list(), strict=True))


@lru_cache(maxsize=1 << 16)
def _meant(sound: str) -> tuple[tuple[str, str], ...]:
    """Return the marks and regions of the settlements that have a name of this sound, the most populous first."""
    found = (place.partition("/") for place in _settlements().get(sound, "").split())
    return tuple((name, region) for name, _, region in found)


def _regions(name: str) -> tuple[str, ...]:
    """Return the regions that have a settlement with this mark."""
    return tuple(dict.fromkeys(region for mark, region in _meant(name) if mark == name))


@dataclass(frozen=True)
class Area:
    """A region or a district."""

    kind: str
    mark: str
    region: str
    """The code of the region that it is, or lies in."""
    seat: str
    """The mark of the town that a district is run from."""


@lru_cache(maxsize=1)
def _areas() -> Mapping[tuple[str, str], Area]:
    """Return the areas by kind and stem, and those that are named by themselves under ALONE."""
    table = pl.read_parquet(PLACES).filter(pl.col("kind") != SETTLEMENT)
    return {
        (kind, sound): Area(REGION if kind == ALONE else kind, *meant.split("/"))
        for sound, kind, meant in table.iter_rows()
    }


@lru_cache(maxsize=1)
def _by_mark() -> Mapping[str, Area]:
    return {area.mark: area for area in _areas().values()}


@lru_cache(maxsize=1 << 14)
def stem(word: str) -> str:
    """Return the sound of a word, of an adjective in -ский without its ending."""
    sound = spelling.skeleton(word)
    found = _ADJECTIVE.fullmatch(sound)
    return found[1] if found else sound


Areas = dict[str, Area]
"""The areas that a cell tells, by kind."""


# --- what a cell tells ---------------------------------------------------------------------------------------------


def mark(said: str | None) -> str:
    """Return what tells a place from others; empty if not told."""
    if not said:
        return ""
    parts = [_words(part) for part in re.split(r"[,;()/]", said[:200].lower())]
    areas: Areas = {}
    left = [rest for part in parts if (rest := _without_areas(part, areas))]
    left = [part for part in left if _joined(part) not in _COUNTRIES] or left
    named = _whole_areas(left, areas)
    return _settlement(named[0], areas) if named else _smallest(areas)


def mark_of_region(said: str | None) -> str:
    """Return what tells a region from others, as `mark`; an adjective alone is enough to name one."""
    words = _words((said or "")[:200].lower())
    if len(words) == 1 and (known := _areas().get((REGION, stem(words[0])))):
        adjective = stem(words[0]) != spelling.skeleton(words[0])
        if adjective or not _meant(spelling.skeleton(words[0])):
            return known.mark
    return mark(said)


def _words(part: str) -> list[str]:
    return re.findall(r"\w[\w'’ʼ-]*", part)


def _joined(words: Iterable[str]) -> str:
    return "".join(map(spelling.skeleton, words))


def _without_areas(words: list[str], areas: Areas) -> list[str]:
    """Return the words of a part without those that name an area or say what a place is; areas are put by."""
    for at, word in enumerate(words):
        if kind := _kind_of_area(word):
            begin, end = _named_area(words, at, kind, areas)
            return _without_areas(words[:begin] + words[end:], areas)
    named = [word for word in words if not _is_kind(word)]
    return named or [word for word in words if len(word) > _LONGEST_KIND]


@lru_cache(maxsize=1 << 14)
def _kind_of_area(word: str) -> str:
    return DISTRICT if _DISTRICT.fullmatch(word) else REGION if is_area_word(word) else ""


def is_area_word(word: str) -> bool:
    """Return whether a word says that the one beside it is a region."""
    return bool(_REGION.fullmatch(word) or _REPUBLIC.fullmatch(word) or _OTHER_AREA.fullmatch(word))


def _named_area(words: list[str], at: int, kind: str, areas: Areas) -> tuple[int, int]:
    """Put by the area that the word at a place says is one, and return which words name it."""
    before = [(max(at - many, 0), at) for many in (3, 2, 1) if at - many >= 0]
    after = [(at + 1, at + 1 + many) for many in (2, 1) if at + 1 + many <= len(words)]
    spans = after + before if _REPUBLIC.fullmatch(words[at]) and at == 0 else before + after
    for begin, end in spans:
        if known := _areas().get((kind, _stem_of(words[begin:end]))):
            areas.setdefault(kind, known)
            return min(begin, at), max(end, at + 1)
    if spans and not _OTHER_AREA.fullmatch(words[at]):
        begin, end = (at - 1, at) if at else spans[-1]
        found = _stem_of(words[begin:end])
        areas.setdefault(kind, _near_area(kind, found) or Area(kind, found + AFTER[kind], "", ""))
        return min(begin, at), max(end, at + 1)
    return at, at + 1


def _stem_of(words: Sequence[str]) -> str:
    return _joined(words[:-1]) + stem(words[-1])


_LONGEST_KIND = 4
"""Letters of a word for a kind of place that is no name by itself; there are villages called Слобода."""


@lru_cache(maxsize=1 << 14)
def _is_kind(word: str) -> bool:
    return bool(_KIND_OF_PLACE.fullmatch(word))


@lru_cache(maxsize=1 << 12)
def _near_area(kind: str, sound: str) -> Area | None:
    """Return the one area whose stem is one slip away."""
    if len(sound) < SHORTEST + 2:
        return None
    known = {stem: found for (of, stem), found in _areas().items() if of == kind}
    near = {known[slipped].mark: known[slipped] for slipped, _ in one_slip_away(sound, known)}
    return near.popitem()[1] if len(near) == 1 else None


def _whole_areas(parts: list[list[str]], areas: Areas) -> list[list[str]]:
    """Return the parts that name no region; one that does so by its own name ("Татарстан") is put by."""
    named = []
    for part in parts:
        if known := _areas().get((ALONE, _joined(part))):
            areas.setdefault(REGION, known)
        else:
            named.append(part)
    return named


def _smallest(areas: Areas) -> str:
    found = areas.get(DISTRICT) or areas.get(REGION)
    return found.mark if found else ""


def _settlement(words: list[str], areas: Areas) -> str:
    """Return the mark of a settlement written so, in these areas."""
    sound, told = _nominative(_joined(words)), _told_region(areas)
    meant = _meant(sound)
    if told:
        here = [name for name, region in meant if region == told]
        name = sound if not here or sound in here else here[0]
        return name if here and len(_regions(name)) == 1 else f"{name}/{told}"
    names = {name for name, _ in meant}
    if sound in names or len(names) != 1:
        return sound
    name, places = names.pop(), {region for _, region in meant}
    return name if len(places) == len(_regions(name)) else f"{name}/{places.pop()}"


def _nominative(sound: str) -> str:
    """Return a sound, or the one known name that it is another case of ("под Курском")."""
    if _meant(sound):
        return sound
    names = [name for name in spelling.nominatives(sound) if _regions(name)]
    return names[0] if len(names) == 1 else sound


def _told_region(areas: Areas) -> str:
    told = (areas[kind].region for kind in (REGION, DISTRICT) if kind in areas)
    return next(filter(None, told), "")


# --- which may be meant for which ----------------------------------------------------------------------------------


def own_name(mark: str) -> str:
    """Return a mark without the region that was told."""
    return mark.partition("/")[0]


@lru_cache(maxsize=1 << 16)
def names_of(mark: str) -> tuple[str, ...]:
    """Return the names that a mark may stand for: its own, and those of settlements once or elsewhere called so."""
    name, _, told = mark.partition("/")
    others = () if told else (other for other, _ in _meant(name))
    return tuple(dict.fromkeys((name, *others)))


def is_known(mark: str) -> bool:
    """Return whether a mark is that of an area or of a settlement that the gazetteer has under this name."""
    return bool(_regions(own_name(mark))) or mark in _by_mark()


@lru_cache(maxsize=1 << 16)
def regions_of(mark: str) -> tuple[str, ...]:
    """Return the regions in which a settlement or a district may lie, or the one that the mark itself is; none if not known."""
    name, _, told = mark.partition("/")
    if told:
        return (told,)
    if area := _by_mark().get(mark):
        return (area.region,)
    return _regions(name)


def is_area(mark: str) -> bool:
    """Return whether a mark is that of a region or a district."""
    return mark.endswith(_ENDS) and mark in _by_mark()


def kind_of(mark: str) -> str:
    """Return whether a mark is that of a settlement, a region or a district."""
    return _by_mark()[mark].kind if mark in _by_mark() else SETTLEMENT


def may_be_one(one: str, other: str) -> bool:
    """Return whether two marks may mean one place for all that is told of their regions."""
    told = {mark.partition("/")[2] for mark in (one, other)} - {""}
    return len(told) < 2


def lies_within(one: str, other: str) -> bool | None:
    """Return whether one of two marks is an area that the other lies in, or may; None where it cannot be said."""
    kinds = {kind_of(one), kind_of(other)}
    if len(kinds) < 2 or not set(regions_of(one)) & set(regions_of(other)):
        return False
    if REGION in kinds:
        return True
    district, town = (one, other) if kind_of(one) == DISTRICT else (other, one)
    return True if _by_mark()[district].seat == own_name(town) else None
