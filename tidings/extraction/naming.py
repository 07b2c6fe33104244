"""The names in a text: which words make one name, whatever their order, case, alphabet or capitals."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from tidings.extraction.kinship import is_kin_word
from tidings.extraction.lexicon import is_english_word, is_plain_noun, is_plain_word
from tidings.text import phrases, places, roles
from tidings.text.letters import fold, is_cyrillic, language, words
from tidings.text.names import Name, named
from tidings.text.phrases import folded
from tidings.text.shortforms import is_short
from tidings.text.transliteration import cyrillic_word

_LONGEST = 3
MANY = 150
"""Different words in Latin letters of a text that are read as Cyrillic ones: no letter has as many names, and each takes
as long as a sentence."""
_AREA_AFTER = folded(r"\s*(?:район|р-н|обл|край\b|кра[яею]\b|округ|oblast|region|krai|street|ул\.)")
_PLACE_BEFORE = folded(
    r"(?:(?<!\d)(?<!\d\s)\bг\.?|\bгор\.|\bгород[аеу]?|\bп\.|\bпос\.?|\bпос[её]л\w*|\bпгт\.?|\bс\.|\bсел[оаеі]|\bд\.|\bдер\.?|\bдеревн\w+"
    r"|\bст\.|\bстаниц\w+|\bул\.?|\bулиц\w+|\bм\.|\bміст[оаі]|\bсмт\.?|\bвул\.?|\bпер\.|\bпросп\w*\.?|\bим\.|\bстанци[яи])\s*$"
)
_INITIAL_ALONE = re.compile(r"(?:^|\n)[ \t]*[А-ЯЁІЇЄҐ]\.[ \t]?$")
"""On a line of its own "С. Аверьянов" is a man, and no village."""
_TURKIC = folded(r"[ \t]+[^\W\d_]+[ \t]+(?:оглы|оглу|кызы|гызы|уулу|кизи|огли)\b")
_INITIALS = re.compile(r"[ \t]*[А-ЯЁІЇЄA-Z]\.(?:[ \t]*[А-ЯЁІЇЄA-Z]\.)?")
_INITIALS_BEFORE = re.compile(r"[А-ЯЁІЇЄA-Z]\.(?:[ \t]*[А-ЯЁІЇЄA-Z]\.)?[ \t]*$")
_NOTHING_MORE = re.compile(r"[ .!)\n]*\Z")
_CONTACT = re.compile(r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+|@\w+|https?://\S+|\b(?:t\.me|vk\.com|wa\.me)/\S+")


_PARTS_OF_CONTACTS = ("@", "http", "t.me/", "vk.com/", "wa.me/")


def _contacts(text: str) -> Iterator[re.Match[str]]:
    return _CONTACT.finditer(text) if any(map(text.__contains__, _PARTS_OF_CONTACTS)) else iter(())


def _listed(name: str) -> frozenset[str]:
    return frozenset((Path(__file__).parent / "data" / name).read_text(encoding="utf-8").split())


_NEVER = _listed("beside_names.txt")
"""Words that stand next to names and are none."""

_ASKS_OBLIQUE = folded(
    r"(?:\b(?:про|о|об|обо|для|за|у|от(?! имени)|без|насч[её]т|поводу|против|моего|моему|моём|моем|нашего|нашему|моего|мого|моєму|моїм|мою"
    r"|ищу|ищем|найти|разыскиваю|разыскиваем|разыскать|знайти|шукаю|шукаємо|забрали|забирают|пропал\w*|щодо|стосовно|плен\w*"
    r"|касательно|относительно|освободить|спасти|спасите)[^\w.!?\n]+(?:\w+[^\w.!?\n]+){0,2})$"
)
_OBLIQUE_WORDS = 3
"""How many words before a name may ask for a case: the one that asks, and two between."""
_TRANSLITERATED = re.compile(
    r"\b(?:kak|naiti|nayti|moemu|ego|zhena|zhenu|mobilizovan|chto|propal|ischu|sestra|otets|otec|moy|moi|moego|moya|syn|syna|muzh|muzha|brat|brata|pishu|ishu|ishchu|pomogite|zdravstvuite|zdravstvuyte|privet|pozhaluista"
    r"|pozhaluysta|goda|svyazi|chast|nomer|telefon|mama|gde|menya|zovut|sluzhit|srochnik|kontraktnik|ne|na)\b",
    re.IGNORECASE,
)


class Token(NamedTuple):
    """A word of the text with its Cyrillic form; `capital` says that it begins with a capital letter, `opens` that it
    opens a sentence or line, where a capital letter says little."""

    text: str
    cyrillic: str
    start: int
    end: int
    capital: bool
    opens: bool


@dataclass(frozen=True)
class Group:
    """Words that make one name. `roles` says which of S, G, P were read; `cases` are the cases its form may be;
    `sure` is False for a name that only its surroundings can confirm; `initials` says that initials follow."""

    name: Name
    start: int
    end: int
    roles: str
    gender: str
    cases: frozenset[str]
    plural: bool
    sure: bool
    initials: bool
    short: str | None
    score: float

    @property
    def subject(self) -> bool:
        """Return whether the form may be a nominative."""
        return "nominative" in self.cases or not self.cases


@lru_cache(maxsize=64)
def is_transliterated(text: str) -> bool:
    """Return whether a text in Latin letters is Russian."""
    latin = len(re.findall(r"[A-Za-z]", text))
    return latin > len(text) / 2 and len(_TRANSLITERATED.findall(text)) >= max(2, len(text) // 120)


@lru_cache(maxsize=64)
def tokens(text: str) -> tuple[Token, ...]:
    """Return the words of a text; Latin ones have their Cyrillic form where they may be Russian or a name."""
    russian = is_transliterated(text)
    return tuple(_tokens(text, russian))


def _tokens(text: str, russian: bool) -> Iterator[Token]:
    shouts = sum(map(str.isupper, text)) > 0.6 * sum(map(str.isalpha, text))
    contacts = {place for found in _contacts(text) for place in range(*found.span())}
    latin: set[str] = set()
    for word, start, end in words(text):
        if start in contacts:
            continue
        capital = word[0].isupper() and not shouts
        if not is_cyrillic(word) and (russian or (capital and not is_english_word(word))):
            latin.update([word] if len(latin) < MANY else ())
        cyrillic = cyrillic_word(word) if word in latin else word
        if len(word) > 3 and word.isupper():
            cyrillic = cyrillic.capitalize()
        yield Token(word, cyrillic, start, end, capital, _opens(text, start))


def _opens(text: str, start: int) -> bool:
    """Return whether a sentence or line begins here."""
    last = text[start - 1 : start]
    if last == " ":  # as most words stand; then the letter before tells
        last = text[start - 2 : start - 1]
    if last.isalnum():
        return False
    before = text[max(0, start - 12) : start].rstrip(" \t\"«“„'(—–-")
    return before[-1] in ".!?…\n:;" if before else start <= 12


@lru_cache(maxsize=64)
def names(text: str) -> tuple[Group, ...]:
    """Return the names in a text, in order, not overlapping."""
    found: list[Group] = []
    all_tokens = tokens(text)
    likely = [one.capital or (_may_be_name(one) and _is_namely(one.cyrillic)) for one in all_tokens]
    at, russian = 0, is_transliterated(text)
    while at < len(all_tokens):
        group, taken = _longest(text, all_tokens, at) if True in likely[at : at + _LONGEST] else (None, 1)
        if all_tokens[at].capital and not russian and (not group or not group.sure):
            foreign, length = _foreign(all_tokens, at, text)
            group, taken = (foreign, length) if foreign else (group, taken)
        if group and not group.sure and taken > 1 and _is_sure_at(text, all_tokens, at + 1):
            group, taken = None, 1
        if group:
            found.append(group)
        at += taken
        while group and at < len(all_tokens) and all_tokens[at].start < group.end:
            at += 1
    return tuple(found)


def _is_sure_at(text: str, all_tokens: tuple[Token, ...], at: int) -> bool:
    """Return whether a name that is sure begins here; it goes before a doubtful one that begins earlier."""
    group, _ = _longest(text, all_tokens, at)
    return group is not None and group.sure


def _longest(text: str, all_tokens: tuple[Token, ...], at: int) -> tuple[Group | None, int]:
    if not _may_be_name(all_tokens[at]):
        return None, 1
    run = _run(text, all_tokens, at)
    if not run[0].capital and not any(_is_namely(token.cyrillic) for token in run):
        return None, 1
    best: _Fit | None = None
    for length in range(len(run), 0, -1):
        fit = _fitting(text, run[:length])
        if fit and (best is None or (not best.sure and fit.sure and length > 1)):
            best = fit
        if best and best.sure:
            break
    return (_as_group(text, best), len(best.run)) if best else (None, 1)


class _Fit(NamedTuple):
    """Words that fit together as a name; `initials` and `before` are those that stand behind and before it."""

    run: tuple[Token, ...]
    found: roles.Arranged
    pattern: str
    sure: bool
    initials: re.Match[str] | None
    before: re.Match[str] | None


@lru_cache(maxsize=65536)
def _is_namely(word: str) -> bool:
    """Return whether a word without a capital letter is enough of a name to look at what stands beside it."""
    return roles.best(word, "G") >= 1.4 or roles.best(word, "S") >= 2.5 or _is_patronymic(word)


def _foreign(all_tokens: tuple[Token, ...], at: int, text: str) -> tuple[Group | None, int]:
    """Return a name in Latin letters that no table knows: two to four words with capitals."""
    run: list[Token] = []
    for token in all_tokens[at : at + 4]:
        blank = not run or not text[run[-1].end : token.start].strip(" \t")
        if not (blank and _is_foreign_word(token)):
            break
        run.append(token)
    if len(run) < 2 or any(places.settlements([token.text]) for token in run):
        return None, 1
    name = Name(run[-1].text, " ".join(token.text for token in run[:-1]))
    group = Group(
        name, run[0].start, run[-1].end, "GS", "", frozenset(["nominative"]), False, False, False, None, 2.0
    )
    return group, len(run)


def _is_foreign_word(token: Token) -> bool:
    return (
        token.capital
        and not is_cyrillic(token.text)
        and len(token.text) > 1
        and not is_english_word(token.text)
    )


def _run(text: str, all_tokens: tuple[Token, ...], at: int) -> tuple[Token, ...]:
    """Return the tokens that may make one name with the first: only blanks between them."""
    last = at + 1
    while last < min(at + _LONGEST, len(all_tokens)):
        between = text[all_tokens[last - 1].end : all_tokens[last].start]
        if between != " " and (between.strip(" \t") or not between):
            break
        if not _may_be_name(all_tokens[last]) or _with_turkic(text, all_tokens[last - 1].end) is not None:
            break
        last += 1
    return all_tokens[at:last]


def _fitting(text: str, run: tuple[Token, ...]) -> _Fit | None:
    first, last = run[0], run[-1]
    capitals = all(token.capital for token in run)
    if (not capitals and not _may_be_small(run)) or _is_place(text, first.start, last.end):
        return None
    if not capitals and roles.is_spoken_patronymic(last.cyrillic):  # "через какого то Палыча"
        return None
    written = tuple(token.cyrillic for token in run)
    oblique = _asks_oblique(phrases.fold(text)[max(0, first.start - 50) : first.start])
    unknown = (capitals and len(run) > 1) or (len(run) == 3 and _is_patronymic(run[-1].cyrillic))
    found = roles.arranged(written, unknown, oblique, language(text))
    if not found:
        return None
    pattern = "".join(reading.role for reading in found.readings)
    before = text[max(0, first.start - 20) : first.start].split()
    sure = _is_sure(
        run,
        found,
        pattern,
        bool(before) and is_kin_word(before[-1]),
        bool(_NOTHING_MORE.match(text, last.end)),
    )
    if sure is None:
        return None
    initials = _INITIALS.match(text, last.end) if pattern == "S" else None
    initials_before = (
        _INITIALS_BEFORE.search(text[max(0, first.start - 8) : first.start]) if pattern == "S" else None
    )
    return _Fit(run, found, pattern, sure or bool(initials or initials_before), initials, initials_before)


def _with_turkic(text: str, end: int) -> int | None:
    """Return the end of the name with a patronymic of two words, if it goes on with one: "Эльвин Тофиг оглы"."""
    found = _TURKIC.match(phrases.fold(text), end) if _has_turkic(text) else None
    return found.end() if found else None


@lru_cache(maxsize=16)
def _has_turkic(text: str) -> bool:
    return any(map(phrases.fold(text).__contains__, _OGLY))


_OGLY = ("оглы", "оглу", "кызы", "гызы", "уулу", "кизи", "огли")


@lru_cache(maxsize=256)
def _asks_oblique(before: str) -> bool:
    """Return whether the words before a name ask for another case than the nominative."""
    last = before.rsplit(None, _OBLIQUE_WORDS)
    return _ASKS_OBLIQUE.search(before, len(last[0]) if len(last) > _OBLIQUE_WORDS else 0) is not None


def _turkic(words: str) -> str:
    father, kind = words.split()
    return f"{father.capitalize()} {kind.lower()}"


def _may_be_small(run: tuple[Token, ...]) -> bool:
    """Return whether words without capitals may be a name at all: a given name or patronymic must be among them."""
    if len(run) == 3:
        return any(_is_patronymic(token.cyrillic) for token in run)
    least = 1.4 if len(run) == 2 else 1.5
    given = any(roles.best(token.cyrillic, "G") >= least for token in run)
    return (
        given
        or (len(run) == 1 and roles.best(run[0].cyrillic, "S") >= 2.5)
        or _is_patronymic(run[-1].cyrillic)
    )


@lru_cache(maxsize=65536)
def _is_patronymic(word: str) -> bool:
    return roles.best(word, "P") > 1.9


def _as_group(text: str, fit: _Fit) -> Group:
    run, found, pattern, sure, initials, before = fit
    start, end = run[0].start, run[-1].end
    written = tuple(token.cyrillic for token in run)
    name = named(found, written, language(text))
    end = (_with_turkic(text, end) if "P" not in pattern and "G" in pattern else None) or end
    if end != run[-1].end:
        name = Name(name.surname, name.given, _turkic(text[run[-1].end : end]))
    given = next((w for r, w in zip(found.readings, written, strict=True) if r.role == "G"), None)
    if (
        not any(is_cyrillic(token.text) for token in run)
        and not is_transliterated(text)
        and _is_foreign(found)
    ):
        name = _latin_name(run)
    latin = not is_transliterated(text) and not any(is_cyrillic(token.text) for token in run)
    return Group(
        name,
        start - (len(before.group()) if before else 0),
        initials.end() if initials else end,
        pattern,
        found.gender,
        frozenset(["nominative"]) if latin else found.cases,  # no other language declines
        any(r.plural for r in found.readings),
        sure,
        bool(initials or before),
        fold(given) if given else None,
        found.score,
    )


def _may_be_name(token: Token) -> bool:
    return _word_may_be_name(token[0], token[1])


def _is_shouted(word: str) -> bool:
    """Return whether a word in capitals is an ordinary word that someone shouts."""
    return is_plain_word(word) and max(roles.best(word, "S"), roles.best(word, "G")) < 2.0


def _stands_beside(word: str) -> bool:
    """Return whether a word is one that stands next to names; ё tells Тёма from the subject of an e-mail."""
    small = word.lower().removesuffix("-то")  # "мой-то Пашка"
    return small in _NEVER or ("ё" not in small and fold(word) in _NEVER)


@lru_cache(maxsize=65536)
def _word_may_be_name(text: str, cyrillic: str) -> bool:
    if len(text) < 2 or not is_cyrillic(cyrillic) or _stands_beside(cyrillic):
        return False
    if text.isupper() and (_is_shouted(cyrillic) if len(text) > 3 else roles.best(cyrillic, "G") < 2.0):
        return False
    if not is_cyrillic(text) and is_english_word(text):
        return False
    return not is_kin_word(cyrillic)


def _is_place(text: str, start: int, end: int) -> bool:
    small, before = phrases.fold(text), slice(max(0, start - 14), start)
    if _AREA_AFTER.match(small, end):
        return True
    return _place_before(small[before]) and not _INITIAL_ALONE.search(text[before])


@lru_cache(maxsize=256)
def _place_before(before: str) -> bool:
    return may_end_with(before, _PLACE_WORDS) and _PLACE_BEFORE.search(before) is not None


_PLACE_WORDS = tuple("г город пос пгт сел дер станиц ул міст смт вул просп станци".split())
"""How those words of _PLACE_BEFORE begin that need no point."""


def may_end_with(before: str, words: tuple[str, ...]) -> bool:
    """Return whether the last word may be an abbreviation, or one that begins so: looked at before a longer pattern is."""
    last = before.rstrip().rpartition(" ")[2]
    if last[-1:].isalpha():
        return last.startswith(words) or not last.isalpha()
    return last[-1:] in (".", "_") or last[-1:].isalnum()


def _is_sure(
    run: tuple[Token, ...], found: roles.Arranged, pattern: str, after_kin: bool, ends: bool
) -> bool | None:
    """Return whether the words are a name by themselves (True), only in the right company (False), or none (None)."""
    readings = dict(zip(pattern, found.readings, strict=True))
    if "P" in pattern and "G" in pattern:
        known = readings["G"].known or "S" in readings
        return True if known and (found.cases or readings["P"].weight > 3) else None
    if len(run) == 1:
        strong = _is_strong_alone(run[0], readings) or (ends and run[0].opens and "G" in readings)
        return None if not strong and _is_plain(run[0]) else _alone(run[0], readings)
    return _pair(run, readings, pattern, found, after_kin)


def _is_plain(token: Token) -> bool:
    """Return whether it may be no name but an ordinary word; that is looked up last, for it takes longest."""
    return (token.opens or not token.capital) and is_plain_word(token.cyrillic)


def _is_strong_alone(token: Token, readings: dict[str, roles.Reading]) -> bool:
    return token.capital and "G" in readings and readings["G"].weight > 3.5


def _alone(token: Token, readings: dict[str, roles.Reading]) -> bool | None:
    reading = next(iter(readings.values()))
    least = {"G": 1.5, "S": 2.5, "P": 9.0}[reading.role]
    return False if reading.known and (token.capital or reading.weight >= least) else None


def _pair(
    run: tuple[Token, ...],
    readings: dict[str, roles.Reading],
    pattern: str,
    found: roles.Arranged,
    after_kin: bool,
) -> bool | None:
    surname, given = readings.get("S"), readings.get("G")
    if surname is None or given is None:
        return None
    capitals = all(token.capital for token in run)
    family, first = run[pattern.index("S")], run[pattern.index("G")]
    agree = bool(found.cases) and given.gender == surname.gender
    if not capitals and not (after_kin and agree and surname.weight >= 1) and _is_plain(first):
        return None
    if not given.known:
        return False if capitals and (surname.weight >= 3.5 or not _is_plain(family)) else None
    usual = agree and given.weight > 2.5 and surname.weight >= (1.0 if capitals else 1.7)
    if not usual and _is_plain(family):
        noun = len(surname.nominative) < 4 or (agree and is_plain_noun(surname.nominative))
        return False if capitals and given.weight > 3.5 and noun else None
    if capitals:
        return given.weight > 1.5
    least = 1.4 if after_kin else 2.0
    return True if agree and surname.known and surname.weight >= 1 and given.weight > least else None


def _is_foreign(found: roles.Arranged) -> bool:
    """Return whether a name written in Latin letters is none of ours, to be left in Latin."""
    surname, given = found.word("S"), found.word("G")
    if surname and given and not given.known:
        return True  # "Helen Morozova": a passport of another country
    if surname and (surname.weight >= 1.3 or _SLAVIC.search(surname.nominative)):
        return False
    if surname:
        return not (given and given.weight > 3.5 and surname.weight >= 0.5)
    return not (given and given.known and (given.weight > 2.2 or is_short(given.nominative)))


_SLAVIC = re.compile(
    r"(?:[оеё]в|[оеё]ва|ин|ина|ск[ии]й|ский|ская|цкий|цкая|енко|чук|юк|ук|ец|ян|дзе|швили|ко|ич)$"
)


def _latin_name(run: tuple[Token, ...]) -> Name:
    """Return a foreign name as it was written: the last word is the surname, all before it the given name."""
    if len(run) == 1:
        return Name(given=run[0].text)
    return Name(run[-1].text, " ".join(token.text for token in run[:-1]))
