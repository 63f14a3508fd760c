"""The second model, unpacked and converted once for all slow tests of this folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.encoding.embedding import TransformerEmbedder
from index.encoding.encoders import ConvertedEmbedder, plainest
from index.encoding.models import E5, resolve


@pytest.fixture(scope="session")
def e5_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("e5")


@pytest.fixture(scope="session")
def e5(e5_cache: Path) -> TransformerEmbedder:
    return TransformerEmbedder(resolve(E5), e5_cache)


@pytest.fixture(scope="session")
def e5_converted(e5_cache: Path) -> ConvertedEmbedder:
    made = plainest(resolve(E5), e5_cache)
    assert isinstance(made, ConvertedEmbedder)
    return made
