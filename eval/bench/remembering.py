"""Memory of a worker after many questions, and what a second worker over the same index adds."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from eval.bench import pss, questions
from eval.bench.figures import Figure
from eval.bench.worker import working
from index.engine import Query

ASKED = 500
"""Questions before memory is looked at: pages that no question needs are not counted."""

WORKER = "memory of a worker"

ONE_MB, SECOND_MB = 1500.0, 200.0


def measure(data: Path, model: str, dimensions: int, asked: Sequence[Query], on: str) -> list[Figure]:
    """Start one worker and then another, without the model, and read the proportional memory of both.

    Args:
        data: the data folder.
        model, dimensions: of the vectors in it.
        asked: questions with their vectors.
        on: what the figures are said to be on.
    """
    with tempfile.TemporaryDirectory() as folder:
        queries = Path(folder) / "queries.npz"
        questions.save(queries, asked)
        with working(data, model, dimensions, queries, ASKED) as first:
            alone = pss.of_process(first)
            with working(data, model, dimensions, queries, ASKED) as second:
                together = pss.of_process(first).total + pss.of_process(second).total
    beside = {"anonymous": alone.anonymous, "mapped": alone.mapped}
    return [
        Figure(WORKER, on, alone.total, "MB", ONE_MB, beside=beside),
        Figure("memory that a second worker adds", on, together - alone.total, "MB", SECOND_MB),
    ]
