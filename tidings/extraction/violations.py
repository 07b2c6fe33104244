"""The vocabulary of violations, and where a sentence speaks of one. Its words stand in claims.toml."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tidings.extraction import parties, said
from tidings.extraction.parties import near
from tidings.extraction.story import Found, Scene
from tidings.text.phrases import Phrases, Span, of_languages

REACH = 80
"""Letters between two words that make a kind together."""


@dataclass(frozen=True)
class _Kind:
    code: str
    alone: Phrases
    one: Phrases
    other: Phrases
    who: tuple[str, ...]
    what: Phrases
    unless: Phrases
    in_particular: bool
    reach: int


@cache
def kinds() -> tuple[str, ...]:
    """Return the codes of the vocabulary of violations, in its order."""
    return tuple(said.table()["kind"])


@cache
def label(kind: str) -> dict[str, str]:
    """Return how a kind of claim is called, by language. Raises KeyError for what is none."""
    table = said.table()
    found: dict[str, str] = (table["kind"] | table["other_kind"])[kind]["label"]
    return found


@cache
def stance_label(stance: str) -> dict[str, str]:
    """Return how a stance is called, by language. Raises KeyError for what is none."""
    found: dict[str, str] = said.table()["stance"][stance]["label"]
    return found


@cache
def _kinds() -> tuple[_Kind, ...]:
    return tuple(
        _Kind(
            code,
            of_languages(one.get("alone", {})),
            of_languages(one.get("one", {})),
            of_languages(one.get("other", {})),
            tuple(one.get("who", ())),
            of_languages(one.get("what", {})),
            of_languages(one.get("unless", {})),
            one.get("in_particular", False),
            one.get("reach", REACH),
        )
        for code, one in said.table()["kind"].items()
    )


def violations(scene: Scene, number: int) -> Iterator[Found]:
    """Yield each violation that a sentence speaks of, where it says of whom, where, when or by whom it is told."""
    sentence = scene.sentences[number]
    anchored = _is_anchored(scene, number)
    if _is_of_law(scene, sentence):
        return
    for kind in _kinds():
        if (kind.in_particular and not anchored) or scene.spans(kind.unless, sentence):
            continue
        cues = _cues(scene, kind, sentence)
        if cues:
            yield Found(
                kind.code, number, *sentence, _stance(scene, number), tuple(cues), scene.sayings[number].span
            )


def _is_of_law(scene: Scene, sentence: Span) -> bool:
    """Return whether a sentence says what the law gives against something, and tells of nobody to whom it was done:
    "signatures obtained by threats may be contested"."""
    told = (scene.persons, scene.places, scene.days)
    return bool(scene.spans(said.words("general", "remedy"), sentence)) and not any(
        near(finds, sentence) for finds in told
    )


def cues_of(scene: Scene, code: str, number: int) -> list[Span]:
    """Return the words by which one kind of violation is known in a sentence; none where an authority speaks."""
    sentence = scene.sentences[number]
    if scene.states(number) or scene.spans(said.words("answer", "promise"), sentence):
        return []
    return next((_cues(scene, kind, sentence) for kind in _kinds() if kind.code == code), [])


def _cues(scene: Scene, kind: _Kind, sentence: Span) -> list[Span]:
    """Return the words by which a kind is known in a sentence, none where it is not."""
    found = {*scene.spans(kind.alone, sentence), *_together(scene, kind, sentence)}
    others = scene.spans(kind.other, sentence)
    for one in scene.spans(kind.one, sentence) if others else ():
        other = min(others, key=lambda other: max(other[0] - one[1], one[0] - other[1]))
        if -1 < max(other[0] - one[1], one[0] - other[1]) <= kind.reach:
            found |= {one, other}
    return sorted(found)


def _together(scene: Scene, kind: _Kind, sentence: Span) -> list[Span]:
    """Return what is done, where it is done to those of whom the kind speaks."""
    what = scene.spans(kind.what, sentence)
    if not what:
        return []
    who = [cue for name in kind.who for cue in scene.spans(_list(name), sentence)]
    young = [one for one in near(scene.persons, sentence) if one.minor] if "minor" in kind.who else []
    child_before = "minor" in kind.who and _child_just_before(scene, sentence)
    return what if who or young or child_before else []


def _child_just_before(scene: Scene, sentence: Span) -> bool:
    """Return whether the sentence before, in the same paragraph, was of a child, or of children to whom "they" points,
    and this one names nobody else."""
    before = [one for one in near(scene.persons, (sentence[0] - 250, sentence[0])) if one.minor]
    if scene.spans(said.words("people", "they"), sentence):
        before += [one for one in near(scene.groups, (sentence[0] - 250, sentence[0])) if one.minor]
    between = [one for one in before if "\n" not in scene.text[one.end : sentence[0]]]
    others = [one for one in near(scene.persons, sentence) if one.name]
    return bool(between) and not others


@cache
def _list(name: str) -> Phrases:
    """Return a list of people, of claims.toml or parties.toml."""
    return said.words("people", name) if name in said.table()["people"] else parties.words(name)


def _is_anchored(scene: Scene, number: int) -> bool:
    """Return whether a sentence speaks of somebody or something in particular, and not of such things in general."""
    sentence, saying = scene.sentences[number], scene.sayings[number]
    units = [one for one in near(scene.organisations, sentence) if one.kind == "unit"]
    alone = [one for one in near(scene.groups, sentence) if not one.minor]
    return bool(
        near(scene.persons, sentence)
        or units
        or alone
        or near(scene.places, sentence)
        or near(scene.days, sentence)
        or saying.span
        or scene.spans(parties.words("sought"), sentence)
        or len(scene.paragraph(number)) > 1
    )


def _stance(scene: Scene, number: int) -> str:
    saying = scene.sayings[number]
    if saying.vouched and (scene.states(number) or not saying.told):
        return "asserted"
    ours = saying.span and said.first_person(scene.text[slice(*saying.span)])
    return "alleged" if (saying.told or saying.hedged) and not ours else "asserted"
