"""Which words of a question a passage, its title and its release have, and how near together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa.ranking.lexicon import Columns, Ints, Lexicon, Reading

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Hits = list[tuple[int, int]]
"""Words of a text that are wanted, in their order: place among its words, and which term."""

NEAR = 25
"""Words within which terms count as near: about a sentence."""

BESIDE = 10
"""Words on either side that are looked at as well."""


@dataclass(frozen=True, slots=True)
class Met:
    """What candidates have of a question's words. Shares are of the weight of all the question's terms.

    Attributes:
        body, title: shape (candidates, terms); which terms the passage has, which its title.
        weights: shape (terms,), summing to 1: what is rare among the candidates tells them apart.
        kin: shape (candidates,): share of terms that only kin of them stands for.
        near: shape (candidates,): the largest share within `NEAR` words of the passage.
        lengths: shape (candidates,): words of the passage.
        ends: of each candidate the last word of those where terms stand nearest together.
        readings: of each passage.
    """

    body: Bools
    title: Bools
    weights: Floats
    kin: Floats
    near: Floats
    lengths: Floats
    ends: tuple[int, ...]
    readings: tuple[Reading, ...]

    def share(self, has: Bools) -> Floats:
        """Give the share of the question that rows of (candidates, terms) have."""
        return np.asarray(has @ self.weights)

    def around(self, texts: Sequence[str]) -> tuple[str, ...]:
        """Give the words around where terms stand nearest together; empty of a candidate that has none.

        Args:
            texts: those that were read.
        """
        places = zip(texts, self.near.tolist(), self.ends, strict=True)
        return tuple(_around(text, end) if share else "" for text, share, end in places)


def meet(terms: Sequence[str], texts: Sequence[str], titles: Sequence[str], lexicon: Lexicon) -> Met:
    """Look a question's terms up in candidates.

    Args:
        terms: of the question, repeats allowed.
        texts, titles: of the candidates; equal titles are read once.
        lexicon: grows by their words.
    """
    wanted = list(dict.fromkeys(terms))
    heads = {title: row for row, title in enumerate(dict.fromkeys(titles))}
    readings, same, kin = lexicon.read((*texts, *heads), wanted)
    lengths = np.array([len(one.words) for one in readings], np.intp)
    words = np.concatenate([np.zeros(0, np.int32), *(one.words for one in readings)])
    of_all = _hits(words, lengths, same)
    hits, table = of_all[: len(texts)], _table(of_all, len(wanted))
    body, title = table[: len(texts)], table[len(texts) :][[heads[name] for name in titles]]
    weights = _weights(body | title)
    value = weights.tolist()
    near = [_nearest(one, value) for one in hits]
    return Met(
        body,
        title,
        weights,
        (_table(_hits(words, lengths, kin)[: len(texts)], len(wanted)) & ~body) @ weights,
        np.array([share for share, _ in near]),
        lengths[: len(texts)].astype(np.float64),
        tuple(end for _, end in near),
        tuple(readings[: len(texts)]),
    )


def _hits(words: Ints, lengths: NDArray[np.intp], columns: Columns) -> list[Hits]:
    """Find words in texts, all at once: looking through them one by one takes several times as long.

    Args:
        words: shape (words,), of all the texts, one after the other.
        lengths: shape (texts,), words of each.
        columns: what to find.
    """
    hits: list[Hits] = [[] for _ in lengths]
    sought = np.zeros(max(max(columns, default=0), int(words.max(initial=0))) + 1, np.bool_)
    sought[list(columns)] = True
    places = np.flatnonzero(sought[words])
    ends = np.cumsum(lengths)
    rows = np.searchsorted(ends, places, side="right")
    within = places - (ends - lengths)[rows]
    for row, at, word in zip(rows.tolist(), within.tolist(), words[places].tolist(), strict=True):
        hits[row].extend([(at, column) for column in columns[word]])
    return hits


def _table(hits: Sequence[Hits], columns: int) -> Bools:
    table = np.zeros((len(hits), columns), np.bool_)
    marked = [row * columns + column for row, found in enumerate(hits) for _, column in found]
    table.ravel()[marked] = True
    return table


def _weights(has: Bools) -> Floats:
    """Weigh terms by how few of the candidates have them, the same idf as the index's, over the candidates alone."""
    holding = has.sum(axis=0)
    rarity = np.log1p((len(has) - holding + 0.5) / (holding + 0.5))
    return np.asarray(rarity / rarity.sum()) if len(rarity) else rarity


def _around(text: str, end: int) -> str:
    return " ".join(text.split(None, end + BESIDE)[max(0, end - NEAR - BESIDE) : end + BESIDE])


def _nearest(hits: Hits, value: Sequence[float]) -> tuple[float, int]:
    """Give the largest share of distinct terms within `NEAR` words, and where its last word stands."""
    counts = [0] * len(value)
    best = total = 0.0
    first = end = 0
    for at, column in hits:
        if not counts[column]:
            total += value[column]
        counts[column] += 1
        while at - hits[first][0] >= NEAR:
            left = hits[first][1]
            counts[left] -= 1
            if not counts[left]:
                total -= value[left]
            first += 1
        if total > best:
            best, end = total, at
    return best, end
