"""A column of texts as numbers: each distinct text once, found in one pass over its bytes."""

import numpy as np
import numpy.typing as npt
import polars as pl

from tidings.matching.compiled import compiled

Rows = npt.NDArray[np.int32]
Bytes = npt.NDArray[np.uint8]
Places = npt.NDArray[np.int64]


def lines(texts: pl.Series) -> bytes:
    """Return the bytes of texts without line breaks, each ended by one; a null is as an empty text."""
    every = pl.concat([texts.fill_null(""), pl.Series(texts.name, [""])])
    joined: bytes = every.str.join("\n").cast(pl.Binary).item()
    return joined


def numbered(texts: pl.Series) -> tuple[list[str], Rows]:
    """Return the distinct texts of a column, sorted, and the number of each row's; -1 where it is null or empty."""
    odd = texts.str.contains("\n", literal=True).any()
    whole = texts.str.replace_all("\n", " ", literal=True) if odd else texts
    distinct, found = words_of_lines(lines(whole), len(texts), 1, parted=False)
    order = sorted(range(len(distinct)), key=distinct.__getitem__)
    place = np.empty(len(distinct) + 1, np.int32)
    place[order], place[-1] = np.arange(len(distinct), dtype=np.int32), -1
    return [distinct[number] for number in order], place[found[:, 0]]


def words_of_lines(text: bytes, rows: int, most: int, parted: bool) -> tuple[list[str], Rows]:
    """Return the distinct words of lines and [row, place] the numbers of the first `most` of each, -1 where there are fewer.

    With `parted` words end at spaces and points, else a line is one word.
    """
    found, starts, ends = _cut(np.frombuffer(text, np.uint8), rows, most, parted)
    return [
        text[start:end].decode() for start, end in zip(starts.tolist(), ends.tolist(), strict=True)
    ], found


@compiled
def _cut(text: Bytes, rows: int, most: int, parted: bool) -> tuple[Rows, Places, Places]:
    """Return [row, place] numbers of words, and where each distinct one starts and ends in the text.

    Each distinct word is kept once more where the others are, beside its hash: the text itself is too long to be near.
    """
    found = np.full((rows, most), -1, np.int32)
    size, room = 1 << 16, 1 << 20
    slots = np.full(size, -1, np.int32)
    known = np.empty((size, 4), np.int64)  # the hash, where it is kept, where it starts and ends in the text
    kept, filled = np.empty(room, np.uint8), 0
    count, row, place, start = 0, 0, 0, 0
    code = np.uint64(1469598103934665603)
    for at in range(len(text)):
        letter = text[at]
        if letter != 10 and not (parted and (letter == 32 or letter == 46)):
            code = (code ^ np.uint64(letter)) * np.uint64(1099511628211)
            continue
        if at > start and place < most:
            code ^= code >> np.uint64(32)
            mark, long = np.int64(code), at - start
            slot = np.int64(code & np.uint64(size - 1))
            while slots[slot] >= 0:
                word = slots[slot]
                if known[word, 0] == mark and known[word, 3] - known[word, 2] == long:
                    same = True
                    for letter_at in range(long):
                        if kept[known[word, 1] + letter_at] != text[start + letter_at]:
                            same = False
                            break
                    if same:
                        break
                slot = (slot + 1) & (size - 1)
            if slots[slot] < 0:
                while filled + long > room:
                    kept, room = np.append(kept, kept), 2 * room
                slots[slot] = count
                known[count, 0], known[count, 1], known[count, 2], known[count, 3] = mark, filled, start, at
                kept[filled : filled + long] = text[start:at]
                filled += long
                count += 1
            found[row, place] = slots[slot]
            place += 1
            if 2 * count > size:
                size *= 2
                more = np.empty((size, 4), np.int64)
                more[:count] = known[:count]
                known = more
                slots = np.full(size, -1, np.int32)
                for word in range(count):
                    slot = known[word, 0] & (size - 1)
                    while slots[slot] >= 0:
                        slot = (slot + 1) & (size - 1)
                    slots[slot] = word
        start = at + 1
        code = np.uint64(1469598103934665603)
        if letter == 10:
            row += 1
            place = 0
    return found, known[:count, 2].copy(), known[:count, 3].copy()


def odd_lines(text: bytes, rows: int, longest: int) -> npt.NDArray[np.bool_]:
    """Return which lines hold anything but letters of the Latin (without marks) and Cyrillic alphabets, spaces and points, or
    more bytes than `longest`."""
    return _odd_lines(np.frombuffer(text, np.uint8), rows, longest)


@compiled
def _odd_lines(text: Bytes, rows: int, longest: int) -> npt.NDArray[np.bool_]:
    odd = np.zeros(rows, np.bool_)
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
    return odd
