"""Training and writing the quantised index of a file of vectors.

Measured at 1,000,000 rows of 384 dimensions on one thread: see `index.dense.packing`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import faiss
import numpy as np

from index.dense.flat import Floats
from index.dense.rowfile import RowFile

BITS = 2
"""Bits a number; `index.dense.quantised` says what others give."""

TRAINING_ROWS = 64
"""Sampled rows a list whose centre is learned."""

ROUNDS = 10
"""Rounds of k-means."""

SEED = 20_261_122


def quantise(vectors: RowFile, path: Path, threads: int = 1) -> None:
    """Write the quantised index of some vectors. The same vectors and threads give the same file.

    Args:
        vectors: at least 100 rows.
        path: a new file.
        threads: computing at once; what one thread adds up, two may round otherwise.

    Raises:
        OSError: the file cannot be written.
    """
    with _threads(threads):
        lists = max(1, round(vectors.rows**0.5))  # choosing among lists then costs as little as looking into one
        untyped: Any = faiss
        centres = untyped.IndexFlatIP(vectors.dimensions)
        sample = _sample(vectors, lists * TRAINING_ROWS)
        _centred(sample, lists, centres)
        index = untyped.IndexIVFRaBitQ(centres, vectors.dimensions, lists, faiss.METRIC_INNER_PRODUCT, True, BITS)
        index.train(sample)
        for block in vectors.blocks():
            index.add(block.astype(np.float32))
        _write(index, path)


def _centred(sample: Floats, lists: int, centres: Any) -> None:
    """Learn the lists' centres by spherical k-means."""
    untyped: Any = faiss
    means = untyped.Clustering(sample.shape[1], lists)
    means.niter, means.seed, means.spherical = ROUNDS, SEED, True
    means.min_points_per_centroid, means.max_points_per_centroid = 1, TRAINING_ROWS
    means.train(sample, centres)


def _sample(vectors: RowFile, most: int) -> Floats:
    """Draw rows without replacement, in their order."""
    count = min(most, vectors.rows)
    drawn = np.random.default_rng(SEED).choice(vectors.rows, count, replace=False)
    return vectors.read(np.sort(drawn))


def _write(index: Any, path: Path) -> None:
    try:
        faiss.write_index(index, str(path))
    except RuntimeError as error:
        raise OSError(f"{path} cannot be written: {str(error).splitlines()[0][:200]}") from error


@contextmanager
def _threads(count: int) -> Iterator[None]:
    """Let faiss compute with so many threads, as seen from this one."""
    before = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(count)
    try:
        yield
    finally:
        faiss.omp_set_num_threads(before)
