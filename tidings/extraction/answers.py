"""What an authority answers, denies, promises, or leaves unanswered."""

from collections.abc import Iterator
from functools import lru_cache

from tidings.extraction import parties, said
from tidings.extraction.attribution import speaks_of_before
from tidings.extraction.cast import bears_title, is_perpetrator
from tidings.extraction.parties import Person, near
from tidings.extraction.story import OTHER_KINDS, Found, Scene, names_any
from tidings.extraction.violations import cues_of
from tidings.text.phrases import Span


def answers(scene: Scene, number: int) -> Iterator[Found]:
    """Yield what an authority answers, denies, promises, or leaves unanswered."""
    sentence = scene.sentences[number]
    unless = scene.spans(said.words("answer", "unless"), sentence)
    for stance, names in (
        ("no_response", ("no_response",)),
        ("denied", ("denied",)),
        ("asserted", ("acted",)),
    ):
        cues = [cue for name in names for cue in scene.spans(said.words("answer", name), sentence)]
        cues = [cue for cue in cues if not any(one[0] < cue[1] and cue[0] < one[1] for one in unless)]
        if stance == "asserted" and cues and not (_may_act(scene, number) and _acts(scene, number, cues[0])):
            continue
        speaker = _authority(scene, number, cues[0]) if cues else None
        if speaker and stance == "denied" and (against := _against_promise(scene, number)):
            stance, cues = "contradicted", [*cues, *against]
        if speaker:
            cues += _silent(scene, number) if stance == "no_response" else []
            yield Found("official_response", number, *sentence, stance, tuple(sorted(cues)), speaker)
            return
    yield from _promise(scene, number)
    yield from _silence(scene, number)


def _may_act(scene: Scene, number: int) -> bool:
    """Return whether a sentence may tell of what an authority does: it is no promise that something does not happen,
    and no threat of a commander."""
    sentence = scene.sentences[number]
    if scene.spans(said.words("answer", "promise"), sentence):
        return False
    commanders = [one for one in near(scene.persons, sentence) if answers_for(scene, one)]
    return bool(scene.states(number)) or all(bears_title(scene, one) for one in commanders)


def _acts(scene: Scene, number: int, cue: Span) -> bool:
    """Return whether it may be an authority that does what the words say: nobody else stands before them, and no pronoun
    ("until they agreed to sign")."""
    sentence = scene.sentences[number]
    if said.by_pronoun(scene.text, sentence, [cue]):
        return False
    by = said.subject(scene.voices, sentence, cue)
    titled = [one for one in near(scene.persons, sentence) if answers_for(scene, one)]
    return not by or by[0] > cue[0] or names_any(scene, by, [*scene.states(number), *titled])


def _promise(scene: Scene, number: int) -> Iterator[Found]:
    """Yield a promise of an authority that the law, or the report itself, contradicts."""
    sentence = scene.sentences[number]
    cues = scene.spans(said.words("answer", "promise"), sentence)
    states = scene.states(number) if cues else []
    by = said.subject(scene.voices, sentence, cues[0]) if cues else None
    speaker = (
        by if by and names_any(scene, by, states) else _authority(scene, number, cues[0]) if cues else None
    )
    if not speaker:
        return
    against = _against(scene, number)
    stance = "contradicted" if against else "asserted"
    yield Found("official_response", number, *sentence, stance, (*cues, *against), speaker)


def _against_promise(scene: Scene, number: int) -> list[Span]:
    """Return what contradicts a denial that is a promise too: "insists that conscripts do not fight"."""
    promised = scene.spans(said.words("answer", "promise"), scene.sentences[number])
    return _against(scene, number) if promised else []


def _against(scene: Scene, number: int) -> list[Span]:
    """Return the words of the report that contradict a promise: beside it, a rule of law that permits what it denies, or
    what the report tells of conscripts who were sent to fight."""
    beside = [scene.sentences[at] for at in (number, number + 1) if at < len(scene.sentences)]
    found = [cue for span in beside for cue in scene.spans(said.words("answer", "contradicted"), span)]
    conscripts = scene.spans(said.words("people", "conscripts"), scene.sentences[number])
    return found + scene.permits + (list(_deployed(scene)) if conscripts else [])


@lru_cache(maxsize=1)
def _deployed(scene: Scene) -> tuple[Span, ...]:
    """Return the words by which the report says that conscripts were sent where they fight."""
    said_ = (cues_of(scene, "early_deployment", number) for number in range(len(scene.sentences)))
    return next((tuple(cues) for cues in said_ if cues), ())


def _silence(scene: Scene, number: int) -> Iterator[Found]:
    cues = _silent(scene, number)
    if cues:
        sentence = scene.sentences[number]
        by = scene.sayings[number].span or _named_authority(scene, number, cues[0])
        of_nobody = not scene.states(number)
        yield Found(
            "official_response", number, *sentence, "no_response", tuple(cues), by, of_nobody=of_nobody
        )


def _silent(scene: Scene, number: int) -> list[Span]:
    """Return the words that say that there is nobody to answer, or no way in."""
    return scene.spans(said.words("answer", "silence"), scene.sentences[number])


def _authority(scene: Scene, number: int, cue: Span) -> Span | None:
    """Return who answers: the authority that the sentence names; None where it names none."""
    sentence, saying = scene.sentences[number], scene.sayings[number]
    states = scene.states(number)
    titled = [one for one in near(scene.persons, sentence) if answers_for(scene, one)]
    if not states and not titled:
        return _spoke_before(scene, number) or _other_authority(scene, number, cue)
    if saying.span and not saying.again and not names_any(scene, saying.span, states):
        if titled and names_any(scene, saying.span, titled):
            return saying.span
        return saying.span if saying.span[0] > cue[0] or saying.span[1] < states[0].start else None
    by = said.subject(scene.voices, sentence, cue)
    if by and names_any(scene, by, [*states, *titled]):
        return by
    if saying.span and names_any(scene, saying.span, [*states, *titled]):
        return saying.span
    nearest = min([*states, *titled], key=lambda one: (one.start > cue[0], abs(one.start - cue[0])))
    return nearest.start, nearest.end


def _named_authority(scene: Scene, number: int, cue: Span) -> Span | None:
    """Return the authority of a sentence where it names one by its office."""
    sentence = scene.sentences[number]
    titled = [one for one in near(scene.persons, sentence) if bears_title(scene, one)]
    return _authority(scene, number, cue) if titled or scene.states(number) else None


def _spoke_before(scene: Scene, number: int) -> Span | None:
    """Return the authority that spoke just before, where the sentence calls it "he", "she" or "they"."""
    saying = scene.sayings[number]
    if not saying.again or not saying.span:
        return None
    persons = [one for one in scene.persons if answers_for(scene, one)]
    states = [one for one in scene.organisations if one.kind == "state"]
    return saying.span if names_any(scene, saying.span, [*persons, *states]) else None


def answers_for(scene: Scene, person: Person) -> bool:
    """Return whether somebody answers for what is claimed: one with a title, or a commander."""
    return bears_title(scene, person) or is_perpetrator(scene, person, speaks=False) is not None


def _other_authority(scene: Scene, number: int, cue: Span) -> Span | None:
    """Return who answers where no authority is known by its name: a few words with a capital letter that are neither
    a person nor a relative."""
    by = said.subject(scene.voices, scene.sentences[number], cue)
    if by is None or near(scene.persons, by) or scene.sayings[number].again:
        return None
    kin = [scene.spans(parties.words(name), by) for name in ("relatives", "sought", "people", "children")]
    return None if any(kin) or not scene.text[by[0]].isupper() else by


NEAR = 3
"""Sentences after a violation in which what an authority says is an answer to it."""


def statement(scene: Scene, number: int, found: list[Found]) -> list[Found]:
    """Return what an authority says after a violation was told, where the sentence claims nothing else."""
    told = [one for one in found[-20:] if one.kind not in OTHER_KINDS and number - one.number <= NEAR]
    saying = scene.sayings[number]
    titled = [one for one in near(scene.persons, scene.sentences[number]) if bears_title(scene, one)]
    if not told or not saying.span or saying.again or speaks_of_before(scene.told([]), number):
        return []
    if not names_any(scene, saying.span, [*scene.states(number), *titled]):
        return []
    return [
        Found("official_response", number, *scene.sentences[number], "asserted", (saying.span,), saying.span)
    ]
