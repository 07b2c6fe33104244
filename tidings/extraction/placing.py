"""The places of a message: settlements, districts and regions, in the nominative.

A word that may also be a person's name or an ordinary word counts only after a preposition or an abbreviation
(г., пос.), or with a capital letter where no sentence begins.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from tidings.extraction.kinship import is_kin_word
from tidings.extraction.lexicon import is_english_word, is_plain_feminine, is_plain_noun, is_plain_word
from tidings.extraction.mentions import Mention
from tidings.extraction.naming import Token, is_transliterated, may_end_with, names, tokens
from tidings.text import phrases, places, roles
from tidings.text.dates import month_number
from tidings.text.letters import fold, is_cyrillic, language
from tidings.text.phrases import folded
from tidings.text.places import Place

_KNOWN_FROM = 20_000
"""People from whom on a town is known without a capital letter."""

_PREPOSITIONS = {
    **dict.fromkeys(["в", "во", "на", "о", "у", "уже в"], ("locative", "accusative")),
    **dict.fromkeys(
        [
            "из",
            "с",
            "со",
            "от",
            "до",
            "около",
            "возле",
            "близ",
            "из-под",
            "с-под",
            "з-під",
            "недалеко",
            "против",
            "мимо",
        ],
        ("genitive",),
    ),
    **dict.fromkeys(["под", "над", "за", "перед", "между"], ("instrumental", "accusative")),
    **dict.fromkeys(["через", "про"], ("accusative",)),
    **dict.fromkeys(["к", "ко", "по"], ("dative",)),
    **dict.fromkeys(["у", "в", "на", "о", "по"], ("locative", "accusative", "genitive", "dative")),
    **dict.fromkeys(["з", "із", "зі", "від", "біля", "до", "коло", "поблизу"], ("genitive",)),
    **dict.fromkeys(["під", "над", "за"], ("instrumental", "accusative")),
    **dict.fromkeys(["in", "near", "from", "at", "to", "of", "around", "outside", "towards", "via"], ()),
}
_WITHIN = frozenset(["в", "из", "под", "около", "возле", "до", "у", "з", "із", "під", "біля"])
_NEAR = frozenset(["под", "возле", "около", "близ", "из-под", "під", "біля", "коло", "near", "поблизу"])
_KIND_BEFORE = folded(
    r"(?:\bн\.\s?п\.|(?<![\d.])(?<!\d )\bг\.|(?<![\d.] )(?<!\d)\bг(?=\s)|\bгор\.|\bгород[аеуом]*|\bп\.|\bпос\.|\bпос[её]л\w*|\bпгт\.?|\bс\.|\bсел[оаеі]м?|\bд\.|\bдер\.|\bдеревн\w+"
    r"|\bст\.|\bст-ца|\bстаниц\w+|\bх\.|\bхутор\w*|\bаул\w*|\bм\.|\bміст[оаі]м?|\bсмт\.?|\bселищ\w+|\bстанци\w+|\bтрасс\w+|\bнаправлени\w+ на|\bвокзал\w*"
    r"|\btown of|\bcity of|\bvillage(?: of)?|\bтаможн\w+|\bполигон\w*|\bколони\w+|\bколонія|\bСИЗО|\bмісто)\s*$"
)
_KINDS = tuple(
    "г город посел пгт сел деревн станиц ца хутор аул міст смт станци трасс на вокзал of village таможн полигон колон сизо".split()
)
"""How those words of _KIND_BEFORE begin that need no point."""
_NOT_HERE = folded(
    r"(?:\bул\.?|\bулиц\w+|\bвул\.?|\bпер\.|\bпросп\w*\.?|\bпр-т|\bим\.|\bимени|\bметро|\bплощад\w+|\bзавод\w*|\bархиеписк\w*)\s*$"
)
_DIRECTION = folded(
    r"(?<!\s)\s+(?:направлени\w+|учебк\w+|полигон\w*|гарнизон\w*|напрям\w*|direction|line|side|front)\b"
)
_AREA_NEXT = re.compile(r"\s+(?:район|р-н|обл\b|област|край\b|округ|улиц|ул\.)")
_ADJECTIVE = re.compile(r"(?:ом|ем|ой|ей|ого|ому|ім|ій|ую|ю|ым|им|ых|их)$")
_WHOSE = re.compile(
    r"(?:сторону|район\w{0,2}|р-н\w?|госпитал\w{1,2}|военкомат\w?|морг\w?|вокзал\w?|окраин\w|окрестност\w+|больниц\w|аэропорт\w?|прокуратур\w|полици\w|шпитал\w{1,2}|околиц\w{1,2})$"
)
"""Nouns after which a town stands in the genitive: "в госпитале Луганска"."""
_UNIT_BEFORE = re.compile(r"(?<!\d)\d{5}[\s,(]{1,3}$")
_CITY_NEXT = re.compile(r"\s+(?:р-на\s+)?(?:г\.|гор\.|города|м\.|міста)\s*[А-ЯІЇЄ]")
_ENDING = re.compile(
    r"(?:ово|ево|ёво|ино|ыно|ово|овка|евка|ёвка|ивка|івка|ївка|нка|инка|янка|енка|ка|ки|ск|цк|ськ|цьк|поль|піль|град|город|бург|чи|ичи|щина|ное|ное|ское|ськe|не|ів|їв|ань|ень|ец|ики|ища|ище|цы|ы)$"
)


def find_places(text: str) -> list[Mention]:
    """Return a mention of kind "place" for each place named, in the order of the text, its value the name
    in the nominative and in full ("в курскую" gives Курская область)."""
    return list(_find(text))


@lru_cache(maxsize=64)
def _find(text: str) -> tuple[Mention, ...]:
    return tuple(
        Mention("place", text[start:end], start, end, value) for start, end, value in _Finder(text).found()
    )


class _Finder:
    """Goes through the words of one text."""

    def __init__(self, text: str) -> None:
        self.text, self.folded = text, phrases.fold(text)
        self.tokens = tokens(text)
        self.language = language(text)
        self.persons = {at for group in names(text) if group.sure for at in range(group.start, group.end)}
        letters = [token.capital for token in self.tokens]
        named = (group for group in names(text) if len(group.roles) > 1)
        self.pairs = {at for group in named for at in range(group.start, group.end)}
        self.last_end, self.after_area = 0, False
        self.russian = is_transliterated(text)
        self.small = sum(letters) < len(letters) / 40
        self.written = [token.cyrillic if self.russian else token.text for token in self.tokens]
        self.alone = [places.alone(word) for word in self.written]
        self.before_direction = {found.start() for found in _DIRECTION.finditer(self.folded)}

    def found(self) -> Iterator[tuple[int, int, str]]:
        """Yield where each place stands, and its name."""
        at = 0
        while at < len(self.tokens):
            read = self._area(at) or self._settlement(at)
            if read:
                taken, value = read
                self.after_area = bool(
                    places.area(self.text[self.tokens[at].start : self.tokens[at + taken - 1].end].split())
                )
                self.last_end = self.tokens[at + taken - 1].end
                yield self.tokens[at].start, self.last_end, value
                at += taken
            else:
                at += 1

    def _words(self, at: int, length: int) -> list[str] | None:
        """Return so many words from here, with nothing but blanks or a point between them."""
        run = self.tokens[at : at + length]
        if len(run) < length:
            return None
        for one, other in pairwise(run):
            gap = self.text[one.end : other.start]
            if gap != " " and gap.strip(" .\t"):
                return None
        return self.written[at : at + length]

    def _area(self, at: int) -> tuple[int, str] | None:
        """Return the region or district that begins here, with how many words it takes."""
        word = self.tokens[at]
        words = self._words(at, 2) if self._may_be_area(at) else None
        if words and (found := places.area(words)) and not self._in_city(at, 2, found[0]):
            return 2, found[0].name
        if word.end in self.before_direction and (seat := places.seat_of_adjective(word.text)):
            return 1, seat
        known = places.alone(word.text) if self.russian else self.alone[at]
        if known.area:
            fits = word.capital or self._preposition(at) is not None
            return (1, known.area.name) if fits and not self._is_person(word) else None
        return self._bare_adjective(at) if known.region else None

    def _may_be_area(self, at: int) -> bool:
        """Return whether this word and the next may name a region or district, by one look at each."""
        return at + 1 < len(self.alone) and (self.alone[at + 1].ends_area or self.alone[at].begins_area)

    def _in_city(self, at: int, length: int, found: Place) -> bool:
        """Return whether it is a district of a city: "Кировского района г. Перми"."""
        end = self.tokens[at + length - 1].end
        return found.kind == "district" and bool(_CITY_NEXT.match(self.text, end))

    def _bare_adjective(self, at: int) -> tuple[int, str] | None:
        """Return the область that an adjective alone stands for: "на границе в курской"."""
        word = self.tokens[at]
        region = places.alone(word.text).region
        if (
            region is None
            or self._barred(word)
            or self._in_pair(word)
            or (not word.capital and self._preposition(at) is None)
            or self._is_person(word)
        ):
            return None
        following = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        joined = following and not self.text[word.end : following.start].strip()
        if joined and following and (following.capital or is_plain_feminine(following.text)):
            return None
        return 1, region.name

    def _settlement(self, at: int) -> tuple[int, str] | None:
        first, known = self.written[at], self.alone[at]
        for length in (3, 2) if known.begins_settlement else ():
            words = self._words(at, length)
            if words and places.is_settlement(tuple(words)) and (value := self._named(at, words)):
                return length, value
        if known.settlement and (value := self._named(at, [first])):
            return 1, value
        return self._unknown(at) if self.tokens[at].capital else None

    def _named(self, at: int, words: list[str]) -> str | None:
        """Return the settlement that the words name, if they stand as a place stands."""
        word = self.tokens[at]
        if self._is_person(word) or self._barred(word):
            return None
        abbreviated = self._follows_kind(word)
        cases = self._preposition(at)
        governed = cases is not None or self._follows_place(at)
        found = places.settlements(
            words, cases or (() if abbreviated or not word.capital else ("nominative",))
        )
        if not found and cases:
            found, governed = places.settlements(words), self._follows_place(at)
        fits = found and self._fits(at, words, found[0], abbreviated, governed)
        return found[0].name if fits else None

    def _follows_kind(self, word: Token) -> bool:
        """Return whether what kind of place it is stands right before: "город", "пос."."""
        before = self.folded[max(0, word.start - 16) : word.start]
        return may_end_with(before, _KINDS) and _KIND_BEFORE.search(before) is not None

    def _follows_place(self, at: int) -> bool:
        """Return whether a place was named right before: "Пермский край, Чернушка"."""
        between = self.text[self.last_end : self.tokens[at].start]
        return self.last_end > 0 and between.strip(" \t,.(") == "" and len(between) < 4

    def _fits(self, at: int, words: list[str], place: Place, abbreviated: bool, governed: bool) -> bool:
        word = self.tokens[at]
        if abbreviated and (word.capital or place.people >= 1000):
            return True
        if not is_cyrillic(word.text) and not self.russian:
            return self._fits_latin(word, governed) and (
                (word.capital or place.people >= _KNOWN_FROM)
                and (governed or not self._like_person([word.cyrillic], place))
            )
        plain = len(words) == 1 and is_plain_word(word.text)
        if word.capital and not (word.text.isupper() and plain):
            if plain:
                governed = governed or self._in_brackets(word) or (place.people >= 100_000 and not word.opens)
                return (
                    governed
                    and place.people >= self._least(at)
                    and self.text[word.start - 1 : word.start] != "«"
                )
            return governed or not self._like_person(words, place)
        known = place.people >= (1000 if governed and self.language == "ru" else _KNOWN_FROM)
        if plain and governed and place.name.endswith(("ск", "цк")) and place.people >= 5000:
            following = self._words(at, 2)
            return following is None or not is_plain_noun(following[1])
        if plain and self.after_area and self._follows_place(at):
            return place.people >= 5000
        return known and not plain and (governed or (self.small and not self._like_person(words, place)))

    def _least(self, at: int) -> int:
        """Return how many people a place must have whose name is an ordinary word: few after "в" or "под"."""
        return 300 if self._word_before(at) in _WITHIN else 5000

    def _in_brackets(self, word: Token) -> bool:
        return self.text.endswith("(", 0, word.start) and self.text.startswith(")", word.end)

    def _fits_latin(self, word: Token, governed: bool) -> bool:
        if is_english_word(word.text) and not (word.capital and governed):
            return False
        return word.capital and (governed or not word.opens) or governed

    def _like_person(self, words: list[str], place: Place) -> bool:
        """Return whether a word without a preposition is rather someone's name than a small place."""
        if len(words) > 1 or place.people >= 100_000:
            return False
        named = [r for r in roles.readings(words[0]) if r.nominative == fold(words[0]) and r.role in "SG"]
        return any(reading.weight > 2.5 for reading in named)

    def _unknown(self, at: int) -> tuple[int, str] | None:
        """Return a village that no table has: a capital letter, a preposition or abbreviation, an ending of places."""
        word = self.tokens[at]
        if not word.capital or self._is_person(word) or self._barred(word):
            return None
        before = self._word_before(at)
        abbreviated = self._follows_kind(word)
        if not is_cyrillic(word.text):
            return (1, word.text) if abbreviated and not is_english_word(word.text) else None
        located = abbreviated or before in _NEAR or before in ("в", "из", "с", "у", "на", "з", "до")
        if not located and not self._region_follows(at):
            return None
        two = self._adjective_and_noun(at) if before != "на" else None
        if two:
            return two
        if (
            word.text.isupper()
            or (is_plain_word(word.text) and not self._region_follows(at))
            or (not abbreviated and self._like_name_form(word, before))
        ):
            return None
        cases = self._preposition(at) or (() if abbreviated else ("nominative",))
        forms = [form for form in places.forms([word.text], cases) if _ENDING.search(form)]
        best = self._commonest([form for form in forms if not form.endswith(("стан", "стане"))])  # a country
        return (1, best.capitalize() if "-" not in best else best.title()) if best else None

    def _like_name_form(self, word: Token, before: str) -> bool:
        return before not in _NEAR and max(roles.best(word.text, "G"), roles.best(word.text, "S")) >= 1.0

    def _adjective_and_noun(self, at: int) -> tuple[int, str] | None:
        """Return a name of an adjective and a noun that no table has: "возле Малой Локни"."""
        words = self._words(at, 2)
        if not words or not self.tokens[at + 1].capital or not is_cyrillic(words[1]):
            return None
        cases = self._preposition(at) or ()
        for form in places.forms(words, cases):
            first, second = form.split(" ", 1)
            if _AGREES.search(form) and places.settlements([second], ("nominative",)):
                return 2, f"{first.capitalize()} {second.capitalize()}"
        return None

    def _region_follows(self, at: int) -> bool:
        """Return whether a region comes next: "Погребки, Курская"."""
        if (
            at + 1 == len(self.tokens)
            or self.text[self.tokens[at].end : self.tokens[at + 1].start].strip() != ","
        ):
            return False
        words = self._words(at + 1, 2)
        return bool((words and places.area(words)) or self._bare_adjective(at + 1))

    def _commonest(self, forms: list[str]) -> str | None:
        order = ("ово", "ево", "ино", "ка", "ск", "ськ", "ки", "чи", "ы")
        ranked = sorted(
            forms, key=lambda form: next((i for i, e in enumerate(order) if form.endswith(e)), len(order))
        )
        return ranked[0] if ranked else None

    def _word_before(self, at: int) -> str:
        if at == 0:
            return ""
        before, word = self.tokens[at - 1], self.tokens[at]
        between = self.text[before.end : word.start].strip(' \t«"')
        return fold(before.text) if not between else ""

    def _preposition(self, at: int) -> tuple[str, ...] | None:
        """Return the cases that the preposition before asks for, None where there is none; a list goes on with it:
        "в Курске, Белгороде"."""
        before = self._word_before(at)
        cases = _PREPOSITIONS.get(before)
        if cases is None and before in ("где-то", "куда-то"):
            return ()
        if cases is None and at > 1 and _ADJECTIVE.search(before) and not self.tokens[at - 1].capital:
            return _PREPOSITIONS.get(self._word_before(at - 1))  # "в окупованому Мелітополі"
        if cases is None and _WHOSE.match(before):
            return ("genitive",)
        return ("nominative",) if cases is None and self._follows_unit(at) else cases

    def _follows_unit(self, at: int) -> bool:
        """Return whether the number of a unit stands right before: "часть 30616 Ковров"."""
        return bool(
            _UNIT_BEFORE.search(self.text[max(0, self.tokens[at].start - 12) : self.tokens[at].start])
        )

    def _is_person(self, word: Token) -> bool:
        return word.start in self.persons

    def _in_pair(self, word: Token) -> bool:
        return word.start in self.pairs

    def _barred(self, word: Token) -> bool:
        if (word.text.isupper() and len(word.text) < 3) or month_number(word.text) or is_kin_word(word.text):
            return True
        before = re.search(r"[^\W\d_]+ $", self.text[max(0, word.start - 20) : word.start])
        if before and is_kin_word(before[0].strip()):  # "донька Софія"
            return True
        if _AREA_NEXT.match(self.text, word.end) or re.search(
            r"\bпо\s$", self.text[max(0, word.start - 6) : word.start], re.IGNORECASE
        ):
            return True
        return (
            len(word.text) < 3
            and not word.capital
            or bool(_NOT_HERE.search(self.folded[max(0, word.start - 16) : word.start]))
        )


_AGREES = re.compile(
    r"(?:ая|яя) \S+[ая]$|(?:ый|ий|ой) \S+[бвгджзклмнпрстфхцчшщйь]$|(?:ое|ее) \S+[ое]$|(?:ые|ие) \S+[ыи]$"
)
