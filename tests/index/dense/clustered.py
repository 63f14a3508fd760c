"""Synthetic vectors that lie in clusters, as real ones do, and ways to make each kind of index of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.dense.flat import FlatIndex, Floats
from index.dense.growing import GrowingVectors
from index.dense.packed import PackedVectors
from index.dense.packing import pack

Bools = NDArray[np.bool_]
Made = FlatIndex | GrowingVectors | PackedVectors


def unit(vectors: NDArray[np.float64]) -> Floats:
    """Scale rows to unit length, to values that half precision holds exactly."""
    scaled = vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(scaled, np.float16).astype(np.float32)


def clustered(rng: np.random.Generator, rows: int, dimensions: int, cosine: float = 0.85) -> Floats:
    """Draw unit vectors around every fiftieth one; `cosine` is that of a vector and its cluster's middle."""
    middles = unit(rng.normal(size=(rows // 50 + 1, dimensions)))
    spread = np.sqrt(1 / cosine**2 - 1) / np.sqrt(dimensions)
    noise = rng.normal(scale=spread, size=(rows, dimensions))
    return unit(middles[rng.integers(0, len(middles), rows)] + noise)


def flat(vectors: Floats, folder: Path) -> FlatIndex:
    index = FlatIndex(vectors.shape[1])
    index.add(vectors)
    return index


def growing(vectors: Floats, folder: Path) -> GrowingVectors:
    index = GrowingVectors(vectors.shape[1])
    for at in range(0, len(vectors), 70):
        index.add(vectors[at : at + 70])
    return index


def exact(vectors: Floats, folder: Path) -> PackedVectors:
    folder.mkdir()
    pack(folder, [vectors], vectors.shape[1], quantise_from=len(vectors) + 1)
    return PackedVectors(folder)


def quantised(vectors: Floats, folder: Path) -> PackedVectors:
    folder.mkdir()
    pack(folder, [vectors], vectors.shape[1], quantise_from=len(vectors))
    return PackedVectors(folder)


KINDS: list[Callable[[Floats, Path], Made]] = [flat, growing, exact, quantised]


def nearest(vectors: Floats, question: Floats, depth: int, allowed: Bools | None = None) -> tuple[list[int], Floats]:
    """Find the best rows by plain NumPy, ties by row, with their scores."""
    rows = np.arange(len(vectors)) if allowed is None else np.flatnonzero(allowed)
    scores = np.einsum("ij,j->i", vectors[rows], question)
    best = np.lexsort((rows, -scores))[:depth]
    return [int(row) for row in rows[best]], scores[best]
