"""`python -m eval.bench.encoding FOLDER`: how fast passages become vectors, beside sentence-transformers' own way."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import numpy as np

from corpus.article import Document
from corpus.errors import Refused
from corpus.passages import cutting
from corpus.reading import read
from eval.bench.reading import released
from index.encoding.embedding import Embedder, Floats, TransformerEmbedder, passage_text
from index.encoding.encoders import quickest
from index.encoding.models import MINILM, resolve

PASSAGES = 512
"""Passages encoded each way."""

QUESTIONS = 50


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="releases whose passages are encoded")
    parser.add_argument("--cache", type=Path, required=True, help="where the converted model is kept")
    chosen = parser.parse_args()
    texts = _passages(chosen.folder)
    ways: dict[str, Embedder] = {
        "converted": quickest(resolve(MINILM), chosen.cache),
        "as sentence-transformers runs it": TransformerEmbedder(resolve(MINILM)),
    }
    made: list[Floats] = []
    for name, embedder in ways.items():
        rate, delay, vectors = _timed(embedder, texts)
        made.append(vectors)
        print(f"{name:34} {rate:7.1f} passages/s  {delay:6.2f} ms a question  {embedder.id}")
    cosines = np.sum(made[0] * made[1], axis=1)
    print(f"cosine of the two: mean {cosines.mean():.5f}, least {cosines.min():.5f}, {len(texts)} passages")


def _timed(embedder: Embedder, texts: list[str]) -> tuple[float, float, Floats]:
    """Give passages a second, milliseconds a question, and the vectors; loading is not counted."""
    embedder.encode_passages(texts[:16])
    embedder.encode_question("warm")
    began = time.perf_counter()
    vectors = embedder.encode_passages(texts)
    rate = len(texts) / (time.perf_counter() - began)
    began = time.perf_counter()
    for number in range(QUESTIONS):
        embedder.encode_question(f"what was agreed on day {number}?")
    return rate, (time.perf_counter() - began) / QUESTIONS * 1e3, vectors


def _passages(folder: Path) -> list[str]:
    """Read releases until there are passages enough."""
    found: list[str] = []
    for document in released(folder):
        if len(found) >= PASSAGES:
            break
        try:
            draft = read(document) if isinstance(document, Document) else None
        except Refused:
            continue
        if draft:
            cuts = cutting.cut(draft.text, parts=draft.parts)
            found += [passage_text(draft.title, span.of(draft.text)) for span in cuts]
    return found[:PASSAGES]


if __name__ == "__main__":
    main()
