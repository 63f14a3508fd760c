"""Texts to unit vectors."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from index.encoding.models import Model, verify
from index.encoding.unrelated import unrelated

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Floats = NDArray[np.float32]

BATCH = 32
"""Texts a forward pass; on two cores larger batches are no faster and take more memory."""

GROUP = 256
"""Texts between two reports of progress; inside a group texts of like length are encoded together."""


class Embedder(Protocol):
    """Turns texts into unit vectors of one model."""

    @property
    def id(self) -> str:
        """Identity of the vectors: equal ids, comparable vectors."""

    @property
    def dimensions(self) -> int:
        """Length of a vector."""

    @property
    def unrelated(self) -> float:
        """Cosine of texts that have nothing in common, 0 or more."""

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Floats:
        """Encode passages: shape (len(texts), dimensions), float32, rows of unit length.

        Args:
            texts: as `passage_text` makes them.
            progress: called with the number of texts done since the last call.
        """

    def encode_question(self, question: str) -> Floats:
        """Encode one question: shape (dimensions,), float32, unit length."""


def passage_text(title: str | None, passage: str) -> str:
    """Say what is encoded for a passage: its title first, as a passage alone rarely names its subject."""
    return f"{title}\n{passage}" if title else passage


class TransformerEmbedder:
    """A sentence-transformers model. It is loaded, and torch imported, when first needed.

    Args:
        model: from `resolve`.
        cache: folder of what can be made again, where a packed model is unpacked.

    Raises:
        ModelError: at first use, when the weights are missing or damaged.
    """

    def __init__(self, model: Model, cache: Path | None = None) -> None:
        self.model, self._cache = model, cache
        # The fast tokenizers keep padding and truncation as state: two threads in one fail ("Already borrowed").
        self._lock = threading.Lock()

    @property
    def id(self) -> str:
        """Identity of the vectors."""
        return self.model.id

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return int(self.transformer.get_embedding_dimension() or 0)

    @cached_property
    def unrelated(self) -> float:
        """Cosine of texts that have nothing in common."""
        return unrelated(self)

    @property
    def loaded(self) -> bool:
        """Whether the weights are in memory already."""
        return "transformer" in self.__dict__

    @cached_property
    def transformer(self) -> SentenceTransformer:
        """The loaded model."""
        verify(self.model)
        location = self.model.location
        if self.model.packed:
            from index.encoding.unpacking import unpacked

            location = str(unpacked(self.model, self._cache))
        if not self.model.hub:
            # Set before the import: the hub's client reads them once.
            os.environ.setdefault("HF_HUB_OFFLINE", "1")
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
        os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
        from sentence_transformers import SentenceTransformer

        return SentenceTransformer(location, device="cpu", local_files_only=not self.model.hub)

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Floats:
        """Encode passages, see `Embedder`."""
        rows: list[Floats] = []
        order = np.argsort([len(text) for text in texts], kind="stable")[::-1]
        for at in range(0, len(order), GROUP):
            group = [texts[place] for place in order[at : at + GROUP]]
            with self._lock:
                rows.append(
                    self.transformer.encode_document(
                        group, batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False
                    )
                )
            if progress:
                progress(len(group))
        if not rows:
            return np.empty((0, self.dimensions), np.float32)
        vectors = np.empty((len(texts), rows[0].shape[1]), np.float32)
        vectors[order] = np.concatenate(rows)
        return vectors

    def encode_question(self, question: str) -> Floats:
        """Encode one question, see `Embedder`."""
        with self._lock:
            vector = self.transformer.encode_query(question, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vector, dtype=np.float32)
