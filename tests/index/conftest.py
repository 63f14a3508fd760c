"""The real model, loaded once for all slow tests of this folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.encoding.embedding import TransformerEmbedder
from index.encoding.encoders import ConvertedEmbedder, quickest
from index.encoding.models import MINILM, resolve


@pytest.fixture(scope="session")
def converted(models: Path) -> ConvertedEmbedder:
    made = quickest(resolve(MINILM), models)
    assert isinstance(made, ConvertedEmbedder)
    return made


@pytest.fixture(scope="session")
def minilm() -> TransformerEmbedder:
    return TransformerEmbedder(resolve(MINILM))
