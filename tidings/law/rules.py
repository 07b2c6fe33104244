"""Rules as data: what each cites, since when, what it asks, and what it answers. Checked when they are loaded.

A rule is a table `[[rule]]` in a TOML file of `rulebook/`:

    name, since, citation, citation_status ("sourced" or "unverified"), edition, source
    label, asks          sentences in en, ru, uk
    serious              1 to 3: how much hangs on it; orders the questions
    reviewed_by_lawyer   true once a lawyer has confirmed the content; false if left out
    concerns             the rule is left out unless one of these facts was told (age_band: if perhaps under 18)
    concerns_if          or unless one of these conditions surely holds
    scope                a condition; where it cannot hold, the rule is left out
    lawyer_if_untold     facts: where only these are open, and it is not nothing, a lawyer is needed now
    [[rule.outcome]]     finding, when, level, reason: the first that holds decides; the last has no `when`
    [[rule.note]]        when, sentence: said whatever the finding, if it surely holds
    [[rule.limit]]       what, from (a day), days / months / years, when, unless, findings;
                         mark = true where something begins to hold that day, and nothing is to be done by it

A condition is { fact = "task", is = "other" }, { fact = "answered" } for a yes, or { all = […] }, { any = […] },
{ not = … } of conditions. Facts are those of facts.toml that have a few values, and those of `derived`.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tidings.errors import InvalidRule
from tidings.law.conditions import ALWAYS, Condition, Every, Is, Not, Some
from tidings.law.derived import DAYS, DERIVED
from tidings.law.facts import FACTS
from tidings.text.sentences import LANGUAGES, Sentence

FINDINGS = ("indicated", "not_indicated", "insufficient_data", "needs_lawyer")
STATUSES = ("sourced", "unverified")
UNITS = ("days", "months", "years")


@dataclass(frozen=True)
class Outcome:
    """What a rule answers where `when` holds. Outcomes of different level are different answers."""

    finding: str
    when: Condition
    reason: Sentence
    level: str = ""


@dataclass(frozen=True)
class Note:
    """A sentence that is said where `when` surely holds."""

    when: Condition
    sentence: Sentence


@dataclass(frozen=True)
class Limit:
    """A term: what, from which day, how long; shown where `when` surely holds and `unless` does not."""

    what: Sentence
    start: str
    length: Mapping[str, int]
    when: Condition
    unless: Condition | None
    findings: tuple[str, ...]
    mark: bool = False


@dataclass(frozen=True)
class Rule:
    """A provision, with its papers. See the module for what each key means."""

    name: str
    since: date
    citation: str
    citation_status: str
    edition: str
    source: str
    label: Sentence
    asks: Sentence
    serious: int
    reviewed_by_lawyer: bool
    concerns: tuple[str, ...]
    concerns_if: tuple[Condition, ...]
    scope: Condition
    lawyer_if_untold: frozenset[str]
    outcomes: tuple[Outcome, ...]
    notes: tuple[Note, ...]
    limits: tuple[Limit, ...]

    def names(self) -> tuple[str, ...]:
        """Return the facts that its finding turns on, each once, in the order they are written."""
        conditions = [self.scope, *(outcome.when for outcome in self.outcomes)]
        return tuple(dict.fromkeys(name for condition in conditions for name in condition.names()))


def load(folder: Path) -> tuple[Rule, ...]:
    """Return the rules of every .toml file in a folder. Raises InvalidRule naming file, rule and key."""
    rules = [rule for path in sorted(folder.glob("*.toml")) for rule in _read(path)]
    names = [rule.name for rule in rules]
    for name in names:
        if names.count(name) > 1:
            raise InvalidRule(f"{folder}: there are two rules {name!r}. Give one of them another name.")
    return tuple(sorted(rules, key=lambda rule: -rule.serious))


def _read(path: Path) -> list[Rule]:
    try:
        book = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidRule(f"{path} is no TOML in UTF-8: {error}.") from error
    if not isinstance(book.get("rule"), list):
        raise InvalidRule(f"{path}: there is no [[rule]] in it. Add one, or remove the file.")
    return [_Reader(path.name, entry).rule() for entry in book["rule"]]


class _Reader:
    """Reads one rule; every complaint names the file, the rule and the key."""

    KEYS = {
        "name",
        "since",
        "citation",
        "citation_status",
        "edition",
        "source",
        "label",
        "asks",
        "serious",
        "reviewed_by_lawyer",
    }
    LISTS = {"concerns", "concerns_if", "scope", "lawyer_if_untold", "outcome", "note", "limit"}

    def __init__(self, file: str, entry: dict[str, Any]) -> None:
        self.entry = entry
        self.where = f"{file}, rule {entry.get('name', '(without a name)')!r}"

    def rule(self) -> Rule:
        self._only(self.entry, self.KEYS | self.LISTS, "")
        entry = self.entry
        return Rule(
            name=self._text("name"),
            since=self._since(),
            citation=self._text("citation"),
            citation_status=self._one_of(entry, "citation_status", STATUSES),
            edition=self._text("edition"),
            source=self._text("source"),
            label=self._sentence(entry, "label"),
            asks=self._sentence(entry, "asks"),
            serious=self._serious(),
            reviewed_by_lawyer=entry.get("reviewed_by_lawyer") is True,
            concerns=self._facts("concerns"),
            concerns_if=tuple(self._condition(each, "concerns_if") for each in entry.get("concerns_if", [])),
            scope=self._condition(entry["scope"], "scope") if "scope" in entry else ALWAYS,
            lawyer_if_untold=frozenset(self._facts("lawyer_if_untold")),
            outcomes=self._outcomes(),
            notes=tuple(self._note(note) for note in entry.get("note", [])),
            limits=tuple(self._limit(limit) for limit in entry.get("limit", [])),
        )

    def _since(self) -> date:
        since = self.entry.get("since")
        if isinstance(since, date):
            return since
        raise self._wrong("since", "give the day of the act as 2013-02-11, without quotation marks")

    def _serious(self) -> int:
        serious = self.entry.get("serious")
        if serious in (1, 2, 3):
            return int(serious)
        raise self._wrong("serious", "give 1, 2 or 3")

    def _text(self, key: str) -> str:
        value = self.entry.get(key)
        if isinstance(value, str) and value.strip():
            return value
        raise self._wrong(key, "give words in quotation marks")

    def _one_of(self, table: dict[str, Any], key: str, allowed: tuple[str, ...]) -> str:
        if table.get(key) in allowed:
            return str(table[key])
        raise self._wrong(key, f"give one of {', '.join(allowed)}")

    def _sentence(self, table: dict[str, Any], key: str) -> Sentence:
        said = table.get(key)
        if isinstance(said, dict) and all(
            isinstance(said.get(lang), str) and said[lang] for lang in LANGUAGES
        ):
            return Sentence.from_dict(said)
        raise self._wrong(key, f"say it in {', '.join(LANGUAGES)}")

    def _facts(self, key: str) -> tuple[str, ...]:
        names = self.entry.get(key, [])
        for name in names:
            if name not in FACTS and name not in DERIVED:
                raise self._wrong(key, f"there is no fact {name!r}")
        return tuple(names)

    def _outcomes(self) -> tuple[Outcome, ...]:
        tables = self.entry.get("outcome") or []
        if not tables or "when" in tables[-1] or any("when" not in table for table in tables[:-1]):
            raise self._wrong("outcome", "give outcomes with `when`, and a last one without, for all else")
        return tuple(self._outcome(table) for table in tables)

    def _outcome(self, table: dict[str, Any]) -> Outcome:
        self._only(table, {"finding", "when", "level", "reason"}, "outcome.")
        finding = self._one_of(table, "finding", tuple(f for f in FINDINGS if f != "insufficient_data"))
        when = self._condition(table["when"], "outcome.when") if "when" in table else ALWAYS
        return Outcome(finding, when, self._sentence(table, "reason"), table.get("level", ""))

    def _note(self, table: dict[str, Any]) -> Note:
        self._only(table, {"when", "sentence"}, "note.")
        when = self._condition(table["when"], "note.when") if "when" in table else ALWAYS
        return Note(when, self._sentence(table, "sentence"))

    def _limit(self, table: dict[str, Any]) -> Limit:
        self._only(table, {"what", "from", *UNITS, "when", "unless", "findings", "mark"}, "limit.")
        start = table.get("from", "")
        if start and start not in DAYS and (start not in FACTS or FACTS[start].kind != "day"):
            raise self._wrong("limit.from", f"{start!r} is no day; leave it out where the start is unknown")
        length = {str(unit): int(table[unit]) for unit in UNITS if unit in table}
        when = self._condition(table["when"], "limit.when") if "when" in table else ALWAYS
        unless = self._condition(table["unless"], "limit.unless") if "unless" in table else None
        findings = tuple(table.get("findings", FINDINGS))
        if not set(findings) <= set(FINDINGS):
            raise self._wrong("limit.findings", f"give some of {', '.join(FINDINGS)}")
        what, mark = self._sentence(table, "what"), table.get("mark") is True
        return Limit(what, start, length, when, unless, findings, mark)

    def _condition(self, table: Any, key: str) -> Condition:
        match table:
            case {"all": [*parts], **rest} if not rest:
                return Every(tuple(self._condition(part, key) for part in parts))
            case {"any": [*parts], **rest} if not rest:
                return Some(tuple(self._condition(part, key) for part in parts))
            case {"not": part, **rest} if not rest:
                return Not(self._condition(part, key))
            case {"fact": str(name), **rest} if set(rest) <= {"is"}:
                return self._is(name, rest.get("is", True), key)
        raise self._wrong(key, "a condition is { fact, is }, { all }, { any } or { not }")

    def _is(self, name: str, wanted: Any, key: str) -> Is:
        allowed = DERIVED[name].values if name in DERIVED else FACTS[name].values if name in FACTS else None
        values = wanted if isinstance(wanted, list) else [wanted]
        if allowed is None:
            raise self._wrong(key, f"there is no fact {name!r}")
        if not allowed or FACTS.get(name) and FACTS[name].kind == "list":
            raise self._wrong(key, f"{name!r} has too many values; add a derived fact")
        if odd := [value for value in values if value not in allowed]:
            raise self._wrong(key, f"{name!r} is never {odd[0]!r}, only {', '.join(map(str, allowed))}")
        return Is(name, frozenset(values))

    def _only(self, table: dict[str, Any], keys: set[str], under: str) -> None:
        if odd := sorted(set(table) - keys):
            raise self._wrong(under + odd[0], f"there is no such key; the keys are {', '.join(sorted(keys))}")

    def _wrong(self, key: str, what: str) -> InvalidRule:
        return InvalidRule(f"{self.where}, key {key!r}: {what}.")


RULES: tuple[Rule, ...] = load(Path(__file__).with_name("rulebook"))
"""The rulebook that comes with Tidings, the gravest first."""
