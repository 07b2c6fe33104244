"""What a case would begin with: the facts of an appeal about one of those it seeks, and cases that may be about the same."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.http import Http404, QueryDict

from tidings.web.accounts.models import User
from tidings.web.appeals.models import Appeal, ReadFact
from tidings.web.cases.models import Case
from tidings.web.people import index
from tidings.web.people.models import Person

FIRST = "sought:0"
LIKELY = 0.05
"""Cases less likely than this are not shown: they would only take time."""


class Opening:
    """A case that is not open yet."""

    def __init__(self, appeal: Appeal, about: str | None) -> None:
        self.appeal = appeal
        self.facts = [fact for fact in appeal.facts.all() if fact.state != ReadFact.State.REJECTED]
        self.about = about or self._first_without_case()
        if self.about != FIRST and self.about not in self.sought:
            raise Http404

    def _first_without_case(self) -> str:
        taken = set(self.appeal.enquiries.values_list("about", flat=True))
        return next((about for about in self.sought if about not in taken), FIRST)

    @cached_property
    def sought(self) -> list[str]:
        """Everyone whom the appeal seeks, in the order of its words."""
        return sorted({fact.about for fact in self.facts if fact.about.startswith("sought:")})

    @property
    def done(self) -> Case | None:
        """The case that was opened for this one already."""
        enquiry = self.appeal.enquiries.filter(about=self.about).select_related("case").first()
        return enquiry.case if enquiry else None

    @property
    def about_sought(self) -> list[ReadFact]:
        """What was read of the person sought."""
        return [fact for fact in self.facts if fact.about == self.about]

    @property
    def about_enquirer(self) -> list[ReadFact]:
        """What was read of who asks."""
        return [fact for fact in self.facts if fact.about == "enquirer"]

    @property
    def about_message(self) -> list[ReadFact]:
        """What was read of what happened; of no one's case where several are sought, for it does not say of whom."""
        return [fact for fact in self.facts if fact.about == "message" and len(self.sought) < 2]

    @property
    def proposed(self) -> list[ReadFact]:
        """Facts that only a machine has read so far."""
        return [
            fact
            for fact in (*self.about_sought, *self.about_enquirer, *self.about_message)
            if fact.state == ReadFact.State.PROPOSED
        ]

    def ticked(self, told: QueryDict) -> list[int]:
        """The proposed facts that a person ticked."""
        wanted = set(told.getlist("fact"))
        return [fact.pk for fact in self.proposed if str(fact.pk) in wanted]

    def similar(self, user: User) -> list[tuple[Case, Any]]:
        """Cases that this user may see and that may be about the same person, likeliest first, each with what speaks for it."""
        query = _query(self.about_sought)
        if not query["name"]:
            return []
        hits = {hit.id: hit for hit in index.search(self.appeal.team_id, query, limit=5)}
        people = Person.objects.visible_to(user).filter(pk__in=[int(id) for id in hits], case__isnull=False)
        found = [(one.case, hits[str(one.pk)]) for one in people.select_related("case__person")]
        likely = [(case, hit) for case, hit in found if hit.probability >= LIKELY]
        return sorted(likely, key=lambda pair: -pair[1].match_weight)


def _query(facts: list[ReadFact]) -> Mapping[str, Any]:
    told = {fact.field: fact.value for fact in reversed(facts)}
    name = " ".join(filter(None, (told.get(part) for part in ("surname", "given", "patronymic"))))
    return {"name": name, "birth_date": told.get("birth_date"), "unit": told.get("unit")}
