"""The second look itself: the first passages found, a few windows of them read, the best of each told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.article import Span
from qa.reader.choosing import choose
from qa.reader.reader import Reader
from qa.reader.windows import Window, cut, texts

PASSAGES = 10
"""Passages that are looked at; `docs/reader.md` has the figures for others."""

WINDOWS = 8
"""Windows that are read of them: what 100 milliseconds on two cores allow."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A passage that was found.

    Attributes:
        text, title, published: of its release.
        span: where it stands in `text`.
        score: it was ranked with, on any scale.
    """

    text: str
    title: str | None
    published: dt.date | None
    span: Span
    score: float


@dataclass(frozen=True, slots=True)
class Read:
    """What a reader says of a passage.

    Attributes:
        score: of its best window, as `Reader.score` gives it.
        window: where that stands in the article.
    """

    score: float
    window: Span


def look(
    reader: Reader, question: str, found: Sequence[Seen], passages: int = PASSAGES, windows: int | None = WINDOWS
) -> dict[int, Read]:
    """Have the first passages that were found read.

    Args:
        reader: who reads.
        question: as it was asked.
        found: best first.
        passages: that are looked at.
        windows: that are read of them; None: all.

    Returns:
        Place in `found` -> what was read. A passage is missing if none of its windows was chosen.
    """
    first = found[:passages]
    spans = [cut(one.text, one.span) for one in first]
    told = [texts(one.text, own) for one, own in zip(first, spans, strict=True)]
    most = sum(map(len, spans)) if windows is None else windows
    chosen = choose(question, [one.score for one in first], told, most)
    asked = [Window(told[at][place], first[at].title, first[at].published) for at, place in chosen]
    best: dict[int, Read] = {}
    for (at, place), score in zip(chosen, reader.score(question, asked).tolist(), strict=True):
        if at not in best or score > best[at].score:
            best[at] = Read(score, spans[at][place])
    return best
