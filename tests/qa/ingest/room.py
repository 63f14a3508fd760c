"""Small releases to take in, an embedder that counts, and looks at what came of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from corpus.article import Scope
from corpus.store.articles import ArticleStore
from index.encoding.embedding import Floats
from tests.conftest import HashingEmbedder

BODY = "The council of Orlington agreed a new budget for its schools on Monday. It takes effect in the spring. "


class WatchedEmbedder(HashingEmbedder):
    """Counts the texts it is given, and can fail."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.fail_at: str | None = None

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Floats:
        if self.fail_at is not None and any(self.fail_at in text for text in texts):
            raise RuntimeError("no memory left")
        self.texts += texts
        return super().encode_passages(texts, progress)


def write(path: Path, title: str, body: str = BODY) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{title}\n\n{body}\n", encoding="utf-8")


def page(head: str = "", body: str = BODY * 4) -> bytes:
    return f"<html><head>{head}</head><body><article><h1>A title</h1><p>{body}</p></article></body></html>".encode()


def titles(store: ArticleStore) -> list[str | None]:
    return sorted((article.title for article in store.page(Scope.everything())), key=str)


def whole(store: ArticleStore) -> bool:
    """Whether every live article has its passages and its vectors."""
    with store.snapshot(HashingEmbedder.id) as (_, stream):
        rows = list(stream)
    return all(row.passages and row.vectors is not None and len(row.vectors) == len(row.passages) for row in rows)


def line(source: str, path: str, text: str = BODY, **facts: object) -> str:
    return json.dumps({"source": source, "path": path, "text": text, **facts})
