"""How urgent an appeal is: causes in a list, the most urgent counts, and each says why."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from tidings.text.sentences import Sentence
from tidings.triage.alike import LEAST_LIKELY, alike, telling
from tidings.triage.facts import URGENCIES, AppealFacts
from tidings.triage.wordlists import word_lists

SEVENTY_TWO_HOURS = timedelta(days=3)
_PRESSURE = frozenset(["threats", "documents_confiscated"])


@dataclass(frozen=True)
class Urgency:
    """One of critical, high, normal, low, and why."""

    level: str
    sentence: Sentence


Cause = Callable[[AppealFacts, str, date], Urgency | None]


def _words(facts: AppealFacts, name: str) -> str | None:
    found = word_lists()[name].said(facts.text)
    return found[0] if found else None


def _only_heard(facts: AppealFacts) -> bool:
    """Return whether he is called before an investigator or a court, and nobody speaks of sending or a contract."""
    going = _words(facts, "deployment_notice.going") or _words(facts, "coerced_contract.threatened")
    return bool(_words(facts, "urgency.hearing")) and not going


def _of_nobody(facts: AppealFacts, category: str) -> bool:
    """Return whether it is about nobody: a trouble that was not understood may still be somebody's, and cannot wait."""
    return category == "other" and not facts.sought


def within_72_hours(facts: AppealFacts, category: str, today: date) -> Urgency | None:
    """A day to come, at most 72 hours away, for more than a hearing."""
    near = facts.deadline is not None and today <= facts.deadline <= today + SEVENTY_TWO_HOURS
    if not near or _of_nobody(facts, category) or _only_heard(facts):
        return None
    return Urgency("critical", Sentence(
        en="It happens on {day}: within 72 hours.", ru="Это случится {day}: в течение 72 часов.", uk="Це станеться {day}: протягом 72 годин.").fill(day=facts.deadline))  # fmt: skip


def happening_now(facts: AppealFacts, category: str, today: date) -> Urgency | None:
    """He is being moved and no later day is named, or is held until he signs."""
    far_off = facts.deadline is not None and facts.deadline > today + SEVENTY_TWO_HOURS
    now = facts.deadline is None or (category == "coerced_contract" and far_off)
    if "imminent" not in facts.flags or not now or category in ("captivity", "remains"):
        return None
    if _of_nobody(facts, category):
        return None
    return Urgency("critical", Sentence(
        en="It is happening now: he is being moved, or held until he signs.", ru="Это происходит сейчас: его везут или держат, пока не подпишет.", uk="Це відбувається зараз: його везуть або тримають, доки не підпише."))  # fmt: skip


def life_in_danger(facts: AppealFacts, category: str, today: date) -> Urgency | None:
    """Words of danger to life now."""
    said = _words(facts, "urgency.danger_now")
    if (
        said is None
        or category in ("captivity", "remains", "child_recruitment")
        or _of_nobody(facts, category)
    ):
        return None
    if facts.last_contact is not None and today - facts.last_contact > timedelta(days=7):
        return None
    return Urgency("critical", Sentence(
        en="His life may be in danger now: “{words}”.", ru="Его жизнь, возможно, сейчас в опасности: «{words}».", uk="Його життя, можливо, зараз у небезпеці: «{words}».").fill(words=said))  # fmt: skip


def day_to_come(facts: AppealFacts, category: str, today: date) -> Urgency | None:
    """A later day is named, or a near one for a hearing."""
    if facts.deadline is None or category == "other":
        return None
    if facts.deadline <= today + SEVENTY_TWO_HOURS and not (_only_heard(facts) and facts.deadline >= today):
        return None
    return Urgency("high", Sentence(en="A day is named: {day}.", ru="Назван день: {day}.", uk="Названо день: {day}.").fill(day=facts.deadline))  # fmt: skip


def contact_lost(facts: AppealFacts, category: str, today: date) -> Urgency | None:
    """Nobody knows where he is."""
    if category != "lost_contact":
        return None
    return Urgency("high", Sentence(en="Nobody knows where he is.", ru="Никто не знает, где он.", uk="Ніхто не знає, де він."))  # fmt: skip


def contract_pressed(facts: AppealFacts, category: str, today: date) -> Urgency | None:
    """A contract against his will."""
    if category != "coerced_contract":
        return None
    return Urgency("high", Sentence(en="A contract against his will.", ru="Контракт против его воли.", uk="Контракт проти його волі."))  # fmt: skip


def threatened(facts: AppealFacts, category: str, today: date) -> Urgency | None:
    """He is threatened or beaten, or his papers were taken; it matters not what else the message is about."""
    if not facts.flags & _PRESSURE or category == "other":
        return None
    return Urgency("high", Sentence(
        en="Threats, beatings or papers taken are told of.", ru="Говорится об угрозах, побоях или изъятых документах.", uk="Ідеться про погрози, побиття або вилучені документи."))  # fmt: skip


def hurt(facts: AppealFacts, category: str, today: date) -> Urgency | None:
    """He is wounded, and is held, is to serve, or is not let go."""
    if "injury" not in facts.flags or category not in ("captivity", "contract_dispute", "exempt_called_up"):
        return None
    return Urgency("high", Sentence(en="Someone is hurt.", ru="Кто-то ранен.", uk="Хтось поранений."))  # fmt: skip


def child_under_arms(facts: AppealFacts, category: str, today: date) -> Urgency | None:
    """Someone younger than eighteen lives or serves with an armed group."""
    said = _words(facts, "urgency.armed_group")
    if said is None or category != "child_recruitment":
        return None
    return Urgency("high", Sentence(
        en="A child is with armed people: “{words}”.", ru="Ребёнок среди вооружённых: «{words}».", uk="Дитина серед озброєних: «{words}».").fill(words=said))  # fmt: skip


def captive_ill(facts: AppealFacts, category: str, today: date) -> Urgency | None:
    """A prisoner is known to be ill; that someone wants to send medicine tells nothing of him yet."""
    said = _words(facts, "urgency.ill")
    if said is None or category != "captivity" or "medical_ground" not in facts.flags:
        return None
    return Urgency("high", Sentence(
        en="The prisoner is ill: “{words}”.", ru="Пленный болен: «{words}».", uk="Полонений хворий: «{words}».").fill(words=said))  # fmt: skip


def soon(facts: AppealFacts, category: str, today: date) -> Urgency | None:
    """No day is named, but it will not be long."""
    said = _words(facts, "urgency.soon")
    if said is None or category not in (
        "deployment_notice",
        "exempt_called_up",
        "child_recruitment",
        "contract_dispute",
    ):
        return None
    return Urgency("high", Sentence(en="It will not be long: “{words}”.", ru="Это скоро: «{words}».", uk="Це скоро: «{words}».").fill(words=said))  # fmt: skip


def captive_in_danger(facts: AppealFacts, category: str, today: date) -> Urgency | None:
    """A prisoner without medicine, or tortured."""
    said = _words(facts, "urgency.danger_now")
    if said is None or category != "captivity":
        return None
    return Urgency("high", Sentence(
        en="A prisoner's life may be in danger: “{words}”.", ru="Жизнь пленного, возможно, в опасности: «{words}».", uk="Життя полоненого, можливо, в небезпеці: «{words}».").fill(words=said))  # fmt: skip


def drafted_unfit(facts: AppealFacts, category: str, today: date) -> Urgency | None:
    """He serves, or is to serve, although he may be exempt; long mobilised, it can wait a little."""
    if category != "exempt_called_up" or "mobilised" in facts.statuses:
        return None
    return Urgency("high", Sentence(
        en="He may be exempt from service.", ru="Возможно, он не должен служить.", uk="Можливо, він не повинен служити."))  # fmt: skip


def recently_captured(facts: AppealFacts, category: str, today: date) -> Urgency | None:
    """The first days of captivity, when a name on a list protects."""
    recent = facts.last_contact is not None and today - facts.last_contact <= timedelta(days=21)
    if category != "captivity" or not (recent or _words(facts, "urgency.fresh")):
        return None
    return Urgency("high", Sentence(
        en="There is a sign from captivity of these days.", ru="Весть из плена — этих дней.", uk="Звістка з полону — цих днів."))  # fmt: skip


CAUSES: list[Cause] = [
    within_72_hours,
    happening_now,
    life_in_danger,
    day_to_come,
    contact_lost,
    contract_pressed,
    threatened,
    hurt,
    child_under_arms,
    captive_ill,
    soon,
    captive_in_danger,
    drafted_unfit,
    recently_captured,
]

_NOT_OURS = Urgency("low", Sentence(en="Nobody's safety hangs on it.", ru="От этого не зависит ничья безопасность.", uk="Від цього не залежить нічия безпека."))  # fmt: skip
_NO_DAY = Urgency("normal", Sentence(en="No day is named and no danger told of.", ru="День не назван, об опасности не говорится.", uk="День не названо, про небезпеку не йдеться."))  # fmt: skip


def as_messages_alike(facts: AppealFacts, category: str, today: date, level: str) -> Urgency | None:
    """Return the urgency that messages with such words had, where it is higher than the level found; never a lower one.

    A day that is named and further off than 72 hours says more than such words; and nothing is raised for which no
    words can be shown.
    """
    weight = word_lists()["alike.urgency"].points
    far_off = facts.deadline is not None and facts.deadline > today + SEVENTY_TWO_HOURS
    if not weight or far_off or _of_nobody(facts, category):
        return None
    sums = {
        name: weight * math.log(max(chance, LEAST_LIKELY))
        for name, chance in alike(facts.text).urgencies.items()
    }
    sums[level] += 1.0
    likely = max(URGENCIES, key=lambda name: sums[name])
    if URGENCIES.index(likely) >= URGENCIES.index(level) or not (words := telling(facts.text, likely)):
        return None
    return Urgency(likely, Sentence(
        en="Messages with such words were often as urgent: “{words}”.", ru="С такими словами часто писали о столь же срочном: «{words}».", uk="З такими словами часто писали про таке ж термінове: «{words}».").fill(words=words))  # fmt: skip


def urgency(facts: AppealFacts, category: str, today: date) -> list[Urgency]:
    """Return the causes found, the most urgent first; never empty."""
    found = [one for cause in CAUSES if (one := cause(facts, category, today))]
    found = sorted(
        found or [_NOT_OURS if category == "other" else _NO_DAY], key=lambda one: URGENCIES.index(one.level)
    )
    raised = as_messages_alike(facts, category, today, found[0].level)
    return [raised, *found] if raised else found
