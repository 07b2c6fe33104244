"""Words for kin and near ones, and what they make of the writer: who says "my son" is a mother or a father.

The words are a table (data/kinship.tsv): the kin, its gender, what the writer is who calls herself that, what the
writer is who calls the sought person that (a woman, a man, or not known), and the forms of the word.
"""

import csv
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from tidings.text.letters import fold

_TABLE = Path(__file__).parent / "data" / "kinship.tsv"


@dataclass(frozen=True)
class Kin:
    """A kind of kin. `writer` is the relation of one who calls herself that; `woman`, `man` and `either` are the
    relation of a writer who calls the sought person that."""

    name: str
    gender: str
    writer: str
    woman: str
    man: str
    either: str

    def to_sought(self, gender: str) -> str:
        """Return what a writer of this gender ("m", "f", "") is to a sought person who is this kin."""
        return {"f": self.woman, "m": self.man}.get(gender, self.either)


class KinWord(NamedTuple):
    """A word for kin in a text, at text[start:end]; `nominative` where it can be the subject."""

    kin: Kin
    nominative: bool
    start: int
    end: int


def kin_words(text: str) -> list[KinWord]:
    """Return the words for kin in a text, in order."""
    known, longer = _known()
    found: list[KinWord] = []
    for word in _WORD.finditer(text):
        start, plain = word.start(), fold(word[0])
        if found and start < found[-1].end:
            continue
        several = longer[plain].match(text, start) if plain in longer else None
        if several:
            found.append(KinWord(*known[_plain(several[0])], start, several.end()))
        elif plain in known:
            found.append(KinWord(*known[plain], start, word.end()))
    return found


_WORD = re.compile(r"(?<![\w'’])[^\W\d_]+(?![\w'’])")


def in_law(kin: Kin) -> Kin:
    """Return the kin at one remove of the same gender: the husband of one's sister, the son of a friend."""
    return replace(kin, name="in-law", writer="other", woman="other", man="other", either="other")


def kin_word(word: str, start: int, end: int) -> KinWord | None:
    """Return a word as one for kin, with where it stands; None for another word."""
    known = _known()[0].get(_plain(word))
    return KinWord(*known, start, end) if known else None


@lru_cache(maxsize=8192)
def is_kin_word(word: str) -> bool:
    """Return whether a word alone is one for kin."""
    return _plain(word) in _known()[0]


def _plain(words: str) -> str:
    return " ".join(fold(word) for word in words.split())


@lru_cache(maxsize=1)
def _known() -> tuple[dict[str, tuple[Kin, bool]], dict[str, re.Pattern[str]]]:
    """Return the kin of each form, and by the first word of those of several words a pattern for them."""
    known: dict[str, tuple[Kin, bool]] = {}
    with _TABLE.open(encoding="utf-8", newline="") as stream:
        for *of, nominative, other in list(csv.reader(stream, delimiter="\t"))[1:]:
            kin = Kin(*of)
            for forms, subject in ((other, False), (nominative, True)):
                known.update({_plain(form): (kin, subject) for form in forms.split(",")})
    longer: dict[str, list[str]] = {}
    for form in sorted(known, key=len, reverse=True):
        if not form.isalpha():
            longer.setdefault(re.split("[ -]", form)[0], []).append(form)
    return known, {first: _any_of(forms) for first, forms in longer.items()}


def _any_of(forms: list[str]) -> re.Pattern[str]:
    either = "|".join(re.escape(form).replace("е", "[её]").replace(r"\ ", r"\s+") for form in forms)
    return re.compile(rf"(?:{either})(?![\w'’])", re.IGNORECASE)
