"""People change only through these."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from tidings.errors import InvalidDate
from tidings.text.dates import ImpreciseDate
from tidings.web.accounts.models import Team, User
from tidings.web.journal import journal
from tidings.web.people.models import Contact, Person, Reveal
from tidings.web.vault.blind import blind
from tidings.web.vault.parts import sealed

FIELDS = ("surname", "given", "patronymic", "birth_date", "service", "unit", "place")
LONGEST = {
    "surname": 100,
    "given": 100,
    "patronymic": 100,
    "birth_date": 30,
    "service": 20,
    "unit": 60,
    "place": 120,
    "contact": 120,
}
"""Signs."""


def fits(name: str, value: str) -> bool:
    """Return whether a person's record can hold this value: of its length, and a date where it must be one."""
    if name == "birth_date":
        try:
            ImpreciseDate.parse(value)
        except InvalidDate:
            return False
    return name not in LONGEST or len(value) <= LONGEST[name]


@transaction.atomic
def write_down(team: Team, facts: Mapping[str, str], *, by: User) -> Person:
    """Write down someone new. Whether this is someone we know already is for a person to say, later."""
    person = Person.objects.create(team=team, **{name: facts.get(name, "") for name in FIELDS})
    journal.record("wrote_down", person, by=by)
    return person


@transaction.atomic
def correct(person: Person, facts: Mapping[str, str], *, seen: datetime, by: User) -> bool:
    """Put these facts in place of the old ones; return False, and change nothing, where somebody was faster.

    `seen` is the `changed_at` of the record that the corrections were made on.
    """
    current = Person.objects.select_for_update().filter(pk=person.pk, changed_at=seen).first()
    if current is None:
        return False
    for name in FIELDS:
        if name in facts:
            setattr(current, name, facts[name])
    current.save()
    person.refresh_from_db()
    journal.record("corrected", person, by=by)
    return True


@transaction.atomic
def add_contact(person: Person, kind: str, value: str, *, safe_when: str = "", by: User) -> Contact:
    """Write down a way to reach someone; one that is known already stays as it is, but for the safe time."""
    contact, new = Contact.objects.get_or_create(
        person=person,
        kind=kind,
        mark=blind("contact", value),
        defaults={"value": value, "safe_when": safe_when},
    )
    if not new and safe_when and contact.safe_when != safe_when:
        contact.safe_when = safe_when
        contact.save(update_fields=["safe_when"])
    journal.record("noted_contact", person, by=by, contact=contact.pk)
    return contact


@transaction.atomic
def add_safe_time(person: Person, words: str, *, by: User | None) -> None:
    """Write beside every way to reach someone when it is safe; what was said of it before stays below."""
    for contact in person.contacts.all():
        if words not in contact.safe_when:
            say_when_safe(contact, "\n".join(filter(None, (words, contact.safe_when))), by=by)


@transaction.atomic
def say_when_safe(contact: Contact, words: str, *, was: str | None = None, by: User | None) -> bool:
    """Put these words about when it is safe in place of the old ones; return False where those were not `was` any more."""
    kept = Contact.objects.select_for_update().get(pk=contact.pk)
    if was is not None and kept.safe_when.strip() != was:
        contact.safe_when = kept.safe_when
        return False
    contact.safe_when = words
    contact.save(update_fields=["safe_when"])
    journal.record("noted_contact", contact.person, by=by, contact=contact.pk)
    return True


@transaction.atomic
def drop_contact(contact: Contact, *, by: User) -> None:
    """Strike out a way to reach someone: a wrong number is worse than none."""
    journal.record("dropped_contact", contact.person, by=by, contact=contact.pk)
    contact.delete()


@transaction.atomic
def reveal(person: Person, reason: str, words: str, *, by: User) -> None:
    """Write down that somebody is shown a person's name and contacts, and why."""
    kept = Reveal.objects.create(person=person, by=by, reason=reason, **sealed(words=words))
    journal.record("revealed", person, by=by, reason=reason, number=kept.pk)
