"""What compiling a network gives, kept beside it: without weights, which stay where they are, under a megabyte.

Weights that were rewritten in four bits stand nowhere else and are kept with it: 14 MB for e5.

It fits one network, one version of the library and one kind of processor. What does not fit, or is damaged, is as if
it were not there: the network is compiled again, which takes half a second.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from index.encoding.kept import listed

_DIGEST = hashlib.sha256().digest_size


def place(network: Path, facts: Iterable[str]) -> Path | None:
    """Name the file for what a network is compiled to, or none if nothing says which network it is.

    Args:
        network: in a folder of `index.encoding.kept`, whose list holds the checksums of network and weights.
        facts: what else decides what compiling gives: version, processor, settings.
    """
    folder = network.parent
    if not (known := listed(folder)):
        return None
    told = repr((sorted(known.items()), *facts))
    return folder.with_name(f"{folder.name}-compiled") / f"{hashlib.sha256(told.encode()).hexdigest()[:16]}.blob"


def read(file: Path) -> bytes | None:
    """Read what was written; none if it is missing, or not as it was written."""
    try:
        content = file.read_bytes()
    except OSError:
        return None
    digest, blob = content[:_DIGEST], content[_DIGEST:]
    return blob if hashlib.sha256(blob).digest() == digest else None


def write(file: Path, blob: bytes) -> None:
    """Write, whole or not at all; where there is no room or no right to, nothing is written."""
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(dir=file.parent, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as opened:
                opened.write(hashlib.sha256(blob).digest() + blob)
            Path(part).chmod(0o644)  # others on this machine may share the cache
            Path(part).rename(file)
        finally:
            Path(part).unlink(missing_ok=True)
