"""Where the gate is: on this machine, or at an address on another. Whoever uses the post need not care."""

from django.conf import settings

from tidings.sealing import post, there
from tidings.web.vault import opened

SIGNING = "gate signing"
"""The purpose of the key by which a gate on another machine knows this office."""


def ours() -> post.Gate:
    """Return what the functions of tidings.sealing.post take. Raises Shut for a gate elsewhere while the office is sealed."""
    if settings.GATE_ADDRESS:
        return there.Remote(settings.GATE_ADDRESS, opened.key(SIGNING))
    return settings.GATE / "gate.sqlite3"


def signs() -> bytes:
    """Return the public half of the key by which a gate on another machine knows this office."""
    return there.public_half(opened.key(SIGNING))
