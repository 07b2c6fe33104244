"""The right side of an appeal's page: its facts, grouped by whom they are about, the unsure ones first."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext

from tidings.web.appeals.fields import Field, fields_of
from tidings.web.appeals.models import ReadFact

MESSAGE, ENQUIRER = "message", "enquirer"


@dataclass(frozen=True)
class Line:
    """A fact, the marks of its words in the text, and the words where they say it differently."""

    fact: ReadFact
    marks: str
    quoted: str


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

    def next_after(self, pk: int) -> int | None:
        """Return the unsure fact that comes after this one, or the first; None where all is decided."""
        order = [line.fact.pk for group in self.groups for line in group.in_order()]
        unsure = {fact.pk for fact in self.unsure}
        at = order.index(pk) + 1
        return next((one for one in order[at:] + order[:at] if one in unsure), None)


def panel(text: str, facts: Iterable[ReadFact], ids: dict[int, str]) -> Panel:
    """Group the facts; `ids` says where each mention is marked."""
    lines: defaultdict[str, list[Line]] = defaultdict(list)
    for fact in facts:
        mentions = list(fact.mentions.all())
        marks = " ".join(ids[mention.pk] for mention in mentions if mention.pk in ids)
        quoted = next((text[mention.start : mention.end] for mention in mentions), "")
        lines[fact.about].append(Line(fact, marks, quoted if quoted not in (fact.value, fact.shown) else ""))
    sought = sorted((about for about in lines if about.startswith("sought")), key=number_of) or ["sought:0"]
    groups = [_group(about, lines[about], sought) for about in (*sought, ENQUIRER, MESSAGE)]
    return Panel(groups, [line.fact for group in groups for line in group.lines if line.fact.is_proposed])


def number_of(about: str) -> int:
    """Return which sought person this is, from 0."""
    return int(about.partition(":")[2])


def _group(about: str, lines: list[Line], sought: list[str]) -> Group:
    standing = [line for line in lines if line.fact.state != ReadFact.State.REJECTED]
    order = list(fields_of(about))
    standing.sort(key=lambda line: (not line.fact.is_proposed, _place(order, line.fact.field)))
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
