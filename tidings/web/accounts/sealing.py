"""What is kept of sessions and of codes from an app is sealed: a copy of the database says nothing of them."""

import base64
import json
from typing import Any

from tidings.sealing import envelope
from tidings.web.vault import opened

SESSIONS, CODES = "sessions", "totp"


class SessionWords:
    """How a session is written down: as JSON, closed under the office's key."""

    def dumps(self, words: Any) -> bytes:
        """Close it."""
        return envelope.close(
            opened.key(SESSIONS), json.dumps(words, separators=(",", ":")).encode(), SESSIONS
        )

    def loads(self, closed: bytes) -> Any:
        """Open it; what cannot be opened is no session."""
        return json.loads(envelope.open_closed(opened.key(SESSIONS), closed, SESSIONS))


def close(secret: str) -> str:
    """Close the secret of a second factor."""
    return base64.b64encode(envelope.close(opened.key(CODES), secret.encode(), CODES)).decode()


def open_closed(closed: str) -> str:
    """Open the secret of a second factor. Raises CannotOpen."""
    return envelope.open_closed(opened.key(CODES), base64.b64decode(closed), CODES).decode()
