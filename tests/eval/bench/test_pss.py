"""Memory by kind, as the kernel writes it."""

from __future__ import annotations

import os
import sys

import pytest

from eval.bench.pss import of_process, parsed

ROLLUP = """\
55d0-7ffe ---p 00000000 00:00 0                          [rollup]
Rss:               90000 kB
Pss:               50000 kB
Pss_Dirty:         20000 kB
Pss_Anon:          30000 kB
Pss_File:          15000 kB
Pss_Shmem:          5000 kB
"""


def test_shared_memory_counts_as_written_and_files_as_mapped() -> None:
    assert (parsed(ROLLUP).anonymous, parsed(ROLLUP).mapped) == pytest.approx((35.84, 15.36))
    assert parsed(ROLLUP).total == pytest.approx(50_000 * 1024 / 1e6)


def test_an_old_kernel_is_told_from_an_empty_process() -> None:
    with pytest.raises(ValueError, match=r"5\.4"):
        parsed("Rss: 1 kB\nPss: 1 kB\n")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux alone has smaps_rollup")
def test_memory_that_is_written_is_anonymous() -> None:
    before = of_process(os.getpid())
    held = bytearray(os.urandom(1 << 20)) * 40
    after = of_process(os.getpid())
    assert after.anonymous - before.anonymous == pytest.approx(len(held) / 1e6, rel=0.3)
