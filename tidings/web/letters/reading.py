"""What stands in the text of a letter: what is still open, what a person must check, and how it will look."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from tidings.drafting import FIELDS, Block, Field, gaps, parse
from tidings.drafting.fields import told, written
from tidings.web.letters.facts import facts_of
from tidings.web.letters.models import Letter
from tidings.web.pages import said

BY_LABEL = {field.label: field for field in FIELDS.values()}


@dataclass(frozen=True)
class Open:
    """A gap: its label as it stands in the text, the question to ask, and what the case says by now."""

    label: str
    question: str
    known: str = ""
    fillable: bool = True  # not where the same label may stand for two people
    long: bool = False


class Reading:
    """A letter read once more, as it was last saved."""

    def __init__(self, letter: Letter, today: date) -> None:
        self.letter = letter
        self.today = today

    @cached_property
    def gaps(self) -> list[Open]:
        """What is still to be filled in."""
        return [_open(label, self._facts) for label in gaps(self.letter.text) if not _is_check(label)]

    @property
    def checks(self) -> list[str]:
        """What a lawyer is to check before the letter goes out."""
        return [label for label in gaps(self.letter.text) if _is_check(label)]

    @property
    def declined(self) -> list[dict[str, str]]:
        """Names that a machine put into another case, as far as they still stand in the text."""
        return [one for one in self.letter.declined if one["written"] in self.letter.text]

    @property
    def is_unfinished(self) -> bool:
        """Whether a gap, a point for a lawyer or a name to check is still in it."""
        return bool(self.gaps or self.checks or self.declined)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The paragraphs."""
        return parse(self.letter.text)

    @cached_property
    def _facts(self) -> dict[str, Any]:
        return facts_of(self.letter.case, self.today)


def _is_check(label: str) -> bool:
    return label.startswith("проверить")


def _open(label: str, facts: dict[str, Any]) -> Open:
    field = BY_LABEL.get(label)
    if field is None:
        return Open(label, _("Fill in where it stands in the text: %s") % label, fillable=False)
    return Open(label, said(field.question), _known(field, facts), long=field.kind == "lines")


def _known(field: Field, facts: dict[str, Any]) -> str:
    if field.kind in ("name", "lines") or not told(facts, field.name):
        return ""
    return " ".join(written(field, facts[field.name]))
