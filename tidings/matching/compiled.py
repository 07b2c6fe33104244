"""Loops over millions of numbers as machine code: made when first called, kept on disk from then on."""

import contextlib
import ctypes
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar, cast

import numba
import numpy as np

Function = TypeVar("Function", bound=Callable[..., Any])
Answer = TypeVar("Answer")

THREADS = 2
"""Portions of a table that are worked on side by side; the answer does not depend on it."""


def compiled(function: Function) -> Function:
    """Return the function as machine code that leaves other threads alone; it may use numbers and arrays only.

    Arrays are counted in and out wherever one such function hands them to another, so what is called for each pair takes
    numbers, and what takes arrays goes through many pairs at once. What NumPy does with whole arrays (slices set, arrays put
    together, texts of errors) takes seconds to be made: here one writes the loop.
    """
    return cast(Function, numba.njit(cache=True, nogil=True, error_model="numpy")(function))


@compiled
def longer(array: np.ndarray) -> Any:
    """Return the array with room for as many more."""
    found = np.empty(2 * len(array), array.dtype)
    for at in range(len(array)):
        found[at] = array[at]
    return found


def side_by_side(work: Callable[[int, int], Answer], count: int, portion: int) -> list[Answer]:
    """Return what `work` answers for each portion [start, end) of so many rows, in order."""
    spans = [(start, min(start + portion, count)) for start in range(0, count, max(portion, 1))]
    return together(work, spans)


WORTH_A_THREAD = 20_000
"""For less work than on so many things no thread is started."""


def together(
    work: Callable[..., Answer], arguments: Sequence[tuple[Any, ...]], size: int = WORTH_A_THREAD
) -> list[Answer]:
    """Return what `work` answers for each of the arguments, in order; a few at a time where the size of the work is worth it."""
    if len(arguments) < 2 or size < WORTH_A_THREAD:
        return [work(*some) for some in arguments]
    with ThreadPoolExecutor(THREADS) as threads:
        return list(threads.map(lambda some: work(*some), arguments))


def give_back_memory() -> None:
    """Give memory that is free again back to the system, where the C library can (glibc)."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").malloc_trim(0)
