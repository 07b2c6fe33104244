"""An appeal is what someone asked of us, in their words. What a machine read in it is proposed until a person confirms it."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models.lookups import IsNull
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tidings.extraction.messages import Message as Received
from tidings.web.appeals.fields import Field, field
from tidings.web.people.models import Coded
from tidings.web.vault.parts import Mark, Sealed, SealedQuerySet, Words

if TYPE_CHECKING:
    from tidings.web.accounts.models import User


class Category(models.TextChoices):
    LOST_CONTACT = "lost_contact", _("Lost contact")
    COERCED_CONTRACT = "coerced_contract", _("Forced contract")
    DEPLOYMENT_NOTICE = "deployment_notice", _("Deployment")
    EXEMPT_CALLED_UP = "exempt_called_up", _("Called up though exempt")
    CAPTIVITY = "captivity", _("Captivity")
    REMAINS = "remains", _("Remains")
    CONTRACT_DISPUTE = "contract_dispute", _("Contract dispute")
    CHILD_RECRUITMENT = "child_recruitment", _("Child recruitment")
    OTHER = "other", _("Other")


class Urgency(models.IntegerChoices):
    """Ordered, so that a queue sorts by it."""

    CRITICAL = 3, _("Critical")
    HIGH = 2, _("High")
    NORMAL = 1, _("Normal")
    LOW = 0, _("Low")


class Channel(models.TextChoices):
    FORM = "form", _("form")
    TELEGRAM = "telegram", "Telegram"
    WHATSAPP = "whatsapp", "WhatsApp"
    EMAIL = "email", _("e-mail")
    HOTLINE = "hotline", _("hotline")
    FILE = "file", _("file")  # a text that somebody handed over


class Language(models.TextChoices):
    RUSSIAN = "ru", _("Russian")
    UKRAINIAN = "uk", _("Ukrainian")
    ENGLISH = "en", _("English")
    MIXED = "mixed", _("mixed")


class Lane(models.TextChoices):
    """Where an appeal waits: in a flood the later ones stand apart until they are looked through; of a file that was
    brought in, each until it has been read."""

    ORDINARY = "ordinary", _("ordinary")
    QUARANTINE = "quarantine", _("quarantine")
    READING = "reading", _("being read")


class Trust(models.IntegerChoices):
    """How sure we are of who reads the answers: while nobody has checked, they name nobody."""

    NONE = 0, _("not checked")
    CHECKED = 1, _("checked")


class Trusted(models.TextChoices):
    """Why a caseworker is sure of who writes."""

    CALLED = "called", _("we called a number known before")
    ASKED = "asked", _("the answers were right that only the family knows")
    PAPERS = "papers", _("we saw papers")
    KNOWN = "known", _("known from earlier work")


NO_DEADLINE = IsNull(models.F("deadline"), True)
"""Sorts after every day; said this way, an index can hold it in SQLite and in PostgreSQL."""
FILTERED = ("category", "lang", "channel", "assigned_to")
"""What the queue is narrowed by stands in its indexes too, so that no appeal is read that is not shown."""


class AppealQuerySet(SealedQuerySet["Appeal"]):
    def visible_to(self, user: "User") -> "AppealQuerySet":
        """Appeals that came to this user's team, but for those of restricted cases that are others' to work on."""
        if not user.may["read_appeals"]:
            return self.none()
        ours = self.filter(team=user.team_id).exclude(state=Appeal.State.ERASED)
        if user.may["see_restricted"]:
            return ours
        closed = Appeal.objects.filter(enquiries__case__restricted=True)
        return ours.exclude(pk__in=closed.exclude(enquiries__case__responsible=user.pk).values("pk"))

    def waiting(self) -> "AppealQuerySet":
        """Appeals that nobody has dealt with yet."""
        return self.filter(state=Appeal.State.WAITING)

    def ordinary(self) -> "AppealQuerySet":
        """Appeals that stand in the queue, and not in a flood or in what nobody has looked through yet."""
        return self.filter(lane=Lane.ORDINARY)

    def by_urgency(self) -> "AppealQuerySet":
        """What happens soonest first, then what has waited longest."""
        return self.order_by("-urgency", NO_DEADLINE, "deadline", "received_on", "pk")


class Appeal(Sealed, Coded):
    """One message, as it came. What was read in it is closed under its key."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        IN_CASE = "in_case", _("in a case")
        SET_ASIDE = "set_aside", _("set aside")
        ERASED = "erased", _("erased")

    class Aside(models.TextChoices):
        DUPLICATE = "duplicate", _("the same as another appeal")
        SPAM = "spam", _("spam")
        THANKS = "thanks", _("thanks or news")
        PRESS = "press", _("a request of the press")
        ELSEWHERE = "elsewhere", _("others help with this")
        OTHER = "other", _("another reason")

    team = models.ForeignKey("accounts.Team", on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(_("Channel"), max_length=10, choices=Channel.choices)
    received_on = models.DateField()
    lang = models.CharField(max_length=5, blank=True)
    text = Words()
    digest = models.CharField(
        max_length=64
    )  # keyed, of channel, day and text: the same file twice adds nothing
    locator = models.CharField(max_length=64, blank=True)  # of the receipt, where it came through the gate
    mailbox = models.CharField(max_length=64, blank=True, db_index=True)  # its public key: where answers go
    lane = models.CharField(max_length=10, choices=Lane.choices, default=Lane.ORDINARY)
    flood = models.ForeignKey(
        "appeals.Flood", on_delete=models.SET_NULL, null=True, blank=True, related_name="appeals"
    )  # of nearly the same words as many others
    batch = models.ForeignKey(
        "appeals.Import",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="appeals",
        db_index=False,  # the index below begins with it
    )  # the file with which it came
    author = Words()  # what its channel calls who wrote it
    forwarded_by = Words()  # who sent it on, where that is somebody else
    history = Words()  # what it quotes of earlier letters: kept, and not read
    came_with = Words(default=[])  # names of files that came with it, and were not in what was brought in
    answers = Words(default={})  # cells of a row that answer a question, until it has been read
    trust = models.SmallIntegerField(choices=Trust.choices, default=Trust.NONE)
    trusted_because = models.CharField(max_length=12, choices=Trusted.choices, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)  # when consent was taken back through the mailbox
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    aside = models.CharField(max_length=10, choices=Aside.choices, blank=True)  # why it was set aside
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    # What triage proposed, or a person put in its place.
    category = models.CharField(max_length=20, choices=Category.choices, default=Category.OTHER)
    confidence = models.FloatField(default=0)  # 0 to 1
    secondary = models.JSONField(default=list)
    urgency = models.SmallIntegerField(choices=Urgency.choices, default=Urgency.NORMAL)
    deadline = models.DateField(null=True, blank=True)
    flags = models.JSONField(default=list)
    reasons = Words(default=[])  # sentences in three languages
    deciding = Words()  # the words of the text that decided
    rules = Words(default={})  # what the rules alone said: category, urgency, points by category
    sorted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )  # who confirmed category and urgency; nobody: a machine's proposal
    changed_at = models.DateTimeField(auto_now=True)  # the appeal, or a fact of it: see sought.py

    objects = AppealQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["team", "digest"], name="one_appeal_a_message")]
        indexes = [
            models.Index(
                "team",
                "state",
                "lane",
                models.F("urgency").desc(),
                NO_DEADLINE,
                "deadline",
                "received_on",
                "id",
                *FILTERED,
                name="appeals_in_order",
            ),
            models.Index(
                "team",
                models.F("urgency").desc(),
                NO_DEADLINE,
                "deadline",
                "received_on",
                "id",
                "state",
                "lane",
                *FILTERED,
                name="appeals_of_any_state",
            ),
            models.Index(
                fields=["team", "state", "lane", "category", "urgency", "lang", "channel", "assigned_to"],
                name="appeals_to_count",
            ),
            models.Index(fields=["team", "changed_at"], name="appeals_to_catch_up"),
            models.Index(fields=["batch", "lane", "state"], name="appeals_of_a_file"),
        ]

    def __str__(self) -> str:
        return self.code

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the appeal, and when it was changed."""
        if kwargs.get("update_fields"):
            kwargs["update_fields"] = {*kwargs["update_fields"], "changed_at"}
        super().save(*args, **kwargs)

    def message(self) -> Received:
        """What extraction may know about this appeal."""
        return Received(
            id=self.code,
            channel=self.channel,
            received=self.received_on,
            text=self.text,
            lang=self.lang or None,
        )

    @property
    def is_sorted(self) -> bool:
        """Whether a person stands behind category and urgency."""
        return self.sorted_by_id is not None

    def also(self) -> list[str]:
        """What else it raises, in words."""
        return [str(Category(name).label) for name in self.secondary]

    def urgency_name(self) -> str:
        """The urgency as the name of a style: critical, high, normal, low."""
        return Urgency(self.urgency).name.lower()

    def days_left(self, today: date) -> int | None:
        """Days until something happens; None where no day is known."""
        return (self.deadline - today).days if self.deadline else None


class Mention(Sealed):
    """Words of the appeal that name something: `appeal.text[start:end]`."""

    SEALED_UNDER = "appeal"

    appeal = models.ForeignKey(Appeal, on_delete=models.CASCADE, related_name="mentions")
    kind = models.CharField(max_length=30)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    value = Words()

    objects = SealedQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["start", "end"]

    @property
    def words(self) -> str:
        """The words themselves."""
        text: str = self.appeal.text
        return text[self.start : self.end]


class ReadFact(Sealed):
    """A fact read in an appeal, with the words it came from; true only when a person has said so."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        CONFIRMED = "confirmed", _("confirmed")
        REJECTED = "rejected", _("rejected")

    SEALED_UNDER = "appeal"

    appeal = models.ForeignKey(Appeal, on_delete=models.CASCADE, related_name="facts")
    about = models.CharField(max_length=20)  # sought:0, sought:1 …, enquirer, message
    field = models.CharField(max_length=30)  # surname, birth_date, unit, phone …
    value = Words()  # up to the length of its field
    proposed = Words()  # what the machine read; empty: a person added the fact
    mark = Mark("phones", of="phone")  # by which a telephone is found again; nothing else is
    mentions = models.ManyToManyField(Mention, related_name="facts")
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = SealedQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["about", "pk"]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the fact; its appeal has changed with it."""
        super().save(*args, **kwargs)
        Appeal.objects.filter(pk=self.appeal_id).update(changed_at=timezone.now())

    @property
    def phone(self) -> str:
        """The value, where it is a telephone."""
        value: str = self.value
        return value if self.field == "phones" else ""

    @property
    def is_proposed(self) -> bool:
        """Whether nobody has said yet that it is true."""
        return self.state == self.State.PROPOSED

    @property
    def kind(self) -> Field:
        """What its field is called and what may stand in it."""
        return field(self.about, self.field)

    @property
    def shown(self) -> str:
        """The value in the reader's language."""
        return self.kind.show(self.value)


class ImportQuerySet(SealedQuerySet["Import"]):
    def visible_to(self, user: "User") -> "ImportQuerySet":
        """Files that this user's team brought in; appeals and lists of people have readers of their own."""
        read = {"appeals": "read_appeals", "people": "read_tracing"}
        seen = [what for what, word in read.items() if user.may[word]]
        return self.filter(team=user.team_id, what__in=seen)


class Import(Sealed, Coded):
    """A file that somebody brings in: what it holds, how far that is, and what became of each row. The report stays."""

    class What(models.TextChoices):
        APPEALS = "appeals", _("appeals")
        PEOPLE = "people", _("list of people")

    class State(models.TextChoices):
        JUDGING = "judging", _("being looked through")
        READY = "ready", _("looked through")
        RUNNING = "running", _("being brought in")
        DONE = "done", _("brought in")
        STOPPED = "stopped", _("stopped")
        UNDOING = "undoing", _("being taken out")
        UNDONE = "undone", _("taken out again")

    team = models.ForeignKey("accounts.Team", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    what = models.CharField(max_length=10, choices=What.choices, default=What.APPEALS)
    state = models.CharField(max_length=10, choices=State.choices, default=State.READY)
    kind = models.CharField(max_length=10)  # jsonl, txt, eml …
    digest = models.CharField(max_length=64)
    received_on = models.DateField(null=True)  # for what does not say when it came
    file = models.CharField(max_length=32, blank=True)  # the closed file on the disk; empty: it is gone
    file_key = Words()
    counts = models.JSONField(default=dict)  # how many rows are of each state
    total = models.PositiveIntegerField(default=0)  # rows
    reached = models.PositiveIntegerField(default=0)  # how many of them are done
    stop = models.BooleanField(default=False)  # somebody wants it to stop
    taken_at = models.DateTimeField(null=True, blank=True)  # when a worker last did something about it

    headings = Words(default=[])  # of a sheet: [heading, up to three values]
    mapping = Words()  # which column is which: a profile as JSON
    dates = Words()  # of a date such as 03/04/2025: what comes first
    ours = Words(default=[])  # what the office is called in it
    about = Words(default={})  # of a list: its name, kind, source and day
    preview = Words(default=[])  # its first rows, while somebody looks at them
    said = Words(default={})  # why it could not be read, in each language

    objects = ImportQuerySet.as_manager()  # type: ignore[misc]

    @property
    def is_busy(self) -> bool:
        """Whether the worker has something to do about it."""
        return self.state in (self.State.JUDGING, self.State.RUNNING, self.State.UNDOING)

    @property
    def is_over(self) -> bool:
        """Whether it has a report."""
        return self.state in (self.State.DONE, self.State.STOPPED, self.State.UNDONE, self.State.UNDOING)


class ImportPart(Sealed):
    """Some rows of the report of an import, in their order; no words of any message."""

    SEALED_UNDER = "batch"

    batch = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()  # 0, 1, 2 …
    odd = models.PositiveIntegerField(default=0)  # rows that somebody should look at
    rows = Words(default=[])  # {"row": 3, "state": of STATES, "appeal": code, "said": {lang: …}}

    objects = SealedQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["batch", "number"]
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="one_part_a_number")]


class ColumnProfile(Sealed):
    """What somebody said the columns of a sheet are; used again for the next one with the same headings."""

    team = models.ForeignKey("accounts.Team", on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=10, choices=Import.What.choices)
    headings = models.CharField(max_length=64)  # a keyed digest of them
    mapping = Words()

    objects = SealedQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team", "what", "headings"], name="one_profile_a_heading")
        ]


ASKING = ("withdraw", "delete")
"""Kinds of messages that ask us to do something."""


class MessageQuerySet(SealedQuerySet["Message"]):
    def visible_to(self, user: "User") -> "MessageQuerySet":
        """What was said about appeals that this user may see; asked one by one, since few of many wait."""
        seen = Appeal.objects.visible_to(user).filter(pk=models.OuterRef("appeal"))
        return self.filter(models.Exists(seen))

    def new(self) -> "MessageQuerySet":
        """What came and nobody has read yet."""
        return self.filter(by=None, read_by=None)

    def waiting(self) -> "MessageQuerySet":
        """What came and nobody has read yet, and what asks for something that nobody has done yet."""
        return self.filter(waits=True)


class Message(Sealed):
    """What was said later, through the mailbox of an appeal: by who asked, or by the office."""

    class Kind(models.TextChoices):
        MESSAGE = "message", _("message")
        SAFE = "safe", _("when and how it is safe")
        WITHDRAW = "withdraw", _("takes back consent")
        DELETE = "delete", _("asks that everything be erased")

    SEALED_UNDER = "appeal"

    appeal = models.ForeignKey(Appeal, on_delete=models.CASCADE, related_name="messages")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.MESSAGE)
    day = models.DateField()
    text = Words()
    answers = Words(default={})  # those of the form that came with it, by field
    digest = models.CharField(max_length=64, blank=True)  # of what came: the same post twice adds nothing
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )  # who answered; nobody: it came from who asked
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )  # who did what was asked
    waits = models.BooleanField(
        default=False, editable=False
    )  # is new, or to do: kept in step by save and mark_read

    objects = MessageQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["appeal", "digest"], condition=~models.Q(digest=""), name="one_message_a_post"
            )
        ]
        indexes = [
            models.Index(fields=["day"], condition=models.Q(waits=True), name="messages_that_wait"),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the message, and whether it waits for somebody."""
        self.waits = self.is_new or self.is_to_do
        if kwargs.get("update_fields"):
            kwargs["update_fields"] = {*kwargs["update_fields"], "waits"}
        super().save(*args, **kwargs)

    @property
    def is_new(self) -> bool:
        """Whether nobody of the office has read it."""
        return self.by_id is None and self.read_by_id is None

    @property
    def is_to_do(self) -> bool:
        """Whether it asks for something that nobody has done yet."""
        return self.kind in ASKING and self.settled_by_id is None


class AttachmentQuerySet(SealedQuerySet["Attachment"]):
    def visible_to(self, user: "User") -> "AttachmentQuerySet":
        """Files of appeals that this user may see."""
        return self.filter(appeal__in=Appeal.objects.visible_to(user))


class Attachment(Sealed):
    """A file that came with an appeal: what it is, and the key that opens it. Its bytes lie closed in a folder."""

    SEALED_UNDER = "appeal"

    appeal = models.ForeignKey(Appeal, on_delete=models.CASCADE, related_name="attachments")
    message = models.ForeignKey(
        Message, on_delete=models.CASCADE, null=True, blank=True, related_name="attachments"
    )
    number = models.PositiveSmallIntegerField()  # 1, 2, 3 … within the appeal
    file = models.CharField(max_length=32, unique=True)  # how it is called in the folder
    name = Words()  # on the device it came from
    kind = Words()  # of tidings.preview; empty: none that we know
    size = Words(default=0)  # bytes of the original
    file_key = Words()
    digest = Words()  # SHA-256 of the original; empty: it did not come whole

    objects = AttachmentQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["appeal", "number"], name="one_attachment_a_number")]


class FloodQuerySet(models.QuerySet["Flood"]):
    def visible_to(self, user: "User") -> "FloodQuerySet":
        """Floods that came to this user's team."""
        return self.filter(team=user.team_id) if user.may["read_appeals"] else self.none()


class Flood(Coded):
    """Many appeals of nearly the same words that came in a rush; a machine grouped them, a person decides."""

    team = models.ForeignKey("accounts.Team", on_delete=models.PROTECT, related_name="+")
    found_on = models.DateField()
    set_aside_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    set_aside_on = models.DateField(null=True, blank=True)
    let_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )  # who said that it is none

    objects = FloodQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]


class Tie(models.Model):
    """That somebody of the staff said: these two appeals seek the same person. Who is tied through others is computed."""

    first = models.ForeignKey(Appeal, on_delete=models.CASCADE, related_name="ties_to_later")
    second = models.ForeignKey(Appeal, on_delete=models.CASCADE, related_name="ties_to_earlier")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="one_tie_of_two"),
            models.CheckConstraint(condition=models.Q(first__lt=models.F("second")), name="ties_in_order"),
        ]


class Sorting(Sealed):
    """What a person said an appeal is about and how urgent it is, beside what the rules alone had said: it is learnt from."""

    SEALED_UNDER = "appeal"

    appeal = models.ForeignKey(Appeal, on_delete=models.CASCADE, related_name="sortings")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)
    category = Words()
    urgency = Words()  # by its name: critical, high, normal, low
    rules = Words(default={})  # as on the appeal, when this was said

    objects = SealedQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["pk"]


class LearnedQuerySet(SealedQuerySet["Learned"]):
    def visible_to(self, user: "User") -> "LearnedQuerySet":
        """What was learnt from the decisions of this user's team."""
        return self.filter(team=user.team_id) if user.may["read_appeals"] else self.none()


class Learned(Sealed):
    """What a machine learnt from a team's decisions, and what that would have changed; nothing, until a person switches it on.

    It has a key of its own in the office, since words can be read back from its weights; the key goes when it is let go.
    """

    team = models.ForeignKey("accounts.Team", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )  # nobody: the worker, in its own time
    ready = models.BooleanField(default=False)  # until then it is still being learnt
    on = models.BooleanField(default=False)  # whether new appeals are sorted with it
    switched_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    weights = Words(default=b"", binary=True)
    effect = Words(default={})
    appeals = Words(default=[])  # their numbers, in the order of the decisions
    rests_on = Words(default=[])  # the keys of those appeals: where one is gone, this is learnt anew
    refused = Words(default={})  # why nothing could be learnt, in three languages

    objects = LearnedQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["team"], condition=models.Q(on=True), name="one_learnt_is_on")
        ]
