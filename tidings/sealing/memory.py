"""Keeping what a process knows in its memory, and nowhere else: no core dump, no other program's eyes, no swap.

Root sees everything all the same, and Python copies what it works with: only the end of the process takes a key away.
"""

import ctypes
import resource
import signal
import sys

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_CHILD_SUBREAPER = 1, 4, 36


def guard() -> None:
    """From now on this process leaves no core dump; on Linux, other programs of its user cannot look into it either."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _prctl(PR_SET_DUMPABLE, 0)


def adopt_orphans() -> None:
    """On Linux: what a child of ours started becomes our child when that child ends, so that we can end it too."""
    _prctl(PR_SET_CHILD_SUBREAPER, 1)


def end_with_parent() -> None:
    """On Linux: ask to be ended when the process that started this one ends, however that happens."""
    _prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def lock(buffer: bytearray) -> bool:
    """Ask that these bytes are never written to swap; return whether the system agreed."""
    held = (ctypes.c_char * len(buffer)).from_buffer(buffer)
    return bool(ctypes.CDLL(None).mlock(held, ctypes.c_size_t(len(buffer))) == 0)


def _prctl(option: int, value: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)
