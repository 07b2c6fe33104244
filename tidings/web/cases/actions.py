"""Cases change only through these."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from django.db import transaction

from tidings.law import Finding, check, next_question
from tidings.law import assess as apply_rules
from tidings.text import places
from tidings.web.accounts import approvals
from tidings.web.accounts.models import User
from tidings.web.appeals import actions as appeals
from tidings.web.appeals.models import Appeal, ReadFact
from tidings.web.cases import agreeing, telling
from tidings.web.cases.models import Assessment, Case, Enquiry, Relation, ToldFact
from tidings.web.journal import journal
from tidings.web.people import actions as people
from tidings.web.people.models import Contact, Person
from tidings.web.vault.blind import blind
from tidings.web.vault.parts import sealed

SERVICES = {"conscript", "contract", "mobilised", "minor", "civilian"}
OPENING = {
    "lost_contact": ("last_contact_on", "circumstances"),
    "captivity": ("last_contact_on", "circumstances"),
    "remains": ("last_contact_on",),
    "deployment_notice": ("deployment_on", "task"),
    "coerced_contract": ("contract_signed", "coercion"),
    "contract_dispute": ("contract_term_ended_on", "discharge_ground"),
    "exempt_called_up": ("fitness_category", "exemption_ground"),
    "child_recruitment": ("birth_date", "recruitment"),
}
"""What to ask where no rule asks, by what the appeals are about: each opens rules that are silent without it."""
CONTACTS = {"phones": "phone", "emails": "email", "telegram": "telegram"}
"""How what was read is called among the ways to reach someone."""
LONGEST_CONTACT = 120


@transaction.atomic
def open_case(
    appeal: Appeal, about: str = "sought:0", *, confirm: Collection[int] = (), by: User, on: date
) -> Case:
    """Open a case for the person whom an appeal seeks; the case there is, if that was done before.

    Facts that `confirm` names (their ids) are confirmed by this; what is then still only proposed stays outside.
    """
    appeal = Appeal.objects.select_for_update().get(pk=appeal.pk)
    if done := Enquiry.objects.filter(appeal=appeal, about=about).first():
        return done.case
    facts = _confirmed(appeal, about, confirm, by=by)
    service = str(_for_the_law(appeal, about, facts).get("service", ""))
    identity = _identity(facts[about], service)
    identity.setdefault("place", _place(appeal, facts))
    person = people.write_down(appeal.team, identity, by=by)
    case = Case.objects.create(team=appeal.team, person=person, responsible=by, opened_on=on)
    journal.record("opened", case, by=by, appeal=appeal.code)
    _enquire(case, appeal, about, facts, by=by)
    _tell_what_was_read(case, appeal, about, facts, by=by, on=on)
    assess(case, by=by, on=on)
    return case


@transaction.atomic
def join(
    appeal: Appeal, case: Case, about: str = "sought:0", *, confirm: Collection[int] = (), by: User, on: date
) -> None:
    """Say that an appeal is about the person of a case that is there already."""
    appeal = Appeal.objects.select_for_update().get(pk=appeal.pk)
    if Enquiry.objects.filter(appeal=appeal, about=about).exists():
        return
    facts = _confirmed(appeal, about, confirm, by=by)
    journal.record("joined", case, by=by, appeal=appeal.code)
    _enquire(case, appeal, about, facts, by=by)
    if not case.person.place and (place := _place(appeal, facts)):
        people.correct(case.person, {"place": place}, seen=case.person.changed_at, by=by)
    _tell_what_was_read(case, appeal, about, facts, by=by, on=on)
    assess(case, by=by, on=on)


@transaction.atomic
def tell(
    case: Case,
    name: str,
    value: object,
    *,
    source: Appeal | None = None,
    seen: str | None = None,
    by: User,
    on: date,
) -> Assessment | None:
    """Write down a fact, and assess anew. A value of None says that the fact is not known after all.

    `seen` is the number of what was told of it last when it was asked, "" for nothing; return None, and keep nothing,
    where somebody told something else meanwhile. Raises InvalidFacts for a fact or a value that the law does not know.
    """
    check({name: value})
    Case.objects.select_for_update().get(pk=case.pk)
    newest = case.told.filter(name=name).order_by("-pk").values_list("pk", flat=True).first()
    if seen is not None and seen != str(newest or ""):
        return None
    told = ToldFact.objects.create(case=case, name=name, source=source, by=by, on=on, **sealed(value=value))
    journal.record("told", case, by=by, fact=name, number=told.pk)
    return assess(case, by=by, on=on)


@transaction.atomic
def assess(case: Case, *, by: User, on: date) -> Assessment:
    """Ask the rules what they say of the facts as they are now, and keep the answer."""
    facts = case.facts()
    findings = apply_rules(facts, on=on)
    words = sealed(facts=facts, findings=kept(findings), asks=_next(case, findings, facts))
    assessment = Assessment.objects.create(case=case, on=on, by=by, **words)
    journal.record("assessed", case, by=by, assessment=assessment.pk, findings=len(findings))
    return assessment


@transaction.atomic
def correct(case: Case, facts: Mapping[str, str], *, seen: Any, by: User, on: date) -> bool:
    """Correct who the person is, and assess anew; return False where somebody was faster."""
    if not people.correct(case.person, facts, seen=seen, by=by):
        return False
    assess(case, by=by, on=on)
    return True


def look_at(case: Case, *, by: User) -> None:
    """Write down that somebody read it."""
    journal.note_read(case, by=by)


@transaction.atomic
def restrict(case: Case, closed: bool, *, by: User) -> None:
    """Leave a case to the person responsible and to coordinators, or open it to the team again."""
    case.restricted = closed
    case.save(update_fields=["restricted"])
    journal.record("restricted" if closed else "unrestricted", case, by=by)


@transaction.atomic
def set_bait(case: Case, bait: bool, *, by: User) -> None:
    """Make a case a bait, or a case again. Raises NotApproved where no second person agreed."""
    second = approvals.spend("honey", case, by)
    case.honey = bait
    case.save(update_fields=["honey"])
    journal.record("made_bait" if bait else "unmade_bait", case, by=by, second=second.approved_by_id)


@transaction.atomic
def note_search(*, by: User) -> None:
    """Write down that somebody looked for a person; for whom is nobody's to read."""
    journal.record("searched", by, by=by)


@transaction.atomic
def hand_over(case: Case, to: User, *, by: User) -> None:
    """Make someone else responsible."""
    case.responsible = to
    case.save(update_fields=["responsible"])
    journal.record("handed_over", case, by=by, to=to.pk)


@transaction.atomic
def close(case: Case, *, by: User) -> None:
    """End the work on a case; nothing is removed."""
    case.state, case.closed_on = Case.State.CLOSED, date.today()
    case.save(update_fields=["state", "closed_on"])
    journal.record("closed", case, by=by)


@transaction.atomic
def reopen(case: Case, *, by: User) -> None:
    """Take the work up again."""
    case.state, case.closed_on = Case.State.OPEN, None
    case.save(update_fields=["state", "closed_on"])
    journal.record("reopened", case, by=by)


def kept(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """Return findings as they are kept: plain JSON, sentences in three languages."""
    return [
        {
            **asdict(finding),
            "time_limits": [
                {
                    "what": limit.what.as_dict(),
                    "on": limit.on.isoformat() if limit.on else None,
                    "since": limit.since,
                    "mark": limit.mark,
                }
                for limit in finding.time_limits
            ],
        }
        for finding in findings
    ]


def _next(case: Case, findings: Sequence[Finding], facts: Mapping[str, Any]) -> str:
    """Return the fact to ask for: what would decide most, else what would first let a rule speak."""
    if question := next_question(findings):
        return question
    about = case.enquiries.order_by("pk").values_list("appeal__category", flat=True)
    opening = [*(name for category in about for name in OPENING.get(category, ())), "service"]
    return next((name for name in opening if name not in facts), "")


Facts = dict[str, list[ReadFact]]


def _confirmed(appeal: Appeal, about: str, confirm: Collection[int], *, by: User) -> Facts:
    """Confirm the facts named, and return all that are confirmed: of this one sought, the enquirer, the message."""
    facts: Facts = {about: [], "enquirer": [], "message": []}
    for fact in appeal.facts.filter(about__in=facts).order_by("pk"):
        if fact.state == ReadFact.State.PROPOSED and fact.pk in confirm:
            appeals.confirm(fact, by=by)
        if fact.state == ReadFact.State.CONFIRMED:
            facts[fact.about].append(fact)
    return facts


def _identity(facts: Collection[ReadFact], service: str = "") -> dict[str, str]:
    """Return what a person's record takes from facts; of two values for one field, the first.

    What is no date, or too long for a record, stays in the appeal alone. `service` is what the law is told of one
    whom the reading takes for a contract soldier.
    """
    told = {fact.field: fact.value for fact in reversed(list(facts)) if people.fits(fact.field, fact.value)}
    told["service"] = told["status"] if told.get("status") in SERVICES else ""
    if told["service"] == "contract":
        told["service"] = service or "contract"
    return told


def _enquire(case: Case, appeal: Appeal, about: str, facts: Facts, *, by: User) -> None:
    told = {fact.field: fact.value for fact in facts["enquirer"]}
    relation = told.get("relation", "")
    enquiry = Enquiry.objects.create(
        case=case,
        appeal=appeal,
        about=about,
        enquirer=_enquirer(case, facts["enquirer"], by=by),
        relation=relation if relation in Relation.values else Relation.UNKNOWN,
    )
    agreeing.ask_for(case, appeal, enquiry.enquirer, by=by)
    if appeal.state != Appeal.State.IN_CASE:
        appeals.mark_in_case(appeal, by=by)


def _enquirer(case: Case, facts: Collection[ReadFact], *, by: User) -> Person:
    """Return who asks: whoever in this case already has the same number or address, else someone new."""
    contacts = [
        (CONTACTS[fact.field], fact.value)
        for fact in facts
        if fact.field in CONTACTS and len(fact.value) <= LONGEST_CONTACT
    ]
    marks = {blind("contact", value) for _, value in contacts}
    known = Contact.objects.filter(person__enquiries__case=case, mark__in=marks).first()
    names = {fact.field: fact.value for fact in facts if people.fits(fact.field, fact.value)}
    person = known.person if known else people.write_down(case.team, names, by=by)
    for kind, value in contacts:
        people.add_contact(person, kind, value, by=by)
    for safe in (fact.value for fact in facts if fact.field == "safe_contact"):
        people.add_safe_time(person, safe, by=by)
    return person


def _tell_what_was_read(case: Case, appeal: Appeal, about: str, facts: Facts, *, by: User, on: date) -> None:
    """Take over what the law asks about, and only where the words of the reading and of the law mean the same."""
    known = case.facts()
    for name, read in _for_the_law(appeal, about, facts).items():
        value = telling.added(known.get(name), name, read)
        if known.get(name) != value:
            told = ToldFact.objects.create(
                case=case, name=name, source=appeal, by=by, on=on, **sealed(value=value)
            )
            journal.record("told", case, by=by, fact=name, number=told.pk)


def _place(appeal: Appeal, facts: Facts) -> str:
    """Return the one settlement or district that is confirmed of an appeal that seeks one person, else nothing."""
    told = {fact.value for fact in facts["message"] if fact.field == "place" and _is_exact(fact.value)}
    (only,) = told if len(told) == 1 and _seeks_one(appeal) else ("",)
    return only if people.fits("place", only) else ""


def _is_exact(place: str) -> bool:
    """Return whether these words name a settlement or a district, and not a whole region or nothing known."""
    return any(found.kind in ("settlement", "district") for found in places.find(place))


def _for_the_law(appeal: Appeal, about: str, facts: Facts) -> dict[str, telling.Value]:
    """Return what the law may be told; where several are sought, nothing says of whom the message speaks."""
    alone = _seeks_one(appeal)
    confirmed = [_as_told(fact) for fact in (*facts[about], *(facts["message"] if alone else ()))]
    category = appeal.category if appeal.is_sorted else ""
    return telling.tell(confirmed, category, _letter(appeal) if alone else None)


def _seeks_one(appeal: Appeal) -> bool:
    sought = appeal.facts.filter(about__startswith="sought:").exclude(state=ReadFact.State.REJECTED)
    return sought.values("about").distinct().count() < 2


def _letter(appeal: Appeal) -> telling.Letter:
    marks = tuple((one.kind, one.value, one.start, one.end) for one in appeal.mentions.all())
    return telling.Letter(appeal.text, appeal.received_on, marks)


def _as_told(fact: ReadFact) -> telling.Confirmed:
    mentions = list(fact.mentions.all())
    signed = [(one.start, one.end) for one in mentions if (one.kind, one.value) == ("sign", "signed")]
    words = tuple(one.words for one in mentions)
    return telling.Confirmed(fact.field, fact.value, words, signed[0] if signed else None)
