"""Facts about a release, each from what states it first, and null where nothing does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping


class Facts:
    """Chooses facts and remembers where each was read. What the sender says wins.

    Attributes:
        found: field -> origin (`sender`, `metadata`, `dateline`, `text`, `listing` or `path`) of what is stated.
    """

    def __init__(self, sender: Mapping[str, str]) -> None:
        self.sender = sender
        self.found: dict[str, str] = {}

    def first(self, name: str, *candidates: tuple[str, str | None]) -> str | None:
        """Choose a field's first stated value.

        Args:
            name: the field.
            candidates: origins and values, the most trusted first; empty values state nothing.
        """
        for origin, value in (("sender", self.sender.get(name)), *candidates):
            if value:
                self.found[name] = origin
                return value
        return None

    def day(self, name: str, *candidates: tuple[str, str | None]) -> dt.date | None:
        """Choose a field's first stated day, each an ISO date."""
        chosen = self.first(name, *candidates)
        return dt.date.fromisoformat(chosen) if chosen else None
