"""The desk's half of the mailbox: what comes from the gate goes to its appeal, what we answer goes to the gate.

An appeal is known again by the public key of its mailbox. Until a caseworker has checked who reads the answers, none may
go out that names who is sought or how anybody is reached: whoever fishes for news learns nothing.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any

from django.db import transaction

from tidings.errors import TidingsError
from tidings.extraction import messages
from tidings.extraction.disclosure import disclosed
from tidings.extraction.mentions import Mention
from tidings.sealing import post
from tidings.sealing.post import Post
from tidings.web.accounts.models import Team, User
from tidings.web.appeals import attachments
from tidings.web.appeals.actions import keep as keep_message
from tidings.web.appeals.fields import field
from tidings.web.appeals.models import ASKING, Appeal, Message, ReadFact, Trust
from tidings.web.appeals.proposals import Proposal, propose
from tidings.web.journal import journal
from tidings.web.people import actions as people
from tidings.web.vault import gates
from tidings.web.vault.blind import digest
from tidings.web.vault.parts import sealed

NAMING = ("surname", "birth_date", "unit", "place")
"""Facts that say who is sought."""


class GivesAway(TidingsError):
    """An answer with words that may not go to somebody whom nobody has checked."""

    def __init__(self, words: Sequence[Mention]) -> None:
        super().__init__("This answer says who is sought, or how somebody is reached.")
        self.words = words


class NoMailbox(TidingsError):
    """The mailbox is not there any more: nobody can read an answer in it."""


def collect(gate: post.Gate, private_keys: Sequence[bytes], team: Team) -> list[Appeal]:
    """Take what waits at the gate, and return the appeals that it belongs to.

    Each post is deleted there only when it is kept here, and twice does no harm. What was added to an appeal that has
    not come yet waits until the others are kept.
    """
    kept: list[Appeal] = []
    early: list[Post] = []
    try:
        for arrived in post.waiting(gate, private_keys):
            if arrived.kind == "appeal" or _appeal_of(arrived):
                kept += _taken(gate, arrived, team)
            else:
                early.append(arrived)
    finally:  # also where another post did not open
        for arrived in early:
            kept += _taken(gate, arrived, team)
    return kept


def _taken(gate: post.Gate, arrived: Post, team: Team) -> list[Appeal]:
    attachments.bring(gate, _files(arrived))
    appeal = keep(arrived, team)
    post.taken(gate, arrived.number)
    return [appeal] if appeal else []


def keep(arrived: Post, team: Team) -> Appeal | None:
    """Keep a post with its files, and what is read in it; return its appeal, or nothing where all was erased already."""
    answers = arrived.answers
    message = messages.Message(arrived.locator, "form", arrived.day, answers["text"], answers.get("lang"))
    proposal = propose(message, answers.get("fields"))  # before the transaction: nobody waits for it
    with transaction.atomic():
        return _kept(arrived, message, proposal, team)


def _kept(arrived: Post, words: messages.Message, proposal: Proposal, team: Team) -> Appeal | None:
    appeal = _appeal_of(arrived)
    if arrived.kind == "appeal" or (appeal is None and arrived.kind in AS_APPEAL):
        return _new_appeal(arrived, words, proposal, team)
    if appeal is None:
        return None
    heard = digest(
        "\0".join((str(arrived.number), arrived.kind, str(arrived.day), arrived.answers["text"])).encode()
    )
    if not appeal.messages.filter(digest=heard).exists():
        message = Message.objects.create(
            appeal=appeal,
            kind=arrived.kind,
            day=arrived.day,
            digest=heard,
            **sealed(text=arrived.answers["text"], answers=arrived.answers.get("fields") or {}),
        )
        attachments.attach(appeal, _files(arrived), message)
        journal.record(HEARD[arrived.kind], appeal, by=None, message=message.pk)
        _propose_facts(appeal, proposal)
        DONE_AT_ONCE.get(arrived.kind, _nothing)(message)
    return appeal


AS_APPEAL = ("message", "safe")
"""What becomes an appeal of its own where we have none with this mailbox: no words are lost."""

HEARD = {"message": "wrote", "safe": "said_safe", "withdraw": "took_back_consent", "delete": "asked_erasure"}
"""The verb of each kind."""


def _new_appeal(arrived: Post, words: messages.Message, proposal: Proposal, team: Team) -> Appeal:
    appeal = keep_message(words, proposal, team, by=None, locator=arrived.locator)
    if not appeal.mailbox:
        appeal.mailbox, appeal.lane = arrived.mailbox.hex(), arrived.lane
        appeal.save(update_fields=["mailbox", "lane"])
    attachments.attach(appeal, _files(arrived))
    return appeal


def _propose_facts(appeal: Appeal, proposal: Proposal) -> None:
    """Propose what was read in later words and is not among the facts; a nearer day or danger counts at once."""
    known = {(fact.about, fact.field, fact.value) for fact in appeal.facts.all()}
    for read in proposal.facts:
        value = read.value[: field(read.about, read.field).longest]
        if (
            read.about in READ_LATER
            and read.field not in SAID_ELSEWHERE
            and (read.about, read.field, value) not in known
        ):
            told = sealed(value=value, proposed=value)
            ReadFact.objects.create(appeal=appeal, about=read.about, field=read.field, **told)
    days = [day for day in (appeal.deadline, proposal.deadline) if day]
    appeal.deadline = min(days, default=None)
    if not appeal.is_sorted:
        appeal.urgency = max(appeal.urgency, proposal.urgency)
    appeal.save(update_fields=["deadline", "urgency"])


READ_LATER = ("sought:0", "enquirer", "message")
"""Whom later words are about: whoever was sought first. Others are for a person to see."""

SAID_ELSEWHERE = ("safe_contact", "flag")
"""What is no proposal (see `_safe`), or would be one of the whole appeal."""


def _appeal_of(arrived: Post) -> Appeal | None:
    """Return the appeal that a post belongs to; an erased one takes nothing any more."""
    found = Appeal.objects.filter(mailbox=arrived.mailbox.hex()).order_by("pk").first()
    return None if found is None or found.is_erased else found


def _files(arrived: Post) -> Iterable[dict[str, Any]]:
    return arrived.answers.get("files") or ()


def _nothing(message: Message) -> None:
    """Nothing is done before somebody has read it."""


def _safe(message: Message) -> None:
    """From now on these words stand where it is said when it is safe, on the appeal and beside every way to reach her."""
    appeal, words = message.appeal, str(message.answers.get("safe_contact") or message.text)
    before = appeal.facts.filter(about="enquirer", field="safe_contact")
    before.update(state=ReadFact.State.REJECTED)
    ReadFact.objects.create(
        appeal=appeal,
        about="enquirer",
        field="safe_contact",
        state=ReadFact.State.CONFIRMED,
        **sealed(value=words),
    )
    for enquirer in {enquiry.enquirer for enquiry in appeal.enquiries.select_related("enquirer")}:
        people.add_safe_time(enquirer, words, by=None)


def _withdraw(message: Message) -> None:
    """The day is kept on the appeal: from now on nothing rests on this consent."""
    message.appeal.withdrawn_on = message.day
    message.appeal.save(update_fields=["withdrawn_on"])


DONE_AT_ONCE: dict[str, Callable[[Message], None]] = {"safe": _safe, "withdraw": _withdraw}
"""What is done before anybody has read it: it protects, and must not wait."""


@transaction.atomic
def mark_read(appeal: Appeal, *, by: User) -> list[int]:
    """Note that somebody who may answer has read what is new; return which messages that were."""
    new = list(appeal.messages.new().values_list("pk", flat=True))
    if new:
        read = Message.objects.filter(pk__in=new)
        read.update(read_by=by)
        read.exclude(kind__in=ASKING, settled_by=None).update(waits=False)
    return new


def gives_away(appeal: Appeal, text: str, today: date) -> list[Mention]:
    """Return the words of an answer that say who is sought, or how somebody is reached."""
    known: dict[str, set[str]] = {name: set() for name in NAMING}
    for fact in (
        appeal.facts.filter(field__in=NAMING).exclude(state=ReadFact.State.REJECTED).exclude(about="enquirer")
    ):
        known[fact.field].add(fact.value)
    for enquiry in appeal.enquiries.select_related("case__person"):
        for name in NAMING:
            known[name].add(getattr(enquiry.case.person, name))
    return disclosed(text, {name: filter(None, told) for name, told in known.items()}, today)


def reply(appeal: Appeal, text: str, *, by: User) -> Message:
    """Answer into the mailbox: sealed, so that only the receipt opens it.

    Raises GivesAway, NoMailbox, Unreachable; then nothing went, and nothing is kept as if it had.
    """
    message = _written(appeal, text, by=by)
    sent = False
    try:  # outside any transaction: a gate on another machine may be slow, and nobody waits for it with his own work
        sent = _sent(message)
    finally:
        if not sent:
            _take_back(message, by=by)
    if not sent:
        raise NoMailbox(appeal.code)
    return message


@transaction.atomic
def _written(appeal: Appeal, text: str, *, by: User) -> Message:
    held = Appeal.objects.select_for_update().get(pk=appeal.pk)
    today = datetime.now(UTC).date()
    if held.trust == Trust.NONE and (words := gives_away(held, text, today)):
        raise GivesAway(words)
    message = Message.objects.create(appeal=held, day=today, by=by, **sealed(text=text))
    journal.record("replied", held, by=by, message=message.pk)
    return message


def _sent(message: Message) -> bool:
    mailbox = bytes.fromhex(message.appeal.mailbox)
    return bool(mailbox) and post.reply(gates.ours(), mailbox, str(message.text), message.day)


@transaction.atomic
def _take_back(message: Message, *, by: User) -> None:
    journal.record("not_replied", message.appeal, by=by, message=message.pk)
    message.delete()


@transaction.atomic
def trust(appeal: Appeal, because: str, *, by: User) -> None:
    """Say that somebody checked who reads the answers, and how."""
    held = Appeal.objects.select_for_update().get(pk=appeal.pk)
    held.trust, held.trusted_because = Trust.CHECKED, because
    held.save(update_fields=["trust", "trusted_because"])
    journal.record("trusted", held, by=by, because=because)


@transaction.atomic
def distrust(appeal: Appeal, *, by: User) -> None:
    """Take it back: answers name nobody again."""
    held = Appeal.objects.select_for_update().get(pk=appeal.pk)
    held.trust, held.trusted_because = Trust.NONE, ""
    held.save(update_fields=["trust", "trusted_because"])
    journal.record("distrusted", held, by=by)


@transaction.atomic
def settle(message: Message, *, by: User) -> None:
    """Note that what a message asks for was done."""
    message.settled_by = message.read_by = by
    message.save(update_fields=["settled_by", "read_by"])
    journal.record("settled", message.appeal, by=by, message=message.pk)
