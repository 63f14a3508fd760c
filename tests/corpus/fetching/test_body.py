"""Bodies, unpacked as far as they may be and no further."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib
from collections.abc import Iterator
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import NotServed, Refused, TooLarge, Unavailable
from corpus.fetching import body

WORDS = b"The council of Orlington agreed a new budget. " * 40
PACKED = gzip.compress(WORDS, mtime=0)  # no hour of today: every worker has to name these tests alike


def pieces(data: bytes, size: int) -> Iterator[bytes]:
    for at in range(0, len(data), size):
        yield data[at : at + size]


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize("size", [1, 7, 100_000])
@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("", WORDS),
        ("identity", WORDS),
        ("gzip", PACKED),
        (" GZip ", PACKED),
        ("x-gzip", PACKED),
        ("deflate", zlib.compress(WORDS)),
        ("deflate", raw_deflate(WORDS)),
        ("gzip", gzip.compress(WORDS[:500], mtime=0) + gzip.compress(WORDS[500:], mtime=0)),
        ("gzip", PACKED + b"\0" * 50),
    ],
)
def test_a_body_is_what_was_packed(encoding: str, packed: bytes, size: int) -> None:
    assert body.read(pieces(packed, size), encoding, 10_000, "a") == WORDS


@given(st.binary(max_size=3000), st.integers(1, 500))
def test_packing_and_unpacking_changes_nothing(data: bytes, size: int) -> None:
    assert body.read(pieces(gzip.compress(data), size), "gzip", 10_000, "a") == data
    assert body.read(pieces(zlib.compress(data), size), "deflate", 10_000, "a") == data


@given(st.binary(max_size=500), st.sampled_from(["gzip", "deflate"]))
def test_any_bytes_are_unpacked_or_refused(data: bytes, encoding: str) -> None:
    with suppress(Refused):
        body.read([data], encoding, 1000, "a")


@pytest.mark.parametrize("encoding", ["", "gzip", "deflate"])
def test_an_empty_body_is_empty(encoding: str) -> None:
    assert body.read([], encoding, 10, "a") == b""


@pytest.mark.parametrize("encoding", ["br", "zstd", "compress", "gzip, gzip", "gzip,deflate", "?"])
def test_other_encodings_are_not_read(encoding: str) -> None:
    with pytest.raises(NotServed):
        body.read([WORDS], encoding, 10_000, "a")


@pytest.mark.parametrize("packed", [PACKED[:-1], PACKED[:30], b"\x1f\x8b", b"no gzip"])
def test_damage_is_said(packed: bytes) -> None:
    with pytest.raises(Unavailable):
        body.read([packed], "gzip", 10_000, "a")


def test_exactly_as_large_as_it_may_be() -> None:
    for encoding, packed in (("", WORDS), ("gzip", PACKED)):
        assert body.read([packed], encoding, len(WORDS), "a") == WORDS
        with pytest.raises(TooLarge):
            body.read([packed], encoding, len(WORDS) - 1, "a")


def test_the_wire_is_bounded_too() -> None:
    stored = zlib.compress(b"", 9)[:2] + b"\x00\x00\x00\xff\xff" * 10_000  # empty blocks: nothing comes out of them
    with pytest.raises(TooLarge):
        body.read(pieces(stored, 1000), "deflate", 20_000, "a")


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_bomb_is_left_before_it_fills_the_memory(encoding: str) -> None:
    pack = gzip.compress if encoding == "gzip" else zlib.compress
    packed = pack(bytes(60_000_000), 9)
    tracemalloc.start()
    with pytest.raises(TooLarge):
        body.read([packed], encoding, 1_000_000, "a")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 5_000_000


def test_a_packed_file_is_unpacked() -> None:
    assert body.gunzip(PACKED, 10_000, "a") == WORDS
    with pytest.raises(TooLarge):
        body.gunzip(PACKED, 100, "a")
