"""What the rules say of the facts: a finding with its reasons, and the facts that would still decide it.

A fact that was not told is neither a yes nor a no. So each rule is asked about every way the untold facts may be
("worlds"). If all worlds have the same answer, that is the finding; if not, there is insufficient data, and missing
are exactly the facts for which some change of answer is possible. No finding says that anything is lawful.
"""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tidings.law.calendar import after
from tidings.law.conditions import Condition, World
from tidings.law.derived import DAYS, DAYS_READ, DERIVED, Possible, choices, conclude, day
from tidings.law.facts import FACTS, Told, check
from tidings.law.rules import RULES, Limit, Outcome, Rule
from tidings.text.sentences import Sentence


@dataclass(frozen=True)
class TimeLimit:
    """Something to be done by a day; `on` is None where the day from which it runs is not known.

    `since` names the facts that would then give the day, none where it is known. `mark`: nothing is to be done by it,
    something begins to hold.
    """

    what: Sentence
    on: date | None
    since: tuple[str, ...] = ()
    mark: bool = False


@dataclass(frozen=True)
class Finding:
    """What one rule says: indicated, not_indicated, insufficient_data or needs_lawyer, and why."""

    rule: str
    label: Sentence
    finding: str
    reasons: list[Sentence]
    missing: list[str]
    citation: str
    citation_status: str
    time_limits: list[TimeLimit]
    serious: int


def assess(facts: Mapping[str, Any], rules: Sequence[Rule] = RULES, *, on: date) -> list[Finding]:
    """Return what each rule that concerns these facts finds, the gravest rules first.

    `on` is the day of the assessment: terms are counted to it, and rules that came later are left out.
    Raises InvalidFacts for a fact that is not in the catalogue or a value it cannot have.
    """
    told = check(facts)
    concluded = conclude(told)
    reached = [rule for rule in rules if rule.since <= on and _concerned(rule, told, on)]
    return [finding for rule in reached if (finding := _apply(rule, concluded, on))]


def next_question(findings: Sequence[Finding]) -> str | None:
    """Return the missing fact that brings the gravest findings nearest to a decision, or None if none is missing.

    Each finding gives its seriousness to its missing facts, divided by how many are missing. Where nothing is left to
    decide, it is the day from which a time limit runs, of the gravest finding first.
    """
    gain: dict[str, float] = {}
    for finding in findings:
        for fact in finding.missing:
            gain[fact] = gain.get(fact, 0) + finding.serious / len(finding.missing)
    return max(gain, key=lambda fact: gain[fact], default=None) or next(unknown_starts(findings), None)


def unknown_starts(findings: Sequence[Finding]) -> Iterator[str]:
    """Yield the facts without which the day of some time limit is not known, those of the gravest findings first."""
    for finding in findings:
        for limit in finding.time_limits:
            if not limit.mark:
                yield from limit.since


UNDECIDED = Sentence(
    en="Not enough is known yet. What would decide it: {facts}.",
    ru="Сведений пока не хватает. Решит дело: {facts}.",
    uk="Відомостей поки бракує. Вирішить справу: {facts}.",
)
EITHER_WAY = Sentence(
    en="What is not known exactly would change the reason, but not this answer.",
    ru="То, что точно не известно, изменило бы причину, но не этот ответ.",
    uk="Те, що точно не відомо, змінило б причину, але не цю відповідь.",
)
POSSIBLY = Sentence(en="Possibly: {reason}", ru="Возможно: {reason}", uk="Можливо: {reason}")
STILL_OPEN = Sentence(
    en="Not told yet, and a lawyer will ask: {facts}.",
    ru="Пока неизвестно, и юрист об этом спросит: {facts}.",
    uk="Поки невідомо, і юрист про це запитає: {facts}.",
)


@dataclass(frozen=True)
class _Way:
    """One way things may be: the choices, the derived facts that follow, and the rule's answer there."""

    chosen: tuple[str | bool, ...]
    follows: tuple[str | bool, ...]
    outcome: Outcome | None

    @property
    def answer(self) -> tuple[str, str]:
        """A rule that does not reach someone says nothing about him: not indicated."""
        return (self.outcome.finding, self.outcome.level) if self.outcome else ("not_indicated", "")


def _apply(rule: Rule, told: Told, on: date) -> Finding | None:
    ways = list(_ways(rule, told, on))
    if not any(way.outcome for way in ways):
        return None
    missing = _missing(rule, told, on, ways)
    finding = _finding(rule, ways, missing)
    return Finding(
        rule=rule.name,
        label=rule.label,
        finding=finding,
        reasons=_reasons(rule, told, on, ways, finding, missing),
        missing=missing,
        citation=rule.citation,
        citation_status=rule.citation_status,
        time_limits=[_limit(limit, told, on) for limit in rule.limits if _shown(limit, finding, told, on)],
        serious=rule.serious,
    )


def _concerned(rule: Rule, told: Told, on: date) -> bool:
    """Return whether anything was told that the rule is about; an age is, where it may be under 18."""
    young = "age_band" in rule.concerns and {"age", "birth_date"} & told.keys() and _maybe_child(told, on)
    named = any(name in told for name in rule.concerns)
    return bool(young) or named or any(_surely(condition, told, on) for condition in rule.concerns_if)


def _maybe_child(told: Told, on: date) -> bool:
    bands = DERIVED["age_band"].look(told, on)
    return "adult" not in bands.values or (len(bands.values) == 2)


def _finding(rule: Rule, ways: list[_Way], missing: list[str]) -> str:
    answers = {way.answer for way in ways}
    if len(answers) == 1:
        return answers.pop()[0]
    nothing_possible = any(finding == "not_indicated" for finding, _ in answers)
    if missing and not nothing_possible and rule.lawyer_if_untold.issuperset(missing):
        return "needs_lawyer"
    return "insufficient_data"


def _ways(rule: Rule, told: Told, on: date) -> Iterator[_Way]:
    chosen, derived = _split(rule.names())
    for world in _worlds(rule.names(), told, on):
        inside = rule.scope.holds(world)
        outcome = next((o for o in rule.outcomes if o.when.holds(world)), None) if inside else None
        yield _Way(tuple(world[name] for name in chosen), tuple(world[name] for name in derived), outcome)


def _split(names: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the choices behind these facts (those that derived facts read come along), and the derived facts."""
    derived = [name for name in names if name in DERIVED]
    read = [fact for name in derived for fact in DERIVED[name].reads]
    return list(dict.fromkeys([*(n for n in names if n not in DERIVED), *read])), derived


def _worlds(names: Sequence[str], told: Told, on: date) -> Iterator[World]:
    """Yield every way that the facts of these names may be, beside what was told."""
    chosen, derived = _split(names)
    options = [(told[name],) if name in told else choices(told, name) for name in chosen]
    for values in itertools.product(*options):
        world: dict[str, Any] = dict(zip(chosen, values, strict=True))
        possible = [_look(name, told, world, on).values for name in derived]
        for follows in itertools.product(*possible):
            yield world | dict(zip(derived, follows, strict=True))


def _look(name: str, told: Told, world: Mapping[str, Any], on: date) -> Possible:
    """Return what a derived fact may be; it sees what was told and the choices it declares that it reads."""
    read = {fact: world[fact] for fact in DERIVED[name].reads}
    return DERIVED[name].look({**told, **read}, on)


def _missing(rule: Rule, told: Told, on: date, ways: list[_Way]) -> list[str]:
    """Return the facts for which another answer to them could change the finding."""
    chosen, derived = _split(rule.names())
    facts: list[str] = []
    for name in rule.names():
        if name in DERIVED:
            facts += [fact for fact in DERIVED[name].reads if _turns(ways, chosen.index(fact))]
            if _opens(ways, derived.index(name)):
                facts += _settling(name, told, ways, on)
        elif _turns(ways, chosen.index(name)):
            facts.append(name)
    return list(dict.fromkeys(facts))


def _turns(ways: list[_Way], at: int) -> bool:
    """Return whether, all other choices being the same, another choice here leads to other answers."""
    answers: dict[Any, dict[Any, set[Any]]] = {}
    for way in ways:
        others = way.chosen[:at] + way.chosen[at + 1 :]
        by_choice = answers.setdefault(others, {}).setdefault(way.chosen[at], set())
        by_choice.add((way.follows, way.answer))
    return any(_differ(list(by_choice.values())) for by_choice in answers.values())


def _differ(groups: list[set[Any]]) -> bool:
    """Return whether groups of (derived facts, answer) answer differently."""
    same_ground = all({f for f, _ in group} == {f for f, _ in groups[0]} for group in groups)
    seen = groups if same_ground else [{answer for _, answer in group} for group in groups]
    return any(group != seen[0] for group in seen)


def _opens(ways: list[_Way], at: int) -> bool:
    """Return whether, all else being the same, another value of this derived fact leads to another answer."""
    answers: dict[Any, set[Any]] = {}
    for way in ways:
        answers.setdefault((way.chosen, way.follows[:at], way.follows[at + 1 :]), set()).add(way.answer)
    return any(len(group) > 1 for group in answers.values())


def _settling(name: str, told: Told, ways: list[_Way], on: date) -> tuple[str, ...]:
    """Return the facts that would settle a derived fact: the same for whatever choices it reads."""
    reads = DERIVED[name].reads
    first = {fact: told.get(fact, FACTS[fact].values[0]) for fact in reads}
    return DERIVED[name].look({**told, **first}, on).missing


def _reasons(
    rule: Rule, told: Told, on: date, ways: list[_Way], finding: str, missing: list[str]
) -> list[Sentence]:
    outcomes = {way.outcome.reason: None for way in ways if way.outcome}
    facts = _listed(missing)
    if finding == "insufficient_data":
        said = [UNDECIDED.fill(facts=facts)]
    elif len(outcomes) == 1 and all(way.outcome for way in ways):
        said = list(outcomes)
    elif missing:
        said = [*_of(ways, "needs_lawyer"), STILL_OPEN.fill(facts=facts)]
    else:
        said = [EITHER_WAY, *(POSSIBLY.fill(reason=reason) for reason in outcomes)]
    doubts = [doubt for name in rule.names() if (doubt := _doubt(name, told, on))]
    notes = [note.sentence for note in rule.notes if _surely(note.when, told, on)]
    return list(dict.fromkeys([*said, *doubts, *notes]))


def _of(ways: list[_Way], finding: str) -> list[Sentence]:
    return list({w.outcome.reason: None for w in ways if w.outcome and w.outcome.finding == finding})[:1]


def _doubt(name: str, told: Told, on: date) -> Sentence | None:
    if name not in DERIVED:
        return None
    first = {fact: told.get(fact, FACTS[fact].values[0]) for fact in DERIVED[name].reads}
    return DERIVED[name].look({**told, **first}, on).doubt


def _listed(facts: Sequence[str]) -> Sentence:
    labels = [FACTS[fact].label for fact in facts]
    return Sentence(
        en=", ".join(label.en for label in labels),
        ru=", ".join(label.ru for label in labels),
        uk=", ".join(label.uk for label in labels),
    )


def _surely(condition: Condition, told: Told, on: date) -> bool:
    """Return whether a condition holds whatever the untold facts are."""
    return all(condition.holds(world) for world in _worlds(list(dict.fromkeys(condition.names())), told, on))


def _shown(limit: Limit, finding: str, told: Told, on: date) -> bool:
    lifted = limit.unless is not None and _surely(limit.unless, told, on)
    return finding in limit.findings and not lifted and _surely(limit.when, told, on)


def _limit(limit: Limit, told: Told, on: date) -> TimeLimit:
    start = DAYS[limit.start](told, on) if limit.start in DAYS else day(told, limit.start)
    ends = after(start, **limit.length) if start else None
    return TimeLimit(limit.what, ends, () if ends else _since(limit, told), limit.mark)


def _since(limit: Limit, told: Told) -> tuple[str, ...]:
    """Return the untold facts that give the day from which a term runs; none where no fact is that day."""
    names = DAYS_READ[limit.start] if limit.start in DAYS else (limit.start,)
    return tuple(name for name in names if name and name not in told)
