"""Bodies of answers, read as a stream so that no size the server chooses is ever held in memory."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

from corpus.errors import NotServed, TooLarge, Unavailable

ENCODINGS = "gzip, deflate"
"""What we ask for. An answer in any other encoding was not asked for and is not read."""

STEP = 256 * 1024
"""Bytes unpacked at a time: a bomb is met after one step too many, not after all of it."""

GZIP = b"\x1f\x8b"


def read(chunks: Iterable[bytes], encoding: str, most: int, name: str) -> bytes:
    """Collect a body and undo its content encoding.

    Args:
        chunks: as they come over the wire.
        encoding: the answer's `Content-Encoding`.
        most: bytes, on the wire and after.

    Raises:
        TooLarge: more than that; reading stops there.
        NotServed: an encoding that we did not ask for.
        Unavailable: the encoding is broken off or damaged.
    """
    known = encoding.strip().lower()
    if known in ("", "identity"):
        return _bounded(chunks, most, name)
    if known not in ("gzip", "x-gzip", "deflate"):
        raise NotServed(name, f"comes encoded as {encoding[:40]!r}, which was not asked for")
    return _unpacked(_counted(chunks, most, name), most, name, raw_too=known == "deflate")


def gunzip(packed: bytes, most: int, name: str) -> bytes:
    """Unpack a file that is itself gzipped, like `sitemap.xml.gz`.

    Raises:
        TooLarge, Unavailable: as `read`.
    """
    return _unpacked([packed], most, name)


def _bounded(chunks: Iterable[bytes], most: int, name: str) -> bytes:
    return b"".join(_counted(chunks, most, name))


def _counted(chunks: Iterable[bytes], most: int, name: str) -> Iterable[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > most:
            raise too_large(name, most)
        yield chunk


def _unpacked(chunks: Iterable[bytes], most: int, name: str, raw_too: bool = False) -> bytes:
    """Unpack gzip (of several members too) or zlib; with `raw_too` deflate without zlib's frame, as some send it."""
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 32)
    body = bytearray()
    begun = False
    try:
        for chunk in chunks:
            if raw_too and not begun and chunk:
                unpacker = _deflate(chunk[0])
            begun = begun or bool(chunk)
            rest = chunk
            while rest:
                body += unpacker.decompress(rest, STEP)
                if len(body) > most:
                    raise too_large(name, most)
                rest = unpacker.unconsumed_tail
                if unpacker.eof:
                    rest = unpacker.unused_data
                    if not rest.startswith(GZIP):
                        break  # what follows the end is padding
                    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 32)
    except zlib.error as error:
        raise Unavailable(name, f"its compression is damaged ({error}); try again later") from None
    if begun and not unpacker.eof:
        raise Unavailable(name, "its compressed body breaks off; try again later")
    return bytes(body)


def _deflate(first: int) -> zlib._Decompress:
    framed = first & 0x0F == 8 and first >> 4 <= 7
    return zlib.decompressobj(zlib.MAX_WBITS if framed else -zlib.MAX_WBITS)


def too_large(name: str, most: int) -> TooLarge:
    """Refuse what has more bytes than it may."""
    return TooLarge(name, f"more than {most / 1e6:,.1f} MB; DATELINE_LARGEST_MB allows larger documents")
