"""What has had its time is deleted also when nobody comes."""

import logging
import threading
import time
from datetime import UTC, datetime
from typing import NoReturn

EVERY = 10 * 60
"""Seconds. What the desk has taken is gone at once; this is for what nobody asks for any more."""

log = logging.getLogger("tidings.gate")


def begin() -> None:
    """Sweep now and then for as long as the process lives."""
    threading.Thread(target=_sweep_for_ever, daemon=True, name="sweeping").start()


def _sweep_for_ever() -> NoReturn:
    from tidings.gate import actions

    while True:
        try:
            actions.sweep(datetime.now(UTC))
        except Exception:
            log.exception("The sweep failed; the next one may succeed.")
        time.sleep(EVERY)
