"""`python -m eval.bench.vectors FOLDER...`: searching vectors alone, beside faiss's flat index in single precision.

Vectors are those of the folders' passages first, then copies of them with Gaussian noise (`eval.bench.copies.noisy`:
a copy's cosine to its source is .8); questions are real ones, or titles. Filters allow rows drawn by chance, or the
rows nearest to one passage: those are the hard ones, as most lie far from the question. Building, the rival and the
measured index each run in a process of their own, so that none counts the memory of another.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import re
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from platformdirs import user_cache_path
from rich.console import Console

from eval.bench import pss, questions
from eval.bench.copies import noisy
from eval.bench.figures import Figure, spread, table, written
from eval.workspace import of_folders
from index.dense.flat import FlatIndex, Floats, Rows
from index.dense.packed import PackedVectors
from index.dense.packing import pack
from qa.desk import DeskConfig

DEPTH = 100
"""Rows searched for, as a question does."""

SEED = 11
"""Of copies and filters."""

BLOCK = 20_000
"""Copies made together."""

QUESTIONS = 100
"""Asked at most."""

WIDTHS = (0.5, 0.1, 0.01, 0.001)
"""Shares of the rows that filters allow."""

SUBJECTS = (0.1, 0.01)
"""Shares of those that allow the nearest rows to one passage."""

RECALL, MEMORY = 0.98, 450.0
"""Goals: recall@10, and MB of a process's memory."""

Apart = Callable[..., Any]
"""Calls a function with its arguments, in another process or in this one."""


@dataclass(frozen=True, slots=True)
class Times:
    """What searching found and took.

    Attributes:
        rows: of each filter and question, best first.
        milliseconds: of each filter, one a question.
        megabytes: of the process's memory that searching added: anonymous and mapped.
    """

    rows: dict[str, list[Rows]]
    milliseconds: dict[str, list[float]]
    megabytes: tuple[float, float]


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="+", help="releases whose passages are copied")
    parser.add_argument("--gold", type=Path, nargs="*", default=[], help="gold files; without them titles are asked")
    parser.add_argument("--rows", type=int, nargs="+", default=[100_000, 1_000_000], help="sizes to measure")
    parser.add_argument("--cache", type=Path, default=user_cache_path("dateline"), help="where converted models lie")
    parser.add_argument("--json", action="store_true", help="print JSON")
    chosen = parser.parse_args()
    real, asked = _encoded(chosen.folder, chosen.gold, chosen.cache)
    figures: list[Figure] = []
    for rows in chosen.rows:
        with tempfile.TemporaryDirectory() as place:
            figures += measure(real, asked, rows, Path(place), apart)
    print(written(figures)) if chosen.json else Console().print(table(figures))


def _encoded(folders: Sequence[Path], gold: Sequence[Path], cache: Path) -> tuple[Floats, Floats]:
    """Give the vectors of the folders' passages, and those of questions."""
    desk, _ = of_folders(folders, DeskConfig(Path(), cache=cache), cache, lambda _done, _all: None)
    try:
        with desk.store.snapshot(desk.embedder.id) as (_, rows):
            real = [row.vectors for row in rows if row.vectors is not None]
        asked = questions.texts(gold, desk.store)
        drawn = np.random.default_rng(SEED).permutation(len(asked))[:QUESTIONS]
        return np.concatenate(real), np.stack([desk.embedder.encode_question(asked[one]) for one in drawn])
    finally:
        desk.close()


def apart(function: Callable[..., Any], *arguments: Any) -> Any:
    """Call a function in a new process."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as process:
        return process.submit(function, *arguments).result()


def measure(real: Floats, asked: Floats, rows: int, place: Path, run: Apart) -> list[Figure]:
    """Build and search one size.

    Args:
        real: vectors that are copied, shape (passages, dimensions).
        asked: questions, shape (questions, dimensions).
        rows: how many vectors there shall be.
        place: an empty folder.
        run: how the parts are called: `apart`, or in this process.
    """
    seconds, megabytes = run(build, place, real, rows)
    rival: Times = run(search_flat, place, real, asked)
    ours: Times = run(search_packed, place, real, asked)
    on = f"{rows:,} rows"
    figures = [Figure("building", on, seconds, "s"), Figure("building, most memory", on, megabytes, "MB")]
    for name, times in ours.milliseconds.items():
        goal = 3.0 if rows <= 100_000 else 10.0 if name == "no filter" else 15.0
        p50, p95, _ = spread(times)
        flat, slow, _ = spread(rival.milliseconds[name])
        beside = {"p50": p50, "flat p50": flat, "flat p95": slow}
        figures.append(Figure("search, p95", f"{on}, {name}", p95, "ms", goal, beside=beside))
        ten, hundred = (recall(ours.rows[name], rival.rows[name], depth) for depth in (10, DEPTH))
        beside = {"@100": hundred}
        figures.append(Figure("recall@10", f"{on}, {name}", ten, "", RECALL, least=True, beside=beside))
    beside = {"anonymous": ours.megabytes[0], "flat": sum(rival.megabytes)}
    return [*figures, Figure("memory of the index", on, sum(ours.megabytes), "MB", MEMORY, beside=beside)]


def recall(found: Sequence[Rows], truth: Sequence[Rows], depth: int) -> float:
    """Share of the best `depth` rows that were found among as many; NaN where there was nothing to find."""
    pairs = list(zip(found, truth, strict=True))
    hits = sum(len(np.intersect1d(one[:depth], other[:depth])) for one, other in pairs)
    return hits / possible if (possible := sum(len(other[:depth]) for _, other in pairs)) else float("nan")


def build(place: Path, real: Floats, rows: int) -> tuple[float, float]:
    """Write the vectors of one size, at low priority; returns seconds, and MB of memory at most."""
    os.nice(10)
    began = time.perf_counter()
    pack(place, vectors(real, rows), real.shape[1])
    # Not `ru_maxrss`: a new process inherits that of the one it came from, model and all.
    (peak,) = re.findall(r"^VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(), re.MULTILINE)
    return time.perf_counter() - began, int(peak) * 1024 / 1e6


def vectors(real: Floats, rows: int) -> Iterator[Floats]:
    """Give the real vectors, then copies with noise, in blocks, the same for every size as far as it goes."""
    yield real[:rows]
    for number, first in enumerate(range(len(real), rows, BLOCK)):
        random = np.random.default_rng((SEED, number))
        block = noisy(real[random.integers(len(real), size=BLOCK)], random)
        yield block[: rows - first]


def filters(index: PackedVectors, real: Floats) -> dict[str, NDArray[np.bool_] | None]:
    """Give filters by name: none, by chance, and by nearness to one passage."""
    random = np.random.default_rng(SEED)
    subject = real[len(real) // 2]
    nearness = np.concatenate([block.astype(np.float32) @ subject for block in index.blocks()])
    made: dict[str, NDArray[np.bool_] | None] = {"no filter": None}
    made |= {f"{100 * width:g} % by chance": random.random(index.rows) < width for width in WIDTHS}
    return made | {
        f"{100 * width:g} % of one subject": nearness > np.quantile(nearness, 1 - width) for width in SUBJECTS
    }


def search_flat(place: Path, real: Floats, asked: Floats) -> Times:
    """Search the rival."""
    before = pss.of_process(os.getpid())
    packed = PackedVectors(place)
    index = FlatIndex(packed.dimensions)
    for block in packed.blocks():
        index.add(block.astype(np.float32))
    return _timed(index, filters(packed, real), asked, before)


def search_packed(place: Path, real: Floats, asked: Floats) -> Times:
    """Search what `build` wrote."""
    allowed = filters(PackedVectors(place), real)
    before = pss.of_process(os.getpid())
    return _timed(PackedVectors(place), allowed, asked, before)


def _timed(
    index: FlatIndex | PackedVectors,
    allowed: dict[str, NDArray[np.bool_] | None],
    asked: Floats,
    before: pss.Proportional,
) -> Times:
    found: dict[str, list[Rows]] = {}
    took: dict[str, list[float]] = {}
    for name, mask in allowed.items():
        index.search(asked[0], DEPTH, mask)
        for question in asked:
            began = time.perf_counter()
            rows, _ = index.search(question, DEPTH, mask)
            took.setdefault(name, []).append((time.perf_counter() - began) * 1e3)
            found.setdefault(name, []).append(rows)
    after = pss.of_process(os.getpid())
    return Times(found, took, (after.anonymous - before.anonymous, after.mapped - before.mapped))


if __name__ == "__main__":
    main()
