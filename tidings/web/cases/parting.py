"""Parting an appeal from a case that it had joined: it was about somebody else after all.

All that came into the case with it goes out of it again, and what was written by hand about who asks stays with the appeal: as
facts of it, so that nothing is lost. The appeal with which a case was opened stays; it says who the person of the case is.
"""

from datetime import date

from django.db import transaction

from tidings.errors import InputError
from tidings.web.accounts.models import User
from tidings.web.appeals import actions as appeals
from tidings.web.appeals.models import Appeal, ReadFact
from tidings.web.cases import actions
from tidings.web.cases.models import STANDING, Case, Enquiry
from tidings.web.journal import journal
from tidings.web.people import index
from tidings.web.people.models import Contact, Person

FACTS = {"phone": "phones", "email": "emails", "telegram": "telegram"}
"""How the ways to reach someone are called among the facts of an appeal."""


class First(InputError):
    """The appeal opened the case."""

    def __init__(self) -> None:
        super().__init__(
            "The case was opened with this appeal: it says who the case is about. Close or erase the case instead.",
            "С этого обращения началось дело: оно говорит, о ком дело. Закройте или сотрите дело.",
            "Із цього звернення почалася справа: воно каже, про кого вона. Закрийте або зітріть справу.",
        )


def can_be_parted(case: Case, enquiry: Enquiry) -> bool:
    """Whether it joined the case later."""
    return bool(case.enquiries.filter(pk__lt=enquiry.pk).exists())


@transaction.atomic
def part(case: Case, enquiry: Enquiry, *, by: User, on: date) -> None:
    """Part an appeal from a case, and let it wait again unless it is in another one. Raises First for the one that opened it."""
    Case.objects.select_for_update().get(pk=case.pk)
    if not can_be_parted(case, enquiry):
        raise First
    appeal, enquirer = enquiry.appeal, enquiry.enquirer
    enquiry.delete()
    if not case.enquiries.filter(appeal=appeal).exists():
        case.told.filter(source=appeal).delete()
        case.consents.filter(appeal=appeal).delete()
    if not enquirer.enquiries.exists():
        _let_go(enquirer, appeal, by)
    if not appeal.enquiries.filter(case__state__in=STANDING).exists():
        appeals.take_out_of_case(appeal, by=by)
    journal.record("parted", case, by=by, appeal=appeal.code)
    actions.assess(case, by=by, on=on)


def _let_go(enquirer: Person, appeal: Appeal, by: User) -> None:
    """Let go of who asked, once what was written down about reaching her is among the facts of the appeal."""
    known = {(fact.field, fact.value) for fact in _standing(appeal)}
    for contact in enquirer.contacts.all():
        for name, value in _told(contact):
            if value and (name, value) not in known and not _within(value, appeal, name):
                appeals.add_fact(appeal, "enquirer", name, value, by=by)
                known.add((name, value))
    if hasattr(enquirer, "case"):
        return
    index.drop(enquirer.team_id, enquirer.pk)
    Person.objects.filter(pk=enquirer.pk).let_go()


def _standing(appeal: Appeal) -> list[ReadFact]:
    return list(appeal.facts.filter(about="enquirer").exclude(state=ReadFact.State.REJECTED))


def _told(contact: Contact) -> list[tuple[str, str]]:
    return [(FACTS[contact.kind], contact.value), ("safe_contact", contact.safe_when)]


def _within(value: str, appeal: Appeal, name: str) -> bool:
    """Whether these words of when it is safe are made of the appeal's own alone."""
    said = {line for fact in _standing(appeal) if fact.field == name for line in fact.value.splitlines()}
    return name == "safe_contact" and set(value.splitlines()) <= said
