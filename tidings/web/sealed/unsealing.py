"""Unsealing by passwords that come one by one, from wherever the custodians are; slowly for whoever guesses.

Where two open the office together, nothing can say whether the first is right before the second has entered: no key of
one alone exists. The first's password is kept in this process until then, ten minutes at most.
"""

import time
from collections.abc import Callable, Mapping
from enum import Enum, auto
from threading import Lock, Timer

from argon2.exceptions import HashingError

from tidings.errors import CannotOpen
from tidings.sealing.keyslots import KeySlots, names_of

TRIES, WITHIN = 10, 3600.0
"""Wrong tries, all together, in so many seconds."""
SECOND_WITHIN = 600.0
"""Seconds that the second custodian has."""


class Came(Enum):
    """What came of a try."""

    OPENED = auto()
    WAITING = auto()
    WRONG = auto()
    TOO_OFTEN = auto()


class Unsealing:
    """Those who try to open the office, and how often they did."""

    def __init__(
        self,
        load: Callable[[], KeySlots],
        hand_over: Callable[[bytes, str], None],
        forget: Callable[[], None],
    ) -> None:
        """`hand_over` is given the root key, and the names of those who opened, none where the recovery code did.

        `forget` ends this process when a first custodian waited in vain.
        """
        self.load, self.hand_over, self.forget = load, hand_over, forget
        self.opened = False
        self._first: dict[str, str] = {}
        self._until = 0.0
        self._tried: list[float] = []
        self._one_at_a_time = Lock()

    def enter(self, passwords: Mapping[str, str]) -> Came:
        """Try the passwords of one or two custodians. Raises CannotOpen where it is not a matter of passwords."""
        with self._one_at_a_time:
            if self.opened:
                return Came.OPENED
            slots, given = self.load(), {**self._waiting(), **passwords}
            if len(given) < slots.together:
                return self._wait(given)
            self._first = {}
            return self._try(lambda: slots.open(given), names_of(given))

    def recover(self, code: str) -> Came:
        """Try the recovery code. Raises InvalidReceipt for a slip of the hand, which counts as no try."""
        with self._one_at_a_time:
            return Came.OPENED if self.opened else self._try(lambda: self.load().open_with_recovery(code))

    def waiting_until(self) -> float | None:
        """Return the time until which the second custodian may enter; None where no first one waits."""
        return self._until if self._waiting() else None

    def wait_before_next(self) -> float:
        """Return the seconds until another try is heard."""
        now = time.monotonic()
        recent = [at for at in self._tried if now - at < WITHIN]
        return max(0.0, recent[-TRIES] + WITHIN - now) if len(recent) >= TRIES else 0.0

    def _try(self, opening: Callable[[], bytes], who: str = "") -> Came:
        if self.wait_before_next():
            return Came.TOO_OFTEN
        try:
            root = opening()
        except CannotOpen as error:
            if isinstance(error.__cause__, MemoryError | HashingError):
                raise  # nothing was tried
            self._tried = [*self._tried[1 - TRIES :], time.monotonic()]
            return Came.WRONG
        self.hand_over(root, who)
        self.opened = True
        return Came.OPENED

    def _wait(self, given: dict[str, str]) -> Came:
        self._first, self._until = given, time.time() + SECOND_WITHIN
        timer = Timer(SECOND_WITHIN, self._forget_if_waiting)
        timer.daemon = True
        timer.start()
        return Came.WAITING

    def _waiting(self) -> dict[str, str]:
        return self._first if time.time() < self._until else {}

    def _forget_if_waiting(self) -> None:
        """The first is forgotten for good with the process that knew the password."""
        if self._first and not self._waiting():
            self.forget()
