"""Looking after the files of the indexes: written, checked, mended, merged, made anew, cleared of what was purged."""

from __future__ import annotations

from collections.abc import Callable

from corpus.store import ArticleStore
from index.segments import upkeep
from index.segments.check import Finding, check
from index.segments.shelf import folder_of
from qa.models import Models

Progress = Callable[[int, int], None]
"""Called with articles done and articles in all."""


class Indexes:
    """The indexes of a data folder; what is written is that of the model that answers.

    Args:
        store: what is indexed.
        models: which model answers.
    """

    def __init__(self, store: ArticleStore, models: Models) -> None:
        self._store, self._models = store, models

    def held(self) -> list[upkeep.Held]:
        """Look at the files of every index, and tell what is damaged."""
        return upkeep.inspected(self._store.folder)

    def settle(self, progress: Progress | None = None) -> None:
        """Write what is stored, so that the next start reads the index instead of making it.

        A few articles are not worth a file; and an index that cannot be written is made again when it is needed.
        """
        embedder = self._models.current.embedder
        upkeep.settle(self._store, embedder.id, embedder.dimensions, progress)

    def check(self) -> Finding | None:
        """Hold the index of the model that answers against the store; null where none is written yet."""
        folder = folder_of(self._store.folder, self._models.current.embedder.id)
        return check(self._store, folder) if folder.is_dir() else None

    def repair(self, finding: Finding, progress: Progress | None = None) -> None:
        """Mend from the store what a check has found.

        Raises:
            IndexUnwritable: it cannot be written.
        """
        embedder = self._models.current.embedder
        anew = bool(finding.stale or finding.missing or finding.differing)
        upkeep.rebuild(self._store, embedder.id, embedder.dimensions, progress, anew)

    def merge(self, progress: Progress | None = None) -> None:
        """Bring the index up to the store and write it as one segment.

        Raises:
            IndexUnwritable: it cannot be written.
        """
        embedder = self._models.current.embedder
        upkeep.merge(self._store, embedder.id, embedder.dimensions, progress)

    def rebuild(self, forget_others: bool = False, progress: Progress | None = None) -> list[str]:
        """Make the index anew from the store, encoding first what the model has not seen.

        Args:
            forget_others: whether the vectors and indexes of other models are dropped.
            progress: of encoding and of writing.

        Returns:
            The models that were forgotten.

        Raises:
            IndexUnwritable: it cannot be written.
        """
        self._models.ready(progress)
        embedder = self._models.current.embedder
        others = [name for name in self._store.models() if name != embedder.id] if forget_others else []
        for name in others:
            self._store.forget_model(name)
        if forget_others:
            upkeep.forget(self._store.folder, kept=embedder.id)
        upkeep.rebuild(self._store, embedder.id, embedder.dimensions, progress)
        return others

    def erase(self) -> None:
        """Take the words of purged articles out of the files of every index.

        Raises:
            IndexUnwritable: files still hold them.
        """
        upkeep.erase(self._store)
