"""A question's posting lists in one part: read through from end to end, or looked up row by row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.lexical.postings import Postings, Unsigned, Whole, runs
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
class Field:
    """Passages or titles of a part, and how their postings are scored.

    Attributes:
        lengths: terms of each row.
        first: for titles, which passages each stands over, as in `Part`; None for passages.
        base, scale: the length norm k1 * (1 - b + b * length / mean length) is base + scale * length.
    """

    lengths: Unsigned
    first: Whole | None
    base: float
    scale: float

    def gains(self, rows: Whole, counts: Unsigned, worth: float | Floats) -> Floats:
        """Score postings: worth * f / (f + norm), where worth holds idf and k1 + 1."""
        gains = self.lengths.take(rows) * self.scale
        gains += self.base
        gains += counts
        np.divide(counts, gains, out=gains)
        gains *= worth
        return gains


@dataclass(frozen=True, slots=True)
class PostingList:
    """The postings of one term of the question, in passages or in titles.

    Attributes:
        field: what `rows` are rows of.
        rows, counts: the postings.
        worth: the most that a row can get from this list: the term's weight times k1 + 1.
        passages: how many passages the term stands in, by body or title, over the whole corpus; about.
        key: of the term.
    """

    field: Field
    rows: Unsigned
    counts: Unsigned
    worth: float
    passages: float
    key: int

    def look_up(self, rows: Whole) -> tuple[Floats, Bools]:
        """Give what rows of the field get from this list, and whether it holds them."""
        gains = np.zeros(len(rows))
        wanted = rows.astype(self.rows.dtype)  # `searchsorted` would turn the whole list into the other type
        at = np.minimum(np.searchsorted(self.rows, wanted), len(self.rows) - 1)
        held = self.rows.take(at) == wanted
        hits = np.flatnonzero(held)
        if len(hits):
            at = at.take(hits)
            gains[hits] = self.field.gains(self.rows.take(at).astype(np.int64), self.counts.take(at), self.worth)
        return gains, held


def read(lists: Sequence[PostingList], wanted: Bools | None) -> tuple[Whole, Floats]:
    """Read lists through, one after another.

    Args:
        lists: one or more.
        wanted: passages to give, shape (passages of the part,); None for all.

    Returns:
        Passages, those of a list ascending, int64; and what each gets from it, float64.
    """
    if len(lists) == 1:
        found = lists[0]
        return _scored(found.field, found.rows, found.counts, found.worth, wanted)[:2]
    pieces = []
    for first in dict.fromkeys(found.field.first is None for found in lists):
        places = [at for at, found in enumerate(lists) if (found.field.first is None) == first]
        pieces.append(_read_together([lists[at] for at in places], places, wanted))
    if len(pieces) == 1:
        return pieces[0][:2]
    rows, gains, places = (np.concatenate(columns) for columns in zip(*pieces, strict=True))
    order = np.argsort(places, kind="stable")
    return rows[order], gains[order]


def _read_together(
    lists: Sequence[PostingList], places: Sequence[int], wanted: Bools | None
) -> tuple[Whole, Floats, Unsigned]:
    """Read lists of one field as if they were one: a call of NumPy costs more than a short list does.

    Returns:
        As from `read`, and for each passage the place of the list that gave it.
    """
    sizes = [len(found.rows) for found in lists]
    rows = np.concatenate([found.rows for found in lists])
    counts = np.concatenate([found.counts for found in lists])
    worth = np.repeat(np.array([found.worth for found in lists]), sizes)
    passages, gains, source = _scored(lists[0].field, rows, counts, worth, wanted)
    return passages, gains, np.repeat(np.array(places, np.uint16), sizes)[source]


def _scored(
    field: Field, posted: Unsigned, counts: Unsigned, worth: float | Floats, wanted: Bools | None
) -> tuple[Whole, Floats, Whole | slice]:
    """Score postings; also tells which posting each passage comes from."""
    rows = posted.astype(np.int64)
    if field.first is not None:
        gains = field.gains(rows, counts, worth)
        starts = field.first.take(rows)
        sizes = field.first.take(rows + 1) - starts
        source = np.repeat(np.arange(len(rows)), sizes)
        passages = runs(starts, sizes)
        if wanted is not None:
            kept = np.flatnonzero(wanted.take(passages))
            passages, source = passages.take(kept), source.take(kept)
        return passages, gains.take(source), source
    if wanted is None:
        return rows, field.gains(rows, counts, worth), slice(None)
    kept = np.flatnonzero(wanted.take(rows))
    rows, counts = rows.take(kept), counts.take(kept)
    if not isinstance(worth, float):
        worth = worth.take(kept)
    return rows, field.gains(rows, counts, worth), kept


def lists_of(part: Part, weighing: Weighing) -> list[PostingList]:
    """Give the lists that a part has for a question, shortest first: an order that is the same in all parts."""
    lists = list(_of(part.body, None, weighing.body, 1.0, 1.0))
    if weighing.title_weight and weighing.titles.documents:
        spread = weighing.body.documents / weighing.titles.documents
        lists += _of(part.titles, part.first, weighing.titles, weighing.title_weight, spread)
    return sorted(lists, key=lambda found: (found.passages, found.key, found.field.first is None))


def _of(
    postings: Postings, first: Whole | None, weights: Weights, share: float, spread: float
) -> Iterator[PostingList]:
    if not len(weights.keys):
        return
    k1, b = weights.k1, weights.b
    field = Field(postings.lengths, first, k1 * (1 - b), k1 * b / weights.mean_length)
    each = zip(
        postings.lists(weights.keys), weights.idf.tolist(), weights.df.tolist(), weights.keys.tolist(), strict=True
    )
    for (rows, counts), idf, df, key in each:
        if len(rows):
            yield PostingList(field, rows, counts, share * idf * (k1 + 1), df * spread, key)
