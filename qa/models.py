"""Which model answers, and how another takes its place while questions go on."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from corpus.records import Indexable
from corpus.store import ArticleStore
from index.encoding import reuse
from index.encoding.embedding import Embedder, passage_text
from index.engine import Limits, LocalEngine, SearchEngine
from index.errors import SearchError, VectorsMissing

ENCODE_TOGETHER = 64
"""Articles encoded and committed together when a model is new to a data folder."""

Progress = Callable[[int, int], None]

log = logging.getLogger("dateline")


@dataclass(frozen=True, slots=True)
class Bound:
    """A model and the engine that reads its vectors: they are used together or not at all.

    `encoding` is held while it reads articles that it has not seen: nobody reads them twice.
    """

    embedder: Embedder
    engine: SearchEngine
    encoding: threading.Lock = field(default_factory=threading.Lock)


class Models:
    """The model that answers. Safe for several threads.

    Args:
        store: what is answered from.
        wanted: makes the model that is to answer.
        named: makes the model that has made vectors of an id, or gives none.
        limits: of the engine. With `background`, a model that is new to the store is prepared beside an older one
            that goes on answering; otherwise the first question waits for it.
    """

    def __init__(
        self,
        store: ArticleStore,
        wanted: Callable[[], Embedder],
        named: Callable[[str], Embedder | None],
        limits: Limits,
    ) -> None:
        self._store, self._wanted, self._named, self._limits = store, wanted, named, limits
        self._lock = threading.RLock()
        self._stopped = threading.Event()
        self._next: threading.Thread | None = None
        self._bound: Bound | None = None

    @property
    def current(self) -> Bound:
        """The model that answers now, made when it is first needed."""
        with self._lock:
            if self._bound is None:
                self._bound = self._chosen()
            return self._bound

    def close(self) -> None:
        """Stop what is prepared or written in the background."""
        self._stopped.set()
        if self._next is not None:
            self._next.join()
        if self._bound is not None:
            self._bound.engine.close()

    def ready(self, progress: Progress | None = None) -> None:
        """Load the model and bring the index up to the store, encoding what this model has not seen."""
        bound = self.current
        with ThreadPoolExecutor(1, thread_name_prefix="model") as beside:
            # A model's first text takes a hundred times as long as its second; meanwhile the index is opened.
            warmed = beside.submit(bound.embedder.encode_question, "ready?")
            self._prepare(bound, progress)
            warmed.result()

    def _chosen(self) -> Bound:
        wanted = self._wanted()
        if self._limits.background and (earlier := self._earlier(wanted)):
            log.info("%s is new here; %s answers until it has read everything", wanted.id, earlier.id)
            self._next = threading.Thread(target=self._shift, args=(wanted,), name="next model", daemon=True)
            self._next.start()
            return self._bind(earlier)
        return self._bind(wanted)

    def _bind(self, embedder: Embedder) -> Bound:
        return Bound(embedder, LocalEngine(self._store, embedder.id, embedder.dimensions, self._limits))

    def _earlier(self, wanted: Embedder) -> Embedder | None:
        """Give the model that has read most, if it has read more than the wanted one and is still to be had."""
        counts = self._store.models()
        for model, count in sorted(counts.items(), key=lambda pair: -pair[1]):
            if model == wanted.id or count <= counts.get(wanted.id, 0):
                return None
            try:
                if embedder := self._named(model):
                    return embedder
            except SearchError as error:
                log.info("%s cannot go on answering: %s", model, error)
        return None

    def _shift(self, wanted: Embedder) -> None:
        """Have the wanted model read everything, then let it answer."""
        bound = self._bind(wanted)
        try:
            wanted.encode_question("ready?")
            self._prepare(bound, None)
        except Exception:  # whatever it was, questions go on being answered by the model before
            bound.engine.close()
            log.exception("%s could not be prepared; the model before it goes on answering", wanted.id)
            return
        if self._stopped.is_set():
            bound.engine.close()
            return
        with self._lock:
            earlier, self._bound = self._bound, bound
        log.info("%s answers from now on", wanted.id)
        if earlier is not None:
            earlier.engine.close()

    def _prepare(self, bound: Bound, progress: Progress | None) -> None:
        with bound.encoding:
            while not self._stopped.is_set():
                try:
                    bound.engine.refresh()
                except VectorsMissing as missing:
                    self._encode(bound.embedder, missing.article_ids, progress)
                else:
                    return

    def _encode(self, embedder: Embedder, ids: Sequence[str], progress: Progress | None) -> None:
        """Encode articles that are stored without vectors of a model."""
        for at in range(0, len(ids), ENCODE_TOGETHER):
            if self._stopped.is_set():
                return
            with self._store.snapshot(embedder.id, ids[at : at + ENCODE_TOGETHER]) as (_, stream):
                rows = [row for row in stream if row.vectors is None and row.passages]
            vectors = reuse.encode([text for row in rows for text in _texts(row)], embedder, self._store).vectors
            ends = [0]
            for row in rows:
                ends.append(ends[-1] + len(row.passages))
            pairs = [(row, vectors[ends[place] : ends[place + 1]]) for place, row in enumerate(rows)]
            self._store.add_vectors(embedder.id, pairs)
            if progress:
                progress(min(at + ENCODE_TOGETHER, len(ids)), len(ids))


def _texts(row: Indexable) -> list[str]:
    article = row.article
    return [passage_text(article.title, article.text[cut.start : cut.end]) for cut in row.passages]
