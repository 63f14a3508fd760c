"""What goes into the store and comes out of it beside articles: typed rows, no I/O."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.article import Article, Document, Draft, Passage, Span

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Entry:
    """One article to commit.

    Attributes:
        vectors: shape (len(spans), dimensions), float32, unit length; row i belongs to `spans[i]`.
        model: model-and-conversion id that made them.
    """

    document: Document
    draft: Draft
    spans: Sequence[Span]
    vectors: Floats
    model: str
    first_seen: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What the store knows of a document, enough to tell whether to read it again."""

    article_id: str
    raw_hash: str
    cleaner_version: str
    removed_why: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """One numbered change. `kind` is `put`, `remove` or `purge`."""

    sequence: int
    article_id: str
    kind: str


@dataclass(frozen=True, slots=True)
class Indexable:
    """An article with its passages and their vectors: what an index is built from.

    Attributes:
        vectors: shape (len(passages), dimensions), float32; or None where this model has not seen it.
    """

    article: Article
    version: int
    passages: tuple[Passage, ...]
    vectors: Floats | None


@dataclass(frozen=True, slots=True)
class Source:
    """A registered place that documents come from."""

    name: str
    kind: str
    location: str
