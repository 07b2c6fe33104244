"""The task list of a case: what is done, what is under way, what cannot start yet."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tidings.web.cases.models import Case

TODO, DOING, REVIEW, DONE, NOT_YET = "todo", "doing", "review", "done", "not_yet"


@dataclass(frozen=True)
class Task:
    """One part of the work, its state, a word on it, and where it is done."""

    name: str
    state: str  # todo, doing, review, done, not_yet
    note: str
    url: str
    urgent: bool = False


def tasks(case: Case, today: date) -> list[Task]:
    """Return the parts of the work in the order in which they are usually done."""
    return [look(case, today) for look in TASKS]


def _identity(case: Case, today: date) -> Task:
    person = case.person
    told = [person.surname, person.given, person.birth_date]
    missing = [
        word
        for value, word in zip(told, [_("surname"), _("given name"), _("date of birth")], strict=True)
        if not value
    ]
    note = _("not told: %s") % ", ".join(missing) if missing else ""
    state = DONE if not missing else DOING if len(missing) < 3 else TODO
    return Task(_("Identity"), state, note, reverse("cases-identity", args=[case.code]))


def _contact(case: Case, today: date) -> Task:
    reached = [enquiry for enquiry in case.enquiries.all() if enquiry.enquirer.contacts.all()]
    count = len({enquiry.enquirer_id for enquiry in reached})
    note = ngettext("%d person can be reached", "%d people can be reached", count) % count
    url = reverse("cases-detail", args=[case.code]) + "#contact"
    if not reached:
        return Task(_("Contact"), TODO, _("no way to answer is known"), url)
    ways = [contact for enquiry in reached for contact in enquiry.enquirer.contacts.all()]
    untold = not all(contact.safe_when for contact in ways)
    return Task(_("Contact"), DONE, _("not told when it is safe") if untold else note, url, urgent=untold)


def _answers(case: Case, today: date) -> Task:
    url = reverse("cases-detail", args=[case.code]) + "#conversation"
    said = [message for enquiry in case.enquiries.all() for message in enquiry.appeal.messages.all()]
    asked = [message for message in said if message.is_to_do]
    if asked:
        return Task(_("Answers"), TODO, asked[0].get_kind_display(), url, urgent=True)
    new = sum(message.is_new for message in said)
    note = ngettext("%d message is new", "%d messages are new", new) % new if new else ""
    return Task(_("Answers"), TODO if new else DONE, note, url, urgent=bool(new))


def _tracing(case: Case, today: date) -> Task:
    url = reverse("tracing-request", args=[case.code])
    name = _("Tracing")
    if not case.person.surname:
        return Task(name, NOT_YET, _("a surname is needed"), url)
    request: Any = getattr(case, "tracing", None)
    if request is None:
        return Task(name, TODO, "", url)
    if waiting := request.candidates.to_decide().count():
        note = ngettext("%d candidate to decide", "%d candidates to decide", waiting) % waiting
        return Task(name, DOING, note, url)
    return Task(name, DONE, _("nothing to decide"), url)


def _rights(case: Case, today: date) -> Task:
    url = reverse("cases-rights", args=[case.code])
    assessment = case.assessment
    if assessment is None:
        return Task(_("Rights"), TODO, "", url)
    grave = [one for one in assessment.findings if one["finding"] in ("indicated", "needs_lawyer")]
    count = ngettext("%d finding to look at", "%d findings to look at", len(grave)) % len(grave)
    note = count if grave else _("nothing found yet")
    state = DOING if assessment.asks else REVIEW if grave else DONE
    return Task(_("Rights"), state, note, url)


def _letters(case: Case, today: date) -> Task:
    url = reverse("letters-case", args=[case.code])
    letters: list[Any] = list(case.letters.all())
    if not letters:
        return Task(_("Letters"), TODO, "" if case.person.surname else _("the surname will be a gap"), url)
    overdue = [one for one in letters if one.is_overdue(today)]
    if overdue:
        note = ngettext("%d answer overdue", "%d answers overdue", len(overdue)) % len(overdue)
        return Task(_("Letters"), DOING, note, url, urgent=True)
    open_ones = [one for one in letters if one.state != "answered"]
    return Task(_("Letters"), DOING if open_ones else DONE, "", url)


TASKS: list[Callable[[Case, date], Task]] = [_identity, _contact, _answers, _tracing, _rights, _letters]
