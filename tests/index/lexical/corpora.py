"""A corpus in several parts, small enough to be counted by hand, with rank-bm25 as its oracle."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray
from rank_bm25 import BM25Okapi

from index.lexical.lists import Part, Weighing
from index.lexical.merging import merge
from index.lexical.packed import PackedPostings
from index.lexical.packing import pack
from index.lexical.postings import MutablePostings
from index.lexical.statistics import Statistics
from index.lexical.tail import GrowingPostings

Floats = NDArray[np.float64]
Words = list[str]
Article = tuple[Words, list[Words]]
"""A title and its passages, as terms."""

LETTERS = "abcdefg"
WORDS = st.lists(st.sampled_from(LETTERS), max_size=9)
ARTICLES = st.lists(st.tuples(WORDS, st.lists(WORDS, max_size=4)), max_size=6)
QUERIES = st.lists(st.sampled_from(LETTERS + "z"), max_size=6)


def growing(documents: Iterable[Sequence[str]]) -> GrowingPostings:
    made = GrowingPostings()
    for document in documents:
        made.add(document)
    return made


@contextmanager
def folder() -> Iterator[Path]:
    """A new folder; the fixture of pytest lasts over all examples of a property."""
    with TemporaryDirectory() as made:
        yield Path(made)


@dataclass
class Room:
    """One part of the corpus and the documents that are in it; None for what is deleted."""

    body: MutablePostings
    titles: MutablePostings
    articles: list[Article]
    gone: set[int] = field(default_factory=set)

    @classmethod
    def make(cls, articles: list[Article], packed_in: Path | None, name: str) -> Room:
        bodies = [words for _, passages in articles for words in passages]
        titles = [title for title, _ in articles]
        if packed_in is None:
            return cls(growing(bodies), growing(titles), articles)
        return cls(pack(packed_in, f"{name}-body", bodies), pack(packed_in, f"{name}-title", titles), articles)

    @property
    def first(self) -> list[int]:
        return list(accumulate((len(passages) for _, passages in self.articles), initial=0))

    @property
    def part(self) -> Part:
        return Part(self.body, self.titles, np.array(self.first, np.int64))

    def rows_of(self, article: int) -> range:
        return range(self.first[article], self.first[article + 1])

    def living(self) -> list[Article]:
        return [article for at, article in enumerate(self.articles) if at not in self.gone]

    def living_rows(self) -> list[int]:
        return [row for at in range(len(self.articles)) if at not in self.gone for row in self.rows_of(at)]


class Corpus:
    """Rooms and the statistics over them."""

    def __init__(self, rooms: Sequence[Room]) -> None:
        self.rooms = list(rooms)
        self.body = Statistics([room.body for room in rooms])
        self.titles = Statistics([room.titles for room in rooms])

    def delete(self, room: Room, article: int) -> None:
        self.titles.apply(room.titles.delete([article]))
        self.body.apply(room.body.delete(list(room.rows_of(article))))
        room.gone.add(article)

    def merge(self, packed: Sequence[Room], into: Path, name: str) -> None:
        """Put one packed room in the place of several."""
        made = Room(
            merge(into, f"{name}-body", [room.body for room in packed if isinstance(room.body, PackedPostings)]),
            merge(into, f"{name}-title", [room.titles for room in packed if isinstance(room.titles, PackedPostings)]),
            [article for room in packed for article in room.living()],
        )
        self.rooms = [made, *(room for room in self.rooms if room not in packed)]
        self.body = Statistics([room.body for room in self.rooms])
        self.titles = Statistics([room.titles for room in self.rooms])

    def weighing(self, query: Sequence[str], title_weight: float) -> Weighing:
        return Weighing(self.body.weights(query), self.titles.weights(query), title_weight)

    def oracle(self) -> Callable[[Sequence[str], float], list[dict[int, float]]]:
        """Build rank-bm25 over what lives; asked, it gives for each room the rows that hold a term, and scores."""
        articles = [article for room in self.rooms for article in room.living()]
        bodies = okapi([words for _, passages in articles for words in passages])
        titles = okapi([title for title, _ in articles])
        return lambda query, weight: self._hits(query, iter(bodies(query)), iter(titles(query)), weight)

    def _hits(
        self, query: Sequence[str], bodies: Iterator[float], titles: Iterator[float], title_weight: float
    ) -> list[dict[int, float]]:
        found: list[dict[int, float]] = []
        for room in self.rooms:
            hits = {}
            for at, (title, passages) in enumerate(room.articles):
                if at in room.gone:
                    continue
                shared = title_weight * next(titles)
                for row, words in zip(room.rows_of(at), passages, strict=True):
                    score = next(bodies) + shared
                    if {*query} & ({*words, *title} if title_weight else {*words}):
                        hits[row] = score
            found.append(hits)
        return found


def okapi(documents: list[Words]) -> Callable[[Sequence[str]], list[float]]:
    """Give rank-bm25 over documents; it divides by zero where there is no term at all."""
    if not any(documents):
        return lambda query: [0.0] * len(documents)
    made = BM25Okapi(documents, k1=1.2, b=0.75, epsilon=0.25)
    return lambda query: [float(score) for score in made.get_scores(query)]
