"""A reader that reads no window twice."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from qa.reader.reader import Reader
from qa.reader.reading import Reading, Scores
from qa.reader.windows import Window


class Remembering:
    """Keeps what a reader said: of one question while it is answered, or of many while weights are learned.

    Args:
        reader: who reads.
    """

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._known: dict[tuple[str, Window], Reading] = {}

    @property
    def id(self) -> str:
        """Identity of the scores."""
        return self._reader.id

    def score(self, question: str, windows: Sequence[Window]) -> Scores:
        """Score windows, see `Reader`."""
        return np.array([one.score for one in self.read(question, windows)], np.float32)

    def read(self, question: str, windows: Sequence[Window]) -> Sequence[Reading]:
        """Read windows, see `Reader`."""
        new = [one for one in dict.fromkeys(windows) if (question, one) not in self._known]
        if new:
            for window, reading in zip(new, self._reader.read(question, new), strict=True):
                self._known[question, window] = reading
        return [self._known[question, one] for one in windows]
