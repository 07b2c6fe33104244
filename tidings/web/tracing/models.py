"""Lists of found people, candidates that a machine proposes, and decisions that people take."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tidings.web.cases.models import visible, visible_in_team
from tidings.web.people.models import Coded
from tidings.web.vault.parts import Sealed, SealedQuerySet, Words

if TYPE_CHECKING:
    from tidings.web.accounts.models import User


class FoundListQuerySet(SealedQuerySet["FoundList"]):
    def visible_to(self, user: "User") -> "FoundListQuerySet":
        """Lists of this user's team."""
        return self.filter(team=user.team_id) if user.may["read_tracing"] else self.none()

    def ready(self) -> "FoundListQuerySet":
        """Lists that were brought in."""
        return self.filter(ready=True)


class FoundList(Coded, Sealed):
    """A list of people who were found: where it came from, and when."""

    class Kind(models.TextChoices):
        CAPTURED = "captured", _("captured")
        HOSPITAL = "hospital", _("in hospital")
        DEAD = "dead", _("named as dead by the source")
        OTHER = "other", _("other")

    team = models.ForeignKey("accounts.Team", on_delete=models.PROTECT, related_name="+")
    name = Words()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    source = Words()
    published_on = models.DateField(null=True, blank=True)
    digest = models.CharField(max_length=64)  # of vault.blind: the same file is known again
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    report = Words(default=[])  # {"row", "column"}: cells that could not be read, and count as not told
    batch = models.OneToOneField(
        "appeals.Import", on_delete=models.SET_NULL, null=True, blank=True, related_name="found_list"
    )  # the file from which it came
    ready = models.BooleanField(default=True)  # brought in whole, and looked through when people are traced

    objects = FoundListQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["team", "digest"], condition=models.Q(ready=True), name="one_list_a_file"
            )
        ]

    def __str__(self) -> str:
        return str(self.name)


class FoundRecord(Sealed):
    """One row of a list, as it is written there."""

    SEALED_UNDER = "found_list"

    found_list = models.ForeignKey(FoundList, on_delete=models.CASCADE, related_name="records")
    row = models.PositiveIntegerField()  # line in the list, from 1
    name = Words()
    birth_date = Words()
    unit = Words()
    place = Words()
    page = Words(default=0)  # of a printed list, from 1; and the line on it, and what stands there
    on_page = Words(default=0)
    words = Words()

    class Meta:
        ordering = ["found_list", "row"]


def facts(pk: int, told: Mapping[str, str]) -> dict[str, Any]:
    """Return what matching may know about a row of which these words are kept."""
    known = {name: told.get(name) or None for name in ("birth_date", "unit", "place")}
    return {"id": pk, "name": told.get("name", ""), **known}


class TracingRequestQuerySet(models.QuerySet["TracingRequest"]):
    def visible_to(self, user: "User") -> "TracingRequestQuerySet":
        """Requests in cases that this user may see."""
        return self.filter(visible(user, "case", word="read_tracing"))

    def open(self) -> "TracingRequestQuerySet":
        """Requests of families who still wait."""
        return self.filter(state=TracingRequest.State.OPEN, case__state="open")

    def among_asked(self) -> "TracingRequestQuerySet":
        """Those of these for which the lists are still to be looked through: few, and found first."""
        return self.filter(pk__in=TracingRequest.objects.asked().values("pk"))

    def asked(self) -> "TracingRequestQuerySet":
        """Requests for which the lists are still to be looked through."""
        return self.filter(asked_at__isnull=False)


class TracingRequest(models.Model):
    """That a family wants someone found."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")

    case = models.OneToOneField("cases.Case", on_delete=models.CASCADE, related_name="tracing")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    opened_on = models.DateField()
    traced_at = models.DateTimeField(null=True, blank=True)  # when the lists were last looked through

    # That the worker is to look through the lists; all three are empty again when it has.
    asked_at = models.DateTimeField(null=True, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    taken_at = models.DateTimeField(null=True, blank=True)  # when a worker began

    objects = TracingRequestQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["asked_at"], condition=models.Q(asked_at__isnull=False), name="tracing_asked"
            )
        ]


class CandidateQuerySet(SealedQuerySet["Candidate"]):
    def visible_to(self, user: "User") -> "CandidateQuerySet":
        """Candidates for cases that this user may see."""
        return self.filter(
            visible_in_team(
                user,
                word="read_tracing",
                at="request",
                through=lambda cases: TracingRequest.objects.filter(case__in=cases),
            )
        )

    def of(self, request: "TracingRequest", user: "User") -> "CandidateQuerySet":
        """The candidates for one request, if this user may see them: by the request, of which the team has many."""
        return self.filter(visible(user, "request__case", word="read_tracing"), request=request)

    def to_decide(self) -> "CandidateQuerySet":
        """Candidates that nobody has answered yet."""
        return self.filter(answer="")


class Candidate(Sealed):
    """That a row of a list may be the person sought: a machine's proposal, with its weight and its reasons."""

    SEALED_UNDER = "request.case"

    request = models.ForeignKey(TracingRequest, on_delete=models.CASCADE, related_name="candidates")
    record = models.ForeignKey(FoundRecord, on_delete=models.CASCADE, related_name="candidates")
    match_weight = models.FloatField()  # bits, log2
    probability = models.FloatField()  # 0 to 1, given the other candidates of that row
    reasons = Words(default=[])  # {"fact", "sentence" in three languages, "weight", "left", "right"}
    made_at = models.DateTimeField(auto_now=True)
    team = models.ForeignKey("accounts.Team", on_delete=models.PROTECT, related_name="+")  # of the case
    answer = models.CharField(max_length=10, blank=True)  # of the decision that stands

    objects = CandidateQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["request", "record"], name="one_candidate_a_pair")]
        ordering = ["-match_weight", "pk"]
        indexes = [
            models.Index(fields=["request", "-match_weight"]),
            models.Index(
                fields=["team", "answer", "-match_weight", "id", "request"], name="candidates_in_order"
            ),
        ]

    @property
    def bars(self) -> "list[Bar]":
        """Each reason with the length of its bar."""
        widest = max([abs(reason["weight"]) for reason in self.reasons] + [8.0])
        return [Bar(reason, round(abs(reason["weight"]) / widest * 58)) for reason in self.reasons]

    @property
    def decision(self) -> "Decision | None":
        """What stands decided, if anything."""
        return next((one for one in self.decisions.all() if one.withdrawn_at is None), None)


@dataclass(frozen=True)
class Bar:
    """A reason, and how long its bar is drawn: up to 58, to the right for, to the left against."""

    reason: dict[str, Any]
    length: int

    @property
    def start(self) -> int:
        """Where the bar begins; the axis stands at 60."""
        return 60 if self.reason["weight"] >= 0 else 60 - self.length


class DecisionQuerySet(models.QuerySet["Decision"]):
    def visible_to(self, user: "User") -> "DecisionQuerySet":
        """Decisions in cases that this user may see."""
        return self.filter(visible(user, "candidate__request__case", word="read_tracing"))

    def standing(self) -> "DecisionQuerySet":
        """Decisions that were not withdrawn, the newest first."""
        return self.filter(withdrawn_at=None).select_related("by").order_by("-pk")


class Decision(models.Model):
    """What a person said of a candidate. It is withdrawn, never deleted."""

    class Answer(models.TextChoices):
        SAME = "same", _("same")
        NOT_SAME = "not_same", _("not the same")
        UNSURE = "unsure", _("unsure")

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="decisions")
    answer = models.CharField(max_length=10, choices=Answer.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["candidate"], condition=models.Q(withdrawn_at=None), name="one_answer_stands"
            )
        ]
