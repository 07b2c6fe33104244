"""Why these two: one sentence a fact with its weight, in words a caseworker can read out."""

import re
from dataclasses import dataclass

import numpy as np

from tidings.matching import person, similarity
from tidings.matching.evidence import Evidence
from tidings.matching.model import BORN_LEVELS, TOLD_LEVELS, Model, shipped
from tidings.matching.people import People
from tidings.matching.person import COMPARED_AMONG
from tidings.matching.reference import GIVEN, PATRONYMIC, SURNAME
from tidings.matching.spelling import is_latin, nominatives, plain, skeleton
from tidings.matching.table import Record
from tidings.matching.telling import FACTS
from tidings.matching.vocabulary import CASE, PART, READING, SHORT, SLIP, UKRAINIAN
from tidings.text.sentences import Sentence

NAMED = ("surname", "given", "patronymic")


@dataclass(frozen=True)
class Reason:
    """What one fact says about two records being one person."""

    fact: str
    sentence: Sentence
    weight: float
    """Bits: above 0 it speaks for one person, below 0 against; 0 where one side did not tell."""
    left: str | None
    right: str | None


def explain(sought: Record, found: Record, model: Model | None = None) -> list[Reason]:
    """Return one reason a fact for two records by themselves; their weights add up.

    Names are as common as the shipped tables say; in tables at hand they may be rarer or commoner.
    """
    known, left, right = person.alone(sought, found, model or shipped())
    return reasons(known, left.people, right.people, sought, found)


def compare(one: Record, other: Record, model: Model | None = None) -> tuple[float, float]:
    """Return the match weight in bits and the probability of two records by themselves, without learning.

    The probability is that of a pair picked from a shortlist of a thousand (COMPARED_AMONG).
    """
    known, left, right = person.alone(one, other, model or shipped())
    zero = np.zeros(1, np.int32)
    bits = float(similarity.weights(known, left.people, right.people, zero, zero).sum())
    odds = 2.0 ** min(max(bits, -200.0), 200.0) / COMPARED_AMONG
    return bits, odds / (1 + odds)


def reasons(known: Evidence, left: People, right: People, sought: Record, found: Record) -> list[Reason]:
    """Return the reasons for one person on each side."""
    zero = np.zeros(1, np.int32)
    weights = similarity.weights(known, left, right, zero, zero)[:, 0].tolist()
    level = similarity.levels(known, left, right, zero, zero)
    said = [
        (fact, *_name(known, role, left, right, weights[role]), weights[role])
        for role, fact in enumerate(NAMED)
    ]
    born = _BORN_NOT_TOLD if level.born[0] < 0 else _BORN[BORN_LEVELS[level.born[0]]]
    said.append(
        ("born", born, *(one.birth_date or _age(one) for one in (sought, found)), weights[similarity.BORN])
    )
    for fact in FACTS:
        one, other = getattr(sought, fact), getattr(found, fact)
        at = known.facts.index(fact) if fact in known.facts else None
        if fact in ALWAYS or one or other:
            stands = _stands(-1 if at is None else int(level.told[at][0]), one, other)
            weight = 0.0 if at is None else weights[similarity.TOLD + at]
            said.append((fact, TOLD[fact][stands], one, other, weight))
    return [
        Reason(fact, _sided(fact, sentence, one, other), round(weight, 4) + 0.0, one, other)
        for fact, sentence, one, other, weight in said
    ]


def _stands(level: int, one: str | None, other: str | None) -> str:
    if level >= 0:
        return TOLD_LEVELS[level]
    return "cannot_say" if one and other else "not_told"


ALWAYS = ("unit", "place")
"""These are said also where nobody told them; the others are left out then."""


def together(probability: float) -> Sentence:
    """Return what all facts say together; it never says that two people are certainly one, or certainly not."""
    hundred = min(99, max(1, round(probability * 100)))
    for least, sentence in _TOGETHER:
        if probability >= least:
            return sentence.fill(n=hundred)
    return _HARDLY


def _sided(fact: str, sentence: Sentence, one: str | None, other: str | None) -> Sentence:
    """Return the sentence, or, where one side did tell the fact, that only one did."""
    return sentence if bool(one) == bool(other) else ONE_SIDE.fill(what=_FACT[fact])


def _age(record: Record) -> str | None:
    return f"{record.age} ({record.age_on})" if record.age is not None and record.age_on else None


def _name(
    known: Evidence, role: int, left: People, right: People, weight: float
) -> tuple[Sentence, str | None, str | None]:
    one, other = left.named[0, role], right.named[0, role]
    said = [
        words[number].capitalize() if number >= 0 else None
        for words, number in ((known.words[0], one), (known.words[1], other))
    ]
    if one < 0 or other < 0:
        return _NOT_TOLD[role], said[0], said[1]
    woman = role == SURNAME and (_is_woman(known.words[0], left) or _is_woman(known.words[1], right))
    return _how_named(known, role, one, other, weight, woman), said[0], said[1]


_DAUGHTER = re.compile("(?:[oei]vna|i[Cc]na|[kg]i[zs]i)$")


def _is_woman(words: list[str], person: People) -> bool:
    """Return whether the patronymic, in whatever case, says that this is a woman."""
    at = person.named[0, PATRONYMIC]
    sound = skeleton(words[at]) if at >= 0 else ""
    return any(_DAUGHTER.search(said) for said in (sound, *nominatives(sound)))


def _how_named(known: Evidence, role: int, one: int, other: int, weight: float, woman: bool) -> Sentence:
    initial = known.sought.initial[one] >= 0 or known.found.initial[other] >= 0
    if initial:
        return (INITIAL_AGREES if weight > 0 else INITIAL_DIFFERS).fill(of=_OF[role])
    if weight <= 0:
        brothers = role == GIVEN and weight < np.log2(known.model.other_name[GIVEN]) - 1
        return BROTHERS if brothers else _OTHER[role]
    words = known.words[0][one], known.words[1][other]
    if skeleton(words[0]) == skeleton(words[1]):
        return _spelt(*words).fill(same=_SAME[role])
    pair = np.array([one]), np.array([other])
    kinds = {int(kind[0]) for kind in similarity.name_kinds(known, role, *pair)}
    for kind, sentence in _WRITTEN:
        if kind in kinds:
            sentence = WOMANS if kind == CASE and woman else sentence
            return sentence.fill(same=_SAME[role])
    return _spelt(*words).fill(same=_SAME[role])


def _spelt(one: str, other: str) -> Sentence:
    if is_latin(one) != is_latin(other):
        return LATIN
    return SAME_SPELLING if plain(one) == plain(other) else SPELT_OTHERWISE


# --- the sentences -------------------------------------------------------------------------------------------------

_SAME = {
    SURNAME: Sentence(en="Same surname", ru="Та же фамилия", uk="Те саме прізвище"),
    GIVEN: Sentence(en="Same given name", ru="То же имя", uk="Те саме ім’я"),
    PATRONYMIC: Sentence(en="Same patronymic", ru="То же отчество", uk="Те саме по батькові"),
}
_OTHER = {
    SURNAME: Sentence(en="Another surname.", ru="Другая фамилия.", uk="Інше прізвище."),
    GIVEN: Sentence(en="Another given name.", ru="Другое имя.", uk="Інше ім’я."),
    PATRONYMIC: Sentence(en="Another patronymic.", ru="Другое отчество.", uk="Інше по батькові."),
}
BROTHERS = Sentence(
    en="Another given name in the same family: perhaps a brother.",
    ru="Другое имя при тех же фамилии и отчестве: возможно, брат.",
    uk="Інше ім’я за тих самих прізвища та по батькові: можливо, брат.",
)
_OF = {
    SURNAME: Sentence(en="surname", ru="фамилии", uk="прізвища"),
    GIVEN: Sentence(en="given name", ru="имени", uk="імені"),
    PATRONYMIC: Sentence(en="patronymic", ru="отчества", uk="по батькові"),
}
_NOT_TOLD = {
    SURNAME: Sentence(en="Surname: not told.", ru="Фамилия: не сообщена.", uk="Прізвище: не повідомлено."),
    GIVEN: Sentence(en="Given name: not told.", ru="Имя: не сообщено.", uk="Ім’я: не повідомлено."),
    PATRONYMIC: Sentence(
        en="Patronymic: not told.", ru="Отчество: не сообщено.", uk="По батькові: не повідомлено."
    ),
}
SAME_SPELLING = Sentence(en="{same}.", ru="{same}.", uk="{same}.")
SPELT_OTHERWISE = Sentence(
    en="{same}, spelt a little differently.",
    ru="{same}, написание немного иное.",
    uk="{same}, написання трохи інше.",
)
LATIN = Sentence(
    en="{same}, written in Latin letters.",
    ru="{same}, латинскими буквами.",
    uk="{same}, латинськими літерами.",
)
WOMANS = Sentence(
    en="{same}, in the form of a woman or of a man.",
    ru="{same}, в женской или мужской форме.",
    uk="{same}, у жіночій або чоловічій формі.",
)
_WRITTEN = (
    (
        SLIP,
        Sentence(en="{same}, with a slip of spelling.", ru="{same}, с опиской.", uk="{same}, з опискою."),
    ),
    (
        SHORT,
        Sentence(
            en="{same}, in a short form.", ru="{same}, в краткой форме.", uk="{same}, у короткій формі."
        ),
    ),
    (
        UKRAINIAN,
        Sentence(
            en="{same}, in the form of another language.",
            ru="{same}, в форме другого языка.",
            uk="{same}, у формі іншої мови.",
        ),
    ),
    (
        CASE,
        Sentence(
            en="{same}, in another grammatical case.",
            ru="{same}, в другом падеже.",
            uk="{same}, в іншому відмінку.",
        ),
    ),
    (
        PART,
        Sentence(
            en="{same}: one part of a double one.",
            ru="{same}: часть двойной.",
            uk="{same}: частина подвійного.",
        ),
    ),
    (
        READING,
        Sentence(
            en="{same}, written in an uncommon way.",
            ru="{same}, записано непривычным способом.",
            uk="{same}, записано незвичним способом.",
        ),
    ),
)
INITIAL_AGREES = Sentence(
    en="The initial of the {of} agrees.", ru="Инициал {of} совпадает.", uk="Ініціал {of} збігається."
)
INITIAL_DIFFERS = Sentence(
    en="The initial of the {of} does not agree.",
    ru="Инициал {of} не совпадает.",
    uk="Ініціал {of} не збігається.",
)
ONE_SIDE = Sentence(
    en="{what}: told on one side only.",
    ru="{what}: сообщено только с одной стороны.",
    uk="{what}: повідомлено лише з одного боку.",
)
_FACT = {
    "surname": Sentence(en="Surname", ru="Фамилия", uk="Прізвище"),
    "given": Sentence(en="Given name", ru="Имя", uk="Ім’я"),
    "patronymic": Sentence(en="Patronymic", ru="Отчество", uk="По батькові"),
    "born": Sentence(en="Birth date", ru="Дата рождения", uk="Дата народження"),
    "unit": Sentence(en="Unit", ru="Часть", uk="Частина"),
    "place": Sentence(en="Place", ru="Место", uk="Місце"),
    "rank": Sentence(en="Rank", ru="Звание", uk="Звання"),
    "call_sign": Sentence(en="Call sign", ru="Позывной", uk="Позивний"),
    "region": Sentence(en="Region of call-up", ru="Регион призыва", uk="Регіон призову"),
    "home": Sentence(en="Home", ru="Родное место", uk="Рідне місце"),
    "seen_place": Sentence(en="Last seen at", ru="Место последней связи", uk="Місце останнього зв’язку"),
}
_BORN_NOT_TOLD = Sentence(
    en="Birth date: not told.", ru="Дата рождения: не сообщена.", uk="Дата народження: не повідомлена."
)
FAR_APART = Sentence(
    en="Born about five years apart or more.",
    ru="Между датами рождения около пяти лет или больше.",
    uk="Між датами народження близько п’яти років або більше.",
)
_BORN = {
    "same_day": Sentence(
        en="Born on the same day.", ru="Дата рождения та же.", uk="Дата народження та сама."
    ),
    "swapped": Sentence(
        en="Born on the same day, if day and month were exchanged.",
        ru="Дата рождения та же, если день и месяц переставлены.",
        uk="Дата народження та сама, якщо день і місяць переставлені.",
    ),
    "day_off": Sentence(
        en="Born in the same month, on another day.",
        ru="Месяц и год рождения те же, день другой.",
        uk="Місяць і рік народження ті самі, день інший.",
    ),
    "month_off": Sentence(
        en="Born in the same year and on the same day of another month.",
        ru="Год и число рождения те же, месяц другой.",
        uk="Рік і число народження ті самі, місяць інший.",
    ),
    "year_off": Sentence(
        en="Born on the same day and month, a year apart.",
        ru="День и месяц рождения те же, год отличается на один.",
        uk="День і місяць народження ті самі, рік відрізняється на один.",
    ),
    "same_year": Sentence(
        en="Born in the same year, on another day and month.",
        ru="Год рождения тот же, день и месяц другие.",
        uk="Рік народження той самий, день і місяць інші.",
    ),
    "other_day": Sentence(en="Born in another year.", ru="Год рождения другой.", uk="Рік народження інший."),
    "within": Sentence(
        en="The birth dates can be the same: one is within the other.",
        ru="Даты рождения могут совпадать: одна входит в другую.",
        uk="Дати народження можуть збігатися: одна входить до іншої.",
    ),
    "year_near": Sentence(
        en="The birth dates are within a year of each other.",
        ru="Даты рождения расходятся не больше чем на год.",
        uk="Дати народження розходяться не більш ніж на рік.",
    ),
    "other_year": Sentence(en="Born in another year.", ru="Год рождения другой.", uk="Рік народження інший."),
    "far_day": FAR_APART,
    "far_year": FAR_APART,
}
TOLD = {
    "unit": {
        "same": Sentence(en="Same unit.", ru="Та же часть.", uk="Та сама частина."),
        "slip": Sentence(
            en="The unit numbers differ by one slip.",
            ru="Номера частей отличаются одной опиской.",
            uk="Номери частин відрізняються однією опискою.",
        ),
        "within": Sentence(
            en="One unit is a part of the other.",
            ru="Одна часть входит в другую.",
            uk="Одна частина входить до іншої.",
        ),
        "different": Sentence(en="Another unit.", ru="Другая часть.", uk="Інша частина."),
        "cannot_say": Sentence(
            en="The units cannot be compared.",
            ru="Части нельзя сравнить.",
            uk="Частини не можна порівняти.",
        ),
        "not_told": Sentence(en="Unit: not told.", ru="Часть: не сообщена.", uk="Частина: не повідомлена."),
    },
    "place": {
        "same": Sentence(en="Same place.", ru="Тот же населённый пункт.", uk="Той самий населений пункт."),
        "slip": Sentence(
            en="The names of the places differ by one slip.",
            ru="Названия мест отличаются одной опиской.",
            uk="Назви місць відрізняються однією опискою.",
        ),
        "within": Sentence(
            en="One place lies within the other.",
            ru="Одно место находится в другом.",
            uk="Одне місце лежить в іншому.",
        ),
        "different": Sentence(
            en="Another place.", ru="Другой населённый пункт.", uk="Інший населений пункт."
        ),
        "cannot_say": Sentence(
            en="The places cannot be compared: one may lie within the other.",
            ru="Места нельзя сравнить: одно может находиться в другом.",
            uk="Місця не можна порівняти: одне може лежати в іншому.",
        ),
        "not_told": Sentence(en="Place: not told.", ru="Место: не сообщено.", uk="Місце: не повідомлено."),
    },
}
_STANDS = {
    "same": Sentence(en="{what}: the same.", ru="{what}: совпадение.", uk="{what}: збіг."),
    "slip": Sentence(
        en="{what}: one slip apart.", ru="{what}: разница в одну описку.", uk="{what}: різниця в одну описку."
    ),
    "within": Sentence(
        en="{what}: one lies within the other.",
        ru="{what}: одно входит в другое.",
        uk="{what}: одне входить до іншого.",
    ),
    "different": Sentence(en="{what}: not the same.", ru="{what}: расхождение.", uk="{what}: розбіжність."),
    "cannot_say": Sentence(
        en="{what}: cannot be compared, one may lie within the other.",
        ru="{what}: нельзя сравнить, одно может входить в другое.",
        uk="{what}: не можна порівняти, одне може входити до іншого.",
    ),
    "not_told": Sentence(en="{what}: not told.", ru="{what}: нет сведений.", uk="{what}: немає відомостей."),
}
TOLD |= {
    fact: {level: sentence.fill(what=_FACT[fact]) for level, sentence in _STANDS.items()}
    for fact in FACTS
    if fact not in TOLD
}
OTHERS_FIT = Sentence(
    en="Others fit as well, or fit better.",
    ru="Подходят и другие, или подходят лучше.",
    uk="Підходять й інші, або підходять краще.",
)
_TOGETHER = (
    (
        0.9,
        Sentence(
            en="Very likely the same person: {n} in 100.",
            ru="Весьма вероятно, что это один человек: {n} из 100.",
            uk="Дуже ймовірно, що це одна людина: {n} зі 100.",
        ),
    ),
    (
        0.5,
        Sentence(
            en="Likely the same person: {n} in 100.",
            ru="Вероятно, это один человек: {n} из 100.",
            uk="Ймовірно, це одна людина: {n} зі 100.",
        ),
    ),
    (
        0.01,
        Sentence(
            en="Possibly the same person: {n} in 100.",
            ru="Возможно, это один человек: {n} из 100.",
            uk="Можливо, це одна людина: {n} зі 100.",
        ),
    ),
)
_HARDLY = Sentence(
    en="Hardly the same person: fewer than 1 in 100.",
    ru="Вряд ли это один человек: меньше 1 из 100.",
    uk="Навряд чи це одна людина: менше 1 зі 100.",
)
