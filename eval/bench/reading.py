"""`python -m eval.bench.reading FOLDER ...`: how fast releases are read and kept without encoding, in what memory.

The rate counts everything but the model: opening, decoding, cleaning, fields, passages, duplicates and the commit.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import os
import platform
import pstats
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import numpy as np

from corpus import sources
from corpus.article import Document
from corpus.errors import Refused
from corpus.readers import Here, Pool
from corpus.store import ArticleStore
from eval.bench.memory import megabytes
from index.encoding.embedding import Floats
from qa.ingest import Intake

FEW, MANY = 1_000, 20_000
"""Files after which memory is looked at."""

PROFILED = 150
"""Documents read under the profiler, of each folder."""


class NoModel:
    """Stands where the embedder would: every passage has the same vector."""

    id = "none/1"
    dimensions = 1
    unrelated = 0.0

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Floats:
        """Give ones, shape (len(texts), 1)."""
        if progress:
            progress(len(texts))
        return np.ones((len(texts), 1), np.float32)

    def encode_question(self, question: str) -> Floats:  # noqa: ARG002
        """Give a one."""
        return np.ones(1, np.float32)


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+", help="releases to read")
    parser.add_argument("--workers", type=int, default=2, help="reading processes; 0 reads in this one")
    parser.add_argument("--flat", action="store_true", help=f"also the memory at {FEW:,} and {MANY:,} files")
    parser.add_argument("--profile", action="store_true", help="also where the time goes")
    parser.add_argument("--json", action="store_true", help="print JSON")
    chosen = parser.parse_args()
    figures: dict[str, Any] = {
        "machine": {"cores": os.cpu_count(), "python": platform.python_version(), "workers": chosen.workers}
    }
    for folder in chosen.folders:
        figures[folder.name] = throughput(folder, chosen.workers)
        if chosen.profile:
            figures[folder.name]["time in"] = profile(folder)
    if chosen.flat:
        figures["memory"] = flat(chosen.folders, chosen.workers)
    print(json.dumps(figures, indent=2) if chosen.json else table(figures))


def throughput(folder: Path, workers: int) -> dict[str, Any]:
    """Take a folder in without a model."""
    documents = [document for document in released(folder) if isinstance(document, Document)]
    with tempfile.TemporaryDirectory() as data:
        store, readers = ArticleStore(Path(data)), Pool(workers) if workers else Here()
        intake = Intake(store, NoModel(), readers)
        try:
            began = time.perf_counter()
            # A page is never read in this process: so the others have started before the clock does.
            list(readers.read([(replace(documents[0], format="html"), None)] * (2 * workers)))
            starting = time.perf_counter() - began
            began = time.perf_counter()
            summary = intake.feed(documents)
            seconds = time.perf_counter() - began
        finally:
            readers.close()
            store.close()
    size = sum(len(document.raw) for document in documents)
    return {
        "documents": len(documents),
        "formats": dict(Counter(document.format for document in documents)),
        "refused": dict(Counter(refused.kind for refused in summary.refused)),
        "starting, seconds": round(starting, 2),
        "documents per second": round(len(documents) / seconds, 1),
        "megabytes per second": round(size / 1e6 / seconds, 2),
    }


def flat(folders: Sequence[Path], workers: int) -> dict[str, Any]:
    """Take in the same releases under ever new names, and look at the memory as their number grows."""
    some = [document for folder in folders for document in released(folder) if isinstance(document, Document)]
    seen: dict[int, float] = {}

    def renamed() -> Iterator[Document]:
        for at, document in enumerate(islice(cycle(some), MANY + 1)):
            if at in {FEW, MANY}:
                seen[at] = megabytes()
            yield replace(document, path=f"{at}/{document.path}", raw=document.raw + b"\n%d" % at)

    with tempfile.TemporaryDirectory() as data:
        store, readers = ArticleStore(Path(data)), Pool(workers) if workers else Here()
        try:
            Intake(store, NoModel(), readers).feed(renamed())
        finally:
            readers.close()
            store.close()
    return {
        **{f"MB after {files:,} files": round(size, 1) for files, size in seen.items()},
        "grown by MB": round(seen[MANY] - seen[FEW], 1),
    }


def profile(folder: Path) -> dict[str, float]:
    """Read some documents in this process; returns the share of the time spent inside each library or module."""
    documents = [document for document in released(folder) if isinstance(document, Document)]
    chosen = documents[:: max(1, len(documents) // PROFILED)][:PROFILED]
    here = Here()
    list(here.read([(chosen[0], None)]))  # what is loaded once is not counted
    profiler = cProfile.Profile()
    profiler.runcall(lambda: list(here.read((document, None) for document in chosen)))
    spent: Counter[str] = Counter()
    for (file, _line, name), (_calls, _all, own, _through, _callers) in pstats.Stats(profiler).stats.items():  # type: ignore[attr-defined]
        spent[_owner(file, name)] += own
    total = sum(spent.values())
    return {owner: round(own / total, 3) for owner, own in spent.most_common(10)}


def _owner(file: str, name: str) -> str:
    """Name whose code a function is: a library, a module of ours, or a built-in."""
    path = Path(file)
    if "site-packages" in path.parts:
        return path.parts[path.parts.index("site-packages") + 1]
    if file.startswith("~"):
        return "lxml" if "lxml" in name else "re" if "'re." in name else "built in"
    if "corpus" in path.parts:
        return ".".join(path.with_suffix("").parts[path.parts.index("corpus") :])
    return "python"


def released(folder: Path) -> Iterator[Document | Refused]:
    """Yield every file of a folder, or why it is none of ours."""
    origin = sources.locate(folder, ())
    for path in sources.files(origin, lambda _error: None):
        try:
            yield sources.document(path, origin.source)
        except Refused as refused:
            yield refused


def table(figures: dict[str, Any]) -> str:
    """Lay figures out for people."""
    lines = []
    for group, values in figures.items():
        lines.append(group)
        for name, value in values.items():
            shown = ", ".join(f"{key} {one}" for key, one in value.items()) if isinstance(value, dict) else value
            lines.append(f"  {name:22} {shown}")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
