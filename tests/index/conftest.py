"""The real model, loaded once for all slow tests of this folder."""

from __future__ import annotations

import pytest

from index.embedding import TransformerEmbedder
from index.models import MINILM, resolve


@pytest.fixture(scope="session")
def minilm() -> TransformerEmbedder:
    return TransformerEmbedder(resolve(MINILM))
