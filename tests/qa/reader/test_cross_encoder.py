"""A user's own cross-encoder: scores as sentence-transformers gives them, and clear words where there are none."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from sentence_transformers import CrossEncoder

from index.errors import ModelMissing
from qa.reader.cross_encoder import CrossEncoderReader
from qa.reader.windows import Window
from tests.qa.reader import tiny


def test_scores_are_those_of_the_library(cross_encoder: Path) -> None:
    windows = [Window("the bridge opened in March"), Window("closed", title="the harbour")]
    plain = CrossEncoder(str(cross_encoder), device="cpu", local_files_only=True)
    chances = plain.predict([("when", "the bridge opened in March"), ("when", "the harbour. closed")])
    scores = CrossEncoderReader(str(cross_encoder)).score("when", windows)
    np.testing.assert_allclose(1 / (1 + np.exp(-scores)), chances, atol=1e-5)


def test_a_hub_name_is_not_fetched_unasked() -> None:
    with pytest.raises(ModelMissing, match="DATELINE_HUB"):
        CrossEncoderReader("someone/some-reader")


def test_a_hub_name_is_acceptable_where_the_hub_is_allowed() -> None:
    assert CrossEncoderReader("someone/some-reader", allow_hub=True).id.startswith("someone/some-reader")


def test_a_model_with_several_scores_a_pair_is_refused(tmp_path: Path) -> None:
    folder = tiny.cross_encoder(tmp_path / "three", labels=3)
    with pytest.raises(ModelMissing, match="3 scores a pair"):
        CrossEncoderReader(str(folder)).score("when", [Window("the bridge")])
