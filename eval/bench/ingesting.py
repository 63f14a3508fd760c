"""A folder taken in from the first file to the last commit, against encoding its passages alone."""

from __future__ import annotations

import tempfile
import time
from dataclasses import replace
from pathlib import Path

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
    with tempfile.TemporaryDirectory() as data:
        desk = Desk(replace(config, data=Path(data), workers=READERS), embedder)
        try:
            desk.intake().feed([WARMING] * READERS)
            summary = desk.intake().paths(files, progress=progress)
            texts = _texts(desk, embedder.id)
        finally:
            desk.close()
    began = time.perf_counter()
    embedder.encode_passages(texts)
    alone = time.perf_counter() - began
    on = f"{len(files):,} files of {folder.name}, {len(texts):,} passages"
    return [
        Figure("whole ingest", on, summary.seconds, "s"),
        Figure("encoding alone", on, alone, "s"),
        Figure("whole ingest beside encoding alone", on, summary.seconds / alone, "×", GOAL),
        Figure("passages a second, whole ingest", on, len(texts) / summary.seconds),
    ]


def _texts(desk: Desk, model: str) -> list[str]:
    """Read what was encoded, in the order in which it was."""
    with desk.store.snapshot(model) as (_, rows):
        return [
            passage_text(row.article.title, row.article.text[cut.start : cut.end])
            for row in rows
            for cut in row.passages
        ]
