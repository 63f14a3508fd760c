"""Which releases may tell the same: MinHash signatures of their words, cut into bands that a database can look up.

Broder, On the Resemblance and Containment of Documents, 1997 (shingles, MinHash); Leskovec, Rajaraman and Ullman,
Mining of Massive Datasets, section 3.4 (bands: two texts of resemblance s share one of b bands of r rows with
probability 1 - (1 - s^r)^b).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from corpus.stories.folding import shingles
from corpus.stories.wording import Told, news_words

if TYPE_CHECKING:
    from datasketch import MinHash

PERMUTATIONS = 128
SEED = 1
"""The bands in a store were made with this seed: with another one nothing would be found again."""

NEWS_ROWS = 4
"""Rows a band of the whole news: texts that share half of their shingles are found in 7 of 8 cases."""

LEAD_PERMUTATIONS = 64
LEAD_ROWS = 4
LEAD_WORDS = 60
"""The head of the news has a signature of its own: a pick-up may add more of its own below than it took over."""

VERSION = 1
"""Counted up whenever another recipe makes other bands; it is part of each, so that older ones match none."""

EXACT, NEWS, LEAD = 0, 1, 101
"""Numbers of the bands: all words, then the whole news from 1, its lead from 101."""


def bands_of(told: Told) -> tuple[int, ...]:
    """Give the bands of a release as signed 64-bit hashes, each once.

    The first is the hash of all its words: releases that share it are copies.
    """
    said = news_words(told)
    news = _signature(shingles(said), PERMUTATIONS)
    lead = _signature(shingles(said[:LEAD_WORDS]), LEAD_PERMUTATIONS)
    rows = [(EXACT, " ".join(said).encode()), *_rows(news, NEWS_ROWS, NEWS), *_rows(lead, LEAD_ROWS, LEAD)]
    return tuple(dict.fromkeys(_hash(band, data) for band, data in rows))


def _signature(hashes: NDArray[np.uint32], permutations: int) -> NDArray[np.uint32]:
    sketch = _empty(permutations).copy()
    sketch.update_batch(hashes.tolist())
    return np.asarray(sketch.hashvalues, np.uint32)


@cache
def _empty(permutations: int) -> MinHash:
    from datasketch import MinHash  # it brings half of scipy along, which a question has no need of

    return MinHash(permutations, seed=SEED, hashfunc=int, scheme="affine32")


def _rows(signature: NDArray[np.uint32], rows: int, first: int) -> Iterator[tuple[int, bytes]]:
    for at in range(0, len(signature), rows):
        yield first + at // rows, signature[at : at + rows].astype("<u4").tobytes()


def _hash(band: int, data: bytes) -> int:
    salt = VERSION.to_bytes(4, "little") + band.to_bytes(4, "little")
    return int.from_bytes(hashlib.blake2b(data, digest_size=8, salt=salt).digest(), "little", signed=True)
