"""Reading appeals: from words to mentions, and from mentions to proposed facts.

>>> from datetime import date
>>> found = read(Message("1", "form", date(2024, 8, 8), "Ищу сына, Крапивина Олега, в/ч 12345. Звонил вчера. Мама"))
>>> found.sought[0].surname, found.sought[0].units, found.sought[0].last_contact, found.enquirer.relation
('Крапивин', ('12345',), '2024-08-07', 'mother')
>>> [(m.text, m.value) for m in found.mentions if m.kind == "last_contact"]
[('вчера', '2024-08-07')]

Every fact names the mentions that it rests on, and every mention is a span of the text. To find more, add a
function to FINDERS; to know more words, edit words.toml.
"""

from tidings.extraction.channels import load, load_all
from tidings.extraction.finders import FINDERS
from tidings.extraction.mentions import Fact, Mention
from tidings.extraction.messages import Message
from tidings.extraction.reading import Enquirer, Reading, Sought, read

__all__ = [
    "FINDERS",
    "Enquirer",
    "Fact",
    "Mention",
    "Message",
    "Reading",
    "Sought",
    "load",
    "load_all",
    "read",
]
