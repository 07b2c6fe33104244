"""Streams: what goes in comes out, and whatever happened to them on the way is noticed."""

import tracemalloc
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tidings.errors import CannotOpen
from tidings.sealing import streams

KEY = bytes(range(32))
FRAME = streams.CHUNK + 17
BEGIN = 25


def closed(content: bytes, key: bytes = KEY) -> bytes:
    closing = streams.Closing(key)
    return closing.add(content) + closing.end()


def read(stream: bytes, key: bytes = KEY) -> bytes:
    return b"".join(streams.opened(key, [stream]))


@settings(deadline=None, max_examples=60)
@given(st.lists(st.integers(0, 150_000), max_size=5), st.integers(1, 100_000))
def test_pieces_of_any_size_come_out_as_they_went_in(sizes: list[int], cut: int) -> None:
    pieces = [bytes([number % 256]) * size for number, size in enumerate(sizes, 1)]
    closing = streams.Closing(KEY)
    stream = b"".join([closing.add(piece) for piece in pieces]) + closing.end()
    chunks = [stream[at : at + cut] for at in range(0, len(stream), cut)]
    assert b"".join(streams.opened(KEY, chunks)) == b"".join(pieces)


@pytest.mark.parametrize("size", [0, 1, streams.ROOM - 1, streams.ROOM, streams.ROOM + 1, streams.ROOM * 2])
def test_a_stream_that_ends_at_the_edge_of_a_frame_is_whole(size: int) -> None:
    assert read(closed(b"x" * size)) == b"x" * size


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 200_000), st.data())
def test_a_stream_that_was_cut_anywhere_does_not_open(size: int, data: st.DataObject) -> None:
    stream = closed(b"x" * size)
    at = data.draw(st.integers(0, len(stream) - 1))
    with pytest.raises(CannotOpen):
        read(stream[:at])


def test_a_stream_that_was_cut_between_two_frames_does_not_open() -> None:
    stream = closed(b"x" * streams.ROOM * 3)
    for frames in range(4):
        with pytest.raises(CannotOpen):
            read(stream[: BEGIN + frames * FRAME][: len(stream) - 1])


@settings(deadline=None, max_examples=100)
@given(st.data())
def test_a_stream_with_one_bit_changed_does_not_open(data: st.DataObject) -> None:
    stream = bytearray(closed(b"x" * 70_000))
    at = data.draw(st.integers(0, len(stream) - 1))
    stream[at] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(CannotOpen):
        read(bytes(stream))


@settings(deadline=None, max_examples=40)
@given(st.binary(min_size=1, max_size=FRAME + 1))
def test_a_stream_with_something_behind_its_end_does_not_open(more: bytes) -> None:
    with pytest.raises(CannotOpen):
        read(closed(b"x" * 100) + more)


def test_frames_that_changed_places_do_not_open() -> None:
    stream = closed(b"a" * streams.ROOM + b"b" * streams.ROOM + b"c")
    begin, first, second = (
        stream[:BEGIN],
        stream[BEGIN : BEGIN + FRAME],
        stream[BEGIN + FRAME : BEGIN + 2 * FRAME],
    )
    rest = stream[BEGIN + 2 * FRAME :]
    assert read(begin + first + second + rest)
    for changed in (second + first + rest, first + first + rest, first + rest, second + rest, rest):
        with pytest.raises(CannotOpen):
            read(begin + changed)


def test_a_frame_of_another_stream_under_the_same_key_does_not_open() -> None:
    one, other = closed(b"a" * streams.ROOM * 2), closed(b"b" * streams.ROOM * 2)
    with pytest.raises(CannotOpen):
        read(one[: BEGIN + FRAME] + other[BEGIN + FRAME :])


def test_another_key_opens_nothing() -> None:
    with pytest.raises(CannotOpen, match="does not open with this key"):
        read(closed(b"secret"), streams.new_key())


def test_keys_are_never_the_same_and_neither_are_two_streams_of_one_content() -> None:
    assert len({streams.new_key() for _ in range(100)}) == 100
    assert closed(b"same") != closed(b"same")


def test_nothing_is_added_behind_the_end() -> None:
    closing = streams.Closing(KEY)
    closing.end()
    with pytest.raises(ValueError, match="ended"):
        closing.add(b"more")


@settings(deadline=None)
@given(st.integers(0, 10**10))
def test_a_size_is_filled_up_by_little_and_many_sizes_look_alike(size: int) -> None:
    filled = streams.padded(size)
    assert filled >= max(size, streams.LEAST)
    assert filled - size <= max(streams.LEAST, min(size * 0.0626, streams.MOST))
    assert filled % 256 == 0
    assert streams.padded(filled) == filled


def test_all_files_up_to_32_mib_have_one_of_few_sizes() -> None:
    assert len({streams.padded(size) for size in range(0, 32 * 1024 * 1024, 256)}) < 400


def test_the_content_is_nowhere_in_the_stream() -> None:
    assert b"secret" not in closed(b"secret" * 20_000)


def test_memory_is_bounded_whatever_the_length() -> None:
    def content() -> Iterator[bytes]:
        for _ in range(640):
            yield bytes(64 * 1024)

    def stream() -> Iterator[bytes]:
        closing = streams.Closing(KEY)
        for piece in content():
            yield closing.add(piece)
        yield closing.end()

    tracemalloc.start()
    try:
        length = sum(len(piece) for piece in streams.opened(KEY, stream()))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert length == 40 * 1024 * 1024
    assert peak < 3 * 1024 * 1024
