"""The keeper: the one process that has the root key while the office is open. `python -m tidings.web.keeper`

It starts the desk and the worker, which stand by, and waits until the sealed desk (or `tidings unseal`) has written the
key into its pipe. Then it gives the key to each over a line of its own: never by environment, arguments or disk. What
they may ask on the line is one letter: `k` the key, `a` somebody is working, `s` seal now. The desk also says `r` when
it can write into the journal, and `w` when it has: who opened the office came with the key, why it is sealed is known here.

It ends, and the office is sealed, when somebody says so, when nobody has worked for TIDINGS_SEAL_AFTER hours, when
its supervisor ends, or when the desk cannot start. All that it started is killed first; what was being done is done
again by the worker, or was never answered. A desk whose keeper was killed kills itself (see `from_keeper`).
"""

import argparse
import contextlib
import json
import os
import select
import signal
import socket
import sys
import time
from pathlib import Path

from tidings.sealing import memory
from tidings.web import environment
from tidings.web.processes import Kept

ROOT_KEY = 32
GIVES_UP_AFTER = 5
"""Starts in a row of a desk that ends at once."""
STANDS_BY_AFTER = 3.0
"""Seconds: when an office was just sealed, its page comes first."""
EVERY = 0.2
"""Seconds between two looks at the children."""
WRITES_WITHIN = 0.5
"""Seconds that the desk has to write down why the office is sealed."""
LONGEST = 4096
"""Bytes that a pipe takes as a whole: the key, and the names of who opened."""
WHY = {
    "stopped": "so it was asked",
    "command": "so it was commanded",
    "button": "somebody pressed the button",
    "idle": "nobody worked here for long",
    "failed": "the desk or the worker does not start; its words stand above",
    "orphaned": "its supervisor ended",
}
"""Why an office is sealed: as the journal has it, and as it is said."""


class Child(Kept):
    """The desk or the worker, and our end of the line to it."""

    line: socket.socket | None = None

    def start(self) -> None:
        """Start it with a new line; its number is all that the environment says."""
        self.line, theirs = socket.socketpair()
        handed = self.fds
        with theirs:
            self.environment["TIDINGS_KEEPER"] = str(theirs.fileno())
            self.fds = [*handed, theirs.fileno()]
            super().start()
        self.fds = handed

    def asks(self) -> bytes:
        """Return what stands on its line; a line that ended is none."""
        assert self.line
        asked = b""
        with contextlib.suppress(OSError):
            asked = self.line.recv(64)
        if not asked:
            self.line = None
        return asked


class Keeper:
    """The key, and those who are given it."""

    def __init__(self, key: int, told: int, children: list[Child], seal_after: float) -> None:
        """`key` is the pipe out of which the root key comes, `told` the one into which it is said that it came."""
        self.key, self.told, self.children = key, told, children
        self.seal_after = seal_after
        self.root = bytearray(ROOT_KEY)
        memory.lock(self.root)
        self.why = ""
        """Why the office is sealed now, one of WHY; empty until then."""
        self.notes: list[dict[str, str]] = []
        """What is to be written into the journal, in its order."""
        self.writer: Child | None = None
        """Who can."""
        self._worked_at = _now()
        self._parent = os.getppid()

    def keep(self) -> bool:
        """Wait for the key, answer the children until something seals the office, and seal it; return whether it was open."""
        came = self._wait()
        while came and not self.why:
            self._hear(EVERY)
            self._look()
        if came and self.why != "button":  # whoever presses it is in danger, and wrote it down already
            self._have_written({"verb": "sealed", "how": self.why})
        self.seal()
        return came

    def seal(self) -> None:
        """End all that was given the key, at once, and forget it."""
        for child in self.children:
            child.kill()
        _end_orphans()
        self.root[:] = bytes(len(self.root))

    def _wait(self) -> bool:
        """Return whether the key came. The children stand by: all that they can do without it is done before it comes."""
        began = _now()
        while not self.why and not select.select([self.key], [], [], EVERY)[0]:
            if _now() - began > STANDS_BY_AFTER:
                self._start()
            self._look_at_parent()
        if self.why or not self._read():
            return False
        self._worked_at = _now()
        os.write(self.told, b"o")
        self._start()
        return True

    def _read(self) -> bool:
        """Read the key into the one place where it stays, and the names of those who opened."""
        names = bytearray(LONGEST)
        read = os.readv(self.key, [self.root, names])  # so little is written and read as a whole
        os.close(self.key)
        who = names[: max(0, read - ROOT_KEY)].decode(errors="replace")
        self.notes = [{"verb": "unsealed", "custodians": who}]
        return read >= ROOT_KEY

    def _start(self) -> None:
        for child in self.children:
            if child.process is None:
                child.start()

    def _hear(self, seconds: float) -> None:
        """Answer whatever the children ask within so many seconds, or at once where something waits."""
        lines = {child.line: child for child in self.children if child.line}
        for line in select.select(list(lines), [], [], seconds)[0]:
            self._answer(lines[line])

    def _have_written(self, note: dict[str, str]) -> None:
        """Have it written before the end; an office whose desk cannot is sealed all the same."""
        self.notes.append(note)
        if len(self.notes) == 1:
            self._tell()
        ends = _now() + WRITES_WITHIN
        while self.notes and self.writer and self.writer.line and _now() < ends:
            self._hear(max(0.0, ends - _now()))

    def _tell(self) -> None:
        """Hand the next note to who can write it."""
        if self.notes and self.writer and self.writer.line:
            with contextlib.suppress(OSError):
                self.writer.line.sendall(json.dumps(self.notes[0]).encode() + b"\n")

    def _answer(self, child: Child) -> None:
        for letter in child.asks():
            if letter == ord("k") and child.line:
                with contextlib.suppress(OSError):
                    child.line.sendall(self.root)
            elif letter == ord("a"):
                self._worked_at = _now()
            elif letter == ord("s"):
                self.why = "button"
            elif letter == ord("r"):
                self.writer = child
                self._tell()
            elif letter == ord("w"):
                self.notes = self.notes[1:]
                self._tell()

    def _look(self) -> None:
        for child in self.children:
            if not self.why:
                child.look()
            if child.failed >= GIVES_UP_AFTER:
                self.why = "failed"
        if _now() - self._worked_at > self.seal_after:
            self.why = "idle"
        self._look_at_parent()

    def _look_at_parent(self) -> None:
        if os.getppid() != self._parent:
            self.why = "orphaned"


def main() -> int:
    """Wait for the key, keep it, seal. Returns 0 in the end, whatever sealed it."""
    memory.guard()
    memory.adopt_orphans()
    given = _given()
    desk = ["--config", "python:tidings.web.server", "--bind", f"fd://{given.listen}", "tidings.web.wsgi"]
    children = [Child("desk", "gunicorn", *desk, fds=[given.listen]), Child("worker", "tidings.web.work")]
    keeper = Keeper(given.key, given.told, children, environment.hours("TIDINGS_SEAL_AFTER", 12) * 3600)
    signal.signal(signal.SIGTERM, lambda *_: setattr(keeper, "why", keeper.why or "stopped"))
    signal.signal(signal.SIGUSR1, lambda *_: setattr(keeper, "why", keeper.why or "command"))
    if keeper.keep():
        print(f"The office is sealed: {WHY[keeper.why]}.", file=sys.stderr, flush=True)
    return 0


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tidings.web.keeper", description="Started by the office alone."
    )
    for name in ("listen", "key", "told"):
        parser.add_argument(f"--{name}", type=int, required=True, metavar="FD")
    return parser.parse_args()


def _now() -> float:
    """Seconds; a machine that sleeps is not at work."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


def _end_orphans(within: float = 1.0) -> None:
    """Kill what our children had started and left to us."""
    ends = time.monotonic() + within
    while orphans := _children():
        for orphan in orphans:
            with contextlib.suppress(ProcessLookupError):
                os.kill(orphan, signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(-1, 0 if time.monotonic() < ends else os.WNOHANG)
        if time.monotonic() > ends:
            return


def _children() -> list[int]:
    listed = Path(f"/proc/self/task/{os.getpid()}/children")
    return [int(number) for number in listed.read_text().split()] if listed.exists() else []


if __name__ == "__main__":
    sys.exit(main())
