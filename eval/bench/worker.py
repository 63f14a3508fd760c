"""`python -m eval.bench.worker DATA MODEL DIMENSIONS QUERIES TIMES`: one engine, to be looked at from outside.

It answers questions whose vectors it is given, so that no model is loaded; then it says so and waits to be let go.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path

from corpus.article import Filters, Scope
from corpus.store import ArticleStore
from eval.bench.questions import load
from index.engine import Blend, LocalEngine

READY = "asked"


def main() -> None:
    """Ask, and wait."""
    data, model, dimensions, queries, times = sys.argv[1:]
    store = ArticleStore(Path(data))
    engine = LocalEngine(store, model, int(dimensions))
    for query in islice(cycle(load(Path(queries))), int(times)):
        engine.refresh()
        engine.search(query, Scope.everything(), Filters(), Blend())
    print(READY, flush=True)
    sys.stdin.read()
    store.close()


@contextmanager
def working(data: Path, model: str, dimensions: int, queries: Path, times: int) -> Iterator[int]:
    """Run a worker until it has asked; gives its process id, and ends it afterwards.

    Raises:
        RuntimeError: it ended before; its own error stands on standard error.
    """
    words = [str(data), model, str(dimensions), str(queries), str(times)]
    command = [sys.executable, "-m", "eval.bench.worker", *words]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # noqa: S603 - this file
    try:
        if process.stdout is None or process.stdout.readline().strip() != READY:
            raise RuntimeError(f"the worker over {data} ended before it had asked {times} questions")
        yield process.pid
    finally:
        process.kill()
        process.communicate()


if __name__ == "__main__":
    main()
