"""Memory of a process as Linux accounts it: what is its own, and its share of what several map."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

_LINE = re.compile(r"^(Pss|Pss_Anon|Pss_File|Pss_Shmem):\s+(\d+) kB", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Proportional:
    """Proportional set size, in MB of 10^6 bytes: a page that n processes share counts 1/n for each.

    Attributes:
        anonymous: what the process wrote itself, in shared memory too.
        mapped: pages of files.
    """

    anonymous: float
    mapped: float

    @property
    def total(self) -> float:
        """Both together."""
        return self.anonymous + self.mapped


def of_process(pid: int) -> Proportional:
    """Read the memory of a process.

    Raises:
        OSError: there is no such process, it is another user's, or the system is no Linux.
    """
    return parsed(Path(f"/proc/{pid}/smaps_rollup").read_text())


def parsed(rollup: str) -> Proportional:
    """Read what `/proc/PID/smaps_rollup` says.

    Raises:
        ValueError: it says nothing of proportional memory by kind, which needs Linux 5.4.
    """
    sizes = {name: int(kilobytes) * 1024 / 1e6 for name, kilobytes in _LINE.findall(rollup)}
    if not {"Pss_Anon", "Pss_File"} <= sizes.keys():
        raise ValueError("no Pss_Anon or Pss_File in smaps_rollup; Linux 5.4 or later writes them")
    return Proportional(sizes["Pss_Anon"] + sizes.get("Pss_Shmem", 0.0), sizes["Pss_File"])
