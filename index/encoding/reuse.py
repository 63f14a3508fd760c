"""Vectors that the store holds already: a text is encoded once a model, however often it is cut or taken in."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from corpus.store import ArticleStore
from index.encoding.embedding import Embedder, Floats
from index.encoding.paired import PairedEmbedder, halved


@dataclass(frozen=True, slots=True)
class Encoded:
    """Texts and their vectors.

    Attributes:
        vectors: shape (texts, dimensions), float32.
        keys: hash of each text, for `Entry.encoded`.
        fresh: how many distinct texts the model had to read; of two as one, at least one of them.
    """

    vectors: Floats
    keys: tuple[bytes, ...]
    fresh: int

    def by_key(self) -> dict[bytes, Floats]:
        """Give the vector of each text, shape (dimensions,), by its hash."""
        return dict(zip(self.keys, self.vectors, strict=True))


def key(text: str) -> bytes:
    """Hash a text that is encoded: BLAKE2b, 128 bits."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def encode(
    texts: Sequence[str],
    embedder: Embedder,
    store: ArticleStore,
    known: Mapping[bytes, Floats] | None = None,
    progress: Callable[[int], None] | None = None,
) -> Encoded:
    """Encode passages, reading each text that the store has vectors of from there.

    Args:
        texts: as `passage_text` makes them.
        embedder: the model; where nothing is new it is not asked, so it need not be loaded. Of two models as one,
            each reads only what it has not read by itself either.
        store: what is searched for vectors of the same model, or of one of the two that it is made of.
        known: vectors of the same model by the hash of their text, on their way into the store.
        progress: told by the model how many texts it has read since the last time.
    """
    keys = tuple(key(text) for text in texts)
    by_key = dict(zip(keys, texts, strict=True))
    found = {each: vector for each in by_key if (vector := (known or {}).get(each)) is not None}
    found |= store.encoded(embedder.id, [each for each in by_key if each not in found]) if by_key else {}
    missing = [each for each in by_key if each not in found]
    if missing:
        made = _read([by_key[each] for each in missing], embedder, store, progress)
        found |= dict(zip(missing, made, strict=True))
    vectors = np.array([found[each] for each in keys], np.float32) if keys else np.empty((0, embedder.dimensions))
    return Encoded(vectors.astype(np.float32, copy=False), keys, len(missing))


def _read(
    texts: Sequence[str], embedder: Embedder, store: ArticleStore, progress: Callable[[int], None] | None
) -> Floats:
    if not isinstance(embedder, PairedEmbedder):
        return embedder.encode_passages(texts, progress)
    told = halved(progress)
    return embedder.joined(*(encode(texts, model, store, progress=told).vectors for model in embedder.parts))
