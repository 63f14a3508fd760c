"""The second model, unpacked and converted once for all slow tests of this folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.encoding.embedding import TransformerEmbedder
from index.encoding.encoders import ConvertedEmbedder, plainest
from index.encoding.models import E5, resolve


@pytest.fixture(scope="session")
def e5(models: Path) -> TransformerEmbedder:
    return TransformerEmbedder(resolve(E5), models)


@pytest.fixture(scope="session")
def e5_converted(models: Path) -> ConvertedEmbedder:
    made = plainest(resolve(E5), models)
    assert isinstance(made, ConvertedEmbedder)
    return made
