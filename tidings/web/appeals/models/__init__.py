"""The records of appeals: what someone asked of us in their words, what was read in it, and what people made of it."""

from tidings.web.appeals.models.appeal import FILTERED, NO_DEADLINE, Appeal, AppealQuerySet
from tidings.web.appeals.models.conversation import (
    ASKING,
    Attachment,
    AttachmentQuerySet,
    Message,
    MessageQuerySet,
)
from tidings.web.appeals.models.facts import Mention, ReadFact
from tidings.web.appeals.models.floods import Flood, FloodQuerySet
from tidings.web.appeals.models.imports import ColumnProfile, Import, ImportPart, ImportQuerySet
from tidings.web.appeals.models.kinds import Category, Channel, Lane, Language, Trust, Trusted, Urgency
from tidings.web.appeals.models.learning import Learned, LearnedQuerySet, Sorting
from tidings.web.appeals.models.ties import Tie

__all__ = [
    "ASKING",
    "Appeal",
    "AppealQuerySet",
    "Attachment",
    "AttachmentQuerySet",
    "Category",
    "Channel",
    "ColumnProfile",
    "FILTERED",
    "Flood",
    "FloodQuerySet",
    "Import",
    "ImportPart",
    "ImportQuerySet",
    "Lane",
    "Language",
    "Learned",
    "LearnedQuerySet",
    "Mention",
    "Message",
    "MessageQuerySet",
    "NO_DEADLINE",
    "ReadFact",
    "Sorting",
    "Tie",
    "Trust",
    "Trusted",
    "Urgency",
]
