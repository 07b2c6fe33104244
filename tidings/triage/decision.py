"""From signs to a proposal: points add up by category, the heaviest is proposed."""

import math
from dataclasses import dataclass
from datetime import date

from tidings.text.sentences import Sentence
from tidings.triage.facts import CATEGORIES, AppealFacts
from tidings.triage.signals import Signal, look
from tidings.triage.urgency import urgency

_SURE = 0.8
"""Points that make one category e times as likely as another; the confidence is a softmax over the sums."""
_LEAST, _MOST = 0.3, 0.95
"""What a confidence begins from and never passes. These three were fitted to messages that the words had not been tuned
to: `python benchmarks/confidence.py` fits them again, `python benchmarks/reading.py` measures how far they are off."""
_ALSO, _NEAR = 4.5, 0.6
"""A further category is named when its own points reach this, and this share of the first one's."""

_UNSAID = Sentence(en="No sign of any need was found; a person has to read it.", ru="Признаков обращения не найдено; нужно прочитать человеку.", uk="Ознак звернення не знайдено; має прочитати людина.")  # fmt: skip


@dataclass(frozen=True)
class Triage:
    """A proposal: what an appeal is about and how urgent it is, with every reason."""

    category: str
    confidence: float  # 0 to 1
    secondary: tuple[str, ...]
    signals: tuple[Signal, ...]  # the heaviest first
    urgency: str
    reasons: tuple[Sentence, ...]  # behind category and urgency
    deadline: date | None


def triage(facts: AppealFacts, today: date) -> Triage:
    """Return the proposal for an appeal received `today`."""
    signals = sorted(look(facts, today), key=lambda signal: -signal.points)
    sums = {
        category: sum(one.points for one in signals if one.category == category) for category in CATEGORIES
    }
    category = max(CATEGORIES, key=lambda name: sums[name]) if signals else "other"
    causes = urgency(facts, category, today)
    why = [signal.sentence for signal in signals if signal.category == category and signal.points > 0]
    return Triage(
        category=category,
        confidence=_confidence(sums, category),
        secondary=_secondary(sums, category),
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
    return _LEAST + (_MOST - _LEAST) * shares[category] / sum(shares.values())


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
