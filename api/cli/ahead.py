"""What a question waits for longest, begun while the rest of the command is imported: compiling the networks."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from platformdirs import user_cache_path

from index.encoding import conversion, models, runtime
from index.encoding.kept import whole
from index.encoding.padding import USUAL
from index.errors import SearchError
from qa.reader import conversion as reading
from qa.reader import weights
from qa.reader.reader import OWN

_ELSEWHERE = ("--help", "--workers", "--mode")
"""What is asked for with these needs other networks, or none."""


def begin(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> None:
    """Start compiling the networks that a command will want, as far as arguments and environment tell without ado.

    It is a guess that costs nothing if it is wrong but processor time, and it says nothing of what it finds: what is
    missing or damaged is told when the command comes to it.

    Args:
        arguments: of the command line.
        environment: in which settings are looked up.
    """
    if any(one.startswith(_ELSEWHERE) for one in arguments):
        return
    cache = Path(environment.get("DATELINE_CACHE") or user_cache_path("dateline"))
    with contextlib.suppress(SearchError, OSError, ImportError, RuntimeError):
        name = environment.get("DATELINE_MODEL") or models.default()
        for one in name.split("+"):
            if one in models.PACKAGED:  # of any other, the checksum would have to be reckoned first
                _compile(conversion.folder_of(models.resolve(one), cache) / conversion.NETWORK, width=USUAL)
        quick = "quick" in arguments or "--effort=quick" in arguments or environment.get("DATELINE_EFFORT") == "quick"
        if not quick and (environment.get("DATELINE_READER") or OWN) == OWN:
            _compile(reading.folder_of(weights.card(), cache) / reading.NETWORK)


def _compile(network: Path, width: int | None = None) -> None:
    if whole(network.parent):
        runtime.begin(network, runtime.precision(), many=width is None, width=width)
