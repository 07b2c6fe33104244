"""Which spellings are one slip of ear or key apart: a letter dropped, added, changed, or two exchanged.

Two spellings are one slip apart only if they are alike once each has lost one letter at most; so all that may be are
found by sorting what is left, and then looked at letter by letter.
"""

import numpy as np
import numpy.typing as npt
import polars as pl

from tidings.matching.compiled import compiled, longer

SHORTEST, LONGEST = 4, 24
"""Letters of a spelling in which a slip is still seen; in fewer everything would be a slip of everything."""
DROPPED, SWAPPED, ADDED, CHANGED, HEARD = range(5)
SHARES = np.array([0.35, 0.2, 0.02, 0.02, 0.12])
"""The share of all slips in a word of one letter that are exactly this one, by kind: a letter dropped, two exchanged, one
certain letter added, changed for another, changed for one that sounds alike."""
ALIKE = ("oa", "ei", "vf", "dt", "gk", "zs", "gh", "io", "ea", "bp", "JW", "cs")
HEARD_ALIKE = frozenset((*ALIKE, *(pair[::-1] for pair in ALIKE)))
"""Sounds that are taken for one another, as meant + written."""

Bytes = npt.NDArray[np.uint8]
Rows = npt.NDArray[np.int32]
Number = int | np.signedinteger


def _alike() -> npt.NDArray[np.bool_]:
    table = np.zeros((256, 256), bool)
    for pair in HEARD_ALIKE:
        table[ord(pair[0]), ord(pair[1])] = True
    return table


_ALIKE = _alike()


def letters(texts: pl.Series) -> tuple[Bytes, Rows]:
    """Return [text, LONGEST] letters and how many each has; 0 letters where a text is too short, too long or not ASCII."""
    length = texts.str.len_bytes().to_numpy().astype(np.int32)
    fits = (length == texts.str.len_chars().to_numpy()) & (length >= SHORTEST) & (length <= LONGEST)
    padded = pl.select(pl.when(pl.Series(fits)).then(texts).otherwise(pl.lit(""))).to_series()
    joined = padded.str.pad_end(LONGEST, " ").str.join("").item().encode("ascii")
    return np.frombuffer(joined, np.uint8).reshape(len(texts), LONGEST), np.where(fits, length, 0).astype(
        np.int32
    )


def slips(texts: pl.Series) -> pl.DataFrame:
    """Return `sound`, `near`, `share` for all pairs of places in `texts` whose spellings are one slip apart, both ways.

    The share is that of the slips in `near` that give `sound`. Texts are distinct.
    """
    letter, length = letters(texts)
    left, right = _pairs(letter, length, np.sort(_shortened(letter, length)))
    code = np.sort(left.astype(np.int64) << 32 | right)
    code = code[np.r_[True, code[1:] != code[:-1]]] if len(code) else code
    left, right = (code >> 32).astype(np.int32), (code & 0xFFFFFFFF).astype(np.int32)
    share = SHARES[_kinds(letter, length, left, right, _ALIKE)] / length[left]
    return pl.DataFrame({"sound": left, "near": right, "share": share})


_NUMBER_BITS = 24


@compiled
def _shortened(letter: Bytes, length: Rows) -> npt.NDArray[np.uint64]:
    """Return for each text, and each text less one letter, the upper bits of its hash beside the number of the text."""
    total = 0
    for text in range(len(length)):
        if length[text] > 0:
            total += length[text] + 1
    found = np.empty(total, np.uint64)
    at = 0
    for text in range(len(length)):
        for left_out in range(-1, length[text] if length[text] > 0 else -1):
            code = np.uint64(1469598103934665603)
            for place in range(length[text]):
                if place != left_out:
                    code = (code ^ np.uint64(letter[text, place])) * np.uint64(1099511628211)
            code = (code ^ (code >> np.uint64(29))) * np.uint64(0x9E3779B97F4A7C15)
            found[at] = (code >> np.uint64(24) << np.uint64(24)) | np.uint64(text)
            at += 1
    return found


@compiled
def _pairs(letter: Bytes, length: Rows, codes: npt.NDArray[np.uint64]) -> tuple[Rows, Rows]:
    """Return pairs of texts one slip apart, both ways, some more than once; codes as _shortened gives them, sorted."""
    left, right = np.empty(1024, np.int32), np.empty(1024, np.int32)
    many = 0
    start = 0
    mask = np.uint64((1 << 24) - 1)
    while start < len(codes):
        end = start + 1
        while end < len(codes) and codes[end] >> np.uint64(24) == codes[start] >> np.uint64(24):
            end += 1
        for one in range(start, end):
            for other in range(one + 1, end):
                a, b = np.int32(codes[one] & mask), np.int32(codes[other] & mask)
                if a != b and _slip(letter, length, a, b) >= 0:
                    if many + 2 > len(left):
                        left, right = longer(left), longer(right)
                    left[many], right[many] = a, b
                    left[many + 1], right[many + 1] = b, a
                    many += 2
        start = end
    return left[:many], right[:many]


@compiled
def _slip(letter: Bytes, length: Rows, a: Number, b: Number) -> int:
    """Return the kind of the slip in `b` that gives `a`, -1 if there is none; a change is not yet told by its sound."""
    one, other = length[a], length[b]
    if abs(one - other) > 1:
        return -1
    first = 0
    shorter = min(one, other)
    while first < shorter and letter[a, first] == letter[b, first]:
        first += 1
    same_after_a, same_after_b = first, first
    kind = -1
    if one < other:
        same_after_b += 1
        kind = DROPPED
    elif one > other:
        same_after_a += 1
        kind = ADDED
    elif first >= one:
        return -1
    else:
        same_after_a += 1
        same_after_b += 1
        kind = CHANGED
        if (
            first + 1 < one
            and letter[a, first] == letter[b, first + 1]
            and letter[a, first + 1] == letter[b, first]
        ):
            kind = SWAPPED
            same_after_a += 1
            same_after_b += 1
    while same_after_a < one and same_after_b < other:
        if letter[a, same_after_a] != letter[b, same_after_b]:
            return -1
        same_after_a += 1
        same_after_b += 1
    return kind


@compiled
def _kinds(letter: Bytes, length: Rows, left: Rows, right: Rows, alike: npt.NDArray[np.bool_]) -> Rows:
    """Return the kind of each slip."""
    found = np.empty(len(left), np.int32)
    for pair in range(len(left)):
        a, b = left[pair], right[pair]
        found[pair] = _slip(letter, length, a, b)
        if found[pair] == CHANGED:
            place = 0
            while letter[a, place] == letter[b, place]:
                place += 1
            if alike[letter[b, place], letter[a, place]]:
                found[pair] = HEARD
    return found
