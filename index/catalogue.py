"""Which row is which passage of which article, and which rows a scope and filters allow."""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from corpus.article import Article, Filters, Passage, Scope

_UNDATED = 0
_UNKNOWN = -2
_NEVER_HIDDEN = float("-inf")


class Catalogue:
    """Facts of every article and the rows of its passages, as columns.

    Rows are numbered as in the indexes beside it: in the order they were added, never used again.
    """

    def __init__(self) -> None:
        self._passages: list[Passage] = []
        self._slots: dict[str, int] = {}  # article id -> slot, living articles only
        self._rows: list[tuple[int, int]] = []  # slot -> first row, row after the last
        self._names: dict[str, int] = {}  # names of sources as numbers
        self._slot_of_row = array("q")
        self._title_of_row = array("q")
        self._alive = bytearray()
        self._published, self._first_seen = array("q"), array("q")
        self._source = array("q")
        self._in_language: dict[str, array[int]] = {}  # slots of the articles that have it, alone or among others
        self._visible_from = array("d")

    @property
    def passages(self) -> int:
        """Passages of living articles."""
        return sum(end - start for start, end in (self._rows[slot] for slot in self._slots.values()))

    @property
    def title_rows(self) -> NDArray[np.int64]:
        """For each passage row the row of its title, shape (rows,)."""
        return np.array(self._title_of_row, np.int64)

    def add(self, article: Article, passages: Sequence[Passage], title_row: int) -> None:
        """Append the passages of an article, in order."""
        slot = len(self._rows)
        first = len(self._passages)
        self._passages.extend(passages)
        self._slots[article.id] = slot
        self._rows.append((first, len(self._passages)))
        self._slot_of_row.extend([slot] * len(passages))
        self._title_of_row.extend([title_row] * len(passages))
        self._alive.append(1)
        self._published.append(article.published.toordinal() if article.published else _UNDATED)
        self._first_seen.append(article.first_seen.astimezone(dt.UTC).date().toordinal())
        self._source.append(self._number(article.source))
        for language in {article.language, *article.languages} - {None}:
            self._in_language.setdefault(str(language), array("q")).append(slot)
        hidden = article.visible_from.timestamp() if article.visible_from else _NEVER_HIDDEN
        self._visible_from.append(hidden)

    def drop(self, article_id: str) -> tuple[int, range] | None:
        """Forget an article; returns its title's row and its passages' rows, or None if there is none."""
        slot = self._slots.pop(article_id, None)
        if slot is None:
            return None
        self._alive[slot] = 0
        first, end = self._rows[slot]
        return self._title_of_row[first], range(first, end)

    def passage(self, row: int) -> Passage:
        """Give the passage of a row."""
        return self._passages[row]

    def allowed(self, scope: Scope, filters: Filters) -> NDArray[np.bool_]:
        """Tell for each row whether scope and filters allow it; the same rules as `corpus.store.visibility`.

        Returns:
            Shape (rows,).
        """
        allowed = np.frombuffer(bytes(self._alive), np.bool_) & (
            np.array(self._visible_from) <= scope.now.timestamp()
        )
        published = np.array(self._published, np.int64)
        if scope.sources is not None:
            numbers = [self._names[name] for name in scope.sources if name in self._names]
            allowed &= np.isin(np.array(self._source, np.int64), numbers)
        if scope.as_of is not None:
            dated = np.where(published == _UNDATED, np.array(self._first_seen, np.int64), published)
            allowed &= dated <= scope.as_of.toordinal()
        if filters.published_from is not None:
            allowed &= published >= max(filters.published_from.toordinal(), _UNDATED + 1)
        if filters.published_to is not None:
            allowed &= (published != _UNDATED) & (published <= filters.published_to.toordinal())
        if filters.source is not None:
            allowed &= np.array(self._source, np.int64) == self._names.get(filters.source, _UNKNOWN)
        if filters.language is not None:
            speaking = np.zeros(len(allowed), np.bool_)
            speaking[np.array(self._in_language.get(filters.language, ()), np.int64)] = True
            allowed &= speaking
        return allowed[np.array(self._slot_of_row, np.int64)]

    def _number(self, name: str) -> int:
        return self._names.setdefault(name, len(self._names))
