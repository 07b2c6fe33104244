"""Sources that speak of incidents, what they claim, and the incidents that claims are about."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tidings.extraction import claims as reading
from tidings.extraction.parties import covered
from tidings.extraction.printed_reports import page_at
from tidings.web.appeals.models import Language
from tidings.web.people.models import Coded
from tidings.web.vault.parts import Sealed, SealedQuerySet, Words

if TYPE_CHECKING:
    from tidings.web.accounts.models import User


class SourceQuerySet(SealedQuerySet["Source"]):
    def visible_to(self, user: "User") -> "SourceQuerySet":
        """Sources of this user's team."""
        return self.filter(team=user.team_id) if user.may["read_reports"] else self.none()


class Source(Sealed, Coded):
    """A press report or post, as it was published, and what was read in it."""

    team = models.ForeignKey("accounts.Team", on_delete=models.PROTECT, related_name="+")
    title = Words()
    publisher = Words()
    published = Words()  # YYYY-MM-DD or less; empty: the page does not say
    lang = models.CharField(max_length=5, blank=True)  # of appeals.models.Language
    text = Words()  # as it came, with the page's clutter
    body = Words()  # the report alone
    children = Words(default=[])  # names of children, which no page shows
    pages = Words(default=[])  # of a PDF: where in the body each page begins
    digest = models.CharField(max_length=64)  # of vault.blind: the same text is known again
    added_on = models.DateField()

    objects = SourceQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["team", "digest"], name="one_source_a_text")]

    @property
    def language(self) -> str:
        """The language it is written in, in the reader's words."""
        return str(Language(self.lang).label) if self.lang in Language.values else ""

    @property
    def heading(self) -> str:
        """The title as a page shows it: no child is named."""
        return self.covered(self.title)

    @property
    def whole(self) -> str:
        """The text as it came, as a page shows it."""
        return self.covered(self.text)

    @property
    def day(self) -> date | None:
        """The day it was published, where the page says the whole day."""
        try:
            return date.fromisoformat(self.published) if len(self.published) == 10 else None
        except ValueError:
            return None

    def covered(self, words: str) -> str:
        """Return words of the report as a page shows them: of a child's name the first letters are left."""
        return covered(words, self.children)


class ClaimQuerySet(SealedQuerySet["Claim"]):
    def visible_to(self, user: "User") -> "ClaimQuerySet":
        """Claims of sources that this user may read."""
        return self.filter(source__in=Source.objects.visible_to(user))

    def standing(self) -> "ClaimQuerySet":
        """Claims that nobody has rejected."""
        return self.exclude(state=Claim.State.REJECTED)

    def confirmed(self) -> "ClaimQuerySet":
        """Claims of which a person has said that the source makes them."""
        return self.filter(state=Claim.State.CONFIRMED)


class Claim(Sealed):
    """That a source says something happened. A person confirms that it says so, never that it is so."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        CONFIRMED = "confirmed", _("confirmed")
        REJECTED = "rejected", _("rejected")

    SEALED_UNDER = "source"

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="claims")
    kind = models.CharField(max_length=40)  # of extraction.claims
    stance = models.CharField(max_length=20)  # of extraction.claims.STANCES
    start = models.PositiveIntegerField()  # of its words in the body
    end = models.PositiveIntegerField()
    by_hand = models.BooleanField(default=False)  # a person found it in the report, no machine
    told = Words(default={})  # who says so, persons, places, organisations, dates, instruments, because
    proposed = Words(default={})  # what the machine read, where a person corrected it
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    incident = models.ForeignKey(
        "incidents.Incident", on_delete=models.SET_NULL, null=True, blank=True, related_name="claims"
    )

    objects = ClaimQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["source", "start", "end", "pk"]

    @property
    def is_proposed(self) -> bool:
        """Whether nobody has said yet that the source claims this."""
        return self.state == self.State.PROPOSED

    @property
    def is_violation(self) -> bool:
        """Whether it is of the vocabulary of violations."""
        return self.kind in reading.kinds()

    @property
    def words(self) -> str:
        """Its words in the report, as a page shows them."""
        return self.source.covered(self.source.body[self.start : self.end])

    @property
    def page(self) -> int | None:
        """The page of a PDF on which its words begin."""
        pages = self.source.pages
        return page_at(pages, self.start) if pages else None

    @property
    def kind_label(self) -> str:
        """What it is called, in the reader's language."""
        return in_language(reading.label(self.kind))

    @property
    def stance_label(self) -> str:
        """How it is claimed, in the reader's language."""
        return in_language(reading.stance_label(self.stance))

    @property
    def said_by(self) -> str:
        """Who says so, as a page shows it."""
        return self.source.covered(self.told.get("attributed_to") or "")

    @property
    def persons(self) -> list[dict[str, Any]]:
        """Everybody in it, as a page shows them."""
        return [self._shown(one) for one in self.told.get("persons", [])]

    @property
    def rests_on(self) -> list[str]:
        """The words by which its kind and stance were known."""
        return [self.source.covered(one) for one in self.told.get("because", [])]

    def _shown(self, person: dict[str, Any]) -> dict[str, Any]:
        names = {name: self.source.covered(person.get(name) or "") for name in ("name", "call_sign", "words")}
        called = names["name"] or names["words"] or _("somebody")
        age = person.get("age")
        told = age is not None and str(age) in called
        sign = "" if names["call_sign"] in called else names["call_sign"]
        return {**person, **names, "called": called, "call_sign": sign, "age": None if told else age}


class IncidentQuerySet(models.QuerySet["Incident"]):
    def visible_to(self, user: "User") -> "IncidentQuerySet":
        """Incidents of this user's team."""
        return self.filter(team=user.team_id) if user.may["read_reports"] else self.none()


class Incident(Coded):
    """What several claims are about: a draft, which keeps no words but those of its claims."""

    team = models.ForeignKey("accounts.Team", on_delete=models.PROTECT, related_name="+")
    opened_on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = IncidentQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]


def in_language(words: dict[str, str]) -> str:
    """Return a label of the library in the reader's language."""
    return words.get((get_language() or "en")[:2], words["en"])


def every(claims: Iterable[Claim], name: str) -> list[str]:
    """Return what claims tell of one thing (places, dates, organisations, instruments), each once."""
    return list(dict.fromkeys(one.source.covered(word) for one in claims for word in one.told.get(name, [])))
