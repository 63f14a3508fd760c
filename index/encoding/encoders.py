"""The quickest faithful way from texts to vectors that this machine has."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import replace
from functools import cached_property
from itertools import count
from pathlib import Path

import numpy as np

from index.encoding import runtime
from index.encoding.conversion import NETWORK, TOKENIZER, Converted, converted
from index.encoding.embedding import Embedder, Floats, TransformerEmbedder
from index.encoding.models import Model
from index.encoding.padding import SHORT, USUAL, batches, padded
from index.encoding.paired import PairedEmbedder
from index.encoding.precedence import PRECEDENCE
from index.encoding.questions import DistinctQuestions, means_of
from index.encoding.runtime import Network, Tokens
from index.encoding.tokenizing import TextTokenizer, tokenizer
from index.errors import NotConvertible

GROUP = 64
"""Texts cut into tokens at once: few enough that this is done while earlier batches are being computed."""

ASKED_AGAIN = 3
"""Short questions of a process, of which the first asks whether it is ready, when it has a network made for them."""

MANY = 500_000
"""Characters of passages from which on it pays to read all of the tokenizer's vocabulary: what it takes to find the
pieces of so many is what it takes to read all, about a second."""

log = logging.getLogger("dateline")


def quickest(model: Model, cache: Path | None) -> Embedder:
    """Give the converted model where it can be had, else the model as sentence-transformers runs it.

    Where its mean questions are known, they are partly taken away from each question. A model with another beside it
    is both of them.

    Args:
        model: from `resolve`.
        cache: where converted models are kept; None: nothing is converted.
    """
    if model.beside:
        beside = model.beside
        return PairedEmbedder(quickest(replace(model, beside=None), cache), quickest(beside, cache), beside.languages)
    made = plainest(model, cache)
    means = means_of(model)
    return DistinctQuestions(made, means) if means else made


def plainest(model: Model, cache: Path | None) -> Embedder:
    """Give the model as `quickest` does, its questions as they come out of it."""
    plain = TransformerEmbedder(model, cache)
    if cache is None:
        return plain
    try:
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
        self._cut = 0
        self._asked = count(1)
        self._made: Future[Network] | None = None

    @property
    def id(self) -> str:
        """Identity of the vectors."""
        return self.model.identity(f"openvino-{self._precision}")

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return self._files.dimensions

    @property
    def unrelated(self) -> float:
        """Cosine of texts that have nothing in common."""
        return self._files.unrelated

    @cached_property
    def _tokenizer(self) -> TextTokenizer:
        files = self._files
        return tokenizer(files.folder / TOKENIZER, files.vocabulary, files.longest)

    @cached_property
    def _many(self) -> Network:
        return Network(self._files.folder / NETWORK, self._precision, many=True)

    @cached_property
    def _usual(self) -> Network:
        return Network(self._files.folder / NETWORK, self._precision, many=False, width=USUAL)

    @cached_property
    def _longer(self) -> Network:
        return Network(self._files.folder / NETWORK, self._precision, many=False)

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Floats:
        """Encode passages, see `Embedder`."""
        self._cut += sum(map(len, texts))
        if self._cut > MANY and not PRECEDENCE.asked_lately:  # questions would stand still for that second
            self._tokenizer.read_whole()
        vectors = np.empty((len(texts), self.dimensions), np.float32)
        begun: deque[list[int]] = deque()
        for rows in self._many.each(self._tokens(texts, begun), _room):
            places = begun.popleft()
            vectors[places] = _unit(rows)
            if progress:
                progress(len(places))
        return vectors

    def _tokens(self, texts: Sequence[str], begun: deque[list[int]]) -> Iterator[tuple[Tokens, Tokens]]:
        """Yield batches of texts of like length, longest first; notes in `begun` whose they are."""
        order = sorted(range(len(texts)), key=lambda place: len(texts[place]), reverse=True)
        for at in range(0, len(order), GROUP):
            group = order[at : at + GROUP]
            encoded = self._tokenizer.encode([self._files.passage + texts[place] for place in group])
            alike = sorted(zip(group, encoded, strict=True), key=lambda one: len(one[1].ids), reverse=True)
            for batch in batches([one for _, one in alike]):
                begun.append([place for place, _ in alike[: len(batch)]])
                alike = alike[len(batch) :]
                PRECEDENCE.give_way()
                yield padded([one.ids for one in batch])

    def encode_question(self, question: str) -> Floats:
        """Encode one question, see `Embedder`."""
        ids = self._tokenizer.numbers(self._files.query + question)
        network = self._fitting(len(ids))
        vector: Floats = _unit(network.one(*padded([ids], network.width)))[0]
        return vector

    def _fitting(self, tokens: int) -> Network:
        """Give the narrowest network that computes a question of so many tokens and is there."""
        if tokens > USUAL:
            return self._longer
        return (tokens <= SHORT and self._short()) or self._usual

    def _short(self) -> Network | None:
        """Give the network for short questions; null as long as it is not there.

        Who asks once waits for nothing but the usual one. Who asks again will ask more: then it is made, beside.
        """
        if self._made is None and next(self._asked) == ASKED_AGAIN:
            self._made = runtime.beside(self._files.folder / NETWORK, self._precision, SHORT)
        made = self._made
        return made.result() if made and made.done() and not made.exception() else None


def _room() -> int:
    """Say how many batches may be begun now."""
    return 1 if PRECEDENCE.asked_lately else runtime.BEGUN


def _unit(rows: Floats) -> Floats:
    """Make rows of unit length again: in half precision they are so to three digits."""
    unit: Floats = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit
