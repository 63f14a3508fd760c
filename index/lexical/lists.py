"""A question's lists in one part: one for each term in passages, and one for all of its terms in titles.

Each can be read from end to end, or looked up row by row, with the same result to the last bit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.lexical.postings import Postings, Unsigned, Whole, distinct, runs
from index.lexical.statistics import Weights

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of the corpus: its passages, their titles, and which belong together.

    Attributes:
        body: a row a passage.
        titles: a row a title.
        first: title i belongs to the passages from first[i] up to first[i + 1], shape (titles.rows + 1,), int64.
    """

    body: Postings
    titles: Postings
    first: Whole


@dataclass(frozen=True, slots=True)
class Weighing:
    """What a question's terms are worth, in the whole corpus.

    Attributes:
        body: weights of its terms in passages.
        titles: weights of its terms in titles.
        title_weight: what a title's score counts beside the passage's; at 0 titles are not looked at.
    """

    body: Weights
    titles: Weights
    title_weight: float


@dataclass(frozen=True, slots=True)
class Scoring:
    """How postings of one kind of rows are scored.

    Attributes:
        lengths: terms of each row.
        base, scale: the length norm k1 * (1 - b + b * length / mean length) is base + scale * length.
    """

    lengths: Unsigned
    base: float
    scale: float

    def gains(self, rows: Whole, counts: Unsigned, worth: float | Floats) -> Floats:
        """Score postings: worth * f / (f + norm), where worth holds idf and k1 + 1."""
        gains: Floats = self.lengths.take(rows) * np.float64(self.scale)
        gains += self.base
        gains += counts
        np.divide(counts, gains, out=gains)
        gains *= worth
        return gains


@dataclass(frozen=True, slots=True)
class PostingList:
    """The postings of one term of the question.

    Attributes:
        rows, counts: the postings.
        worth: what no row can quite get from this list: the term's weight times k1 + 1.
        size: living rows that hold the term, over the whole corpus.
        key: of the term.
    """

    scoring: Scoring
    rows: Unsigned
    counts: Unsigned
    worth: float
    size: int
    key: int

    @property
    def bounds(self) -> tuple[float, float]:
        """Give the least and the most that a row can get from this list."""
        return min(self.worth, 0.0), max(self.worth, 0.0)

    @property
    def cost(self) -> int:
        """Count the rows that reading it gives."""
        return len(self.rows)

    def look_up(self, rows: Whole) -> tuple[Floats, Bools]:
        """Give what some rows get from this list, and whether it holds them."""
        gains = np.zeros(len(rows))
        wanted = rows.astype(self.rows.dtype)  # `searchsorted` would turn the whole list into the other type
        at = np.minimum(np.searchsorted(self.rows, wanted), len(self.rows) - 1)
        held = self.rows.take(at) == wanted
        hits = np.flatnonzero(held)
        if len(hits):
            at = at.take(hits)
            gains[hits] = self.scoring.gains(self.rows.take(at).astype(np.int64), self.counts.take(at), self.worth)
        return gains, held


@dataclass(frozen=True, slots=True)
class TitleList:
    """What every title gets from the whole question; each passage under it gets the same.

    Attributes:
        scores: of each title, shape (titles,), float64.
        titles: those that hold any term, ascending.
        first: as in `Part`.
        size: passages under such titles, over the whole corpus; about.
    """

    scores: Floats
    titles: Whole
    first: Whole
    size: float

    @property
    def bounds(self) -> tuple[float, float]:
        """Give the least and the most that a passage can get from its title."""
        return float(self.scores.min(initial=0.0)), float(self.scores.max(initial=0.0))

    @property
    def cost(self) -> int:
        """Count the passages that reading it gives."""
        return int((self.first.take(self.titles + 1) - self.first.take(self.titles)).sum())

    def look_up(self, passages: Whole) -> tuple[Floats, Bools]:
        """Give what some passages get from their titles, and whether those hold any term."""
        under = np.searchsorted(self.first, passages, side="right") - 1
        held = np.zeros(len(self.scores), np.bool_)
        held[self.titles] = True
        return self.scores.take(under), held.take(under)

    def read(self, wanted: Bools | None) -> tuple[Whole, Floats]:
        """Give the passages under titles that hold any term, ascending, and what each gets. See `read`."""
        starts = self.first.take(self.titles)
        sizes = self.first.take(self.titles + 1) - starts
        passages, gains = runs(starts, sizes), self.scores.take(self.titles).repeat(sizes)
        if wanted is not None:
            kept = np.flatnonzero(wanted.take(passages))
            passages, gains = passages.take(kept), gains.take(kept)
        return passages, gains


AnyList = PostingList | TitleList


def read(lists: Sequence[AnyList], wanted: Bools | None) -> tuple[Whole, Floats]:
    """Read lists through, one after another: either the list of titles, or one or more of postings.

    Short lists are read as one: a call of NumPy costs more than they do.

    Args:
        lists: of one part.
        wanted: rows to give, shape (rows of the part,); None for all.

    Returns:
        Rows, those of a list ascending, int64; and what each gets from it, float64.
    """
    if isinstance(lists[0], TitleList):
        return lists[0].read(wanted)
    posted = [found for found in lists if isinstance(found, PostingList)]
    if len(posted) == 1:
        rows, counts, worth = posted[0].rows.astype(np.int64), posted[0].counts, np.array(posted[0].worth)
    else:
        rows = np.concatenate([found.rows for found in posted]).astype(np.int64)
        counts = np.concatenate([found.counts for found in posted])
        worth = np.repeat(np.array([found.worth for found in posted]), [len(found.rows) for found in posted])
    if wanted is not None:
        kept = np.flatnonzero(wanted.take(rows))
        rows, counts = rows.take(kept), counts.take(kept)
        worth = worth.take(kept) if worth.ndim else worth
    return rows, posted[0].scoring.gains(rows, counts, worth)


def lists_of(part: Part, weighing: Weighing) -> list[AnyList]:
    """Give the lists that a part has for a question, the shortest first.

    The order goes by the whole corpus and is the same in all parts, so that equal rows of any are summed alike.
    """
    lists: list[AnyList] = [*_posted(part.body, weighing.body, 1.0)]
    in_titles = _posted(part.titles, weighing.titles, weighing.title_weight) if weighing.title_weight else []
    if in_titles:
        scores = np.zeros(part.titles.rows)
        rows, gains = read(in_titles, None)
        np.add.at(scores, rows, gains)
        passages = float(weighing.titles.df.sum()) * weighing.body.documents / weighing.titles.documents
        lists.append(TitleList(scores, distinct(rows), part.first, passages))
    return sorted(lists, key=lambda found: found.size)


def _posted(postings: Postings, weights: Weights, share: float) -> list[PostingList]:
    if not len(weights.keys):
        return []
    k1, b = weights.k1, weights.b
    scoring = Scoring(postings.lengths, k1 * (1 - b), k1 * b / weights.mean_length)
    found = zip(
        postings.lists(weights.keys), weights.idf.tolist(), weights.df.tolist(), weights.keys.tolist(), strict=True
    )
    lists = [
        PostingList(scoring, rows, counts, share * idf * (k1 + 1), df, key)
        for (rows, counts), idf, df, key in found
        if len(rows)
    ]
    return sorted(lists, key=lambda posted: (posted.size, posted.key))
