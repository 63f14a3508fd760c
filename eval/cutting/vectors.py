"""Vectors kept on disk by the text they are of, so that a text common to several variants is encoded once."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.encoding.embedding import Floats
from index.encoding.unrelated import unrelated
from qa.ingest import Progress

Encode = Callable[[Sequence[str]], Floats]
"""Texts to vectors, shape (texts, dimensions)."""

HASH_BYTES = 16

GROUP = 512
"""Texts encoded and written to the file together."""


class VectorCache:
    """An encoder that remembers, in one file of fixed-length records: a text's hash and its vector.

    A record that was cut short, by a full disk or a pulled plug, is left out and its text encoded again.

    Args:
        folder: where the file is, made if need be.
        model: id of the vectors; each has a file of its own.
        dimensions: their length.
        encode: what makes those that are not there yet.
    """

    def __init__(self, folder: Path, model: str, dimensions: int, encode: Encode) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._path = folder / f"{re.sub(r'[^A-Za-z0-9.-]+', '-', model)}.vectors"
        self._record = np.dtype([("hash", f"V{HASH_BYTES}"), ("vector", "<f4", (dimensions,))])
        self._encode = encode
        self._vectors: dict[bytes, Floats] = {}
        self.encoded = 0
        if self._path.exists():
            whole = self._path.stat().st_size // self._record.itemsize
            os.truncate(self._path, whole * self._record.itemsize)
            self._remember(np.fromfile(self._path, self._record))

    def of(self, texts: Sequence[str], progress: Progress = lambda _done, _all: None) -> Floats:
        """Give vectors of unit length, shape (len(texts), dimensions), and keep the new ones group by group."""
        keys = [_key(text) for text in texts]
        lacking = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._vectors}
        new = sorted(lacking.items(), key=lambda item: len(item[1]), reverse=True)
        for at in range(0, len(new), GROUP):
            group = new[at : at + GROUP]
            rows = np.asarray(self._encode([text for _, text in group]), np.float32)
            records = np.empty(len(group), self._record)
            records["hash"] = [np.void(key) for key, _ in group]
            records["vector"] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
            with self._path.open("ab") as file:
                records.tofile(file)
            self._remember(records)
            self.encoded += len(group)
            progress(min(at + GROUP, len(new)), len(new))
        dimensions = self._record["vector"].shape[0]
        return np.stack([self._vectors[key] for key in keys]) if keys else np.empty((0, dimensions), np.float32)

    def _remember(self, records: NDArray[np.void]) -> None:
        keys = (bytes(key) for key in records["hash"])
        self._vectors.update(zip(keys, np.asarray(records["vector"], np.float32), strict=True))


def _key(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()[:HASH_BYTES]


class CachedEmbedder:
    """What a Desk needs of an embedder: vectors from a cache, under a name of its own for each variant.

    Args:
        name: id of the vectors.
        dimensions: their length.
        cache: makes them.
    """

    def __init__(self, name: str, dimensions: int, cache: VectorCache) -> None:
        self.id, self.dimensions, self._cache = name, dimensions, cache

    @cached_property
    def unrelated(self) -> float:
        """Cosine of texts that have nothing in common."""
        return unrelated(self)

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Floats:
        """Encode passages, see `index.encoding.embedding.Embedder`."""
        vectors = self._cache.of(texts)
        if progress:
            progress(len(texts))
        return vectors

    def encode_question(self, question: str) -> Floats:
        """Encode one question, see `index.encoding.embedding.Embedder`."""
        return np.asarray(self._cache.of([question])[0], np.float32)
