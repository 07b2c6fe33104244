"""What triage may know about an appeal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

CATEGORIES = (
    "lost_contact",
    "coerced_contract",
    "deployment_notice",
    "exempt_called_up",
    "captivity",
    "remains",
    "contract_dispute",
    "child_recruitment",
    "other",
)
URGENCIES = ("critical", "high", "normal", "low")


@dataclass(frozen=True)
class AppealFacts:
    """The words of an appeal and what was read in them; None, empty or unknown: not told."""

    text: str  # in Russian, Ukrainian or English letters
    sought: int = 0  # how many persons need help
    statuses: frozenset[str] = frozenset()  # of conscript, contract, mobilised, minor
    flags: frozenset[str] = frozenset()
    deadline: date | None = None
    last_contact: date | None = None
    relation: str = "unknown"

    @classmethod
    def from_reading(cls, text: str, read: Mapping[str, Any]) -> "AppealFacts":
        """Return the facts from a reading as plain values (keys sought, enquirer, flags, deadline).

        Raises KeyError for a key that is missing, ValueError for a day not written YYYY-MM-DD.
        """
        sought = read["sought"]
        contacts = [one["last_contact"] for one in sought if one.get("last_contact")]
        return cls(
            text=text,
            sought=len(sought),
            statuses=frozenset(one["status"] for one in sought if one["status"] != "unknown"),
            flags=frozenset(read["flags"]),
            deadline=date.fromisoformat(read["deadline"]) if read["deadline"] else None,
            last_contact=date.fromisoformat(max(contacts)) if contacts else None,
            relation=read["enquirer"]["relation"],
        )
