"""Which files are checked by hand: drawn at random, once, and never chosen."""

from __future__ import annotations

import random
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

SEED = "dateline facts 1"
"""What the generator starts from. Another seed is another sample, and another set of hand checks."""

PAGES: Mapping[str, int] = MappingProxyType({"justice": 20, "newswire": 20, "senate": 20})
"""Folder -> how many of its files have all their facts checked."""

DATELINES: Mapping[str, int] = MappingProxyType({"justice": 30, "newswire": 60, "senate": 60})
"""Folder -> how many of its other files have place and day of their dateline checked."""


def drawn(data: Path) -> tuple[list[str], list[str]]:
    """Draw the files, those of the pages and then, from what is left, those of the datelines.

    Args:
        data: the folder that holds `justice`, `newswire` and `senate`.

    Returns:
        Paths relative to `data`, in path order.
    """
    chance = random.Random(SEED)  # noqa: S311 - a sample that anyone can draw again, no secret
    pages: list[str] = []
    datelines: list[str] = []
    for folder in sorted(PAGES):
        files = sorted(path.relative_to(data).as_posix() for path in (data / folder).rglob("*") if path.is_file())
        together = chance.sample(files, PAGES[folder] + DATELINES[folder])
        pages += together[: PAGES[folder]]
        datelines += together[PAGES[folder] :]
    return sorted(pages), sorted(datelines)
