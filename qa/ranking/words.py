"""Which words of a question a passage, its title and its release have, and how near together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa.ranking.lexicon import Columns, Lexicon, Reading

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
    heads = {title: row for row, title in enumerate(dict.fromkeys(titles), start=len(texts))}
    readings, same, kin = lexicon.read((*texts, *heads), wanted)
    hits, (has, has_kin) = _looked_up(readings, (same, kin), len(wanted))
    body, title = has[: len(texts)], has[[heads[name] for name in titles]]
    weights = _weights(body | title)
    value = weights.tolist()
    near = [_nearest(one, value) for one in hits[: len(texts)]]
    return Met(
        body,
        title,
        weights,
        (has_kin[: len(texts)] & ~body) @ weights,
        np.array([share for share, _ in near]),
        np.array([len(one) for one in readings[: len(texts)]], np.float64),
        tuple(end for _, end in near),
        tuple(readings[: len(texts)]),
    )


def _looked_up(texts: Sequence[Reading], sought: tuple[Columns, Columns], terms: int) -> tuple[list[Hits], Bools]:
    """Find words in texts, all at once: looking through them one by one takes several times as long.

    Args:
        texts: what was read of each.
        sought: the words to find: those of the terms, and those of their kin.
        terms: how many are wanted.

    Returns:
        Of each text where words of the terms stand; and which terms, and kin of which, it has at all, shape
        (2, texts, terms).
    """
    hits: list[Hits] = [[] for _ in texts]
    table = np.zeros((2, len(texts), terms), np.bool_)
    same, kin = sought
    words = np.frombuffer(b"".join([one.words for one in texts]), np.int32)
    wanted = np.zeros(max(max(same, default=0), max(kin, default=0), int(words.max(initial=0))) + 1, np.bool_)
    wanted[[*same, *kin]] = True
    places = np.flatnonzero(wanted.take(words))
    lengths = np.array([len(one) for one in texts], np.intp)
    ends = np.cumsum(lengths)
    rows = np.searchsorted(ends, places, side="right")
    within = places - (ends - lengths)[rows]
    marked: list[int] = []
    size = len(texts) * terms
    for row, at, word in zip(rows.tolist(), within.tolist(), words[places].tolist(), strict=True):
        for column in same.get(word, ()):
            hits[row].append((at, column))
            marked.append(row * terms + column)
        marked.extend(size + row * terms + column for column in kin.get(word, ()))
    table.ravel()[marked] = True
    return hits, table


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
