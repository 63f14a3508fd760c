"""`python -m eval.bench.words`: word search beside bm25s and rank-bm25, one question at a time, on the same passages.

The corpus is synthetic: terms are drawn by Zipf's law with its head cut flat, as where stop words are gone (the most
common of 300,000 stands in six of ten passages), about 100 to a passage. Questions have 4 to 12 terms, half of them
drawn as in the passages, half evenly from the whole vocabulary. Every library gets them as lists of words and gives
the best hundred; building the index is not counted.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from eval.errors import RivalMissing
from eval.report import percentiles
from index.lexical.lists import Part, Weighing
from index.lexical.packing import offsets, pack_numbered
from index.lexical.search import best, scores_at
from index.lexical.statistics import EPSILON, K1, B, Statistics

VOCABULARY = 300_000
FLAT_HEAD = 10.0
"""Added to every rank before the law is applied: what the absence of stop words does to its head."""

MEAN_LENGTH = 100
DEPTH = 100
QUESTIONS = 200
REPEATS = 3
SAMPLE = 5
"""Questions asked of rank-bm25, which takes most of a second for each."""

Ask = Callable[[Sequence[str]], object]


@dataclass(frozen=True, slots=True)
class Passages:
    """A synthetic corpus.

    Attributes:
        words: the word of each number.
        tokens: the terms of all passages, one after another, uint32.
        lengths: terms of each passage, int64.
    """

    words: list[str]
    tokens: NDArray[np.uint32]
    lengths: NDArray[np.int64]

    def documents(self) -> list[NDArray[np.uint32]]:
        """Give each passage's terms by number."""
        return np.split(self.tokens, offsets(self.lengths)[1:-1])


def zipf(vocabulary: int) -> NDArray[np.float64]:
    """Give how likely a term is of each rank or a lower one, shape (vocabulary,)."""
    share = np.cumsum(1 / (np.arange(vocabulary) + FLAT_HEAD))
    return np.asarray(share / share[-1])


def draw(passages: int, seed: int = 1) -> Passages:
    """Draw a corpus."""
    rng = np.random.default_rng(seed)
    lengths = np.maximum(1, rng.normal(MEAN_LENGTH, MEAN_LENGTH * 0.3, passages)).astype(np.int64)
    tokens = np.searchsorted(zipf(VOCABULARY), rng.random(int(lengths.sum()))).astype(np.uint32)
    return Passages([f"w{number}" for number in range(VOCABULARY)], tokens, lengths)


def questions(words: Sequence[str], count: int, seed: int = 2) -> list[list[str]]:
    """Draw questions."""
    rng = np.random.default_rng(seed)
    share = zipf(len(words))
    drawn = []
    for size in rng.integers(4, 13, count).tolist():
        common = np.searchsorted(share, rng.random(size))
        numbers = np.where(rng.random(size) < 0.5, common, rng.integers(0, len(words), size))
        drawn.append([words[number] for number in numbers.tolist()])
    return drawn


def measure(passages: int) -> dict[str, Any]:
    """Measure all libraries on one corpus.

    Returns:
        By library the questions a second and the percentiles of one question in milliseconds; how many times as fast
        ours is; and the largest relative difference of its scores to rank-bm25's.

    Raises:
        RivalMissing: a library to compare with is not installed.
    """
    corpus = draw(passages)
    asked = questions(corpus.words, QUESTIONS)
    with tempfile.TemporaryDirectory() as folder:
        part, weigh = _ours(corpus, Path(folder))
        found = {"ours": _timed(lambda query: best(part, weigh(query), None, DEPTH), asked)}
        found |= _bm25s(corpus, asked)
        okapi = _okapi(corpus)
        found["rank-bm25"] = _timed(lambda query: _top(okapi.get_scores(query)), asked[:SAMPLE])
        rows = np.arange(passages)
        differences = [
            _difference(scores_at(part, weigh(query), rows), okapi.get_scores(query)) for query in asked[:SAMPLE]
        ]
    ours = found["ours"]["questions_per_second"]
    return {
        "passages": passages,
        "libraries": found,
        "times_as_fast": {
            name: round(ours / figures["questions_per_second"], 1)
            for name, figures in found.items()
            if name != "ours"
        },
        "largest_difference_to_rank_bm25": max(differences),
    }


def _ours(corpus: Passages, folder: Path) -> tuple[Part, Callable[[Sequence[str]], Weighing]]:
    body = pack_numbered(folder, "body", corpus.words, corpus.tokens, corpus.lengths)
    titles = pack_numbered(folder, "title", [], np.empty(0, np.uint32), np.empty(0, np.int64))
    in_body, in_titles = Statistics([body]), Statistics([titles])
    part = Part(body, titles, np.zeros(1, np.int64))
    return part, lambda query: Weighing(in_body.weights(query), in_titles.weights(()), 0.0)


def _bm25s(corpus: Passages, asked: list[list[str]]) -> dict[str, dict[str, float]]:
    try:
        import bm25s
    except ImportError as error:
        raise RivalMissing("bm25s is not installed; `pip install -e '.[bench]'` brings it") from error
    vocabulary = {word: number for number, word in enumerate(corpus.words)}
    ids = [document.tolist() for document in corpus.documents()]
    found = {}
    for backend in ("numpy", "numba"):
        try:
            index = bm25s.BM25(k1=K1, b=B, backend=backend)
            index.index((ids, vocabulary), show_progress=False)
            found[f"bm25s, {backend}"] = _timed(_asking_bm25s(index), asked)
        except ImportError:
            if backend == "numpy":
                raise
    return found


def _asking_bm25s(index: Any) -> Ask:
    def ask(query: Sequence[str]) -> object:
        return index.retrieve([list(query)], k=DEPTH, show_progress=False)

    return ask


def _okapi(corpus: Passages) -> Any:
    try:
        from rank_bm25 import BM25Okapi
    except ImportError as error:
        raise RivalMissing("rank-bm25 is not installed; `pip install -e '.[dev]'` brings it") from error
    words = corpus.words
    documents = [[words[number] for number in document.tolist()] for document in corpus.documents()]
    return BM25Okapi(documents, k1=K1, b=B, epsilon=EPSILON)


def _top(scores: NDArray[np.float64]) -> NDArray[np.intp]:
    best_rows = np.argpartition(scores, -min(DEPTH, len(scores)))[-DEPTH:]
    return best_rows[np.argsort(-scores[best_rows])]


def _timed(ask: Ask, asked: Sequence[Sequence[str]]) -> dict[str, float]:
    """Ask one question at a time, each several times, and count the quickest: a busy machine slows the others.

    What is compiled or mapped for the first question is so left out as well.
    """
    times = [min(_milliseconds(ask, query) for _ in range(REPEATS)) for query in asked]
    return {"questions_per_second": round(len(times) / sum(times) * 1e3, 1), **percentiles(times)}


def _milliseconds(ask: Ask, query: Sequence[str]) -> float:
    began = time.perf_counter()
    ask(query)
    return (time.perf_counter() - began) * 1e3


def _difference(ours: NDArray[np.float64], theirs: NDArray[np.float64]) -> float:
    """Give the largest relative difference of two columns of scores."""
    return float(np.max(np.abs(ours - theirs) / np.maximum(np.abs(theirs), 1e-12), initial=0.0))


def table(figures: dict[str, Any]) -> str:
    """Lay figures out for people."""
    lines = [f"{figures['passages']:,} passages, one question at a time", ""]
    for name, row in figures["libraries"].items():
        times = figures["times_as_fast"].get(name)
        compared = "" if times is None else f"  ours is {times} × as fast"
        lines.append(
            f"{name:14} {row['questions_per_second']:9.1f} /s"
            f"  p50 {row['p50']:8.2f} ms  p95 {row['p95']:8.2f} ms{compared}"
        )
    lines += [
        "",
        f"largest relative difference to rank-bm25's scores: {figures['largest_difference_to_rank_bm25']:.1e}",
    ]
    return "\n".join(lines)


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, default=100_000, help="passages to search (default 100,000)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    chosen = parser.parse_args()
    figures = measure(chosen.passages)
    print(json.dumps(figures, indent=2) if chosen.json else table(figures))


if __name__ == "__main__":
    main()
