"""What messages like this one were about: learnt weights of words, which stand beside the rules.

The rules know phrases, and people have others. alike.tsv says of stems, pieces of words and pairs of neighbours how rare each
is and how much, times that, it speaks for each category and urgency; `python benchmarks/alike.py` learns it from the labelled messages of
tests/extraction/labelled and measures what it is worth. How common a category or an urgency is was evened out, so that a rare
one is proposed as readily. A text is weighed as a whole: however long it is, its words share one vote.

>>> found = alike("его держат в штабе и не выпустят, пока не подпишет, завтра увезут")
>>> max(found.urgencies, key=found.urgencies.get)
'critical'
"""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate, zip_longest
from pathlib import Path

from tidings.text.phrases import fold
from tidings.triage.facts import CATEGORIES, URGENCIES
from tidings.triage.wordparts import TOKEN, features_of, pair

TABLE = Path(__file__).with_name("alike.tsv")
NAMES = (*CATEGORIES, *URGENCIES)
BEFORE_ANY_WORD = "*"
"""The row of the table with what is weighed before any word is read."""
NOTHING = ""
"""What is in every text and says nothing."""
HEADINGS = 2
"""Lines of the table that say how it was made and what its columns are."""
HUNDREDTHS = 100
LEAST_LIKELY = 0.003
"""What such words rule out stays as thinkable as this."""
FEWEST = 50.0
"""A text whose known parts are fewer than this, each by how rare it is, tells less; half of the labelled ones have 75 or more."""
_LONGEST = 4000
"""Words of a text that are weighed; what is longer tells its trouble by then."""
_QUOTED = 8
"""Words that are shown as those which told most."""
_IDLE = 0.5
"""A word that pushes less is shown only between others."""
_END = re.compile(r"[.!?…;\n]")

Row = tuple[int, ...]


@dataclass(frozen=True)
class Alike:
    """How likely each category and each urgency is, of messages with such words; each adds up to one."""

    categories: Mapping[str, float]
    urgencies: Mapping[str, float]


@lru_cache(maxsize=64)
def alike(text: str) -> Alike:
    """Return what messages with such words were about."""
    rarities, *columns = zip(
        *(_row(part) for part in (NOTHING, *(parts(text) & _lines().keys()))), strict=True
    )
    length = max(FEWEST * HUNDREDTHS, math.sqrt(sum(one * one for one in rarities)))
    before = _row(BEFORE_ANY_WORD)[1:]
    pushes = [
        start / HUNDREDTHS + sum(column) / length for start, column in zip(before, columns, strict=True)
    ]
    cut = len(CATEGORIES)
    return Alike(_chances(CATEGORIES, pushes[:cut]), _chances(URGENCIES, pushes[cut:]))


def parts(text: str) -> set[str]:
    """Return what is known of a text: the stems and pieces of its words, and its pairs of neighbours."""
    return {part for some in _parts_by_token(_tokens(text)) for part in some}


def telling(text: str, name: str) -> str:
    """Return the words of a text, as they stand there, that speak most for a category or an urgency; "" if none does."""
    best, quoted = 0.0, ""
    for sentence in _sentences(text):
        pushes = [_push(some, NAMES.index(name)) - _IDLE for some in _parts_by_token(sentence)]
        for start in range(len(pushes)):
            for end, push in enumerate(accumulate(pushes[start : start + _QUOTED]), start):
                if push > best:
                    best, quoted = push, text[sentence[start].start() : sentence[end].end()]
    return quoted


def _push(some: Iterable[str], column: int) -> float:
    """Return by how much parts of words speak for one name more than for the others of its kind."""
    start, end = (0, len(CATEGORIES)) if column < len(CATEGORIES) else (len(CATEGORIES), len(NAMES))
    rows = [_row(part)[1:] for part in some if part in _lines()]
    return sum(row[column] - sum(row[start:end]) / (end - start) for row in rows) / HUNDREDTHS


def _tokens(text: str) -> list[re.Match[str]]:
    found = TOKEN.finditer(fold(text))
    return [one for one, _ in zip(found, range(_LONGEST), strict=False)]


def _sentences(text: str) -> list[list[re.Match[str]]]:
    """Return the words of a text, sentence by sentence."""
    sentences: list[list[re.Match[str]]] = [[]]
    for token in _tokens(text):
        if sentences[-1] and _END.search(text, sentences[-1][-1].end(), token.start()):
            sentences.append([])
        sentences[-1].append(token)
    return [one for one in sentences if one]


def _parts_by_token(tokens: list[re.Match[str]]) -> Iterable[list[str]]:
    """Yield what is known of each word: its stem and pieces, and the pair with its neighbour."""
    for token, following in zip_longest(tokens, tokens[1:]):
        word = token[0]
        parts = list(_features(word)) if len(word) > 1 and not word[0].isdigit() else []
        yield [*parts, pair(word, following[0])] if following else parts


_features = lru_cache(maxsize=20_000)(features_of)


def _chances(names: tuple[str, ...], pushes: list[float]) -> dict[str, float]:
    highest = max(pushes)
    raised = [math.exp(push - highest) for push in pushes]
    return {name: one / sum(raised) for name, one in zip(names, raised, strict=True)}


@cache
def _row(part: str) -> Row:
    """Return how rare a part of words of the table is and, weighed by that, what it speaks for; in hundredths."""
    return tuple(map(int, _lines()[part].split("\t"))) if part != NOTHING else (0,) * (1 + len(NAMES))


@cache
def _lines() -> dict[str, str]:
    """Return the lines of the table by their part of words."""
    lines = TABLE.read_text("utf-8").splitlines()[HEADINGS:]
    return {part: rest for part, _, rest in (line.partition("\t") for line in lines)}
