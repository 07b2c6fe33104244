"""The keeper: the one process that has the root key while the office is open. `python -m tidings.web.keeper`

It starts the desk and the worker, which stand by, and waits until the sealed desk (or `tidings unseal`) has written the
key into its pipe. Then it gives the key to each over a line of its own: never by environment, arguments or disk. What
they may ask on the line is one letter: `k` the key, `a` somebody is working, `s` seal now.

It ends, and the office is sealed, when somebody says so, when nobody has worked for TIDINGS_SEAL_AFTER hours, when
its supervisor ends, or when the desk cannot start. All that it started is killed first; what was being done is done
again by the worker, or was never answered. A desk whose keeper was killed kills itself (see `from_keeper`).
"""

import argparse
import contextlib
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
        """Why the office is sealed now; empty until then."""
        self._worked_at = _now()
        self._parent = os.getppid()

    def keep(self) -> bool:
        """Wait for the key, answer the children until something seals the office, and seal it; return whether it was open."""
        came = self._wait()
        while came and not self.why:
            lines = {child.line: child for child in self.children if child.line}
            for line in select.select(list(lines), [], [], EVERY)[0]:
                self._answer(lines[line])
            self._look()
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
        """Read the key into the one place where it stays."""
        with open(self.key, "rb", buffering=0) as stream:
            return stream.readinto(self.root) == ROOT_KEY  # so little is written and read as a whole

    def _start(self) -> None:
        for child in self.children:
            if child.process is None:
                child.start()

    def _answer(self, child: Child) -> None:
        for letter in child.asks():
            if letter == ord("k") and child.line:
                with contextlib.suppress(OSError):
                    child.line.sendall(self.root)
            elif letter == ord("a"):
                self._worked_at = _now()
            elif letter == ord("s"):
                self.why = "somebody pressed the button"

    def _look(self) -> None:
        for child in self.children:
            if not self.why:
                child.look()
            if child.failed >= GIVES_UP_AFTER:
                self.why = f"the {child.name} does not start; its words stand above"
        if _now() - self._worked_at > self.seal_after:
            self.why = "nobody worked here for long"
        self._look_at_parent()

    def _look_at_parent(self) -> None:
        if os.getppid() != self._parent:
            self.why = "its supervisor ended"


def main() -> int:
    """Wait for the key, keep it, seal. Returns 0 in the end, whatever sealed it."""
    memory.guard()
    memory.adopt_orphans()
    given = _given()
    desk = ["--config", "python:tidings.web.server", "--bind", f"fd://{given.listen}", "tidings.web.wsgi"]
    children = [Child("desk", "gunicorn", *desk, fds=[given.listen]), Child("worker", "tidings.web.work")]
    keeper = Keeper(given.key, given.told, children, environment.hours("TIDINGS_SEAL_AFTER", 12) * 3600)
    signal.signal(signal.SIGTERM, lambda *_: setattr(keeper, "why", "so it was asked"))
    if keeper.keep():
        print(f"The office is sealed: {keeper.why}.", file=sys.stderr, flush=True)
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
