"""The office's own words of triage: a file in its data folder, read anew as soon as it changes.

One that cannot be used changes nothing: the last good words count on, and the page of the words and `tidings doctor` say what is
wrong with it.
"""

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tidings.errors import InputError
from tidings.triage.own import read_own
from tidings.triage.wordlists import shipped, use
from tidings.web import environment

FILE = "triage.toml"


def path() -> Path:
    """Where an office writes its own words."""
    return environment.folder("TIDINGS_DATA", "data") / "desk" / FILE


_read: tuple[int, int] | None = None
own: Mapping[str, Any] = {}
"""What counts now."""
_problem: InputError | None = None


def refresh() -> InputError | None:
    """Count with the office's words as they are now; return what is wrong with its file, if something is."""
    global _read, own, _problem
    found = _stamp()
    if found != _read:
        _read, _problem = found, None
        try:
            own = read_own(path(), shipped()) if found else {}
            use(own)
        except InputError as why:
            _problem = why
            logging.getLogger("tidings.words").error("%s", why)
    return _problem


def _stamp() -> tuple[int, int] | None:
    try:
        there = path().stat()
    except FileNotFoundError:
        return None
    return there.st_mtime_ns, there.st_size
