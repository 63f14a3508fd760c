"""`python -m eval.bench.watching`: how soon a watched folder's new file answers, and a removed one is in no answer.

The real model, a folder of releases under a running watch, and somebody who asks over and over: what is timed runs
from the file's being there, or gone, to the first reply that shows it.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from statistics import median
from typing import Any

from platformdirs import user_cache_path

from corpus.article import Scope
from qa.desk import Desk, DeskConfig
from qa.question import Question

TIMES = 30
"""Files that come and go."""

PATIENCE = 30.0
"""Seconds after which what has not shown is taken for broken."""

PAUSE = 0.005
"""Seconds between two questions."""

TOWNS = "Arlow Benth Corvin Dunmere Estrel Farrow Galden Hobbin Iverne Jostel Kelmar Lorwick".split()
WORKS = "aqueduct bandstand causeway dispensary embankment footbridge granary harbourmaster".split()


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", help="releases that lie there already; else the bundled ones")
    parser.add_argument("--times", type=int, default=TIMES, help="files that come and go, one after the other")
    parser.add_argument("--cache", type=Path, default=user_cache_path("dateline"), help="where converted models lie")
    parser.add_argument("--json", action="store_true", help="print JSON")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as kept:
        room = Path(kept) / "room"
        with resources.as_file(resources.files("corpus") / "sample") as bundled:
            shutil.copytree(chosen.folder or bundled, room)
        desk = Desk(DeskConfig(Path(kept) / "data", cache=chosen.cache))
        try:
            figures = measure(desk, room, chosen.times)
        finally:
            desk.close()
    print(json.dumps(figures, indent=2) if chosen.json else table(figures))


def measure(desk: Desk, room: Path, times: int) -> dict[str, Any]:
    """Let files come and go in a folder, and time both.

    Args:
        desk: with an empty data folder.
        room: the folder; it is written into.
        times: how many files.

    Returns:
        The machine, what lay in the folder, and seconds from a file's coming or going to the first right reply:
        median and worst.

    Raises:
        TimeoutError: a change never showed.
    """
    new, removed = [], []
    with _watched(desk, room):
        articles, passages = desk.store.count(Scope.everything()), desk.store.count_passages()
        for at in range(times):
            path, question = _release(room, at)
            new.append(_until(desk, question, path, answers=True))
            path.unlink()
            removed.append(_until(desk, question, path, answers=False))
    return {
        "machine": {"cores": os.cpu_count(), "python": platform.python_version(), "model": desk.embedder.id},
        "folder": {"articles": articles, "passages": passages, "times": times},
        "seconds": {"new": _told(new), "removed": _told(removed)},
    }


@contextmanager
def _watched(desk: Desk, room: Path) -> Iterator[None]:
    """Take a folder in and watch it, until the watch stands and the model is warm."""
    watch = desk.watch([room], lambda _changed: None)
    desk.intake().paths([room])
    desk.ready()
    stop = threading.Event()
    thread = threading.Thread(target=watch.run, args=(stop,))
    thread.start()
    try:
        path, question = _release(room, -1)
        _until(desk, question, path, answers=True)
        path.unlink()
        _until(desk, question, path, answers=False)
        yield
    finally:
        stop.set()
        thread.join()


def _release(room: Path, at: int) -> tuple[Path, str]:
    """Put a release into the folder, unlike any other; returns its path and a question that it answers."""
    town, work = TOWNS[at % len(TOWNS)], WORKS[at // len(TOWNS) % len(WORKS)]
    text = (
        f"{town} opens its {work} number {at}\n\n{town.upper()}, 9 November 2023 - The {work} of {town} was opened on"
        f" Thursday after {at + 40} weeks of work. The council paid {at + 300} thousand for it, its mayor said.\n"
    )
    path = room / f"{at}-{work}.txt"
    path.write_text(text, encoding="utf-8")
    return path, f"what did {town} pay for {work} number {at}?"


def _until(desk: Desk, question: str, path: Path, answers: bool) -> float:
    """Ask until a file answers, or no longer does; returns the seconds.

    Raises:
        TimeoutError: it never came to that.
    """
    began = time.perf_counter()
    while _shown(desk, question, path) is not answers:
        if time.perf_counter() - began > PATIENCE:
            raise TimeoutError(f"a change of the folder did not show in any reply for {PATIENCE:g} s")
        time.sleep(PAUSE)
    return time.perf_counter() - began


def _shown(desk: Desk, question: str, path: Path) -> bool:
    return any(passage.citation.article.path == path.name for passage in desk.ask(Question(question)).passages)


def _told(seconds: list[float]) -> dict[str, float]:
    return {"median": round(median(seconds), 3), "worst": round(max(seconds), 3)}


def table(figures: dict[str, Any]) -> str:
    """Lay figures out for people."""
    lines = [
        ", ".join(f"{name} {value}" for name, value in figures[group].items()) for group in ("machine", "folder")
    ]
    for what, seconds in figures["seconds"].items():
        lines.append(f"  {what:10} median {seconds['median']:.2f} s · worst {seconds['worst']:.2f} s")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
