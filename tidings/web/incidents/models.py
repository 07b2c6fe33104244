"""Sources that speak of incidents: press reports, kept with their words."""

from typing import TYPE_CHECKING

from django.db import models

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
    """A press report, as it was published, and what was read in it."""

    team = models.ForeignKey("accounts.Team", on_delete=models.PROTECT, related_name="+")
    title = Words()
    lang = models.CharField(max_length=5, blank=True)  # of appeals.models.Language
    text = Words()
    digest = models.CharField(max_length=64)  # of vault.blind: the same text is known again
    mentions = Words(default=[])  # {"kind", "start", "end", "value"}: proposed by a machine

    objects = SourceQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["team", "digest"], name="one_source_a_text")]

    @property
    def language(self) -> str:
        """The language it is written in, in the reader's words."""
        return str(Language(self.lang).label) if self.lang in Language.values else ""
