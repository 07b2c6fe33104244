"""The line from the desk or the worker to the keeper: over it comes the key, and over it goes who asks to seal.

Plain Python: it works before Django does. When the keeper ends, however it ends, this process ends at once.
What the keeper knows and the journal should (who opened the office, why it is sealed) comes over it as lines of JSON.
"""

import json
import logging
import os
import signal
import socket
from collections.abc import Callable
from threading import Thread
from typing import Any

from tidings.errors import TidingsError
from tidings.sealing import memory
from tidings.web.vault import opened

ROOT_KEY = 32

Write = Callable[[dict[str, Any]], None]

_line: socket.socket | None = None
_write: Write | None = None


def from_keeper() -> None:
    """Give this process the key that its keeper holds, and end it when the keeper ends. Raises Shut where there is no keeper."""
    global _line
    memory.guard()
    number = os.environ.get("TIDINGS_KEEPER", "")
    if not number.isdigit():
        raise opened.Shut
    _line = socket.socket(fileno=os.dup(int(number)))
    _line.sendall(b"k")
    root = _line.recv(ROOT_KEY, socket.MSG_WAITALL)
    if len(root) != ROOT_KEY:
        raise opened.Shut
    opened.open_with(root)
    Thread(target=_end_with_it, args=(_line,), name="keeper", daemon=True).start()


def ready(write: Write) -> None:
    """Tell the keeper that this process can write into the journal; `write` is given what is to be written."""
    global _write
    _write = write
    if _line is not None:
        _line.sendall(b"r")


def working() -> None:
    """Tell the keeper that somebody works; without a keeper nobody waits to hear it."""
    if _line is not None:
        _line.sendall(b"a")


def seal() -> None:
    """Have the office sealed: this process is killed within a second. Raises TidingsError where no keeper could do it."""
    if _line is None:
        raise TidingsError("No keeper serves this desk, so nothing can be sealed from here. Stop the server.")
    _line.sendall(b"s")


def _end_with_it(line: socket.socket) -> None:
    try:
        with line.makefile("rb") as told:
            for note in told:
                _hear(line, note)
    finally:
        os.kill(os.getpid(), signal.SIGKILL)


def _hear(line: socket.socket, note: bytes) -> None:
    """Have a note written, and say that it is; what cannot be written keeps nobody from sealing."""
    try:
        if _write is not None:
            _write(json.loads(note))
            line.sendall(b"w")
    except Exception as error:  # whatever it was, this line is what ends the process with its keeper
        log = logging.getLogger("tidings.line")
        log.error("what the keeper told was not written down: %s", type(error).__name__)
