"""Vectors that the store holds already: a text is encoded once a model, however often it is cut or taken in."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from corpus.store import ArticleStore
from index.encoding.embedding import Embedder, Floats


@dataclass(frozen=True, slots=True)
class Encoded:
    """Texts and their vectors.

    Attributes:
        vectors: shape (texts, dimensions), float32.
        keys: hash of each text, for `Entry.encoded`.
        fresh: how many distinct texts the model had to read.
    """

    vectors: Floats
    keys: tuple[bytes, ...]
    fresh: int


def key(text: str) -> bytes:
    """Hash a text that is encoded: BLAKE2b, 128 bits."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def encode(texts: Sequence[str], embedder: Embedder, store: ArticleStore) -> Encoded:
    """Encode passages, reading each text that the store has vectors of from there.

    Args:
        texts: as `passage_text` makes them.
        embedder: the model; where nothing is new it is not asked, so it need not be loaded.
        store: what is searched for vectors of the same model, and of no other.
    """
    keys = tuple(key(text) for text in texts)
    by_key = dict(zip(keys, texts, strict=True))
    known = store.encoded(embedder.id, list(by_key)) if by_key else {}
    missing = [each for each in by_key if each not in known]
    if missing:
        made = embedder.encode_passages([by_key[each] for each in missing])
        known |= dict(zip(missing, made, strict=True))
    vectors = np.array([known[each] for each in keys], np.float32) if keys else np.empty((0, embedder.dimensions))
    return Encoded(vectors.astype(np.float32, copy=False), keys, len(missing))
