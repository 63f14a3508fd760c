"""Folders of the cache: each made once by one process, whole or not at all, and known to be whole when read."""

from __future__ import annotations

import json
import logging
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock

from index.encoding.models import sha256_of

_LIST = "files.json"

log = logging.getLogger("dateline")


def keep(folder: Path, make: Callable[[Path], None], told: str) -> None:
    """See that a folder is there, making it if no process has done so yet.

    Several processes may ask at once: one makes it, the others wait. It is made beside its place and renamed, so
    nobody sees half of it; what a process left that was killed is swept away by the next.

    Args:
        folder: its place in the cache.
        make: writes files into the empty folder it is given.
        told: what is logged before the work begins.

    Raises:
        OSError: the disk is full, or the place cannot be written.
    """
    if whole(folder):
        return
    folder.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(f"{folder}.lock"):
        if whole(folder):
            return
        log.info(told)
        for part in folder.parent.glob(f"{folder.name}.part-*"):
            shutil.rmtree(part, ignore_errors=True)
        part = Path(tempfile.mkdtemp(prefix=f"{folder.name}.part-", dir=folder.parent))
        try:
            make(part)
            _seal(part)
            shutil.rmtree(folder, ignore_errors=True)  # what is left of a damaged one
            part.rename(folder)
        finally:
            shutil.rmtree(part, ignore_errors=True)


def whole(folder: Path) -> bool:
    """Say whether every file is there in the length it was written with; a few lookups, nothing is read."""
    files = listed(folder)
    return bool(files) and all(_size(folder / name) == size for name, (size, _) in files.items())


def damaged(folder: Path) -> tuple[str, ...]:
    """Name the files that are missing or no longer as they were written; reads all of them."""
    files = listed(folder)
    if not files:
        return (_LIST,)
    return tuple(
        name
        for name, (size, digest) in files.items()
        if _size(folder / name) != size or sha256_of(folder / name) != digest
    )


def discard(folder: Path) -> None:
    """Have a folder made again when it is next needed; who reads it now goes on reading what is there."""
    (folder / _LIST).unlink(missing_ok=True)


def _seal(part: Path) -> None:
    """Write down length and checksum of every file, and see all of it on the disk."""
    found = sorted(path for path in part.rglob("*") if path.is_file())
    listed = {path.relative_to(part).as_posix(): [path.stat().st_size, sha256_of(path)] for path in found}
    (part / _LIST).write_text(json.dumps(listed, indent=1), encoding="utf-8")
    for path in [*found, part / _LIST]:
        with path.open("rb") as file:
            os.fsync(file.fileno())
    for path in [part, *part.rglob("*")]:  # others on this machine may share the cache
        path.chmod(0o755 if path.is_dir() else 0o644)


def listed(folder: Path) -> dict[str, tuple[int, str]]:
    """Give length and checksum of each file as it was written, by name; nothing for a folder that is not whole."""
    try:
        told = json.loads((folder / _LIST).read_text(encoding="utf-8"))
        return {str(name): (int(size), str(digest)) for name, (size, digest) in told.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1
