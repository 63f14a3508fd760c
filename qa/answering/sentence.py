"""A sentence that may answer."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.article import Span


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a proven passage, and how well it seems to answer.

    Attributes:
        passage: its passage's place among the proven ones, from 0.
        span: where it stands in the article's clean text, code points.
        text: the words, cut out of the text that was just read.
        score: what the features add up to: the larger, the likelier it answers, beside the question's other ones.
        features: in the order of `qa.answering.features.NAMES`.
    """

    passage: int
    span: Span
    text: str
    score: float = 0.0
    features: tuple[float, ...] = ()


def paragraph(text: str, inside: Span) -> Span:
    """Give the paragraph of a text that a run stands in; blank lines part them."""
    opening, closing = text.rfind("\n\n", 0, inside.start), text.find("\n\n", inside.end)
    return Span(opening + 2 if opening >= 0 else 0, closing if closing >= 0 else len(text))
