"""The best rows of one part for a question, exactly, without touching what cannot be among them.

MaxScore (Turtle and Flood, Query Evaluation: Strategies and Optimizations, 1995): lists are read from the shortest to
the longest; once the scores that the remaining lists could still add are below the best so far, no new row is opened,
and only rows still in reach are completed. A row's score is always summed in the same order of lists, so that equal
rows score equal to the last bit, whichever way they were reached and whichever part they are in.

NumPy, not numba. Milliseconds of processor time on two busy cores, median and 95th percentile, synthetic passages:
.25 and .86 over 100,000, where a plain numba loop over all postings takes .14 and .24; over a million with titles
1.5 and 10.6, against 2.5 and 4.7. Enough for the goals; numba would add half a second to every start of a process.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from index.lexical.lists import AnyList, Bools, Floats, Part, TitleList, Weighing, lists_of, read
from index.lexical.postings import Whole, distinct

PROBE = 25
"""Looking a row up in a list takes about as long as reading so many postings of it in order."""

BATCH = 8192
"""Postings that are read in one go where lists are short; a list this long is not slower by itself."""

_SLACK = 1e-9
"""Room for rounding where a score is held against a bound."""

_pool: list[Floats] = []


def best(part: Part, weighing: Weighing, allowed: Bools | None, depth: int) -> tuple[Whole, Floats]:
    """Find the rows of a part that score best for a question.

    Args:
        part: what is searched.
        weighing: of the question, from the statistics of the whole corpus.
        allowed: which rows may be found, shape (part.body.rows,); None for all. Deleted ones never are.
        depth: at most so many rows.

    Returns:
        Rows that hold any term, in the passage or (unless titles weigh nothing) in its title: int64; and their
        scores, float64: best first, equal ones by row.
    """
    lists = lists_of(part, weighing)
    if not lists or depth < 1:
        return np.empty(0, np.int64), np.empty(0)
    wanted = _wanted(part, allowed)
    if wanted is not None:
        rows = np.count_nonzero(wanted)
        if rows * PROBE * len(lists) < sum(found.cost for found in lists):
            few = np.flatnonzero(wanted)
            scores, held = _look_up(lists, few)
            return _top(few[held], scores[held], depth)
    return _top(*_max_score(part, lists, wanted, depth), depth)


def scores_at(part: Part, weighing: Weighing, rows: Whole) -> Floats:
    """Score given rows, living ones, exactly as `best` does; 0 for a row that holds no term.

    Args:
        part: what they are rows of.
        weighing: of the question, from the statistics of the whole corpus.
        rows: shape (n,), int64, in any order; some hundred.

    Returns:
        Shape (n,), float64.
    """
    return _look_up(lists_of(part, weighing), rows)[0]


def _look_up(lists: Sequence[AnyList], rows: Whole) -> tuple[Floats, Bools]:
    """Score rows by looking them up in every list; and tell which rows any list holds."""
    scores, any_held = np.zeros(len(rows)), np.zeros(len(rows), np.bool_)
    for found in lists:
        gains, held = found.look_up(rows)
        scores += gains
        any_held |= held
    return scores, any_held


def _max_score(part: Part, lists: Sequence[AnyList], wanted: Bools | None, depth: int) -> tuple[Whole, Floats]:
    """Give all rows that can be among the best, and their scores."""
    rest = _rest(lists)
    leading, threshold = np.empty(0, np.int64), -np.inf
    opened: list[Whole] = []
    read_through = 0
    lent = _borrow(part.body.rows)
    scores = lent[: part.body.rows]
    for begin, end in _batches(lists):
        if threshold > rest[begin] * (1 + _SLACK):
            break
        rows, gains = read(lists[begin:end], wanted)
        if end - begin > 1:
            np.add.at(scores, rows, gains)  # a row may come several times
            rows = distinct(rows)
            got = scores.take(rows)
        else:
            rows, got = _add(scores, rows, gains, threshold * (1 - _SLACK) - rest[end])
        opened.append(rows)
        read_through = end
        if 0 < rest[end] < np.inf:
            leading = _lead(scores, leading, rows, got, depth)
            if len(leading) == depth:
                threshold = float(scores.take(leading).min())
    floor = threshold * (1 - _SLACK) - rest[read_through]
    reached = _reached(scores, opened, floor)
    found = _complete(lists[read_through:], rest[read_through:], reached, scores, threshold, depth)
    for rows in opened:
        scores[rows] = 0.0
    _pool.append(lent)
    return found


def _add(scores: Floats, rows: Whole, gains: Floats, floor: float) -> tuple[Whole, Floats]:
    """Add what distinct rows get, except to those that stay below a floor, which are out of reach.

    A row left out keeps a score that is too low, and so stays out of reach. Returns the others and their scores.
    """
    got = scores.take(rows)
    got += gains
    kept = np.flatnonzero(got >= floor)
    if len(kept) < len(rows):
        rows, got = rows.take(kept), got.take(kept)
    scores[rows] = got
    return rows, got


def _borrow(rows: int) -> Floats:
    """Lend a column of zeros, so long or longer; it comes back to the pool cleared, or not at all after an error.

    Zeroing eight megabytes would take longer than many a question. The pool holds as many as ever were lent at once.
    """
    try:
        lent = _pool.pop()
    except IndexError:  # asked first and popped then, another thread could come between
        return np.zeros(rows)
    return lent if len(lent) >= rows else np.zeros(rows)


def _reached(scores: Floats, opened: Sequence[Whole], floor: float) -> Whole:
    """Give the opened rows, ascending, those at least that score a floor."""
    size = sum(len(rows) for rows in opened)
    if size < len(scores) // 32:
        return distinct(np.concatenate(opened))
    if floor > 0:  # what is not opened has 0
        return np.flatnonzero(scores >= floor)
    seen = np.zeros(len(scores), np.bool_)
    for rows in opened:
        seen[rows] = True
    return np.flatnonzero(seen)


def _lead(scores: Floats, leading: Whole, changed: Whole, got: Floats, depth: int) -> Whole:
    """Give the `depth` rows that lead now that some have changed, to the scores they have got.

    Rows that have not changed and did not lead cannot lead now: scores only grow here.
    """
    if len(leading) == depth:
        higher = np.flatnonzero(got > scores.take(leading).min())
        changed, got = changed.take(higher), got.take(higher)
    rows = distinct(np.concatenate([leading, _highest(changed, got, depth)]))
    return _highest(rows, scores.take(rows), depth)


def _highest(rows: Whole, scores: Floats, depth: int) -> Whole:
    """Give the `depth` rows of highest score, in any order."""
    if len(rows) <= depth:
        return rows
    return rows.take(np.argpartition(scores, len(scores) - depth)[len(scores) - depth :])


def _complete(
    lists: Sequence[AnyList],
    rest: Floats,
    rows: Whole,
    scores: Floats,
    threshold: float,
    depth: int,
) -> tuple[Whole, Floats]:
    """Complete rows by the remaining lists, letting go of those that fall out of reach."""
    for at, found in enumerate(lists):
        reached = scores.take(rows)
        if at and len(rows) > depth:
            threshold = max(threshold, float(np.partition(reached, len(rows) - depth)[len(rows) - depth]))
        rows = rows.take(np.flatnonzero(reached + rest[at] >= threshold * (1 - _SLACK)))
        if len(rows) * PROBE < found.cost:
            scores[rows] += found.look_up(rows)[0]
        else:
            wanted = np.zeros(len(scores), np.bool_)
            wanted[rows] = True
            _add(scores, *read([found], wanted), -np.inf)
    return rows, scores.take(rows)


def _batches(lists: Sequence[AnyList]) -> Iterator[tuple[int, int]]:
    """Cut lists into neighbours that are read in one go."""
    begin, size = 0, 0
    for at, found in enumerate(lists):
        alone = isinstance(found, TitleList) or isinstance(lists[begin], TitleList)
        if at > begin and (alone or size + found.cost > BATCH):
            yield begin, at
            begin, size = at, 0
        size += found.cost
    yield begin, len(lists)


def _rest(lists: Sequence[AnyList]) -> Floats:
    """Give what the lists from each one on can add to a score at most; infinite if any can lower one."""
    bounds = np.array([found.bounds for found in lists])
    if (bounds[:, 0] < 0).any():
        return np.full(len(lists) + 1, np.inf)
    return np.append(np.cumsum(bounds[::-1, 1])[::-1], 0.0)


def _wanted(part: Part, allowed: Bools | None) -> Bools | None:
    """Give which rows may be found, None if all may."""
    if part.body.documents == part.body.rows:
        return allowed
    return part.body.alive if allowed is None else part.body.alive & allowed


def _top(rows: Whole, scores: Floats, depth: int) -> tuple[Whole, Floats]:
    """Give the `depth` best, equal ones by row."""
    if len(rows) > depth:
        kept = scores >= np.partition(scores, len(scores) - depth)[len(scores) - depth]
        rows, scores = rows[kept], scores[kept]
    order = np.lexsort((rows, -scores))[:depth]
    return rows[order], scores[order]
