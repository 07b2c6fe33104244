"""Words of names as evidence: each distinct word once, with the true names it may stand for.

A word is a noisy observation of a name: said in another case or language, shortened, slipped by ear or key, written in
another alphabet. A vocabulary holds for every word the names it may stand for and how each would come to be written so,
P(word | name); names are known by their skeletons ("sounds"). How likely each name is, is in tidings.matching.beliefs.
"""

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt
import polars as pl

from tidings.matching import belarusian, reference, slips, spelling, spoken
from tidings.matching.compiled import compiled, together

Floats = npt.NDArray[np.float64]
Rows = npt.NDArray[np.int32]
Kinds = npt.NDArray[np.int8]

SAME, CASE, UKRAINIAN, SHORT, SLIP, PART, READING = range(7)
"""How a word came from a name: as it is, another case, the other language's form, a short form, a slip of ear or key,
one part of a double name, an uncommon way to write it (in Latin letters, or as a Belarusian hears it)."""
KINDS = ("same", "case", "ukrainian", "short", "slip", "part", "reading")

SHORTEST_TO_SLIP = slips.SHORTEST
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

    def starts(self, words: int) -> Rows:
        """Return where the edges of each of so many words begin, and where the last ones end."""
        return np.searchsorted(self.word, np.arange(words + 1, dtype=np.int32)).astype(np.int32)

    def of(self, word: int) -> "Edges":
        """Return those of one word."""
        start, end = np.searchsorted(self.word, np.array([word, word + 1], np.int32)).tolist()
        return Edges(self.word[start:end], self.name[start:end], self.kind[start:end], self.share[start:end])


@dataclass
class Vocabulary:
    """The distinct words of some tables, and the sounds they may stand for: those of the words and all known names."""

    words: list[str]
    sounds: list[str]
    """Those of known names come first, the same in every vocabulary."""
    of_sound: dict[str, int]
    spoken: set[int]
    """Sounds that stand in the tables, or are given names and patronymics everyone knows: slips lead to these."""
    edges: Edges = field(default_factory=lambda: edges_of([]))

    @cached_property
    def of_word(self) -> dict[str, int]:
        """The number of each word."""
        return {word: number for number, word in enumerate(self.words)}

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
        if len(sound) < SHORTEST_TO_SLIP or not self._may_be_near(sound):
            return []
        found = []
        for near, slip in one_slip_away(sound, self.of_sound):
            if self.of_sound[near] in self.spoken and len(near) >= SHORTEST_TO_SLIP:
                for name, kind, share in _meant_by(near, self.of_sound):
                    found.append((name, SLIP, slip * share * _THROUGH_SLIP[kind]))
        return sorted(found, key=lambda meaning: meaning[2])

    def _may_be_near(self, sound: str) -> bool:
        """Return whether any of a handful of sounds may be one slip away: cheaper to ask than to look up every slip."""
        if len(self.of_sound) > _HANDFUL:
            return True
        letters = set(sound)
        return any(
            abs(len(other) - len(sound)) < 2 and other != sound and len(letters ^ set(other)) < 3
            for other in self.of_sound
        )

    def learn(self, sound: str) -> int:
        """Return the number of a sound, which is added if it is new; slips lead to it from now on."""
        if sound not in self.of_sound:
            self.of_sound[sound] = len(self.sounds)
            self.sounds.append(sound)
        self.spoken.add(self.of_sound[sound])
        return self.of_sound[sound]

    def forget_sounds(self) -> None:
        """Let go of the sounds: they are large, and only edges and words are asked for once the names are read."""
        self.__dict__["of_word"] = {}
        for known in (self.of_sound, self.sounds, self.spoken):
            known.clear()

    def forget(self) -> None:
        """Let go of everything but the words, once all is learnt."""
        self.forget_sounds()
        self.edges = edges_of([])

    def learn_all(self, sounds: Sequence[str]) -> None:
        """Take in many sounds, in their order."""
        new = [sound for sound in sounds if sound not in self.of_sound]
        self.of_sound |= zip(new, range(len(self.sounds), len(self.sounds) + len(new)), strict=True)
        self.sounds += new
        self.spoken.update(map(self.of_sound.__getitem__, sounds))


_THROUGH_SLIP = (0.8, 0.05, 0.05, 0.05, 0.0, 0.0, 0.0)
"""How likely a word with a slip was, but for the slip, of each kind."""
_HANDFUL = 20
FEW = 300
"""So few words are looked up one by one."""


def build(words: Sequence[str]) -> Vocabulary:
    """Return the vocabulary of distinct words in small letters (see tidings.matching.table.words)."""
    of_sound = dict(reference.numbers())
    vocabulary = Vocabulary(
        words=list(words),
        sounds=list(of_sound),
        of_sound=of_sound,
        spoken=set(reference.everyday()),
    )
    mains = spelling.skeletons(pl.Series("word", vocabulary.words, pl.String))
    vocabulary.learn_all(mains.unique().sort().to_list())
    if len(words) <= FEW:
        vocabulary.edges = edges_of([vocabulary.meanings(word) for word in words])
    else:
        vocabulary.edges = _edges(vocabulary, mains)
    return vocabulary


def edges_of(meanings: Sequence[list[Meaning]]) -> Edges:
    """Return what words may stand for as columns, by word and name."""
    flat = sorted((word, *meaning) for word, found in enumerate(meanings) for meaning in found)
    columns = list(zip(*flat, strict=True)) or [(), (), (), ()]
    kinds = (np.int32, np.int32, np.int8, np.float64)
    return Edges(*(np.array(column, kind) for column, kind in zip(columns, kinds, strict=True)))


def edges_together(words: Sequence[Edges]) -> Edges:
    """Return the edges of words one after another, which are then the words 0, 1, 2 …"""
    if not words:
        return edges_of([])
    numbers = np.repeat(np.arange(len(words), dtype=np.int32), [len(one.name) for one in words])
    columns = zip(*((one.name, one.kind, one.share) for one in words), strict=True)
    return Edges(numbers, *(np.concatenate(column) for column in columns))


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
    for number in _parts_of(word, of_sound):
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
    for sound in spoken.formal(own):
        if (number := of_sound.get(sound, -1)) >= 0:
            yield number, READING, spoken.SAID
    for sound in reference.blurs().get(spelling.german_reading(word), ()):
        if (number := of_sound.get(sound, -1)) >= 0:
            yield number, READING, 0.5


def one_slip_away(sound: str, among: Container[str], letters: str = LETTERS) -> Iterator[tuple[str, float]]:
    """Yield the spellings one slip away that are among these, with the share of slips that would give `sound` from it."""
    length = len(sound)
    for at in range(length + 1):
        before, after = sound[:at], sound[at:]
        for letter in letters:
            if (near := before + letter + after) in among:
                yield near, slip_share(slips.DROPPED, length)
        if not after:
            return
        rest, written = after[1:], after[0]
        if (near := before + rest) in among:
            yield near, slip_share(slips.ADDED, length)
        if (near := before + rest[:1] + written + rest[1:]) in among and near != sound:
            yield near, slip_share(slips.SWAPPED, length)
        for letter in letters:
            if (near := before + letter + rest) in among and letter != written:
                yield (
                    near,
                    slip_share(
                        slips.HEARD if letter + written in slips.HEARD_ALIKE else slips.CHANGED, length
                    ),
                )


def slip_share(how: int, length: int) -> float:
    """Return the share of all slips in a word of this length that are exactly this one; see slips.SHARES."""
    return float(slips.SHARES[how]) / length


# --- the same for many words at once -------------------------------------------------------------------------------


def _edges(vocabulary: Vocabulary, mains: pl.Series) -> Edges:
    """Return what all words may stand for, as `Vocabulary.meanings` does for one; `mains` are their sounds."""
    sounds = pl.DataFrame(
        {"name": np.arange(len(vocabulary.sounds), dtype=np.int32), "sound": vocabulary.sounds}
    )
    words = pl.DataFrame({"word": vocabulary.words, "sound": mains}).with_row_index("number")
    words = words.join(sounds, on="sound", maintain_order="left").with_columns(
        pl.col("number").cast(pl.Int32)
    )
    read = _read_so(words, sounds)
    spoken = np.zeros(len(sounds), bool)
    spoken[list(vocabulary.spoken)] = True
    asked = spoken.copy()
    asked[read["reading"].to_numpy()] = True
    some = sounds.filter(pl.Series(spoken))
    meant, near, otherwise = together(
        lambda work: work(),
        [
            (lambda: _meant(sounds.filter(pl.Series(asked)), sounds),),
            (lambda: slips.slips(some["sound"]),),
            (lambda: _otherwise(vocabulary, words, sounds),),
        ],
    )
    found = pl.concat(
        [
            words.select("number", reading="name").join(meant, on="reading").select(_EDGE),
            _as_readings(read, meant),
            otherwise,
            _slipped(words, near, some["name"].to_numpy(), meant),
        ]
    )
    return _best(found, len(words))


_EDGE = ("number", "name", "kind", "share")


def _best(found: pl.DataFrame, words: int) -> Edges:
    """Return of all ways from a word to a name the likeliest; of those as likely the first in KINDS."""
    found = found.filter(pl.col("share") > 0)
    columns = [found[column].to_numpy() for column in _EDGE]
    starts = np.cumsum(np.bincount(columns[0] + 1, minlength=words + 1))
    by_word = [np.empty_like(column) for column in columns]
    _put_by_word(starts, *columns, *by_word)
    many = _first_of_each(*by_word)
    return Edges(*(column[:many].copy() for column in by_word))


@compiled
def _put_by_word(
    starts: np.ndarray, word: Rows, name: Rows, kind: Kinds, share: Floats,
    words: Rows, names: Rows, kinds: Kinds, shares: Floats,
) -> None:  # fmt: skip
    """Put the first columns into the last ones by word; `starts` says where those of each word begin."""
    for at in range(len(word)):
        to = starts[word[at]]
        starts[word[at]] += 1
        words[to], names[to], kinds[to], shares[to] = word[at], name[at], kind[at], share[at]


@compiled
def _first_of_each(word: Rows, name: Rows, kind: Kinds, share: Floats) -> int:
    """Put the ways of each word by name, of those to one name only the first, and return how many are left."""
    many, begin = 0, 0
    for at in range(len(word)):
        if many == 0 or word[at] != word[many - 1]:
            begin = many
        own, way, likely, from_word = name[at], kind[at], share[at], word[at]
        to = many
        while to > begin and name[to - 1] > own:
            to -= 1
        if to > begin and name[to - 1] == own:
            if likely > share[to - 1] or (likely == share[to - 1] and way < kind[to - 1]):
                share[to - 1], kind[to - 1] = likely, way
            continue
        for later in range(many, to, -1):
            name[later], kind[later], share[later] = name[later - 1], kind[later - 1], share[later - 1]
        word[many] = from_word
        name[to], kind[to], share[to] = own, way, likely
        many += 1
    return many


def _ways(frame: pl.DataFrame, kind: int, share: float | pl.Expr) -> pl.DataFrame:
    """Return `reading`, `name`, `kind`, `share` of a frame that has the first two."""
    given = share if isinstance(share, pl.Expr) else pl.lit(share)
    return frame.select("reading", "name", kind=pl.lit(kind, pl.Int8), share=given.cast(pl.Float64))


def _meant(some: pl.DataFrame, sounds: pl.DataFrame) -> pl.DataFrame:
    """Return `reading`, `name`, `kind`, `share` for some of the sounds, as _meant_by does for one."""
    some = some.select(reading="name", sound="sound")
    cases = spelling.all_nominatives(some.rename({"reading": "number"}))
    cases = cases.rename({"number": "reading", "nominative": "sound"})
    return pl.concat(
        [
            _ways(some.join(sounds, on="sound"), SAME, 1.0),
            *_forms(some, sounds, 1.0),
            _ways(cases.join(sounds, on="sound"), CASE, _ONE_CASE),
            *_forms(cases, sounds, _INFLECTED),
        ]
    )


def _forms(some: pl.DataFrame, sounds: pl.DataFrame, share: float) -> Iterator[pl.DataFrame]:
    """Yield the short and the Ukrainian forms among sounds, as _other_forms does for one."""
    shorts = some.join(reference.short_forms(), on="sound").select("reading", "part", sound="formal")
    yield _ways(shorts.join(sounds, on="sound"), SHORT, pl.col("part") * share)
    others = some.join(reference.other_forms(), on="sound").select("reading", sound="other")
    yield _ways(others.join(sounds, on="sound"), UKRAINIAN, share)


def _read_so(words: pl.DataFrame, sounds: pl.DataFrame) -> pl.DataFrame:
    """Return `number`, `reading` for the uncommon readings of words that are sounds of names."""
    read = spelling.all_other_readings(words.select("number", "word")).rename({"reading": "sound"})
    return read.join(sounds, on="sound").select("number", reading="name")


def _as_readings(read: pl.DataFrame, meant: pl.DataFrame) -> pl.DataFrame:
    scale = pl.when(pl.col("kind") == SAME).then(0.8).otherwise(0.05)
    return read.join(meant, on="reading").select(
        "number", "name", kind=pl.lit(READING, pl.Int8), share=pl.col("share") * scale
    )


def _otherwise(vocabulary: Vocabulary, words: pl.DataFrame, sounds: pl.DataFrame) -> pl.DataFrame:
    """Return what words may stand for as parts of double names, as a Belarusian hears them, as a German writes them."""
    double = [
        (number, of, PART, 0.5)
        for number, word in words.filter(
            pl.col("word").str.contains("-", literal=True) | pl.col("sound").str.contains(_DOUBLE.pattern)
        )
        .select("number", "word")
        .iter_rows()
        for of in _parts_of(word, vocabulary.of_sound)
    ]
    unknown = words.filter(pl.col("name") >= len(reference.numbers())).select("number", "sound")
    heard = unknown.with_columns(heard=belarusian.all_heard(unknown["sound"]))
    forms = reference.by_what_is_heard()
    german = spelling.german_readings(words.select("number", "word")).rename({"reading": "blurred"})
    said = spoken.all_formal(words.select("number", "sound")).join(sounds, on="sound")
    schema = {"number": pl.Int32, "name": pl.Int32, "kind": pl.Int8, "share": pl.Float64}
    return pl.concat(
        [
            pl.DataFrame(double, schema=schema, orient="row"),
            said.select("number", "name", kind=pl.lit(READING, pl.Int8), share=pl.lit(spoken.SAID)),
            *(
                written.join(forms.select(way, "name"), on=way).select(
                    "number", "name", kind=pl.lit(READING, pl.Int8), share=pl.lit(share)
                )
                for written, way, share in ((heard, "heard", HEARD), (german, "blurred", 0.5))
            ),
        ]
    )


_DOUBLE = re.compile(
    "^(mag[ao]med|m[uo]ham[ae]d|[gh]adJi|abdul|W[e]?ih|kurban|ahm[ae]d|ibragim)"
    "(.*[^CnvaR]|.*[^v]a|.*[^oei]v|.*[^o]n)$"
)
"""Two given names in one word, as in the Caucasus; a surname or a patronymic made of them has another ending."""


def _parts_of(word: str, of_sound: dict[str, int]) -> Iterator[int]:
    parts = [spelling.skeleton(part) for part in word.split("-") if len(part) > 2] if "-" in word else []
    if not parts and (double := _DOUBLE.fullmatch(spelling.skeleton(word))) and len(double[2]) > 2:
        parts = [double[1], double[2]]
    yield from (number for part in parts if (number := of_sound.get(part, -1)) >= 0)


def _slipped(words: pl.DataFrame, near: pl.DataFrame, number: Rows, meant: pl.DataFrame) -> pl.DataFrame:
    """Return what words may stand for by way of one slip; `near` is as slips.slips gives it, for sounds of these numbers."""
    near = near.select(
        said=pl.Series(number[near["sound"].to_numpy()]),
        reading=pl.Series(number[near["near"].to_numpy()]),
        slip=pl.col("share"),
    )
    said = near.join(words.select("number", said="name"), on="said")
    scale = pl.col("kind").replace_strict(dict(enumerate(_THROUGH_SLIP)), return_dtype=pl.Float64)
    return said.join(meant, on="reading").select(
        "number", "name", kind=pl.lit(SLIP, pl.Int8), share=pl.col("slip") * pl.col("share") * scale
    )
