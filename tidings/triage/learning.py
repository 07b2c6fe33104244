"""What an office's own decisions add to the rules: a small model beside them, never in their place.

It begins as the rules: their points are where it starts from, and with few decisions it says what they say. Each word of the
earlier decisions may then push towards a category or an urgency. It is logistic regression with a penalty on every push, so
that one appeal proves little; the same decisions always give the same model. A critical urgency that the rules found stays.

    learnt = learn(decided)          # at least LEAST decisions of at least two categories
    effect = measure(decided)        # on decisions that the model had not seen
    learnt.blend(text, found)        # a Triage, with the words that pushed it among its reasons

Who calls it leaves out names, telephones and the like (by spaces, so that places in the text stay what they are): one
appeal is sorted by what happened, not by whom it happened to.
"""

import io
import math
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from tidings.errors import CannotOpen, InputError
from tidings.text.phrases import fold
from tidings.text.sentences import LANGUAGES, Sentence
from tidings.triage.decision import Triage
from tidings.triage.facts import CATEGORIES, URGENCIES

Floats = NDArray[np.float32]

LEAST = 40
"""Decisions from which something can be learnt and measured."""
MOST = 5000
"""The newest so many count: they say how the office decides now."""
FOLDS = 5
SHOWN = 4
"""Words that a reason names."""

_WORD = re.compile(r"[^\W\d_]{2,}")
_STEM, _PIECE = 6, 4
_SAID = "rules: "  # before what the rules said, which is learnt from like a word
_SEEN = 3  # appeals in which something must stand to be learnt from
_FEATURES = 4000
_PENALTY = 0.2
_HOLD = 20.0  # by how much it is held to trusting the rules as they are
_SHARP = 1.5  # points of the rules that make one category e times as likely as another
_FLOOR = -6.0  # a category of which the rules saw nothing stays thinkable
_AS_SAID = 2.5  # how much the urgency of the rules weighs at first
_PUSH = 0.05  # a word that pushes less is not named


class TooFew(InputError):
    """There are too few decisions to learn from, or all of them say the same."""

    def __init__(self, count: int) -> None:
        super().__init__(
            f"There are {count} decisions. At least {LEAST}, of two categories or more, are needed to learn from.",
            f"Решений: {count}. Чтобы учиться, нужно не меньше {LEAST}, и не об одной категории.",
            f"Рішень: {count}. Щоб навчатися, потрібно щонайменше {LEAST}, і не про одну категорію.",
        )


@dataclass(frozen=True)
class Decided:
    """What a person decided about an appeal, and what the rules alone had said of it."""

    text: str
    points: Mapping[str, float]  # of the rules, by category
    rules: tuple[str, str]  # category and urgency
    person: tuple[str, str]


@dataclass(frozen=True)
class Part:
    """Of so many decisions, in how many the rules alone, and with what was learnt, said what the person said."""

    name: str
    count: int
    rules: int
    learnt: int


@dataclass(frozen=True)
class Change:
    """A decision on which the proposal would have been another one."""

    place: int  # among the decisions
    what: str  # category or urgency
    rules: str
    learnt: str
    person: str
    words: tuple[str, ...]

    @property
    def better(self) -> bool | None:
        """Whether it would have been what the person said; None where neither was."""
        return (self.learnt == self.person) if self.person in (self.rules, self.learnt) else None


@dataclass(frozen=True)
class Effect:
    """What a model would have changed on decisions that it had not seen when it was made."""

    category: Part
    urgency: Part
    critical: Part  # of those that a person called critical
    by_category: tuple[Part, ...]
    changes: tuple[Change, ...]

    @property
    def chance(self) -> float:
        """How likely it is that so lopsided a change of categories comes by chance alone (sign test); 1 where nothing changes."""
        told = [one.better for one in self.changes if one.what == "category" and one.better is not None]
        fewer = min(sum(told), len(told) - sum(told))
        tail: int = sum(math.comb(len(told), k) for k in range(fewer + 1))
        return min(1.0, 2 * tail / (1 << len(told)))

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain values."""
        return asdict(self)

    @classmethod
    def from_dict(cls, kept: Mapping[str, Any]) -> "Effect":
        """Return what `as_dict` gave."""
        parts = {name: Part(**kept[name]) for name in ("category", "urgency", "critical")}
        changes = tuple(Change(**{**one, "words": tuple(one["words"])}) for one in kept["changes"])
        return cls(**parts, by_category=tuple(Part(**one) for one in kept["by_category"]), changes=changes)


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
        said = _chosen(chances, rules)
        reasons = _reasons(rules, said, self.words(text, rules, said))
        return Weighed(said[0], float(chances[CATEGORIES.index(said[0])]), said[1], tuple(reasons))

    def chances(self, text: str, points: Mapping[str, float], rules: tuple[str, str]) -> Floats:
        """Return how likely each category is, and then each urgency."""
        row = _row(_told(text), rules, self._places, self.rarity)
        pushes = (row[:, None] * self.weights).sum(0) + self.offsets
        chances: Floats = _likely(pushes[None, :] + _begun(points, rules)[None, :] * _spread(self.trust))[0]
        return chances

    def words(self, text: str, rules: tuple[str, str], said: tuple[str, str]) -> tuple[str, ...]:
        """Return the words of a text that push most towards what is said, against what the rules said or all else."""
        column = self._towards(rules, said)
        values = _row(_told(text), rules, self._places, self.rarity) * column
        push: dict[str, float] = {}
        for found in _WORD.finditer(text):
            places = [self._places[one] for one in _features_of(fold(found[0])) if one in self._places]
            push[fold(found[0])] = float(values[places].sum()) if places else 0.0
        first = {fold(found[0]): found[0] for found in reversed(list(_WORD.finditer(text)))}
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


def points_of(found: Triage) -> dict[str, float]:
    """Return the points of the rules by category."""
    sums = dict.fromkeys(CATEGORIES, 0.0)
    for signal in found.signals:
        sums[signal.category] += signal.points
    return {name: round(points, 3) for name, points in sums.items() if points}


def learn(decided: Sequence[Decided]) -> Learnt:
    """Return the model of these decisions, the newest MOST of them. Raises TooFew."""
    decided = enough(decided)
    rows = _Rows.of(decided)
    return rows.fitted(np.ones(len(decided), dtype=np.float32))


def measure(decided: Sequence[Decided]) -> Effect:
    """Return what models would have changed, each decision judged by one that had not seen it. Raises TooFew.

    The same words never stand on both sides, so that a flood of one text does not praise itself.
    """
    decided = enough(decided)
    rows = _Rows.of(decided)
    fold_of = np.array([zlib.crc32(fold(one.text).encode()) % FOLDS for one in decided])
    said: list[tuple[str, str]] = [one.rules for one in decided]
    changes: list[Change] = []
    for number in range(FOLDS):
        model = rows.fitted((fold_of != number).astype(np.float32))
        for place in map(int, np.flatnonzero(fold_of == number)):
            one = decided[place]
            said[place] = _chosen(model.chances(one.text, one.points, one.rules), one.rules)
            changes += _changes(place, one, said[place], model)
    changes.sort(key=lambda one: (one.place, one.what))
    return _effect(decided, said, tuple(changes))


def enough(decided: Sequence[Decided]) -> Sequence[Decided]:
    """Return the newest decisions, which count. Raises TooFew."""
    if len(decided) < LEAST or len({one.person[0] for one in decided}) < 2:
        raise TooFew(len(decided))
    return decided[-MOST:]


def _changes(place: int, one: Decided, said: tuple[str, str], model: Learnt) -> list[Change]:
    words = model.words(one.text, one.rules, said) if said != one.rules else ()
    names = ("category", "urgency")
    return [
        Change(place, what, rules, learnt, person, words)
        for what, rules, learnt, person in zip(names, one.rules, said, one.person, strict=True)
        if rules != learnt
    ]


def _effect(
    decided: Sequence[Decided], said: Sequence[tuple[str, str]], changes: tuple[Change, ...]
) -> Effect:
    def part(name: str, which: int, chosen: Iterable[int]) -> Part:
        places = list(chosen)
        rules = sum(decided[one].rules[which] == decided[one].person[which] for one in places)
        learnt = sum(said[one][which] == decided[one].person[which] for one in places)
        return Part(name, len(places), rules, learnt)

    everything = range(len(decided))
    critical = [one for one in everything if decided[one].person[1] == "critical"]
    by_category = [
        part(name, 0, [one for one in everything if decided[one].person[0] == name]) for name in CATEGORIES
    ]
    return Effect(
        category=part("category", 0, everything),
        urgency=part("urgency", 1, everything),
        critical=part("critical", 1, critical),
        by_category=tuple(one for one in by_category if one.count),
        changes=changes,
    )


# From words to numbers


def _features_of(word: str) -> list[str]:
    """Return what is learnt of a folded word: its stem, and its pieces, by which a slip or another ending is still known."""
    ringed = f"<{word}>"
    pieces = (
        [ringed[at : at + _PIECE] for at in range(len(ringed) - _PIECE + 1)] if len(word) > _PIECE else []
    )
    return [word[:_STEM] + "…" if len(word) > _STEM else word + ".", *pieces]


def _told(text: str) -> set[str]:
    return {one for word in set(_WORD.findall(fold(text))) for one in _features_of(word)}


def _row(told: Iterable[str], rules: tuple[str, str], places: Mapping[str, int], rarity: Floats) -> Floats:
    """Return the row of a text: the rarer a feature the more it counts, and all texts weigh the same; then what the rules said."""
    row = np.zeros(len(rarity), dtype=np.float32)
    known = [places[one] for one in told if one in places]
    row[known] = rarity[known]
    length = float(np.sqrt((row * row).sum()))
    row = row / np.float32(length) if length else row
    row[[places[_SAID + one] for one in rules]] = 1
    return row


@dataclass(frozen=True)
class _Rows:
    """Decisions as numbers."""

    features: tuple[str, ...]
    rarity: Floats
    told: Floats  # a row a decision
    begun: Floats  # where the rules stand
    wanted: Floats  # 1 in the column of what the person said

    @classmethod
    def of(cls, decided: Sequence[Decided]) -> "_Rows":
        told = [_told(one.text) for one in decided]
        counted = Counter(one for some in told for one in some)
        common = sorted(
            (one for one, count in counted.items() if _SEEN <= count <= 0.6 * len(decided)),
            key=lambda one: (-counted[one], one),
        )
        features = (*sorted(common[:_FEATURES]), *(_SAID + one for one in (*CATEGORIES, *URGENCIES)))
        places = {one: place for place, one in enumerate(features)}
        shares = np.array([counted[one] or len(decided) for one in features], dtype=np.float32) / len(decided)
        rarity = (1 - np.log(shares)).astype(np.float32)
        rows = np.zeros((len(decided), len(features)), dtype=np.float32)
        wanted = np.zeros((len(decided), len(CATEGORIES) + len(URGENCIES)), dtype=np.float32)
        for place, one in enumerate(decided):
            rows[place] = _row(told[place], one.rules, places, rarity)
            wanted[place, CATEGORIES.index(one.person[0])] = 1
            wanted[place, len(CATEGORIES) + URGENCIES.index(one.person[1])] = 1
        begun = np.array([_begun(one.points, one.rules) for one in decided], dtype=np.float32)
        return cls(features, rarity, rows, begun, wanted)

    def fitted(self, counts: Floats) -> Learnt:
        """Return the model of the decisions that count (1; others 0)."""
        columns = self.wanted.shape[1]
        size = len(self.features) * columns

        def loss(at: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
            return self._loss(at, counts)

        start = np.concatenate([np.zeros(size + columns), np.ones(2)])
        found = _lowest(loss, start)
        weights = found[:size].reshape(len(self.features), columns).astype(np.float32)
        offsets = found[size : size + columns].astype(np.float32)
        return Learnt(self.features, self.rarity, weights, offsets, found[-2:].astype(np.float32))

    def _loss(self, at: NDArray[np.float64], counts: Floats) -> tuple[float, NDArray[np.float64]]:
        """Return what these weights cost, and in which direction they would cost more."""
        columns = self.wanted.shape[1]
        size = len(self.features) * columns
        weights = at[:size].reshape(len(self.features), columns).astype(np.float32)
        offsets, trust = at[size : size + columns], at[-2:]
        chances = _likely(self.told @ weights + offsets.astype(np.float32) + self.begun * _spread(trust))
        cost = -float(
            (counts[:, None] * self.wanted * np.log(np.maximum(chances, 1e-9))).sum(dtype=np.float64)
        )
        wrong = (counts[:, None] * (chances - self.wanted)).astype(np.float32)
        cost += _PENALTY * float(at[: size + columns] @ at[: size + columns]) / 2
        cost += _HOLD * float(((trust - 1) ** 2).sum()) / 2
        steep = (self.told.T @ wrong).astype(np.float64) + _PENALTY * at[:size].reshape(-1, columns)
        steep_offsets = wrong.sum(0, dtype=np.float64) + _PENALTY * offsets
        by_column = (wrong * self.begun).sum(0, dtype=np.float64)
        cut = len(CATEGORIES)
        steep_trust = np.array([by_column[:cut].sum(), by_column[cut:].sum()]) + _HOLD * (trust - 1)
        return cost, np.concatenate([steep.ravel(), steep_offsets, steep_trust])


def _begun(points: Mapping[str, float], rules: tuple[str, str]) -> Floats:
    """Return where the rules stand: how likely each category is by their points, and which urgency they named."""
    sums = np.array([points.get(name, 0.0) for name in CATEGORIES]) / _SHARP
    sums[CATEGORIES.index(rules[0])] += 0.5  # of equal ones the one they named
    likely = np.maximum(sums - sums.max(), _FLOOR)
    named = np.where(np.array(URGENCIES) == rules[1], 0.0, -_AS_SAID)
    return np.concatenate([likely, named]).astype(np.float32)


def _spread(trust: NDArray[Any]) -> Floats:
    """Return the trust in the rules for every column."""
    return np.repeat(trust, [len(CATEGORIES), len(URGENCIES)]).astype(np.float32)


def _likely(pushes: Floats) -> Floats:
    """Return the chances of the categories and of the urgencies, each of which add up to one."""
    cut = len(CATEGORIES)
    return np.concatenate([_softmax(pushes[:, :cut]), _softmax(pushes[:, cut:])], axis=1)


def _softmax(pushes: Floats) -> Floats:
    raised = np.exp(pushes - pushes.max(1, keepdims=True))
    return np.asarray(raised / raised.sum(1, keepdims=True), dtype=np.float32)


def _lowest(loss: Any, at: NDArray[np.float64], steps: int = 60, memory: int = 8) -> NDArray[np.float64]:
    """Return where a smooth convex loss is lowest (L-BFGS: Nocedal and Wright, Numerical Optimization, 7.4)."""
    cost, steep = loss(at)
    past: list[tuple[NDArray[np.float64], NDArray[np.float64]]] = []
    for _ in range(steps):
        way = -_bent(steep, past)
        slope, stride = float(steep @ way), 1.0 if past else 1.0 / max(1.0, float(np.sqrt(steep @ steep)))
        there, (cost_there, steep_there) = at + stride * way, loss(at + stride * way)
        while cost_there > cost + 1e-4 * stride * slope and stride > 1e-6:
            stride /= 2
            there, (cost_there, steep_there) = at + stride * way, loss(at + stride * way)
        if cost - cost_there <= 1e-4 * max(1.0, abs(cost)):
            return there if cost_there < cost else at
        step, turn = there - at, steep_there - steep
        if float(step @ turn) > 0:
            past = [*past, (step, turn)][-memory:]
        at, cost, steep = there, cost_there, steep_there
    return at


def _bent(
    steep: NDArray[np.float64], past: list[tuple[NDArray[np.float64], NDArray[np.float64]]]
) -> NDArray[np.float64]:
    """Return the gradient, bent by what the last steps said of the curve."""
    bent, kept = steep.copy(), []
    for step, turn in reversed(past):
        share = float(step @ bent) / float(step @ turn)
        bent -= share * turn
        kept.append(share)
    if past:
        step, turn = past[-1]
        bent *= float(step @ turn) / float(turn @ turn)
    for (step, turn), share in zip(past, reversed(kept), strict=True):
        bent += step * (share - float(turn @ bent) / float(step @ turn))
    return bent


# From numbers to a proposal


def _chosen(chances: Floats, rules: tuple[str, str]) -> tuple[str, str]:
    """Return category and urgency; what the rules called critical stays critical."""
    cut = len(CATEGORIES)
    category = CATEGORIES[int(chances[:cut].argmax())]
    urgency = URGENCIES[int(chances[cut:].argmax())]
    return category, "critical" if rules[1] == "critical" else urgency


_QUOTE = Sentence(en="“{word}”", ru="«{word}»", uk="«{word}»")
_SPEAKS = Sentence(
    en="Earlier decisions of this office speak for it: {words}.",
    ru="За это говорят прежние решения вашей организации: {words}.",
    uk="За це свідчать попередні рішення вашої організації: {words}.",
)
_CHANGED = Sentence(
    en="The rules alone had said “{was}”. Earlier decisions of this office changed it to “{now}”: {words}.",
    ru="Одни правила сказали бы «{was}». Прежние решения вашей организации изменили это на «{now}»: {words}.",
    uk="Самі правила сказали б «{was}». Попередні рішення вашої організації змінили це на «{now}»: {words}.",
)
_NO_WORD = Sentence(
    en="no single word decides", ru="ни одно слово не решает само", uk="жодне слово не вирішує саме"
)
NAMES = {
    "lost_contact": Sentence(en="Lost contact", ru="Потеря связи", uk="Втрата зв’язку"),
    "coerced_contract": Sentence(en="Forced contract", ru="Принуждение к контракту", uk="Примус до контракту"),
    "deployment_notice": Sentence(en="Deployment", ru="Отправка", uk="Відправлення"),
    "exempt_called_up": Sentence(en="Called up though exempt", ru="Призван вопреки освобождению", uk="Призваний попри звільнення"),
    "captivity": Sentence(en="Captivity", ru="Плен", uk="Полон"),
    "remains": Sentence(en="Remains", ru="Останки", uk="Останки"),
    "contract_dispute": Sentence(en="Contract dispute", ru="Спор о контракте", uk="Спір щодо контракту"),
    "child_recruitment": Sentence(en="Child recruitment", ru="Вербовка детей", uk="Вербування дітей"),
    "other": Sentence(en="Other", ru="Другое", uk="Інше"),
    "critical": Sentence(en="Critical", ru="Критическая срочность", uk="Критична терміновість"),
    "high": Sentence(en="High", ru="Высокая срочность", uk="Висока терміновість"),
    "normal": Sentence(en="Normal", ru="Обычная срочность", uk="Звичайна терміновість"),
    "low": Sentence(en="Low", ru="Низкая срочность", uk="Низька терміновість"),
}  # fmt: skip
"""Categories and urgencies as a sentence names them."""


def _reasons(rules: tuple[str, str], said: tuple[str, str], words: tuple[str, ...]) -> list[Sentence]:
    """Return what to say of the words that pushed: what they changed, else what they speak for."""
    quoted = _listed(words)
    if rules == said:
        return [_SPEAKS.fill(words=quoted)] if quoted else []
    changed = [(NAMES[was], NAMES[now]) for was, now in zip(rules, said, strict=True) if was != now]
    was, now = (_joined(some) for some in zip(*changed, strict=True))
    return [_CHANGED.fill(was=was, now=now, words=quoted or _NO_WORD)]


def _listed(words: tuple[str, ...]) -> Sentence | None:
    """Return the words in quotes, as each language writes them."""
    return _joined([_QUOTE.fill(word=word) for word in words]) if words else None


def _joined(some: Sequence[Sentence]) -> Sentence:
    return Sentence(**{lang: ", ".join(one.say(lang) for one in some) for lang in LANGUAGES})
