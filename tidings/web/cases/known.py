"""What we know in a case: each fact with everything that was said of it, newest first; contradictions side by side."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _

from tidings.law import FACTS, FactKind
from tidings.web.appeals.models import Appeal, ReadFact
from tidings.web.cases.models import Case, ToldFact
from tidings.web.pages import said


@dataclass(frozen=True)
class Known:
    """One fact: its name and label, and what was told of it; the first stands."""

    kind: FactKind
    told: list[ToldFact]

    @property
    def contradicts(self) -> bool:
        """Whether two people told us different things."""
        values = [one.value for one in self.told if one.value is not None]
        return any(value != values[0] for value in values)


def known(case: Case) -> list[Known]:
    """Return the facts told in a case, in the order in which an office asks for them."""
    told: dict[str, list[ToldFact]] = {}
    for one in case.told.select_related("by", "source").order_by("-pk"):
        told.setdefault(one.name, []).append(one)
    return [Known(kind, told[name]) for name, kind in FACTS.items() if name in told]


def in_words(name: str, value: Any) -> str:
    """Return a kept value of a fact in the reader's language."""
    kind = FACTS[name]
    if value is None:
        return _("not known after all")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return _several(kind, value)
    if kind.kind == "day":
        return str(formats.date_format(date.fromisoformat(str(value)), "j E Y"))
    return said(kind.said[str(value)]) if str(value) in kind.said else str(value)


def _several(kind: FactKind, values: Iterable[str]) -> str:
    return ", ".join(said(kind.said[value]) for value in values) or _("nothing of this")


def confirmed(case: Case) -> list[tuple[Appeal, list[ReadFact]]]:
    """Return what was confirmed in the appeals of a case and stands nowhere else on its page, appeal by appeal.

    What is of another whom the same appeal seeks is left out.
    """
    of_case = {(one.appeal_id, one.about) for one in case.enquiries.all()}
    appeals = {one.appeal_id: one.appeal for one in case.enquiries.all()}
    facts = ReadFact.objects.filter(appeal__in=appeals, state=ReadFact.State.CONFIRMED)
    shown: dict[int, list[ReadFact]] = {}
    for fact in facts.exclude(field__in=ELSEWHERE).order_by("appeal", "pk"):
        if fact.about == "message" or (fact.appeal_id, fact.about) in of_case:
            shown.setdefault(fact.appeal_id, []).append(fact)
    return [(appeals[pk], facts) for pk, facts in shown.items()]


ELSEWHERE = ("surname", "given", "patronymic", "birth_date", "status", "unit", "last_contact")
"""Fields that the head of the page or the facts told show already."""
