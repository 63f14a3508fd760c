"""Files and folders as sources: which file belongs to which source, and under what path."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.article import Document
from corpus.errors import SourceMissing, SourceTaken, TooLarge, Unreadable
from corpus.formats import ROOM, SUFFIXES, unread
from corpus.records import Source
from corpus.rules import LARGEST

ON_DISK = ("folder", "file")
"""Kinds of source that are paths."""


@dataclass(frozen=True, slots=True)
class Origin:
    """A path to ingest, placed inside its source.

    Attributes:
        source: the source that the path is, or lies in.
        path: what to ingest: the source's root or something below it.
    """

    source: Source
    path: Path

    @property
    def prefix(self) -> str:
        """Path of what is ingested inside its source, `""` for the whole source."""
        relative = self.path.relative_to(self.source.location).as_posix()
        return "" if relative == "." else relative  # a file that is a source is the whole of it

    def covers(self, path: str) -> bool:
        """Tell whether a stored path lies inside what is ingested."""
        return not self.prefix or path == self.prefix or path.startswith((self.prefix + "/", self.prefix + "#"))


def base(source: Source) -> Path:
    """Give the folder that paths inside a source are relative to: itself, or the one its only file lies in."""
    return Path(source.location).parent if source.kind == "file" else Path(source.location)


def locate(
    path: Path, known: Iterable[Source], name: str | None = None, moved: bool = False, alone: bool = False
) -> Origin:
    """Find the source that a file or folder belongs to.

    A path inside a registered folder belongs to that source, a registered file to its own. Otherwise a folder
    becomes a source under its own name, and a single file belongs to the folder it lies in.

    Args:
        path: file or folder.
        known: registered sources.
        name: a name for the source instead of the folder's.
        moved: whether a source of this name that stood for another place now stands for this one.
        alone: whether a single file becomes a source under its own name instead.

    Raises:
        SourceMissing: nothing is there.
        SourceTaken: the name already stands for another place.
    """
    try:
        real = path.resolve(strict=True)
    except (FileNotFoundError, NotADirectoryError):
        raise SourceMissing(f"{path}: no such file or folder; check the path") from None
    except (OSError, RuntimeError) as error:
        raise SourceMissing(f"{path}: cannot be reached ({error}); check the path") from error
    registered = list(known)
    around = [source for source in registered if name in (None, source.name) and _holds(source, real)]
    if around:
        return Origin(max(around, key=lambda source: len(source.location)), real)
    alone = alone or any(source.name == name and source.kind == "file" for source in registered)
    kind, root = ("folder", real) if real.is_dir() else ("file", real) if alone else ("folder", real.parent)
    own = name or (root.stem if kind == "file" else root.name) or "root"
    taken = next((source for source in registered if source.name == own), None)
    if taken and not moved:
        # Two folders under one name would mix their paths: a file of one would replace its namesake of the other.
        option = "--name" if kind == "file" else "--source"
        raise SourceTaken(
            f"source {own!r} already stands for {taken.location}; pass {option} NAME to give {root} "
            f"a name of its own, or --moved if that {taken.kind} is now here"
        )
    return Origin(Source(own, kind, str(root)), real)


def _holds(source: Source, real: Path) -> bool:
    if source.kind == "file":
        return real == Path(source.location)
    return source.kind == "folder" and real.is_relative_to(source.location)


def files(origin: Origin, blocked: Callable[[OSError], None]) -> Iterator[Path]:
    """Yield every file to consider, a folder's own before those further down, by name.

    Hidden files, what programs leave beside an open document, and links to folders are passed over: links could lead
    round in a circle. Nesting has no limit but the system's.

    Args:
        origin: what to ingest.
        blocked: told of each folder that the system would not list.
    """
    if origin.path.is_file():
        yield origin.path
        return
    waiting = [os.fspath(origin.path)]  # os.walk calls itself for every level, and gives up at a thousand
    while waiting:
        try:
            with os.scandir(waiting.pop()) as listed:
                entries = sorted(
                    (entry for entry in listed if not passed_over(entry.name)), key=lambda each: each.name
                )
        except OSError as error:
            blocked(error)
            continue
        folders = [_is_folder(entry) for entry in entries]
        yield from (Path(entry.path) for entry, folder in zip(entries, folders, strict=True) if not folder)
        inner = (entry for entry, folder in zip(entries, folders, strict=True) if folder and not entry.is_symlink())
        waiting += reversed([entry.path for entry in inner])


def passed_over(name: str) -> bool:
    """Tell whether a file or folder of this name is none of ours: hidden, or a word processor's note of its owner."""
    return name.startswith((".", "~$"))


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads round in a circle, or to what may not be looked at
        return False


def document(path: Path, source: Source, largest: int = LARGEST) -> Document:
    """Read one file.

    Raises:
        UnknownFormat, NestedArchive: no reader for files of this ending.
        TooLarge: checked before a byte is read.
        Unreadable: the system refused, or it is no file with an end (a pipe, a device).
    """
    name = Path(os.path.abspath(path)).relative_to(base(source)).as_posix()  # noqa: PTH100 - links stay links
    kind = SUFFIXES.get(path.suffix.lower())
    if kind is None:
        raise unread(name)
    try:
        name.encode()
    except UnicodeEncodeError:
        shown = os.fsencode(name).decode(errors="replace")
        raise Unreadable(shown, "its name is not valid UTF-8; rename it and ingest again") from None
    try:
        raw = _read(path, name, None if kind == "export" else largest * ROOM.get(kind, 1))
    except OSError as error:
        raise Unreadable(name, f"cannot be read ({error.strerror}); check its permissions") from error
    return Document(source.name, name, raw, kind)


def _read(path: Path, name: str, largest: int | None) -> bytes:
    """Read a file that is one, of a bounded size, and the same from its first byte to its last."""
    # Without waiting: opening a pipe would never return, and what is at a path may change after a look at it.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(descriptor, "rb") as file:
        before = os.fstat(descriptor)
        if not stat.S_ISREG(before.st_mode):
            raise Unreadable(name, "is no ordinary file; a pipe or a device cannot be a release")
        if largest is not None and before.st_size > largest:
            size = f"{before.st_size / 1e6:,.1f} MB"
            raise TooLarge(name, f"{size}, more than the {largest / 1e6:,.0f} MB of a release")
        raw = file.read(before.st_size + 1)
        after = os.fstat(descriptor)
    if len(raw) != before.st_size or (after.st_size, after.st_mtime_ns) != (before.st_size, before.st_mtime_ns):
        raise Unreadable(name, "changed while it was read; ingest it again once it is written")
    return raw
