"""A user's own cross-encoder, by folder or hub name, as sentence-transformers runs it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from index.errors import ModelMissing
from qa.reader.brought import Brought
from qa.reader.reading import Reading, Scores, by_sentence
from qa.reader.windows import Window

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

BATCH = 16


class CrossEncoderReader(Brought):
    """A cross-encoder that gives one score a pair. It is loaded, and torch imported, when first needed.

    Args:
        model: a folder, or `owner/name` on the hub.
        allow_hub: whether a hub name is acceptable; off by default, so that nothing is fetched unasked.

    Raises:
        ModelMissing: no such folder while the hub is off; at first use: it gives several scores a pair.
    """

    @cached_property
    def _model(self) -> CrossEncoder:
        self._offline()
        from sentence_transformers import CrossEncoder

        model: CrossEncoder = CrossEncoder(self._location, device="cpu", local_files_only=not self._hub)
        if model.num_labels != 1:
            raise ModelMissing(f"{self._location} gives {model.num_labels} scores a pair; a reader gives one")
        return model

    def score(self, question: str, windows: Sequence[Window]) -> Scores:
        """Score windows, see `Reader`."""
        if not windows:
            return np.empty(0, np.float32)
        from torch.nn import Identity

        pairs = [(question, str(window)) for window in windows]
        with self._lock:
            # As the network gives them: pressed between 0 and 1, what is surely wrong would all be alike.
            scores = self._model.predict(pairs, batch_size=BATCH, show_progress_bar=False, activation_fn=Identity())
        return np.asarray(scores, np.float32).reshape(len(windows))

    def read(self, question: str, windows: Sequence[Window]) -> list[Reading]:
        """Read windows, then sentences of the best of them one by one, see `Reader`."""
        return by_sentence(self.score, question, windows)
