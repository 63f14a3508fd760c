"""The reader of our own, run by OpenVINO."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.encoding import runtime
from index.encoding.runtime import Network, Tokens
from qa.reader import weights
from qa.reader.conversion import NETWORK, TOKENIZER, converted
from qa.reader.reader import Scores
from qa.reader.windows import Window

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

BATCH_TOKENS = 1_024
"""Tokens of a batch, padding included: what passes between two layers stays in a core's own cache."""

MULTIPLE = 16
"""Pairs are padded to a multiple of it: rows of the processor's matrix units."""


class OwnReader:
    """The small network whose weights stand in `weights/`, over e5's lower layers.

    Args:
        cache: folder of what can be made again, where the converted network is kept.
        folder: of the weights.

    Raises:
        ModelMissing: the package that carries e5 is not installed (it is there for Linux on x86-64 only), or weights
            are missing: there is no such reader then, and questions are answered without one.
        ModelDamaged: weights are not those that were measured.
    """

    def __init__(self, cache: Path, folder: Path = weights.FOLDER) -> None:
        self._card = weights.card(folder)
        self._folder = converted(cache, folder)
        self._precision = runtime.precision()

    @property
    def id(self) -> str:
        """Identity of the scores."""
        return f"reader@{self._card.sha256[:12]}/openvino-{self._precision}"

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self._folder / TOKENIZER))
        tokenizer.no_padding()
        tokenizer.enable_truncation(self._card.longest)
        return tokenizer

    @cached_property
    def _network(self) -> Network:
        return Network(self._folder / NETWORK, self._precision, many=True)

    def score(self, question: str, windows: Sequence[Window]) -> Scores:
        """Score windows, see `Reader`."""
        scores = np.empty(len(windows), np.float32)
        if not windows:
            return scores
        encoded = self._tokenizer.encode_batch([(question, str(window)) for window in windows])
        order = sorted(range(len(windows)), key=lambda at: len(encoded[at].ids), reverse=True)
        places = list(_batches(order, encoded))
        for own, rows in zip(
            places, self._network.each(_padded([encoded[at] for at in own]) for own in places), strict=True
        ):
            scores[own] = rows
        return scores


def _batches(order: Sequence[int], encoded: Sequence[Encoding]) -> Iterator[list[int]]:
    """Part pairs, longest first, into batches of at most `BATCH_TOKENS` tokens, several pairs into two at least."""
    at = 0
    most = -(-len(order) // runtime.STREAMS)  # each stream its share
    while at < len(order):
        count = min(most, max(1, BATCH_TOKENS // _width(encoded[order[at]])))
        yield list(order[at : at + count])
        at += count


def _width(longest: Encoding) -> int:
    return -(-len(longest.ids) // MULTIPLE) * MULTIPLE


def _padded(batch: Sequence[Encoding]) -> tuple[Tokens, Tokens]:
    """Give token ids and mask, each of shape (pairs, width of the first, which is the longest)."""
    tokens, mask = np.zeros((2, len(batch), _width(batch[0])), np.int64)
    for row, one in enumerate(batch):
        tokens[row, : len(one.ids)] = one.ids
        mask[row, : len(one.ids)] = 1
    return tokens, mask
