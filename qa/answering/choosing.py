"""Which sentences make the answer: the best, and more of them where what they may add is worth their words."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from corpus.article import Span
from corpus.passages.speech import heard
from qa.answering.leaning import leans
from qa.answering.sentence import Sentence

MOST = 3
"""Sentences of an answer."""

WORDS = 150
"""Words that further sentences may bring an answer to; a single sentence may be longer."""

LOOK = 12
"""Sentences, the likeliest, among which further ones are looked for."""

ALIKE = 0.6
"""Share of the shorter sentence's words in the other from which two say the same."""

THIRD = 1.5
"""How much likelier, for each of its words, a third sentence has to be than a second."""

_FIGURE = re.compile(r"\d+")

WARMTH = 0.85
"""What scores are divided by to be probabilities; chosen on training questions, sources left out."""


def choose(sentences: Sequence[Sentence], gain: float, parties: Sequence[Collection[int]] = ()) -> list[Sentence]:
    """Choose the sentences of an answer.

    Args:
        sentences: best first.
        gain: least probability that a further sentence answers, for each of its words.
        parties: of each name in the question, the places of the passages whose release has it. A name that no
            chosen sentence's release has brings the best sentence of those that have it.

    Returns:
        One to `MOST`, the best first, as `told` orders them. None of none.
    """
    if not sentences:
        return []
    shares = likely([one.score for one in sentences])
    taken = _Taken(sentences[0])
    if rest := _unfinished(sentences[0], sentences):
        taken.add(rest)
    for passages in parties:
        if passages and not any(one.passage in passages for one in taken.sentences):
            taken.add(next(one for one in sentences if one.passage in passages))
    for one, share in zip(sentences[1:LOOK], shares[1:LOOK].tolist(), strict=True):
        dearer = THIRD if len(taken.sentences) > 1 else 1.0
        if share >= gain * words(one) * dearer:
            taken.add(one)
    return told(taken.sentences)


def told(taken: Sequence[Sentence]) -> list[Sentence]:
    """Order sentences as they are read: the likeliest at once, and nothing torn apart that belongs together.

    The best stands first, after a sentence right before it that it leans on, and before those that go on from it. The
    others follow in reading order: passages as they were ranked, sentences as they stand.

    Args:
        taken: at least one, the best first.
    """
    rows = sorted(taken, key=lambda one: (one.passage, one.span.start))
    first = at = rows.index(taken[0])
    while first and leans(rows[first].text) and _beside(rows[first - 1], rows[first]):
        first -= 1
    behind = at + 1
    while behind < len(rows) and _beside(rows[behind - 1], rows[behind]):
        behind += 1
    return [*rows[first:behind], *rows[:first], *rows[behind:]]


class _Taken:
    """Sentences taken so far."""

    def __init__(self, best: Sentence) -> None:
        self.sentences = [best]
        self._words = words(best)

    def add(self, one: Sentence) -> None:
        """Take one more, if there is room and it says what none says yet."""
        length = words(one)
        room = len(self.sentences) < MOST and self._words + length <= WORDS
        if room and not any(alike(one, other) for other in self.sentences):
            self.sentences.append(one)
            self._words += length


def _unfinished(one: Sentence, sentences: Sequence[Sentence]) -> Sentence | None:
    """Give the sentence with which a quotation goes on that this one leaves open."""
    if not any(each.inside for each in heard(one.text, [Span(0, len(one.text))])):
        return None
    behind = [other for other in sentences if _beside(one, other)]
    return min(behind, key=lambda other: other.span.start, default=None)


def _beside(one: Sentence, other: Sentence) -> bool:
    """Tell whether one sentence follows right upon another."""
    return other.passage == one.passage and 0 <= other.span.start - one.span.end <= 2


def likely(scores: Sequence[float]) -> NDArray[np.float64]:
    """Give the probability that each sentence is the one: the softmax under which scores were learned."""
    warm = np.array(scores, np.float64) / WARMTH
    raised = np.exp(warm - warm.max(initial=-np.inf)) if len(warm) else warm
    return np.asarray(raised / raised.sum()) if len(raised) else raised


def alike(one: Sentence, other: Sentence) -> bool:
    """Tell whether two sentences say the same, judging by their words: other figures say something else."""
    if set(_FIGURE.findall(one.text)) != set(_FIGURE.findall(other.text)):
        return False
    first, second = (set(each.text.casefold().split()) for each in (one, other))
    return len(first & second) >= ALIKE * max(1, min(len(first), len(second)))


def words(one: Sentence) -> int:
    """Count the words of a sentence."""
    return len(one.text.split())
