"""Questions to measure with: real ones from gold files, or titles of the corpus where there are none."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from corpus.article import Scope
from corpus.store import ArticleStore
from eval.errors import GoldInvalid
from eval.jsonlines import read
from index.analysis import terms
from index.encoding.embedding import Embedder, Floats
from index.encoding.paired import foreign
from index.engine import Query

TITLES = 50
"""Titles asked where no gold file is given."""


def texts(gold: Sequence[Path], store: ArticleStore) -> list[str]:
    """Read the questions of gold files, each once; of none the titles of the newest releases.

    Raises:
        GoldInvalid: a line has no question, or there is none at all.
    """
    found: dict[str, None] = {}
    for path in gold:
        for line in read(path):
            try:
                found[str(line.row()["question"])] = None
            except (ValueError, KeyError) as error:
                raise GoldInvalid(
                    f"{path}, line {line.number}: no question in it ({error!r}); see docs/gold.md"
                ) from error
    if not gold:
        newest = store.page(Scope.everything(), limit=TITLES)
        found = dict.fromkeys(article.title for article in newest if article.title)
    if not found:
        raise GoldInvalid("no questions to measure with; name a gold file with --gold")
    return list(found)


def queries(asked: Sequence[str], embedder: Embedder) -> list[Query]:
    """Make of questions what an engine takes."""
    vectors = [embedder.encode_question(text) for text in asked]
    return [
        Query(tuple(terms(text)), vector, foreign=foreign(embedder, vector))
        for text, vector in zip(asked, vectors, strict=True)
    ]


def save(path: Path, asked: Sequence[Query]) -> None:
    """Write queries for another process, which then needs no model."""
    vectors = [query.vector for query in asked if query.vector is not None]
    np.savez(path, terms=np.array([json.dumps(query.terms) for query in asked]), vectors=np.array(vectors))


def load(path: Path) -> list[Query]:
    """Read queries that `save` wrote."""
    with np.load(path) as file:
        vectors: Floats = file["vectors"]
        said = [tuple(json.loads(str(words))) for words in file["terms"]]
    return [Query(words, vector) for words, vector in zip(said, vectors, strict=True)]
