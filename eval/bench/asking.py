"""A question in process: search and fusion without encoding, filtered and not, and how much of the best is found."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import replace
from itertools import cycle, islice

import numpy as np

from corpus.article import Filters, Scope
from eval.bench.exact import Exact, recall
from eval.bench.figures import Figure, timed
from index.engine import Blend, Query, SearchEngine, pure
from qa.ingest import Progress

WIDTHS = (0.5, 0.1, 0.01, 0.001)
"""Shares of all passages that filters leave."""

TIMED = 200
"""Questions timed in each case, at the least every one once."""

WARMING = 10
"""Questions before those, not timed."""

JUDGED = 50
"""Questions of each case whose best passages are looked for among all vectors."""

SEED = 7

LARGE = 300_000
"""Passages from which on the goals are those of a million."""

GOALS = {False: 8.0, True: 30.0}
"""Milliseconds at the 95th percentile, of a small and of a large corpus."""

RECALL = 0.98


def measure(
    engine: SearchEngine, exact: Exact, asked: Sequence[Query], blend: Blend, progress: Progress
) -> list[Figure]:
    """Time questions one at a time, without filters and within filters of every width.

    Args:
        engine: over the same store as `exact`.
        asked: real questions.
        blend: how words and meaning are joined.
        progress: told of the cases done.
    """
    engine.refresh()
    size = len(exact.numbers)
    goal = GOALS[size >= LARGE]
    figures: list[Figure] = []
    every: list[float] = []
    kept: list[float] = []
    planned = cases(exact, len(asked))
    for done, (name, filters) in enumerate(planned):
        times, recalls = _times(engine, asked, filters, blend), _recalls(engine, exact, asked, filters, blend)
        figures += _figures(f"{size:,} passages, {name}", times, recalls, goal)
        every += times
        kept += recalls
        progress(done + 1, len(planned))
    return [*figures, *_figures(f"{size:,} passages, all of these", every, kept, goal)]


def _figures(on: str, times: Sequence[float], recalls: Sequence[float], goal: float) -> list[Figure]:
    found = float(np.mean(recalls)) if recalls else math.nan
    return [timed("question", on, times, goal), Figure("recall@10 against all vectors", on, found, "", RECALL, True)]


def cases(exact: Exact, count: int) -> list[tuple[str, list[Filters]]]:
    """Give each case a name, and for each of `count` questions a filter."""
    random = np.random.default_rng(SEED)
    planned = [("no filter", [Filters()] * count)]
    for share in WIDTHS:
        narrowed = [exact.dates(share, random) for _ in range(count)]
        planned.append((f"{100 * share:g} % by date", narrowed))
    met = set()
    for share in WIDTHS:
        chosen = exact.source(share)
        if chosen.source not in met:  # a small corpus has few sources
            met.add(chosen.source)
            held = 100 * float(exact.allowed(chosen).mean())
            planned.append((f"{held:.2g} % by source", [chosen] * count))
    return planned


def unfiltered(engine: SearchEngine, asked: Sequence[Query], blend: Blend) -> list[float]:
    """Time questions without filters, milliseconds."""
    engine.refresh()
    return _times(engine, asked, [Filters()] * len(asked), blend)


def _times(engine: SearchEngine, asked: Sequence[Query], filters: Sequence[Filters], blend: Blend) -> list[float]:
    """Ask again and again until `TIMED` questions were timed; milliseconds."""
    pairs = list(zip(asked, filters, strict=True))
    times = []
    for query, narrowed in islice(cycle(pairs), WARMING + max(TIMED, len(pairs))):
        began = time.perf_counter()
        engine.refresh()
        engine.search(query, Scope.everything(), narrowed, blend)
        times.append((time.perf_counter() - began) * 1e3)
    return times[WARMING:]


def _recalls(
    engine: SearchEngine, exact: Exact, asked: Sequence[Query], filters: Sequence[Filters], blend: Blend
) -> list[float]:
    found = []
    for query, narrowed in zip(asked[:JUDGED], filters, strict=False):
        if query.vector is None:
            continue
        alike = replace(query, foreign=None)  # all compared by one vector, as the oracle does
        candidates = engine.search(alike, Scope.everything(), narrowed, pure(blend, "dense"))
        best = sorted(candidates, key=lambda candidate: -candidate.cosine)
        found.append(recall(exact, query.vector, narrowed, [one.passage.number for one in best]))
    return found
