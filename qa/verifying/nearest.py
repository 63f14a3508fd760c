"""The nearest true wording: the run of a release that is most like a quote, and what the two differ in, by words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein
from rapidfuzz.fuzz import partial_ratio_alignment

from corpus.article import Article, Span
from qa.verifying.folding import DASHES, QUOTES, fold

LIKE = 0.6
"""Similarity below which wordings have nothing to do with one another; `docs/verification.md` has the figures."""

REFINED = 3
"""Runs, the most alike, whose edges are sought word by word."""

_MOVES = 8
"""Words by which either edge of a run is tried further in and out, at least."""

_WORD = re.compile(r"\S+")
_ALIKE = str.maketrans(
    {**dict.fromkeys(QUOTES, "'"), **dict.fromkeys(DASHES, "-"), **dict.fromkeys("\n\t\u00a0", " ")}
)
"""One character for one: places stay."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A run of words in which a quote and the text agree or do not.

    Attributes:
        kind: `equal`, `changed`, `missing` (the text has words that the quote lacks) or `added` (the reverse).
        quote: code points of the quote; null where it has none of these words.
        text: code points of the article's text; null where that has none.
    """

    kind: str
    quote: Span | None
    text: Span | None


@dataclass(frozen=True, slots=True)
class Nearest:
    """What comes nearest to a quote.

    Attributes:
        span: of the article's text.
        similarity: 1 - edits / length of the longer, by characters (Levenshtein), 0 to 1.
        differences: all of both wordings, in order.
    """

    article: Article
    span: Span
    similarity: float
    differences: tuple[Difference, ...]


def nearest(quote: str, windows: Iterable[tuple[Article, Span]]) -> Nearest | None:
    """Find the run most like a quote in some windows of releases; null where none is like it."""
    sought = quote.translate(_ALIKE)
    rough = []
    for at, (article, window) in enumerate(windows):
        aligned = partial_ratio_alignment(sought, window.of(article.text).translate(_ALIKE))
        if aligned:
            start = window.start + aligned.dest_start
            run = Span(start, max(start + 1, window.start + aligned.dest_end))
            rough.append((-aligned.score, at, article, run))
    best: Nearest | None = None
    for _, _, article, run in sorted(rough, key=lambda one: one[:2])[:REFINED]:
        span, similarity = _refined(sought, article.text, run)
        if similarity >= max(LIKE, best.similarity + 1e-9 if best else 0.0):
            best = Nearest(article, span, similarity, tuple(_differences(quote, article.text, span)))
    return best


def _refined(sought: str, text: str, run: Span) -> tuple[Span, float]:
    """Move the edges of a run to ends of words, where it is most like the quote."""
    reach = 2 * len(sought) + 200
    low, high = max(0, run.start - reach), min(len(text), run.end + reach)
    words = [Span(word.start() + low, word.end() + low) for word in _WORD.finditer(text[low:high])]
    alike = text.translate(_ALIKE)
    first = next((at for at, word in enumerate(words) if word.end > run.start), len(words) - 1)
    last = next((at for at, word in enumerate(words) if word.end >= run.end), len(words) - 1)
    moves = _MOVES + len(sought) // 40
    score = 0.0
    for _ in range(2):
        ends = range(max(first, last - moves), min(len(words), last + moves + 1))
        score, last = max((_like(sought, alike, words[first], words[end]), end) for end in ends)
        begins = range(max(0, first - moves), min(last, first + moves) + 1)
        score, first = max((_like(sought, alike, words[begin], words[last]), begin) for begin in begins)
    return Span(words[first].start, words[last].end), score


def _like(sought: str, text: str, first: Span, last: Span) -> float:
    return float(Levenshtein.normalized_similarity(sought, text[first.start : last.end]))


def _differences(quote: str, text: str, span: Span) -> Iterator[Difference]:
    """Compare word by word, folded; neighbours of one kind are told together."""
    ours = [Span(word.start(), word.end()) for word in _WORD.finditer(quote)]
    theirs = [Span(word.start() + span.start, word.end() + span.start) for word in _WORD.finditer(span.of(text))]
    steps = Levenshtein.opcodes([fold(word.of(quote)) for word in ours], [fold(word.of(text)) for word in theirs])
    kinds = {"equal": "equal", "replace": "changed", "delete": "added", "insert": "missing"}
    for step in steps:
        yield Difference(
            kinds[step.tag],
            _joined(ours[step.src_start : step.src_end]),
            _joined(theirs[step.dest_start : step.dest_end]),
        )


def _joined(words: Sequence[Span]) -> Span | None:
    return Span(words[0].start, words[-1].end) if words else None
