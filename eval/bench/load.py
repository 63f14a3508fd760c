"""The service under load: a steady stream of questions, as many as it can answer, and more than that."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from pathlib import Path

from eval.bench.askers import Askers, Reply
from eval.bench.figures import Figure, spread, timed
from eval.bench.service import Service, served
from qa.ingest import Progress

STEADY = 50
"""Questions a second of the steady stream."""

STEADY_S, FULL_S, OVER_S, THOROUGH_S = 60.0, 20.0, 20.0, 20.0

TOGETHER = 8
"""Who ask at the same time, to find how much the service can do."""

OVER = 2
"""Times as many questions a second as it can answer."""

ALONE = 200
"""Questions asked one at a time, to tell what HTTP adds."""

WARMING_S = 3.0

P95_GOAL_MS, SATURATION_GOAL, HTTP_GOAL_MS, GROWTH_GOAL_MB = 60.0, 90.0, 3.0, 20.0

REFUSED = 503


def measure(
    data: Path, cache: Path, asked: Sequence[str], on: str, progress: Progress, workers: Sequence[int] = (1, 2)
) -> list[Figure]:
    """Load a service with one process, then with several; whoever asks runs on the same machine.

    Args:
        data: the data folder.
        cache: where the converted model is.
        asked: real questions.
        on: what the figures are said to be on.
        progress: told of the services that were measured.
        workers: numbers of processes.
    """
    figures = []
    for done, several in enumerate(workers):
        where = f"{on}, {several} process{'es' if several > 1 else ''}"
        with served(data, cache, workers=several) as service:
            figures += _loaded(service, asked, where)
        progress(done + 1, len(workers))
    return figures


def _loaded(service: Service, asked: Sequence[str], on: str) -> list[Figure]:
    quick, thorough = Askers(service.url, "quick", asked), Askers(service.url, "thorough", asked)
    quick.in_turn(TOGETHER, WARMING_S)
    figures = [_added(quick.in_turn(1, ALONE / STEADY), on)]
    figures += _steady(quick.at_rate(STEADY, STEADY_S), on)
    full = quick.in_turn(TOGETHER, FULL_S)
    most = sum(reply.status == 200 for reply in full) / FULL_S
    figures.append(_most(full, most, "quick", SATURATION_GOAL, on))
    before = service.memory()
    over = quick.at_rate(OVER * most, OVER_S)
    figures += _over(over, service.memory() - before, f"{on}, {OVER * most:.0f} questions/s")
    thorough.in_turn(TOGETHER, WARMING_S)
    slow = thorough.in_turn(TOGETHER, THOROUGH_S)
    figures.append(_most(slow, sum(reply.status == 200 for reply in slow) / THOROUGH_S, "thorough", None, on))
    return figures


def _added(replies: Sequence[Reply], on: str) -> Figure:
    """Tell what HTTP adds to what the service says that a question took: sending, parsing, writing, receiving."""
    added = [reply.took - reply.inside for reply in replies if reply.status == 200]
    inside = [reply.inside for reply in replies if reply.status == 200]
    value = statistics.median(added) if added else math.nan
    return Figure(
        "HTTP beside the question itself, p50", on, value, "ms", HTTP_GOAL_MS, beside={"question": spread(inside)[0]}
    )


def _steady(replies: Sequence[Reply], on: str) -> list[Figure]:
    where = f"{on}, {STEADY} questions/s"
    answered = [reply.took for reply in replies if reply.status == 200]
    failed = sum(reply.status != 200 for reply in replies)
    return [
        timed("quick question over HTTP", where, answered, P95_GOAL_MS),
        Figure("questions not answered", where, float(failed), "", 0.0, beside={"asked": float(len(replies))}),
    ]


def _most(replies: Sequence[Reply], most: float, effort: str, goal: float | None, on: str) -> Figure:
    times = spread([reply.took for reply in replies if reply.status == 200])
    beside = {"p50, ms": times[0], "p95, ms": times[1]}
    return Figure(f"answered a second, {effort}, {TOGETHER} asking", on, most, "", goal, least=True, beside=beside)


def _over(replies: Sequence[Reply], grown: float, on: str) -> list[Figure]:
    """Tell what becomes of more questions than can be answered: answers, polite refusals, and what is neither."""
    answered = [reply.took for reply in replies if reply.status == 200]
    refused = [reply for reply in replies if reply.status == REFUSED and reply.polite]
    neither = len(replies) - len(answered) - len(refused)
    shares = {"answered": len(answered) / len(replies), "p95 of these, ms": spread(answered)[1]}
    return [
        Figure("too many: refused with a time to come again", on, len(refused) / len(replies), beside=shares),
        Figure("too many: neither answered nor refused so", on, float(neither), "", 0.0),
        Figure("too many: memory grown by", on, grown, "MB", GROWTH_GOAL_MB),
    ]
