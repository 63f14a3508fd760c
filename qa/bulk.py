"""Releases handed in many at a time: each is judged by itself, and they are read, encoded and committed together."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing

from corpus.article import Document
from corpus.errors import CorpusError, Refused, SourceTaken
from corpus.readers import Readers, Ready, Task
from corpus.records import Entry
from corpus.store import ArticleStore
from index.encoding.embedding import Embedder
from qa.batches import Batch, Encoding
from qa.ingest import BATCH_PASSAGES, admit, enrol

FIRST_PASSAGES = 32
"""Passages of the first batch: who hands in a few releases does not wait for as many as are quickest together."""

Put = Callable[[Sequence[tuple[int, Entry]]], None]
"""Commits releases, each with its number."""

Turn = Callable[[int, CorpusError], None]
"""Told of a release by its number that it cannot be taken in, and why."""


class Bulk:
    """Takes releases in as `Desk.add` does each.

    Args:
        store: where they go.
        embedder: what encodes their passages.
        readers: what reads and cuts them.
    """

    def __init__(self, store: ArticleStore, embedder: Embedder, readers: Readers) -> None:
        self._store, self._readers = store, readers
        self._encoding = Encoding(embedder, store)

    def run(
        self,
        documents: Iterable[tuple[int, Document]],
        put: Put,
        turn: Turn,
        stopped: Callable[[], bool] = lambda: False,
    ) -> None:
        """Take releases in. What is wrong with one never stops the others.

        Args:
            documents: each with its number. Every one is told either to `put` or to `turn`.
            put: called with each batch; meanwhile the next is encoded and the one after that is read.
            turn: called with one release at a time.
            stopped: asked before each release whether to end; those before it are still committed.
        """
        numbers: deque[int] = deque()
        with closing(self._encoding.each(self._batches(documents, numbers, turn, stopped))) as made:
            for one in made:
                for source in {entry.document.source for entry in one.entries}:
                    enrol(self._store, source)
                put([(numbers.popleft(), entry) for entry in one.entries])

    def _batches(
        self,
        documents: Iterable[tuple[int, Document]],
        numbers: deque[int],
        turn: Turn,
        stopped: Callable[[], bool],
    ) -> Iterator[Batch]:
        """Read documents and give them by batches; the number of each is added to `numbers` in their order."""
        reading: deque[int] = deque()
        waiting: list[Ready] = []
        passages, most = 0, FIRST_PASSAGES
        for read in self._readers.read(self._tasks(documents, reading, turn, stopped)):
            number = reading.popleft()
            if isinstance(read, Refused):
                turn(number, read)
                continue
            waiting.append(read)
            numbers.append(number)
            passages += len(read.spans)
            if passages >= most:
                yield Batch(waiting)
                waiting, passages, most = [], 0, BATCH_PASSAGES
        if waiting:
            yield Batch(waiting)

    def _tasks(
        self, documents: Iterable[tuple[int, Document]], reading: deque[int], turn: Turn, stopped: Callable[[], bool]
    ) -> Iterator[Task]:
        registered = self._store.sources()
        for number, document in documents:
            if stopped():
                return
            try:
                admit(document, registered)
            except (Refused, SourceTaken) as error:
                turn(number, error)
                continue
            reading.append(number)
            yield document, None
