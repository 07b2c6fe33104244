"""Places of Russia, Ukraine and Belarus, and the cities abroad that families write from; in Russian, Ukrainian, English.

>>> [(place.name, place.kind) for place in find("под Суджей")[:1]]
[('Суджа', 'settlement')]
>>> find("ленинградская обл")[0].name, find("Глушковском районе")[0].name
('Ленинградская область', 'Глушковский район')
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from tidings.text.letters import fold, is_cyrillic, is_ukrainian, words
from tidings.text.morphology import ways_back
from tidings.text.tables import rows
from tidings.text.transliteration import latin

_ALSO_CALLED = {
    "питер": "санкт-петербург",
    "спб": "санкт-петербург",
    "екб": "екатеринбург",
    "мск": "москва",
    "moscow": "москва",
    "st petersburg": "санкт-петербург",
    "saint petersburg": "санкт-петербург",
}
_CUSTOMARY = {
    "Kyiv": "Киев", "Kharkiv": "Харьков", "Odesa": "Одесса", "Dnipro": "Днепр", "Zaporizhzhya": "Запорожье",
    "Zaporizhzhia": "Запорожье", "Mykolayiv": "Николаев", "Mykolaiv": "Николаев", "Chernihiv": "Чернигов",
    "Rivne": "Ровно", "Chernivtsi": "Черновцы", "Ternopil": "Тернополь", "Uzhhorod": "Ужгород", "Poltava":
    "Полтава", "Cherkasy": "Черкассы", "Kropyvnytskyi": "Кропивницкий", "Sumy": "Сумы", "Zhytomyr": "Житомир",
    "Vinnytsia": "Винница", "Vinnytsya": "Винница", "Khmelnytskyi": "Хмельницкий", "Lutsk": "Луцк", "Kherson":
    "Херсон", "Mariupol": "Мариуполь", "Luhansk": "Луганск", "Lviv": "Львов", "Bakhmut": "Бахмут", "Pokrovsk":
    "Покровск", "Kramatorsk": "Краматорск", "Sloviansk": "Славянск", "Slov'yans'k": "Славянск", "Rubizhne":
    "Рубежное", "Horlivka": "Горловка", "Sevastopol": "Севастополь", "Kerch": "Керчь", "Berdyansk": "Бердянск",
    "Melitopol": "Мелитополь", "Izium": "Изюм",
}  # fmt: skip
"""What a town of Ukraine is called in Russian, where the gazetteer's spellings do not tell it."""
_OTHER_LANGUAGE = re.compile("[ўқғҡҷўјәөүѣ]|балһсн|ъ$", re.IGNORECASE)
_ADJECTIVE = re.compile(r"(.+[сцз]ь?к)(?:ая|ой|ую|ою|ий|ого|ому|им|ом|а|ої|ій|у|ей|ім)$")
_FEMININE = re.compile(r"(.+[сцз]ь?к)(?:ая|ой|ую|ою|а|ої|ій|у)$")
# Without a noun "Донецька" may be the genitive of the town.
_FEMININE_ALONE = re.compile(r"(.+[сцз]ь?к)(?:ая|ой|ую|ою|ої|ій)$")
_MASCULINE = re.compile(r"(.+[сцз]ь?к)(?:ий|ого|ому|им|ом|ім|ой)$")
_DISTRICT = re.compile(r"(?:район(?:а|у|ом|е|і)?|р-н(?:а|е|у|ом|і)?)$")


@dataclass(frozen=True)
class Place:
    """A place. `kind` is "settlement", "district" or "region"; `region` is the name of the region it is in, None
    where it is not known or the place is one; `country` is the two letters of ISO 3166-1, "" where not known;
    `people` is how many live there, 0 where that is not known. `names` has it by language: ru, uk, en."""

    name: str
    kind: str
    region: str | None
    country: str
    people: int = 0
    names: tuple[tuple[str, str], ...] = ()

    def called(self, language: str) -> str:
        """Return the name in "ru", "uk" or "en", or the name itself where that is not known."""
        return dict(self.names).get(language) or self.name


def find(text: str) -> tuple[Place, ...]:
    """Return the places that the words name, in any case of Russian or Ukrainian, or in Latin letters; the most
    populous first, none where they name no place we know. A preposition or abbreviation before the name is fine.
    """
    parts = [word.text for word in words(text)]
    spans = [parts[i : i + length] for length in (3, 2, 1) for i in range(len(parts) - length + 1)]
    for span in spans:
        if found := area(span) or tuple(settlements(span)):
            return found
    return ()


def area(parts: Sequence[str]) -> tuple[Place, ...]:
    """Return the region or district that exactly these words name: "курской обл", "Суджанском районе", "Мордовию"."""
    if len(parts) == 2 and not (_may_end_area(parts[1]) or _is_republic(fold(parts[0]))):
        return ()
    return _area(tuple([fold(part) for part in parts]))


@lru_cache(maxsize=65536)
def _may_end_area(word: str) -> bool:
    folded = fold(word)
    return bool(_is_district(folded) or area_word(folded) or folded in _last_words_of_regions())


@lru_cache(maxsize=1)
def _last_words_of_regions() -> frozenset[str]:
    return frozenset(name.rpartition(" ")[2] for name in _region_names() if " " in name)


def _is_republic(folded: str) -> bool:
    return folded.startswith(("республик", "республік"))


@lru_cache(maxsize=65536)
def _area(folded: tuple[str, ...]) -> tuple[Place, ...]:
    found: Place | None = None
    if len(folded) == 2 and _is_district(folded[1]):
        found = _district(folded[0])
    elif len(folded) == 2 and (kind := area_word(folded[1])):
        found = _adjective_region(folded[0], kind)
    else:
        return _named_region(folded)
    return (found,) if found else ()


def area_word(word: str) -> str | None:
    """Return "область" or "край" where the word is a form or abbreviation of it, in any of the three languages."""
    folded = fold(word)
    if not folded.startswith(("обл", "кр", "ob", "re", "kra")):
        return None
    return "область" if _OBLAST.match(folded) else "край" if _KRAI.match(folded) else None


_OBLAST = re.compile(r"(?:обл|област[ьиюі]|областью|областях|обл-ть|oblast|region)$")
_KRAI = re.compile(r"(?:край|кр|кра[яюеї]|краем|краєм|krai|kray)$")


def _is_district(folded: str) -> bool:
    return folded.startswith("р") and _DISTRICT.match(folded) is not None


def region_of_adjective(word: str) -> Place | None:
    """Return the область that a feminine adjective alone may mean: "в курскую", "з харківської"."""
    return _adjective_region(fold(word), "область") if _FEMININE_ALONE.match(fold(word)) else None


def seat_of_adjective(word: str) -> str | None:
    """Return the settlement that an adjective is made of ("суджанское": Суджа), in the language of the word."""
    stem = re.sub(r"(?:ское|ском|ского|ская|ской|ский|ским|ському|ського|ський|ське)$", "", fold(word))
    if stem == fold(word):
        return None
    for district, seat in _seats():
        if district.startswith((stem + "ск", stem + "ськ")):
            return seat
    for ending in ("ск", "ськ", "", "а", "ь", "о", "ы", "я", "и"):
        if found := settlements((stem + ending,), cases=("nominative",)):
            return found[0].name
    return None


def settlements(parts: Sequence[str], cases: Sequence[str] = ()) -> list[Place]:
    """Return the settlements that exactly these words name, the most populous first; `cases` narrows which
    grammatical cases count. The name is the form that was written, in the nominative."""
    known = dict.fromkeys(_ALSO_CALLED.get(form, form) for form in forms(parts, cases))
    places = [(form, place) for form in known for place in _places_of(form)]
    places.sort(key=lambda one: (_is_former(*one), -one[1].people))
    return [place for _, place in places]


def _is_former(form: str, place: Place) -> bool:
    """Return whether a place is called otherwise now: Покровск is no longer a name of Энгельс."""
    if is_cyrillic(form):
        return place.name not in dict(place.names).values()
    russian = place.called("ru")
    now = [place.called("en"), latin(place.called("uk"), "loose")]
    if place.country != "UA" or russian in _CUSTOMARY.values():
        now.append(latin(russian, "loose"))
    return form[:1] not in {_latin_key(name)[:1] for name in now}


class Alone(NamedTuple):
    """What a single word names or begins, in any case."""

    area: Place | None
    region: Place | None  # the область that it may mean as a feminine adjective
    settlement: bool
    begins_settlement: bool
    begins_area: bool  # "Республика"; every other word but the last of an area is told by that
    ends_area: bool


@lru_cache(maxsize=65536)
def alone(word: str) -> Alone:
    """Return what a single word names: no more than `area`, `region_of_adjective`, `is_settlement` and
    `starts_settlement` say, of all words that a text has."""
    folded, cyrillic = fold(word), is_cyrillic(word)
    told = tuple(forms([word]))
    return Alone(
        next((area for form in told if (area := _region_names().get(form))), None),
        region_of_adjective(word) if cyrillic else None,
        _names_settlement(told),
        not _first_words().isdisjoint(told),
        _is_republic(folded),
        _may_end_area(folded),
    )


@lru_cache(maxsize=65536)
def is_settlement(parts: tuple[str, ...]) -> bool:
    """Return whether the words name any settlement, in any case."""
    return _names_settlement(forms(parts))


def _names_settlement(nominatives: Iterable[str]) -> bool:
    return not _settlements().keys().isdisjoint([_ALSO_CALLED.get(form, form) for form in nominatives])


def forms(parts: Sequence[str], cases: Sequence[str] = ()) -> Iterator[str]:
    """Yield the folded nominatives that the words may be a form of; Latin letters are their own nominative."""
    if not all(is_cyrillic(part) for part in parts):
        yield " ".join(_latin_key(part) for part in parts)
        return
    if len(parts) == 1:
        yield from _nominatives(parts[0], tuple(cases))
        return
    yield from dict.fromkeys(map(" ".join, product(*(_nominatives(part, tuple(cases)) for part in parts))))


@lru_cache(maxsize=32768)
def _nominatives(word: str, cases: tuple[str, ...]) -> tuple[str, ...]:
    folded = fold(word)
    head, joint, tail = folded.partition("-на-")
    ways = [name for name, way in ways_back(head, "place") if not cases or not way.cases.isdisjoint(cases)]
    straight = [folded] if not cases or "nominative" in cases or _may_stay(folded) else []
    return tuple(dict.fromkeys([*straight, *(way + joint + tail for way in ways)]))


def _may_stay(word: str) -> bool:
    """Return whether people leave such a name undeclined: в Коренево, под Сертолово."""
    return word.endswith(("о", "е", "и", "у", "ы"))


@lru_cache(maxsize=32768)
def starts_settlement(word: str) -> bool:
    """Return whether some settlement of several words begins with a form of this word."""
    return not _first_words().isdisjoint(forms([word]))


@lru_cache(maxsize=1)
def _settlements() -> dict[str, str]:
    """Return the numbers of the rows of the table for each folded name, Cyrillic or Latin, with blanks between them:
    seventy thousand lists would keep the collector busy."""
    index: dict[str, str] = {}
    cyrillic = _known_as("\n".join(row[3] for row in _rows())).split("\n")
    in_latin = _latin_key("\n".join(f"{row[2]}; {row[4]}" for row in _rows())).split("\n")
    for number, both in enumerate(zip(cyrillic, in_latin, strict=True)):
        for form in dict.fromkeys("; ".join(both).split("; ")):
            index[form] = f"{index[form]} {number}" if form in index else str(number)
    return index


@lru_cache(maxsize=1)
def _rows() -> tuple[list[str], ...]:
    abroad = [
        [country, "", english, f"{russian}; {ukrainian}", english, "100000", "", ""]
        for russian, ukrainian, english, country in rows("cities_abroad.csv")
    ]
    return (*rows("settlements.csv"), *abroad)


@lru_cache(maxsize=1)
def _first_words() -> frozenset[str]:
    return frozenset(name.split(" ", 1)[0] for name in _settlements() if " " in name)


def _known_as(form: str) -> str:
    """As letters.fold, but for a whole table at once; stress marks fall away."""
    plain = form.replace("\u0300", "").replace("\u0301", "").replace("’", "'").replace("ʼ", "'")
    return plain.lower().replace("ё", "е")


def _latin_key(word: str) -> str:
    plain = word.replace("’", "").replace("'", "").replace("`", "").replace("ʹ", "")
    return plain.lower().replace("ë", "e").replace("ё", "e")


@lru_cache(maxsize=8192)
def _places_of(form: str) -> tuple[Place, ...]:
    return tuple(_place(form, int(number)) for number in _settlements().get(form, "").split())


def _place(form: str, number: int) -> Place:
    country, code, name, cyrillic, _, people, *_ = _rows()[number]
    written = {_known_as(known): known for known in cyrillic.split("; ") if known}
    names = _by_language(country, name, list(written.values()))
    if country == "UA" and (customary := _CUSTOMARY.get(name)):
        names = (("ru", customary), *(pair for pair in names if pair[0] != "ru"))
    region = _region_called().get((country, code))
    called = written.get(form) or _in_cyrillic(form, country, names, list(written.values()))
    official = dict(names)["ru"]
    if called.lower().replace(" ", "-") == official.lower():
        called = official
    called = re.sub("[\u0300\u0301]", "", called)
    return Place(called, "settlement", region, country, int(people or 0), names)


@lru_cache(maxsize=1)
def _region_called() -> dict[tuple[str, str | None], str]:
    """Return the names of the regions by country and code."""
    return {(region.country, region.region): region.name for region in reversed(regions())}


def _in_cyrillic(form: str, country: str, names: tuple[tuple[str, str], ...], cyrillic: list[str]) -> str:
    """Return what a name in Latin letters is in Russian: the form that sounds the same, or the official one; places
    abroad keep their Latin name."""
    if country not in ("RU", "UA", "BY"):
        return dict(names)["en"]
    russian = dict(names)["ru"]
    if russian in _CUSTOMARY.values():
        return russian
    same = [known for known in (russian, *cyrillic) if not _looks_ukrainian(known) and _sound(known) == form]
    return same[0] if same else russian


def _sound(name: str) -> str:
    return _latin_key(latin(name, "loose"))


def _by_language(country: str, english: str, cyrillic: list[str]) -> tuple[tuple[str, str], ...]:
    """Return the name by language: of the Cyrillic forms the ones that sound most like the official name."""

    official = _as_official(english)

    def distance(form: str) -> tuple[int, bool, bool, int, int]:
        sound = _loose_sound(form)
        apart = sum(a != b for a, b in zip(sound, official, strict=False)) + abs(len(sound) - len(official))
        # Харьков rather than Харков, but Купянск rather than Купьянск: a ь before a vowel imitates the apostrophe.
        softened = len(re.findall("ь(?![яюєе])", form)) - len(re.findall("ь[яюєе]", form))
        hard = form.startswith("Е") and english.startswith("E")  # Энгельс, not Енгельс: Е would be Ye
        return apart, not _looks_ukrainian(form), hard, -softened, len(form)

    ours = [form for form in cyrillic if not _OTHER_LANGUAGE.search(form)] or cyrillic
    ukrainian = [form for form in ours if _looks_ukrainian(form)]
    russian = [form for form in ours if form not in ukrainian]
    if country == "UA":
        ukrainian = [min(ours, key=distance, default=english)]
        russian = [form for form in russian if form not in ukrainian]
    pick = [min(fit or ours, key=distance, default=english) for fit in (russian, ukrainian or russian)]
    return ("ru", pick[0]), ("uk", pick[1]), ("en", english)


@lru_cache(maxsize=8192)
def _loose_sound(form: str) -> str:
    return _as_official(latin(form, "loose"))


def _as_official(name: str) -> str:
    """Return a name in Latin letters as it is compared with the official one."""
    plain = _latin_key(name).replace("kh", "h")
    return plain[1:] if plain.startswith("ye") else plain


def _looks_ukrainian(name: str) -> bool:
    return is_ukrainian(name) or name.endswith(("ськ", "цьк", "зьк", "ець"))


@lru_cache(maxsize=1)
def regions() -> tuple[Place, ...]:
    """Return the regions; in `region` of these there is the code of the table (GeoNames, FIPS)."""
    return tuple(
        Place(russian, "region", code, country, 0, (("ru", russian), ("uk", ukrainian), ("en", english)))
        for country, code, russian, ukrainian, english, _ in rows("regions.csv")
    )


def _adjective_region(adjective: str, kind: str) -> Place | None:
    """Return the region of an adjective and a word for region: курской + область; Kursk + region."""
    if not is_cyrillic(adjective):
        found = _english_adjectives().get((_latin_key(adjective), kind)) or _english_adjectives().get(
            (_latin_key(adjective), "край")
        )
        return found
    shape = _FEMININE if kind == "область" else _MASCULINE
    match = shape.match(adjective)
    return _adjectives().get((match[1].replace("ё", "е"), kind)) if match else None


@lru_cache(maxsize=1)
def _adjectives() -> dict[tuple[str, str], Place]:
    """Return the regions by the stem of their adjective and the word that follows it."""
    known: dict[tuple[str, str], Place] = {}
    for place, also in zip(regions(), _also(), strict=True):
        for name in (*dict(place.names).values(), *also):
            head, _, kind = name.partition(" ")
            if kind in ("область", "край") and (match := _ADJECTIVE.match(fold(head))):
                called = (
                    place.called("uk") if is_ukrainian(name) or "ськ" in name or "цьк" in name else place.name
                )
                called = place.called("uk") if match[1].endswith("ьк") else called
                known[match[1], kind] = replace(place, name=called, region=None)
    return known


@lru_cache(maxsize=1)
def _english_adjectives() -> dict[tuple[str, str], Place]:
    known: dict[tuple[str, str], Place] = {}
    for place, also in zip(regions(), _also(), strict=True):
        head, _, kind = place.called("en").rpartition(" ")
        if kind in ("Oblast", "Krai"):
            for name in (head, *(other for other in also if not is_cyrillic(other))):
                known[_latin_key(name), {"Oblast": "область", "Krai": "край"}[kind]] = replace(
                    place, region=None
                )
        else:
            known[_latin_key(place.called("en")), "область"] = replace(place, region=None)
    return known


@lru_cache(maxsize=1)
def _also() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(filter(None, row[5].split("|"))) for row in rows("regions.csv"))


def _named_region(folded: tuple[str, ...]) -> tuple[Place, ...]:
    republic = len(folded) == 2 and _is_republic(folded[0])
    if len(folded) > 2 or (len(folded) == 2 and not republic and " ".join(folded) not in _region_names()):
        return ()
    for form in forms(folded[1:] if republic else folded):
        if place := _region_names().get(form):
            if republic:
                word = "Республіка" if folded[0].startswith("республік") else "Республика"
                place = replace(place, name=f"{word} {place.name.removeprefix(word + ' ')}")
            return (place,)
    return ()


@lru_cache(maxsize=1)
def _region_names() -> dict[str, Place]:
    """Return the regions by their own names (Татарстан, Крым) and by the names that stand for an область
    (Херсонщина); a name of its own is kept, a name that stands for another gives that."""
    known: dict[str, Place] = {}
    for place, also in zip(regions(), _also(), strict=True):
        place = replace(place, region=None)
        for language, name in place.names:
            own = "" if name.endswith(("область", "край", "Oblast", "Krai")) else name
            bare = re.sub("^Республ[иі]ка ", "", own)
            if own and language != "en":
                known[fold(bare)] = replace(place, name=own)
            elif own:
                known[_latin_key(bare)] = place
        for name in (name for name in also if is_cyrillic(name) and " " not in name):
            stands_for = name.endswith(("щина", "чина"))
            ukrainian = is_ukrainian(name) or name not in _russian_names()
            known[fold(name)] = (
                replace(place, name=place.called("uk" if ukrainian else "ru"))
                if stands_for
                else replace(place, name=name)
            )
    return known


def _russian_names() -> frozenset[str]:
    return frozenset(
        [
            "Белгородщина",
            "Брянщина",
            "Псковщина",
            "Смоленщина",
            "Тамбовщина",
            "Орловщина",
            "Харьковщина",
            "Киевщина",
        ]
    )


def _district(adjective: str) -> Place | None:
    """Return the district of an adjective; one that the table has not is made by its ending."""
    match = _MASCULINE.match(adjective)
    if not match:
        return None
    stem = match[1]
    kinds = {fold(row[2]): row for row in rows_of_districts()}
    for ending in ("ий", "ой"):
        if row := kinds.get(f"{stem}{ending} район"):
            return Place(row[2], "district", row[4], row[0])
    return Place(f"{stem.capitalize()}ий район", "district", None, "")


@lru_cache(maxsize=1)
def rows_of_districts() -> tuple[list[str], ...]:
    """Return the rows of districts.csv: country, code of the region, name, seat, region."""
    return tuple(rows("districts.csv"))


@lru_cache(maxsize=1)
def _seats() -> tuple[tuple[str, str], ...]:
    return tuple((fold(row[2]), row[3]) for row in rows_of_districts())
