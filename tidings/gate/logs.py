"""What the gate may write to a log: which error, and where in the code. Nothing of the visitor."""

import logging
import traceback


class OnlyThePlace(logging.Formatter):
    """Leaves out the message, the request and the values: any of them may hold someone's words."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the level, the logger and, for an exception, its type and the lines it passed."""
        if not record.exc_info or record.exc_info[0] is None:
            return f"{record.levelname} {record.name} at {record.module}:{record.lineno}"
        passed = traceback.extract_tb(record.exc_info[2])
        places = " > ".join(f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in passed)
        return f"{record.levelname} {record.name}: {record.exc_info[0].__name__} at {places}"
