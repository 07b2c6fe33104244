"""Which names may be of one person, found without comparing each with each: a list of prisoners has hundreds."""

from bisect import insort
from collections.abc import Iterator
from functools import lru_cache
from heapq import merge
from itertools import combinations

from tidings.extraction.naming import Group
from tidings.text.names import key

_FEW = 12
Parts = frozenset[str]
_key = lru_cache(maxsize=8192)(key)
"""Names of a message are compared many times."""
Place = tuple[str, Parts, tuple[tuple[str, str], ...]]

_PARTS = ("surname", "given", "patronymic")
_SOME = [frozenset(some) for size in (1, 2, 3) for some in combinations(_PARTS, size)]


def parts(group: Group) -> int:
    """Return how many parts of the name are told."""
    return len(_keys(group))


def same(one: Group, other: Group) -> bool:
    """Return whether two names may be of one person: nothing contradicts, and a part is shared."""
    first, second = _keys(one), _keys(other)
    shared = first.keys() & second.keys()
    if not shared or (one.gender and other.gender and one.gender != other.gender):
        return False
    return _may_be_short_for(one, other) and all(first[part] == second[part] for part in shared)


def _may_be_short_for(one: Group, other: Group) -> bool:
    """Return whether the short forms do not contradict where a given name is not told: Саша and Женя do."""
    differ = bool(one.short and other.short and one.short != other.short)
    return not differ or bool(one.name.given and other.name.given)


def _keys(group: Group) -> dict[str, str]:
    return {part: _key(told) for part in _PARTS if (told := getattr(group.name, part))}


class Told:
    """Names in the order in which they were told, each to be found by the parts it shares with another."""

    def __init__(self, groups: list[Group]) -> None:
        self.groups: list[Group] = []
        self._noted = False
        self._at: dict[Place, list[int]] = {}
        for group in groups:
            self.add(group)

    def _note_all(self) -> None:
        """Note every name by its parts, from when there are so many that looking at each takes longer."""
        self._noted = True
        for at in range(len(self.groups)):
            self._note(at)

    def add(self, group: Group) -> None:
        """Put a name at the end."""
        self.groups.append(group)
        if self._noted:
            self._note(len(self.groups) - 1)
        elif len(self.groups) > _FEW:
            self._note_all()

    def change(self, at: int, group: Group) -> None:
        """Put a fuller telling in the place of a name."""
        self.groups[at] = group
        if self._noted:
            self._note(at)

    def _note(self, at: int) -> None:
        keys = _keys(self.groups[at])
        for shared in _SOME:
            if shared <= keys.keys():
                place = self.groups[at].gender, frozenset(keys), _of(keys, shared)
                insort(self._at.setdefault(place, []), at)

    def first_like(self, group: Group, more: bool = False, after: int = -1) -> int | None:
        """Return where the first name stands that may be of the same person; with `more` one that tells parts that
        `group` does not, after the place `after`."""
        if not self._noted:
            return self._first_of_few(group, more, after)
        found = (at for at in merge(*self._alike(group, more)) if at > after)
        return next((at for at in found if same(self.groups[at], group)), None)

    def _first_of_few(self, group: Group, more: bool, after: int) -> int | None:
        keys = _keys(group).keys()
        for at, told in enumerate(self.groups[after + 1 :], after + 1):
            if same(told, group) and not (more and _keys(told).keys() <= keys):
                return at
        return None

    def _alike(self, group: Group, more: bool) -> Iterator[list[int]]:
        """Yield the places of the names that have the same in all parts that both tell."""
        keys = _keys(group)
        for told in _SOME:
            shared = told & keys.keys()
            if shared and not (more and told <= keys.keys()):
                for gender in ("", "m", "f") if not group.gender else ("", group.gender):
                    yield self._at.get((gender, told, _of(keys, shared)), [])


def _of(keys: dict[str, str], shared: Parts) -> tuple[tuple[str, str], ...]:
    return tuple((part, keys[part]) for part in _PARTS if part in shared)
