"""A folder taken in from the first file to the last commit, against encoding its passages alone."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from corpus import sources
from corpus.article import Document
from eval.bench.figures import Figure
from index.encoding.embedding import Embedder, passage_text
from qa.desk import Desk, DeskConfig
from qa.ingest import Progress

GOAL = 1.25

READERS = 2
"""Reading processes, as a service has unless told otherwise."""

WARMING = Document("warming", "page.html", b"<p>nothing</p>", "html")
"""Read, and refused, before the clock starts: a service starts its reading processes once."""


class _Spent(NamedTuple):
    """Seconds by the clock, and of processor time: the system's for this process too, but not its readers'."""

    seconds: float
    processor: float


def _spent(since: _Spent = _Spent(0.0, 0.0)) -> _Spent:  # noqa: B008 - it never changes
    return _Spent(time.perf_counter() - since.seconds, time.process_time() - since.processor)


def measure(
    folder: Path, config: DeskConfig, embedder: Embedder, most: int | None, progress: Progress
) -> list[Figure]:
    """Take a folder in, then encode the same passages once more and nothing else.

    Args:
        folder: of releases.
        config: of the desk; the data go into a folder that is gone afterwards.
        embedder: is warmed up before.
        most: files, spread evenly over the folder; None takes all.
        progress: told of the files done.
    """
    files = list(sources.files(sources.locate(folder, ()), lambda _error: None))
    files = files[:: max(1, len(files) // most)][:most] if most else files
    embedder.encode_passages(["warm"] * 64)
    with tempfile.TemporaryDirectory() as work:
        room = _copied(files, folder.resolve(), Path(work))
        desk = Desk(replace(config, data=Path(work) / "data", workers=READERS), embedder)
        try:
            desk.intake().feed([WARMING] * READERS)
            began = _spent()
            desk.intake().paths([room], progress=progress)
            whole = _spent(began)
            texts = _texts(desk, embedder.id)
        finally:
            desk.close()
    began = _spent()
    embedder.encode_passages(texts)
    alone = _spent(began)
    on = f"{len(files):,} files of {folder.name}, {len(texts):,} passages"
    return [
        Figure("whole ingest", on, whole.seconds, "s"),
        Figure("encoding alone", on, alone.seconds, "s"),
        Figure("whole ingest beside encoding alone", on, whole.seconds / alone.seconds, "×", GOAL),
        Figure("processor time of the whole ingest, without its readers", on, whole.processor, "s"),
        Figure("processor time of encoding alone", on, alone.processor, "s"),
        Figure("passages a second, whole ingest", on, len(texts) / whole.seconds),
    ]


def _copied(files: Sequence[Path], folder: Path, work: Path) -> Path:
    """Copy files into a folder that holds no others: one by one, they would belong to as many sources as folders."""
    room = work / folder.name
    for file in files:
        place = room / file.relative_to(folder)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, place)
    return room


def _texts(desk: Desk, model: str) -> list[str]:
    """Read what was encoded, in the order in which it was."""
    with desk.store.snapshot(model) as (_, rows):
        return [
            passage_text(row.article.title, row.article.text[cut.start : cut.end])
            for row in rows
            for cut in row.passages
        ]
