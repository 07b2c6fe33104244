"""Finding people. What was typed travels in the body of the request: a name is never in an address."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from tidings.matching import Hit
from tidings.web.pages import posted
from tidings.web.people import index
from tidings.web.people.forms import SearchForm
from tidings.web.people.models import Person

if TYPE_CHECKING:
    from tidings.web.accounts.models import StaffRequest, User


@dataclass(frozen=True)
class Found:
    """Someone who may be meant, why, and the cases in which we know of them."""

    person: Person
    hit: Hit
    cases: list[Any]


@require_http_methods(["GET", "POST"])
def search(request: "StaffRequest") -> HttpResponse:
    """Find a person by any spelling."""
    form = SearchForm(posted(request))
    found = None
    if form.is_valid():
        told = form.cleaned_data
        query = {"name": told["name"], "birth_date": told["born"] or None, "unit": told["unit"] or None}
        found = _found(index.search(request.user.team_id, query), request.user)
    status = 422 if form.errors else 200
    return render(request, "people/search.html", {"form": form, "found": found}, status=status)


def _found(hits: Iterable[Hit], user: "User") -> list[Found]:
    hits = list(hits)
    people = (
        Person.objects.visible_to(user).select_related("case").prefetch_related("enquiries__case__person")
    )
    known = people.in_bulk([int(hit.id) for hit in hits])
    return [Found(one, hit, _cases(one)) for hit in hits if (one := known.get(int(hit.id)))]


def _cases(person: Person) -> list[Any]:
    own = [person.case] if hasattr(person, "case") else []
    return own + [enquiry.case for enquiry in person.enquiries.all()]
