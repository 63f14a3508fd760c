"""Two models as one: their vectors side by side, so that what either sees of a passage counts.

A multilingual model finds releases in any language; an English one tells English paraphrases apart better. Vectors
side by side have the sum of both cosines as theirs, so an index, a store and a ranking take them for one model's.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np

from corpus.fields.asked import language
from index.encoding.embedding import Embedder, Floats
from index.encoding.foreign import Foreign

HALF = 2**-0.5
"""What each half of a question is scaled by, so that the whole is of unit length."""

NARROWEST = 0.05
"""Least distance of unrelated texts from equal ones that is believed of a model."""


def foreign(embedder: Embedder, question: Floats) -> Foreign | None:
    """Say how a model's question is compared with passages that part of it does not understand; see `Foreign`."""
    return embedder.foreign(question) if isinstance(embedder, PairedEmbedder) else None


class PairedEmbedder:
    """Two models, each cosine counted by how far it stretches: from texts that have nothing in common to equal ones.

    A question in a language that the second does not understand is asked of the first alone; its vector is then of
    such a length that its cosines, too, begin at `unrelated`.

    Args:
        first: understands every question.
        second: may not.
        languages: of the second, ISO 639-1; null: all. A question whose language cannot be told is asked of both.
    """

    def __init__(self, first: Embedder, second: Embedder, languages: frozenset[str] | None) -> None:
        self._first, self._second, self._languages = first, second, languages

    @property
    def parts(self) -> tuple[Embedder, Embedder]:
        """The two models, each of which may have read a passage already."""
        return self._first, self._second

    @property
    def id(self) -> str:
        """Identity of the passages' vectors, with the first's share; up to its `@` it names the pair to `resolve`."""
        names, ways = zip(*(one.id.split("@", 1) for one in (self._first, self._second)), strict=True)
        return f"{'+'.join(names)}@{'+'.join(ways)}+{self._shares()[0]:.3f}"

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return self._first.dimensions + self._second.dimensions

    @property
    def unrelated(self) -> float:
        """Cosine of texts that have nothing in common."""
        own, other = self._shares()
        return HALF * (own * self._first.unrelated + other * self._second.unrelated)

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Floats:
        """Encode passages, see `Embedder`; progress is told a text for two readings, one by either model."""
        told = halved(progress)
        return self.joined(*(model.encode_passages(texts, told) for model in self.parts))

    def joined(self, first: Floats, second: Floats) -> Floats:
        """Put both models' vectors of the same passages side by side, each as long as it counts.

        Passages have the shares, not questions: what lies together then does so by the measure of questions, and a
        quantised index finds nearly all by looking at a fifth of it (recall at 10 .97; .92 with equal halves).

        Args:
            first, second: shapes (passages, dimensions of each), rows of unit length.

        Returns:
            Shape (passages, sum of both dimensions), float32, rows of unit length.
        """
        own, other = self._shares()
        return np.concatenate((np.float32(own) * first, np.float32(other) * second), axis=1)

    def encode_question(self, question: str) -> Floats:
        """Encode one question, see `Embedder`; what the second does not understand it leaves at zero."""
        length = HALF
        vector = np.zeros(self.dimensions, np.float32)
        if self._understood(question):
            vector[self._first.dimensions :] = HALF * self._second.encode_question(question)
        elif floor := self._first.unrelated:
            length = self.unrelated / (self._shares()[0] * floor)
        vector[: self._first.dimensions] = length * self._first.encode_question(question)
        return vector

    def foreign(self, question: Floats) -> Foreign | None:
        """Say how a question is compared with passages that the second model does not understand.

        By the first model alone, whose cosines are stretched so that they begin and end where those of both do.

        Args:
            question: shape (dimensions,), from `encode_question`.

        Returns:
            None where the second understands every passage, or does not understand the question: then all are
            compared by the first already.
        """
        if self._languages is None or not question[self._first.dimensions :].any():
            return None
        own, other = self._shares()
        first, second = 1 - self._first.unrelated, 1 - self._second.unrelated
        stretch = 1 + other * second / (own * first) if first > 0 else 1.0
        vector = np.zeros_like(question)
        vector[: self._first.dimensions] = stretch * question[: self._first.dimensions]
        return Foreign(self._languages, vector, self.unrelated - HALF * stretch * own * self._first.unrelated)

    def _understood(self, question: str) -> bool:
        return self._languages is None or language(question) in (None, *self._languages)

    def _shares(self) -> tuple[float, float]:
        """Give what each cosine counts; the squares sum to 1, so that a passage is of unit length."""
        counts = [1 / max(1 - one.unrelated, NARROWEST) for one in (self._first, self._second)]
        length = math.hypot(*counts)
        return counts[0] / length, counts[1] / length


def halved(progress: Callable[[int], None] | None) -> Callable[[int], None] | None:
    """Give what counts readings by two models and tells of texts: one for every two, so that the sum is right."""
    if progress is None:
        return None
    tell, readings = progress, 0

    def count(texts: int) -> None:
        nonlocal readings
        before, readings = readings, readings + texts
        tell(readings // 2 - before // 2)

    return count
