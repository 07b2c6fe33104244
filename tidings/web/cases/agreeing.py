"""Agreeing on what may be done with people's data, and asking that before anything leaves the office."""

from collections.abc import Collection, Mapping
from datetime import date

from django.db import transaction

from tidings.errors import InputError
from tidings.web.accounts.models import User
from tidings.web.appeals.models import Appeal, Channel
from tidings.web.cases.consents import Answer, allows
from tidings.web.cases.models import Case, Consent
from tidings.web.journal import journal
from tidings.web.people.models import Person

ASKED = ("identity", "circumstances", "contact")
"""What an appeal asks us to use."""


class NotAgreed(InputError):
    """Nothing that was agreed lets this leave the office."""


def may_leave(
    case: Case,
    purpose: str,
    recipient: str,
    of: Mapping[int, Collection[str]],
    on: date,
    *,
    organisation: str = "",
) -> Answer:
    """Return whether these kinds of data of each person (by number) may leave the office; the first refusal counts.

    What was agreed for an organisation counts for the one of that name alone.
    """
    consents = [one for one in case.consents.select_related("appeal") if _is_meant(one, organisation)]
    answers = [
        allows([one.facts() for one in consents if one.about_id == person], purpose, recipient, kinds, on)
        for person, kinds in of.items()
    ]
    return next((answer for answer in answers if not answer.allowed), answers[0])


def _is_meant(consent: Consent, organisation: str) -> bool:
    named = (" ".join(name.casefold().split()) for name in (consent.organisation, organisation))
    return consent.recipient != Consent.Recipient.ORGANISATION or len(set(named)) == 1


def must_be_agreed(
    case: Case,
    purpose: str,
    recipient: str,
    of: Mapping[int, Collection[str]],
    on: date,
    *,
    organisation: str = "",
) -> None:
    """Raise NotAgreed where `may_leave` refuses."""
    answer = may_leave(case, purpose, recipient, of, on, organisation=organisation)
    if not answer.allowed:
        raise NotAgreed(answer.because.en, answer.because.ru, answer.because.uk)


def ask_for(case: Case, appeal: Appeal, enquirer: Person, *, by: User) -> None:
    """Write down on what we act when somebody asked us to search: her consent, and the vital interests of who is sought.

    Called inside the action that opens or joins. Only the form, and who takes an appeal by telephone, says for what it is;
    somebody who wrote elsewhere has asked us, but has not been told, and did not consent to more than that.
    """
    told = appeal.channel in (Channel.FORM, Channel.HOTLINE)
    asked = Consent.Basis.CONSENT if told else Consent.Basis.LEGITIMATE_INTERESTS
    bases = {enquirer: asked, case.person: Consent.Basis.VITAL_INTERESTS}
    Consent.objects.bulk_create(
        Consent(
            case=case,
            about=person,
            given_by=enquirer,
            appeal=appeal,
            purpose=Consent.Purpose.SEARCH,
            recipient=Consent.Recipient.AUTHORITIES,
            kinds=list(ASKED),
            basis=basis,
            how=Consent.How.APPEAL,
            given_on=appeal.received_on,
            by=by,
        )
        for person, basis in bases.items()
    )
    journal.record("agreed_on", case, by=by, appeal=appeal.code)


@transaction.atomic
def agree(case: Case, consent: Consent, *, by: User) -> Consent:
    """Write down what was agreed."""
    consent.case, consent.by = case, by
    consent.save()
    journal.record("agreed_on", case, by=by, consent=consent.pk)
    return consent


@transaction.atomic
def take_back(consent: Consent, on: date, *, by: User) -> None:
    """Write down that somebody took it back; from this day on nothing leaves the office by it."""
    standing = Consent.objects.filter(pk=consent.pk, taken_back_on=None)
    if standing.update(taken_back_on=on):
        consent.refresh_from_db()
        journal.record("took_back", consent.case, by=by, consent=consent.pk)
