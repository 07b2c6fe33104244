"""Time-stamps of anchors (RFC 3161): a server outside signs that a seal was there on a day. It learns a digest, no more."""

import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography import x509
from django.conf import settings
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    VerificationError,
    Verifier,
    VerifierBuilder,
    decode_timestamp_response,
)

from tidings.custody import Problem
from tidings.text.sentences import Sentence
from tidings.web.journal.models import Anchor

WITHIN = 10
"""Seconds that the worker waits for an answer."""
AGAIN_AFTER = 10 * 60
"""Seconds until a server that did not answer is asked again."""
LONGEST = 100_000
"""Bytes of an answer."""
NO_ANSWER, WRONG = "no_answer", "wrong_answer"

SPOILED = Sentence(
    en="The time-stamp is not of this anchor, or not by the server whose certificates are kept here.",
    ru="Отметка времени не от этого якоря или не от того сервера, чьи сертификаты хранятся здесь.",
    uk="Позначка часу не від цього якоря або не від того сервера, чиї сертифікати зберігаються тут.",
)


@dataclass(frozen=True)
class Stamp:
    """What a server answered, and the moment that it vouches for."""

    answer: bytes
    at: datetime


class NotStamped(Exception):
    """There is no time-stamp; its words are why: NO_ANSWER or WRONG."""


_asked_at = -float(AGAIN_AFTER)


def due() -> Anchor | None:
    """Return the newest anchor where it has no time-stamp and a server is there to ask, and not too often."""
    if not settings.TIMESTAMP_SERVER or time.monotonic() - _asked_at < AGAIN_AFTER:
        return None
    newest = Anchor.objects.last()
    return newest if newest and not newest.stamped_at else None


def ask(anchor: Anchor) -> Stamp:
    """Ask the server for a time-stamp of this anchor's seal. Raises NotStamped."""
    global _asked_at
    _asked_at = time.monotonic()
    wanted = TimestampRequestBuilder(anchor.seal.encode(), HashAlgorithm.SHA256).build()
    headers = {"Content-Type": "application/timestamp-query"}
    request = urllib.request.Request(settings.TIMESTAMP_SERVER, wanted.as_bytes(), headers)
    try:
        with urllib.request.urlopen(request, timeout=WITHIN) as response:
            answer = bytes(response.read(LONGEST))
    except (urllib.error.URLError, OSError, ValueError) as error:
        raise NotStamped(NO_ANSWER) from error
    stamp = Stamp(answer, _checked(answer, anchor, _verifier(wanted.nonce)))
    _asked_at = -float(AGAIN_AFTER)
    return stamp


def spoiled() -> Iterator[Problem]:
    """Yield each anchor whose time-stamp is not its own."""
    stamped = Anchor.objects.filter(stamped_at__isnull=False)
    if not settings.TIMESTAMP_ROOTS or not stamped.exists():
        return
    verifier = _verifier()
    for anchor in stamped.iterator(chunk_size=500):
        try:
            whole = _checked(bytes(anchor.stamp), anchor, verifier) == anchor.stamped_at
        except NotStamped:
            whole = False
        if not whole:
            yield Problem(f"anchor/{anchor.number}", SPOILED)


def _checked(answer: bytes, anchor: Anchor, verifier: Verifier) -> datetime:
    """Return the moment that an answer vouches for."""
    try:
        response = decode_timestamp_response(answer)
        verifier.verify_message(response, anchor.seal.encode())
    except (VerificationError, ValueError) as error:
        raise NotStamped(WRONG) from error
    return response.tst_info.gen_time


def _verifier(nonce: int | None = None) -> Verifier:
    roots = x509.load_pem_x509_certificates(Path(settings.TIMESTAMP_ROOTS).read_bytes())
    return VerifierBuilder(roots=roots, nonce=nonce).build()
