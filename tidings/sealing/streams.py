"""Files closed as streams: what is too big to be held in memory at once (libsodium's secretstream, XChaCha20-Poly1305).

>>> key = new_key()
>>> closing = Closing(key)
>>> closed = [closing.add(b"a long "), closing.add(b"letter"), closing.end()]
>>> b"".join(opened(key, closed))
b'a long letter'

A closed stream is one version byte, libsodium's header of 24 bytes, then frames. A frame is 64 KiB (the last may be
shorter) and 17 bytes of libsodium's: the number of bytes of content in it, the content, then zeros. The whole is filled
up with zeros (Padmé), so that its size tells little: by at most 4 KiB, 6 % or 1 MiB. Every frame is bound to those before
it, and the last one says that it is the last: a stream that was cut, swapped, extended or changed does not open.

Both ways hold less than 2 MiB in memory beyond what they are handed and hand over, whatever the length of the stream.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from nacl.bindings import (
    crypto_secretstream_xchacha20poly1305_ABYTES as EXTRA,
)
from nacl.bindings import (
    crypto_secretstream_xchacha20poly1305_HEADERBYTES as HEADER,
)
from nacl.bindings import (
    crypto_secretstream_xchacha20poly1305_init_pull,
    crypto_secretstream_xchacha20poly1305_init_push,
    crypto_secretstream_xchacha20poly1305_keygen,
    crypto_secretstream_xchacha20poly1305_pull,
    crypto_secretstream_xchacha20poly1305_push,
    crypto_secretstream_xchacha20poly1305_state,
)
from nacl.bindings import (
    crypto_secretstream_xchacha20poly1305_TAG_FINAL as LAST,
)
from nacl.bindings import (
    crypto_secretstream_xchacha20poly1305_TAG_MESSAGE as MORE,
)
from nacl.exceptions import CryptoError

from tidings.errors import CannotOpen

VERSION: Final = b"\x01"
CHUNK = 64 * 1024
"""Bytes of a frame before libsodium adds its own."""
ROOM = CHUNK - 4
"""Bytes of content in a frame; before them stands how many there are."""
LEAST, MOST = 4 * 1024, 1024 * 1024
"""Bytes: no stream is shorter than LEAST; none is filled up by more than MOST."""


def new_key() -> bytes:
    """Return a key of 32 bytes for one stream. Two streams under one key could be taken for each other."""
    return crypto_secretstream_xchacha20poly1305_keygen()


class Closing:
    """Closes one stream under `key`, piece by piece, in pieces of any size."""

    def __init__(self, key: bytes) -> None:
        self._state = crypto_secretstream_xchacha20poly1305_state()
        header = crypto_secretstream_xchacha20poly1305_init_push(self._state, key)
        self._ready = [VERSION + header]
        self._kept = bytearray()
        self._framed = 0
        self._ended = False

    def add(self, content: bytes) -> bytes:
        """Take the next piece, and return what can be written down by now; that may be nothing."""
        if self._ended:
            raise ValueError("This stream has ended.")
        self._kept += content
        done = 0
        while len(self._kept) - done > ROOM:
            self._frame(bytes(self._kept[done : done + ROOM]), CHUNK, MORE)
            done += ROOM
        del self._kept[:done]
        return self._take()

    def end(self) -> bytes:
        """Return the rest, filled up. Without it the stream does not open."""
        rest = self.add(b"")
        size = padded(self._framed + 4 + len(self._kept)) - self._framed
        content = bytes(self._kept)
        while size > CHUNK:
            self._frame(content, CHUNK, MORE)
            content, size = b"", size - CHUNK
        self._frame(content, size, LAST)
        self._ended = True
        return rest + self._take()

    def _frame(self, content: bytes, size: int, tag: int) -> None:
        plain = (len(content).to_bytes(4, "big") + content).ljust(size, b"\0")
        self._ready.append(crypto_secretstream_xchacha20poly1305_push(self._state, plain, tag=tag))
        self._framed += size

    def _take(self) -> bytes:
        ready, self._ready = b"".join(self._ready), []
        return ready


def opened(key: bytes, chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the content of a closed stream, given in pieces of any size.

    Raises CannotOpen for another key, and for a stream that was cut, swapped, extended or changed. What was yielded
    before that is as it was closed, but only a stream that ends without an error is whole.
    """
    frames = _frames(chunks)
    begin = next(frames)
    if begin[:1] != VERSION or len(begin) < 1 + HEADER:
        raise CannotOpen(_CHANGED)
    state = crypto_secretstream_xchacha20poly1305_state()
    crypto_secretstream_xchacha20poly1305_init_pull(state, begin[1:], key)
    tag = MORE
    for frame in frames:
        if tag == LAST:
            raise CannotOpen(
                "Something stands behind the end of this stream. Take it anew from where it came."
            )
        content, tag = _pulled(state, frame)
        yield content
    if tag != LAST:
        raise CannotOpen("This stream was cut: its end is missing. Take it anew from where it came.")


def padded(size: int) -> int:
    """Return the size that `size` bytes are filled up to: Padmé's, but at least LEAST and by less than MOST.

    >>> padded(1), padded(100_000), padded(40_000_000)
    (4096, 100352, 40894464)
    """
    size = max(size, LEAST)
    exponent = size.bit_length() - 1
    step = min(1 << (exponent - exponent.bit_length()), MOST)
    return -(-size // step) * step


_CHANGED = "This stream does not open with this key, or it was changed. Take it anew from where it came."


def _frames(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Cut into the beginning, then whole frames; the last may be shorter."""
    kept, want = bytearray(), 1 + HEADER
    for chunk in chunks:
        kept += chunk
        done = 0
        while len(kept) - done >= want:
            yield bytes(kept[done : done + want])
            done, want = done + want, CHUNK + EXTRA
        del kept[:done]
    if kept or want == 1 + HEADER:
        yield bytes(kept)


def _pulled(state: crypto_secretstream_xchacha20poly1305_state, frame: bytes) -> tuple[bytes, int]:
    try:
        plain, tag = crypto_secretstream_xchacha20poly1305_pull(state, frame)
    except (CryptoError, ValueError) as error:
        raise CannotOpen(_CHANGED) from error
    length = int.from_bytes(plain[:4], "big")
    return plain[4 : 4 + length], tag
