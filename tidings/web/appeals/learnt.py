"""What the office's own decisions add to the rules of triage: gathered, learnt, measured, and used once a person switches it on.

Decisions lie closed under the keys of their appeals, and are opened in memory only. Names, telephones, units and dates of birth
are blanked first: what is learnt is what happened, not to whom. Where an appeal was erased, what rests on it is learnt anew
within a minute, and the old weights go with their key.
"""

import logging
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from django.utils import timezone

from tidings.errors import CannotOpen
from tidings.extraction.messages import Message
from tidings.triage import learning
from tidings.triage.learning import Decided, Effect, Learnt, TooFew
from tidings.web.accounts.models import Team
from tidings.web.appeals.models import Appeal, Learned, Mention, Sorting, Urgency
from tidings.web.appeals.proposals import Proposal
from tidings.web.vault import opened
from tidings.web.vault.parts import open_many, open_rows

NOT_LEARNT_FROM = ("person", "birth_date", "unit", "phone", "email", "telegram")
"""Kinds of mentions that say who it was."""

EVERY = 60
"""Seconds between two looks for what was erased."""

ANEW_AFTER, ANEW_FROM = timedelta(days=7), 50
"""The worker learns by itself a week after the last time, if so many decisions came since."""

KEPT = 3
"""How many that are not switched on stay, the newest, to go back to."""

AT_ONCE = 500


@dataclass(frozen=True)
class Taught:
    """What came of learning, as it is kept."""

    weights: bytes = b""
    effect: dict[str, Any] = field(default_factory=dict)
    appeals: list[int] = field(default_factory=list)
    keys: list[int] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Told:
    """A decision, and the appeal it is of: its number and the number of its key."""

    appeal: int
    key: int
    decided: Decided


def weighed(message: Message, proposal: Proposal, team: Team) -> Proposal:
    """Return the proposal with what was learnt, where that is switched on; else as it is."""
    model = standing(team.pk)
    if model is None:
        return proposal
    text = _blanked(message.text, ((m.start, m.end) for m in proposal.mentions if m.kind in NOT_LEARNT_FROM))
    rules = (proposal.category, Urgency(proposal.urgency).name.lower())
    found = model.weigh(text, proposal.points, rules)
    return replace(
        proposal,
        category=found.category,
        confidence=found.confidence,
        secondary=tuple(one for one in proposal.secondary if one != found.category),
        urgency=Urgency[found.urgency.upper()],
        reasons=(*proposal.reasons, *found.reasons),
    )


_standing: dict[int, tuple[int, Learnt | None]] = {}
"""What is switched on, by team, with its number; in the memory of this process."""


def standing(team: int) -> Learnt | None:
    """Return what a team has switched on; None where that is nothing, or cannot be read."""
    number = Learned.objects.filter(team=team, on=True).values_list("pk", flat=True).first()
    if number is None:
        _standing.pop(team, None)
        return None
    if _standing.get(team, (None,))[0] != number:
        _standing[team] = number, _read(Learned.objects.get(pk=number))
    return _standing[team][1]


def _read(learned: Learned) -> Learnt | None:
    try:
        return Learnt.from_bytes(learned.weights)
    except CannotOpen:
        logging.getLogger("tidings.learning").error(
            "what was learnt (%s) cannot be read; the rules sort alone", learned.pk
        )
        return None


def told(team: Team) -> list[Told]:
    """Return the newest decision about each appeal of a team that stands, the oldest first; erased ones are gone."""
    newest: dict[int, tuple[int, int | None, bytes | memoryview]] = {}
    rows = (
        Sorting.objects.filter(appeal__team=team).order_by("pk").values_list("appeal", "pk", "key", "sealed")
    )
    for appeal, pk, key, closed in rows.iterator():
        newest[appeal] = (pk, key, closed)
    chosen = sorted(newest.items(), key=lambda one: one[1][0])[-learning.MOST :]
    texts = _texts([appeal for appeal, _ in chosen])
    said = open_rows(Sorting, [row for _, row in chosen])
    return [
        Told(appeal, row[1] or 0, _decided(texts[appeal], words))
        for (appeal, row), (_, words) in zip(chosen, said, strict=True)
        if words and appeal in texts
    ]


def _decided(text: str, words: dict[str, Any]) -> Decided:
    rules = words.get("rules", {})
    return Decided(
        text,
        rules.get("points", {}),
        (rules.get("category", "other"), rules.get("urgency", "normal")),
        (words["category"], words["urgency"]),
    )


def _texts(appeals: list[int]) -> dict[int, str]:
    """Return the words of appeals, without what says who it was."""
    found: dict[int, str] = {}
    for start in range(0, len(appeals), AT_ONCE):
        some = appeals[start : start + AT_ONCE]
        spans: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
        hidden = Mention.objects.filter(appeal__in=some, kind__in=NOT_LEARNT_FROM).order_by()
        for appeal, first, end in hidden.values_list("appeal", "start", "end"):
            spans[appeal].append((first, end))
        for pk, words in open_many(Appeal.objects.filter(pk__in=some)):
            found[pk] = _blanked(words.get("text", ""), spans[pk])
    return found


def _blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return the text with these places made spaces; every other stays where it is."""
    signs = list(text)
    for start, end in spans:
        signs[start:end] = " " * len(signs[start:end])
    return "".join(signs)


def teach(team: Team) -> Taught:
    """Learn from a team's decisions and measure it; where that cannot be, say why. This takes seconds."""
    decisions = told(team)
    decided = [one.decided for one in decisions]
    try:
        model, effect = learning.learn(decided), learning.measure(decided)
    except TooFew as why:
        return Taught(refused=why.as_dict())
    keys = [one.key for one in decisions]
    return Taught(model.as_bytes(), effect.as_dict(), [one.appeal for one in decisions], keys)


def effect_of(learned: Learned) -> Effect | None:
    """Return what it would have changed; None where nothing was learnt."""
    return Effect.from_dict(learned.effect) if learned.effect else None


def is_due(team: Team) -> bool:
    """Whether enough was decided since the last time that the worker learns by itself."""
    last = Learned.objects.filter(team=team).order_by("-pk").values_list("at", flat=True).first()
    if last and timezone.now() - last < ANEW_AFTER:
        return False
    decided = Sorting.objects.filter(appeal__team=team)
    decided = decided.filter(at__gt=last) if last else decided
    return decided[:ANEW_FROM].count() == ANEW_FROM


def rests_on_erased(learned: Learned) -> bool:
    """Whether it was learnt from an appeal that is erased by now."""
    keys = set(learned.rests_on)
    return bool(keys - opened.keyring().standing(keys).keys())


def overdue() -> bool:
    """Whether a minute has gone by since it was last asked."""
    global _looked_at
    if _looked_at is not None and time.monotonic() - _looked_at < EVERY:
        return False
    _looked_at = time.monotonic()
    return True


_looked_at: float | None = None
