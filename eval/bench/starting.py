"""From nothing to the first answer: the service and `dateline ask`, each as a process of its own."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

import httpx

from eval.bench.figures import Figure, spread
from eval.bench.service import COMMAND, environment, served
from qa.ingest import Progress

RUNS = 3
"""Timed runs after one that warms the disk."""

SERVICE_GOAL_S, ASK_GOAL_S = 2.0, 1.5


def measure(data: Path, cache: Path, question: str, on: str, progress: Progress) -> list[Figure]:
    """Time both.

    Args:
        data: the data folder.
        cache: where the converted model is.
        question: what is asked.
        on: what the figures are said to be on.
        progress: told of the starts done.
    """
    figures = []
    for place, (what, start, goal) in enumerate(
        (("service to its first answer", _serve, SERVICE_GOAL_S), ("`dateline ask`", _ask, ASK_GOAL_S))
    ):
        times = []
        for run in range(RUNS + 1):
            times.append(start(data, cache, question))
            progress(place * (RUNS + 1) + run + 1, 2 * (RUNS + 1))
        figures.append(Figure(f"start: {what}", f"{on}, warm disk", spread(times[1:])[0], "s", goal))
    return figures


def _ask(data: Path, cache: Path, question: str) -> float:
    """Seconds that `dateline ask` takes.

    Raises:
        CalledProcessError: it failed.
    """
    command = [*COMMAND, "ask", question, "--data", str(data), "--json"]
    began = time.perf_counter()
    subprocess.run(command, env=environment(cache), stdout=subprocess.DEVNULL, check=True)  # noqa: S603 - our own
    return time.perf_counter() - began


def _serve(data: Path, cache: Path, question: str) -> float:
    """Seconds from starting the service to its first answer.

    Raises:
        TimeoutError: it was not ready for a quarter of an hour, or ended.
        HTTPError: it would not answer.
    """
    began = time.perf_counter()
    with served(data, cache) as service, httpx.Client(base_url=service.url, timeout=60) as web:
        web.post("/v1/ask", json={"question": question}).raise_for_status()
        return time.perf_counter() - began
