"""Sentences as an answer takes them: text that lost its full stops is taken in pieces, for nobody reads it whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from corpus.article import Span
from corpus.passages.abbreviations import WIDE_STARTERS
from corpus.passages.sentences import sentences

ENDLESS = 60
"""Words; what is longer is looked at for whether it is a sentence at all."""

BARE = 25
"""Words for each sign of punctuation from which a long run has lost its own."""

PIECE = 40
"""Words of a piece, where nothing tells a better place to cut."""

LEAST = 8
"""Words of a piece; what is shorter goes with what follows."""

_WORD = re.compile(r"\S+")
_GAPS = " \n\t\u00a0"
_SIGN = re.compile(r"[,;:.()،؛]")


def pieces(text: str, span: Span) -> Iterator[Span]:
    """Yield the sentences of `text[span]`, endless ones in pieces: in order, none overlapping."""
    for sentence in sentences(text, span):
        if sum(text.count(gap, sentence.start, sentence.end) for gap in _GAPS) < ENDLESS:
            yield sentence
            continue
        words = [word.span() for word in _WORD.finditer(text, sentence.start, sentence.end)]
        signs = len(_SIGN.findall(text, sentence.start, sentence.end))
        if len(words) <= ENDLESS or signs * BARE > len(words):
            yield sentence
        else:
            yield from _cut(text, words)


def _cut(text: str, words: list[tuple[int, int]]) -> Iterator[Span]:
    """Cut before words that open sentences; what is endless still, into even parts."""
    opening = [at for at in range(1, len(words)) if _opens(text[slice(*words[at - 1])], text[slice(*words[at])])]
    first = 0
    for end in [*opening, len(words)]:
        if end - first < LEAST and end < len(words):
            continue
        count = -(-(end - first) // PIECE) if end - first > ENDLESS else 1
        edges = [first + (end - first) * part // count for part in range(count + 1)]
        for start, stop in pairwise(edges):
            yield Span(words[start][0], words[stop - 1][1])
        first = end


def _opens(before: str, word: str) -> bool:
    """Tell whether a capital opens a sentence though no full stop stands before it."""
    return word[0].isupper() and before[-1].isalnum() and word.lower() in WIDE_STARTERS and not before[0].isupper()
