"""Letters: the text a person edits, to whom it went, and by when an answer is due."""

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tidings.web.cases.models import Case, visible, visible_in_team
from tidings.web.people.models import Coded
from tidings.web.vault.parts import Sealed, SealedQuerySet, Words

if TYPE_CHECKING:
    from tidings.web.accounts.models import User


class LetterQuerySet(SealedQuerySet["Letter"]):
    def visible_to(self, user: "User") -> "LetterQuerySet":
        """Letters in cases that this user may see."""
        return self.filter(visible_in_team(user, word="read_letters"))

    def of(self, case: Case, user: "User") -> "LetterQuerySet":
        """The letters of one case, if this user may see them: by the case, of which the team has many."""
        return self.filter(visible(user, "case", word="read_letters"), case=case)

    def overdue(self, today: date) -> "LetterQuerySet":
        """Letters to which an answer should have come before this day."""
        return self.filter(state=Letter.State.SENT, answer_due_on__lt=today)

    def by_need(self, today: date) -> "LetterQuerySet":
        """Overdue ones first, then drafts, then what waits for an answer, then the rest."""
        overdue = models.Q(state=Letter.State.SENT, answer_due_on__lt=today)
        need = models.Case(
            models.When(overdue, then=0),
            models.When(state=Letter.State.DRAFT, then=1),
            models.When(state=Letter.State.SENT, then=2),
            default=3,
        )
        return self.order_by(need, "answer_due_on", "-pk")

    def groups(self, today: date) -> "list[LetterQuerySet]":
        """The same order in four parts, of which an index knows each."""
        sent = self.filter(state=Letter.State.SENT)
        parts = [
            self.overdue(today),
            self.filter(state=Letter.State.DRAFT),
            sent.exclude(answer_due_on__lt=today),
            self.filter(state=Letter.State.ANSWERED),
        ]
        return [part.order_by("answer_due_on", "-pk") for part in parts]


class Letter(Coded, Sealed):
    """A letter in a case. Its text is what a person last saved; the gaps are what is still to be filled in."""

    SEALED_UNDER = "case"

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SENT = "sent", _("sent")
        ANSWERED = "answered", _("answered")

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="letters")
    team = models.ForeignKey("accounts.Team", on_delete=models.PROTECT, related_name="+")  # of the case
    template = models.CharField(max_length=40)  # of tidings.drafting.TEMPLATES
    recipient = models.CharField(max_length=20, blank=True)  # where the template leaves a choice
    text = Words()
    declined = Words(default=[])  # {"name", "case", "written"}: names that a machine put into another case
    version = models.PositiveIntegerField(
        default=1
    )  # an edit of an older version is refused, not laid over a newer one
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    registered_on = models.DateField(null=True, blank=True)  # where the office that got it told us
    sent_on = models.DateField(null=True, blank=True)
    answer_due_on = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    objects = LetterQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["team", "state", "answer_due_on", "-id", "case"], name="letters_by_need")
        ]

    def is_overdue(self, today: date) -> bool:
        """Whether an answer should have come before this day."""
        return self.state == self.State.SENT and self.answer_due_on is not None and self.answer_due_on < today
