"""Names of the steps in which an index is written, so that tests can stop a process at each of them."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum


class Step(StrEnum):
    """A moment of writing; each leaves the disk in another state."""

    LOCKED = "locked"
    SEGMENT_BEGUN = "segment begun"
    SEGMENT_WRITTEN = "segment written"
    SEGMENT_SYNCED = "segment synced"
    SEGMENT_NAMED = "segment named"
    MERGE_BEGUN = "merge begun"
    MANIFEST_WRITTEN = "manifest written"
    MANIFEST_SYNCED = "manifest synced"
    MANIFEST_NAMED = "manifest named"
    OLD_REMOVED = "old removed"


_listeners: list[Callable[[Step], None]] = []


def reached(step: Step) -> None:
    """Say that a step is done."""
    for listener in _listeners:
        listener(step)


def listen(listener: Callable[[Step], None]) -> None:
    """Be told of every step of this process from now on."""
    _listeners.append(listener)
