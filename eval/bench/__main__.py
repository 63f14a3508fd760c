"""`python -m eval.bench FOLDER`: time reading, taking in and asking, and print what each stage took."""

from __future__ import annotations

import argparse
import json
import os
import platform
import tempfile
import time
from pathlib import Path
from typing import Any

from corpus import sources
from corpus.errors import Refused
from corpus.passages import cutting
from corpus.reading import read
from eval.report import percentiles
from index.engine import LocalEngine
from qa.desk import Desk, DeskConfig
from qa.question import Question

MOST_FILES = 300
"""Files encoded: enough for a steady rate, few enough to wait for."""

QUESTIONS = 200


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="releases to measure on")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--files", type=int, default=MOST_FILES, help="files to take in, spread over the folder")
    chosen = parser.parse_args()
    figures = measure(chosen.folder, chosen.files)
    print(json.dumps(figures, indent=2) if chosen.json else table(figures))


def measure(folder: Path, most: int) -> dict[str, Any]:
    """Measure one folder.

    Returns:
        Figures by stage, and the machine they were measured on.
    """
    origin = sources.locate(folder, ())
    everything = list(sources.files(origin, lambda _error: None))
    files = everything[:: max(1, len(everything) // most)][:most]
    titles, reading = _read(files, origin)
    with tempfile.TemporaryDirectory() as data:
        desk = Desk(DeskConfig(Path(data)))
        desk.embedder.encode_question("warm")
        desk.store.register(origin.source)
        summary = desk.intake().paths(files)
        began = time.perf_counter()
        LocalEngine(desk.store, desk.embedder.id, desk.embedder.dimensions).refresh()
        loading = time.perf_counter() - began
        desk.ready()
        stages = _ask(desk, titles)
        again = desk.intake().paths(files)
        desk.close()
    return {
        "machine": {
            "cores": os.cpu_count(),
            "python": platform.python_version(),
            "system": f"{platform.system()} {platform.machine()}",
        },
        "folder": {"files": len(everything), "measured": len(files), "passages": summary.passages},
        "reading": {"documents_per_second": round(len(files) / reading, 1)},
        "taking_in": {
            "passages_per_second": round(summary.passages / summary.seconds, 1),
            "seconds": round(summary.seconds, 2),
            "times_the_encoding": round(summary.seconds / summary.encoding, 3),
            "again_seconds": round(again.seconds, 3),
        },
        "index_load": {"seconds": round(loading, 3)},
        "question_ms": stages,
    }


def _read(files: list[Path], origin: sources.Origin) -> tuple[list[str], float]:
    """Read and cut every file; returns their titles and the seconds."""
    titles = []
    began = time.perf_counter()
    for path in files:
        try:
            draft = read(sources.document(path, origin.source))
        except Refused:
            continue
        cutting.cut(draft.text, parts=draft.parts)
        titles.append(draft.title or path.stem)
    return titles, time.perf_counter() - began


def _ask(desk: Desk, titles: list[str]) -> dict[str, dict[str, float]]:
    """Ask titles as questions; returns percentiles by stage in milliseconds."""
    laps: dict[str, list[float]] = {}
    for at in range(QUESTIONS):
        reply = desk.ask(Question(titles[at % len(titles)][:200]))
        for stage, took in reply.took_ms.items():
            laps.setdefault(stage, []).append(took)
    return {stage: percentiles(times) for stage, times in laps.items()}


def table(figures: dict[str, Any]) -> str:
    """Lay figures out for people."""
    lines = []
    for group, values in figures.items():
        lines.append(group.replace("_", " "))
        for name, value in values.items():
            shown = f"p50 {value['p50']} · p95 {value['p95']}" if isinstance(value, dict) else value
            lines.append(f"  {name.replace('_', ' '):24} {shown}")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
