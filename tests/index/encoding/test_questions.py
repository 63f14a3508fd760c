"""Mean questions taken away: geometry, the nearest language, and what stays as it was."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.encoding.embedding import Floats, TransformerEmbedder
from index.encoding.encoders import plainest, quickest
from index.encoding.models import E5, MINILM, PACKAGED, Model, resolve
from index.encoding.questions import SHARE, DistinctQuestions, Means, means_of

SIZE = 6
MEANS = Means(np.eye(2, SIZE, dtype=np.float32) * 0.9, 0.4)


class Fixed:
    """A model that gives every text one vector."""

    id, dimensions, unrelated = "fixed", SIZE, 0.7

    def __init__(self, vector: Floats) -> None:
        self.vector = vector

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Floats:
        if progress:
            progress(len(texts))
        return np.tile(self.vector, (len(texts), 1))

    def encode_question(self, question: str) -> Floats:
        return self.vector


def unit(*numbers: float) -> Floats:
    vector = np.array(numbers, np.float32)
    return vector / np.linalg.norm(vector)


@given(
    st.lists(st.floats(-1, 1, width=32), min_size=SIZE, max_size=SIZE).filter(lambda row: max(map(abs, row)) > 0.1)
)
def test_a_question_stays_of_unit_length_and_loses_likeness_to_its_own_mean_only(row: list[float]) -> None:
    before = unit(*row)
    after = MEANS.apart(before)
    nearest = int((MEANS.vectors @ before).argmax())
    assert after.dtype == np.float32
    assert np.linalg.norm(after) == pytest.approx(1, abs=1e-5)
    direction = MEANS.vectors[nearest] / np.linalg.norm(MEANS.vectors[nearest])
    assert direction @ after <= direction @ before + 1e-5
    away = before - SHARE * MEANS.vectors[nearest]
    assert after == pytest.approx(away / np.linalg.norm(away), abs=1e-5)


def test_questions_of_two_languages_come_nearer_to_each_other() -> None:
    subject = 0.4
    first, second = unit(0.9, 0, subject, 0, 0, 0), unit(0, 0.9, subject, 0, 0, 0)
    assert MEANS.apart(first) @ MEANS.apart(second) > first @ second + 0.05


def test_a_hub_is_pushed_behind_the_passage_that_shares_the_subject() -> None:
    question = unit(0.9, 0, 0.4, 0, 0, 0)
    hub, right = unit(1, 0, 0, 0.3, 0, 0), unit(0.75, 0, 0.4, 0.6, 0, 0)
    assert question @ hub > question @ right
    strong = Means(MEANS.vectors / 0.9, 0.0)
    gained = (right - hub) @ strong.apart(question) - (right - hub) @ question
    assert gained > 0.05


def test_means_of_unlike_length_do_not_decide_which_is_nearest() -> None:
    means = Means(np.array([[0.2, 0, 0], [0, 0.9, 0]], np.float32), 0.0)
    question = unit(0.8, 0.5, 0.3)
    assert means.apart(question) == pytest.approx(unit(*(question - SHARE * means.vectors[0])), abs=1e-6)


def test_passages_and_identity_are_the_models_own_and_only_the_floor_is_new() -> None:
    plain = Fixed(unit(1, 0, 1, 0, 0, 0))
    told: list[int] = []
    distinct = DistinctQuestions(plain, MEANS)
    assert np.array_equal(distinct.encode_passages(["a", "b"], told.append), plain.encode_passages(["a", "b"]))
    assert (told, distinct.id, distinct.dimensions, distinct.unrelated) == ([2], "fixed", SIZE, 0.4)
    assert np.array_equal(distinct.encode_question("what?"), MEANS.apart(plain.vector))


def test_means_are_held_for_the_weights_they_were_measured_on_and_no_others(tmp_path: Path) -> None:
    file = tmp_path / "means.json"
    file.write_text(json.dumps({"small": {"sha256": "ab", "unrelated": 0.25, "means": {"en": [1, 0], "fr": [0, 1]}}}))
    found = means_of(Model("small", "/somewhere", "ab"), file)
    assert found is not None
    assert (found.vectors.tolist(), found.unrelated) == ([[1, 0], [0, 1]], 0.25)
    assert means_of(Model("small", "/somewhere", "cd"), file) is None
    assert means_of(Model("small", "owner/small", None, hub=True), file) is None
    assert means_of(Model("other", "/somewhere", "ab"), file) is None


def test_the_shipped_means_belong_to_the_packaged_weights() -> None:
    found = means_of(Model(E5, "", PACKAGED[E5].sha256))
    assert found is not None
    assert found.vectors.shape == (3, 384)
    assert 0 < found.unrelated < 0.75
    lengths = np.linalg.norm(found.vectors, axis=1)
    assert ((lengths > 0.5) & (lengths < 1)).all()  # a mean of unlike unit vectors is shorter than they are
    assert means_of(Model(MINILM, "", PACKAGED[MINILM].sha256)) is None


def test_the_model_that_answers_has_means_where_its_weights_have_and_only_there() -> None:
    e5 = Model(E5, "/nowhere", PACKAGED[E5].sha256, packed=True)  # nothing is loaded before it is asked
    assert isinstance(quickest(e5, None), DistinctQuestions)
    assert isinstance(plainest(e5, None), TransformerEmbedder)
    assert quickest(e5, None).id == plainest(e5, None).id
    assert isinstance(quickest(resolve(MINILM), None), TransformerEmbedder)
    assert isinstance(quickest(replace(e5, sha256="0" * 64), None), TransformerEmbedder)
