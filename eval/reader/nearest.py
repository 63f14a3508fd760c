"""Which texts of a small set are nearest to a question by their words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer  # type: ignore[import-untyped]

from index.analysis import terms


class Nearest:
    """Texts by cosine of tf-idf; enough to find what looks like an answer and is none.

    Args:
        texts: to choose from.
        count: how many to name.
    """

    def __init__(self, texts: Sequence[str], count: int) -> None:
        self._weights = TfidfVectorizer(analyzer=terms, sublinear_tf=True)
        self._rows = self._weights.fit_transform(texts)
        self._count = count

    def __call__(self, question: str) -> list[int]:
        """Give the places of the nearest texts, nearest first."""
        scores = (self._rows @ self._weights.transform([question]).T).toarray()[:, 0]
        return [int(at) for at in np.argsort(-scores, kind="stable")[: self._count]]
