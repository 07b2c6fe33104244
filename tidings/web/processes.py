"""A program that is kept running: it is started again when it ends by itself, later each time."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence

from tidings.sealing import memory

FIRST_REST, LONGEST_REST = 0.5, 60.0
"""Seconds before it is started again: twice as long each time it ends soon after its start."""
SOON = 60.0


class Kept:
    """One program, in a session of its own, so that Ctrl+C reaches it through us alone."""

    def __init__(
        self, name: str, module: str, *words: str, fds: Sequence[int] = (), **environment: str
    ) -> None:
        self.name = name
        self.words = [sys.executable, "-m", module, *words]
        self.fds, self.environment = list(fds), environment
        self.process: subprocess.Popen[bytes] | None = None
        self.failed = 0
        """How often in a row it ended soon after its start."""
        self._started_at = self._starts_at = 0.0

    def start(self) -> None:
        """Start it, with the open files that it is handed and nothing else of ours."""
        environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
        self.process = subprocess.Popen(
            self.words,
            env={**environment, **self.environment},
            pass_fds=self.fds,
            start_new_session=True,
            preexec_fn=memory.end_with_parent,
        )
        self._started_at = time.monotonic()

    def runs(self) -> bool:
        """Whether it was started and has not ended."""
        return self.process is not None and self.process.poll() is None

    def look(self) -> None:
        """Start it again if it ended and has rested."""
        if self.process is not None and not self.runs():
            self._note_its_end()
        if self.process is None and time.monotonic() >= self._starts_at:
            self.start()

    def kill(self) -> None:
        """End it and all that it started, at once."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def end(self, within: float, by: signal.Signals = signal.SIGTERM) -> None:
        """Ask it to end; what still runs after so many seconds is killed."""
        if self.process is not None and self.runs():
            self.process.send_signal(by)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(timeout=within)
        self.kill()

    def _note_its_end(self) -> None:
        assert self.process is not None
        soon = time.monotonic() - self._started_at < SOON
        self.failed = self.failed + 1 if soon else 1
        rest = min(FIRST_REST * 2 ** (self.failed - 1), LONGEST_REST)
        self._starts_at = time.monotonic() + rest
        said = f"The {self.name} stopped by itself (exit code {self.process.returncode}); it starts again in {rest:g} s."
        print(said, file=sys.stderr, flush=True)
        self.kill()  # nothing that it started outlives it
        self.process = None
