"""Who may open the office: its root key, closed for custodians, for any one of them or any two together.

>>> tiny = Strength(memory=64, passes=1)
>>> slots, code = KeySlots.new(bytes(32), {"Amal": "a long phrase", "Boris": "another phrase"}, together=2, strength=tiny)
>>> slots.open({"Amal": "a long phrase", "Boris": "another phrase"}) == bytes(32)
True
>>> slots.open_with_recovery(code) == bytes(32)
True

The root key is made once; adding and revoking custodians changes only this file, never what the root key closes.
A slot for two is closed under a key that comes from both secrets at once: whoever has the file must guess both passwords
together. A revoked custodian who kept an old copy of this file can still open the office with that copy and their password.
"""

import hashlib
import hmac
import json
import os
import secrets
import unicodedata
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field, replace
from itertools import combinations
from pathlib import Path
from typing import Any

from tidings import files
from tidings.errors import CannotOpen, InputError, UnreadableInput
from tidings.sealing import envelope, recovery
from tidings.sealing.stretching import CUSTODIANS, FLOOR, SALT_BYTES, Strength, stretch

VERSION = 1
MOST = 6
"""Custodians of one office: 15 pairs."""
SHORTEST, LONGEST = 12, 128
"""Characters of a password."""

Slots = Mapping[tuple[str, ...], bytes]


@dataclass(frozen=True)
class KeySlots:
    """The slots of one office. What changes them gives new ones, to be saved; `root` is what `open` returned."""

    together: int
    """How many custodians open the office: 1 or 2."""
    strength: Strength
    salts: Mapping[str, bytes]
    """The salt of each custodian's password."""
    slots: Slots = field(repr=False)
    """The root key, closed for each custodian, or for each pair."""
    recovery: bytes = field(repr=False)
    """The root key, closed for the printed code."""
    stretched: bytes = field(repr=False)
    """What the custodians' passwords gave, closed under the root key: so that a pair can be made for a new custodian."""
    proof: bytes = b""
    """Of all the above, under the root key: a file that was changed is refused."""

    @classmethod
    def new(
        cls, root: bytes, custodians: Mapping[str, str], together: int, strength: Strength = CUSTODIANS
    ) -> tuple["KeySlots", str]:
        """Return slots for a new root key of 32 bytes, and the recovery code to be printed once.

        Raises InputError for a password or a name that will not do, for too few or too many custodians.
        """
        if together not in (1, 2):
            raise InputError("An office is opened by one custodian, or by two together.")
        code = recovery.new_code()
        slots = cls(together, strength, {}, {}, recovery.close(code, root), b"")
        known: dict[str, bytes] = {}
        for name, password in custodians.items():
            slots, known = slots._with(name, password, known)
        return slots._closed(root, known), code

    def names(self) -> list[str]:
        """Return the custodians, by name."""
        return sorted(self.salts)

    def open(self, passwords: Mapping[str, str]) -> bytes:
        """Return the root key. Raises CannotOpen, after the same time and with the same words, for any name or password."""
        if len(passwords) != self.together:
            raise CannotOpen(
                "Two custodians open this office together. Give two names, each with its password."
                if self.together == 2
                else "One custodian opens this office. Give one name and its password."
            )
        with ThreadPoolExecutor() as both:  # each takes a second of a processor
            stretched = both.map(self._stretched, *zip(*passwords.items(), strict=True))
        given = dict(zip(map(_name, passwords), stretched, strict=True))
        if len(given) != self.together:
            raise CannotOpen("Two custodians open this office together. The same name was given twice.")
        who = tuple(sorted(given))
        return self._proven(_opened(who, given, self.slots.get(who)))

    def open_with_recovery(self, code: str) -> bytes:
        """Return the root key. Raises InputError for a code with a wrong symbol, CannotOpen for another office's code."""
        return self._proven(recovery.open_closed(code, self.recovery))

    def add(self, root: bytes, name: str, password: str) -> "KeySlots":
        """Return slots with one custodian more. Raises InputError if there is one of this name, or no place."""
        slots, known = self._with(name, password, self._known(root))
        return slots._closed(root, known)

    def revoke(self, root: bytes, name: str) -> "KeySlots":
        """Return slots without a custodian and every pair with them. Raises InputError if too few would be left."""
        known, name = self._known(root), _name(name)
        if name not in known:
            raise InputError(f"There is no custodian {name!r}. The custodians are {', '.join(self.names())}.")
        del known[name]
        return replace(self, salts=_without(self.salts, name))._closed(root, known)

    def change(self, root: bytes, name: str, password: str) -> "KeySlots":
        """Return slots in which a custodian has another password; the old one opens nothing any more."""
        known, name = self._known(root), _name(name)
        if known.pop(name, None) is None:
            raise InputError(f"There is no custodian {name!r}. The custodians are {', '.join(self.names())}.")
        slots, known = replace(self, salts=_without(self.salts, name))._with(name, password, known)
        return slots._closed(root, known)

    def new_recovery(self, root: bytes) -> tuple["KeySlots", str]:
        """Return slots with another recovery code, and that code; the old one opens nothing any more."""
        code = recovery.new_code()
        return replace(self, recovery=recovery.close(code, root))._closed(root, self._known(root)), code

    def save(self, path: Path) -> None:
        """Write them whole or not at all, for the owner only, on the disk when this returns."""
        with files.whole(path) as draft, draft.open("w", encoding="utf-8") as stream:
            draft.chmod(0o600)
            stream.write(self.as_text())
            stream.flush()
            os.fsync(stream.fileno())
        _sync(path.absolute().parent)

    @classmethod
    def load(cls, path: Path, floor: Strength = FLOOR) -> "KeySlots":
        """Return what `save` wrote. Raises UnreadableInput as `from_text` does, or where the file is missing."""
        return cls.from_text(files.text(path), floor, str(path))

    def as_text(self) -> str:
        """Return them as JSON."""
        return json.dumps(self._plain() | {"proof": self.proof.hex()}, ensure_ascii=False, indent=1) + "\n"

    @classmethod
    def from_text(cls, text: str, floor: Strength = FLOOR, called: str = "keyslots.json") -> "KeySlots":
        """Return what `as_text` gave. Raises UnreadableInput for anything else, and for a strength below `floor`."""
        try:
            slots = cls._read(json.loads(text))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise UnreadableInput(
                f"{called} holds no key slots of this version, or it was changed. Take the file from a backup."
            ) from error
        if not slots.strength.at_least(floor):
            raise UnreadableInput(
                f"{called} was made with {slots.strength.memory} KiB and {slots.strength.passes} passes, "
                f"which is too easy to guess: at least {floor.memory} KiB and {floor.passes} passes. "
                "If nobody of the office made it so, it was changed: take the file from a backup."
            )
        return slots

    @classmethod
    def _read(cls, read: Any) -> "KeySlots":
        if read["version"] != VERSION or read["together"] not in (1, 2):
            raise ValueError("version")
        strength = Strength(**{name: int(value) for name, value in read["strength"].items()})
        return cls(
            together=read["together"],
            strength=strength,
            salts={name: bytes.fromhex(salt) for name, salt in read["custodians"].items()},
            slots={tuple(slot["of"]): bytes.fromhex(slot["closed"]) for slot in read["slots"]},
            recovery=bytes.fromhex(read["recovery"]),
            stretched=bytes.fromhex(read["stretched"]),
            proof=bytes.fromhex(read["proof"]),
        )

    def _plain(self) -> dict[str, Any]:
        return {
            "version": VERSION,
            "together": self.together,
            "strength": asdict(self.strength),
            "custodians": {name: salt.hex() for name, salt in sorted(self.salts.items())},
            "slots": [
                {"of": list(who), "closed": closed.hex()} for who, closed in sorted(self.slots.items())
            ],
            "recovery": self.recovery.hex(),
            "stretched": self.stretched.hex(),
        }

    def _with(
        self, name: str, password: str, known: Mapping[str, bytes]
    ) -> tuple["KeySlots", dict[str, bytes]]:
        name = _name(name)
        if name in known:
            raise InputError(f"There is a custodian {name!r} already. Give each a name of their own.")
        if len(known) == MOST:
            raise InputError(f"An office has at most {MOST} custodians. Revoke one before another is added.")
        salts = {**self.salts, name: secrets.token_bytes(SALT_BYTES)}
        slots = replace(self, salts=salts)
        return slots, {**known, name: slots._stretched(name, checked_password(password))}

    def _closed(self, root: bytes, known: Mapping[str, bytes]) -> "KeySlots":
        """Close the root key for everyone who is known, and prove the whole."""
        if len(known) < self.together:
            raise InputError(
                f"An office that {self.together} open together needs as many custodians at least."
                if self.together == 2
                else "An office needs a custodian."
            )
        pairs = combinations(sorted(known), self.together)
        slots = {who: envelope.close(_key(who, known), root, _bound(who)) for who in pairs}
        kept = json.dumps({name: secret.hex() for name, secret in known.items()}).encode()
        closed = envelope.close(envelope.subkey(root, "custodians"), kept, "keyslots|stretched")
        changed = replace(self, slots=slots, stretched=closed)
        return replace(changed, proof=changed._proof(root))

    def _known(self, root: bytes) -> dict[str, bytes]:
        kept = envelope.open_closed(envelope.subkey(root, "custodians"), self.stretched, "keyslots|stretched")
        return {name: bytes.fromhex(secret) for name, secret in json.loads(kept).items()}

    def _stretched(self, name: str, password: str) -> bytes:
        """As slow for a name that nobody has."""
        nobody = hashlib.blake2b(name.encode(), digest_size=SALT_BYTES).digest()
        salt = self.salts.get(_name(name), nobody)
        return stretch(_normal(password).encode(), salt, envelope.KEY_BYTES, self.strength)

    def _proof(self, root: bytes) -> bytes:
        plain = json.dumps(self._plain(), sort_keys=True).encode()
        return hmac.digest(envelope.subkey(root, "keyslots"), plain, "sha256")

    def _proven(self, root: bytes) -> bytes:
        if not hmac.compare_digest(self._proof(root), self.proof):
            raise CannotOpen("The file of key slots was changed. Take it from a backup.")
        return root


def checked_password(password: str) -> str:
    """Return it as it is compared. Raises InputError for one that is too short or too long."""
    password = _normal(password)
    if not SHORTEST <= len(password) <= LONGEST:
        raise InputError(
            en=f"A password has {SHORTEST} to {LONGEST} characters; a long phrase of plain words is best.",
            ru=f"В пароле от {SHORTEST} до {LONGEST} знаков; лучше всего длинная фраза из простых слов.",
            uk=f"У паролі від {SHORTEST} до {LONGEST} знаків; найкраще — довга фраза з простих слів.",
        )
    return password


def names_of(passwords: Mapping[str, str]) -> str:
    """Return the names under which custodians gave their passwords, as the slots have them: "Mara, Niko"."""
    return ", ".join(sorted(map(_name, passwords)))


def _opened(who: Sequence[str], given: Mapping[str, bytes], closed: bytes | None) -> bytes:
    try:
        return envelope.open_closed(_key(who, given), closed or _NOBODYS, _bound(who))
    except CannotOpen as error:
        raise CannotOpen(
            "This does not open the office: a name or a password is wrong; type both anew."
        ) from error


def _key(who: Sequence[str], known: Mapping[str, bytes]) -> bytes:
    """Return the key of a slot: all of its custodians' secrets are needed at once."""
    return envelope.subkey(b"".join(known[name] for name in who), "slot")


def _bound(who: Sequence[str]) -> str:
    return "keyslots|" + json.dumps(list(who), ensure_ascii=False)


def _name(name: str) -> str:
    name = " ".join(_normal(name).split())
    if not 1 <= len(name) <= 60:
        raise InputError("A custodian has a name of 1 to 60 characters.")
    return name


def _normal(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _without(salts: Mapping[str, bytes], name: str) -> dict[str, bytes]:
    return {other: salt for other, salt in salts.items() if other != name}


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


_NOBODYS = envelope.close(envelope.new_key(), bytes(envelope.KEY_BYTES), "nobody")
