"""An answer: sentences word for word, each with its citation, or none and what was missing."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.article import Span

ANSWERED, UNANSWERED = "answered", "unanswered"


@dataclass(frozen=True, slots=True)
class Context:
    """The sentence before, where a sentence leans on it.

    Attributes:
        span: where it stands in the article's clean text, code points.
    """

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of an answer.

    Attributes:
        citation: number of the passage that it stands in, from 1.
        span: where it stands in the article's clean text, code points.
        text: the words, cut out of the text that was just read.
        marks: runs of `text` that are the figure, date or name asked for, in order.
        context: null where the sentence stands by itself.
        link: to these words on the published page; null without one.
    """

    citation: int
    span: Span
    text: str
    marks: tuple[tuple[int, int], ...] = ()
    context: Context | None = None
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered.

    Attributes:
        status: `answered` or `unanswered`.
        confidence: probability that the answer is right, 0 to 1; null where nothing tells.
        sentences: in reading order; none where nothing answers.
        missing: what was not found; null where something answers.
    """

    status: str
    confidence: float | None = None
    sentences: tuple[Said, ...] = ()
    missing: Missing | None = None

    @property
    def text(self) -> str | None:
        """The sentences as one text, or null."""
        return " ".join(one.text for one in self.sentences) or None


@dataclass(frozen=True, slots=True)
class Missing:
    """Why nothing answers.

    Attributes:
        reason: `never_mentioned`, `not_together`, `not_in_period`, `not_said` or `nothing_found`.
        names: that it is about.
        text: one plain sentence.
    """

    reason: str
    names: tuple[str, ...]
    text: str
