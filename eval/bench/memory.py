"""Memory of this process and of those it started, as Linux accounts it."""

from __future__ import annotations

import os
import re
from pathlib import Path

_ANONYMOUS = re.compile(r"^(?:Pss_Anon|Pss_Shmem):\s+(\d+) kB", re.MULTILINE)


def megabytes() -> float:
    """Give the private memory of this process and all below it, in MB of 10^6 bytes; NaN where it cannot be read.

    Proportional anonymous pages: what several share is counted once, files that are only mapped not at all.
    """
    found = [kilobytes for pid in _family(os.getpid()) if (kilobytes := _of(pid)) is not None]
    return sum(found) * 1024 / 1e6 if found else float("nan")


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


def _of(pid: int) -> int | None:
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return None
    return sum(int(size) for size in _ANONYMOUS.findall(rollup))
