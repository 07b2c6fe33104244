"""Taking cases out of the office as a file: one asks, a second person agrees, then whoever asked takes it, once.

What leaves is decided case by case on the day it leaves: a case goes only where what was agreed covers this purpose, this
recipient and each kind of data, of each person of whom something stands in its row. The others are left out and counted.
"""

import io
import zipfile
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from tidings.errors import InputError
from tidings.text.sentences import Sentence
from tidings.web.accounts import approvals
from tidings.web.accounts.models import User
from tidings.web.cases import agreeing, sheets
from tidings.web.cases.consents import Answer
from tidings.web.cases.models import Case, Consent, Enquiry, Export
from tidings.web.journal import journal
from tidings.web.people.models import Contact
from tidings.web.vault import blind

MOST = 150
"""Cases at a time: what somebody may open in a day."""


@dataclass(frozen=True)
class Row:
    """A case, and who asked first."""

    case: Case
    enquiry: Enquiry | None


@dataclass(frozen=True)
class Column:
    """What stands in a column: its heading, which kind of whose data that is, and how it is read."""

    heading: Any
    kind: str
    of: str  # "sought", "enquirer"
    read: Callable[[Row], object]


def _sought(name: str) -> Callable[[Row], object]:
    return lambda row: getattr(row.case.person, name)


def _service(row: Row) -> object:
    return row.case.person.get_service_display()


def _last_contact(row: Row) -> object:
    return row.case.facts().get("last_contact_on")


def _who_asks(row: Row) -> object:
    return row.enquiry and row.enquiry.enquirer.name


def _relation(row: Row) -> object:
    return row.enquiry and row.enquiry.get_relation_display()


def _ways(row: Row) -> object:
    return ", ".join(contact.value for contact in _contacts(row))


def _safe(row: Row) -> object:
    return ", ".join(
        f"{contact.value}: {contact.safe_when}" for contact in _contacts(row) if contact.safe_when
    )


def _contacts(row: Row) -> Iterable[Contact]:
    return row.enquiry.enquirer.contacts.all() if row.enquiry else ()


COLUMNS = [
    Column(gettext_lazy("Surname"), "identity", "sought", _sought("surname")),
    Column(gettext_lazy("Given name"), "identity", "sought", _sought("given")),
    Column(gettext_lazy("Patronymic"), "identity", "sought", _sought("patronymic")),
    Column(gettext_lazy("Born"), "identity", "sought", _sought("birth_date")),
    Column(gettext_lazy("Service"), "identity", "sought", _service),
    Column(gettext_lazy("Unit"), "identity", "sought", _sought("unit")),
    Column(gettext_lazy("Place"), "circumstances", "sought", _sought("place")),
    Column(gettext_lazy("Last contact"), "circumstances", "sought", _last_contact),
    Column(pgettext_lazy("column of a file", "Who asks"), "contact", "enquirer", _who_asks),
    Column(gettext_lazy("Relation"), "contact", "enquirer", _relation),
    Column(pgettext_lazy("column of a file", "How to reach her"), "contact", "enquirer", _ways),
    Column(gettext_lazy("When and how it is safe"), "contact", "enquirer", _safe),
]
"""What may stand in a file, beside the code of the case. No kind of data leaves that is not asked for."""

KINDS = ("identity", "circumstances", "contact")
"""Those of COLUMNS."""


class NothingLeaves(InputError):
    """Nothing that was agreed lets any of the cases leave."""

    def __init__(self) -> None:
        super().__init__(
            "No case of this export may leave: nothing that was agreed covers it. Nothing was taken out.",
            "Ни одно дело этой выгрузки передать нельзя: ничто из согласованного этого не позволяет. Ничего не выгружено.",
            "Жодну справу цього вивантаження передати не можна: ніщо з погодженого цього не дозволяє. Нічого не вивантажено.",
        )


@dataclass(frozen=True)
class Plan:
    """Which cases go, which stay and why, and how many are there no more."""

    going: tuple[Row, ...]
    staying: tuple[tuple[Case, Sentence], ...]
    gone: int

    @property
    def left_out(self) -> int:
        """How many of those that were chosen do not go."""
        return len(self.staying) + self.gone


@transaction.atomic
def ask(export: Export, chosen: Collection[Case], *, by: User) -> Export:
    """Ask a second person that these cases may leave. Raises NotApproved for who may not ask."""
    export.team, export.asked_by = by.team, by
    export.save()
    export.chosen.set(chosen)
    approvals.ask("export", export, by=by)
    return export


def plan(export: Export, on: date) -> Plan:
    """Return what would leave on this day; nothing is changed. Whoever asked must still see each case herself."""
    first = Enquiry.objects.select_related("enquirer").prefetch_related("enquirer__contacts").order_by("pk")
    seen = Case.objects.visible_to(export.asked_by).filter(pk__in=export.chosen.values("pk"), honey=False)
    cases = list(seen.select_related("person").prefetch_related(Prefetch("enquiries", first)).order_by("pk"))
    rows = [Row(case, next(iter(case.enquiries.all()), None)) for case in cases]
    answers = [(row, _may_leave(export, row, on)) for row in rows]
    return Plan(
        going=tuple(row for row, answer in answers if answer.allowed),
        staying=tuple((row.case, answer.because) for row, answer in answers if not answer.allowed),
        gone=export.chosen.count() - len(cases),
    )


@transaction.atomic
def take(export: Export, plan: Plan, *, by: User) -> bytes:
    """Return the file, as a second person agreed; it is kept nowhere here. Raises NothingLeaves and NotApproved."""
    approval = approvals.spend("export", export, by)
    if not plan.going:
        raise NothingLeaves
    content = _parcel(export, plan)
    export.taken_at, export.second = timezone.now(), approval.approved_by
    export.save(update_fields=["taken_at", "second"])
    export.left.set([row.case for row in plan.going])
    told = {"digest": blind.digest(content), "second": approval.approved_by_id}
    journal.record("exported", export, by=by, cases=len(plan.going), left_out=plan.left_out, **told)
    for row in plan.going:
        journal.record("exported", row.case, by=by, export=export.pk)
    return content


def table(rows: Iterable[Row], kinds: Collection[str]) -> list[list[object]]:
    """Return the headings, and a line for each case."""
    columns = [column for column in COLUMNS if column.kind in kinds]
    head: list[object] = [_("Case"), *(str(column.heading) for column in columns)]
    return [head, *([row.case.code, *(column.read(row) for column in columns)] for row in rows)]


def _may_leave(export: Export, row: Row, on: date) -> Answer:
    of: defaultdict[int, set[str]] = defaultdict(set, {row.case.person_id: set()})
    for column in COLUMNS:
        if column.kind in export.kinds and column.of == "sought":
            of[row.case.person_id].add(column.kind)
        elif column.kind in export.kinds and row.enquiry:
            of[row.enquiry.enquirer_id] |= {"identity", column.kind}
    told = (row.case, export.purpose, export.recipient, of, on)
    return agreeing.may_leave(*told, organisation=export.organisation)


def _parcel(export: Export, plan: Plan) -> bytes:
    """Return the table twice, and what it is, in one file; no name in it says anything of anybody."""
    rows = table(plan.going, export.kinds)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as parcel:
        parcel.writestr("cases.csv", sheets.as_csv(rows))
        parcel.writestr("cases.xlsx", sheets.as_xlsx(rows))
        parcel.writestr("about.txt", _about(export, plan))
    return content.getvalue()


def _about(export: Export, plan: Plan) -> str:
    purpose = dict(Consent.Purpose.choices)[export.purpose]
    said = [
        _("Export %(code)s of %(day)s")
        % {"code": export.code, "day": date_format(timezone.localdate(), "j E Y")},
        f"{_('For what')}: {purpose}",
        f"{_('To whom it may go')}: {export.to_whom()}",
        _("%(number)s cases are in it. %(left_out)s that were asked for were left out.")
        % {"number": len(plan.going), "left_out": plan.left_out},
        _("An apostrophe before a sign such as = or + was put there by us, so that no program computes it."),
        _("Delete it when it has served its purpose."),
    ]
    return "\r\n".join(said) + "\r\n"
