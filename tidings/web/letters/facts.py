"""What a letter may say of a case."""

from datetime import date
from typing import Any

from tidings.drafting import FIELDS
from tidings.web.cases.models import Case, Enquiry
from tidings.web.letters.models import Letter
from tidings.web.people.models import Person


def facts_of(case: Case, on: date) -> dict[str, Any]:
    """Return the facts for a letter in the name of the one who asked first.

    Address and telephone are left out on purpose: a letter goes to those whom a family may have to fear, so the
    caseworker asks which may stand in it.
    """
    enquiry = case.enquiries.select_related("enquirer").first()
    return {
        **{name: value for name, value in case.facts().items() if name in FIELDS},
        "sought": _name(case.person),
        "unit": case.person.unit,
        "written_on": on,
        "findings": _findings(case),
        **(_enquirer(enquiry) if enquiry else {}),
    }


RECIPIENTS = {"military_prosecutor": "prosecutor"}
"""To whom a template is written, where not to the armed forces."""


def leaving(letter: Letter) -> tuple[str, str, dict[int, set[str]]]:
    """Return for what a letter is, to whom it goes, and which kinds of whose data it takes out of the office."""
    enquiry = letter.case.enquiries.first()
    of = {letter.case.person_id: {"identity", "circumstances"}}
    if enquiry:
        of[enquiry.enquirer_id] = {"identity", "contact"}
    return "search", RECIPIENTS.get(letter.template, "armed_forces"), of


def _enquirer(enquiry: Enquiry) -> dict[str, Any]:
    return {"enquirer": _name(enquiry.enquirer), "relation": enquiry.relation}


def _name(person: Person) -> dict[str, str]:
    parts = {"surname": person.surname, "given": person.given, "patronymic": person.patronymic}
    return parts if any(parts.values()) else {}


def _findings(case: Case) -> dict[str, str]:
    assessment = case.assessments.first()
    return {one["rule"]: one["finding"] for one in assessment.findings} if assessment else {}
