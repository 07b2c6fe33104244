"""A case is our work for someone: who asks, what is known, which rights are touched, what comes next."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from tidings.web.appeals.models import ReadFact
from tidings.web.cases.consents import Agreed, listed
from tidings.web.people.models import Coded
from tidings.web.vault.parts import Sealed, SealedQuerySet, Words

if TYPE_CHECKING:
    from tidings.web.accounts.models import User
    from tidings.web.appeals.models import Appeal


STANDING = ("open", "closed")
"""States of a case that is there; one that was erased is not, for anybody."""


def visible(user: "User", at: str = "", *, word: str = "read_cases") -> models.Q:
    """Return what narrows records to those on cases that this user may see; `at` is the way to the case.

    Whatever hangs on a case asks here: Letter.objects.filter(visible(user, "case", word="read_letters")).
    """
    if not user.may[word]:
        return models.Q(pk__in=[])
    way = f"{at}__" if at else ""
    ours = models.Q((f"{way}team", user.team_id), (f"{way}state__in", STANDING))
    if user.may["see_restricted"]:
        return ours
    return ours & (models.Q((f"{way}restricted", False)) | models.Q((f"{way}responsible", user.pk)))


def visible_in_team(user: "User", *, word: str, at: str = "case", through: Any = None) -> models.Q:
    """Return what `visible` does, for a record that names its team itself; so a page of many is found in one index.

    What nobody may see, or not this user, is little: it is looked up and left out. `at` names the column, and
    `through` is how records at its other end are found for cases, where these are no cases themselves.
    """
    if not user.may[word]:
        return models.Q(pk__in=[])
    ours = Case.objects.filter(team=user.team_id)
    hidden = [ours.filter(state=Case.State.ERASED)]
    if not user.may["see_restricted"]:
        hidden.append(ours.filter(restricted=True).exclude(responsible=user.pk))
    found = models.Q(team=user.team_id)
    for cases in hidden:
        found &= ~models.Q((f"{at}__in", through(cases) if through else cases))
    return found


class CaseQuerySet(SealedQuerySet["Case"]):
    def visible_to(self, user: "User") -> "CaseQuerySet":
        """Cases of this user's team; a restricted one only for who is responsible, and for coordinators."""
        return self.filter(visible(user))

    def visible_to_list(self, user: "User") -> "CaseQuerySet":
        """The same cases, asked for so that a page of many is read from their index."""
        return self.filter(visible_in_team(user, word="read_cases", at="pk"))

    def newest_first(self) -> "CaseQuerySet":
        """Cases opened last come first."""
        return self.order_by("-opened_on", "-pk")

    def with_safe_words(self) -> "CaseQuerySet":
        """With what each appeal says of when and how it is safe to answer, as its `safe`; what was rejected is not."""
        facts = ReadFact.objects.filter(field="safe_contact").exclude(state=ReadFact.State.REJECTED)
        return self.prefetch_related(models.Prefetch("enquiries__appeal__facts", facts, to_attr="safe"))

    def get_erased(self, erasure: "Erasure") -> "Case":
        """What stays of a case that was erased: nothing of its words."""
        return self.get(pk=erasure.subject_id)

    def open(self) -> "CaseQuerySet":
        """Cases that are worked on."""
        return self.filter(state=Case.State.OPEN)


class Case(Coded, Sealed):
    """Our work for one sought person. What hangs on it is closed under its key."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")
        ERASED = "erased", _("erased")

    team = models.ForeignKey("accounts.Team", on_delete=models.PROTECT, related_name="+")
    person = models.OneToOneField("people.Person", on_delete=models.PROTECT, related_name="case")
    responsible = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    held_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )  # who said that it may not be erased: it is needed as evidence
    held_because = Words()
    restricted = models.BooleanField(default=False)  # only for who is responsible, and coordinators
    honey = models.BooleanField(default=False)  # a bait: nobody is sought, and whoever opens it is reported

    objects = CaseQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        indexes = [
            models.Index(fields=["team", "state", "-opened_on", "-id"], name="cases_in_order"),
            models.Index(
                fields=["team", "responsible", "state", "-opened_on", "-id"], name="cases_of_someone"
            ),
            models.Index(fields=["restricted"], condition=models.Q(restricted=True), name="cases_restricted"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_held(self) -> bool:
        """Whether somebody said that it may not be erased."""
        return self.held_by_id is not None

    @cached_property
    def assessment(self) -> "Assessment | None":
        """What the rules said last."""
        return self.assessments.first()

    def gravest(self) -> "Appeal | None":
        """The most urgent of its appeals, of equal ones the first."""
        appeals = [enquiry.appeal for enquiry in self.enquiries.all()]
        return max(appeals, key=lambda appeal: appeal.urgency, default=None)

    def facts(self) -> dict[str, Any]:
        """What the law may know about this case: the newest told value of each fact."""
        told = {fact.name: fact.value for fact in self.told.order_by("pk")}
        person = {"service": self.person.service, "birth_date": self.person.birth_date}
        known = {name: value for name, value in person.items() if value and value != "minor"}
        return {**known, **{name: value for name, value in told.items() if value is not None}}


class Relation(models.TextChoices):
    """Who asks, seen from the person sought."""

    MOTHER = "mother", _("mother")
    FATHER = "father", _("father")
    WIFE = "wife", _("wife")
    SISTER = "sister", _("sister")
    BROTHER = "brother", _("brother")
    GRANDMOTHER = "grandmother", _("grandmother")
    PARTNER = "partner", _("partner")
    FRIEND = "friend", _("friend")
    SELF = "self", _("the person himself")
    OTHER = "other", _("other relation")
    UNKNOWN = "unknown", _("relation not told")


class Enquiry(models.Model):
    """One person's asking within a case: the appeal, who wrote it, and who she is to the person sought.

    An appeal that names several sought people has an enquiry in the case of each.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="enquiries")
    appeal = models.ForeignKey("appeals.Appeal", on_delete=models.PROTECT, related_name="enquiries")
    about = models.CharField(max_length=20, default="sought:0")  # whom of those the appeal names
    enquirer = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="enquiries")
    relation = models.CharField(max_length=20, choices=Relation.choices, default=Relation.UNKNOWN)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["appeal", "about"], name="one_case_a_sought_person")]
        ordering = ["pk"]


def enquirers(case: Case) -> list[Enquiry]:
    """Return the first enquiry of everyone who asks in a case."""
    return list({enquiry.enquirer_id: enquiry for enquiry in reversed(case.enquiries.all())}.values())


class ErasureQuerySet(models.QuerySet["Erasure"]):
    def visible_to(self, user: "User") -> "ErasureQuerySet":
        """What was erased of this user's team."""
        return self.filter(team=user.team_id) if user.may["read_cases"] else self.none()


class Erasure(models.Model):
    """What stays of a case that was erased, or of an appeal that was in none: its code, the day, why, and by which two.

    Keys, files and mailboxes stand here only until they are gone.
    """

    class Reason(models.TextChoices):
        ASKED = "asked", _("who asked us wants it")
        RETENTION = "retention", _("its time is over")
        MISTAKE = "mistake", _("it should not have been kept")
        DANGER = "danger", _("keeping it is dangerous")

    subject = models.CharField(max_length=40)  # "cases.case", "appeals.appeal"
    subject_id = models.BigIntegerField()
    record_code = models.CharField(max_length=8, unique=True)
    team = models.ForeignKey("accounts.Team", on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    reason = models.CharField(max_length=10, choices=Reason.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    keys = models.JSONField(default=list)
    files = models.JSONField(default=list)
    mailboxes = models.JSONField(default=list)
    done_at = models.DateTimeField(null=True, blank=True)  # when nothing of it could be read any more

    objects = ErasureQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]


class ConsentQuerySet(SealedQuerySet["Consent"]):
    """What was agreed; a case's page and what asks for it go by the case."""


class Consent(Sealed):
    """What was agreed about one person's data: for what, to whom, which kinds, until when; who gave it, how, on which basis.

    What rests on an appeal ends when that is taken back through its mailbox.
    """

    SEALED_UNDER = "case"

    class Purpose(models.TextChoices):
        SEARCH = "search", _("the search: lists, and letters to authorities")
        SHARING = "sharing", _("sharing with another organisation")

    class Recipient(models.TextChoices):
        AUTHORITIES = "authorities", _("any authority")
        ARMED_FORCES = "armed_forces", _("armed forces and their commissariats")
        PROSECUTOR = "prosecutor", _("prosecutors")
        ORGANISATION = "organisation", _("the organisation named")

    class Basis(models.TextChoices):
        CONSENT = "consent", _("consent")
        CONTRACT = "contract", _("contract")
        LEGAL_OBLIGATION = "legal_obligation", _("legal obligation")
        VITAL_INTERESTS = "vital_interests", _("vital interests")
        PUBLIC_TASK = "public_task", _("public task")
        LEGITIMATE_INTERESTS = "legitimate_interests", _("legitimate interests")

    class How(models.TextChoices):
        APPEAL = "appeal", _("in the appeal")
        MESSAGE = "message", _("in a later message")
        CALL = "call", _("by telephone")
        WRITING = "writing", _("in writing")
        MEETING = "meeting", _("in person")
        OURS = "ours", _("we decided it ourselves")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="consents")
    about = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")  # whose data
    given_by = models.ForeignKey(
        "people.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    appeal = models.ForeignKey(
        "appeals.Appeal", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )  # on which it rests
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    recipient = models.CharField(max_length=20, choices=Recipient.choices)
    organisation = Words()  # its name, where the recipient is one
    kinds = models.JSONField(default=list)  # of consents.KINDS
    basis = models.CharField(max_length=20, choices=Basis.choices)
    how = models.CharField(max_length=10, choices=How.choices)
    note = Words()
    given_on = models.DateField()
    until = models.DateField(null=True, blank=True)
    taken_back_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ConsentQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["-given_on", "-pk"]

    @property
    def withdrawn_on(self) -> date | None:
        """When it was taken back, to us or through the mailbox of the appeal on which it rests."""
        days = [self.taken_back_on, self.appeal.withdrawn_on if self.appeal else None]
        return min((day for day in days if day), default=None)

    @property
    def stands(self) -> bool:
        """Whether it counts today."""
        return self.facts().stands(date.today())

    def kinds_in_words(self) -> Any:
        """The kinds of data, for a page."""
        return listed(self.kinds)

    def facts(self) -> Agreed:
        """What the decision may know about it."""
        return Agreed(
            self.purpose,
            self.recipient,
            frozenset(self.kinds),
            self.basis,
            self.given_on,
            self.until,
            self.withdrawn_on,
        )


class ExportQuerySet(SealedQuerySet["Export"]):
    def visible_to(self, user: "User") -> "ExportQuerySet":
        """Exports of this user's team, for who may ask for one; for custodians, who agree to them, of any."""
        if user.may["keep_keys"]:
            return self
        return self.filter(team=user.team_id) if user.may["export"] else self.none()


class Export(Coded, Sealed):
    """That somebody asked to take cases out of the office as a file: which, what of them, for what, to whom.

    What is asked for does not change: it is what the second person agrees to.
    """

    team = models.ForeignKey("accounts.Team", on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    chosen = models.ManyToManyField(Case, related_name="+")
    kinds = models.JSONField(default=list)  # of exporting.COLUMNS
    purpose = models.CharField(max_length=20, choices=Consent.Purpose.choices)
    recipient = models.CharField(max_length=20, choices=Consent.Recipient.choices)
    organisation = Words()  # its name, where the recipient is one
    why = Words()
    left = models.ManyToManyField(Case, related_name="exports")  # those that went
    taken_at = models.DateTimeField(null=True, blank=True)
    second = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ExportQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("cases-export", args=[self.code])

    def to_whom(self) -> str:
        """The recipient, in words."""
        named = self.recipient == Consent.Recipient.ORGANISATION
        return str(self.organisation if named else self.get_recipient_display())

    def kinds_in_words(self) -> Any:
        """The kinds of data, for a page."""
        return listed(self.kinds)


class ToldFact(Sealed):
    """A fact for the assessment, told by someone and written down by one of us. Newer ones stand over older ones."""

    SEALED_UNDER = "case"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="told")
    name = models.CharField(max_length=40)  # of tidings.law.FACTS
    value = Words(default=None)  # None: no longer held to be known
    source = models.ForeignKey(
        "appeals.Appeal", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    on = models.DateField(default=date.today)


class Assessment(Sealed):
    """What the rules said on a day, from the facts as they were then."""

    SEALED_UNDER = "case"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="assessments")
    on = models.DateField()
    facts = Words(default={})
    findings = Words(default=[])
    asks = Words()  # the fact that would decide most
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
