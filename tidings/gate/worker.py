"""A gunicorn worker that nobody can hold up: not by keeping still, not by not hanging up."""

import socket
import struct
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any

from gunicorn.workers.gthread import TConn, ThreadWorker  # type: ignore[import-untyped]

LINES_TO_CLOSE = 32
"""At once; the others wait their turn and cost no thread that answers."""


SILENCE = 30
"""Seconds without a byte, either way, after which a line is cut."""


def cut_when_silent(line: socket.socket, seconds: float) -> None:
    """Let reading from a line, and writing to it, fail when nothing moves for so long."""
    # Not settimeout: gunicorn sets its lines to wait for ever, and that would undo it.
    limit = struct.pack("ll", int(seconds), int(seconds % 1 * 1_000_000))
    for way in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
        line.setsockopt(socket.SOL_SOCKET, way, limit)


class Worker(ThreadWorker):  # type: ignore[misc]
    """gunicorn (27.0) waits up to two seconds for a visitor to hang up first, and all others wait with it.

    The waiting is right, since it lets the last words arrive; here it happens beside the loop that hears everyone.
    """

    def init_process(self) -> None:
        """Make the threads for closing after the fork, as gunicorn does with its own."""
        self.closing = ThreadPoolExecutor(LINES_TO_CLOSE)
        super().init_process()

    def handle(self, conn: Any) -> Any:
        """Do as gunicorn does, but not for ever."""
        cut_when_silent(conn.sock, SILENCE)
        return super().handle(conn)

    def finish_request(self, conn: Any, fs: "Future[Any]") -> None:
        """Do as gunicorn does, but close elsewhere."""
        conn.close = partial(self._close, conn)
        super().finish_request(conn, fs)

    def _close(self, conn: Any, graceful: bool = False) -> None:
        if graceful:
            self.closing.submit(TConn.close, conn, graceful=True)
        else:
            TConn.close(conn)
