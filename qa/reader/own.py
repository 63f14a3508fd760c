"""The reader of our own, run by OpenVINO."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import numpy as np

from index.encoding import runtime
from index.encoding.models import resolve
from index.encoding.padding import batches, padded
from index.encoding.runtime import Network
from index.encoding.tokenizing import Encoded, TextTokenizer, place, tokenizer
from qa.reader import weights
from qa.reader.conversion import NETWORK, TOKENIZER, converted
from qa.reader.reading import Reading, Scores
from qa.reader.windows import Window


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
        self._vocabulary = place(resolve(self._card.base), cache)
        self._precision = runtime.precision()

    @property
    def id(self) -> str:
        """Identity of the scores."""
        return f"reader@{self._card.sha256[:12]}/openvino-{self._precision}"

    @cached_property
    def _tokenizer(self) -> TextTokenizer:
        # The embedder's, where that is the reader's base: what is read of a vocabulary is shared.
        return tokenizer(self._folder / TOKENIZER, self._vocabulary, self._card.longest)

    @cached_property
    def _network(self) -> Network:
        return Network(self._folder / NETWORK, self._precision, many=True)

    def score(self, question: str, windows: Sequence[Window]) -> Scores:
        """Score windows, see `Reader`."""
        return np.array([one.score for one in self.read(question, windows)], np.float32)

    def read(self, question: str, windows: Sequence[Window]) -> list[Reading]:
        """Read windows token by token, see `Reader`."""
        if not windows:
            return []
        encoded = self._tokenizer.encode([(question, str(window)) for window in windows])
        order = sorted(range(len(windows)), key=lambda at: len(encoded[at].ids), reverse=True)
        most = -(-len(windows) // runtime.STREAMS)  # each stream its share
        together = (padded([one.ids for one in batch]) for batch in batches([encoded[at] for at in order], most))
        rows = [row for table in self._network.each(together) for row in table]
        told = {at: _reading(row, encoded[at], windows[at]) for at, row in zip(order, rows, strict=True)}
        return [told[at] for at in range(len(windows))]


def _reading(row: Scores, encoded: Encoded, window: Window) -> Reading:
    """Turn a row of the network's table into a reading; what is of the question, title or date is left out."""
    head = len(window.head)
    runs = np.array(encoded.offsets, np.int64).reshape(-1, 2) - head
    own = np.array([part == 1 for part in encoded.sequence_ids]) & (runs[:, 1] > 0)
    weights = np.exp(row[1 : 1 + len(own)][own])
    return Reading(float(row[0]), np.maximum(runs[own, 0], 0), runs[own, 1], weights)
