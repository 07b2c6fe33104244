"""Who has a part in a claim, and which: victim, perpetrator, witness, official, relative."""

import re
from bisect import bisect_right
from dataclasses import replace
from typing import Any

from tidings.extraction import parties, said
from tidings.extraction.attribution import is_item
from tidings.extraction.parties import Person, near
from tidings.extraction.story import OTHER_KINDS, Found, Scene
from tidings.text.letters import fold, is_cyrillic
from tidings.text.phrases import Span

ROLES = ("victim", "perpetrator", "witness", "official", "relative")


def cast_of(scene: Scene, one: Found, sentence: Span) -> tuple[Person, ...]:
    """Return who has a part in a claim, each once, with the part."""
    if one.kind == "legal_reference":
        return ()
    here = near(scene.persons, sentence)
    cast = [replace(person, role=_role(scene, person, one)) for person in here]
    own = [person for person in cast if person.role == "victim" and one.start <= person.start < one.end]
    cast = [person for person in cast if person.role != "victim" or not own or person in own]
    if not any(person.role == "victim" for person in cast) and one.kind not in OTHER_KINDS[:3]:
        cast += _of_item(scene, one) or _groups(scene, one, sentence)
    if not any(person.role == "perpetrator" for person in cast) and one.kind not in OTHER_KINDS:
        cast += _unnamed(scene, one, cast)
    return tuple(_once(cast))


def _unnamed(scene: Scene, one: Found, cast: list[Person]) -> list[Person]:
    """Return the first commander or guard in a claim who has no name and is not the one who speaks."""
    found = scene.spans(parties.words("harmful"), (one.start, one.end))
    spoken = one.by or (0, 0)
    free = [span for span in found if not spoken[0] <= span[0] < spoken[1]]
    free = [
        span for span in free if not any(person.start < span[1] and span[0] < person.end for person in cast)
    ]
    return [
        Person(start, end, scene.text[start:end], role="perpetrator", several=True) for start, end in free[:1]
    ]


ITEM = 12
"""Letters before the name with which a line of a list begins."""


def _of_item(scene: Scene, one: Found) -> list[Person]:
    """Return with whose name the line of a list begins, for a later sentence of that line: "3. Ветров Никита, 19 лет.
    Пропал у КПП"."""
    first, *later = scene.paragraph(one.number)
    start, end = scene.sentences[first]
    if not later or not is_item(scene.text[start:end]):
        return []
    named = [person for person in near(scene.persons, (start, end)) if person.name]
    return [replace(person, role="victim") for person in named[:1] if person.start - start <= ITEM]


def _once(cast: list[Person]) -> list[Person]:
    kept: dict[tuple[Any, ...], Person] = {}
    for person in cast:
        told = (person.name, person.call_sign, person.age, person.role)
        kept.setdefault(told if any(told[:3]) else (person.words.lower(),), person)
    return list(kept.values())


def _groups(scene: Scene, one: Found, sentence: Span) -> list[Person]:
    """Return the groups to whom it was done, where nobody is named: "conscripts"."""
    found = near(scene.groups, (one.start, one.end)) or near(scene.groups, sentence)
    spoken = one.by or (0, 0)
    found = [group for group in found if not spoken[0] <= group.start < spoken[1]]
    return [
        one
        for one in found
        if not any(parties.overlap(one, other) and len(one.words) < len(other.words) for other in found)
    ][:2]


def _role(scene: Scene, person: Person, one: Found) -> str:
    """Return a person's part: told by the words just before and after, and by whether the person speaks."""
    speaks = one.by is not None and one.by[0] <= person.start < one.by[1]
    if person.minor and (one.kind == "child_recruitment" or not speaks):
        return "victim"
    if one.kind == "official_response" and (speaks or bears_title(scene, person)):
        return "official"
    found = next((role for look in PARTS if (role := look(scene, person, speaks))), None)
    if found:
        return found
    return "witness" if speaks or one.kind in ("official_response", "call_for_action") else "victim"


def _before(scene: Scene, person: Person, far: int = 32) -> Span:
    """Return the words just before a person, of the same sentence."""
    begin = scene.starts[bisect_right(scene.starts, person.start) - 1]
    return max(begin, person.start - far), person.start


def bears_title(scene: Scene, person: Person) -> bool:
    """Return whether an office stands right before a name: "президент", "Colonel"."""
    titles = scene.spans(parties.words("titles"), _before(scene, person))
    return any(person.start - end < 14 and "," not in scene.text[end : person.start] for _, end in titles)


def is_official(scene: Scene, person: Person, speaks: bool) -> str | None:
    """Return "official" for one with a title."""
    return "official" if bears_title(scene, person) else None


def is_perpetrator(scene: Scene, person: Person, speaks: bool) -> str | None:
    """Return "perpetrator" for a commander or guard who is not the one who speaks."""
    harmful = scene.spans(parties.words("harmful"), _before(scene, person))
    return "perpetrator" if harmful and not speaks else None


def is_relative(scene: Scene, person: Person, speaks: bool) -> str | None:
    """Return "relative" for a mother, father or wife of whom it is said before or after the name."""
    text = scene.text
    if person.minor and not person.name:
        return None
    far = 60 if person.call_sign and not person.name else 32
    before = _before(scene, person, far)
    kin = scene.spans(parties.words("relatives"), before)
    sought = scene.spans(parties.words("sought"), before)
    if kin and (not sought or sought[-1][0] < kin[-1][0]):
        return "relative"
    after = (person.end, min(len(text), person.end + 40))
    apposed = text[person.end : person.end + 1] == "," and scene.spans(parties.words("relatives"), after)
    looks_for = scene.spans(said.words("mine"), after) or (speaks and _speaks_of_kin(scene, person))
    return "relative" if apposed or looks_for else None


def _is_possessor(scene: Scene, person: Person) -> bool:
    """Return whether a relative before a name is that one's: "мать Егора Тишина", "the mother of Pavel Sorokin"."""
    before = scene.text[max(0, person.start - 32) : person.start]
    kin = parties.words("relatives").spans(before)
    if not kin or "," in before[kin[-1][1] :]:
        return False
    oblique = (
        person.name is not None and is_cyrillic(person.words) and fold(person.words) != fold(person.name)
    )
    return oblique or bool(re.search(r"\bof (?:an? |the )?(?:[\w-]+ )?$", before[kin[-1][1] :]))


def _speaks_of_kin(scene: Scene, person: Person) -> bool:
    """Return whether the words in quotation marks that somebody says are of a son, husband or brother."""
    sentence = scene.sentences[bisect_right(scene.starts, person.start) - 1]
    kin = scene.spans(parties.words("sought"), sentence)
    return any(said.is_quoted(scene.text, one) for one in kin)


def is_sought(scene: Scene, person: Person, speaks: bool) -> str | None:
    """Return "victim" for one whose relatives are spoken of: "родные Егора Тишина"."""
    return "victim" if _is_possessor(scene, person) else None


PARTS = [is_sought, is_official, is_perpetrator, is_relative]
"""By what a person's part is known. To know more, add a function."""
