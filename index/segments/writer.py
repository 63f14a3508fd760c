"""The one writer of an index: brings segments and manifest up to the store, merges them, forgets what was purged.

Everything it writes it reads from the store or from segments made of it. It may be killed at any instant: what is
not named by a manifest is rubbish that the next writing clears away.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from itertools import count, pairwise
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout
from numpy.typing import NDArray

from corpus.article import ID_LENGTH
from corpus.records import Indexable
from corpus.store import ArticleStore
from index.errors import IndexDamaged, IndexUnwritable
from index.segments import manifest, segment, steps, tiers
from index.segments.manifest import Entry, Manifest
from index.segments.part import bury
from index.segments.segment import Segment
from index.segments.steps import Step

SEGMENT_PASSAGES = 32_768
"""Passages written as one segment when there are many new ones; it bounds the memory of writing."""

LOCK_SECONDS = 600.0
"""How long a writer waits for another."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class _Todo:
    """What is to be written: articles in the order of their versions, and ids whose words must leave every file."""

    wanted: list[str]
    purged: frozenset[str]


class Writer:
    """Writes the index of one model over one store.

    Args:
        store: what is indexed.
        folder: of the index; made where it is not there.
        model: id of the vectors.
        dimensions: their length.
        progress: told articles written and articles in all.
        most: passages after which another segment is begun.
    """

    def __init__(
        self,
        store: ArticleStore,
        folder: Path,
        model: str,
        dimensions: int,
        progress: Progress | None = None,
        most: int = SEGMENT_PASSAGES,
    ) -> None:
        self._store, self._folder, self._model, self._dimensions = store, folder, model, dimensions
        self._progress = progress or (lambda _done, _total: None)
        self._most = most

    def advance(self, anew: bool = False, wait: float = LOCK_SECONDS) -> Manifest:
        """Bring the index up to the store: new segments beside those that are there.

        Args:
            anew: make all of it anew; what is there answers until that is done.
            wait: seconds to wait for another writer.

        Raises:
            IndexUnwritable: the folder cannot be written, or another writer did not finish in time.
        """
        with self._locked(wait):
            base, damage = manifest.newest(self._folder)
            number = self._next_number(base)
            self._clear(base)
            # Of another history nothing is kept: the same version of an article may have another text there.
            anew = anew or not follows(base, self._store)
            segments, lost = ([], []) if anew else self._opened(base)
            sequence = self._store.sequence()
            doubtful = anew or bool(damage or lost)
            if sequence == base.through and not doubtful:
                return base
            # What has changed is buried first, even where all is compared: readers that stand on these segments have
            # buried it too, and a slot that is dead in one of them must not live in a manifest.
            todo = self._changed(base, segments)
            if doubtful:
                todo = replace(todo, wanted=self._compared(segments))
            names = _names(number)
            written, lacking = self._build(todo.wanted, names)
            kept = self._kept(segments, todo.purged, names)
            stamp = self._store.stamp(sequence)
            missing = tuple(sorted(lacking))
            told = Manifest(self._model, self._dimensions, number, sequence, stamp, missing, ())
            return self._swap(told, [*kept, *written])

    def merge(self, whole: bool = False, wait: float = LOCK_SECONDS) -> Manifest:
        """Merge segments, tier by tier; an index that is behind the store stays behind.

        Args:
            whole: merge all of them into one, whatever their sizes.
            wait: seconds to wait for another writer.

        Raises:
            IndexUnwritable: as for `advance`.
        """
        with self._locked(wait):
            while True:
                base, _ = manifest.newest(self._folder)
                number = self._next_number(base)
                self._clear(base)
                segments, lost = self._opened(base)
                sizes = [tiers.Size(each.catalogue.passages, each.catalogue.columns.rows) for each in segments]
                runs = [range(len(segments))] if whole and _parted(sizes) else tiers.plan(sizes)
                if lost or not runs:  # what is lost is for `advance` to make again
                    return base
                names, lacking = _names(number), set(base.lacking)
                for run in reversed(runs):
                    joined, without = self._joined(segments[run.start : run.stop], next(names))
                    segments[run.start : run.stop] = joined
                    lacking |= without
                self._swap(replace(base, number=number, lacking=tuple(sorted(lacking))), segments)

    def _swap(self, told: Manifest, segments: Sequence[Segment]) -> Manifest:
        """Make segments the index; from then on nothing else of the folder counts."""
        entries = tuple(_told(each) for each in sorted(segments, key=lambda each: each.numbers))
        made = replace(told, segments=entries)
        manifest.write(made, self._folder)
        self._clear(made)
        steps.reached(Step.OLD_REMOVED)
        return made

    def _next_number(self, base: Manifest) -> int:
        """One more than any manifest had, damaged ones included: readers tell states apart by their numbers."""
        listed = [int(path.stem.removeprefix("manifest-")) for path in manifest.listed(self._folder)]
        return max([base.number, *listed]) + 1

    @contextmanager
    def _locked(self, wait: float) -> Iterator[None]:
        """Hold the writer's lock; if writing fails, give room back: on a full disk the store needs it more."""
        with locked(self._folder, wait):
            try:
                yield
            except (OSError, IndexDamaged):
                with suppress(OSError):
                    self._clear(manifest.newest(self._folder)[0])
                raise

    def _opened(self, base: Manifest) -> tuple[list[Segment], list[str]]:
        """Open the segments of a manifest; those that are damaged are named instead."""
        whole, lost = [], []
        for entry in base.segments:
            try:
                whole.append(Segment(self._folder / entry.name, entry))
            except IndexDamaged:
                lost.append(entry.name)
        return whole, lost

    def _changed(self, base: Manifest, segments: Sequence[Segment]) -> _Todo:
        """Bury what has changed since a manifest, and say what of it is to be written."""
        changes = self._store.changes(base.through)
        touched = frozenset(change.article_id for change in changes) | frozenset(base.lacking)
        for each in segments:
            bury(each, np.flatnonzero(_holding(each, touched) & each.catalogue.alive).tolist())
        _, current = self._store.current()
        wanted = [article_id for article_id in current if article_id in touched]
        return _Todo(wanted, frozenset(change.article_id for change in changes if change.kind == "purge"))

    def _compared(self, segments: Sequence[Segment]) -> list[str]:
        """Hold every segment against the store: bury what is not current there, and name what no segment has."""
        _, missing = self._store.current()
        for each in reversed(segments):
            columns, stale = each.catalogue.columns, []
            for slot in np.flatnonzero(each.catalogue.alive).tolist():
                article_id = columns.ids[slot].decode("ascii")
                if missing.get(article_id) == columns.versions[slot]:
                    del missing[article_id]
                else:
                    stale.append(slot)
            bury(each, stale)
        return list(missing)

    def _build(self, wanted: Sequence[str], names: Iterator[str]) -> tuple[list[Segment], frozenset[str]]:
        """Write articles as new segments; returns those, and the ids of articles without vectors."""
        written: list[Segment] = []
        lacking: set[str] = set()
        waiting: list[Indexable] = []
        passages = 0
        for at, row in enumerate(self._store.indexables(self._model, wanted), start=1):
            if row.passages and row.vectors is None:
                lacking.add(row.article.id)
            elif row.passages:
                waiting.append(row)
                passages += len(row.passages)
            if passages >= self._most:
                written.append(self._write(waiting, next(names), codes=False))
                waiting, passages = [], 0
            self._progress(at, len(wanted))
        if waiting:
            written.append(self._write(waiting, next(names)))
        return written, frozenset(lacking)

    def _write(self, rows: Sequence[Indexable], name: str, codes: bool = True) -> Segment:
        entry = segment.build(self._folder, name, rows, self._dimensions, codes)
        return Segment(self._folder / name, entry)

    def _kept(self, segments: Sequence[Segment], purged: frozenset[str], names: Iterator[str]) -> Iterator[Segment]:
        """Yield what is left of segments: those that hold words of purged articles are written anew without them."""
        for each in segments:
            if not each.catalogue.passages:
                continue
            if _holding(each, purged).any():
                yield from self._joined([each], next(names))[0]
            else:
                yield each

    def _joined(self, run: Sequence[Segment], name: str) -> tuple[list[Segment], frozenset[str]]:
        """Write neighbours as one. Those whose passage numbers overlap are read from the store again, in order.

        Returns:
            One segment, or none, and the ids of articles that the store has no vectors of any more.
        """
        living = {each.catalogue.columns.ids[slot].decode("ascii") for each in run for slot in _living(each)}
        if not living:
            return [], frozenset()
        if all(one.numbers[1] < other.numbers[0] for one, other in pairwise(run)):
            entry = segment.merge(self._folder, name, run)
            return [Segment(self._folder / name, entry)], frozenset()
        _, current = self._store.current()
        wanted = [article_id for article_id in current if article_id in living]
        rows = list(self._store.indexables(self._model, wanted))
        whole = [row for row in rows if row.passages and row.vectors is not None]
        lacking = frozenset(row.article.id for row in rows if row.passages and row.vectors is None)
        return [self._write(whole, name)] if whole else [], lacking

    def _clear(self, kept: Manifest) -> None:
        """Remove what a manifest does not name: half-written files, earlier manifests, merged segments."""
        named = {entry.name for entry in kept.segments} | {f"manifest-{kept.number:06}.json", "writer.lock"}
        for path in self._folder.iterdir():
            if path.name not in named:
                shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


@contextmanager
def locked(folder: Path, wait: float) -> Iterator[None]:
    """Hold the writer's lock of an index, which the system takes back from a process that dies.

    Args:
        folder: of the index; made where it is not there.
        wait: seconds to wait for another writer.

    Raises:
        IndexUnwritable: that one did not finish in time, or what is done under the lock was denied by the system.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / "writer.lock", timeout=wait):
            steps.reached(Step.LOCKED)
            yield
    except Timeout as error:
        raise IndexUnwritable(f"another process has been writing {folder} for {wait:.0f} s; try again") from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise IndexUnwritable(f"{folder} cannot be written ({reason}); free space, then try again") from error
    except IndexDamaged as error:  # written a moment ago, and not to be read back
        raise IndexUnwritable(f"{folder} cannot be written ({error}); look after the disk") from error


def follows(base: Manifest, store: ArticleStore) -> bool:
    """Tell whether a manifest is of an earlier state of this very store, so that the changes since then are all."""
    return bool(base.number) and store.stamp(base.through) == base.stamp


def _names(number: int) -> Iterator[str]:
    return (f"segment-{number:06}-{at}" for at in count())


def _holding(held: Segment, ids: frozenset[str]) -> NDArray[np.bool_]:
    """Tell for each slot whether it is of one of these articles."""
    names = np.array([name.encode("ascii") for name in ids], f"S{ID_LENGTH}")
    return np.isin(held.catalogue.columns.ids, names)


def _living(held: Segment) -> list[int]:
    return [int(slot) for slot in np.flatnonzero(held.catalogue.alive)]


def _parted(sizes: Sequence[tiers.Size]) -> bool:
    return len(sizes) > 1 or any(size.living < size.rows for size in sizes)


def _told(held: Segment) -> Entry:
    return replace(held.entry, dead=tuple(int(slot) for slot in held.catalogue.dead))
