"""A BEIR collection ranked by vectors alone, once by each way of making them: what faithfulness means in the end."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from eval import measures
from eval.beir import Collection, load
from eval.bench.figures import Figure
from index.encoding.embedding import Embedder, Floats, passage_text

MEASURE = "ndcg@10"
DEPTH = 100
"""Documents ranked for a query."""

APART = 0.005
"""Goal: how far the two may lie apart."""


def compare(name: str, folder: Path, quick: Embedder, plain: Embedder) -> list[Figure]:
    """Rank a collection by vectors of both embedders.

    Args:
        name: of the model.
        folder: with `corpus.jsonl`, `queries.jsonl` and judgements.
        quick: the converted model.
        plain: the same model as sentence-transformers runs it.

    Raises:
        FolderInvalid: it is no such folder.
    """
    collection = load(folder)
    first, second = (ndcg(collection, embedder) for embedder in (quick, plain))
    on = f"{folder.name}, {len(collection.documents):,} documents"
    return [
        Figure(f"{name}: nDCG@10, {quick.id.split('/')[1]}", on, first),
        Figure(f"{name}: nDCG@10, sentence-transformers", on, second),
        Figure(f"{name}: nDCG@10, how far apart", on, abs(first - second), goal=APART),
    ]


def ndcg(collection: Collection, embedder: Embedder) -> float:
    """Give mean nDCG@10 of the rankings by inner product, exact."""
    documents = embedder.encode_passages([passage_text(title, text) for _, title, text in collection.documents])
    names = [name for name, _, _ in collection.documents]
    rankings = {
        query: [names[place] for place in best(documents @ embedder.encode_question(text))]
        for query, text in collection.queries.items()
    }
    scores = measures.score({MEASURE: measures.BEIR[MEASURE]}, collection.wanted, rankings)
    return measures.mean(scores, list(collection.wanted))[MEASURE]


def best(scores: Floats) -> list[int]:
    """Give the places of the best scores, best first, equals in order."""
    return [int(place) for place in np.argsort(-scores, kind="stable")[:DEPTH]]
