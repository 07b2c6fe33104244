"""Serving the office: the desk and the gate, each in a process of its own, and the worker that carries the post.

The gate's process is given the gate's folder and nothing else; the office's private key stays with the desk.
"""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import webbrowser
from collections.abc import Iterator
from pathlib import Path

from tidings.errors import InputError, TidingsError

HOST = "127.0.0.1"
STARTS_WITHIN = 60
"""Seconds."""


class Office:
    """An office in a data folder: its two addresses, and the processes that serve it."""

    def __init__(self, data: Path, port: int = 8000) -> None:
        self.data = data.absolute()
        self.port = port
        self.desk = f"http://{HOST}:{port}/"
        self.form = f"http://{HOST}:{port + 1}/"
        self.processes: dict[str, subprocess.Popen[bytes]] = {}

    @staticmethod
    def say(what: str) -> None:
        """One line of progress on standard error."""
        print(what, file=sys.stderr, flush=True)

    def check_ports(self) -> None:
        """Raise InputError where something else listens on one of the two ports."""
        for port in (self.port, self.port + 1):
            with socket.socket() as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                try:
                    probe.bind((HOST, port))
                except OSError:
                    raise InputError(
                        f"Port {port} is taken. Stop what listens there, or choose another with --port."
                    ) from None

    def prepare(self) -> None:
        """Make folders, keys and tables where they are absent, and set Django up for the desk in this process."""
        os.environ["TIDINGS_DATA"] = str(self.data)
        os.environ["DJANGO_SETTINGS_MODULE"] = "tidings.web.settings"
        from tidings.web import keys

        keys.open_vault(self.data)
        _import_django()
        from django.core.management import call_command

        keys.make(self.data)
        call_command("migrate", verbosity=0)

    @contextlib.contextmanager
    def running(self) -> Iterator[None]:
        """Serve until the block ends; it begins when both addresses answer."""
        signal.signal(
            signal.SIGTERM, signal.default_int_handler
        )  # whoever asks us to stop, nothing is left running
        desk = ["gunicorn", "--worker-class", "gthread", "--threads", "8", "--log-level", "warning"]
        desk += ["--graceful-timeout", "2", "--bind", f"{HOST}:{self.port}", "tidings.web.wsgi"]
        try:
            self.processes["desk"] = self._run(*desk)
            self.processes["public form"] = self._run("tidings.gate", "--port", str(self.port + 1))
            self.processes["worker"] = self._run("tidings.web.work")
            self._until_answered(f"{self.desk}ready/", "desk")
            self._until_answered(self.form, "public form")
            yield
        finally:
            self._stop()

    def wait(self) -> int:
        """Return 0 when asked to stop. Raises TidingsError when one of the processes ends by itself."""
        with contextlib.suppress(KeyboardInterrupt):
            while True:
                for name, process in self.processes.items():
                    if process.poll() is not None:
                        raise TidingsError(
                            f"The {name} stopped by itself (exit code {process.returncode}). Its words stand above."
                        )
                time.sleep(0.2)
        return 0

    @staticmethod
    def _run(module: str, *words: str) -> subprocess.Popen[bytes]:
        """Start a module in a session of its own, so that Ctrl+C reaches it through us alone."""
        environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
        return subprocess.Popen(
            [sys.executable, "-m", module, *words], env=environment, start_new_session=True
        )

    def _until_answered(self, address: str, name: str) -> None:
        ends = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < ends:
            if self.processes[name].poll() is not None:
                break
            with contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError):
                urllib.request.urlopen(address, timeout=5).close()
                return
            time.sleep(0.1)
        raise TidingsError(f"The {name} did not start. Its words stand above.")

    def _stop(self) -> None:
        for process in self.processes.values():
            process.terminate()
        for process in self.processes.values():
            try:
                process.wait(timeout=5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def open_browser(address: str) -> None:
    """Open a browser where there is a screen for it."""
    if sys.platform == "darwin" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        webbrowser.open(address)


def _import_django() -> None:
    try:
        import django
    except ModuleNotFoundError:
        raise InputError(
            "The office is not installed here. Install it with: pip install 'tidings[web]'"
        ) from None
    django.setup()
