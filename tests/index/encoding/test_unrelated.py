"""The floor of a model's cosines."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from index.encoding.embedding import Floats, TransformerEmbedder
from index.encoding.encoders import ConvertedEmbedder
from index.encoding.unrelated import PASSAGES, QUESTIONS, unrelated


class Leaning:
    """Everything lies near one direction, as far from it as told; the first question is about the first passage."""

    id = "leaning/20"
    dimensions = 20
    unrelated = 0.0

    def __init__(self, common: float) -> None:
        self._common = common

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Floats:
        return np.stack([self._vector(1 + PASSAGES.index(text)) for text in texts])

    def encode_question(self, question: str) -> Floats:
        at = QUESTIONS.index(question)
        return self._vector(1 if at == 0 else 9 + at)

    def _vector(self, own: int) -> Floats:
        vector = np.zeros(self.dimensions, np.float32)
        vector[0], vector[own] = self._common, (1 - self._common**2) ** 0.5
        return vector


@pytest.mark.parametrize("common", [0.0, 0.3, 0.85])
def test_what_all_texts_share_is_the_floor_and_one_pair_that_belongs_together_does_not_lift_it(common: float) -> None:
    assert unrelated(Leaning(common)) == pytest.approx(common**2, abs=1e-6)


def test_a_model_that_holds_unrelated_texts_for_opposite_begins_at_nothing() -> None:
    class Opposing(Leaning):
        def encode_question(self, question: str) -> Floats:
            return -super().encode_question(question)

    assert unrelated(Opposing(0.5)) == 0


def test_no_two_texts_are_the_same() -> None:
    assert len({*QUESTIONS, *PASSAGES}) == len(QUESTIONS) + len(PASSAGES)


@pytest.mark.slow
def test_the_converted_model_knows_its_floor_without_asking(
    converted: ConvertedEmbedder, minilm: TransformerEmbedder
) -> None:
    assert converted.unrelated == minilm.unrelated == pytest.approx(unrelated(converted), abs=0.01)
    assert converted.unrelated < 0.2


@pytest.mark.slow
def test_e5_holds_unrelated_texts_for_alike(e5_converted: ConvertedEmbedder) -> None:
    assert 0.65 < e5_converted.unrelated < 0.8
