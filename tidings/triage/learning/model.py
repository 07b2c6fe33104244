"""A model of earlier decisions: what it says of an appeal together with the rules, and how it is kept."""

import io
from collections.abc import Mapping
from dataclasses import dataclass, replace
from zipfile import BadZipFile

import numpy as np

from tidings.errors import CannotOpen
from tidings.text.phrases import fold
from tidings.text.sentences import Sentence
from tidings.triage.decision import Triage
from tidings.triage.facts import CATEGORIES, URGENCIES
from tidings.triage.learning.decisions import points_of
from tidings.triage.learning.features import (
    Floats,
    chances_of,
    row_of,
    spread,
    where_rules_stand,
)
from tidings.triage.learning.reasons import reasons_of
from tidings.triage.wordparts import WORD, features_in, features_of

SHOWN = 4
"""Words that a reason names."""
_PUSH = 0.05  # a word that pushes less is not named


@dataclass(frozen=True)
class Weighed:
    """What rules and earlier decisions say together, and which words of the text pushed towards it."""

    category: str
    confidence: float  # 0 to 1
    urgency: str
    reasons: tuple[Sentence, ...]


@dataclass(frozen=True)
class Learnt:
    """A trained model: which words and pieces of words it knows, and how much each pushes."""

    features: tuple[str, ...]
    rarity: Floats
    weights: Floats  # a row a feature; columns: the categories, then the urgencies
    offsets: Floats  # before any word is read
    trust: Floats  # in the rules: of category, of urgency

    def blend(self, text: str, found: Triage) -> Triage:
        """Return what the rules found with what was learnt: category, confidence, urgency, and the words that pushed."""
        weighed = self.weigh(text, points_of(found), (found.category, found.urgency))
        others = (*found.secondary, found.category) if weighed.category != "other" else ()
        return replace(
            found,
            category=weighed.category,
            confidence=weighed.confidence,
            secondary=tuple(dict.fromkeys(one for one in others if one not in (weighed.category, "other"))),
            urgency=weighed.urgency,
            reasons=(*found.reasons, *weighed.reasons),
        )

    def weigh(self, text: str, points: Mapping[str, float], rules: tuple[str, str]) -> "Weighed":
        """Return category and urgency of a text about which the rules said so; a critical urgency of theirs stays."""
        chances = self.chances(text, points, rules)
        said = chosen(chances, rules)
        reasons = reasons_of(rules, said, self.words(text, rules, said))
        return Weighed(said[0], float(chances[CATEGORIES.index(said[0])]), said[1], tuple(reasons))

    def chances(self, text: str, points: Mapping[str, float], rules: tuple[str, str]) -> Floats:
        """Return how likely each category is, and then each urgency."""
        row = row_of(features_in(text), rules, self._places, self.rarity)
        pushes = (row[:, None] * self.weights).sum(0) + self.offsets
        chances: Floats = chances_of(
            pushes[None, :] + where_rules_stand(points, rules)[None, :] * spread(self.trust)
        )[0]
        return chances

    def words(self, text: str, rules: tuple[str, str], said: tuple[str, str]) -> tuple[str, ...]:
        """Return the words of a text that push most towards what is said, against what the rules said or all else."""
        column = self._towards(rules, said)
        values = row_of(features_in(text), rules, self._places, self.rarity) * column
        push: dict[str, float] = {}
        first: dict[str, str] = {}
        for found in WORD.finditer(fold(text)):
            places = [self._places[one] for one in features_of(found[0]) if one in self._places]
            push[found[0]] = float(values[places].sum()) if places else 0.0
            first.setdefault(found[0], text[found.start() : found.end()])
        named = sorted(push, key=lambda word: (-push[word], word))[:SHOWN]
        return tuple(first[word] for word in named if push[word] >= _PUSH)

    def as_bytes(self) -> bytes:
        """Return it as bytes to be kept closed: its words are words of appeals."""
        kept = io.BytesIO()
        numbers = {name: getattr(self, name) for name in ("rarity", "weights", "offsets", "trust")}
        np.savez_compressed(kept, features=np.array(self.features, dtype=np.str_), **numbers)
        return kept.getvalue()

    @classmethod
    def from_bytes(cls, kept: bytes) -> "Learnt":
        """Return what `as_bytes` gave. Raises CannotOpen where it is something else."""
        try:
            with np.load(io.BytesIO(kept), allow_pickle=False) as read:
                numbers = {name: read[name] for name in ("rarity", "weights", "offsets", "trust")}
                return cls(tuple(str(one) for one in read["features"]), **numbers)
        except (ValueError, KeyError, OSError, EOFError, BadZipFile) as error:
            raise CannotOpen(
                "What was learnt cannot be read: it was changed, or another version kept it."
            ) from error

    @property
    def _places(self) -> dict[str, int]:
        known: dict[str, int] | None = self.__dict__.get("_known")
        if known is None:
            known = self.__dict__["_known"] = {one: place for place, one in enumerate(self.features)}
        return known

    def _towards(self, rules: tuple[str, str], said: tuple[str, str]) -> Floats:
        """Return by how much each feature speaks for what is said; where the urgency alone is another, for that."""
        start = len(CATEGORIES) if said[0] == rules[0] and said[1] != rules[1] else 0
        names = URGENCIES if start else CATEGORIES
        one, other = (said[1], rules[1]) if start else (said[0], rules[0])
        column = self.weights[:, start + names.index(one)]
        if one != other:
            return np.asarray(column - self.weights[:, start + names.index(other)], dtype=np.float32)
        mean = self.weights[:, start : start + len(names)].mean(1)
        return np.asarray(column - mean, dtype=np.float32)


def chosen(chances: Floats, rules: tuple[str, str]) -> tuple[str, str]:
    """Return category and urgency; what the rules called critical stays critical."""
    cut = len(CATEGORIES)
    category = CATEGORIES[int(chances[:cut].argmax())]
    urgency = URGENCIES[int(chances[cut:].argmax())]
    return category, "critical" if rules[1] == "critical" else urgency
