"""Memory by kind, as the kernel writes it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from eval.bench.pss import parsed

ROLLUP = """\
55d0-7ffe ---p 00000000 00:00 0                          [rollup]
Rss:               90000 kB
Pss:               50000 kB
Pss_Dirty:         20000 kB
Pss_Anon:          30000 kB
Pss_File:          15000 kB
Pss_Shmem:          5000 kB
"""

WRITING = """
import os
from eval.bench.pss import of_process
before = of_process(os.getpid()).anonymous
held = bytearray(os.urandom(1 << 20)) * 40
print(len(held) / 1e6, of_process(os.getpid()).anonymous - before)
"""


def test_shared_memory_counts_as_written_and_files_as_mapped() -> None:
    assert (parsed(ROLLUP).anonymous, parsed(ROLLUP).mapped) == pytest.approx((35.84, 15.36))
    assert parsed(ROLLUP).total == pytest.approx(50_000 * 1024 / 1e6)


def test_an_old_kernel_is_told_from_an_empty_process() -> None:
    with pytest.raises(ValueError, match=r"5\.4"):
        parsed("Rss: 1 kB\nPss: 1 kB\n")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux alone has smaps_rollup")
def test_memory_that_is_written_is_anonymous() -> None:
    # In a process of its own: in this one others give memory back at the same moment.
    ran = subprocess.run([sys.executable, "-c", WRITING], capture_output=True, text=True, check=True)
    held, grown = map(float, ran.stdout.split())
    assert grown == pytest.approx(held, rel=0.1)
