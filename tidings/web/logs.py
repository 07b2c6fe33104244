"""What the desk writes to its log: where the code failed, never what was in the request or in a record.

The message of a foreign error may hold a name ("Key (name)=(…) already exists"), a foreign line the address that was asked
for. So of errors only the kind and the places are written, of foreign lines only the sentence without what it names. Our
own lines (tidings.…) are written whole: they name kinds of errors and of jobs alone.
"""

import logging
import re
import traceback
from types import TracebackType
from typing import Any

from gunicorn.glogging import Logger  # type: ignore[import-untyped]

OURS = "tidings"
SAY_IT_ALL = "django.security"
"""Its lines are put together before they come here."""


class Plain(logging.Formatter):
    """A line for each event, and for an error a line more for each place that it came through."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the time, the level, the logger, the sentence, and the view where there is one."""
        said = (
            f"{self.formatTime(record)} {record.levelname} {record.name}: {_sentence(record)}{_view(record)}"
        )
        return f"{said}\n{self.formatException(record.exc_info)}" if record.exc_info else said

    def formatException(  # noqa: N802 - as logging calls it
        self, ei: tuple[type[BaseException] | None, BaseException | None, TracebackType | None]
    ) -> str:
        """Return the kinds of an error and of those behind it, each with the places it came through; not its words."""
        error: BaseException | None = ei[1]
        lines: list[str] = []
        while error is not None and len(lines) < 200:
            places = [
                f"  {one.filename}:{one.lineno} in {one.name}"
                for one in traceback.extract_tb(error.__traceback__)
            ]
            lines += [type(error).__qualname__, *places]
            error = error.__cause__ or error.__context__
        return "\n".join(lines)


class OfGunicorn(Logger):  # type: ignore[misc]  # gunicorn says no types
    """Gunicorn's own lines, written as all others: it would name whoever sent a broken request, and what it held."""

    def setup(self, cfg: Any) -> None:
        """Write plain lines, whatever gunicorn's settings say."""
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(Plain())


def _sentence(record: logging.LogRecord) -> str:
    if record.name.split(".")[0] == OURS:
        return record.getMessage()
    if record.name.startswith(SAY_IT_ALL):
        return "refused."
    return re.sub(r"%(\(\w+\))?[-#0 +]*[\d.]*[a-z]", "…", str(record.msg))


def _view(record: logging.LogRecord) -> str:
    match = getattr(getattr(record, "request", None), "resolver_match", None)
    status = getattr(record, "status_code", "")
    return f" [{status} {match.view_name if match else ''}]" if status else ""
