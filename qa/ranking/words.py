"""Which words of a question a passage, its title and its release have, and how near together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from qa.ranking.lexicon import Forms, Lexicon

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Hits = list[tuple[int, tuple[str, ...]]]
"""Words of a text that are wanted: place among its words, and the terms."""

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
        near_rest: the same of the terms that its title does not have.
        lengths: shape (candidates,): words of the passage.
        around: of each candidate the words around where terms stand nearest together; empty where it has none.
    """

    body: Bools
    title: Bools
    weights: Floats
    kin: Floats
    near: Floats
    near_rest: Floats
    lengths: Floats
    around: tuple[str, ...]

    def share(self, has: Bools) -> Floats:
        """Give the share of the question that rows of (candidates, terms) have."""
        return np.asarray(has @ self.weights)


def meet(terms: Sequence[str], texts: Sequence[str], titles: Sequence[str], lexicon: Lexicon) -> Met:
    """Look a question's terms up in candidates.

    Args:
        terms: of the question, repeats allowed.
        texts, titles: of the candidates; equal titles are read once.
        lexicon: grows by their words.
    """
    wanted = list(dict.fromkeys(terms))
    column = {term: at for at, term in enumerate(wanted)}
    split = [text.split() for text in texts]
    heads = {title: title.split() for title in dict.fromkeys(titles)}
    same, kin = lexicon.forms(chain.from_iterable((*split, *heads.values())), wanted)
    hits = [_hits(words, same) for words in split]
    body = _table(hits, column)
    of_title = {title: _table([_hits(words, same)], column)[0] for title, words in heads.items()}
    title = np.array([of_title[name] for name in titles], np.bool_).reshape(len(texts), len(wanted))
    weights = _weights(body | title)
    value = dict(zip(wanted, weights.tolist(), strict=True))
    near = [_nearest(one, value) for one in hits]
    only_kin = _table([_hits(words, kin) for words in split], column) & ~body
    rest = [
        [(at, tuple(term for term in found if not has[column[term]])) for at, found in one]
        for one, has in zip(hits, title, strict=True)
    ]
    return Met(
        body,
        title,
        weights,
        only_kin @ weights,
        np.array([share for share, _ in near]),
        np.array([_nearest(one, value)[0] for one in rest]),
        np.array([len(words) for words in split], np.float64),
        tuple(_around(words, share, end) for words, (share, end) in zip(split, near, strict=True)),
    )


def _hits(words: Sequence[str], forms: Forms) -> Hits:
    if not forms or forms.keys().isdisjoint(words):  # several times quicker than looking for places
        return []
    return [(at, forms[word]) for at, word in enumerate(words) if word in forms]


def _table(hits: Sequence[Hits], column: dict[str, int]) -> Bools:
    table = np.zeros((len(hits), len(column)), np.bool_)
    for row, found in enumerate(hits):
        for _, terms in found:
            for term in terms:
                table[row, column[term]] = True
    return table


def _weights(has: Bools) -> Floats:
    """Weigh terms by how few of the candidates have them, the same idf as the index's, over the candidates alone."""
    holding = has.sum(axis=0)
    rarity = np.log1p((len(has) - holding + 0.5) / (holding + 0.5))
    return np.asarray(rarity / rarity.sum()) if len(rarity) else rarity


def _around(words: Sequence[str], share: float, end: int) -> str:
    return " ".join(words[max(0, end - NEAR - BESIDE) : end + BESIDE]) if share else ""


def _nearest(hits: Hits, value: dict[str, float]) -> tuple[float, int]:
    """Give the largest share of distinct terms within `NEAR` words, and where its last word stands."""
    placed = [(at, term) for at, terms in hits for term in terms]
    counts: dict[str, int] = {}
    best = total = 0.0
    first = end = 0
    for at, term in placed:
        if not counts.get(term):
            total += value[term]
        counts[term] = counts.get(term, 0) + 1
        while at - placed[first][0] >= NEAR:
            left = placed[first][1]
            counts[left] -= 1
            if not counts[left]:
                total -= value[left]
            first += 1
        if total > best:
            best, end = total, at
    return best, end
