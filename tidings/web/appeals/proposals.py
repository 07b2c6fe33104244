"""What reading and sorting propose for a message, before anything of it is kept."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tidings.extraction import Fact, Mention, Message, Reading
from tidings.extraction.forms import free_words, read_form
from tidings.text.sentences import Sentence
from tidings.triage import AppealFacts, Triage, triage
from tidings.triage.learning import points_of
from tidings.web.appeals import words
from tidings.web.appeals.models import Urgency

LONGEST_QUOTE = 110
"""Signs: two lines of the queue."""


@dataclass(frozen=True)
class Proposal:
    """What a machine read in a message: proposed, until a person confirms it."""

    lang: str
    category: str
    confidence: float  # 0 to 1
    secondary: tuple[str, ...]
    urgency: int  # of models.Urgency
    deadline: date | None
    flags: tuple[str, ...]
    reasons: tuple[Sentence, ...]
    deciding: str  # the sentence of the message that decided its category
    mentions: tuple[Mention, ...]
    facts: tuple[Fact, ...]
    points: Mapping[str, float] = field(default_factory=dict)  # of the rules of triage, by category


def propose(message: Message, fields: Mapping[str, str] | None = None) -> Proposal:
    """Read and sort a message; `fields` are the answers of the public form, where it came through that."""
    words.refresh()
    fields = fields or {}
    reading = read_form(message, fields)
    found = triage(AppealFacts.from_reading(reading.text, reading.as_dict()), message.received)
    return Proposal(
        lang=reading.lang,
        category=found.category,
        confidence=found.confidence,
        secondary=found.secondary,
        urgency=Urgency[found.urgency.upper()],
        deadline=reading.deadline,
        flags=reading.flags,
        reasons=found.reasons,
        deciding=deciding(free_words(message, fields), reading, found),
        mentions=reading.mentions,
        facts=reading.facts,
        points=points_of(found),
    )


def as_ruled(proposal: Proposal) -> dict[str, Any]:
    """Return what the rules alone said, as it is kept with the appeal; of a proposal that nothing else has weighed."""
    return {
        "category": proposal.category,
        "urgency": Urgency(proposal.urgency).name.lower(),
        "points": dict(proposal.points),
    }


def deciding(text: str, reading: Reading, found: Triage) -> str:
    """Return the sentence of a text with the words that weighed most, as it was written; else the first one."""
    said = sentences(text)
    as_read = sentences(reading.text)  # other letters, where Russian was typed in Latin ones
    for signal in found.signals:
        if signal.category != found.category or not (quoted := re.search("“(.+?)”", signal.sentence.en)):
            continue
        places = [place for place, sentence in enumerate(as_read) if quoted[1] in sentence]
        if places and len(said) == len(as_read):
            return shortened(said[places[0]], as_read[places[0]].find(quoted[1]))
    return shortened(said[0] if said else "", 0)


def sentences(text: str) -> list[str]:
    """Return the sentences of a text; one ends at a full stop before a capital letter, or with its line."""
    pieces = re.split(r"(?<=[.!?…])\s+(?=[^\W\d_a-zа-яёіїєґ])|\n+", text)
    return [" ".join(piece.split()) for piece in pieces if piece and piece.strip()]


def shortened(sentence: str, at: int) -> str:
    """Return a sentence, or the part of a long one around a place, cut between words."""
    if len(sentence) <= LONGEST_QUOTE:
        return sentence
    start = max(0, min(at - 30, len(sentence) - LONGEST_QUOTE))
    cut = sentence[start : start + LONGEST_QUOTE]
    if start:
        cut = "…" + cut.partition(" ")[2]
    return cut if start + LONGEST_QUOTE >= len(sentence) else cut.rpartition(" ")[0] + "…"
