"""The right side of an appeal's page: its facts, grouped by whom they are about, the unsure ones first."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext

from tidings.text import names
from tidings.web.appeals.fields import NAMES, Field, fields_of
from tidings.web.appeals.models import ReadFact

MESSAGE, ENQUIRER = "message", "enquirer"
ONE_VALUE = {*NAMES, "birth_date", "age", "status", "call_up", "last_contact", "relation", "deadline"}
"""Fields of which somebody has one: of two values at least one is wrong."""
BEGINNING = 3
"""Letters of a name that no case form changes."""


@dataclass(frozen=True)
class Line:
    """A fact, the marks of its words in the text, and the words where they say it differently."""

    fact: ReadFact
    marks: str
    quoted: str
    doubt: str = ""  # why to look at it first; empty: it reads plainly


@dataclass(frozen=True)
class Group:
    """The facts about one person, or about the message itself."""

    about: str
    title: str
    number: str  # 1 of 2, where several are sought
    lines: list[Line]
    rejected: list[Line]

    @property
    def fields(self) -> dict[str, Field]:
        """The fields that a person may add."""
        return fields_of(self.about)

    def in_order(self) -> list[Line]:
        """The facts in the order of their fields, whether decided or not."""
        order = list(self.fields)
        return sorted([*self.lines, *self.rejected], key=lambda line: _place(order, line.fact.field))


@dataclass(frozen=True)
class Panel:
    """All groups, and what is still to be decided."""

    groups: list[Group]
    unsure: list[ReadFact]

    @property
    def doubtful(self) -> list[Line]:
        """The facts to look at first."""
        return [line for group in self.groups for line in group.lines if line.doubt]

    def next_after(self, pk: int) -> int | None:
        """Return the unsure fact that comes after this one, or the first; None where all is decided."""
        order = [line.fact.pk for group in self.groups for line in group.in_order()]
        unsure = {fact.pk for fact in self.unsure}
        at = order.index(pk) + 1
        return next((one for one in order[at:] + order[:at] if one in unsure), None)


def panel(text: str, facts: Iterable[ReadFact], ids: dict[int, str]) -> Panel:
    """Group the facts; `ids` says where each mention is marked."""
    facts = list(facts)
    values = _values(facts)
    lines: defaultdict[str, list[Line]] = defaultdict(list)
    for fact in facts:
        mentions = list(fact.mentions.all())
        marks = " ".join(ids[mention.pk] for mention in mentions if mention.pk in ids)
        quoted = next((text[mention.start : mention.end] for mention in mentions), "")
        doubt = _doubt(fact, quoted, values[fact.about, fact.field])
        said = quoted if quoted not in (fact.value, fact.shown) else ""
        lines[fact.about].append(Line(fact, marks, said, doubt))
    sought = sorted((about for about in lines if about.startswith("sought")), key=number_of) or ["sought:0"]
    groups = [_group(about, lines[about], sought) for about in (*sought, ENQUIRER, MESSAGE)]
    return Panel(groups, [line.fact for group in groups for line in group.lines if line.fact.is_proposed])


def _values(facts: Iterable[ReadFact]) -> dict[tuple[str, str], set[str]]:
    """Return the values that stand, of each field of each person."""
    values: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for fact in facts:
        if fact.state != ReadFact.State.REJECTED:
            values[fact.about, fact.field].add(fact.value)
    return values


def _doubt(fact: ReadFact, quoted: str, values: set[str]) -> str:
    """Return why a person should look at a proposed fact before the others; nothing where it reads plainly."""
    if not fact.is_proposed:
        return ""
    if len(values) > 1 and fact.field in ONE_VALUE:
        return gettext("one of two values")
    if fact.field in NAMES and quoted and not _as_written(fact.value, quoted):
        return gettext("written differently")
    return gettext("of no words of its own") if not quoted and not fact.mentions.all() else ""


def _as_written(name: str, quoted: str) -> bool:
    """Whether a word begins as the name does, in whatever letters: an ending changes, a short form is another name."""
    beginning = names.key(name)[:BEGINNING]
    return any(names.key(word).startswith(beginning) for word in quoted.replace("-", " ").split())


def number_of(about: str) -> int:
    """Return which sought person this is, from 0."""
    return int(about.partition(":")[2])


def _group(about: str, lines: list[Line], sought: list[str]) -> Group:
    standing = [line for line in lines if line.fact.state != ReadFact.State.REJECTED]
    order = list(fields_of(about))
    standing.sort(
        key=lambda line: (not line.fact.is_proposed, not line.doubt, _place(order, line.fact.field))
    )
    rejected = [line for line in lines if line.fact.state == ReadFact.State.REJECTED]
    number = ""
    if about in sought:
        number = gettext("%(number)s of %(all)s") % {"number": sought.index(about) + 1, "all": len(sought)}
    return Group(about, _title(about), number, standing, rejected)


def _place(order: list[str], name: str) -> int:
    return order.index(name) if name in order else len(order)


def _title(about: str) -> str:
    if about == ENQUIRER:
        return gettext("Who writes")
    return gettext("What is said") if about == MESSAGE else gettext("Who is sought")
