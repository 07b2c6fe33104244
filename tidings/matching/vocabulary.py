"""Words of names as evidence: each distinct word once, with the true names it may stand for.

A word is a noisy observation of a name: said in another case or language, shortened, slipped by ear or key, written in
another alphabet. A vocabulary holds for every word the names it may stand for and how each would come to be written so,
P(word | name); names are known by their skeletons ("sounds"). How likely each name is, is in tidings.matching.beliefs.
"""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import polars as pl

from tidings.matching import belarusian, reference, spelling

Floats = npt.NDArray[np.float64]
Rows = npt.NDArray[np.int32]
Kinds = npt.NDArray[np.int8]

SAME, CASE, UKRAINIAN, SHORT, SLIP, PART, READING = range(7)
"""How a word came from a name: as it is, another case, the other language's form, a short form, a slip of ear or key,
one part of a double name, an uncommon way to write it (in Latin letters, or as a Belarusian hears it)."""
KINDS = ("same", "case", "ukrainian", "short", "slip", "part", "reading")

SHORTEST_TO_SLIP = 4
_ALIKE = ("oa", "ei", "vf", "dt", "gk", "zs", "gh", "io", "ea", "bp", "JW", "cs")
HEARD_ALIKE = frozenset((*_ALIKE, *(pair[::-1] for pair in _ALIKE)))
"""Sounds that are taken for one another, as meant + written."""
LETTERS = "abcdefghiJklmnoprstuvzCWRY"

Meaning = tuple[int, int, float]
"""A sound that may be meant, the kind, and the share of that kind which is written so."""


@dataclass(frozen=True)
class Edges:
    """From words to the names they may stand for, by word."""

    word: Rows
    name: Rows
    kind: Kinds
    share: Floats


@dataclass
class Vocabulary:
    """The distinct words of some tables, and the sounds they may stand for: those of the words and all known names."""

    words: list[str]
    sounds: list[str]
    """Those of known names come first, the same in every vocabulary."""
    of_word: dict[str, int]
    of_sound: dict[str, int]
    spoken: set[int]
    """Sounds that stand in the tables, or are given names and patronymics everyone knows: slips lead to these."""
    edges: Edges = field(default_factory=lambda: edges_of([]))

    def meanings(self, word: str) -> list[Meaning]:
        """Return what a word, seen before or not, may stand for among the sounds of this vocabulary, likeliest last."""
        sound = spelling.skeleton(word)
        found = {name: (kind, share) for name, kind, share in self._slipped(sound)}
        plainly = [*_read_otherwise(word, self.of_sound), *_meant_by(sound, self.of_sound)]
        for name, kind, share in plainly:
            if share >= found.get(name, (SAME, 0.0))[1]:
                found[name] = kind, share
        return [(name, *how) for name, how in found.items()]

    def _slipped(self, sound: str) -> list[Meaning]:
        if len(sound) < SHORTEST_TO_SLIP:
            return []
        found = []
        for near, slip in one_slip_away(sound, self.of_sound):
            if self.of_sound[near] in self.spoken and len(near) >= SHORTEST_TO_SLIP:
                for name, kind, share in _meant_by(near, self.of_sound):
                    found.append((name, SLIP, slip * share * _THROUGH_SLIP[kind]))
        return sorted(found, key=lambda meaning: meaning[2])

    def learn(self, sound: str) -> int:
        """Return the number of a sound, which is added if it is new; slips lead to it from now on."""
        if sound not in self.of_sound:
            self.of_sound[sound] = len(self.sounds)
            self.sounds.append(sound)
        self.spoken.add(self.of_sound[sound])
        return self.of_sound[sound]


_THROUGH_SLIP = (0.8, 0.05, 0.05, 0.05, 0.0, 0.0, 0.0)
"""How likely a word with a slip was, but for the slip, of each kind."""
FEW = 300
"""So few words are looked up one by one."""


def build(words: Sequence[str]) -> Vocabulary:
    """Return the vocabulary of distinct words in small letters (see tidings.matching.table.words)."""
    of_sound = dict(reference.numbers())
    vocabulary = Vocabulary(
        words=list(words),
        sounds=list(of_sound),
        of_word={word: number for number, word in enumerate(words)},
        of_sound=of_sound,
        spoken=set(reference.everyday()),
    )
    mains = [spelling.skeleton(word) for word in words]
    for sound in sorted(set(mains)):
        vocabulary.learn(sound)
    if len(words) <= FEW:
        vocabulary.edges = edges_of([vocabulary.meanings(word) for word in words])
    else:
        vocabulary.edges = _edges(vocabulary, np.array([of_sound[sound] for sound in mains], np.int32))
    return vocabulary


def edges_of(meanings: Sequence[list[Meaning]]) -> Edges:
    """Return what words may stand for as columns, by word and name."""
    flat = sorted((word, *meaning) for word, found in enumerate(meanings) for meaning in found)
    columns = list(zip(*flat, strict=True)) or [(), (), (), ()]
    kinds = (np.int32, np.int32, np.int8, np.float64)
    return Edges(*(np.array(column, kind) for column, kind in zip(columns, kinds, strict=True)))


def _meant_by(sound: str, of_sound: dict[str, int]) -> list[Meaning]:
    """Return what a sound may stand for without a slip; a short or a Ukrainian form may stand in another case too."""
    found: list[Meaning] = [(of_sound.get(sound, -1), SAME, 1.0), *_other_forms(sound, of_sound, 1.0)]
    for nominative in spelling.nominatives(sound):
        if (name := of_sound.get(nominative, -1)) >= 0:
            found.append((name, CASE, _ONE_CASE))
        found += _other_forms(nominative, of_sound, _INFLECTED)
    return [meaning for meaning in found if meaning[0] >= 0]


HEARD = 0.3
"""The share of uncommon ways to write a name that are those of a Belarusian."""
_ONE_CASE, _INFLECTED = 0.25, 0.06


def _other_forms(sound: str, of_sound: dict[str, int], share: float) -> Iterator[Meaning]:
    for formal, part in reference.short_form_table().get(sound, ()):
        yield of_sound.get(formal, -1), SHORT, part * share
    for other in reference.ukrainian_table().get(sound, ()):
        yield of_sound.get(other, -1), UKRAINIAN, share


def _read_otherwise(word: str, of_sound: dict[str, int]) -> Iterator[Meaning]:
    """Yield what a word may stand for if it is not read in the commonest way."""
    if "-" in word:
        for part in word.split("-"):
            if len(part) > 2 and (number := of_sound.get(spelling.skeleton(part), -1)) >= 0:
                yield number, PART, 0.5
    for reading in spelling.other_readings(word):
        if (number := of_sound.get(reading, -1)) >= 0:
            for name, kind, share in _meant_by(reading, of_sound):
                yield name, READING, share * (0.8 if kind == SAME else 0.05)
    own = spelling.skeleton(word)
    if own not in reference.numbers():
        for sound in reference.belarusian_forms().get(belarusian.heard(own), ()):
            if (number := of_sound.get(sound, -1)) >= 0:
                yield number, READING, HEARD
    for sound in reference.blurs().get(spelling.german_reading(word), ()):
        if (number := of_sound.get(sound, -1)) >= 0:
            yield number, READING, 0.5


def one_slip_away(sound: str, among: Container[str]) -> Iterator[tuple[str, float]]:
    """Yield the spellings one slip away that are among these, with the share of slips that would give `sound` from it."""
    length = len(sound)
    for at in range(length + 1):
        before, after = sound[:at], sound[at:]
        for letter in LETTERS:
            if (near := before + letter + after) in among:
                yield near, slip_share("dropped", length)
        if not after:
            return
        rest, written = after[1:], after[0]
        if (near := before + rest) in among:
            yield near, slip_share("added", length)
        if (near := before + rest[:1] + written + rest[1:]) in among and near != sound:
            yield near, slip_share("swapped", length)
        for letter in LETTERS:
            if (near := before + letter + rest) in among and letter != written:
                yield near, slip_share("heard" if letter + written in HEARD_ALIKE else "changed", length)


def slip_share(how: str, length: int) -> float:
    """Return the share of all slips in a word of this length that are exactly this one."""
    return _SLIPS[how] / length


_SLIPS = {"dropped": 0.35, "swapped": 0.2, "added": 0.02, "changed": 0.02, "heard": 0.12}


def slips(sounds: pl.DataFrame) -> pl.DataFrame:
    """Return `sound`, `near`, `share` for all pairs of numbers whose spellings are one slip apart, both ways.

    `sounds` has `number` and `text`. The share is that of slips in `near` that give `sound`.
    """
    long = sounds.filter(pl.col("text").str.len_chars() >= SHORTEST_TO_SLIP)
    if long.is_empty():
        return pl.DataFrame(schema={"sound": pl.Int32, "near": pl.Int32, "share": pl.Float64})
    found = [_dropped(long), _swapped(long), _changed(long)]
    both = pl.concat([*found, _added(found[0])])
    return both.group_by("sound", "near").agg(pl.col("share").max()).sort("sound", "near")


def _by_place(sounds: pl.DataFrame) -> Iterator[tuple[int, pl.DataFrame, pl.DataFrame]]:
    longest = int(sounds["text"].str.len_chars().max() or 0)  # type: ignore[arg-type]
    for at in range(longest):
        long = sounds.filter(pl.col("text").str.len_chars() > at)
        yield at, long, long.filter(pl.col("text").str.len_chars() > at + 1)


def _share(how: str) -> pl.Expr:
    return pl.lit(_SLIPS[how]) / pl.col("text").str.len_chars()


def _dropped(sounds: pl.DataFrame) -> pl.DataFrame:
    """`sound` is `near` without one letter."""
    cut = pl.concat(
        long.select(near="number", text=pl.col("text").str.slice(0, at) + pl.col("text").str.slice(at + 1))
        for at, long, _ in _by_place(sounds)
    )
    return sounds.join(cut, on="text").select(sound="number", near="near", share=_share("dropped"))


def _added(dropped: pl.DataFrame) -> pl.DataFrame:
    """`sound` is `near` with one letter more."""
    length = _SLIPS["dropped"] / pl.col("share") + 1
    return dropped.select(sound="near", near="sound", share=_SLIPS["added"] / length)


def _swapped(sounds: pl.DataFrame) -> pl.DataFrame:
    text = pl.col("text").str
    turned = pl.concat(
        long.select(
            near="number",
            text=text.slice(0, at) + text.slice(at + 1, 1) + text.slice(at, 1) + text.slice(at + 2),
        )
        for at, _, long in _by_place(sounds)
    )
    joined = sounds.join(turned, on="text").filter(pl.col("number") != pl.col("near"))
    return joined.select(sound="number", near="near", share=_share("swapped"))


def _changed(sounds: pl.DataFrame) -> pl.DataFrame:
    text, found = pl.col("text").str, []
    for at, long, _ in _by_place(sounds):
        rest = long.select(
            "number", "text", rest=text.slice(0, at) + "*" + text.slice(at + 1), letter=text.slice(at, 1)
        )
        pairs = rest.join(rest.select("rest", near="number", meant="letter"), on="rest")
        found.append(pairs.filter(pl.col("number") != pl.col("near")))
    heard = (pl.col("meant") + pl.col("letter")).is_in(sorted(HEARD_ALIKE))
    share = pl.when(heard).then(_share("heard")).otherwise(_share("changed"))
    return pl.concat(found).select(sound="number", near="near", share=share)


def _edges(vocabulary: Vocabulary, mains: Rows) -> Edges:
    meant = _meanings_frame(
        (number, _meant_by(vocabulary.sounds[number], vocabulary.of_sound))
        for number in sorted(vocabulary.spoken)
    )
    words = pl.DataFrame({"word": np.arange(len(mains), dtype=np.int32), "number": mains})
    plainly = words.join(meant, on="number").select("word", "name", "kind", "share")
    otherwise = _meanings_frame(
        (number, list(_read_otherwise(word, vocabulary.of_sound)))
        for number, word in enumerate(vocabulary.words)
    ).rename({"number": "word"})
    slipped = _slipped(vocabulary, words, meant)
    every = pl.concat([plainly, otherwise, slipped]).sort(
        "word", "name", "share", "kind", descending=[False, False, True, False]
    )
    best = every.group_by("word", "name", maintain_order=True).agg(
        pl.col("kind").first(), pl.col("share").first()
    )
    columns = best.sort("word", "name")
    return Edges(*(columns[name].to_numpy() for name in ("word", "name", "kind", "share")))


def _slipped(vocabulary: Vocabulary, words: pl.DataFrame, meant: pl.DataFrame) -> pl.DataFrame:
    spoken = np.array(sorted(vocabulary.spoken), np.int32)
    texts = pl.DataFrame({"number": spoken, "text": [vocabulary.sounds[number] for number in spoken]})
    near = slips(texts).rename({"share": "slip"})
    through = near.join(meant.rename({"number": "near"}), on="near")
    scale = pl.col("kind").cast(pl.Int32).replace_strict(dict(enumerate(_THROUGH_SLIP)))
    share = pl.col("slip") * pl.col("share") * scale
    found = through.select(number="sound", name="name", kind=pl.lit(SLIP, pl.Int8), share=share)
    return words.join(found, on="number").select("word", "name", "kind", "share")


def _meanings_frame(rows: Iterable[tuple[int, list[Meaning]]]) -> pl.DataFrame:
    flat = [(number, *meaning) for number, meanings in rows for meaning in meanings]
    schema = {"number": pl.Int32, "name": pl.Int32, "kind": pl.Int8, "share": pl.Float64}
    return pl.DataFrame(flat, schema=schema, orient="row")
