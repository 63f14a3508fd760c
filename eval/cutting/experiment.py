"""One variant over one folder: cut, encode, index, ask, score."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import add
from pathlib import Path

import numpy as np

from corpus import sources
from corpus.article import Document, Draft, Span
from corpus.errors import Refused
from corpus.reading import read
from corpus.records import Entry, Source
from eval import gold, run
from eval.comparison import COMPARED
from eval.cutting.structure import Torn, torn, whole
from eval.cutting.variants import Variant
from eval.cutting.vectors import CachedEmbedder, VectorCache
from eval.gold import Gold, holds
from eval.measures import Retrieved
from eval.workspace import path_in
from qa.desk import Desk, DeskConfig
from qa.ingest import BATCH_PASSAGES, Progress

MODE = "hybrid"
"""How questions are asked: words and meaning joined, without a second look."""

PER_ARTICLE = 2
"""Passages of one release that a user sees, as `Question` has it."""

WITHIN = 450
"""Words: some three passages. Hits among the first k passages favour long ones; what a reader must read does not."""

BUDGET = f"quote in {WITHIN} words"
MEASURES = (*COMPARED, BUDGET)

Reading = Sequence[tuple[Document, Draft]]


@dataclass(frozen=True, slots=True)
class Folder:
    """Releases and the questions about them, read once for all variants."""

    name: str
    source: Source
    releases: Reading
    questions: Sequence[Gold]


@dataclass(frozen=True, slots=True)
class Result:
    """What one variant came to on one folder.

    Attributes:
        torn: what its cuts tear apart.
        quotes, quotes_whole: quotes of the questions, and those that stand in one passage from end to end.
        values: measure -> question id -> value, of the questions that something answers; empty if none was asked.
    """

    torn: Torn
    quotes: int
    quotes_whole: int
    values: dict[str, dict[str, float]]


def folder(path: Path, questions: Path) -> Folder:
    """Read a folder of releases and its questions.

    Raises:
        SourceMissing: there is no such folder.
        GoldInvalid: a question cannot be scored.
    """
    origin = sources.locate(path, ())
    return Folder(path.name, origin.source, list(_read(origin)), gold.load(questions, path))


def _read(origin: sources.Origin) -> Iterator[tuple[Document, Draft]]:
    for file in sources.files(origin, lambda _error: None):
        try:
            document = sources.document(file, origin.source)
            yield document, read(document)
        except Refused:  # as an ingest does: the others go on
            continue


def counted(variant: Variant, on: Folder) -> Result:
    """Count what a variant tears apart, without asking anything: no model is needed."""
    cuts = [variant.spans(draft) for _, draft in on.releases]
    pieces = [torn(draft, spans) for (_, draft), spans in zip(on.releases, cuts, strict=True)]
    quotes, held = _quotes(on, cuts)
    return Result(reduce(add, pieces, Torn()), quotes, held, {})


def measured(variant: Variant, on: Folder, cache: VectorCache, dimensions: int, progress: Progress) -> Result:
    """Try a variant on a folder.

    Args:
        variant: what is tried.
        on: the folder.
        cache: makes and keeps the vectors.
        dimensions: length of a vector.
        progress: told of texts encoded.
    """
    embedder = CachedEmbedder(f"cutting/{variant.name}", dimensions, cache)
    with tempfile.TemporaryDirectory() as data:
        desk = Desk(DeskConfig(Path(data)), embedder)
        try:
            desk.store.register(on.source)
            _fill(desk, variant, on.releases, cache, progress)
            desk.ready()
            asker = run.through_desk(desk, MODE, PER_ARTICLE, path_in((Path(on.source.location),)))
            scored = run.score_gold({MODE: asker}, on.questions, lambda _done, _all: None)[MODE]
        finally:
            desk.close()
    levels = {"article": scored.article, "passage": scored.passage}
    values = {measure: dict(levels[measure.split()[0]][measure.split()[1]]) for measure in COMPARED}
    answerable = [question for question in on.questions if question.relevant]
    values[BUDGET] = {each.id: float(within(each, scored.outcomes[each.id].ranked)) for each in answerable}
    return replace(counted(variant, on), values=values)


def within(question: Gold, ranked: Sequence[Retrieved], budget: int = WITHIN) -> bool:
    """Tell whether a wanted quote comes before a reader who begins at the top has read so many words.

    The passage that holds it counts half: on the average the quote stands in its middle.
    """
    done = 0.0
    for item in ranked:
        words = len(item.text.split())
        if done + words / 2 > budget:
            return False
        if any(item.article == wanted.article and holds(item.text, wanted.quote) for wanted in question.relevant):
            return True
        done += words
    return False


def _quotes(on: Folder, cuts: Sequence[Sequence[Span]]) -> tuple[int, int]:
    """Count the quotes of the questions, and those that no cut goes through."""
    wanted: dict[str, set[str]] = {}
    for question in on.questions:
        for item in question.relevant:
            wanted.setdefault(item.article, set()).add(item.quote)
    held = 0
    for (document, draft), spans in zip(on.releases, cuts, strict=True):
        if quotes := wanted.get(document.path):
            held += whole(quotes, [span.of(draft.text) for span in spans])
    return sum(map(len, wanted.values())), held


def _fill(desk: Desk, variant: Variant, releases: Reading, cache: VectorCache, progress: Progress) -> None:
    """Put the releases into the store, cut and encoded as the variant has it."""
    cuts = [variant.spans(draft) for _, draft in releases]
    texts = [variant.texts(draft, spans) for (_, draft), spans in zip(releases, cuts, strict=True)]
    encoded = cache.of([text for each in texts for text in each], progress)
    rows = np.cumsum([0, *map(len, texts)])
    entries = [
        Entry(document, draft, spans, variant.vectors(draft, encoded[rows[at] : rows[at + 1]]), desk.embedder.id)
        for at, ((document, draft), spans) in enumerate(zip(releases, cuts, strict=True))
    ]
    for at in range(0, len(entries), BATCH_PASSAGES):
        desk.store.put(entries[at : at + BATCH_PASSAGES])
