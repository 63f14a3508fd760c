"""What a reader reads of a passage: a few sentences, with what they alone do not say put before them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.article import Span
from corpus.passages.sentences import sentences

WINDOW_WORDS = 75
"""What a window aims at: half a passage, which with question and title is some 130 tokens."""


@dataclass(frozen=True, slots=True)
class Window:
    """A run of sentences of a release, and where it comes from.

    Attributes:
        text: the sentences.
        title, published: of the release; null where it does not say.
    """

    text: str
    title: str | None = None
    published: dt.date | None = None

    @property
    def head(self) -> str:
        """What stands before the sentences: title and date, or nothing."""
        day = f"{self.published.day} {self.published:%B %Y}" if self.published else ""
        head = ". ".join(part for part in ((self.title or "").strip().rstrip("."), day) if part)
        return f"{head}. " if head else ""

    def __str__(self) -> str:
        return self.head + self.text


def cut(text: str, span: Span | None = None, words: int = WINDOW_WORDS) -> list[Span]:
    """Cut a passage into windows of whole sentences, of about equal length.

    Every sentence stands in exactly one window. A sentence that is longer than a window is one by itself.

    Args:
        text: what the spans count in.
        span: the passage; all of the text if none.
        words: no window is longer, unless a single sentence is.

    Returns:
        Spans in order, none empty; one for a passage without a sentence.
    """
    whole = span or Span(0, len(text))
    found = list(sentences(text, whole))
    if not found:
        return [whole]
    lengths = [len(sentence.of(text).split()) for sentence in found]
    aim = sum(lengths) / max(1, -(-sum(lengths) // words))
    windows: list[Span] = []
    first, held = 0, 0
    for at, length in enumerate(lengths):
        if held and (held + length > words or held + length / 2 > aim):
            windows.append(Span(found[first].start, found[at - 1].end))
            first, held = at, 0
        held += length
    windows.append(Span(found[first].start, found[-1].end))
    return windows


def texts(text: str, spans: Sequence[Span]) -> list[str]:
    """Cut spans out of a text, white space made one blank."""
    return [" ".join(span.of(text).split()) for span in spans]
