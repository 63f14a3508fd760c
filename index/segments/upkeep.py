"""What is done to indexes as a whole: written after an ingest, cleared of what was purged, listed."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.store import ArticleStore
from index.errors import IndexUnwritable
from index.segments import manifest
from index.segments.manifest import Manifest
from index.segments.shelf import folder_of
from index.segments.writer import LOCK_SECONDS, Writer, locked

WORTH_WRITING = 200
"""Changed articles below which an index is not written: they are read from the store in less time than that takes."""

Progress = Callable[[int, int], None]

log = logging.getLogger("dateline")


@dataclass(frozen=True, slots=True)
class Held:
    """An index on the disk.

    Attributes:
        folder: where it is.
        manifest: its newest whole one.
        damage: files that are not as they were written, by their paths in the folder.
        bytes: of all its files.
    """

    folder: Path
    manifest: Manifest
    damage: tuple[str, ...]
    bytes: int


def inspected(data: Path) -> list[Held]:
    """Look at every index of a data folder, file by file."""
    return [_inspected(folder) for folder in folders(data)]


def _inspected(folder: Path) -> Held:
    base, damage = manifest.newest(folder)
    for entry in base.segments:
        damage += [f"{entry.name}/{name}" for name in manifest.damaged(folder / entry.name, entry.files)]
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return Held(folder, base, tuple(damage), size)


def folders(data: Path) -> Iterator[Path]:
    """Yield the folders of all indexes of a data folder, one a model."""
    if (data / "index").is_dir():
        yield from sorted(path for path in (data / "index").iterdir() if path.is_dir())


def settle(store: ArticleStore, model: str, dimensions: int, progress: Progress | None = None) -> None:
    """Bring the index of a model up to the store if much has changed; if it cannot be written, say so and go on."""
    folder = folder_of(store.folder, model)
    base, damage = manifest.newest(folder)
    if not damage and store.sequence() - base.through < WORTH_WRITING:
        return
    writer = Writer(store, folder, model, dimensions, progress)
    try:
        writer.advance()
        writer.merge()
    except IndexUnwritable as error:
        log.warning("%s; questions are answered from memory meanwhile", error)


def merge(store: ArticleStore, model: str, dimensions: int, progress: Progress | None = None) -> None:
    """Bring the index of a model up to the store and write it as one segment.

    Raises:
        IndexUnwritable: it cannot be written, or another process does not finish writing it.
    """
    writer = Writer(store, folder_of(store.folder, model), model, dimensions, progress)
    writer.advance()
    writer.merge(whole=True)


def rebuild(
    store: ArticleStore, model: str, dimensions: int, progress: Progress | None = None, anew: bool = True
) -> None:
    """Make the index of a model anew from the store, in the place of the one that is there.

    Args:
        store, model, dimensions: of the index.
        progress: told articles done and articles in all.
        anew: all of it; else only what is damaged.

    Raises:
        IndexUnwritable: it cannot be written.
    """
    writer = Writer(store, folder_of(store.folder, model), model, dimensions, progress)
    writer.advance(anew)
    writer.merge()


def forget(data: Path, kept: str | None = None) -> None:
    """Remove indexes, all but one.

    Args:
        data: the data folder.
        kept: id of the model whose index stays.

    Raises:
        IndexUnwritable: one cannot be removed.
    """
    for folder in folders(data):
        if kept is None or folder != folder_of(data, kept):
            with locked(folder, LOCK_SECONDS):
                shutil.rmtree(folder)


def erase(store: ArticleStore) -> None:
    """Take the words of purged articles out of the files of every index.

    An index whose terms were cut by other rules than today's is read by nobody any more: all of it goes.

    Raises:
        IndexUnwritable: an index cannot be written; its files still hold them.
    """
    for folder in folders(store.folder):
        # Under the writer's lock: one who is writing would put back what it read before the purge, and one who
        # exchanges manifests would make them seem damaged.
        with locked(folder, LOCK_SECONDS):
            base, damage = manifest.newest(folder)
            if damage or not base.number or folder != folder_of(store.folder, base.model):
                shutil.rmtree(folder)
                continue
        Writer(store, folder, base.model, base.dimensions).advance()
