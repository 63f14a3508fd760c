"""The first hundred candidates, put in order, each with the reasons for its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.engine import Candidate
from qa.question import Understood
from qa.ranking.features import NAMES, Features, Telling, features, prior
from qa.ranking.lexicon import Lexicon
from qa.ranking.model import OF_GROUP, READER, Model

Floats = NDArray[np.float64]

DEPTH = 100
"""Candidates that are looked at; looking at more found nothing more."""


@dataclass(frozen=True, slots=True)
class Why:
    """What each kind of evidence gave to a score, beside what it gave on average; they sum to the score.

    Attributes:
        words: terms of the question in the passage, their rarity and nearness.
        meaning: the embedding model's cosine.
        article: title, lead and other passages of the release.
        names: names and numbers.
        date: how well the day of publication suits the question's period.
        kind: whether it holds the kind of thing asked for.
        place: its part of the release, and its length.
        reader: the second look, where one was taken.
    """

    words: float = 0.0
    meaning: float = 0.0
    article: float = 0.0
    names: float = 0.0
    date: float = 0.0
    kind: float = 0.0
    place: float = 0.0
    reader: float = 0.0


_GROUPS = np.array([[OF_GROUP[name] == group for group in Why.__slots__] for name in (*NAMES, *READER)], np.float64)
"""Which part of `Why` each feature belongs to, shape (features, parts)."""


@dataclass(frozen=True, slots=True)
class Ranked(Candidate):
    """A candidate in its place: `score` is the model's, `words` and `meaning` are those of `why`.

    Attributes:
        parts: those of `why`, in its order; it is made of them only for the few that are shown.
    """

    parts: tuple[float, ...] = ()

    @property
    def why(self) -> Why:
        """What each kind of evidence gave to the score."""
        return Why(*self.parts)


@dataclass(frozen=True, slots=True)
class Judged:
    """Candidates with all that was read of them, for a model to order, once or again after a second look.

    Attributes:
        candidates: the most promising of those found.
        features: of each of them.
    """

    candidates: tuple[Candidate, ...]
    features: Features

    def ranked(self, model: Model, reader: Mapping[int, float] | None = None) -> list[Ranked]:
        """Put the candidates in order, best first, equal ones by passage number.

        Args:
            model: what each feature counts.
            reader: passage number -> the reader's score, of the passages that were read.
        """
        counted = model.contributions(self.features.values, self.second_look(reader) if reader else None)
        scores = counted.sum(axis=1)
        order = np.lexsort(([one.passage.number for one in self.candidates], -scores))
        parts = (counted @ _GROUPS)[order]
        rows = zip(order.tolist(), parts.sum(axis=1).tolist(), parts.tolist(), strict=True)
        return [_ranked(self.candidates[at], score, row) for at, score, row in rows]

    def second_look(self, reader: Mapping[int, float]) -> Floats:
        """Give the reader's features. A passage that was read counts at least as much as one that was not."""
        least = min(reader.values())
        own = np.array([max(reader.get(one.passage.number, least) - least, 0.0) for one in self.candidates])
        best: dict[str, float] = {}
        for one, value in zip(self.candidates, own.tolist(), strict=True):
            best[one.passage.article_id] = max(best.get(one.passage.article_id, 0.0), value)
        return np.stack([own, [best[one.passage.article_id] for one in self.candidates]], axis=1)


def judge(
    asked: Understood,
    terms: Sequence[str],
    candidates: Sequence[Candidate],
    tellings: Mapping[str, Telling],
    lexicon: Lexicon,
    unrelated: float = 0.0,
) -> Judged:
    """Read everything about candidates that ranking goes by. Those whose article is not told of are left out.

    Args:
        asked: the question.
        terms: its terms.
        candidates: those of `promising`.
        tellings: article id -> the version that the candidates' places count in.
        lexicon: kept from question to question.
        unrelated: cosine of texts that have nothing in common.
    """
    known = tuple(one for one in candidates if one.passage.article_id in tellings)
    return Judged(known, features(asked, terms, known, tellings, lexicon, unrelated))


def promising(found: Sequence[Candidate], depth: int = DEPTH) -> list[Candidate]:
    """Give the candidates that are worth reading, by both scores together, in the order in which they were found."""
    if len(found) <= depth:
        return list(found)
    best = np.argsort(-prior(found), kind="stable")[:depth]
    return [found[at] for at in np.sort(best)]


def _ranked(one: Candidate, score: float, parts: Sequence[float]) -> Ranked:
    return Ranked(one.passage, score, parts[0], parts[1], one.bm25, one.cosine, tuple(parts))
