"""Entries for the store that need no reader and no model."""

from __future__ import annotations

import datetime as dt
import json

import numpy as np

from corpus.article import Document, Draft, Kept
from corpus.export import read
from corpus.passages import cutting
from corpus.records import Entry, Floats

MODEL = "test/4"
DIMENSIONS = 4
NOW = dt.datetime(2024, 6, 5, 12, tzinfo=dt.UTC)


def unit_vectors(count: int, seed: int = 0) -> Floats:
    """Rows of unit length, shape (count, DIMENSIONS)."""
    rows = np.random.default_rng(seed).normal(size=(count, DIMENSIONS)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return rows


def entry(
    path: str,
    text: str,
    source: str = "room",
    *,
    title: str | None = "Laboratory opens",
    published: dt.date | None = None,
    language: str | None = "en",
    url: str | None = None,
    seen: dt.datetime | None = None,
    raw: bytes | None = None,
) -> Entry:
    """Make an entry whose passages have about five words."""
    sent = f"{title}\n\n{text}".encode() if raw is None else raw
    document = Document(source, path, sent, "text", kept=Kept(first_seen=seen) if seen else None)
    draft = Draft(text, title=title, published=published, language=language, url=url, found={"title": "text"})
    spans = cutting.cut(text, 5)
    return Entry(document, draft, spans, unit_vectors(len(spans)), MODEL)


def entry_of_export(line: dict[str, object]) -> Entry:
    """Make an entry of one exported article, as ingesting the export does."""
    (item,) = read(Document("-", "export.jsonl", json.dumps(line).encode(), "export"))
    assert isinstance(item, tuple), item
    document, draft = item
    spans = cutting.cut(draft.text, 5)
    return Entry(document, draft, spans, unit_vectors(len(spans)), MODEL)
