"""What reading is worth: which windows are read, and how much the reader's word counts, tried over what was read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.article import Span
from eval.measures import ARTICLE, Retrieved, Scores, article_ranking, needs, passage_ranking, score
from eval.reader.pools import Found, Pool
from eval.reader.reading import Read
from qa.reader.choosing import choose
from qa.reader.look import PASSAGES, WINDOWS


@dataclass(frozen=True, slots=True)
class Way:
    """One way of reading.

    Attributes:
        depth: passages that may be read.
        windows: that are read in all; none: every one.
        weight: of the reader's score beside the score a passage was found with, which is at most 1; 0: no reading.
    """

    depth: int = PASSAGES
    windows: int | None = WINDOWS
    weight: float = 0.05


class Judged:
    """Questions with what was found and read for them, ready to be ranked in many ways.

    Args:
        pools: questions.
        read: every window of the first passages of each.
    """

    def __init__(self, pools: Sequence[Pool], read: Read) -> None:
        self.pools = pools
        self._rows = [np.flatnonzero(read.question == at) for at in range(len(pools))]
        self._read = read
        self._articles = [_labels(pool, passages=False) for pool in pools]
        self._passages = [_labels(pool, passages=True) for pool in pools]

    def best(self, at: int, way: Way) -> Mapping[int, float]:
        """Give the best score of each passage of a question that is read, by its rank."""
        rows = self._rows[at]
        rows = rows[self._read.rank[rows] < way.depth]
        if way.windows is not None:
            rows = rows[self._chosen(at, rows, way.windows)]
        best: dict[int, float] = {}
        for rank, value in zip(self._read.rank[rows].tolist(), self._read.score[rows].tolist(), strict=True):
            best[rank] = max(value, best.get(rank, -np.inf))
        return best

    def _chosen(self, at: int, rows: NDArray[np.int64], most: int) -> NDArray[np.int64]:
        """Give the places among `rows` of the windows that would be read."""
        pool = self.pools[at]
        by_rank: dict[int, list[int]] = {}
        for place, rank in enumerate(self._read.rank[rows].tolist()):
            by_rank.setdefault(rank, []).append(place)
        texts = [
            [
                Span(int(self._read.start[rows[place]]), int(self._read.end[rows[place]])).of(
                    pool.found[rank].article.text
                )
                for place in places
            ]
            for rank, places in by_rank.items()
        ]
        picked = choose(pool.gold.question, [pool.found[rank].score for rank in by_rank], texts, most)
        places = list(by_rank.values())
        return np.array([places[passage][window] for passage, window in picked], np.int64)

    def order(self, at: int, way: Way) -> list[int]:
        """Rank the passages found for a question: those that were read by both scores, then the others."""
        found = self.pools[at].found
        if not way.weight:
            return list(range(len(found)))
        best = self.best(at, way)
        read = sorted(best, key=lambda rank: (-(found[rank].score + way.weight * best[rank]), rank))
        return read + [rank for rank in range(len(found)) if rank not in best]

    def scores(self, way: Way) -> tuple[Scores, Scores]:
        """Score articles and passages of every question that something answers."""
        articles, passages, wanted = {}, {}, {}
        for at, pool in enumerate(self.pools):
            if pool.gold.relevant:
                order = self.order(at, way)
                wanted[pool.gold.id] = dict.fromkeys(needs(pool.gold), 1)
                articles[pool.gold.id] = list(dict.fromkeys(self._articles[at][rank] for rank in order))
                passages[pool.gold.id] = list(dict.fromkeys(self._passages[at][rank] for rank in order))
        return score(ARTICLE, wanted, articles), score(ARTICLE, wanted, passages)

    def highest(self, way: Way) -> NDArray[np.float64]:
        """Give the best score of each question, shape (questions,)."""
        return np.array([max(self.best(at, way).values(), default=-np.inf) for at in range(len(self.pools))])


def _labels(pool: Pool, passages: bool) -> list[str]:
    """Name what each passage found is worth: the need it meets, or a name of its own."""
    if not pool.gold.relevant:
        return [str(rank) for rank in range(len(pool.found))]
    ranking = passage_ranking if passages else article_ranking
    names = []
    for rank, found in enumerate(pool.found):
        name = ranking(pool.gold, [_retrieved(found)])[0]
        names.append(f"passage-{rank}" if name.startswith("passage-") else name)
    return names


def _retrieved(found: Found) -> Retrieved:
    return Retrieved(found.place, found.article.text[found.passage.start : found.passage.end], found.article.title)


def area(answered: Sequence[bool], values: Sequence[float]) -> float:
    """Give the area under the curve: how often a question with an answer has more than one without.

    Hanley and McNeil, The Meaning and Use of the Area under a ROC Curve, Radiology 1982.
    """
    yes = np.array([value for value, held in zip(values, answered, strict=True) if held])
    no = np.array([value for value, held in zip(values, answered, strict=True) if not held])
    if not len(yes) or not len(no):
        return float("nan")
    above = (yes[:, None] > no).sum() + 0.5 * (yes[:, None] == no).sum()
    return float(above / (len(yes) * len(no)))
