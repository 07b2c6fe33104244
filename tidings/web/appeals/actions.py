"""What may be done to an appeal. Each action is one transaction and leaves one entry in the journal."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from copy import copy
from datetime import date
from typing import Any

from django.db import transaction

from tidings.errors import TidingsError
from tidings.extraction.messages import Message
from tidings.web.accounts.models import Team, User
from tidings.web.appeals import learnt
from tidings.web.appeals.fields import field
from tidings.web.appeals.models import Appeal, Import, Lane, Learned, Mention, ReadFact, Sorting, Tie
from tidings.web.appeals.proposals import Proposal, as_ruled, propose
from tidings.web.journal import journal
from tidings.web.people.models import new_code
from tidings.web.vault.blind import digest
from tidings.web.vault.parts import sealed


class NotNow(TidingsError):
    """Somebody else did something first, so that this action has no meaning any more."""


def digest_of(message: Message, locator: str = "") -> str:
    """Return by what a message is known again: its channel, day and words, and its receipt where it has one.

    Two relatives who send the same words through the form are two appeals; one post that is collected twice is one.
    The locator alone would not do: it is short, and given out again once its post has left the gate.
    """
    said = "\0".join((message.channel, message.received.isoformat(), message.text, locator))
    return digest(said.encode())


def receive(
    message: Message,
    team: Team,
    *,
    fields: Mapping[str, str] | None = None,
    by: User | None = None,
    locator: str = "",
) -> Appeal:
    """Keep a message with what was read in it; one that is here already is returned as it is.

    `fields` are the answers of the public form, where it came through that.
    """
    known = Appeal.objects.filter(team=team, digest=digest_of(message, locator)).first()
    return known or keep(message, propose(message, fields), team, by=by, locator=locator)


@transaction.atomic
def keep(message: Message, proposal: Proposal, team: Team, *, by: User | None, locator: str = "") -> Appeal:
    """Keep a message and what is proposed about it, unless the message is here already."""
    proposal, rules = learnt.weighed(message, proposal, team), as_ruled(proposal)
    appeal, new = Appeal.objects.get_or_create(
        team=team,
        digest=digest_of(message, locator),
        defaults={
            "channel": message.channel,
            "received_on": message.received,
            "text": message.text,
            "locator": locator,
            **_read(proposal, rules),
        },
    )
    if new:
        _keep_facts(appeal, proposal)
        journal.record("received", appeal, by=by, digest=appeal.digest)
    return appeal


@transaction.atomic
def keep_unread(messages: Sequence[Message], batch: Import, *, by: User) -> list[Appeal]:
    """Keep many messages of a file that is brought in, none of which is here; each waits apart until it is read."""
    blank = Appeal(team_id=batch.team_id, batch=batch, lane=Lane.READING)
    codes = _codes(len(messages))
    appeals = [_unread(blank, message, code) for message, code in zip(messages, codes, strict=True)]
    Appeal.objects.bulk_create(appeals)
    journal.record_first("received", [(one, {"digest": one.digest}) for one in appeals], by=by)
    return appeals


def _unread(blank: Appeal, message: Message, code: str) -> Appeal:
    """Return the record of a message, as a copy: to make each anew takes longer than to seal it."""
    appeal = copy(blank)
    appeal.channel, appeal.received_on, appeal.lang = message.channel, message.received, message.lang or ""
    appeal.digest, appeal.code = digest_of(message), code
    appeal.text, appeal.author, appeal.forwarded_by = message.text, message.author, message.forwarded_by
    appeal.history, appeal.came_with = message.history, list(message.attachments)
    appeal.answers = dict(message.fields)
    return appeal


def _codes(count: int) -> list[str]:
    """Return codes that no appeal has."""
    codes: set[str] = set()
    while len(codes) < count:
        codes |= {new_code() for _ in range(count - len(codes))}
        codes -= set(Appeal.objects.filter(code__in=codes).values_list("code", flat=True))
    return list(codes)


@transaction.atomic
def keep_reading(appeal: Appeal, proposal: Proposal) -> None:
    """Keep what is proposed about an appeal that was kept unread, and let it wait with the others."""
    if _held(appeal).lane != Lane.READING:
        return
    proposal, rules = learnt.weighed(appeal.message(), proposal, appeal.team), as_ruled(proposal)
    read = _read(proposal, rules)
    for name, value in read.items():
        setattr(appeal, name, value)
    appeal.lane, appeal.answers = Lane.ORDINARY, {}
    appeal.save(update_fields=["lane", "answers", *read])
    _keep_facts(appeal, proposal)


def _read(proposal: Proposal, rules: dict[str, Any]) -> dict[str, Any]:
    """Return what is proposed about an appeal as its columns keep it."""
    return {
        "lang": proposal.lang,
        "category": proposal.category,
        "confidence": proposal.confidence,
        "secondary": list(proposal.secondary),
        "urgency": proposal.urgency,
        "deadline": proposal.deadline,
        "flags": list(proposal.flags),
        "reasons": [reason.as_dict() for reason in proposal.reasons],
        "deciding": proposal.deciding,
        "rules": rules,
    }


def _keep_facts(appeal: Appeal, proposal: Proposal) -> None:
    mentions = Mention.objects.bulk_create(
        Mention(appeal=appeal, kind=m.kind, start=m.start, end=m.end, **sealed(value=(m.value or "")[:200]))
        for m in proposal.mentions
    )
    resting: defaultdict[tuple[str, str, str], set[int]] = defaultdict(set)
    for read in proposal.facts:  # what is said twice is one fact
        value = read.value[: field(read.about, read.field).longest]
        resting[read.about, read.field, value].update(read.mentions)
    facts = ReadFact.objects.bulk_create(
        ReadFact(appeal=appeal, about=about, field=name, **sealed(value=value, proposed=value))
        for about, name, value in resting
    )
    link = ReadFact.mentions.through
    link.objects.bulk_create(
        link(readfact=fact, mention=mentions[place])
        for fact, places in zip(facts, resting.values(), strict=True)
        for place in sorted(places)
    )


@transaction.atomic
def look_at(appeal: Appeal, *, by: User) -> None:
    """Write down that somebody read it."""
    _held(appeal)
    journal.record("read", appeal, by=by)


@transaction.atomic
def take(appeal: Appeal, *, by: User) -> None:
    """Put the appeal on one's own desk. Raises NotNow where somebody else has it."""
    held = _held(appeal)
    if held.assigned_to_id not in (None, by.pk):
        raise NotNow(held.code)
    appeal.assigned_to = by
    appeal.save(update_fields=["assigned_to"])
    journal.record("took", appeal, by=by)


@transaction.atomic
def give_back(appeal: Appeal, *, by: User) -> None:
    """Put the appeal back for anyone to take."""
    _held(appeal)
    appeal.assigned_to = None
    appeal.save(update_fields=["assigned_to"])
    journal.record("gave_back", appeal, by=by)


@transaction.atomic
def confirm(fact: ReadFact, *, by: User) -> None:
    """Say that a fact is true."""
    _settle(fact, ReadFact.State.CONFIRMED, by)
    journal.record("confirmed", fact.appeal, by=by, fact=fact.pk)


@transaction.atomic
def confirm_all(appeal: Appeal, *, by: User) -> int:
    """Say that every proposed fact, the category and the urgency are true; return how many facts that were."""
    _held(appeal)
    proposed = appeal.facts.filter(state=ReadFact.State.PROPOSED)
    count = proposed.update(state=ReadFact.State.CONFIRMED, by=by)
    appeal.sorted_by = by
    appeal.save(update_fields=["sorted_by"])
    _learn_from(appeal, by)
    journal.record("confirmed", appeal, by=by, facts=count)
    return count


@transaction.atomic
def correct(fact: ReadFact, value: str, *, was: str | None = None, by: User) -> bool:
    """Put another value in place of the one that was read, and keep the proposal beside it.

    Return False, and change nothing, where the value was not `was` any more.
    """
    _held(fact.appeal)
    now = ReadFact.objects.get(pk=fact.pk).value
    if was is not None and now != was and now != value:
        fact.value = now
        return False
    fact.value = value
    _settle(fact, ReadFact.State.CONFIRMED, by)
    journal.record("corrected", fact.appeal, by=by, fact=fact.pk)
    return True


@transaction.atomic
def reject(fact: ReadFact, *, by: User) -> None:
    """Say that a fact is not true."""
    _settle(fact, ReadFact.State.REJECTED, by)
    journal.record("rejected", fact.appeal, by=by, fact=fact.pk)


@transaction.atomic
def add_fact(appeal: Appeal, about: str, name: str, value: str, *, by: User) -> ReadFact:
    """Write down a fact that no machine read."""
    _held(appeal)
    fact = ReadFact.objects.create(
        appeal=appeal,
        about=about,
        field=name,
        **sealed(value=value),
        state=ReadFact.State.CONFIRMED,
        by=by,
    )
    _follow(fact)
    journal.record("added", appeal, by=by, fact=fact.pk)
    return fact


@transaction.atomic
def sort(appeal: Appeal, category: str, urgency: int, *, by: User) -> None:
    """Say what the appeal is about and how urgent it is: a machine only proposed it."""
    _held(appeal)
    appeal.category, appeal.urgency, appeal.sorted_by = category, urgency, by
    appeal.save(update_fields=["category", "urgency", "sorted_by"])
    _learn_from(appeal, by)
    journal.record("sorted", appeal, by=by, category=category, urgency=int(urgency))


def _learn_from(appeal: Appeal, by: User) -> None:
    """Keep what a person said beside what the rules alone had said."""
    rules = appeal.rules or as_ruled(propose(appeal.message()))
    said = {"category": appeal.category, "urgency": appeal.urgency_name(), "rules": rules}
    Sorting.objects.create(appeal=appeal, by=by, **sealed(**said))


@transaction.atomic
def set_aside(appeal: Appeal, reason: str, *, by: User) -> None:
    """Decide that nothing is to be done. Raises NotNow where it does not wait any more."""
    _must_be(appeal, Appeal.State.WAITING)
    appeal.state, appeal.aside = Appeal.State.SET_ASIDE, reason
    appeal.save(update_fields=["state", "aside"])
    journal.record("set_aside", appeal, by=by, reason=reason)


@transaction.atomic
def bring_back(appeal: Appeal, *, by: User) -> None:
    """Let an appeal wait again that was set aside. Raises NotNow where it was not."""
    _must_be(appeal, Appeal.State.SET_ASIDE)
    appeal.state, appeal.aside = Appeal.State.WAITING, ""
    appeal.save(update_fields=["state", "aside"])
    journal.record("brought_back", appeal, by=by)


@transaction.atomic
def mark_in_case(appeal: Appeal, *, by: User) -> None:
    """Note that a case deals with it now. Raises NotNow where one does already."""
    if _held(appeal).state == Appeal.State.IN_CASE:
        raise NotNow(appeal.code)
    appeal.state, appeal.aside = Appeal.State.IN_CASE, ""
    appeal.save(update_fields=["state", "aside"])
    journal.record("put_in_case", appeal, by=by)


@transaction.atomic
def tie(appeal: Appeal, other: Appeal, *, by: User, on: date) -> None:
    """Say that two appeals of a team seek the same person. Nothing of either changes. Raises NotNow where that was said."""
    first, second = sorted((appeal.pk, other.pk))
    if first == second or appeal.team_id != other.team_id:
        raise NotNow(other.code)
    _held(appeal)
    _, new = Tie.objects.get_or_create(first_id=first, second_id=second, defaults={"by": by, "on": on})
    if not new:
        raise NotNow(other.code)
    for one, another in ((appeal, other), (other, appeal)):
        journal.record("tied", one, by=by, appeal=another.code)


@transaction.atomic
def untie(appeal: Appeal, other: Appeal, *, by: User) -> None:
    """Take back that two appeals seek the same person. Raises NotNow where nobody says so any more."""
    first, second = sorted((appeal.pk, other.pk))
    gone, _ = Tie.objects.filter(first=first, second=second).delete()
    if not gone:
        raise NotNow(other.code)
    for one, another in ((appeal, other), (other, appeal)):
        journal.record("untied", one, by=by, appeal=another.code)


@transaction.atomic
def take_out_of_case(appeal: Appeal, *, by: User) -> None:
    """Let an appeal wait again that a case dealt with. Raises NotNow where none did."""
    _must_be(appeal, Appeal.State.IN_CASE)
    appeal.state = Appeal.State.WAITING
    appeal.save(update_fields=["state"])
    journal.record("taken_out_of_case", appeal, by=by)


@transaction.atomic
def ask_to_learn(team: Team, *, by: User | None) -> Learned:
    """Have the worker learn from the team's decisions and measure it; what is asked for already is not asked twice."""
    if asked := Learned.objects.filter(team=team, ready=False).first():
        return asked
    learned = Learned.objects.create(team=team, asked_by=by)
    journal.record("asked_to_learn", learned, by=by)
    return learned


@transaction.atomic
def keep_learnt(learned: Learned, told: learnt.Taught) -> None:
    """Keep what was learnt, or why nothing could be. Nothing is sorted by it until somebody switches it on."""
    held = Learned.objects.select_for_update().get(pk=learned.pk)
    held.weights, held.effect, held.refused = told.weights, told.effect, told.refused
    held.appeals, held.rests_on, held.ready = told.appeals, told.keys, True
    held.save()
    journal.record("learnt", held, by=None, appeals=len(told.appeals))


@transaction.atomic
def switch_on(learned: Learned, *, by: User | None) -> None:
    """Sort what comes from now on with what was learnt, in place of what was switched on before. Raises NotNow where nothing was."""
    held = Learned.objects.select_for_update().get(pk=learned.pk)
    if not held.weights:
        raise NotNow(str(held.pk))
    Learned.objects.filter(team=held.team_id, on=True).update(on=False)
    held.on, held.switched_by = True, by
    held.save(update_fields=["on", "switched_by"])
    journal.record("switched_on", held, by=by)


@transaction.atomic
def switch_off(learned: Learned, *, by: User | None) -> None:
    """Sort what comes from now on by the rules alone. Raises NotNow where it is not on."""
    held = Learned.objects.select_for_update().get(pk=learned.pk)
    if not held.on:
        raise NotNow(str(held.pk))
    held.on, held.switched_by = False, by
    held.save(update_fields=["on", "switched_by"])
    journal.record("switched_off", held, by=by)


@transaction.atomic
def let_go_of_learnt(learned: Learned) -> None:
    """Remove what was learnt, with its key, so that it is read from no backup."""
    journal.record("let_go_learnt", learned, by=None)
    Learned.objects.filter(pk=learned.pk).let_go()


def _held(appeal: Appeal) -> Appeal:
    """Return the appeal as it is kept now; nobody else changes it until this transaction ends."""
    return Appeal.objects.select_for_update().get(pk=appeal.pk)


def _must_be(appeal: Appeal, state: Appeal.State) -> None:
    if _held(appeal).state != state:
        raise NotNow(appeal.code)


def _settle(fact: ReadFact, state: ReadFact.State, by: User) -> None:
    _held(fact.appeal)
    fact.state, fact.by = state, by
    fact.save(update_fields=["value", "state", "by"])
    _follow(fact)


def _follow(fact: ReadFact) -> None:
    """Keep what the queue shows in step with the facts about the message itself."""
    appeal = fact.appeal
    if fact.about != "message" or fact.field not in ("deadline", "flag"):
        return
    said = appeal.facts.filter(about="message", field__in=("deadline", "flag"))
    standing = [(one.field, one.value) for one in said.exclude(state=ReadFact.State.REJECTED)]
    days = [date.fromisoformat(value) for field, value in standing if field == "deadline"]
    appeal.deadline = min(days, default=None)
    appeal.flags = sorted({value for field, value in standing if field == "flag"})
    appeal.save(update_fields=["deadline", "flags"])
