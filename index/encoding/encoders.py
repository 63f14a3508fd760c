"""The quickest faithful way from texts to vectors that this machine has."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.encoding import runtime
from index.encoding.conversion import Converted, converted
from index.encoding.embedding import Embedder, Floats, TransformerEmbedder
from index.encoding.models import Model, verify
from index.encoding.runtime import Network, Tokens
from index.errors import NotConvertible

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

GROUP = 512
"""Texts between two reports of progress; inside a group texts of like length are encoded together."""

BATCH_TOKENS = 2_048
"""Tokens of a batch, padding included: some ten passages, or many short texts."""

log = logging.getLogger("dateline")


def quickest(model: Model, cache: Path | None) -> Embedder:
    """Give the converted model where it can be had, else the model as sentence-transformers runs it.

    Args:
        model: from `resolve`.
        cache: where converted models are kept; None: nothing is converted.
    """
    if cache is None:
        return TransformerEmbedder(model)
    plain = TransformerEmbedder(model)
    try:
        verify(model)
        return ConvertedEmbedder(model, converted(model, cache, plain), runtime.precision())
    except NotConvertible as reason:
        log.warning("%s; it is run by torch, which is slower", reason)
    except (ImportError, RuntimeError, OSError) as error:
        log.warning("%s cannot be converted on this machine (%s); torch runs it, slower", model.name, error)
    return plain


class ConvertedEmbedder:
    """A converted model: the same vectors to four digits, several times as fast, and without torch.

    Args:
        model: what was converted.
        files: the conversion.
        precision: as `index.encoding.runtime.precision` names it.
    """

    def __init__(self, model: Model, files: Converted, precision: str) -> None:
        self.model, self._files, self._precision = model, files, precision

    @property
    def id(self) -> str:
        """Identity of the vectors."""
        return self.model.identity(f"openvino-{self._precision}")

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return self._files.dimensions

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self._files.folder / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.enable_truncation(self._files.longest)
        return tokenizer

    @cached_property
    def _many(self) -> Network:
        return Network(self._files.folder / "model.xml", self._precision, many=True)

    @cached_property
    def _single(self) -> Network:
        return Network(self._files.folder / "model.xml", self._precision, many=False)

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Floats:
        """Encode passages, see `Embedder`."""
        vectors = np.empty((len(texts), self.dimensions), np.float32)
        order = sorted(range(len(texts)), key=lambda place: len(texts[place]), reverse=True)
        for at in range(0, len(order), GROUP):
            places = order[at : at + GROUP]
            encoded = self._tokenizer.encode_batch([self._files.passage + texts[place] for place in places])
            alike = sorted(range(len(places)), key=lambda one: len(encoded[one].ids), reverse=True)
            batches = list(_batches([encoded[one] for one in alike]))
            rows = _unit(np.concatenate(list(self._many.each(_padded(batch) for batch in batches))))
            vectors[[places[one] for one in alike]] = rows
            if progress:
                progress(len(places))
        return vectors

    def encode_question(self, question: str) -> Floats:
        """Encode one question, see `Embedder`."""
        encoded = self._tokenizer.encode(self._files.query + question)
        vector: Floats = _unit(self._single.one(*_padded([encoded])))[0]
        return vector


def _unit(rows: Floats) -> Floats:
    """Make rows of unit length again: in half precision they are so to three digits."""
    unit: Floats = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit


def _batches(encoded: Sequence[Encoding]) -> Iterator[list[Encoding]]:
    """Part texts, longest first, into batches of `BATCH_TOKENS`, each of at least one text."""
    at = 0
    while at < len(encoded):
        count = max(1, BATCH_TOKENS // max(1, len(encoded[at].ids)))
        yield list(encoded[at : at + count])
        at += count


def _padded(batch: Sequence[Encoding]) -> tuple[Tokens, Tokens]:
    """Give token ids and mask, each of shape (texts, longest text)."""
    longest = max(len(one.ids) for one in batch)
    tokens = np.zeros((len(batch), longest), np.int64)
    mask = np.zeros((len(batch), longest), np.int64)
    for row, one in enumerate(batch):
        tokens[row, : len(one.ids)] = one.ids
        mask[row, : len(one.ids)] = 1
    return tokens, mask
