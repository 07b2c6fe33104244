"""What follows from the facts: thresholds and combinations, each computed once, in a function with a name.

A derived fact may be open between several values. It then says which facts would settle it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from tidings.law.calendar import after, full_years
from tidings.law.facts import FACTS, Told, Value
from tidings.text.dates import ImpreciseDate
from tidings.text.sentences import Sentence

YES_NO = (True, False)


@dataclass(frozen=True)
class Possible:
    """The values that a fact may have, what would settle it, and what is doubtful about what we were told."""

    values: frozenset[str | bool]
    missing: tuple[str, ...] = ()
    doubt: Sentence | None = None


@dataclass(frozen=True)
class Derived:
    """A fact that is computed: its values, the choices it reads, the function, and what it means."""

    name: str
    values: tuple[str | bool, ...]
    reads: tuple[str, ...]
    look: Callable[[Told, date], Possible]
    doc: str


BACKWARDS = Sentence(
    en="“{first}” ({first_on}) lies after “{second}” ({second_on}); one of the two must be wrong. Please check.",
    ru="«{first}» ({first_on}) позже, чем «{second}» ({second_on}): одно из двух неверно. Проверьте, пожалуйста.",
    uk="«{first}» ({first_on}) пізніше, ніж «{second}» ({second_on}): одне з двох хибне. Перевірте, будь ласка.",
)
TODAY = Sentence(en="day of the assessment", ru="день оценки", uk="день оцінки")


def certain(value: str | bool) -> Possible:
    """Return a fact that is settled."""
    return Possible(frozenset({value}))


def open_between(values: tuple[str | bool, ...], *missing: str, doubt: Sentence | None = None) -> Possible:
    """Return a fact that is open, and what would settle it."""
    return Possible(frozenset(values), missing, doubt)


def day(facts: Told, name: str) -> date | None:
    """Return a day that was told."""
    return cast(date | None, facts.get(name))


def untold(facts: Told, *names: str) -> tuple[str, ...]:
    """Return those of the facts that were not told."""
    return tuple(name for name in names if name not in facts)


def four_months_served(facts: Told, on: date) -> Possible:
    """Whether four calendar months of service were complete on the day of being sent."""
    started, sent = day(facts, "service_started"), day(facts, "deployment_on")
    if started is None or sent is None:
        return open_between(YES_NO, *untold(facts, "service_started", "deployment_on"))
    if sent < started:
        doubt = _backwards("service_started", started, "deployment_on", sent)
        return open_between(YES_NO, "service_started", "deployment_on", doubt=doubt)
    return certain(sent >= after(started, months=4))


def coerced(facts: Told, on: date) -> Possible:
    """Whether any means of pressure was told of."""
    return _pressure(facts, frozenset(cast(tuple[str, ...], FACTS["coercion"].values)))


def violence_or_threat(facts: Told, on: date) -> Possible:
    """Whether the pressure was violence or a threat: beating, threats, no sleep, papers taken."""
    return _pressure(facts, frozenset({"beating", "threat", "sleep_deprivation", "documents_taken"}))


def deceived(facts: Told, on: date) -> Possible:
    """Whether he was deceived into signing."""
    return _pressure(facts, frozenset({"deceit"}))


def signature_forged(facts: Told, on: date) -> Possible:
    """Whether someone else signed for him."""
    return _pressure(facts, frozenset({"forged_signature"}))


def court_term_passed(facts: Told, on: date) -> Possible:
    """Whether the three months for going to court are known to be over."""
    known = day(facts, "coercion_known_on")
    return certain(known is not None and on > after(known, months=3))


def signing_contradicted(facts: Told, on: date) -> Possible:
    """Whether a day of signing was told although he is said not to have signed."""
    return certain("contract_signed_on" in facts and facts.get("contract_signed") is False)


ABSENCES = ("up_to_two_days", "up_to_ten_days", "up_to_a_month", "over_a_month")


def absence_band(facts: Told, on: date) -> Possible:
    """Into which band of the Criminal Code the days of absence fall; a month has 28 to 31 days."""
    days = cast(float | None, facts.get("days_absent"))
    if days is None:
        return open_between(ABSENCES, "days_absent")
    if 28 < days <= 31:
        return open_between(ABSENCES[2:], "days_absent")
    return certain(ABSENCES[(days > 2) + (days > 10) + (days > 31)])


TERMS = ("running", "over", "special")


def answer_term(facts: Told, on: date) -> Possible:
    """Whether the time for an answer is running, over, or was extended in a way only a lawyer can check."""
    registered = day(facts, "registered_on")
    if registered is None:
        return open_between(TERMS, "registered_on")
    if registered > on:
        return open_between(TERMS, "registered_on", doubt=_backwards("registered_on", registered, None, on))
    due, latest = _answer_days(facts, registered)
    if on <= due:
        return certain("running")
    return certain("over" if on > latest else "special")


def _answer_days(facts: Told, registered: date) -> tuple[date, date]:
    """Return the day by which the answer is due, and the latest to which it could have been extended."""
    extended = facts["extension_notice"] is True
    if facts["channel"] == "court":
        due = after(registered, months=1)
        return (due, date.max) if extended else (due, due)
    ordinary, longer, longest = ANSWER_DAYS[str(facts["channel"])]
    due = after(registered, days=longer if extended else ordinary)
    return due, after(registered, days=longest) if extended else due


ANSWER_DAYS = {
    "appeal_59fz": (30, 60, 60),
    "crime_report": (3, 10, 30),
    "investigator_complaint": (3, 10, 10),
}
"""Days from registration: ordinary, with a notice of extension, and the longest that an extension may reach."""


AGES = ("under_15", "from_15_to_17", "adult")


def age_band(facts: Told, on: date) -> Possible:
    """Whether the person was under 15, 15 to 17 or 18 and older on the day of the event."""
    told = [band for band in (_band_of_age(facts), _band_of_birth(facts, on)) if band]
    bands = frozenset(AGES).intersection(*(band.values for band in told))
    if len(bands) == 1:
        return Possible(bands)
    missing = told[-1].missing if told else ("birth_date", "age")
    return Possible(bands, missing) if bands else open_between(AGES, "birth_date", "age", doubt=AGE_DOUBT)


AGE_DOUBT = Sentence(
    en="The age and the date of birth contradict each other. Please check both.",
    ru="Возраст и дата рождения противоречат друг другу. Проверьте, пожалуйста, и то и другое.",
    uk="Вік і дата народження суперечать одне одному. Перевірте, будь ласка, і те й те.",
)


def _band_of_age(facts: Told) -> Possible | None:
    return certain(_band(cast(int, facts["age"]))) if "age" in facts else None


def _band_of_birth(facts: Told, on: date) -> Possible | None:
    """Return the bands that an imprecise birth date allows.

    The event is the start of service, the signing or the sending, the earliest that was told. Where none was told,
    being there on the day of the assessment is itself the event for someone still under 18.
    """
    if "birth_date" not in facts:
        return None
    born = cast(ImpreciseDate, facts["birth_date"])
    event = min((d for name in EVENTS if (d := day(facts, name))), default=None)
    years = range(full_years(born.latest, event or on), full_years(born.earliest, event or on) + 1)
    bands = {_band(max(0, year)) for year in years}
    if event is None and "adult" in bands:
        return open_between(AGES, *untold(facts, "age"), "birth_date", "service_started")
    return Possible(frozenset(bands), ("birth_date", *untold(facts, "age")))


EVENTS = ("service_started", "contract_signed_on", "deployment_on")


def _band(years: int) -> str:
    return AGES[(years >= 15) + (years >= 18)]


GROUNDS = (*(v for v in FACTS["exemption_ground"].values if v != "none"), "deferral", "doubtful", "none")


def call_up_ground(facts: Told, on: date) -> Possible:
    """The ground of exemption that was told, or that follows from the fitness category."""
    ground, category = facts.get("exemption_ground"), facts.get("fitness_category")
    if ground == "health" and category in ("А", "Б"):
        return certain("doubtful")
    if isinstance(ground, str) and ground != "none":
        return certain(ground)
    if category in ("В", "Д"):
        return certain("health")
    if category == "Г":
        return certain("deferral")
    return certain("none") if ground == "none" else open_between(GROUNDS, "exemption_ground")


def application_term(facts: Told, on: date) -> Possible:
    """Whether the application for alternative service came by the day set for the call-up in question.

    In question is the call-up of the decision, or else the one that runs on `on` or comes next.
    """
    applied = day(facts, "application_on")
    if applied is None:
        return open_between(("in_time", "late"), "application_on")
    deadline = _application_deadline(day(facts, "decision_on") or on)
    return certain("in_time" if applied <= deadline else "late")


def _application_deadline(day: date) -> date:
    """Return the last day for applying: 1 April for the autumn call-up, 1 October for the next spring's."""
    if day <= date(day.year, 7, 15):
        return date(day.year - 1, 10, 1)
    return date(day.year, 4, 1)


SILENCES = ("under_six_months", "under_a_year", "a_year_or_more")


def silence(facts: Told, on: date) -> Possible:
    """How long there has been no news: under six months, under a year, or longer."""
    last = day(facts, "last_contact_on")
    if last is None:
        return open_between(SILENCES, "last_contact_on")
    if last > on:
        return open_between(SILENCES, "last_contact_on", doubt=_backwards("last_contact_on", last, None, on))
    return certain(SILENCES[(on >= after(last, months=6)) + (on >= after(last, years=1))])


def within_three_months(facts: Told, on: date) -> Possible:
    """Whether three months since the last news are not over yet."""
    last = day(facts, "last_contact_on")
    if last is None or last > on:
        return open_between(YES_NO, "last_contact_on")
    return certain(on <= after(last, months=3))


def fitness_contradicts_discharge(facts: Told, on: date) -> Possible:
    """Whether a discharge for health is claimed although another category than Д was told."""
    category = facts.get("fitness_category")
    return certain(facts.get("discharge_ground") == "health" and category not in (None, "Д"))


def term_over(facts: Told, on: date) -> Possible:
    """Whether the last day of the contract's term is known to have passed."""
    ended = day(facts, "contract_term_ended_on")
    return certain(ended is not None and ended < on)


def _pressure(facts: Told, kinds: frozenset[str]) -> Possible:
    if "coercion" not in facts:
        return open_between(YES_NO, "coercion")
    return certain(bool(kinds & set(cast(tuple[str, ...], facts["coercion"]))))


def _backwards(first: str, first_on: date, second: str | None, second_on: date) -> Sentence:
    later = FACTS[second].label if second else TODAY
    return BACKWARDS.fill(first=FACTS[first].label, first_on=first_on, second=later, second_on=second_on)


def _derived(
    look: Callable[[Told, date], Possible], values: tuple[str | bool, ...] = YES_NO, *reads: str
) -> Derived:
    return Derived(look.__name__, values, reads, look, str(look.__doc__).partition("\n")[0])


DERIVED: Mapping[str, Derived] = {
    each.name: each
    for each in [
        _derived(four_months_served),
        _derived(coerced),
        _derived(violence_or_threat),
        _derived(deceived),
        _derived(signature_forged),
        _derived(court_term_passed),
        _derived(signing_contradicted),
        _derived(absence_band, ABSENCES),
        _derived(answer_term, TERMS, "channel", "extension_notice"),
        _derived(age_band, AGES),
        _derived(call_up_ground, GROUNDS),
        _derived(application_term, ("in_time", "late")),
        _derived(silence, SILENCES),
        _derived(within_three_months),
        _derived(fitness_contradicts_discharge),
        _derived(term_over),
    ]
}
"""Every derived fact by its name."""


def answer_due_on(facts: Told, on: date) -> date | None:
    """The day by which an answer is due."""
    registered = day(facts, "registered_on")
    if registered is None or "channel" not in facts:
        return None
    return _answer_days({"extension_notice": False, **facts}, registered)[0]


def next_application_deadline(facts: Told, on: date) -> date:
    """The next 1 April or 1 October."""
    days = [date(on.year, 4, 1), date(on.year, 10, 1), date(on.year + 1, 4, 1)]
    return next(each for each in days if each >= on)


DAYS: Mapping[str, Callable[[Told, date], date | None]] = {
    look.__name__: look for look in [answer_due_on, next_application_deadline]
}
"""Days that follow from the facts; a time limit may be counted from them."""

DAYS_READ: Mapping[str, tuple[str, ...]] = {
    "answer_due_on": ("registered_on", "channel"),
    "next_application_deadline": (),
}
"""The facts without which such a day is not known."""


def conclude(told: Mapping[str, Value]) -> dict[str, Value]:
    """Return the facts with those that others already say.

    A contract with a day of signing is signed; who serves is in service, in the State's forces; a conscript and a
    mobilised man were made to join.
    """
    implied: dict[str, Value] = {}
    if "contract_signed_on" in told:
        implied["contract_signed"] = True
    service = told.get("service")
    if service is not None:
        implied["stage"] = "before_call_up" if service == "civilian" else "in_service"
    if service in ("conscript", "contract", "mobilised"):
        implied["unit_kind"] = "state_forces"
    if service in ("conscript", "mobilised"):
        implied["recruitment"] = "compulsory"
    return {**implied, **told}


def choices(facts: Told, name: str) -> tuple[str | bool, ...]:
    """Return the values that an untold choice may have, beside what was told.

    Someone made to join, or who fought, was not merely at school; who is away from his unit or refuses to fight
    is no civilian.
    """
    impossible = set()
    if facts.get("recruitment") == "compulsory" or facts.get("direct_participation") is True:
        impossible.add("cadet_school")
    if "days_absent" in facts or facts.get("combat_refusal") is True:
        impossible.add("civilian")
    return tuple(value for value in FACTS[name].values if value not in impossible)
