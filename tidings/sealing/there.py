"""The gate on another machine: the desk asks, the gate answers; it never asks anything itself.

Each request is signed with the office's own key (Ed25519), whose public half lies beside the gate's other keys. It holds
for about an hour and is heard once: the signature is over the hour, a number never used before, and the words. Nothing
in it or in the answer is readable to whoever carries it: posts and replies are sealed boxes, files closed streams.
"""

import base64
import hashlib
import json
import secrets
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any, NoReturn

from nacl.exceptions import CryptoError
from nacl.signing import SigningKey, VerifyKey

from tidings.errors import Unreachable
from tidings.sealing.here import AT_ONCE, PIECE, START, Closed, Local, Place

PATH, HOUR, ONCE, SIGNATURE = "/office/", "Tidings-Hour", "Tidings-Once", "Tidings-Signature"
HOLDS_FOR = timedelta(hours=1)
"""So far may two clocks differ."""

SECONDS = 60


def public_half(seed: bytes) -> bytes:
    """Return the public key of whoever signs with this seed of 32 bytes."""
    return bytes(SigningKey(seed).verify_key)


def signed(seed: bytes, body: bytes, now: datetime) -> dict[str, str]:
    """Return the headers that go with a request."""
    hour, once = f"{now.astimezone(UTC):%Y-%m-%dT%H}", secrets.token_hex(16)
    signature = SigningKey(seed).sign(_said(hour, once, body)).signature
    return {HOUR: hour, ONCE: once, SIGNATURE: signature.hex()}


def once_of(public: bytes, headers: Mapping[str, str], body: bytes, now: datetime) -> str | None:
    """Return the number of a request that the office signed within the hour; None for anyone else's.

    Whoever hears it makes sure that the number was not heard before.
    """
    hour, once = headers.get(HOUR, ""), headers.get(ONCE, "")
    try:
        VerifyKey(public).verify(_said(hour, once, body), bytes.fromhex(headers.get(SIGNATURE, "")))
        said = datetime.strptime(hour, "%Y-%m-%dT%H").replace(tzinfo=UTC)
    except (CryptoError, ValueError, TypeError):
        return None
    this = now.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    return once if abs(said - this) <= HOLDS_FOR else None


def _said(hour: str, once: str, body: bytes) -> bytes:
    return f"{hour}\n{once}\n{hashlib.sha256(body).hexdigest()}".encode()


class Remote:
    """What the desk may do at a gate that answers at this address; the same as at a Local one."""

    def __init__(self, address: str, seed: bytes) -> None:
        self.address, self._seed = address.rstrip("/"), seed

    def waiting(self, after: Place = START, most: int = AT_ONCE) -> list[Closed]:
        """Return what waits behind a place, in its order."""
        rows = self._ask("waiting", after=list(after), most=most)
        return [Closed(number, day, lane, _bytes(sealed)) for number, day, lane, sealed in rows]

    def taken(self, number: int) -> None:
        """Delete a post and its files; doing it twice does no harm."""
        self._ask("taken", number=number)

    def lay(self, mailbox: bytes, sealed: bytes, day: date) -> bool:
        """Lay something into a mailbox; False if there is no such mailbox."""
        return bool(self._ask("lay", mailbox=_text(mailbox), sealed=_text(sealed), day=day.isoformat()))

    def forget(self, mailbox: bytes) -> None:
        """Remove a mailbox and what lies in it; doing it twice does no harm."""
        self._ask("forget", mailbox=_text(mailbox))

    def open_mailbox(self, public: bytes, locator: str, verifier: bytes, day: date) -> None:
        """Open a mailbox; `verifier` is what mailboxes.kept returns."""
        told = {"public": _text(public), "locator": locator, "verifier": _text(verifier)}
        self._ask("open_mailbox", **told, day=day.isoformat())

    def salt(self, locator: str) -> bytes:
        """Return the salt of a locator at that gate."""
        return _bytes(self._ask("salt", locator=locator))

    def publish(self, office: bytes) -> bool:
        """From now on the gate seals to this public key; False if it does already."""
        return bool(self._ask("publish", office=_text(office)))

    def file(self, id: str) -> Iterator[bytes]:
        """Yield a closed file, piece by piece. Raises FileNotFoundError."""
        with self._answer("file", id=id) as answer:
            while piece := answer.read(PIECE):
                yield piece

    def _ask(self, verb: str, **told: Any) -> Any:
        with self._answer(verb, **told) as answer:
            return json.loads(answer.read())

    def _answer(self, verb: str, **told: Any) -> Any:
        body = json.dumps({"verb": verb, **told}).encode()
        headers = signed(self._seed, body, datetime.now(UTC)) | {"Content-Type": "application/octet-stream"}
        asked = urllib.request.Request(self.address + PATH, body, headers)
        try:
            return urllib.request.urlopen(asked, timeout=SECONDS)
        except urllib.error.HTTPError as error:
            error.close()
            self._not_heard(error.code)
        except OSError as error:
            raise Unreachable(
                f"The gate at {self.address} does not answer. Check the address and the line."
            ) from error

    def _not_heard(self, status: int) -> NoReturn:
        if status == 410:
            raise FileNotFoundError("The gate has no such file any more.")
        if status == 404:
            raise Unreachable(
                f"The gate at {self.address} does not know this office. Copy the desk's file office.sign.pub into "
                "the gate's folder, and check that both clocks are right."
            )
        raise Unreachable(f"The gate at {self.address} answered with {status}. Look at its log.")


def answer(gate: Local, body: bytes) -> bytes | Iterator[bytes]:
    """Do what a request asks of this gate, and return the answer. Only for requests that `once_of` knows."""
    told = json.loads(body)
    done = VERBS[told.pop("verb")](gate, told)
    return done if isinstance(done, Iterator) else json.dumps(done).encode()


def _waiting(gate: Local, told: dict[str, Any]) -> list[list[Any]]:
    rows = gate.waiting(Place(*told["after"]), min(int(told["most"]), AT_ONCE))
    return [[row.number, row.day, row.lane, _text(row.sealed)] for row in rows]


def _file(gate: Local, told: dict[str, Any]) -> Iterator[bytes]:
    gate.file_at(told["id"]).stat()  # whether it is there is said before the answer begins
    return gate.file(told["id"])


VERBS: dict[str, Callable[[Local, dict[str, Any]], Any]] = {
    "waiting": _waiting,
    "taken": lambda gate, told: gate.taken(int(told["number"])),
    "lay": lambda gate, told: gate.lay(
        _bytes(told["mailbox"]), _bytes(told["sealed"]), date.fromisoformat(told["day"])
    ),
    "forget": lambda gate, told: gate.forget(_bytes(told["mailbox"])),
    "open_mailbox": lambda gate, told: gate.open_mailbox(
        _bytes(told["public"]), told["locator"], _bytes(told["verifier"]), date.fromisoformat(told["day"])
    ),
    "salt": lambda gate, told: _text(gate.salt(told["locator"])),
    "publish": lambda gate, told: gate.publish(_bytes(told["office"])),
    "file": _file,
}


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
