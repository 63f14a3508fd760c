"""Documents encoded a batch at a time, each batch while the one before is committed and the next is read."""

from __future__ import annotations

import threading
import time
from collections.abc import Generator, Iterable, Sequence
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from dataclasses import dataclass

from corpus.readers import Ready
from corpus.records import Entry
from corpus.store import ArticleStore
from index.encoding import reuse
from index.encoding.embedding import Embedder, passage_text


@dataclass(frozen=True, slots=True)
class Batch:
    """Documents that are encoded and committed together.

    Attributes:
        ready: the documents, read and cut.
        through: how many results the readers had given with the last of them.
    """

    ready: Sequence[Ready]
    through: int = 0


@dataclass(frozen=True, slots=True)
class Made:
    """A batch, ready to be committed.

    Attributes:
        entries: one a document, in their order.
        encoded: the vectors of all its passages.
        seconds: that took.
    """

    batch: Batch
    entries: Sequence[Entry]
    encoded: reuse.Encoded
    seconds: float


class Encoding:
    """Makes entries of documents.

    Args:
        embedder: encodes their passages.
        store: has the vectors of those that were encoded before.
    """

    def __init__(self, embedder: Embedder, store: ArticleStore) -> None:
        self._embedder, self._store = embedder, store

    def each(self, batches: Iterable[Batch]) -> Generator[Made]:
        """Encode batches in a thread beside this one, one after the other.

        What is yielded is to be committed before the next is asked for; meanwhile the next is encoded already. The
        batches themselves are taken in this thread, two ahead of what was committed. To be closed: then, or when
        anything fails, the thread ends with the texts it has in hand.
        """
        stopped = threading.Event()
        under_way: Future[Made] | None = None
        with ThreadPoolExecutor(1, thread_name_prefix="encoding") as beside:
            try:
                for batch in batches:
                    made = under_way.result() if under_way else None
                    under_way = beside.submit(self.encode, batch, made, stopped)
                    if made:
                        yield made
                if under_way:
                    yield under_way.result()
            finally:
                stopped.set()

    def encode(self, batch: Batch, before: Made | None = None, stopped: threading.Event | None = None) -> Made:
        """Encode one batch.

        Args:
            before: the batch that may not be committed yet; its vectors are used again as those of the store are.
            stopped: set from another thread, it ends this one.
        """

        def check(_texts: int) -> None:
            if stopped is not None and stopped.is_set():
                raise CancelledError  # nobody fetches what this batch would have given

        ready = batch.ready
        texts = [passage_text(item.draft.title, span.of(item.draft.text)) for item in ready for span in item.spans]
        began = time.perf_counter()
        known = before.encoded.by_key() if before else {}
        encoded = reuse.encode(texts, self._embedder, self._store, known, check)
        seconds = time.perf_counter() - began
        entries = []
        at = 0
        for item in ready:
            end = at + len(item.spans)
            vectors, keys = encoded.vectors[at:end], encoded.keys[at:end]
            entries.append(Entry(item.document, item.draft, item.spans, vectors, self._embedder.id, keys))
            at = end
        return Made(batch, entries, encoded, seconds)
