"""Appeals and cases that may be about the same sought person: proposed, with reasons, and decided by nobody."""

from dataclasses import dataclass

from tidings.web.appeals.models import Appeal


@dataclass(frozen=True)
class Alike:
    """Someone sought elsewhere who may be the same person."""

    title: str
    address: str
    name: str
    probability: float
    reasons: list[str]


def similar_to(appeal: Appeal) -> list[Alike]:
    """Return who may be sought here and elsewhere, the likeliest first."""
    return []
