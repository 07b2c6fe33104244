"""Looking at a stranger's file without opening it: what kind it is, and its pages as pictures.

A file from outside is never shown as it came. A process of its own, without files, network or secrets, turns it into
pixels; only those come back, and are made into PNG here. Of a list in a PDF, words and their places come back. Whatever goes wrong is a sentence, never an exception:

>>> shown = preview(b"From Larysa: he called on 3 November.", Kind.TEXT)
>>> shown.text, len(shown.pages)
('From Larysa: he called on 3 November.', 0)
>>> kind_of(b"MZ...") is None
True
"""

from tidings.preview.kinds import Kind, kind_of
from tidings.preview.notes import NOTES
from tidings.preview.plain import harmless
from tidings.preview.printed import Printed, printed
from tidings.preview.rendering import LONGEST, Preview, confinement, preview

__all__ = [
    "LONGEST",
    "NOTES",
    "Kind",
    "Preview",
    "Printed",
    "confinement",
    "harmless",
    "kind_of",
    "preview",
    "printed",
]
