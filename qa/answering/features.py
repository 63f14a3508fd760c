"""What can be read of each sentence that may answer, as numbers of about the same size.

As in ranking, every number is relative to the question's own sentences or a share, so that what was learned on one
press room can be used with another. `docs/answers.md` has what each is worth.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.article import Span
from qa.answering.pieces import pieces
from qa.citation import Proven
from qa.question import Understood
from qa.ranking import kinds
from qa.ranking.lexicon import Lexicon
from qa.ranking.words import Met, meet
from qa.reader.look import Read, Weighed
from qa.understanding.asking import Kind, asking

Floats = NDArray[np.float64]

PASSAGES = 10
"""Passages whose sentences may answer, however many are sent; five are by default."""

PASSAGES_KEPT = 5_000
"""Passages of which is kept where their sentences stand, some 5 MB; with more it begins anew."""

LEAST_SHARE = 1e-4
"""Of a window's weight: below it the reader's arithmetic tells sentences apart no more."""

LOWEST = -12.0
"""The least logarithm of odds: what the reader is surer of than that, it is no righter about."""

_QUOTED = re.compile(r"[\s(]*[\"“„«]|.*[\"”»][\s.,)]*\Z", re.DOTALL)
_OF_WORDS = re.compile(
    r"\b(?:say|said|says|saying|tell|told|describe[sd]?|call(?:s|ed)?|comment(?:s|ed)?|think|thinks|thought|quoted?"
    r"|words?|explain(?:s|ed)?|express(?:es|ed)?|rate[sd]?|views?|opinion|feel|feels|according|dit|déclaré|décrit"
    r"|pense|selon|dijo|según)\b|(?:قال|صرح|وصف|رأي|علق|ذكر|أكد)(?:ت|وا)?\b",
    re.IGNORECASE,
)
"""In a question: it asks for someone's words."""

_PARTS = re.compile(
    r"[,;?،؟]\s+(?:(?:and|et|y)\s|و)?|\s(?:and|et|y)\s|\sو(?=(?:من|متى|أين|كم|بكم|لماذا)(?!\w))", re.IGNORECASE
)
"""Between what a question asks first and what it asks besides."""

_OPENING = 3
"""Words of a part, among which its question word stands."""

NAMES = (
    "read",
    "window",
    "sure",
    "share",
    "place",
    "gap",
    "rest",
    "near",
    "kind",
    "lead",
    "first",
    "length",
    "quoted",
    "aside",
)
"""Features, in the order in which they stand in `Sentence.features`."""

BY_READER = ("read", "window", "sure", "share")
"""Those that are zero where nothing was read."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer.

    Attributes:
        passage: its passage's place among the proven ones, from 0.
        span: where it stands in the article's text, code points.
        text: its words.
        title: of its release.
    """

    passage: int
    span: Span
    text: str
    title: str


def candidates(proven: Sequence[Proven]) -> list[Candidate]:
    """List the sentences of the first passages, in their order; one that stands in two passages is listed once."""
    found: dict[tuple[str, int, int], Candidate] = {}
    for at, one in enumerate(proven[:PASSAGES]):
        text, title = one.article.text, one.article.title or ""
        for span in _pieces(one):
            found.setdefault(
                (one.article.id, span.start, span.end), Candidate(at, span, text[span.start : span.end], title)
            )
    return list(found.values())


_cut: dict[tuple[int, int, int, int], tuple[Span, ...]] = {}


def _pieces(one: Proven) -> tuple[Span, ...]:
    """Cut a passage into sentences, once for as long as its text is the same; no text is kept, but a hash of it."""
    text, start, end = one.article.text, one.passage.start, one.passage.end
    key = (hash(text), len(text), start, end)
    found = _cut.get(key)
    if found is None:
        found = tuple(pieces(text, Span(start, end)))
        if len(_cut) >= PASSAGES_KEPT:
            _cut.clear()
        _cut[key] = found
    return found


def features(
    asked: Understood,
    terms: Sequence[str],
    proven: Sequence[Proven],
    read: Mapping[int, Read],
    found: Sequence[Candidate],
    lexicon: Lexicon,
) -> Floats:
    """Read sentences.

    Args:
        asked: the question.
        terms: its terms.
        proven: the passages.
        read: passage number -> what the reader said of it.
        found: the sentences, of `candidates`.
        lexicon: grows by their words.

    Returns:
        Shape (sentences, len(NAMES)).
    """
    if not found:
        return np.zeros((0, len(NAMES)))
    met = meet(terms, [one.text for one in found], [one.title for one in found], lexicon)
    columns = _read(proven, read, found) | _ranked(proven, found) | _by_words(met) | _of_kind(asked, found, met)
    columns |= _placed(asked, proven, found, met)
    return np.stack([columns[name] for name in NAMES], axis=1)


def _read(proven: Sequence[Proven], read: Mapping[int, Read], found: Sequence[Candidate]) -> dict[str, Floats]:
    rows = np.zeros((len(found), 3))
    for at, one in enumerate(found):
        seen = read.get(proven[one.passage].passage.number)
        window = next((each for each in seen.windows if _within(one.span, each.span)), None) if seen else None
        if window is not None:
            rows[at] = 1.0, max(window.score, LOWEST), math.log(held(window, one.span) / LEAST_SHARE)
    seen_at_all, score, share = rows.T
    return {
        "read": seen_at_all,
        "window": (score - LOWEST * seen_at_all) / 10,
        "sure": np.maximum(score, 0) / 10,
        "share": share / 10,
    }


def held(window: Weighed, span: Span) -> float:
    """Give the share of a window's weight that a sentence holds; by its length, where the reader gave no weights."""
    if not len(window.starts):
        return max((span.end - span.start) / max(window.span.end - window.span.start, 1), LEAST_SHARE)
    first, last = np.searchsorted(window.starts, (span.start, span.end)).tolist()
    return max(float(window.weights[first:last].sum()), LEAST_SHARE)


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _ranked(proven: Sequence[Proven], found: Sequence[Candidate]) -> dict[str, Floats]:
    scores = np.array([one.candidate.score for one in proven])
    at = [one.passage for one in found]
    return {"place": np.log1p(np.array(at, np.float64)), "gap": (scores[at] - scores[0]) / 10}


def _by_words(met: Met) -> dict[str, Floats]:
    return {"rest": met.share(met.body & ~met.title), "near": met.near}


def _of_kind(asked: Understood, found: Sequence[Candidate], met: Met) -> dict[str, Floats]:
    wanted = asked_for(asked)
    for one, reading in zip(found, met.readings, strict=True):
        for kind in wanted:
            if kind not in reading.looks:
                reading.looks[kind] = kinds.holds(kind, one.text)
    held = [sum(reading.looks[kind] for kind in wanted) for reading in met.readings]
    return {"kind": np.array(held, np.float64) / max(len(wanted), 1)}


def asked_for(asked: Understood) -> tuple[Kind, ...]:
    """Give the kinds of things that a question asks for, each once: "who signed it, and where?" asks for two."""
    parts = _PARTS.split(asked.text)[1:]
    others = (asking(" ".join(part.split(None, _OPENING)[:_OPENING])) for part in parts)
    every = dict.fromkeys((asked.asking, *others))
    return tuple(kind for kind in every if kind is not None and kind in kinds.LOOKS)


def _placed(asked: Understood, proven: Sequence[Proven], found: Sequence[Candidate], met: Met) -> dict[str, Floats]:
    passages = [proven[one.passage].passage for one in found]
    words = _OF_WORDS.search(asked.text) is not None
    begins = [one.span.start == passage.start for one, passage in zip(found, passages, strict=True)]
    return {
        "lead": np.array([float(one.span.start == 0) for one in found]),
        "first": np.array(begins, np.float64),
        "length": np.log1p(met.lengths) / 3,
        "quoted": np.array([float(words and _QUOTED.match(one.text) is not None) for one in found]),
        "aside": np.array([float(passage.part is not None) for passage in passages]),
    }
