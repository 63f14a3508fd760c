"""An index held against its store: what is damaged, missing or stale, and whether a sample says the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.store import ArticleStore
from index.analysis import terms
from index.errors import IndexDamaged
from index.segments import manifest
from index.segments.manifest import Manifest
from index.segments.segment import Segment
from index.segments.writer import follows

SAMPLE = 200
"""Articles whose words and vectors are compared with the store's, spread evenly over the index."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What an index and its store differ in. All of it empty: they agree.

    Attributes:
        damaged: files that are not as they were written, by their paths in the index's folder.
        foreign: whether it was made of another state of the store, or of another store.
        missing: live articles that it does not have, and that have not changed since it was written.
        stale: articles that it has in another version than the store, or that live no more.
        differing: articles of the sample whose words or vectors are not the store's.
        compared: articles that were compared.
    """

    damaged: tuple[str, ...] = ()
    foreign: bool = False
    missing: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()
    differing: tuple[str, ...] = ()
    compared: int = 0

    @property
    def sound(self) -> bool:
        """Whether index and store agree."""
        return not (self.damaged or self.foreign or self.missing or self.stale or self.differing)


def check(store: ArticleStore, folder: Path) -> Finding:
    """Hold the index of a folder against its store. Nothing is changed."""
    base, damaged = manifest.newest(folder)
    segments: list[Segment] = []
    for entry in base.segments:
        bad = manifest.damaged(folder / entry.name, entry.files)
        damaged += [f"{entry.name}/{name}" for name in bad]
        if not bad:
            try:
                segments.append(Segment(folder / entry.name, entry))
            except IndexDamaged:
                damaged.append(entry.name)
    if not follows(base, store):
        return Finding(tuple(damaged), foreign=True)
    missing, stale = _listed(store, base, segments)
    sample = list(_sampled(segments))
    differing = tuple(_differing(store, base.model, sample)) if not stale else ()
    return Finding(tuple(damaged), False, () if damaged else missing, stale, differing, len(sample))


def _listed(
    store: ArticleStore, base: Manifest, segments: Sequence[Segment]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Compare what lives in segments with what lives in the store, but for what has changed since."""
    _, current = store.current()
    touched = {change.article_id for change in store.changes(base.through)} | set(base.lacking)
    missing = {article_id: version for article_id, version in current.items() if article_id not in touched}
    stale = []
    for segment in segments:
        columns = segment.catalogue.columns
        for slot in np.flatnonzero(segment.catalogue.alive).tolist():
            article_id = columns.ids[slot].decode("ascii")
            if article_id not in touched and missing.pop(article_id, None) != columns.versions[slot]:
                stale.append(article_id)
    return tuple(_cut(store, base.model, list(missing))), tuple(stale)


def _cut(store: ArticleStore, model: str, ids: Sequence[str]) -> Iterator[str]:
    """Leave out articles without passages: no index has them."""
    return (row.article.id for row in store.indexables(model, ids) if row.passages)


def _sampled(segments: Sequence[Segment]) -> Iterator[tuple[Segment, int]]:
    """Yield living slots, spread evenly."""
    living = [(segment, slot) for segment in segments for slot in np.flatnonzero(segment.catalogue.alive).tolist()]
    yield from living[:: max(1, len(living) // SAMPLE)][:SAMPLE]


def _differing(store: ArticleStore, model: str, sample: Sequence[tuple[Segment, int]]) -> Iterator[str]:
    """Name the articles of a sample whose words or vectors are not the store's."""
    places = {segment.catalogue.columns.ids[slot].decode("ascii"): (segment, slot) for segment, slot in sample}
    for row in store.indexables(model, list(places)):
        segment, slot = places[row.article.id]
        rows = segment.catalogue.rows_of(slot)
        if row.version != segment.catalogue.columns.versions[slot]:
            continue  # changed since
        texts = [row.article.text[cut.start : cut.end] for cut in row.passages]
        alike = [len(terms(text)) for text in texts] == segment.body.lengths[rows].tolist()
        if not alike or row.vectors is None or not _equal(segment, rows, row.vectors):
            yield row.article.id


def _equal(segment: Segment, rows: NDArray[np.int64], vectors: NDArray[np.float32]) -> bool:
    """Compare vectors by what they say of a few directions, which is all that is ever asked of them."""
    probes = np.random.default_rng(0).standard_normal((4, vectors.shape[1])).astype(np.float32)
    return all(
        np.allclose(segment.vectors.scores(probe, rows), vectors @ probe, rtol=1e-4, atol=1e-4) for probe in probes
    )
