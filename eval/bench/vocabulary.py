"""The words of real releases in classes of frequency, and another of its class for each: how copies get their words.

A term belongs to its language, its kind (figure, Arabic or other word) and the octave of the number of releases that
hold it: 2-3, 4-7, 8-15 and so on. Within a class every copy exchanges all terms one for one, so that as many passages
hold a term of any class as would in real releases. Terms of one release only are drawn anew from the tail of Zipf's
law instead, most of them beyond the real vocabulary: Heaps, Information Retrieval, 1978, section 7.5, with Zipf's
exponent as the inverse of Heaps' (Lü, Zhang and Zhou, Zipf's Law Leads to Heaps' Law, 2010).
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.analysis import tokens

Ints = NDArray[np.int64]

GROWTH = (0.4, 0.8)
"""Heaps' exponents that are believed: a handful of releases says little about the growth of a language."""

_PRIMES = np.array([1_000_003, 1_000_033, 1_000_037, 1_000_039, 1_000_081, 1_000_099, 1_000_117, 1_000_121])
"""Each without a common divisor with the size of any class, so that multiplying by one reorders the class."""

_FARTHEST = 2.0**52
_ARABIC = re.compile("[\u0620-\u06ff]")
_LATIN_SYLLABLES = tuple(f"{head}{tail}" for head in "bdfgkmnprtvz" for tail in ("a", "o", "u", "an", "un"))
_ARABIC_SYLLABLES = tuple(f"{head}{tail}" for head in "بتجحدرسشصطعفقكم" for tail in "اوي")
_FIRST_FIGURE = 1_000_000


@dataclass(frozen=True, slots=True)
class Pool:
    """One class.

    Attributes:
        kind: `figure`, `arabic` or `word`.
        surfaces: a spelling of each term, lower case, the most usual one.
        rank: of the first term, from 1, among those of its language and kind, the most frequent first.
        open: whether copies draw from the tail that begins here.
    """

    kind: str
    surfaces: tuple[str, ...]
    rank: int
    open: bool


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every class of a set of releases.

    Attributes:
        pools: the classes.
        place: (language, term) -> number of its class and its place in that.
        growth: Heaps' exponent: how the number of terms grows with the length of all texts.
    """

    pools: tuple[Pool, ...]
    place: Mapping[tuple[str, str], tuple[int, int]]
    growth: float

    @classmethod
    def of(cls, texts: Sequence[tuple[str, str]]) -> Vocabulary:
        """Count the releases that hold each term.

        Args:
            texts: language and words of each release, in an order that says nothing.
        """
        df: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        spelt: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        met: set[str] = set()
        sizes: list[tuple[int, int]] = []
        length = 0
        for language, text in texts:
            held = Counter((token.term, text[token.start : token.end].lower()) for token in tokens(text))
            for (term, surface), times in held.items():
                spelt[language, term][surface] += times
            here = {term for term, _ in held}
            for term in here:
                df[language, kind_of(term)][term] += 1
            met |= here
            length += held.total()
            sizes.append((length, len(met)))
        pools: list[Pool] = []
        place: dict[tuple[str, str], tuple[int, int]] = {}
        for (language, kind), counts in sorted(df.items()):
            for terms, pool in _classes(kind, language, counts, spelt):
                place.update({(language, term): (len(pools), at) for at, term in enumerate(terms)})
                pools.append(pool)
        return cls(tuple(pools), place, growth(sizes))


def _classes(
    kind: str, language: str, counts: Counter[str], spelt: Mapping[tuple[str, str], Counter[str]]
) -> list[tuple[list[str], Pool]]:
    """Part the terms of one language and kind into octaves, the most frequent first."""
    by_octave: dict[int, list[str]] = defaultdict(list)
    for term, count in counts.items():
        by_octave[count.bit_length()].append(term)
    classes = []
    rank = 1
    for octave in sorted(by_octave, reverse=True):
        terms = sorted(by_octave[octave])
        surfaces = tuple(
            min(spelt[language, term].items(), key=lambda item: (-item[1], item[0]))[0] for term in terms
        )
        classes.append((terms, Pool(kind, surfaces, rank, octave == 1)))
        rank += len(terms)
    return classes


def kind_of(term: str) -> str:
    """Tell figures, Arabic words and other words apart."""
    if term[0].isdecimal():
        return "figure"
    return "arabic" if _ARABIC.search(term) else "word"


def growth(sizes: Sequence[tuple[int, int]]) -> float:
    """Measure Heaps' exponent between the middle and the end of a corpus.

    Args:
        sizes: after each release the tokens and the distinct terms met so far.
    """
    if len(sizes) < 2:
        return GROWTH[1]
    (middle, few), (end, many) = sizes[(len(sizes) - 1) // 2], sizes[-1]
    if not 0 < middle < end:
        return GROWTH[1]
    return min(max(math.log(many / few) / math.log(end / middle), GROWTH[0]), GROWTH[1])


def exchanged(vocabulary: Vocabulary, pools: Ints, places: Ints, random: np.random.Generator) -> list[str]:
    """Choose for each term of a release another of its class.

    Args:
        vocabulary: the classes.
        pools, places: of the terms, each term once, shape (terms,).
        random: of this copy; the same state gives the same words.

    Returns:
        Their spellings in lower case. Terms of one class get different ones.
    """
    multiplier = random.choice(_PRIMES, len(vocabulary.pools))
    shift = random.integers(0, 1 << 20, len(vocabulary.pools))
    tail = random.random(len(pools))
    words = []
    for pool_number, place, drawn in zip(pools.tolist(), places.tolist(), tail.tolist(), strict=True):
        pool = vocabulary.pools[pool_number]
        if pool.open:
            words.append(at_rank(pool, tail_rank(drawn, pool.rank, vocabulary.growth)))
        else:
            at = int(multiplier[pool_number]) * place + int(shift[pool_number])
            words.append(pool.surfaces[at % len(pool.surfaces)])
    return words


def tail_rank(drawn: float, first: int, exponent: float) -> int:
    """Turn a number of [0, 1) into a rank of Zipf's law from `first` on: P(rank > r) = (r / first) ** (1 - 1/h)."""
    return int(min(first * (1.0 - drawn) ** (-exponent / (1.0 - exponent)), _FARTHEST))


def at_rank(pool: Pool, rank: int) -> str:
    """Give the word of a rank in the tail: a real one as long as they last, then made up ones, no two alike."""
    beyond = rank - pool.rank - len(pool.surfaces)
    if beyond < 0:
        return pool.surfaces[rank - pool.rank]
    if pool.kind == "figure":
        return str(_FIRST_FIGURE + beyond)
    syllables = _ARABIC_SYLLABLES if pool.kind == "arabic" else _LATIN_SYLLABLES
    made = []
    beyond += len(syllables) ** 2  # three syllables at the least, so that it is seldom a word that there is
    while beyond:
        beyond, at = divmod(beyond, len(syllables))
        made.append(syllables[at])
    return "".join(made)
