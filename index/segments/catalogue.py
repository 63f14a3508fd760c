"""Which row is which passage, which articles still live, and which rows a scope and filters allow."""

from __future__ import annotations

import copy
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from corpus.article import Filters, Passage, Scope
from index.segments.columns import NEVER_HIDDEN, UNDATED, Columns

Bools = NDArray[np.bool_]


class Catalogue:
    """Columns, and a mask of what of them is dead. It never changes, and so is safe for several threads.

    Args:
        columns: of one part of the index.
        dead: slots that live no more.

    Attributes:
        alive: which slots live, shape (slots,).
        passages: of them.
        ordered: whether passage numbers rise with the rows; they do not where vectors came late.
    """

    def __init__(self, columns: Columns, dead: NDArray[np.int64] | None = None) -> None:
        self.columns = columns
        self._sizes = np.diff(columns.first)
        self._embargoed = np.flatnonzero(columns.visible_from != NEVER_HIDDEN)
        self._by_id = np.argsort(columns.ids, kind="stable")
        self.alive = np.ones(columns.slots, np.bool_)
        if dead is not None:
            self.alive[dead] = False
        self._living_rows = np.repeat(self.alive, self._sizes)
        self.passages = int(np.count_nonzero(self._living_rows))
        self.ordered = bool((columns.numbers[1:] > columns.numbers[:-1]).all())

    @property
    def articles(self) -> int:
        """Living articles."""
        return int(np.count_nonzero(self.alive))

    @property
    def dead(self) -> NDArray[np.int64]:
        """Slots that live no more, ascending."""
        return np.flatnonzero(~self.alive)

    @property
    def dead_rows(self) -> NDArray[np.int64]:
        """Rows of articles that live no more, ascending."""
        return np.flatnonzero(~self._living_rows)

    def slots_of(self, article_id: str) -> NDArray[np.int64]:
        """Every slot that an article has or had here, oldest first."""
        name = article_id.encode("ascii")
        ids = self.columns.ids
        left = int(np.searchsorted(ids, name, "left", sorter=self._by_id))
        right = int(np.searchsorted(ids, name, "right", sorter=self._by_id))
        return np.sort(self._by_id[left:right])

    def rows_of(self, slot: int) -> NDArray[np.int64]:
        """Rows of a slot."""
        return np.arange(self.columns.first[slot], self.columns.first[slot + 1])

    def without(self, slots: Sequence[int] | NDArray[np.int64]) -> Catalogue:
        """Give the same with more articles dead; one that is dead already stays so."""
        gone = np.unique(np.asarray(slots, np.int64))
        gone = gone[self.alive[gone]]
        if not len(gone):
            return self
        made = copy.copy(self)
        made.alive, made._living_rows = self.alive.copy(), self._living_rows.copy()
        made.alive[gone] = False
        for slot in gone.tolist():
            made._living_rows[self.columns.first[slot] : self.columns.first[slot + 1]] = False
        made.passages -= int(self._sizes[gone].sum())
        return made

    def passages_of(self, rows: NDArray[np.int64]) -> list[Passage]:
        """Give the passages of some rows, in their order."""
        columns = self.columns
        slots = np.searchsorted(columns.first, rows, "right") - 1
        ids = [name.decode("ascii") for name in columns.ids[slots].tolist()]
        kinds = [columns.kinds[kind - 1] if kind else None for kind in columns.parts[rows].tolist()]
        facts = (columns.numbers[rows], columns.versions[slots], columns.starts[rows], columns.ends[rows])
        numbers, versions, starts, ends = (column.tolist() for column in facts)
        return list(map(Passage, numbers, ids, versions, starts, ends, kinds))

    def allowed(self, scope: Scope, filters: Filters) -> Bools | None:
        """Tell for each row whether scope and filters allow it; the same rules as `corpus.store.visibility`.

        Returns:
            Shape (rows,), not to be written to; or None where every row is allowed.
        """
        narrowed = self._narrowed(scope, filters)
        hidden = self._embargoed[self.columns.visible_from[self._embargoed] > scope.now.timestamp()]
        if narrowed is not None:
            narrowed &= self.alive
            narrowed[hidden] = False
            return np.repeat(narrowed, self._sizes)
        if not len(hidden):
            return None if self.passages == self.columns.rows else self._living_rows
        rows = self._living_rows.copy()
        for slot in hidden:
            rows[self.columns.first[slot] : self.columns.first[slot + 1]] = False
        return rows

    def speaking_none_of(self, languages: frozenset[str]) -> Bools | None:
        """Tell which rows are of articles in other languages alone; where no language is told, that is not known.

        Returns:
            Shape (rows,); None where there are none.
        """
        columns = self.columns
        others = [name for name in columns.languages if name not in languages]
        if not others:
            return None
        slots = np.zeros(columns.slots, np.bool_)
        for names, speaking in ((others, True), (languages, False)):
            for name in names:
                slots[columns.speakers(name)] = speaking
        return np.repeat(slots, self._sizes) if slots.any() else None

    def _narrowed(self, scope: Scope, filters: Filters) -> Bools | None:
        """Tell for each slot what sources, days and language allow; None where none of them is asked for."""
        columns, conditions = self.columns, []
        if scope.sources is not None:
            codes = [code for code, name in enumerate(columns.sources) if name in scope.sources]
            conditions.append(np.isin(columns.source, codes))
        if scope.as_of is not None:
            dated = np.where(columns.published == UNDATED, columns.first_seen, columns.published)
            conditions.append(dated <= scope.as_of.toordinal())
        if scope.without:
            kept = np.ones(columns.slots, np.bool_)
            kept[[int(slot) for name in scope.without for slot in self.slots_of(name)]] = False
            conditions.append(kept)
        if filters.published_from is not None:
            conditions.append(columns.published >= max(filters.published_from.toordinal(), UNDATED + 1))
        if filters.published_to is not None:
            days = columns.published
            conditions.append((days != UNDATED) & (days <= filters.published_to.toordinal()))
        if filters.source is not None:
            codes = [code for code, name in enumerate(columns.sources) if name == filters.source]
            conditions.append(np.isin(columns.source, codes))
        if filters.language is not None:
            speaking = np.zeros(columns.slots, np.bool_)
            speaking[columns.speakers(filters.language)] = True
            conditions.append(speaking)
        return np.logical_and.reduce(conditions) if conditions else None
