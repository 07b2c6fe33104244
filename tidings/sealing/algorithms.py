"""Every algorithm by which something is closed, proven or known again: one list, with what the code itself says of each.

docs/algorithms.md is made from it. A module that imports a library of cryptography and stands in no entry fails a test,
so what is not on this list is not in use.
"""

from dataclasses import dataclass

from tidings.sealing import boxes, envelope, recovery, streams, stretching
from tidings.sealing.stretching import Strength

LIBRARIES = ("argon2", "cryptography", "fido2", "hashlib", "hmac", "nacl", "rfc3161_client", "sqlcipher3")
"""What a module imports that uses an algorithm."""


@dataclass(frozen=True)
class Algorithm:
    """One algorithm, and where Tidings uses it for what."""

    name: str
    parameters: str
    does: str
    why: str
    standard: str
    library: str
    modules: tuple[str, ...] = ()
    """As paths in tidings/, without .py; none where a framework does it by a setting of ours."""


def _strength(strength: Strength) -> str:
    memory, lanes = (
        f"{strength.memory // 1024} MiB",
        "1 lane" if strength.lanes == 1 else f"{strength.lanes} lanes",
    )
    return f"{memory}, {strength.passes} passes, {lanes}"


ALGORITHMS = (
    Algorithm(
        "X25519 with XSalsa20-Poly1305 (sealed box)",
        f"keys of {boxes.KEY_BYTES * 8} bits; an ephemeral key pair for each box",
        "What is sent at the gate is closed to the office's public key, and a reply to the mailbox's.",
        "Whoever closes it cannot open it again: the gate cannot read its own post.",
        "libsodium crypto_box_seal; RFC 7748 (X25519)",
        "PyNaCl (libsodium)",
        ("sealing/boxes", "sealing/mailboxes"),
    ),
    Algorithm(
        "XSalsa20-Poly1305 (secretbox)",
        f"key of {boxes.KEY_BYTES * 8} bits, random nonce of 192 bits",
        "A draft at the gate is locked with a key that only the enquirer's browser has.",
        "The nonce is long enough to be drawn at random however often a draft is kept.",
        "libsodium crypto_secretbox",
        "PyNaCl (libsodium)",
        ("sealing/boxes",),
    ),
    Algorithm(
        "XChaCha20-Poly1305 in a stream (secretstream)",
        f"key of 256 bits for each stream; frames of {streams.CHUNK // 1024} KiB; Padmé, at most 1 MiB",
        "Attached files, and backups.",
        "Files of any size in little memory; frames cannot be cut, swapped or added unnoticed.",
        "libsodium crypto_secretstream; RFC 8439 (ChaCha20-Poly1305)",
        "PyNaCl (libsodium)",
        ("sealing/streams",),
    ),
    Algorithm(
        "AES-256-GCM",
        f"key of {envelope.KEY_BYTES * 8} bits, random nonce of {envelope.NONCE_BYTES * 8} bits, version byte; "
        f"Padmé, at least {envelope.SHORTEST} bytes",
        "A record's words under the key of that record; the record's keys, key slots and the office's private keys.",
        "Record and field are bound in: what is moved elsewhere does not open. One key closes far fewer than 2^32 pieces.",
        "NIST SP 800-38D; padding: Nikitin and others, PETS 2019",
        "cryptography (OpenSSL)",
        ("sealing/envelope",),
    ),
    Algorithm(
        "HKDF with SHA-256",
        f"{envelope.KEY_BYTES * 8} bits out; the purpose as info",
        "One key for each purpose from the root key.",
        "A key that becomes known tells nothing of the root key or of another.",
        "RFC 5869",
        "cryptography (OpenSSL)",
        ("sealing/envelope",),
    ),
    Algorithm(
        "Argon2id: custodians",
        f"{_strength(stretching.CUSTODIANS)}; salt of {stretching.SALT_BYTES * 8} bits; "
        f"never less than {_strength(stretching.FLOOR)}",
        "From a custodian's password to the key of their slots.",
        "A guess costs memory, which is what special hardware has least of.",
        "RFC 9106",
        "argon2-cffi (the reference implementation)",
        ("sealing/stretching",),
    ),
    Algorithm(
        "Argon2id: receipts",
        f"{_strength(stretching.RECEIPTS)}; salt of {stretching.SALT_BYTES * 8} bits, of the locator under the gate's secret",
        "From a receipt's secret (60 random bits) to its verifier and the private key of its mailbox.",
        "The strongest that the gate can pay in a flood: [decision 6](decisions/0006-receipts.md).",
        "RFC 9106",
        "argon2-cffi (the reference implementation)",
        ("sealing/stretching",),
    ),
    Algorithm(
        "Recovery code",
        f"{recovery.BITS} random bits; a check symbol for each of {recovery.GROUPS} groups (Luhn's method modulo 16)",
        "Opens the office when the custodians cannot.",
        "It is random, so it needs no Argon2id; a slip of the hand is named by its group.",
        "HKDF and AES-256-GCM as above",
        "cryptography (OpenSSL)",
    ),
    Algorithm(
        "SQLCipher 4: AES-256-CBC with HMAC-SHA512",
        "raw key of 256 bits, a random IV for each page of 4096 bytes, no stretching",
        "The desk's database and the keyring as files: pages, indexes, write-ahead log.",
        "The whole file is ciphertext, also what a column says; a changed page is noticed.",
        "FIPS 197, NIST SP 800-38A, RFC 2104",
        "sqlcipher3 (SQLCipher, OpenSSL)",
        ("sealing/cipher", "web/vault/sqlcipher/base"),
    ),
    Algorithm(
        "BLAKE2b, keyed",
        f"{boxes.KEY_BYTES * 8} or {stretching.SALT_BYTES * 8} bits out, a purpose as person",
        "Keys that follow from the secret in the browser; the salt of a locator; what the gate keeps of a verifier; names of counts that change daily.",
        "One function with a place for key and purpose.",
        "RFC 7693",
        "Python's hashlib",
        ("sealing/boxes", "sealing/mailboxes", "sealing/keyslots", "gate/limits"),
    ),
    Algorithm(
        "HMAC-SHA-256",
        "256 bits, or 128 of a blind mark",
        "Blind marks and digests in the desk's database; names of pieces in backups; the proof of the file of key slots; proofs of the journal.",
        "Nobody without the key can try a guess on a mark, change the file, or write the journal anew.",
        "RFC 2104, FIPS 180-4",
        "Python's hmac, compared in constant time",
        (
            "web/vault/blind",
            "sealing/keyslots",
            "custody/proofs",
            "gate/drafts",
            "gate/actions",
            "web/accounts/adapters",
            "web/backups/store",
        ),
    ),
    Algorithm(
        "SHA-256",
        "256 bits",
        "The journal's chains; by what a text or a file is known again; digests in a backup.",
        "Anyone can check it, in any language, in twenty years.",
        "FIPS 180-4",
        "Python's hashlib",
        (
            "custody/chains",
            "sealing/there",
            "web/appeals/attachments",
            "web/backups/archive",
            "web/accounts/adapters",
            "extraction/channels/letters",
        ),
    ),
    Algorithm(
        "Ed25519",
        "keys of 256 bits",
        "The desk signs what it asks of a gate on another machine; a passkey may sign with it too.",
        "The gate knows the desk by a public key: nothing on it could be used to play the desk.",
        "RFC 8032",
        "PyNaCl (libsodium)",
        ("sealing/there",),
    ),
    Algorithm(
        "Argon2id: passwords of the staff",
        "Django's: 100 MiB, 2 passes, 8 lanes",
        "A password of somebody who works at the desk; it opens nothing that is kept.",
        "As for custodians; each guess at a stolen copy of the database is dear.",
        "RFC 9106",
        "argon2-cffi, through Django; its errors in the sealed desk",
        ("web/sealed/unsealing",),
    ),
    Algorithm(
        "Second factors: passkeys (WebAuthn), codes of an app (TOTP)",
        "what the authenticator offers (ES256, RS256, EdDSA); HMAC-SHA-1 of a secret of 160 bits, 6 digits, 30 seconds",
        "Logging in at the desk, and confirming before dangerous acts.",
        "A passkey cannot be phished; a code is for those who have none. TOTP's SHA-1 is that of every app, and not weak in HMAC.",
        "W3C WebAuthn Level 2; RFC 6238",
        "django-allauth, fido2",
    ),
    Algorithm(
        "Time-stamps",
        "SHA-256 of an anchor's seal; the server's own signature",
        "Proves to others that an anchor of the journal was there on a day, where a server is configured.",
        "It is outside of the office, and learns a digest alone.",
        "RFC 3161",
        "rfc3161-client, cryptography",
        ("web/journal/timestamps",),
    ),
    Algorithm(
        "Random numbers",
        "from the operating system (getrandom)",
        "Keys, nonces, salts, receipts, tokens, addresses of records.",
        "The only source that is meant for secrets.",
        "NIST SP 800-90A (the kernel's)",
        "Python's secrets and os.urandom; libsodium's randombytes",
    ),
)


def modules() -> set[str]:
    """Return the modules that may import one of LIBRARIES."""
    return {module for algorithm in ALGORITHMS for module in algorithm.modules}
