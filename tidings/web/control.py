"""How commands reach an office that is served: a socket in the desk's folder, for the same user alone.

One word is asked, one answered: `state` sealed or open; `seal` and it is sealed; `open`, and where it is sealed the
way into the keeper's pipe comes back, so that the key goes from the command straight to the keeper. The supervisor
passes that way on and never reads from it.
"""

import contextlib
import socket
from collections.abc import Callable
from pathlib import Path

from tidings.errors import InputError, TidingsError

NAME = "office.sock"
PATIENCE = 5.0
"""Seconds."""

Answer = Callable[[str], tuple[str, list[int]]]


class Control:
    """The supervisor's end."""

    def __init__(self, desk: Path, answer: Answer) -> None:
        """Listen in the desk's folder. Raises InputError where another office does."""
        if _answers(desk):
            raise InputError(f"The office in {desk.parent} is served already. Stop that one first.")
        self.path, self.answer = desk / NAME, answer
        self.path.unlink(missing_ok=True)
        self.listening = socket.socket(socket.AF_UNIX)
        with contextlib.chdir(desk):  # the whole path may be longer than a socket's address
            self.listening.bind(NAME)
        self.path.chmod(0o600)
        self.listening.listen()

    def hear(self) -> None:
        """Answer one question that waits."""
        asking = self.listening.accept()[0]
        with asking, contextlib.suppress(OSError):
            asking.settimeout(1.0)
            said, handed = self.answer(asking.recv(16).decode("ascii", "replace").strip())
            socket.send_fds(asking, [said.encode()], handed)

    def close(self) -> None:
        """Be reached no more."""
        self.listening.close()
        self.path.unlink(missing_ok=True)


def ask(data: Path, word: str) -> str:
    """Return the supervisor's answer. Raises InputError where no office is served in this folder."""
    with _reached(data / "desk") as line:
        line.sendall(word.encode())
        return line.recv(64).decode()


def hand_over(data: Path, root: bytes, who: str) -> None:
    """Open the office that is served: write the root key, and who opens it, into the keeper's pipe.

    An office that is open stays so.
    """
    with _reached(data / "desk") as line:
        line.sendall(b"open")
        said, handed, _, _ = socket.recv_fds(line, 64, 1)
    if not handed and said != b"open":
        raise TidingsError("The office cannot be opened at this moment. Try again in some seconds.")
    for pipe in handed:
        with open(pipe, "wb", buffering=0) as stream, contextlib.suppress(BrokenPipeError):
            stream.write(root + who.encode())


def _reached(desk: Path) -> socket.socket:
    line = socket.socket(socket.AF_UNIX)
    line.settimeout(PATIENCE)
    try:
        with contextlib.chdir(desk):
            line.connect(NAME)
    except OSError:
        line.close()
        raise InputError(
            f"No office is served in {desk.parent}. Start it with: tidings serve; or name its folder with --data."
        ) from None
    return line


def _answers(desk: Path) -> bool:
    try:
        _reached(desk).close()
    except InputError:
        return False
    return True
