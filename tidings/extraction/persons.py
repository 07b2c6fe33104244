"""The persons of a message: who is sought, who writes, and who else is named.

>>> [(p.role, p.surname, p.given) for p in people("Ищу мужа, Ярцева Глеба. Ярцева Инна", date(2026, 3, 1))]
[('sought', 'Ярцев', 'Глеб'), ('enquirer', 'Ярцева', 'Инна')]
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from tidings.extraction import relation
from tidings.extraction.kinship import is_kin_word
from tidings.extraction.lexicon import is_plain_word
from tidings.extraction.naming import Group
from tidings.extraction.scene import Scene, joined, weigh
from tidings.extraction.writer import SENIOR
from tidings.text.letters import capital
from tidings.text.names import Name, key

ROLES = ("sought", "enquirer", "other")
RELATIONS = (
    "mother",
    "father",
    "wife",
    "sister",
    "brother",
    "grandmother",
    "partner",
    "friend",
    "other",
    "unknown",
)
_ENOUGH = 2.4
"""Points from which on a name is a sought person's."""

_SIGNED = 1.9
"""Points from which on a name is the writer's."""

_SELF = re.compile(
    r"\bя (?:сам |сейчас |тоже |же )?(?:срочник|контрактник|мобилизован|солдат|военнослужащ|призывник|строковик)"
    r"|\bмне (?:пришла |вручили |дали )?повестк|\bповестк\w+ на \d|\bменя (?:самого )?(?:призвали|мобилизовали|забирают|отправляют|забрали|заставляют|везут)"
    r"|\bнас [^.!?\n]{0,40}(?:отправляют|везут|грузят|перебрасывают|повезут|отправят)|\bзаявление о замене|\bя [^.!?\n]{0,30}(?:подписал|служу|призван)\b"
    r"|\bмене (?:мобілізували|забирають|призвали)|\bi am (?:a )?(?:conscript|soldier|mobili[sz]ed)|\bi was (?:drafted|mobili[sz]ed|conscripted)",
    re.IGNORECASE,
)
_RARE_NAME = re.compile(
    r"\b(?:[Мм]еня зовут|[Мм]ене звати|[Мм]ене звуть|[Мм]y name is|[Яя])\s+([А-ЯЁІЇЄҐ][а-яёіїєґ]{2,})(?=\s*[,.!(—–\n]|\s*$)"
)
_ONE_WORD_LEFT = re.compile(r"[\s,—–-]+([а-яёіїєґ]{3,})[\s.!)]*(?:[@+\d][^а-яё]*)?$", re.IGNORECASE)
_FOUND = re.compile(
    r"\bнаш[её]лся|\bнашлась|\bвернулся домой|\bуже дома\b|\bзнайшовся|\bwas found|\bis home\b", re.IGNORECASE
)
_THANKS = re.compile(r"\bспасибо|\bблагодар|\bдяку|\bвдячн|\bthank", re.IGNORECASE)


@dataclass(frozen=True)
class PersonFound:
    """A person of the message, with the words that say so.

    `role` is "sought", "enquirer" or "other". The three names are nominative, as a passport has them, or None.
    `start` and `end` are the offsets of the name; a person without a name ("мой муж") has those of the word for them.
    `relation` is what the enquirer is to the sought (one of RELATIONS), "unknown" for everyone else;
    `relation_start` and `relation_end` are the offsets of the words it was read from, equal where there are none.
    """

    role: str
    surname: str | None
    given: str | None
    patronymic: str | None
    start: int
    end: int
    relation: str = "unknown"
    relation_start: int = 0
    relation_end: int = 0


@dataclass(frozen=True)
class _Weighed:
    group: Group
    sought: float
    enquirer: float


def people(text: str, received: date) -> list[PersonFound]:
    """Return the persons of a message: the sought in the order of the text, then the enquirer (at most one,
    present where a name or a relation was read), then the others."""
    return list(_people(text))


@lru_cache(maxsize=64)
def _people(text: str) -> tuple[PersonFound, ...]:
    scene = Scene.of(text)
    weighed = [_Weighed(group, *weigh(scene, group)) for group in scene.groups]
    enquirer = _enquirer(weighed)
    sought = _sought(scene, weighed, enquirer)
    if enquirer and not sought and _SELF.search(text):
        sought = [enquirer]
    if enquirer is None and len(sought) == 1 and not scene.kin and _SELF.search(text):
        enquirer = sought[0]
    taken = {group.start for group in sought} | ({enquirer.start} if enquirer else set())
    others = [
        g
        for g in scene.groups
        if g.start not in taken and g.sure and not _known_among(g, [*sought, enquirer])
    ]
    if enquirer is None:
        enquirer = _last_word(scene)
    writes = _writer(scene, enquirer, sought)
    return (*_sought_people(scene, sought), *writes, *(_person("other", g, g.name) for g in others))


def _enquirer(weighed: list[_Weighed]) -> Group | None:
    """Return the name of the writer: the one for which most speaks, if that is enough."""
    fit = [w for w in weighed if w.enquirer >= _SIGNED and w.enquirer > w.sought and w.group.roles != "P"]
    fit = [w for w in fit if w.group.sure or w.group.roles in ("G", "GS", "SG") or w.enquirer >= 2.9]
    fit = [w for w in fit if w.group.roles != "S" or w.group.initials]
    best = max(fit, key=lambda w: w.enquirer, default=None)
    return best.group if best else None


def _last_word(scene: Scene) -> Group | None:
    """Return a rare name that nothing but its place tells: the last word after "я его сестра" or "Мама"."""
    if (named := _RARE_NAME.search(scene.text)) and not (is_plain_word(named[1]) or is_kin_word(named[1])):
        return _rare(named, "")
    found = _ONE_WORD_LEFT.search(scene.text)
    kin = found and next(
        (k for k in scene.kin if k.end == found.start() and k.word.nominative and not k.mine), None
    )
    if (
        not found
        or not kin
        or is_plain_word(found[1])
        or any(g.start == found.start(1) for g in scene.groups)
    ):
        return None
    return _rare(found, kin.word.kin.gender)


def _rare(found: re.Match[str], gender: str) -> Group:
    name = Name(given=capital(found[1]))
    cases = frozenset(["nominative"])
    return Group(name, found.start(1), found.end(1), "G", gender, cases, False, True, False, None, 0.0)


def _sought(scene: Scene, weighed: list[_Weighed], enquirer: Group | None) -> list[Group]:
    """Return the names of the sought, in order, each once and as full as it is told anywhere."""
    left = [w for w in weighed if not enquirer or (w.group.start != enquirer.start)]
    fit = [w for w in left if _fits(w)]
    fit += [w for w in left if w not in fit and w.group.sure and _stands_with(scene, w, fit)]
    if not fit and _asks(scene):
        named = [
            w for w in left if w.group.sure and w.group.roles != "S" and w.sought >= 0 and w.enquirer < 4
        ]
        fit = sorted(named, key=lambda w: -w.sought)[:1]
    groups = sorted((w.group for w in fit), key=lambda g: g.start)
    if _FOUND.search(scene.text) and _THANKS.search(scene.text):
        return []
    return _merged([g for g in groups if not _same_as_enquirer(g, enquirer)], scene)


def _fits(w: _Weighed) -> bool:
    if w.sought < _ENOUGH or w.sought <= w.enquirer:
        return False
    if w.group.sure:
        return True
    least = {"G": 3.4, "S": 3.9, "P": 99.0}.get(w.group.roles, 2.9)
    return w.sought >= least


def _stands_with(scene: Scene, w: _Weighed, fit: list[_Weighed]) -> bool:
    return any(joined(scene, known.group, w.group) for known in fit if known.group.end <= w.group.start)


def _asks(scene: Scene) -> bool:
    """Return whether anyone is spoken of who may be sought: kin, or someone who serves."""
    kin = any(not k.theirs for k in scene.kin)
    return kin or bool(
        re.search(
            r"срочник|контракт|служ|помо[гч]|допомо|help|missing|search|мобилиз|пропа|зник|судьб|розыск|розшук|ищ|ранен|погиб|загин|мобіліз|плен|полон|в/ч|conscript|soldier|army",
            scene.text,
            re.IGNORECASE,
        )
    )


def _merged(groups: list[Group], scene: Scene) -> list[Group]:
    """Return each person once, the fullest telling of the name, with what the other tellings add."""
    persons: list[Group] = []
    for group in groups:
        for at, known in enumerate(persons):
            if _same(known.name, group.name, known, group):
                persons[at] = known if _parts(known.name) >= _parts(group.name) else group
                break
        else:
            persons.append(group)
    fuller = [_fullest(person, scene.groups) for person in persons]
    return [p for p in fuller if p.roles != "S" or len(fuller) == 1 or p.initials]


def _fullest(person: Group, groups: tuple[Group, ...]) -> Group:
    for group in groups:
        if group.sure and group.start != person.start and _same(person.name, group.name, person, group):
            name = Name(
                person.name.surname or group.name.surname,
                person.name.given or group.name.given,
                person.name.patronymic or group.name.patronymic,
            )
            if group.gender in ("", person.gender) or not person.gender:
                person = Group(**{**person.__dict__, "name": name})
    return person


def _parts(name: Name) -> int:
    return sum(part is not None for part in (name.surname, name.given, name.patronymic))


def _same(one: Name, other: Name, first: Group, second: Group) -> bool:
    """Return whether two names may be of one person: nothing contradicts, and a part is shared."""
    if first.gender and second.gender and first.gender != second.gender:
        return False
    pairs = [
        (key(a), key(b))
        for a, b in zip(
            (one.surname, one.given, one.patronymic),
            (other.surname, other.given, other.patronymic),
            strict=True,
        )
        if a and b
    ]
    if first.short and second.short and first.short != second.short and not (one.given and other.given):
        return False
    return bool(pairs) and all(a == b for a, b in pairs)


def _same_as_enquirer(group: Group, enquirer: Group | None) -> bool:
    return (
        enquirer is not None
        and _same(group.name, enquirer.name, group, enquirer)
        and group.roles in ("G", "GP")
    )


def _known_among(group: Group, persons: list[Group | None]) -> bool:
    return any(p is not None and _same(p.name, group.name, p, group) for p in persons)


def _sought_people(scene: Scene, sought: list[Group]) -> list[PersonFound]:
    if sought:
        return [_person("sought", group, group.name) for group in sought]
    if _FOUND.search(scene.text) and _THANKS.search(scene.text):
        return []
    near = [
        k
        for k in scene.kin
        if not k.self and not k.theirs and k.word.kin.name not in (SENIOR | {"friend", "comrade"})
    ]
    near = near or [k for k in scene.kin if k.mine and not k.self]
    return [PersonFound("sought", None, None, None, near[0].start, near[0].end)] if near else []


def _writer(scene: Scene, enquirer: Group | None, sought: list[Group]) -> list[PersonFound]:
    is_self = bool(enquirer and any(group.start == enquirer.start for group in sought))
    read = relation.read(scene, enquirer, sought, is_self)
    if enquirer is None:
        if read.relation == "unknown":
            return []
        return [
            PersonFound(
                "enquirer", None, None, None, read.start, read.end, read.relation, read.start, read.end
            )
        ]
    person = _person("enquirer", enquirer, enquirer.name)
    return [
        PersonFound(
            **{
                **person.__dict__,
                "relation": read.relation,
                "relation_start": read.start,
                "relation_end": read.end,
            }
        )
    ]


def _person(role: str, group: Group, name: Name) -> PersonFound:
    return PersonFound(role, name.surname, name.given, name.patronymic, group.start, group.end)
