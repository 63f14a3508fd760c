"""`python -m eval.bench.encoding FOLDER`: passages to vectors, the quickest way beside sentence-transformers' own.

Both ways encode the same passages in the same run, in turn, slice by slice, so that whatever else the machine does
falls on both. The rival is `SentenceTransformer.encode_document` with its defaults: torch, full precision, 32 texts a
batch, on as many threads as it takes unasked.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import numpy as np
from rich.console import Console

from corpus.article import Document
from corpus.errors import Refused
from corpus.passages import cutting
from corpus.reading import read
from eval.bench import scifact
from eval.bench.figures import Figure, table, timed, written
from eval.bench.reading import released
from index.encoding.embedding import Embedder, Floats, TransformerEmbedder, passage_text
from index.encoding.encoders import plainest
from index.encoding.models import E5, MINILM, resolve

PASSAGES = 512
"""Passages encoded each way."""

SLICE = 64
"""Passages encoded one way before the other way has its turn."""

QUESTIONS = 50

FASTER, FAITHFUL, WORST = 3.0, 0.997, 0.98
"""Goals: times as fast, mean cosine to full precision, least cosine."""

_START = """
import sys, time
began = time.perf_counter()
from pathlib import Path
from index.encoding.encoders import quickest
from index.encoding.models import resolve
quickest(resolve(sys.argv[1]), Path(sys.argv[2])).encode_question("what was agreed?")
print(time.perf_counter() - began, "torch" in sys.modules)
"""


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="releases whose passages are encoded")
    parser.add_argument("--cache", type=Path, required=True, help="where converted models are kept")
    parser.add_argument("--models", nargs="+", default=[MINILM, E5], help="names as DATELINE_MODEL takes them")
    parser.add_argument("--passages", type=int, default=PASSAGES, help="passages encoded each way")
    parser.add_argument("--scifact", type=Path, help="BEIR folder ranked both ways; minutes a model")
    parser.add_argument("--json", action="store_true", help="print JSON")
    chosen = parser.parse_args()
    texts = passages(chosen.folder, chosen.passages)
    figures: list[Figure] = []
    for name in chosen.models:
        figures += measure(name, chosen.cache, texts)
        if chosen.scifact:
            figures += scifact.compare(
                name, chosen.scifact, _converted(name, chosen.cache), _plain(name, chosen.cache)
            )
    if chosen.json:
        print(written(figures))
    else:
        Console().print(table(figures))


def measure(name: str, cache: Path, texts: Sequence[str]) -> list[Figure]:
    """Measure one model.

    Args:
        name: as `index.encoding.models.resolve` takes it.
        cache: where it is converted into.
        texts: encoded both ways; cosines are taken between the two.
    """
    quick, plain = _converted(name, cache), _plain(name, cache)
    library = plain.transformer
    first, second = in_turn(
        texts,
        quick.encode_passages,
        lambda some: np.asarray(library.encode_document(list(some), show_progress_bar=False), np.float32),
    )
    cosines = np.sum(first.vectors * second.vectors, axis=1)
    on = f"{len(texts)} passages"
    return [
        Figure(f"{name}: {quick.id.split('/')[1]}", on, first.rate, "passages/s"),
        Figure(f"{name}: sentence-transformers' default", on, second.rate, "passages/s"),
        Figure(f"{name}: times as fast", on, first.rate / second.rate, "×", FASTER, least=True),
        Figure(f"{name}: cosine to full precision, mean", on, float(cosines.mean()), goal=FAITHFUL, least=True),
        Figure(f"{name}: cosine to full precision, least", on, float(cosines.min()), goal=WORST, least=True),
        timed(f"{name}: a question", f"{QUESTIONS} questions", _questions(quick)),
        timed(f"{name}: a question by sentence-transformers", f"{QUESTIONS} questions", _questions(plain)),
        *_start(name, cache),
    ]


class Turns:
    """What one way of encoding has given so far.

    Args:
        encode: the way.
    """

    def __init__(self, encode: Callable[[Sequence[str]], Floats]) -> None:
        self._encode, self._rows, self.seconds = encode, list[Floats](), 0.0

    def take(self, texts: Sequence[str]) -> None:
        """Encode a slice of the texts."""
        began = time.perf_counter()
        self._rows.append(self._encode(texts))
        self.seconds += time.perf_counter() - began

    @property
    def vectors(self) -> Floats:
        """All vectors, shape (texts, dimensions)."""
        return np.concatenate(self._rows)

    @property
    def rate(self) -> float:
        """Texts a second."""
        return sum(map(len, self._rows)) / self.seconds


def in_turn(texts: Sequence[str], *ways: Callable[[Sequence[str]], Floats]) -> list[Turns]:
    """Encode texts each way, a slice at a time, after a few uncounted ones: what loads does so before the clock."""
    turns = [Turns(encode) for encode in ways]
    for encode in ways:
        encode(texts[:8])
    for at in range(0, len(texts), SLICE):
        for turn in turns:
            turn.take(texts[at : at + SLICE])
    return turns


def _converted(name: str, cache: Path) -> Embedder:
    return plainest(resolve(name), cache)  # mean questions are no part of what either way computes


def _plain(name: str, cache: Path) -> TransformerEmbedder:
    return TransformerEmbedder(resolve(name), cache)


def _questions(embedder: Embedder) -> list[float]:
    """Give milliseconds of each question."""
    embedder.encode_question("warm")
    took = []
    for number in range(QUESTIONS):
        began = time.perf_counter()
        embedder.encode_question(f"what was agreed on day {number}?")
        took.append((time.perf_counter() - began) * 1e3)
    return took


def _start(name: str, cache: Path) -> list[Figure]:
    """Measure a fresh process: seconds from its first import to its first vector, and whether torch came along."""
    command = [sys.executable, "-c", _START, name, str(cache.expanduser().resolve())]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - our own code
    seconds, torch = ran.stdout.split()
    on = "fresh process, converted before"
    return [
        Figure(f"{name}: first vector", on, float(seconds), "s"),
        Figure(f"{name}: starts that import torch", on, float(torch == "True"), goal=0),
    ]


def passages(folder: Path, most: int) -> list[str]:
    """Read releases until there are passages enough; gives the texts that are encoded for them."""
    return list(islice(_passages(folder), most))


def _passages(folder: Path) -> Iterator[str]:
    for document in released(folder):
        try:
            draft = read(document) if isinstance(document, Document) else None
        except Refused:
            continue
        if draft:
            for span in cutting.cut(draft.text, parts=draft.parts):
                yield passage_text(draft.title, span.of(draft.text))


if __name__ == "__main__":
    main()
