"""Conditions of a rule: all, any, not, and "this fact is one of these values", over a world in which all is known."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

World = Mapping[str, str | bool]
"""One way things may be: a value for every fact that a rule asks about."""


class Condition(Protocol):
    """Something that holds or does not in a world."""

    def holds(self, world: World) -> bool:
        """Return whether it is so in this world."""
        ...

    def names(self) -> Iterator[str]:
        """Yield the facts it asks about, in the order they are written."""
        ...


@dataclass(frozen=True)
class Is:
    """A fact has one of these values."""

    fact: str
    values: frozenset[str | bool]

    def holds(self, world: World) -> bool:
        """Return whether the fact has one of the values."""
        return world[self.fact] in self.values

    def names(self) -> Iterator[str]:
        """Yield the fact."""
        yield self.fact


@dataclass(frozen=True)
class Every:
    """All parts hold."""

    parts: tuple[Condition, ...]

    def holds(self, world: World) -> bool:
        """Return whether all hold."""
        return all(part.holds(world) for part in self.parts)

    def names(self) -> Iterator[str]:
        """Yield the facts of all parts."""
        for part in self.parts:
            yield from part.names()


@dataclass(frozen=True)
class Some(Every):
    """At least one part holds."""

    def holds(self, world: World) -> bool:
        """Return whether any holds."""
        return any(part.holds(world) for part in self.parts)


@dataclass(frozen=True)
class Not:
    """The part does not hold."""

    part: Condition

    def holds(self, world: World) -> bool:
        """Return whether it does not hold."""
        return not self.part.holds(world)

    def names(self) -> Iterator[str]:
        """Yield the facts of the part."""
        yield from self.part.names()


ALWAYS = Every(())
