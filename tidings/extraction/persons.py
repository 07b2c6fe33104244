"""The persons of a message: who is sought, who writes, and who else is named.

>>> [(p.role, p.surname, p.given) for p in people("Ищу мужа, Ярцева Глеба. Ярцева Инна", date(2026, 3, 1))]
[('sought', 'Ярцев', 'Глеб'), ('enquirer', 'Ярцева', 'Инна')]
"""

import re
from bisect import bisect_right, insort
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from tidings.extraction import namesakes, relation
from tidings.extraction.clues import weigh
from tidings.extraction.kinship import is_kin_word
from tidings.extraction.lexicon import is_english_word, is_plain_word
from tidings.extraction.namesakes import Told
from tidings.extraction.naming import Group
from tidings.extraction.scene import Scene, joined
from tidings.extraction.writer import SENIOR, WORK
from tidings.text import roles
from tidings.text.letters import capital
from tidings.text.names import Name
from tidings.text.phrases import begins, folded, openings
from tidings.text.places import settlements

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

_SELF = folded(
    r"\bя,? (?:сам |сейчас |тоже |же |старший |младший |гвардии )*(?:рядовой|сержант|ефрейтор|матрос|прапорщик|лейтенант|срочник|контрактник|мобилизован|солдат|военнослужащ|призывник|строковик)"
    r"|\bмне (?:пришла |вручили |дали )?повестк|\bповестк\w+ на \d|\bменя (?:самого )?(?:призвали|мобилизовали|забирают|отправляют|забрали|заставляют|везут)"
    r"|\bнас [^.!?\n]{0,40}(?:держат|заставляют|закрыли|построили|сажают|увозят|отправляют|везут|грузят|перебрасывают|повезут|отправят)|\bзаявление о замене|\bя [^.!?\n]{0,30}(?:подписал|служу|призван)\b"
    r"|\bпишу (?:за|про|о) себ[яе]\b|\bя был срочником\b|\bнас [^.!?\n]{0,20}(?:закрили|тримають)|\bмене (?:мобілізували|забирають|призвали)|\bi am (?:a )?(?:conscript|soldier|mobili[sz]ed)|\bi was (?:drafted|mobili[sz]ed|conscripted)"
)
_RARE_NAME = re.compile(
    r"\b(?:(?:[Мм]еня зовут|[Зз]овут меня|[Мм]ене звати|[Мм]ене звуть|[Зз]вати мене|[Яя])\s+([А-ЯЁІЇЄҐ][а-яёіїєґ]{2,})|(?:[Мм]y name is|[Mm]y name(?: is|'s)?)\s+([A-ZА-Я]\w{2,}))(?=\s*[,.!(—–+@\n]|\s*$)"
)
_ONE_WORD_LEFT = re.compile(
    r"(?<![\s,—–-])[\s,—–-]+([а-яёіїєґ]{3,})[\s.!)]*(?:[@+\d][^а-яё]*)?$", re.IGNORECASE
)
_FOUND = folded(r"\bнаш[её]лся|\bнашлась|\bвернулся домой|\bуже дома\b|\bзнайшовся|\bwas found|\bis home\b")
_THANKS = folded(r"\bспасибо|\bблагодар|\bдяку|\bвдячн|\bthank")


_OWN_SERVICE = folded(
    r"\b(?:мне|меня|я|мои|мой|сам|служу|обращается|могут ли|имеют ли)\b[\s\S]{0,400}\b(?:повестк|призва|призыв|мобилиз|АГС|альтернативн|служ|рапорт|увол|контракт|ВВК|медкомисс|военкомат|отправк)"
    r"|\b(?:повестк|призва|призыв|мобилиз|АГС|служу|рапорт|увол|контракт|ВВК|медкомисс|военкомат)[\s\S]{0,400}\b(?:мне|меня|я|сам)\b"
)


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
    enquirer = _enquirer(scene, weighed)
    sought = _sought(scene, weighed, enquirer)
    himself = _SELF.search(scene.small) if not _about_kin(scene) else None
    if himself and not sought and enquirer is None and len(_full(scene)) == 1:
        enquirer = _full(scene)[0]  # "я срочник … рябухин максим"
    if enquirer and not sought and (_SELF.search(scene.small) or _is_his_own_call(scene, enquirer)):
        sought = [enquirer]
    if enquirer is None and len(sought) == 1 and (himself or _writes_of_himself(scene)):
        enquirer = sought[0]
    taken = {group.start for group in sought} | ({enquirer.start} if enquirer else set())
    known = Told([*sought, *([enquirer] if enquirer else [])])
    others = [g for g in scene.groups if g.start not in taken and g.sure and known.first_like(g) is None]
    if enquirer is None:
        enquirer = _last_word(scene) or _rare_after_kin(scene)
    writes = _writer(scene, enquirer, sought)
    return (*_sought_people(scene, sought), *writes, *(_person("other", g, g.name) for g in others))


_I_AM_A_SOLDIER = folded(
    r"\bя (?:сам |тоже |и есть )*(?:срочник|контрактник|мобилизованн|солдат|рядовой|строковик|мобілізован)\w*|\bi am (?:a |myself a )?(?:conscript|soldier)"
)


def _full(scene: Scene) -> list[Group]:
    return [group for group in scene.groups if {"S", "G"} <= set(group.roles)]


_CALLED_HIMSELF = folded(r"(?:обратился|звонил|позвонил|звернувся|дзвонив|мужчина|чоловік)[\s,:—–-]{1,3}$")


def _is_his_own_call(scene: Scene, enquirer: Group) -> bool:
    """Return whether a man writes of his own service, or the note of a call tells that he called because of it."""
    before = scene.small[max(0, enquirer.start - 16) : enquirer.start]
    called = enquirer.gender == "m" and _full(scene) == [enquirer] and _CALLED_HIMSELF.search(before)
    return _writes_of_himself(scene) or bool(called and scene.serves(enquirer))


def _is_found(scene: Scene) -> bool:
    """Return whether it is told with thanks that he was found."""
    found = begins(scene.small, _FOUND_BEGIN) and _FOUND.search(scene.small)
    return bool(found and _THANKS.search(scene.small))


_FOUND_BEGIN = openings("нашел* нашл* вернулся уже знайш* was is")


def _about_kin(scene: Scene) -> bool:
    """Return whether someone near writes or is written about; "скажите маме" is to her."""
    near = SENIOR | {"friend", "comrade"} if _I_AM_A_SOLDIER.search(scene.small) else SENIOR
    return any(k.self or k.mine or k.word.kin.name not in near for k in scene.kin)


def _writes_of_himself(scene: Scene) -> bool:
    """Return whether a man writes of his own service: nobody near is spoken of, he has no work that makes him write."""
    near = (
        k for k in scene.kin if k.word.kin.name != "pupil" and not (k.self and k.word.kin.name == "father")
    )
    others = any(near) or WORK.search(scene.small) or _THANKS.search(scene.small)
    return not others and bool(_OWN_SERVICE.search(scene.small))


def _enquirer(scene: Scene, weighed: list[_Weighed]) -> Group | None:
    """Return the name of the writer: the one for which most speaks, if that is enough."""
    fit = [w for w in weighed if w.enquirer >= _SIGNED and w.enquirer > w.sought and w.group.roles != "P"]
    fit = [w for w in fit if w.group.sure or w.group.roles in ("G", "GS", "SG") or w.enquirer >= 2.9]
    fit = [w for w in fit if w.group.roles != "S" or w.group.initials or _signs_with_his_name(scene, w.group)]
    best = max(fit, key=lambda w: w.enquirer, default=None)
    return best.group if best else None


def _signs_with_his_name(scene: Scene, group: Group) -> bool:
    """Return whether a family name alone signs that someone else bears too: "… Юдин Артём. … Юдина"."""
    after_kin = re.search(r"\w+ $", scene.text[max(0, group.start - 20) : group.start])
    if group.plural or (
        after_kin and is_kin_word(after_kin[0].strip())
    ):  # "Мама Нуриева" is the mother of a Нуриев
        return False
    return scene.signs(group) and any(len(one.roles) > 1 for one in scene.relatives(group))


def _last_word(scene: Scene) -> Group | None:
    """Return a rare name that nothing but its place tells: the last word after "я его сестра" or "Мама"."""
    if (named := _RARE_NAME.search(scene.text)) and not (
        is_plain_word(word := named[1] or named[2]) or is_kin_word(word)
    ):
        return _rare(named, "")
    if last := _after_contact(scene) or _alone_at_the_end(scene):
        return last
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


_LAST_AFTER_CONTACT = re.compile(
    r"(?:\+?\d[\d()\s-]{8,20}\d|@\w{3,40})[\s,.;—–-]{1,3}(?P<name>[^\W\d_]{3,20})[\s.!)]{0,4}$"
)


_LAST_BEFORE_CONTACT = re.compile(
    r"(?:[.!?,\n]\s{0,3})(?P<name>[^\W\d_]{3,20})[\s,.:—–-]{1,3}(?:(?:тел|tel|т|моб|wa|whatsapp|телефон)\b\.?[\s:]{0,2})?(?:\+?\d[\d()\s-]{8,20}\d|@\w{3,40})[\s.!)]{0,4}$"
)


def _after_contact(scene: Scene) -> Group | None:
    """Return the given name that is the last word beside a number or handle: "тел 89000009134 НАДЕЖДА"."""
    tail = max(0, len(scene.text) - 80)
    found = _LAST_AFTER_CONTACT.search(scene.text, tail) or _LAST_BEFORE_CONTACT.search(scene.text, tail)
    if (
        not found
        or any(g.start <= found.start("name") < g.end for g in scene.groups)
        or is_kin_word(found["name"])
    ):
        return None
    word = found["name"]
    foreign = word.isascii() and word[0].isupper() and not is_english_word(word)
    known = word[0].isupper() and roles.best(capital(word), "G") >= 1.5
    given = next((one.gender for one in roles.readings(word) if one.role == "G"), "") if known else ""
    known = known or _is_called_so(word)
    return _rare(found, given) if foreign or known else None


def _is_called_so(word: str) -> bool:
    """Return whether a word in small letters is a given name and nothing else: "соня", "уля"."""
    plain = is_plain_word(word) and roles.best(word, "G") < 3
    return word.islower() and roles.best(word, "G") >= 2.5 and not plain


_LAST_ALONE = re.compile(r"[.!?…)(]\s{1,3}(?P<name>[^\W\d_]{3,14})[\s.!)]{0,3}$")


def _alone_at_the_end(scene: Scene) -> Group | None:
    """Return the given name in small letters that is all of the last sentence: "… надо??? уля"."""
    found = _LAST_ALONE.search(scene.text, max(0, len(scene.text) - 24))
    return _rare(found, "") if found and _is_called_so(found["name"]) else None


_PRESS = folded(
    r"\b(?:корреспондент|журналист|кореспондент|журналіст|репорт[её]р|аспирант|режисс|journalist|reporter|researcher|thesis)\w*"
)
_AFTER_KIN = re.compile(r"[\s,—–:-]{1,3}([А-ЯЁІЇЄҐ][а-яёіїєґ]{2,})(?![\w'’-])")


def _rare_after_kin(scene: Scene) -> Group | None:
    """Return a rare given name right after what the writer calls herself: "я мама Цыпилма"."""
    for kin in scene.kin:
        found = _AFTER_KIN.match(scene.text, kin.end) if kin.self else None
        if found and not (is_plain_word(found[1]) or is_kin_word(found[1]) or settlements([found[1]])):
            named = any(g.start <= found.start(1) < g.end for g in scene.groups)
            return None if named else _rare(found, kin.word.kin.gender)
    return None


def _rare(found: re.Match[str], gender: str) -> Group:
    which = found.lastindex or 1
    name = Name(given=capital(found[which]))
    cases = frozenset(["nominative"])
    return Group(
        name, found.start(which), found.end(which), "G", gender, cases, False, True, False, None, 0.0
    )


def _sought(scene: Scene, weighed: list[_Weighed], enquirer: Group | None) -> list[Group]:
    """Return the names of the sought, in order, each once and as full as it is told anywhere."""
    left = [w for w in weighed if not enquirer or (w.group.start != enquirer.start)]
    fit = [w for w in left if _fits(w)]
    starts = {w.group.start for w in fit}
    for w in left:  # each may stand with the one before it, and so with all of a list
        if w.group.start not in starts and w.group.sure and _stands_with(scene, w, fit):
            insort(fit, w, key=lambda one: one.group.start)
    if not fit and _asks(scene):
        named = [
            w
            for w in left
            if (w.group.sure or (w.sought >= 1 and len(w.group.roles) > 1))
            and (w.group.roles != "S" or w.group.initials)
            and w.sought >= 0
            and w.enquirer < 4
        ]
        fit = sorted(named, key=lambda w: -w.sought)[:1]
        fit += _in_a_row(scene, left, fit[0]) if fit else []
    groups = sorted((w.group for w in fit), key=lambda g: g.start)
    if _is_found(scene):
        return []
    return _without_their_women(
        scene, _merged([g for g in groups if not _same_as_enquirer(g, enquirer)], scene)
    )


def _without_their_women(scene: Scene, sought: list[Group]) -> list[Group]:
    """Return the sought without a daughter or wife who is only spoken of: "мой зять …, 1991 г.р. Дочь моя, Мария"."""
    men = [g for g in sought if g.gender == "m" and scene.serves(g)]
    return [g for g in sought if not men or g.gender != "f" or scene.serves(g) or scene.asked_for(g)]


def _fits(w: _Weighed) -> bool:
    if w.sought < _ENOUGH or w.sought <= w.enquirer:
        return False
    if w.group.sure:
        return True
    least = {"G": 3.4, "S": 3.9, "P": 99.0}.get(w.group.roles, 2.9)
    return w.sought >= least


def _beside(scene: Scene, group: Group, known: Group) -> bool:
    """Return whether a full name stands right before or after one that is known: "Рында Олег и Кот Иван"."""
    first, second = sorted((group, known), key=lambda one: one.start)
    family = group.name.surname is not None and group.name.surname == known.name.surname
    return (len(group.roles) > 1 or family) and joined(scene, first, second)


def _in_a_row(scene: Scene, left: list[_Weighed], known: _Weighed) -> list[_Weighed]:
    """Return those who stand beside one, and beside those, before and after: "Камаев, Дудко и Рогожин"."""
    found: list[_Weighed] = []
    at = next(place for place, w in enumerate(left) if w is known)
    for row in (reversed(left[:at]), left[at + 1 :]):
        last = known
        for w in row:
            if not _beside(scene, w.group, last.group):
                break
            found.append(last := w)
    return found


def _stands_with(scene: Scene, w: _Weighed, fit: list[_Weighed]) -> bool:
    before = bisect_right(fit, w.group.start, key=lambda known: known.group.end)
    return before > 0 and joined(scene, fit[before - 1].group, w.group)


def _asks(scene: Scene) -> bool:
    """Return whether anyone is spoken of who may be sought: kin, or someone who serves."""
    kin = any(not k.theirs for k in scene.kin)
    return kin or bool(
        re.search(
            r"срочник|срочк|жив(?:ой)? ли|в армии|не звонит|на связ|связь|чи живий|зв['’ʼ]яз|призва|отправ|відправ|контракт|служ|помо[гч]|допомо|help|missing|search|мобилиз|пропа|зник|судьб|розыск|розшук|ищ|ранен|погиб|загин|мобіліз|плен|полон|в/ч|conscript|soldier|army|volunteer|battalion|training|school|camp",
            scene.text,
            re.IGNORECASE,
        )
    )


def _merged(groups: list[Group], scene: Scene) -> list[Group]:
    """Return each person once, the fullest telling of the name, with what the other tellings add."""
    told = Told([])
    for group in groups:
        at = told.first_like(group)
        if at is None:
            told.add(group)
        elif namesakes.parts(told.groups[at]) < namesakes.parts(group):
            told.change(at, group)
    every = Told([group for group in scene.groups if group.sure])
    fuller = [_fullest(person, every) for person in told.groups]
    fuller = [p for p in fuller if str(p.name)] or fuller
    return [p for p in fuller if p.roles != "S" or len(fuller) == 1 or p.initials]


def _fullest(person: Group, every: Told) -> Group:
    """Return a person with the parts of the name that are told only elsewhere."""
    at = every.first_like(person, more=True)
    while at is not None:
        name, other = person.name, every.groups[at].name
        name = Name(
            name.surname or other.surname, name.given or other.given, name.patronymic or other.patronymic
        )
        person = replace(person, name=name)
        at = every.first_like(person, more=True, after=at)
    return person


def _same_as_enquirer(group: Group, enquirer: Group | None) -> bool:
    return enquirer is not None and group.roles in ("G", "GP") and namesakes.same(group, enquirer)


def _sought_people(scene: Scene, sought: list[Group]) -> list[PersonFound]:
    if sought:
        return [_person("sought", group, group.name) for group in sought]
    if _is_found(scene):
        return []
    near = [
        k
        for k in scene.kin
        if not k.self and not k.theirs and k.word.kin.name not in (SENIOR | {"friend", "comrade"})
    ]
    near = near or [k for k in scene.kin if k.mine and not k.self]
    if _PRESS.search(scene.small) and not any(k.mine for k in near):
        return []  # "делаю текст о том, как семьи ищут сыновей"
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
