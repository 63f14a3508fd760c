"""All measures over one generated corpus, those that are wanted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.article import Scope
from corpus.store import ArticleStore
from eval.bench import adding, asking, growth, ingesting, load, questions, ranking, remembering, starting
from eval.bench.exact import Exact
from eval.bench.figures import Figure, spread
from eval.bench.generator import Corpus, generated
from eval.bench.growth import Point
from eval.errors import ModeUnknown
from index.encoding.embedding import Embedder
from index.engine import LocalEngine, Query
from index.segments import upkeep
from qa.desk import Desk, DeskConfig
from qa.ingest import Progress

MEASURES = ("asking", "ranking", "memory", "adding", "starting", "load", "ingesting", "growth")

SMALLEST = 1_000
"""Passages of the first point of growth; each next has ten times as many."""

ADDED_ALONE = 10
"""Releases added at each point of growth."""

Bar = Callable[[str], AbstractContextManager[Progress]]
"""Shows a progress bar under a label."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is measured, and on what.

    Attributes:
        folders: of real releases.
        gold: files of real questions; none: titles are asked.
        size: passages of the corpus; `growth` measures every power of ten up to it too.
        only: of `MEASURES`.
        config: of a desk: model, cache, blend. Its data folder is not touched.
        files: of the first folder, taken in to time ingest; None takes all.
        adds: releases added while others ask, `pause` seconds apart.
    """

    folders: Sequence[Path]
    gold: Sequence[Path]
    size: int
    only: Sequence[str]
    config: DeskConfig
    cache: Path
    files: int | None = None
    adds: int = 30
    pause: float = 1.0


def check(only: Sequence[str]) -> None:
    """Refuse what is no measure.

    Raises:
        ModeUnknown: naming those that there are.
    """
    for name in only:
        if name not in MEASURES:
            raise ModeUnknown(f"nothing called {name!r} is measured; known: {', '.join(MEASURES)}")


def run(plan: Plan, embedder: Embedder, bar: Bar) -> tuple[list[Figure], list[Point]]:
    """Make the corpus, and measure.

    Returns:
        The figures, and the points of growth where those were wanted.

    Raises:
        ModeUnknown, FolderInvalid, GoldInvalid: before anything is measured.
    """
    check(plan.only)
    bench = _Bench(plan, embedder, bar)
    figures: list[Figure] = []
    if set(plan.only) - {"ingesting", "growth"}:
        figures += bench.of_size(bench.corpus(plan.size))
    if "ingesting" in plan.only:
        with bar("taking a folder in") as progress:
            figures += ingesting.measure(plan.folders[0], plan.config, embedder, plan.files, progress)
    points: list[Point] = []
    if "growth" in plan.only:
        points = [bench.point(bench.corpus(size)) for size in sizes(plan.size)]
        figures += growth.figures(points)
    return figures, points


def sizes(largest: int) -> list[int]:
    """Give the sizes at which growth is measured: powers of ten, and the largest."""
    found = [SMALLEST * 10**power for power in range(12) if SMALLEST * 10**power < largest]
    return [*found, largest]


class _Bench:
    """The measures of one plan."""

    def __init__(self, plan: Plan, embedder: Embedder, bar: Bar) -> None:
        self._plan, self._embedder, self._bar = plan, embedder, bar

    def corpus(self, size: int) -> Corpus:
        """Make the corpus of a size, and its index as an ingest would."""
        plan, embedder = self._plan, self._embedder
        with self._bar(f"making {size:,} passages") as progress:
            made = generated(plan.folders, size, plan.cache, embedder, progress)
        with closing(ArticleStore(made.folder)) as store, self._bar("writing the index") as progress:
            upkeep.settle(store, embedder.id, embedder.dimensions, progress)
        return made

    def of_size(self, corpus: Corpus) -> list[Figure]:
        plan, only, on = self._plan, self._plan.only, f"{corpus.passages:,} passages"
        asked, texts, queries = self._asked(corpus)
        figures: list[Figure] = []
        if "asking" in only:
            figures += self._asking(corpus, queries)
        if "ranking" in only:
            with closing(self._desk(corpus)) as desk, self._bar("ranking") as progress:
                desk.ready()
                figures += ranking.measure(desk, asked, on, progress)
        if "memory" in only:
            with self._bar("memory of two workers"):
                model, dimensions = self._embedder.id, self._embedder.dimensions
                figures += remembering.measure(corpus.folder, model, dimensions, queries, on)
        if "adding" in only:
            with closing(self._desk(corpus)) as desk, self._bar("adding while others ask") as progress:
                figures += adding.measure(desk, asked, texts[: plan.adds], plan.pause, on, progress)
        if "starting" in only:
            with self._bar("starting") as progress:
                figures += starting.measure(corpus.folder, plan.cache, asked[0], on, progress)
        if "load" in only:
            with self._bar("under load") as progress:
                figures += load.measure(corpus.folder, plan.cache, asked, on, progress)
        return figures

    def point(self, corpus: Corpus) -> Point:
        """Measure one size quickly, without filters."""
        _, texts, queries = self._asked(corpus)
        model, dimensions = self._embedder.id, self._embedder.dimensions
        with self._bar(f"growth: {corpus.passages:,} passages"):
            with (
                closing(ArticleStore(corpus.folder)) as store,
                closing(LocalEngine(store, model, dimensions)) as engine,
            ):
                p50, p95, _ = spread(asking.unfiltered(engine, queries, self._plan.config.blend))
            figures = remembering.measure(corpus.folder, model, dimensions, queries, "")
            with closing(self._desk(corpus)) as desk:
                found = spread(adding.alone(desk, texts[:ADDED_ALONE]))[0]
            store_size, index_size = growth.disk(corpus.folder)
        memory = next(figure.value for figure in figures if figure.what == remembering.WORKER)
        return Point(corpus.passages, p50, p95, found, memory, store_size, index_size)

    def _asked(self, corpus: Corpus) -> tuple[list[str], list[str], list[Query]]:
        """Questions, texts of releases to add, and questions as an engine takes them."""
        with closing(ArticleStore(corpus.folder)) as store:
            asked = questions.texts(self._plan.gold, store)
            newest = store.page(Scope.everything(), limit=max(self._plan.adds, ADDED_ALONE))
        texts = adding.shuffled([article.text for article in newest])
        return asked, texts, questions.queries(asked, self._embedder)

    def _asking(self, corpus: Corpus, queries: Sequence[Query]) -> list[Figure]:
        model, dimensions = self._embedder.id, self._embedder.dimensions
        with closing(ArticleStore(corpus.folder)) as store:
            with self._bar("reading every vector"):
                exact = Exact.of(store, model, dimensions)
            with closing(LocalEngine(store, model, dimensions)) as engine, self._bar("asking") as progress:
                return asking.measure(engine, exact, queries, self._plan.config.blend, progress)

    def _desk(self, corpus: Corpus) -> Desk:
        return Desk(replace(self._plan.config, data=corpus.folder, workers=0), self._embedder)
