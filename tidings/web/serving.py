"""Serving the office. This process, the supervisor, starts the others and never has a key.

::

    supervisor ── gate                     the public form: seals to the office's public key, goes on whatever happens
        │
        └── the place of the desk          one of the two stands behind the address, which never disappears
              sealed desk ── writes ─▶ pipe ─▶ keeper ─┬─ desk      asks the keeper for the key over a line of its own
              (or: tidings unseal)      the root key   └─ worker    likewise

The place begins sealed: the sealed desk answers 503 everywhere and asks custodians for their passwords, and a keeper
waits at the other end of a pipe. Once the key is in the pipe, the keeper says so, the sealed desk is ended, and the
keeper starts desk and worker. When the keeper ends, whatever ended it, desk and worker are dead and the place is
sealed again. The supervisor binds the address itself and passes it on; it holds the pipe's way in, never the way out.
"""

import contextlib
import errno
import http.client
import os
import select
import signal
import socket
import sys
import time
import webbrowser
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from tidings.errors import InputError, TidingsError
from tidings.web import environment
from tidings.web.control import Control
from tidings.web.processes import Kept

HOST = "127.0.0.1"
STARTS_WITHIN = 60
"""Seconds."""
GIVES_UP_AFTER = 5
"""Starts in a row of a sealed desk that ends at once."""
DESK, FORM = "TIDINGS_HOSTS", "TIDINGS_GATE_HOSTS"
"""The settings with the names under which each is reached."""
EVERY = 0.1
"""Seconds between two looks at the processes."""


class Place:
    """The place of the desk behind one address: sealed, or open under its keeper."""

    def __init__(self, listening: socket.socket) -> None:
        self.listening = listening
        self.sealed_desk: Kept | None = None
        self.keeper: Kept | None = None
        self.failed = 0
        """How many keepers in a row ended before they had a key."""
        self.told = self.way_in = -1
        """The open files on which the keeper says that it has the key, and into which the key is written."""

    @property
    def is_open(self) -> bool:
        """Whether a keeper has the key."""
        return self.keeper is not None and self.sealed_desk is None

    def begin(self) -> None:
        """Stand sealed: the sealed desk at one end of a pipe, a keeper that waits at the other."""
        way_out, self.way_in = os.pipe()
        self.told, tells = os.pipe()
        listening = self.listening.fileno()
        words = [f"--listen={listening}", f"--key={way_out}", f"--told={tells}"]
        self.keeper = Kept("keeper", "tidings.web.keeper", *words, fds=[listening, way_out, tells])
        self.keeper.start()
        os.close(way_out)
        os.close(tells)
        serve = ["--config", "python:tidings.web.sealed.server", "--bind", f"fd://{listening}"]
        fds, pipe = [listening, self.way_in], str(self.way_in)
        self.sealed_desk = Kept(
            "sealed desk", "gunicorn", *serve, "tidings.web.sealed.wsgi", fds=fds, TIDINGS_OPENING=pipe
        )
        self.sealed_desk.start()

    def hears(self) -> None:
        """The keeper has the key: the sealed desk's work is done."""
        if os.read(self.told, 1) and self.sealed_desk:
            self.sealed_desk.end(within=3)
            self.sealed_desk = None
            os.close(self.way_in)
            self.way_in = -1
        else:
            self._forget_told()

    def look(self) -> None:
        """Seal the place if the keeper ended. Raises TidingsError if even the sealed desk does not start."""
        if self.sealed_desk:
            self.sealed_desk.look()
        if self.keeper and not self.keeper.runs():
            self.failed = 0 if self.is_open else self.failed + 1
            self.end()
            self.begin()
        if self.failed >= GIVES_UP_AFTER or (self.sealed_desk and self.sealed_desk.failed >= GIVES_UP_AFTER):
            raise TidingsError("The sealed desk does not start. Its words stand above.")

    def end(self, by: signal.Signals = signal.SIGTERM) -> None:
        """End all that stands here, the keeper first: it kills whatever was given the key."""
        if self.keeper:
            self.keeper.end(within=2, by=by)
        if self.sealed_desk:
            self.sealed_desk.end(within=2)
        self.keeper = self.sealed_desk = None
        self._forget_told()
        if self.way_in >= 0:
            os.close(self.way_in)
            self.way_in = -1

    def seal(self) -> None:
        """Seal now; when this returns, nothing that was given the key is left."""
        if self.is_open:
            self.end(by=signal.SIGUSR1)  # the keeper knows by it that somebody commanded it
            self.begin()

    def answer(self, word: str) -> tuple[str, list[int]]:
        """Answer a command (see tidings.web.control)."""
        if word == "seal":
            self.seal()
        if word == "open" and not self.is_open:
            return "sealed", [self.way_in]
        return ("open" if self.is_open else "sealed"), []

    def _forget_told(self) -> None:
        if self.told >= 0:
            os.close(self.told)
        self.told = -1


class Office:
    """An office in a data folder: its addresses, and the processes that serve it."""

    def __init__(
        self, data: Path, port: int = 8000, host: str = HOST, *, desk: bool = True, gate: bool = True
    ) -> None:
        """`port` is the desk's, and the public form has the next; where only the form is served, it is the form's."""
        self.data, self.host = data.absolute(), host
        self.port, self.form_port = port, port + desk
        self.desk = f"http://{_reachable(host)}:{self.port}/" if desk else ""
        self.form = f"http://{_reachable(host)}:{self.form_port}/" if gate else ""
        self.gate: Kept | None = None
        self.place: Place | None = None
        self.control: Control | None = None

    @staticmethod
    def say(what: str) -> None:
        """One line of progress on standard error."""
        print(what, file=sys.stderr, flush=True)

    def check_ports(self) -> None:
        """Raise InputError where something else listens on one of our ports."""
        if self.desk:
            _listening(self.host, self.port).close()
        if self.form:
            _listening(self.host, self.form_port).close()

    @contextlib.contextmanager
    def running(self) -> Iterator[None]:
        """Serve until the block ends; the desk begins sealed."""
        os.environ["TIDINGS_DATA"] = str(self.data)
        for asked in (signal.SIGTERM, signal.SIGHUP):  # whoever asks us to stop, nothing is left running
            signal.signal(asked, signal.default_int_handler)
        environment.hours("TIDINGS_SEAL_AFTER", 12)  # what cannot be read stops the start, not the keeper
        try:
            if self.desk:
                self.place = Place(_listening(self.host, self.port))
                self.control = Control(self.data / "desk", self.place.answer)
                self.place.begin()
            if self.form:
                port = str(self.form_port)
                self.gate = Kept("public form", "tidings.gate", "--host", self.host, "--port", port)
                self.gate.start()
            yield
        finally:
            self._stop()

    def wait(self) -> int:
        """Go on until asked to stop, then return 0. Raises TidingsError where the desk cannot even be sealed."""
        with contextlib.suppress(KeyboardInterrupt):
            while True:
                self.look()
        return 0

    def until_answering(self) -> None:
        """Go on until every address answers: the desk's that it is sealed. Raises TidingsError if one does not start."""
        self._until(self._all_answer, "The office")

    def until_open(self) -> None:
        """Go on until the desk answers as an open one does, and the form too. Raises TidingsError if one does not."""
        self._until(lambda: self._all_answer() and _status(f"{self.desk}ready/", DESK) == 200, "The desk")

    def look(self) -> None:
        """Look once at every process, and hear what waits to be heard."""
        ready = []
        if self.place and self.control:
            heard = [self.control.listening.fileno(), self.place.told]
            ready = select.select([one for one in heard if one >= 0], [], [], EVERY)[0]
            if self.place.told in ready:
                self.place.hears()
            if self.control.listening.fileno() in ready:
                self.control.hear()
            self.place.look()
        else:
            time.sleep(EVERY)
        if self.gate:
            self.gate.look()

    def _all_answer(self) -> bool:
        if self.gate and self.gate.failed:
            raise TidingsError("The public form did not start. Its words stand above.")
        return all(
            _status(address, names) for address, names in ((self.desk, DESK), (self.form, FORM)) if address
        )

    def _until(self, done: Callable[[], bool], what: str) -> None:
        ends = time.monotonic() + STARTS_WITHIN
        while not done():
            if time.monotonic() > ends:
                raise TidingsError(f"{what} did not start. Its words stand above.")
            self.look()

    def _stop(self) -> None:
        if self.place:
            self.place.end()
            self.place.listening.close()
        if self.control:
            self.control.close()
        if self.gate:
            self.gate.end(within=5)


def open_browser(address: str) -> None:
    """Open a browser where there is a screen for it."""
    if sys.platform == "darwin" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        webbrowser.open(address)


def _listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens there. Raises InputError where another does, or no such place is ours."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family, backlog=256)
    except OSError as error:
        if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
            raise InputError(f"{host!r} is no address of this machine. Choose another with --host.") from None
        raise InputError(
            f"Port {port} is taken. Stop what listens there, or choose another with --port."
        ) from None


def _reachable(host: str) -> str:
    """Return the host as an address says it; one that stands for all of this machine's is this machine."""
    here = {"0.0.0.0": HOST, "::": "[::1]"}  # noqa: S104 - it is compared, not bound
    return here.get(host) or (f"[{host}]" if ":" in host else host)


def _status(address: str, names: str) -> int:
    """Return the status of an answer, whatever it is; 0 where there is none. `names` says how it is called."""
    asked, called = urlsplit(address), environment.words(names, HOST)[0].lstrip(".")
    line = http.client.HTTPConnection(asked.hostname or HOST, asked.port, timeout=5)
    try:
        line.request("GET", asked.path, headers={"Host": called})
        return line.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        line.close()
