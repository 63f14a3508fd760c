"""The reader of our own, run by OpenVINO."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.encoding import runtime
from index.encoding.padding import batches, padded
from index.encoding.runtime import Network
from qa.reader import weights
from qa.reader.conversion import NETWORK, TOKENIZER, converted
from qa.reader.reader import Scores
from qa.reader.windows import Window

if TYPE_CHECKING:
    from tokenizers import Tokenizer


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
        most = -(-len(windows) // runtime.STREAMS)  # each stream its share
        together = batches([encoded[at] for at in order], most)
        scores[order] = np.concatenate(list(self._network.each(map(padded, together))))
        return scores
