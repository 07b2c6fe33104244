"""The rulebook as a page to read: docs/law.md is exactly this, and a test holds it so.

python -m tidings.law.page > docs/law.md
"""

from collections.abc import Sequence

from tidings.law.derived import DERIVED
from tidings.law.facts import FACTS
from tidings.law.rules import RULES, Outcome, Rule

HEAD = """# Rules

What each rule asks, what it cites, and how sure the citation is. The content of every rule is a lawyer's to confirm;
each says whether that has been done. A finding is never advice, and never says that something is lawful or unlawful.

* **indicated**: what was told points to it. **not indicated**: what was told does not. **insufficient data**: facts that
  were not told would decide it, and they are named. **needs lawyer**: no program should decide it.
* **sourced**: the provision was read in a copy of its text or in a published explanation. **unverified**: it is believed
  to say so, and a lawyer must check it before anything is sent that cites it.
* *Since* is the day of the act, or of the amendment from which it says so. A rule is left out for days before it.
* A fact that was not told is not a no. Terms in months end on the same day of the last month, or on its last day;
  days off are not taken into account: a day named may be earlier than the true one, never later, and an answer that
  seems overdue by a day or two may be due on the next working day.

This page is made from the rulebook (`tidings/law/rulebook/*.toml`) by `python -m tidings.law.page`.
"""


def page(rules: Sequence[Rule] = RULES) -> str:
    """Return the rules as Markdown, the gravest first."""
    return "\n".join([HEAD, *(_section(rule) for rule in rules), _facts()])


def _section(rule: Rule) -> str:
    lines = [
        f"## {rule.label.en} (`{rule.name}`)\n",
        f"{rule.asks.en}\n",
        f"* Cites: {rule.citation} (**{rule.citation_status}**)",
        f"* Confirmed by a lawyer: {'yes' if rule.reviewed_by_lawyer else 'not yet'}",
        f"* Since: {rule.since}. Edition: {rule.edition}. Rests on: {rule.source}.",
        f"* Turns on: {', '.join(f'`{name}`' for name in rule.names())}",
        *(f"* {_outcome(outcome)}" for outcome in rule.outcomes),
        *(f"* Time limit: {limit.what.en}" for limit in rule.limits),
    ]
    return "\n".join(lines) + "\n"


def _outcome(outcome: Outcome) -> str:
    return f"{outcome.finding.replace('_', ' ').capitalize()}: {outcome.reason.en}"


def _facts() -> str:
    facts = [f"* `{kind.name}`: {kind.label.en} ({_kind(kind.name)})" for kind in FACTS.values()]
    derived = [f"* `{each.name}`: {each.doc}" for each in DERIVED.values()]
    return "\n".join(["## Facts\n", *facts, "\n## What is computed from them\n", *derived]) + "\n"


def _kind(name: str) -> str:
    kind = FACTS[name]
    if kind.kind in ("choice", "list"):
        return ("any of " if kind.kind == "list" else "") + ", ".join(map(str, kind.values))
    return {"flag": "true or false", "imprecise_date": "year, month or day", "age": "whole years"}.get(
        kind.kind, kind.kind
    )


if __name__ == "__main__":
    print(page(), end="")
