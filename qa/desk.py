"""The Desk: the one facade over store, engine and model. Every door speaks to it and to nothing below."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.article import Document, Filters, Scope
from corpus.fetching.config import FetchConfig
from corpus.passages.cutting import PASSAGE_WORDS
from corpus.rules import LARGEST
from corpus.store.articles import REMOVED_BY_HAND, RETURNS, ArticleStore
from index.encoding.embedding import Embedder, TransformerEmbedder
from index.encoding.encoders import quickest
from index.encoding.models import MINILM, default, resolve
from index.encoding.precedence import PRECEDENCE
from index.engine import Blend, Limits, SearchEngine
from index.errors import VectorsMissing
from qa import answer, citation
from qa.answer import Reply
from qa.answering.composing import Composer
from qa.answering.confidence import Confidence
from qa.answering.standing import Archive
from qa.earlier import as_it_was
from qa.finding import Finder
from qa.indexes import Indexes
from qa.models import Models
from qa.question import Question, understand
from qa.ranking.model import Model
from qa.reader.reader import Reader
from qa.reader.windows import Window
from qa.stories import Stories
from qa.verifying import MOST

if TYPE_CHECKING:
    from qa.bulk import Bulk
    from qa.ingest import Intake, Summary
    from qa.sources import Sources
    from qa.taking import Taking
    from qa.verifying.verifier import Verdict
    from qa.watching import Changed, Watch


@dataclass(frozen=True, slots=True)
class DeskConfig:
    """What a Desk is built from.

    Attributes:
        data: the data folder.
        model, hub: as `index.encoding.models.resolve` takes them. No model: the default one, which without a cache is
            MiniLM, as e5 has to be unpacked somewhere.
        blend: how words and meaning are joined.
        passage_words: aimed-at length of a passage.
        largest: bytes of the largest document accepted.
        cache: where the converted model is kept; None: torch runs it as it is.
        background: whether indexes are written and new models prepared beside the answering, as a service wants it.
        workers: processes that read documents, each within limits of time and memory; 0 reads in this one.
        fetch: how pages are fetched from the web.
        ranking: what ranking goes by; null: the joined scores alone.
        confidence: what the confidence of answers goes by; null: what is shipped.
        reader: what takes the second look, as `qa.reader.chosen` takes it; empty: nothing does.
    """

    data: Path
    model: str | None = None
    hub: bool = False
    blend: Blend = field(default_factory=Blend)
    passage_words: int = PASSAGE_WORDS
    largest: int = LARGEST
    workers: int = 0
    cache: Path | None = None
    background: bool = False
    fetch: FetchConfig = field(default_factory=FetchConfig)
    ranking: Model | None = None
    confidence: Confidence | None = None
    reader: str = ""


class Desk:
    """Takes releases in and answers questions from them. Safe for several threads.

    Args:
        config: what to build it from.
        embedder: instead of the model that the configuration names.

    Raises:
        ModelMissing: there is no such model.
        StoreError: the data folder cannot be used.
    """

    def __init__(self, config: DeskConfig, embedder: Embedder | None = None) -> None:
        self.config = config
        self._model = resolve(config.model or (default() if config.cache else MINILM), config.hub)
        self._given = embedder
        self.store = ArticleStore(config.data)
        self.held_back = 0
        self._models = Models(self.store, self._wanted, self._named, Limits(background=config.background))
        self._finder = Finder(self.store, config.blend, config.ranking, lambda: self.reader)
        self._composer = Composer(confidence=config.confidence)
        self._opening = threading.Lock()
        self._opened: Taking | None = None

    def close(self) -> None:
        """Let go of the data folder and of the reading processes."""
        self._models.close()
        if self._opened is not None:
            self._opened.close()
        self.store.close()

    @property
    def embedder(self) -> Embedder:
        """The model that answers, made when it is first needed: what only looks into the store needs none."""
        return self._models.current.embedder

    @property
    def engine(self) -> SearchEngine:
        """The engine over that model's vectors."""
        return self._models.current.engine

    @cached_property
    def reader(self) -> Reader | None:
        """What takes the second look, made when a question first wants it; null where there is none.

        Raises:
            ModelError: a reader was named that cannot be had.
        """
        from qa.reader.chosen import chosen

        return chosen(self.config.reader, self.config.cache, self.config.hub)

    def _wanted(self) -> Embedder:
        return self._given or quickest(self._model, self.config.cache)

    def _named(self, model: str) -> Embedder | None:
        """Make the model that has made vectors of an id, where it still can be had."""
        found = resolve(model.partition("@")[0], self.config.hub)
        made: Embedder = TransformerEmbedder(found, self.config.cache)
        if made.id != model:
            made = quickest(found, self.config.cache)
        return made if made.id == model else None

    # Releases in, releases out

    @property
    def _taking(self) -> Taking:
        """The way in, opened when something first comes: a question does not wait for readers and a web client."""
        with self._opening:
            if self._opened is None:
                from qa.taking import Taking

                chosen = self.config
                words, largest, fetch = chosen.passage_words, chosen.largest, chosen.fetch
                self._opened = Taking(self.store, lambda: self.embedder, chosen.workers, words, largest, fetch)
            return self._opened

    def intake(self) -> Intake:
        """Start taking documents in."""
        return self._taking.intake()

    def bulk(self) -> Bulk:
        """Start taking in documents that were handed in together."""
        return self._taking.bulk()

    def sources(self, stop: threading.Event | None = None) -> Sources:
        """The sources, to add, sync and remove.

        Args:
            stop: set from another thread, it ends whatever is being fetched or waited for.
        """
        return self._taking.sources(stop)

    def watch(
        self, paths: Sequence[Path], told: Callable[[Changed], None], source: str | None = None, moved: bool = False
    ) -> Watch:
        """Watch folders, which become sources where they are none yet. What is in them is for the caller to take in.

        Raises:
            SourceMissing, SourceTaken: as an ingest of these folders would.
        """
        return self._taking.watch(paths, told, source, moved)

    def add(self, document: Document) -> str:
        """Take one document in; returns `added`, `updated`, `unchanged` or `restored`. The next question finds it.

        Raises:
            Refused: it cannot be taken in.
        """
        return self.intake().document(document)

    def remove(self, article_id: str, why: str = REMOVED_BY_HAND) -> None:
        """Take an article out of every answer from the next question on; a note of when and why stays.

        Raises:
            ArticleUnknown: there is none.
        """
        said = why.strip() or REMOVED_BY_HAND
        self.store.remove(article_id, f"{said} (by hand)" if said in RETURNS else said)

    def purge(self, *article_ids: str) -> None:
        """Erase every trace of articles, removed or not, from the store and from every index.

        Raises:
            ArticleUnknown: one of them is not there, nor was; none is erased.
            StoreBusy, IndexUnwritable: it is in no answer any more, but files still hold its words; purge it again.
        """
        self.store.purge(*article_ids)
        self.indexes.erase()

    def clean_again(self, progress: Callable[[int, int], None] | None = None) -> Summary:
        """Read again, from the bytes received, every article whose text an earlier cleaner made.

        What changes becomes a new version; one that the cleaner now refuses keeps its text and is counted so.
        """
        return self._taking.again(progress)

    # Questions

    def ready(self, progress: Callable[[int, int], None] | None = None, thorough: bool = False) -> None:
        """Load the model and bring the index up to the store, encoding what this model has not seen.

        Args:
            progress: told of what is encoded.
            thorough: whether the reader is loaded meanwhile too, so that the first thorough question does not wait.
        """
        with ThreadPoolExecutor(1, thread_name_prefix="reader") as beside:
            loaded = beside.submit(self._load_reader) if thorough else None
            self._models.ready(progress)
            if loaded is not None:
                loaded.result()

    def _load_reader(self) -> None:
        if reader := self.reader:
            reader.score("ready?", [Window("Ready.")])

    def model_damage(self) -> tuple[str, ...]:
        """Name the damaged files of the converted model; it is converted again when it is next loaded."""
        from index.encoding.conversion import damage

        return damage(self._model, self.config.cache) if self.config.cache else ()

    @property
    def indexes(self) -> Indexes:
        """The files in which questions are looked up."""
        return Indexes(self.store, self._models)

    def ask(self, question: Question, scope: Scope | None = None) -> Reply:
        """Answer a question from what this scope allows.

        Every passage that comes back was read afresh from the store after it was ranked.

        Raises:
            QuestionRefused: the question is empty or too long.
        """
        *_, reply = self.stages(question, scope)
        return reply

    def stages(
        self, question: Question, scope: Scope | None = None, wanted: Callable[[], bool] = lambda: True
    ) -> Iterator[Reply]:
        """Answer a question as `ask` does, and give its passages before the answer is chosen from them.

        Args:
            question, scope: what was asked, and what may be seen.
            wanted: asked when a stage ends, whether anybody still waits for the answer.

        Yields:
            The reply without its answer, as soon as its passages are ranked and proven; then the whole reply.

        Raises:
            QuestionRefused: the question is empty or too long.
            CancelledError: nobody waits any more (that of `concurrent.futures`).
        """
        scope = scope or Scope.everything()
        clock = _Clock(wanted)
        asked = understand(question, scope.as_of or scope.now.date())
        model = self._models.current
        self._refresh(model.engine)
        with PRECEDENCE.question():
            finding = self._finder.find(question, asked, scope, model, clock.lap)
            stories = Stories(self.store, scope, finding.filters, finding.terms, question.stories)
            chosen = stories.spread(finding.candidates, question.per_article)
            proven, held_back = citation.prove(chosen, question.k, self.store, scope)
            if scope.as_of is not None:
                proven, spoilt = citation.as_stored(as_it_was(proven, self.store, scope))
                held_back += spoilt
            passages = answer.found(proven, frozenset(finding.terms), stories.others)
        self.held_back += held_back
        yield (reply := Reply(finding, passages, held_back, clock.total()))
        archive = Archive(model.engine, self.store, scope)
        ranked = question.mode == "ranked"
        with PRECEDENCE.question():
            answered = self._composer.compose(finding, proven, archive, question.caution) if ranked else None
        clock.lap("answer")
        yield replace(reply, took_ms=clock.total(), answer=answered)

    def verify(
        self, words: str, scope: Scope | None = None, filters: Filters | None = None, most: int = MOST
    ) -> Verdict:
        """Say whether words were ever published in what scope and filters allow; see `qa.verifying.verifier.verify`.

        No model is loaded for it.

        Raises:
            QuoteRefused: there are no words, or too many.
        """
        from qa.verifying import quote, verifier

        said = quote.read(words)
        seen, narrowed = scope or Scope.everything(), filters or Filters()
        found = verifier.verify(said, self.engine, self.store, seen, narrowed, most)
        self.held_back += found.unverified
        return found

    def _refresh(self, engine: SearchEngine) -> None:
        try:
            engine.refresh()
        except VectorsMissing:
            self.ready()


class _Clock:
    """Laps of a question in milliseconds.

    Args:
        wanted: tells whether anybody waits for its end.
    """

    def __init__(self, wanted: Callable[[], bool]) -> None:
        self._began = self._last = time.perf_counter()
        self._laps: dict[str, float] = {}
        self._wanted = wanted

    def lap(self, stage: str) -> None:
        now = time.perf_counter()
        self._laps[stage] = (now - self._last) * 1e3
        self._last = now
        if not self._wanted():
            raise CancelledError

    def total(self) -> dict[str, float]:
        return {**self._laps, "total": (self._last - self._began) * 1e3}
