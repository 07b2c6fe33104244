"""A gunicorn worker that nobody can hold up by not hanging up."""

from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any

from gunicorn.workers.gthread import TConn, ThreadWorker  # type: ignore[import-untyped]

LINES_TO_CLOSE = 32
"""At once; the others wait their turn and cost no thread that answers."""


class Worker(ThreadWorker):  # type: ignore[misc]
    """gunicorn (27.0) waits up to two seconds for a visitor to hang up first, and all others wait with it.

    The waiting is right, since it lets the last words arrive; here it happens beside the loop that hears everyone.
    """

    def init_process(self) -> None:
        """Make the threads for closing after the fork, as gunicorn does with its own."""
        self.closing = ThreadPoolExecutor(LINES_TO_CLOSE)
        super().init_process()

    def finish_request(self, conn: Any, fs: "Future[Any]") -> None:
        """Do as gunicorn does, but close elsewhere."""
        conn.close = partial(self._close, conn)
        super().finish_request(conn, fs)

    def _close(self, conn: Any, graceful: bool = False) -> None:
        if graceful:
            self.closing.submit(TConn.close, conn, graceful=True)
        else:
            TConn.close(conn)
