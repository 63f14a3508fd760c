"""Members out of ZIP files that may be hostile: never more bytes than allowed, whatever the file says of itself."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from corpus.errors import CompressionBomb, Encrypted, Malformed, TooLarge, UnknownFormat

MEMBERS = 50_000
"""Members of one archive; each costs memory before anything is read."""

RATIO = 200
FREE = 1_000_000
"""Text packs to a tenth, at best a fiftieth. What unpacks to over `RATIO` times its size, and to more than `FREE`
bytes, was made to do harm."""

_ENTRY = b"PK\x01\x02"
_CHUNK = 1 << 16
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    IndexError,
)


def open_zip(raw: bytes, name: str) -> zipfile.ZipFile:
    """Read the directory of an archive.

    Raises:
        Malformed: there is none, or it does not hold together.
        CompressionBomb: it lists more members than any collection of releases has.
    """
    if raw.count(_ENTRY) > MEMBERS:
        raise CompressionBomb(name, f"lists more than {MEMBERS:,} members; split it and ingest again")
    try:
        return zipfile.ZipFile(io.BytesIO(raw))
    except _BROKEN as error:
        raise Malformed(name, f"no archive that holds together ({error}); pack it anew and ingest again") from error


def unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, largest: int) -> bytes:
    """Unpack one member.

    Args:
        archive: as `open_zip` gave it.
        member: of that archive.
        name: what to call the member in messages.
        largest: bytes that it may have.

    Raises:
        Encrypted: it needs a password.
        UnknownFormat: packed by a method whose output cannot be bounded or read.
        CompressionBomb, TooLarge: more bytes than allowed.
        Malformed: it does not unpack to what the directory says.
    """
    if member.flag_bits & 0x1:
        raise Encrypted(name, "needs a password; pack it without one and ingest again")
    if member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise UnknownFormat(name, "packed by a method other than Deflate; pack it anew and ingest again")
    if member.file_size > max(RATIO * member.compress_size, FREE):
        ratio = member.file_size / max(member.compress_size, 1)
        raise CompressionBomb(name, f"unpacks to {ratio:,.0f} times its size, as no release does")
    if member.file_size > largest:
        raise TooLarge(name, f"{member.file_size / 1e6:,.1f} MB, more than the {largest / 1e6:,.0f} MB of a release")
    # In pieces, because the size that the directory states may be a lie and zipfile believes it only afterwards.
    pieces: list[bytes] = []
    room = member.file_size
    try:
        with archive.open(member) as file:
            while room > 0 and (piece := file.read(min(_CHUNK, room))):
                pieces.append(piece)
                room -= len(piece)
            if room or file.read(1):
                raise Malformed(name, "has not the length that its archive says; pack it anew and ingest again")
    except (*_BROKEN, RuntimeError) as error:
        raise Malformed(name, f"does not unpack ({error}); pack it anew and ingest again") from error
    return b"".join(pieces)
