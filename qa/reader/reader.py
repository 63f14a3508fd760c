"""What every reader does: a question and some windows in, what it makes of each out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from qa.reader.reading import Reading, Scores
from qa.reader.windows import Window

OWN, NONE = "own", "none"
"""Settings: the reader that comes with Dateline, and none at all."""


class Reader(Protocol):
    """Reads question and window together. Safe for several threads. Every reader passes the conformance suite."""

    @property
    def id(self) -> str:
        """Identity of the scores: equal ids, comparable scores."""

    def score(self, question: str, windows: Sequence[Window]) -> Scores:
        """Say how likely each window answers.

        A score does not depend on what stands beside it, but for the rounding of half precision.

        Returns:
            Shape (windows,), float32, finite: the larger, the likelier; of our own reader the logarithm of the odds.
        """

    def read(self, question: str, windows: Sequence[Window]) -> Sequence[Reading]:
        """Say how likely each window answers, and where in it the answer may stand.

        Returns:
            A reading each, with the score that `score` gives.
        """
