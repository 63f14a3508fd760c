"""Second looks while weights are learned: as questions take them, each window read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.records import Telling
from qa.ranking.features import NAMES
from qa.ranking.model import DEFAULT_READER, READER, Model
from qa.ranking.ranking import Judged
from qa.reader.chosen import chosen
from qa.reader.reader import Reader
from qa.remembering import Remembering
from qa.second_look import second_look

Floats = NDArray[np.float64]


class Readers:
    """Who reads the questions about each source.

    A reader that has learned from questions about a source has no say about them: it would pass for better than it
    is, and be given too much weight.

    Args:
        shipped: reads what no other does; null: nobody.
        by_source: source -> who reads the questions about it.
    """

    def __init__(self, shipped: Reader | None, by_source: Mapping[str, Reader]) -> None:
        self._shipped = Remembering(shipped) if shipped else None
        self._by_source = {source: Remembering(reader) for source, reader in by_source.items()}

    def of(self, source: str) -> Reader | None:
        """Give who reads the questions about a source."""
        return self._by_source.get(source, self._shipped)

    def record(self) -> dict[str, str]:
        """Name them, for a record."""
        named = {source: reader.id for source, reader in sorted(self._by_source.items())}
        return ({"others": self._shipped.id} if self._shipped else {}) | named


def readers(shipped: str, folders: Mapping[str, Path], cache: Path | None, allow_hub: bool) -> Readers:
    """Make readers of settings.

    Args:
        shipped: as the setting of the reader names one.
        folders: source -> folder of a reader.
        cache, allow_hub: see `chosen`.

    Raises:
        ModelError: one that was named cannot be had.
    """
    found = {source: chosen(str(folder), cache, allow_hub) for source, folder in folders.items()}
    return Readers(chosen(shipped, cache, allow_hub), {source: one for source, one in found.items() if one})


@dataclass(frozen=True, slots=True)
class Look:
    """A question's candidates, to be looked at as any weights put them in order.

    Attributes:
        judged: the candidates.
        question: as it is searched for.
        tellings: article id -> the version that the candidates' places count in.
        reader: who reads them.
    """

    judged: Judged
    question: str
    tellings: Mapping[str, Telling]
    reader: Reader

    def by(self, weights: Floats) -> Floats:
        """Have the first candidates read.

        Args:
            weights: what each feature counts in putting them in order, shape (features,).

        Returns:
            What ranking goes by of what was read, shape (candidates, len(READER)).
        """
        ranked = self.judged.ranked(Model(dict(zip(NAMES, weights.tolist(), strict=True)), DEFAULT_READER))
        read = second_look(self.reader, self.question, ranked, self.tellings)
        if not read:
            return np.zeros((len(ranked), len(READER)))
        return self.judged.second_look({number: one.score for number, one in read.items()})
