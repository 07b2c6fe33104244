"""A column of texts as numbers: each distinct text once, found in one pass over its bytes."""

import numpy as np
import numpy.typing as npt
import polars as pl

from tidings.matching.compiled import compiled, longer

Rows = npt.NDArray[np.int32]
Bytes = npt.NDArray[np.uint8]
Flags = npt.NDArray[np.bool_]


def lines(texts: pl.Series) -> bytes:
    """Return the bytes of texts without line breaks, each ended by one; a null is as an empty text."""
    every = pl.concat([texts.fill_null(""), pl.Series(texts.name, [""])])
    joined: bytes = every.str.join("\n").cast(pl.Binary).item()
    return joined


def numbered(texts: pl.Series) -> tuple[list[str], Rows]:
    """Return the distinct texts of a column, sorted, and the number of each row's; -1 where it is null or empty."""
    odd = texts.str.contains("\n", literal=True).any()
    whole = texts.str.replace_all("\n", " ", literal=True) if odd else texts
    distinct, found = words_of_lines(lines(whole), np.zeros(len(texts), bool), 1, parted=False)
    order = distinct.arg_sort()
    place = np.empty(len(distinct) + 1, np.int32)
    place[order.to_numpy()], place[-1] = np.arange(len(distinct), dtype=np.int32), -1
    return distinct.gather(order).to_list(), place[found[:, 0]]


def words_of_lines(text: bytes, left_out: Flags, most: int, parted: bool) -> tuple[pl.Series, Rows]:
    """Return the distinct words of lines and [row, place] the numbers of the first `most` of each, -1 where there are fewer.

    With `parted` words end at spaces and points, else a line is one word. `left_out` says which lines are taken for empty.
    """
    found = np.full((len(left_out), most), -1, np.int32)
    kept = _cut(np.frombuffer(text, np.uint8), left_out, found, parted)
    distinct = pl.Series("word", [kept.tobytes().decode()]).str.split("\n").explode()
    return distinct.head(-1), found


@compiled
def _cut(text: Bytes, left_out: Flags, found: Rows, parted: bool) -> Bytes:
    """Put the numbers of words into `found`, and return the distinct ones, each ended by a line break.

    Each distinct word is kept once more where the others are, beside its hash: the text itself is too long to be near.
    """
    size, kept, filled = 1 << 16, np.empty(1 << 20, np.uint8), 0
    slots = _empty_slots(size)
    known = np.empty(2 * size, np.int64)  # of each word its hash and where it is kept
    count, row, place, start = 0, 0, 0, 0
    code = _FIRST_CODE
    for at in range(len(text)):
        letter = text[at]
        if letter != 10 and not (parted and (letter == 32 or letter == 46)):
            code = (code ^ np.uint64(letter)) * np.uint64(1099511628211)
            continue
        if at > start and place < found.shape[1] and not left_out[row]:
            code ^= code >> np.uint64(32)
            slot = np.int64(code & np.uint64(size - 1))
            while slots[slot] >= 0:
                word = slots[slot]
                if known[2 * word] == np.int64(code):
                    behind, letter_at = known[2 * word + 1] - start, start
                    while letter_at < at and kept[behind + letter_at] == text[letter_at]:
                        letter_at += 1
                    if letter_at == at and kept[behind + at] == 10:
                        break
                slot = (slot + 1) & (size - 1)
            if slots[slot] < 0:
                while filled + at - start >= len(kept):
                    kept = longer(kept)
                slots[slot], known[2 * count], known[2 * count + 1] = count, np.int64(code), filled
                for letter_at in range(start, at):
                    kept[filled] = text[letter_at]
                    filled += 1
                kept[filled] = 10
                filled, count = filled + 1, count + 1
            found[row, place] = slots[slot]
            place += 1
            if 2 * count > size:
                size *= 2
                known, slots = longer(known), _empty_slots(size)
                for word in range(count):
                    slot = known[2 * word] & (size - 1)
                    while slots[slot] >= 0:
                        slot = (slot + 1) & (size - 1)
                    slots[slot] = word
        start = at + 1
        code = _FIRST_CODE
        if letter == 10:
            row += 1
            place = 0
    return kept[:filled]


_FIRST_CODE = np.uint64(1469598103934665603)


@compiled
def _empty_slots(size: int) -> Rows:
    slots = np.empty(size, np.int32)
    for slot in range(size):
        slots[slot] = -1
    return slots


def odd_lines(text: bytes, rows: int, longest: int) -> Flags:
    """Return which lines hold anything but letters of the Latin (without marks) and Cyrillic alphabets, spaces and points, or
    more bytes than `longest`."""
    odd = np.zeros(rows, bool)
    _mark_odd(np.frombuffer(text, np.uint8), longest, odd)
    return odd


@compiled
def _mark_odd(text: Bytes, longest: int, odd: Flags) -> None:
    row, start = 0, 0
    for at in range(len(text)):
        letter = text[at]
        if letter == 10:
            if at - start > longest:
                odd[row] = True
            row += 1
            start = at + 1
        elif letter < 128:
            if not (97 <= letter <= 122 or 65 <= letter <= 90 or letter == 32 or letter == 46):
                odd[row] = True
        elif letter >= 192 and not (208 <= letter <= 209 or (letter == 210 and text[at + 1] <= 145)):
            odd[row] = True
