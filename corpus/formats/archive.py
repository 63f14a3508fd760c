"""ZIP archives of releases: one member in memory at a time, none that reaches outside or grows without end."""

from __future__ import annotations

import re
import stat
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import PurePosixPath

from corpus.article import Document
from corpus.errors import CompressionBomb, NestedArchive, Refused, UnsafeMember
from corpus.formats.zipped import open_zip, unpack

UNPACKED = 4_000_000_000
"""Bytes of all members together. They are read one by one, so this bounds the time and not the memory."""

ARCHIVES = frozenset(".zip .gz .tgz .bz2 .xz .zst .tar .7z .rar .cab .lzh .jar".split())
"""Endings of archives, which are not opened inside another."""

_HIDDEN = frozenset({"__MACOSX", "Thumbs.db", "desktop.ini"})
_DRIVE = re.compile(r"[A-Za-z]:")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


def members(document: Document, largest: int) -> Iterator[tuple[str, bytes] | Refused]:
    """Open an archive.

    Yields:
        Path and bytes of each file in it, hidden ones left out; or why one is refused, while the rest goes on.

    Raises:
        Malformed, CompressionBomb: the archive as a whole is no good.
    """
    with open_zip(document.raw, document.path) as archive:
        infos = [info for info in archive.infolist() if not info.filename.endswith("/")]
        if (total := sum(info.file_size for info in infos)) > UNPACKED:
            raise CompressionBomb(document.path, f"unpacks to {total / 1e9:,.0f} GB; split it and ingest again")
        seen: set[str] = set()
        for info in infos:
            path = member_path(info)
            if any((part.startswith((".", "~$")) and part.strip(".")) or part in _HIDDEN for part in path.split("/")):
                continue
            try:
                _refuse_unsafe(info, path, f"{document.path}#{path}", seen)
                yield path, unpack(archive, info, f"{document.path}#{path}", largest)
            except Refused as refused:
                yield refused


def member_path(info: zipfile.ZipInfo) -> str:
    """Give a member's path with `/`. A name not marked as UTF-8 may be all the same: most tools forget the mark."""
    name = info.filename
    if not info.flag_bits & 0x800:
        with suppress(UnicodeError):  # else it is in code page 437, as the format has it
            name = name.encode("cp437").decode("utf-8")
    return name.replace("\\", "/").removeprefix("./")


def _refuse_unsafe(info: zipfile.ZipInfo, path: str, name: str, seen: set[str]) -> None:
    if path.startswith("/") or _DRIVE.match(path) or ".." in path.split("/") or _CONTROL.search(path) or not path:
        shown = name.encode("unicode-escape").decode() if _CONTROL.search(name) else name
        raise UnsafeMember(shown, "its name points outside the archive; rename it and pack it anew")
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in {0, stat.S_IFREG}:
        raise UnsafeMember(name, "is a link or a device and no file; pack the file itself")
    if path in seen:
        raise UnsafeMember(name, "a second member of this name; only the first is read")
    seen.add(path)
    if PurePosixPath(path).suffix.lower() in ARCHIVES:
        raise NestedArchive(name, "an archive in an archive is not opened; ingest it by itself")
