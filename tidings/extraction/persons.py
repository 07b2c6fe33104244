"""The persons of a message: who is sought, who writes, and who else is named.

>>> [(p.role, p.surname, p.given) for p in people("Ищу мужа, Ярцева Глеба. Ярцева Инна", date(2026, 3, 1))]
[('sought', 'Ярцев', 'Глеб'), ('enquirer', 'Ярцева', 'Инна')]
"""

from dataclasses import dataclass
from datetime import date

ROLES = ("sought", "enquirer", "other")
RELATIONS = (
    "mother",
    "father",
    "wife",
    "sister",
    "brother",
    "grandmother",
    "partner",
    "friend",
    "other",
    "unknown",
)


@dataclass(frozen=True)
class PersonFound:
    """A person of the message, with the words that say so.

    `role` is "sought", "enquirer" or "other". The three names are nominative, as a passport has them, or None.
    `start` and `end` are the offsets of the name; a person without a name ("мой муж") has those of the word for them.
    `relation` is what the enquirer is to the sought (one of RELATIONS), "unknown" for everyone else;
    `relation_start` and `relation_end` are the offsets of the words it was read from, equal where there are none.
    """

    role: str
    surname: str | None
    given: str | None
    patronymic: str | None
    start: int
    end: int
    relation: str = "unknown"
    relation_start: int = 0
    relation_end: int = 0


def people(text: str, received: date) -> list[PersonFound]:
    """Return the persons of a message: the sought in the order of the text, then the enquirer (at most one,
    present where a name or a relation was read), then the others."""
    raise NotImplementedError
