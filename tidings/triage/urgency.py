"""How urgent an appeal is: causes in a list, the most urgent counts, and each says why."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from tidings.text.sentences import Sentence
from tidings.triage.facts import URGENCIES, AppealFacts
from tidings.triage.wordlists import word_lists

SEVENTY_TWO_HOURS = timedelta(days=3)


@dataclass(frozen=True)
class Urgency:
    """One of critical, high, normal, low, and why."""

    level: str
    sentence: Sentence


Cause = Callable[[AppealFacts, str, date], Urgency | None]


def _words(facts: AppealFacts, name: str) -> str | None:
    found = word_lists()[name].said(facts.text)
    return found[0] if found else None


def within_72_hours(facts: AppealFacts, category: str, today: date) -> Urgency | None:
    """A day to come, at most 72 hours away."""
    if (
        facts.deadline is None
        or not today <= facts.deadline <= today + SEVENTY_TWO_HOURS
        or category == "other"
    ):
        return None
    return Urgency("critical", Sentence(
        en="It happens on {day}: within 72 hours.", ru="Это случится {day}: в течение 72 часов.", uk="Це станеться {day}: протягом 72 годин.").fill(day=facts.deadline))  # fmt: skip


def happening_now(facts: AppealFacts, category: str, today: date) -> Urgency | None:
    """He is being moved, or held until he signs, and no later day is named."""
    if (
        "imminent" not in facts.flags
        or facts.deadline is not None
        or category in ("other", "captivity", "remains")
    ):
        return None
    return Urgency("critical", Sentence(
        en="It is happening now: he is being moved, or held until he signs.", ru="Это происходит сейчас: его везут или держат, пока не подпишет.", uk="Це відбувається зараз: його везуть або тримають, доки не підпише."))  # fmt: skip


def life_in_danger(facts: AppealFacts, category: str, today: date) -> Urgency | None:
    """Words of danger to life now."""
    said = _words(facts, "urgency.danger_now")
    if said is None or category in ("other", "captivity", "remains", "child_recruitment"):
        return None
    if facts.last_contact is not None and today - facts.last_contact > timedelta(days=7):
        return None
    return Urgency("critical", Sentence(
        en="His life may be in danger now: “{words}”.", ru="Его жизнь, возможно, сейчас в опасности: «{words}».", uk="Його життя, можливо, зараз у небезпеці: «{words}».").fill(words=said))  # fmt: skip


def day_to_come(facts: AppealFacts, category: str, today: date) -> Urgency | None:
    """A later day is named."""
    if facts.deadline is None or facts.deadline <= today + SEVENTY_TWO_HOURS or category == "other":
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


def hurt_or_threatened(facts: AppealFacts, category: str, today: date) -> Urgency | None:
    """He is hurt, or threatened where that is not the rule."""
    grave = {"injury"} if category in ("captivity", "contract_dispute", "exempt_called_up") else set()
    if category in ("remains", "child_recruitment"):
        grave = {"threats"}
    if not facts.flags & grave:
        return None
    return Urgency("high", Sentence(
        en="Someone is hurt or threatened.", ru="Кто-то ранен или под угрозой.", uk="Хтось поранений або під загрозою."))  # fmt: skip


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
    hurt_or_threatened,
    soon,
    captive_in_danger,
    drafted_unfit,
    recently_captured,
]

_NOT_OURS = Urgency("low", Sentence(en="Nobody's safety hangs on it.", ru="От этого не зависит ничья безопасность.", uk="Від цього не залежить нічия безпека."))  # fmt: skip
_NO_DAY = Urgency("normal", Sentence(en="No day is named and no danger told of.", ru="День не назван, об опасности не говорится.", uk="День не названо, про небезпеку не йдеться."))  # fmt: skip


def urgency(facts: AppealFacts, category: str, today: date) -> list[Urgency]:
    """Return the causes found, the most urgent first; never empty."""
    found = [one for cause in CAUSES if (one := cause(facts, category, today))]
    found = found or [_NOT_OURS if category == "other" else _NO_DAY]
    return sorted(found, key=lambda one: URGENCIES.index(one.level))
