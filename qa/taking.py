"""Taking releases in: what reads documents, fetches pages and watches folders for a Desk."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from corpus import sources as folders
from corpus.article import Document
from corpus.fetching.client import Fetcher
from corpus.fetching.config import FetchConfig
from corpus.fetching.pacing import Clock
from corpus.readers import Here, Pool, Readers
from corpus.rules import CLEANER_VERSION
from corpus.store import ArticleStore
from index.encoding.embedding import Embedder
from qa.bulk import Bulk
from qa.ingest import Intake, Summary
from qa.sources import Sources
from qa.watching import Changed, Watch


class Taking:
    """The way in. Safe for several threads.

    Args:
        store: where releases go.
        embedder: gives the model that encodes them.
        workers: processes that read documents, each within limits of time and memory; 0 reads in this one.
        words: aimed-at length of a passage.
        largest: bytes of the largest document accepted.
        fetch: how pages are fetched from the web.
    """

    def __init__(
        self,
        store: ArticleStore,
        embedder: Callable[[], Embedder],
        workers: int,
        words: int,
        largest: int,
        fetch: FetchConfig,
    ) -> None:
        self._store, self._embedder, self._largest, self._fetch = store, embedder, largest, fetch
        self._readers: Readers = Pool(workers, words, largest) if workers else Here(words, largest)

    def close(self) -> None:
        """Let go of the reading processes."""
        self._readers.close()

    def intake(self) -> Intake:
        """Start taking documents in."""
        return Intake(self._store, self._embedder(), self._readers, self._largest)

    def bulk(self) -> Bulk:
        """Start taking in documents that were handed in together."""
        return Bulk(self._store, self._embedder(), self._readers)

    def sources(self, stop: threading.Event | None = None) -> Sources:
        """Give the sources, to add, sync and remove; see `Desk.sources`."""
        return Sources(self._store, self.intake, lambda: Fetcher(self._fetch, clock=Clock(stop)))

    def watch(self, paths: Sequence[Path], told: Callable[[Changed], None], source: str | None, moved: bool) -> Watch:
        """Watch folders; see `Desk.watch`."""
        origins = []
        for path in paths:
            origin = folders.locate(path, self._store.sources().values(), source, moved)
            self._store.register(origin.source, move=moved)
            origins.append(origin)
        watch = Watch(self._store, self.intake, origins, told, self._largest)
        watch.remember()
        return watch

    def again(self, progress: Callable[[int, int], None] | None) -> Summary:
        """Read again what other rules have read; see `Desk.clean_again`."""
        behind = self._store.behind(CLEANER_VERSION)

        def documents() -> Iterator[Document]:
            for done, article_id in enumerate(behind, start=1):
                if document := self._store.received(article_id):
                    yield document
                if progress:
                    progress(done, len(behind))

        return self.intake().feed(documents())
