"""Mean questions: what is read, how sets are weighed, what is left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from eval.embedder.means import balanced, gathered, measured
from index.encoding.embedding import Floats


class ByLetter:
    """A model that knows a text by its first letter."""

    id, dimensions, unrelated = "letters", 3, 0.0

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Floats:
        return np.array([[0.6, 0.8, 0.0]] * len(texts), np.float32)

    def encode_question(self, question: str) -> Floats:
        vector: Floats = np.eye(3, dtype=np.float32)["abc".find(question[0]) if question[0] in "abc" else 0]
        return vector


def test_questions_are_read_by_language_and_set_each_once_and_unanswerable_ones_not(folder: Path) -> None:
    assert gathered(folder) == {
        "en": {"squad2": ["a who?"], "clapnq": ["b when"], "selqa": ["b where?"], "harbour": ["a how many?"]},
        "fr": {"harbour": ["c combien ?"], "city": ["b où ?"]},
    }


def test_a_large_set_counts_no_more_than_a_small_one() -> None:
    many, one = np.array([[1.0, 0.0]] * 99, np.float32), np.array([[0.0, 1.0]], np.float32)
    assert balanced([many, one]).tolist() == [0.5, 0.5]


def test_every_language_with_questions_enough_gets_a_mean_and_the_floor_is_measured_with_it(folder: Path) -> None:
    found = measured(ByLetter(), gathered(folder), least=2)
    assert found["means"] == {"en": [0.5, 0.5, 0.0], "fr": [0.0, 0.5, 0.5]}
    assert found["questions"]["fr"] == {"harbour": 1, "city": 1}
    assert 0 < found["unrelated"] < 1
    assert list(measured(ByLetter(), gathered(folder), least=3)["means"]) == ["en"]
