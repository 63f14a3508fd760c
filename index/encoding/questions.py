"""What all questions of a language have in common is partly taken away before a question is compared with passages.

Vectors of questions share a large part: that they ask, and in which language. A passage that resembles this part is
near to every question (a hub), and one in another language is far from all of them. Taking the mean question of the
language away pushes hubs back and brings languages together; passages stay as they are, and so do vectors in a store.
Radovanovic, Nanopoulos and Ivanovic, Hubs in Space, JMLR 2010; Suzuki et al., Centering Similarity Measures to
Reduce Hubs, EMNLP 2013.

`eval.embedder` measures the means and writes them, with the record of what they were measured on.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.encoding.embedding import Embedder, Floats
from index.encoding.models import Model

SHARE = 0.3
"""How much of the mean is taken away. From .3 to .7 training questions of both sources fare alike; what is asked as a
statement (SciFact's claims) loses from .5 on."""

_FILE = Path(__file__).with_name("question_means.json")


@dataclass(frozen=True, slots=True)
class Means:
    """The mean questions of a model.

    Attributes:
        vectors: shape (languages, dimensions), float32: the mean of unit vectors of questions in each language.
        unrelated: cosine of a question so treated and a passage that has nothing to do with it.
    """

    vectors: Floats
    unrelated: float

    def apart(self, question: Floats) -> Floats:
        """Take `SHARE` of the nearest mean away.

        The nearest mean is that of the question's language, for nothing in such a vector is plainer; so no language
        has to be known, and a question in another one goes with that which it is most like.

        Args:
            question: shape (dimensions,), unit length.

        Returns:
            Shape (dimensions,), unit length.
        """
        likeness = self.vectors @ question / np.linalg.norm(self.vectors, axis=1)
        left = question - SHARE * self.vectors[likeness.argmax()]
        unit: Floats = (left / np.linalg.norm(left)).astype(np.float32)
        return unit


def means_of(model: Model, file: Path = _FILE) -> Means | None:
    """Give the mean questions of a model; None where nobody has measured them for these very weights."""
    held = json.loads(file.read_text(encoding="utf-8")).get(model.name)
    if held is None or model.sha256 is None or held["sha256"] != model.sha256:
        return None
    return Means(np.array(list(held["means"].values()), np.float32), float(held["unrelated"]))


class DistinctQuestions:
    """A model whose questions are told apart better. Its passages are the model's own, and so is its identity.

    Args:
        embedder: the model.
        means: of its questions.
    """

    def __init__(self, embedder: Embedder, means: Means) -> None:
        self._embedder, self._means = embedder, means

    @property
    def id(self) -> str:
        """Identity of the passages' vectors."""
        return self._embedder.id

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return self._embedder.dimensions

    @property
    def unrelated(self) -> float:
        """Cosine of texts that have nothing in common."""
        return self._means.unrelated

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Floats:
        """Encode passages, see `Embedder`."""
        return self._embedder.encode_passages(texts, progress)

    def encode_question(self, question: str) -> Floats:
        """Encode one question, see `Embedder`."""
        return self._means.apart(self._embedder.encode_question(question))
