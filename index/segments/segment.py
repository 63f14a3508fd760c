"""A segment: some articles' facts, words and vectors in files that are written once and mapped."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.records import Indexable
from index.analysis import terms
from index.dense import packing as dense
from index.dense.packed import PackedVectors
from index.errors import IndexDamaged
from index.lexical import merging, packing
from index.lexical.packed import PackedPostings
from index.segments import columns, manifest, part, steps
from index.segments.catalogue import Catalogue
from index.segments.columns import Columns, Gathering
from index.segments.manifest import Entry
from index.segments.steps import Step

BODY, TITLES = "body", "titles"
_COLUMNS = "columns"


class Segment:
    """A segment that is open. Which of its articles live is kept in memory beside the files.

    Args:
        folder: of this segment.
        entry: what the manifest says of it.

    Raises:
        IndexDamaged: a file is missing, or not as it was written.
    """

    def __init__(self, folder: Path, entry: Entry) -> None:
        self.entry = entry
        if bad := manifest.damaged(folder, entry.files):
            raise IndexDamaged(folder / bad[0], "missing or not as it was written")
        try:
            self.catalogue = Catalogue(columns.read(folder / _COLUMNS), np.array(entry.dead, np.int64))
            self.body = PackedPostings(folder, BODY)
            self.titles = PackedPostings(folder, TITLES)
            self.vectors = PackedVectors(folder)
        except (OSError, ValueError, KeyError) as error:
            raise IndexDamaged(folder, str(error)) from error
        self.body.delete(self.catalogue.dead_rows)
        self.titles.delete(self.catalogue.dead)

    @property
    def numbers(self) -> tuple[int, int]:
        """Its first passage number and its last."""
        numbers = self.catalogue.columns.numbers
        return (int(numbers[0]), int(numbers[-1])) if len(numbers) else (0, 0)

    def still(self) -> part.Still:
        """Give the segment as it is now, whatever dies in it later."""
        return part.Still(self.catalogue, self.body.still(), self.titles.still(), self.vectors)

    def bury(self, slots: NDArray[np.int64]) -> None:
        """Mark articles as dead; those that are dead already stay so."""
        part.bury(self, slots[self.catalogue.alive[slots]].tolist())


def build(folder: Path, name: str, rows: Sequence[Indexable], dimensions: int, codes: bool = True) -> Entry:
    """Write a segment of some articles, each with passages and vectors, in the order of their passage numbers.

    Args:
        folder: of the index.
        name: of the segment.
        rows: the articles.
        dimensions: length of a vector.
        codes: whether many vectors are given codes; not worth it for what is merged at once.

    Raises:
        OSError: the disk is full, or closed to us; nothing is left behind.
    """
    gathered = Gathering()
    for row in rows:
        gathered.add(row)
    texts = (row.article.text[cut.start : cut.end] for row in rows for cut in row.passages)

    def write(made: Path) -> Columns:
        packing.pack(made, BODY, map(terms, texts))
        packing.pack(made, TITLES, (terms(row.article.title or "") for row in rows))
        vectors = (row.vectors for row in rows if row.vectors is not None)
        dense.pack(made, vectors, dimensions, dense.QUANTISE_FROM if codes else sys.maxsize)
        return gathered.columns()

    return _written(folder, name, write)


def merge(folder: Path, name: str, segments: Sequence[Segment]) -> Entry:
    """Write several segments as one, in their order, without what is dead.

    Raises:
        OSError: the disk is full, or closed to us; nothing is left behind.
    """
    steps.reached(Step.MERGE_BEGUN)

    def write(made: Path) -> Columns:
        merging.merge(made, BODY, [segment.body for segment in segments])
        merging.merge(made, TITLES, [segment.titles for segment in segments])
        alive = [segment.body.alive for segment in segments]
        dense.merge(made, [segment.vectors for segment in segments], alive)
        return columns.merge([(segment.catalogue.columns, segment.catalogue.alive) for segment in segments])

    return _written(folder, name, write)


def _written(folder: Path, name: str, write: Callable[[Path], Columns]) -> Entry:
    """Write into a folder of another name, have all of it on the disk, then give it its name."""
    made = folder / f"{name}.new"
    shutil.rmtree(made, ignore_errors=True)
    (made / _COLUMNS).mkdir(parents=True)
    try:
        steps.reached(Step.SEGMENT_BEGUN)
        try:
            facts = write(made)
            columns.write(facts, made / _COLUMNS)
            columns.read(made / _COLUMNS)
        except ValueError as error:  # NumPy does not always say that a disk is full
            raise OSError(f"what was written cannot be read back: {error}") from error
        steps.reached(Step.SEGMENT_WRITTEN)
        files = manifest.checksums(made)
        manifest.sync(*(made / file for file in files), *_folders(made))
        steps.reached(Step.SEGMENT_SYNCED)
        made.rename(folder / name)
        manifest.sync(folder)
        steps.reached(Step.SEGMENT_NAMED)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return Entry(name, facts.slots, facts.rows, files)


def _folders(made: Path) -> Iterable[Path]:
    return [path for path in made.rglob("*") if path.is_dir()] + [made]
