"""Run a command as a process of its own and say what it took: seconds, processor seconds, most memory."""

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

KIB = 1024 if sys.platform == "darwin" else 1  # macOS counts memory in bytes, Linux in KiB


@dataclass(frozen=True)
class Taken:
    """What a process and those it started and waited for took."""

    seconds: float
    processor: float
    gib: float
    out: str


def tidings() -> str:
    """Return the command of the environment that this runs in."""
    return str(Path(sys.executable).with_name("tidings"))


class Failed(Exception):
    """A command that did not end well, with the last it said."""


def taken(*words: object, **environment: str) -> Taken:
    """Run a command to its end.

    Whoever measures must be small: Linux counts the memory of the process that starts another as that other's, until it
    runs its own program.
    """
    command = [str(word) for word in words]
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as says:
        started = time.perf_counter()
        process = subprocess.Popen(command, stdout=out, stderr=says, env={**os.environ, **environment})
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0), says.seek(0)
        if process.returncode:
            raise Failed(f"{' '.join(command)}\n{says.read().decode(errors='replace')[-2000:]}")
        processor = usage.ru_utime + usage.ru_stime
        return Taken(seconds, processor, usage.ru_maxrss / KIB / 1024**2, out.read().decode())
