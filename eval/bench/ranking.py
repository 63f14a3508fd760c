"""What ranking adds to a question beyond search: reading a hundred candidates, then a second look at the first."""

from __future__ import annotations

from collections.abc import Sequence

from eval.bench.figures import Figure, spread
from qa.desk import Desk
from qa.ingest import Progress
from qa.question import Question

GOALS = {"quick": 4.0, "thorough": 100.0}
"""Milliseconds at the median, by effort."""

ASKED = {"quick": 200, "thorough": 50}
"""Questions of each effort, at the most."""

STAGE = "rank"


def measure(desk: Desk, asked: Sequence[str], on: str, progress: Progress) -> list[Figure]:
    """Time the ranking of questions one at a time, by each effort. Without a reader there is nothing thorough.

    Every question is asked once before, so that the passages were met before, as most are in a running service.

    Args:
        desk: over any corpus, with the weights and the reader of its configuration.
        asked: real questions.
        on: how large the corpus is.
        progress: told of the questions asked.
    """
    efforts = [effort for effort in GOALS if effort != "thorough" or desk.reader]
    planned = [(effort, list(asked[: ASKED[effort]])) for effort in efforts]
    every = sum(2 * len(texts) for _, texts in planned)
    done = 0
    figures = []
    for effort, texts in planned:
        times: list[float] = []
        for text in (*texts, *texts):
            times.append(desk.ask(Question(text, effort=effort)).took_ms[STAGE])
            progress(done := done + 1, every)
        p50, p95, p99 = spread(times[len(texts) :])
        what = f"ranking beyond search, {effort}, p50"
        figures.append(Figure(what, on, p50, "ms", GOALS[effort], beside={"p95": p95, "p99": p99}))
    return figures
