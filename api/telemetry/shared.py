"""Figures of several processes, kept in one folder to be added up.

Imports nothing of prometheus_client, which looks once, when it is first imported, whether there is such a folder.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

SHARED = "PROMETHEUS_MULTIPROC_DIR"
"""Variable that names the folder (prometheus_client's own)."""


@contextmanager
def together() -> Iterator[None]:
    """Let this process and those it starts add their figures up, in a folder that is gone with them."""
    if SHARED in os.environ:
        yield
        return
    os.environ[SHARED] = tempfile.mkdtemp(prefix="dateline-figures-")
    try:
        yield
    finally:
        shutil.rmtree(os.environ.pop(SHARED), ignore_errors=True)
