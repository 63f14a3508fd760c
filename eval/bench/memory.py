"""Memory of this process and of those it started, as Linux accounts it."""

from __future__ import annotations

import os
from pathlib import Path

from eval.bench import pss


def megabytes() -> float:
    """Give the private memory of this process and all below it, in MB of 10^6 bytes; NaN where it cannot be read.

    Proportional anonymous pages: what several share is counted once, files that are only mapped not at all.
    """
    found = [size for pid in _family(os.getpid()) if (size := _of(pid)) is not None]
    return sum(found) if found else float("nan")


def _family(pid: int) -> list[int]:
    family = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = task.read_text().split()
        except OSError:  # it ended meanwhile
            continue
        for child in children:
            family += _family(int(child))
    return family


def _of(pid: int) -> float | None:
    try:
        return pss.of_process(pid).anonymous
    except (OSError, ValueError):  # it ended meanwhile, or the system does not say
        return None
