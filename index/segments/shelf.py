"""Where an engine finds its segments: the newest manifest, opened, and its writing, here or beside."""

from __future__ import annotations

import logging
import re
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus.store import ArticleStore
from index import analysis
from index.errors import IndexDamaged, IndexUnwritable
from index.segments import manifest
from index.segments.manifest import EMPTY, Entry, Manifest
from index.segments.segment import Segment
from index.segments.writer import Writer, follows

PATIENCE = 30.0
"""Seconds to wait for another process that is writing, when there is nothing to answer from but memory."""

ATTEMPTS = 3
"""How often an index is opened again that another process is exchanging."""

log = logging.getLogger("dateline")


def folder_of(data: Path, model: str) -> Path:
    """Name the folder of a model's index in a data folder; other terms are another index."""
    name = re.sub(r"[^\w.+@-]+", "-", f"{model}-terms{analysis.VERSION}")
    return data / "index" / name


@dataclass(frozen=True, slots=True)
class Opened:
    """An index, opened: the manifest, and its segments in order."""

    manifest: Manifest
    segments: tuple[Segment, ...]


class Shelf:
    """The segments of one index. Not safe for several threads but for `changed` and `write_beside`.

    Args:
        store: what is indexed.
        folder: of the index.
        model, dimensions: of its vectors.
    """

    def __init__(self, store: ArticleStore, folder: Path, model: str, dimensions: int) -> None:
        self._store, self._folder, self._model, self._dimensions = store, folder, model, dimensions
        self._writer = Writer(store, folder, model, dimensions)
        self.manifest = EMPTY
        self._seen: int | None = None
        self._open: dict[str, Segment] = {}
        self._ahead: dict[str, Segment] = {}  # opened by the thread beside, so that no question waits for it
        self._beside: threading.Thread | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._starting, self._closed = threading.Lock(), False

    def changed(self) -> bool:
        """Tell whether the folder has been written to since the last look: one cheap question to the system."""
        return self._seen != _touched(self._folder)

    def newest(self) -> Opened | None:
        """Open the newest index, healing it if need be; None if it is the one that was opened last, or none."""
        for _ in range(ATTEMPTS):
            if not self.changed():
                return None
            self._seen = _touched(self._folder)
            base, damage = manifest.newest(self._folder)
            if base.number == self.manifest.number and not damage:
                return None
            try:
                return self._opened(base, damage)
            except IndexDamaged as error:
                # Another process may have exchanged it meanwhile. If not, it is made again.
                if manifest.newest(self._folder)[0] == base:
                    log.warning("%s", error)
                    self.write()
        log.warning("the index in %s cannot be opened; answering from memory", self._folder)
        return self._emptied()

    def _opened(self, base: Manifest, damage: list[str]) -> Opened | None:
        if damage:
            raise IndexDamaged(self._folder / damage[0], "not as it was written")
        if not base.number:
            return self._emptied() if self.manifest.number else None
        if not follows(base, self._store):
            raise IndexDamaged(self._folder, "it was made of another state of the store")
        segments = tuple(self._segment(entry) for entry in base.segments)
        self.manifest, self._open = base, {segment.entry.name: segment for segment in segments}
        return Opened(base, segments)

    def _segment(self, entry: Entry) -> Segment:
        """Open a segment, or take the one that is open already; what died since stays dead in it."""
        there = self._open.get(entry.name) or self._ahead.pop(entry.name, None)
        if there is None or there.entry.files != entry.files:
            return Segment(self._folder / entry.name, entry)
        there.bury(np.array(entry.dead, np.int64))
        return there

    def _emptied(self) -> Opened:
        self.manifest, self._open = EMPTY, {}
        return Opened(EMPTY, ())

    def write(self, merge: bool = False) -> bool:
        """Bring the index up to the store, here and now; tells whether it could be written.

        Args:
            merge: whether to merge segments after it.
        """
        try:
            self._writer.advance(wait=0 if self.manifest.number else PATIENCE)
            if merge:
                self._writer.merge(wait=0)
        except IndexUnwritable as error:
            log.warning("%s; answering from memory", error)
            return False
        return True

    def write_beside(self) -> None:
        """Have another process, at low priority, bring the index up to the store and merge it, unless one does."""
        if self._beside is None or not self._beside.is_alive():
            self._beside = threading.Thread(target=self._work_beside, name="index writer", daemon=True)
            self._beside.start()

    def _work_beside(self) -> None:
        told = [str(self._store.folder), str(self._folder), self._model, str(self._dimensions)]
        command = [sys.executable, "-m", "index.segments", *told]
        with self._starting:
            if self._closed:
                return
            self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL)  # noqa: S603 - our own module
        self._process.wait()
        self._ahead.clear()
        for entry in manifest.newest(self._folder)[0].segments:
            if entry.name not in self._open:
                with suppress(IndexDamaged):  # exchanged again meanwhile, or for the next look to heal
                    self._ahead[entry.name] = Segment(self._folder / entry.name, entry)

    def close(self) -> None:
        """Stop the process beside; what it had not finished is rubbish that the next one clears away."""
        with self._starting:
            self._closed = True
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
        if self._beside is not None:
            self._beside.join()


def _touched(folder: Path) -> int | None:
    try:
        return folder.stat().st_mtime_ns
    except OSError:
        return None
