"""Which reader takes the second look: our own, one that the user brings, or none."""

from __future__ import annotations

import logging
from pathlib import Path

from index.errors import ModelError
from qa.reader.cross_encoder import CrossEncoderReader
from qa.reader.own import OwnReader
from qa.reader.reader import NONE, OWN, Reader

log = logging.getLogger("dateline")


def chosen(setting: str, cache: Path | None, allow_hub: bool = False) -> Reader | None:
    """Give the reader that a setting names, or none.

    Our own needs the package that carries e5 and a place to be unpacked in. Without them questions are answered by
    ranking alone, and that is said once.

    Args:
        setting: `own`; a folder or hub name of a cross-encoder; `none` or empty for none.
        cache: folder of what can be made again; null: our own cannot be had.
        allow_hub: whether a hub name is acceptable.

    Raises:
        ModelError: a reader was named that cannot be had.
    """
    if setting in ("", NONE):
        return None
    if setting != OWN:
        return CrossEncoderReader(setting, allow_hub)
    if cache is None:
        return None
    try:
        return OwnReader(cache)
    except (ModelError, ImportError, OSError, RuntimeError) as error:
        log.warning("no second look is taken: %s", error)
        return None
