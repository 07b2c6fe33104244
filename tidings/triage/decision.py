"""From signs to a proposal: points add up by category, the heaviest is proposed."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tidings.text.sentences import Sentence
from tidings.triage.facts import CATEGORIES, AppealFacts
from tidings.triage.signals import Signal, look, messages_alike, points_alike
from tidings.triage.urgency import urgency

_SURE = 1.5
"""Points that make one category e times as likely as another; the confidence is a softmax over the sums."""
_MOST = 0.99
"""What a confidence never passes. Both were fitted to messages at first sight: `python benchmarks/alike.py --confidence` fits
them again, `python benchmarks/reading.py` measures how far they are off."""
_ALSO, _NEAR = 4.5, 0.6
"""A further category is named when its own points reach this, and this share of the first one's."""

_UNSAID = Sentence(en="No sign of any need was found; a person has to read it.", ru="Признаков обращения не найдено; нужно прочитать человеку.", uk="Ознак звернення не знайдено; має прочитати людина.")  # fmt: skip


@dataclass(frozen=True)
class Triage:
    """A proposal: what an appeal is about and how urgent it is, with every reason."""

    category: str
    confidence: float  # 0 to 1
    secondary: tuple[str, ...]
    points: Mapping[str, float]  # of each category: of the signals, and of what messages alike were about
    signals: tuple[Signal, ...]  # the heaviest first; then that of messages alike, where it decided
    urgency: str
    reasons: tuple[Sentence, ...]  # behind category and urgency
    deadline: date | None


def triage(facts: AppealFacts, today: date) -> Triage:
    """Return the proposal for an appeal received `today`."""
    signals = sorted(look(facts, today), key=lambda signal: -signal.points)
    ruled = {name: sum(one.points for one in signals if one.category == name) for name in CATEGORIES}
    alike = points_alike(facts)
    sums = {name: points + alike.get(name, 0.0) for name, points in ruled.items()}
    category = max(CATEGORIES, key=lambda name: sums[name]) if any(sums.values()) else "other"
    decided = ruled[category] < max(ruled.values()) or ruled[category] <= 0
    if (
        decided
        and alike.get(category, 0.0) > 0
        and (sign := messages_alike(facts, category, alike[category]))
    ):
        signals.append(sign)
    causes = urgency(facts, category, today)
    why = [signal.sentence for signal in signals if signal.category == category and signal.points > 0]
    return Triage(
        category=category,
        confidence=_confidence(sums, category),
        secondary=_secondary(sums, category),
        points=sums,
        signals=tuple(signals),
        urgency=causes[0].level,
        reasons=(
            *(why or [_UNSAID]),
            *(cause.sentence for cause in causes if cause.level == causes[0].level),
        ),
        deadline=facts.deadline,
    )


def _confidence(sums: dict[str, float], category: str) -> float:
    heaviest = max(sums.values())
    shares = {name: math.exp((points - heaviest) / _SURE) for name, points in sums.items()}
    return _MOST * shares[category] / sum(shares.values())


def _secondary(sums: dict[str, float], category: str) -> tuple[str, ...]:
    """Return the other categories that are clearly raised, the heaviest first."""
    if category == "other":
        return ()
    near = [
        name
        for name in CATEGORIES[:-1]
        if name != category and sums[name] >= max(_ALSO, _NEAR * sums[category])
    ]
    return tuple(sorted(near, key=lambda name: -sums[name]))
