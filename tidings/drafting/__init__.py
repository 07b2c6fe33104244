"""Letters: filled from facts, with the gaps named, as DOCX and PDF.

>>> draft = fill("whereabouts", {"sought": "Кравцов Илья Петрович", "recipient": "ministry"})
>>> "Кравцов Илья Петрович, дата рождения: [дата рождения]" in draft.text
True
>>> draft.gaps[0].question.en
'What are your own surname, given name and patronymic? A letter without a name is not answered.'
"""

from tidings.drafting.fields import FIELDS, Field
from tidings.drafting.filling import TEMPLATES, Declined, Draft, Gap, Template, fill
from tidings.drafting.marks import Block, Piece, gaps, parse

__all__ = [
    "FIELDS",
    "TEMPLATES",
    "Block",
    "Declined",
    "Draft",
    "Field",
    "Gap",
    "Piece",
    "Template",
    "docx",
    "fill",
    "gaps",
    "parse",
    "pdf",
]


def docx(text: str) -> bytes:
    """Return the letter as a DOCX; the same text gives the same bytes."""
    from tidings.drafting import sheet

    return sheet.docx(text)


def pdf(text: str) -> bytes:
    """Return the letter as a PDF; the same text gives the same bytes."""
    from tidings.drafting import press

    return press.pdf(text)
