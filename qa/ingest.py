"""Documents in, committed articles out, a batch at a time."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from corpus import containers, passages, sources
from corpus.article import Document, Draft, Span, raw_hash
from corpus.errors import CorpusError, NotText, Refused, SourceTaken, Unreadable
from corpus.reading import CLEANER_VERSION, LARGEST, read
from corpus.records import Entry, Known, Source
from corpus.store import FILE_GONE, RETURNS, ArticleStore
from index.embedding import Embedder, passage_text

BATCH_PASSAGES = 512
"""Passages encoded and committed together: enough to sort by length, little enough to lose to a power cut."""

Progress = Callable[[int, int], None]
"""Called with documents done and documents in all."""


def _silent(_done: int, _total: int) -> None:
    return None


@dataclass(slots=True)
class Summary:
    """What an ingest did.

    Attributes:
        counts: outcome -> documents: `added`, `updated`, `unchanged`, `restored`, `pruned`, `kept removed`,
            `refused`.
        refused: each refusal, in order.
        failed: paths that could not be ingested at all.
        passages: passages encoded.
        encoding: seconds spent in the embedder; `seconds` in all.
    """

    counts: Counter[str] = field(default_factory=Counter)
    refused: list[Refused] = field(default_factory=list)
    failed: list[CorpusError] = field(default_factory=list)
    passages: int = 0
    encoding: float = 0.0
    seconds: float = 0.0

    @property
    def complete(self) -> bool:
        """Whether everything that was named could be looked at."""
        return not self.failed


@dataclass(frozen=True, slots=True)
class _Ready:
    document: Document
    draft: Draft
    spans: Sequence[Span]


class Intake:
    """Reads documents and commits them with their passages and vectors.

    Args:
        store: where they go.
        embedder: what encodes their passages.
        words: aimed-at length of a passage.
        largest: bytes of the largest document accepted.
    """

    def __init__(
        self, store: ArticleStore, embedder: Embedder, words: int = passages.PASSAGE_WORDS, largest: int = LARGEST
    ) -> None:
        self._store, self._embedder, self._words, self._largest = store, embedder, words, largest
        self._waiting: list[_Ready] = []
        self._waiting_passages = 0
        self._seen: set[str] = set()  # ids of all that was met, inside export files too
        self._known: dict[str, dict[str, Known]] = {}
        self.summary = Summary()

    def paths(
        self,
        paths: Sequence[Path],
        source: str | None = None,
        prune: bool = False,
        restore: bool = False,
        moved: bool = False,
        progress: Progress = _silent,
    ) -> Summary:
        """Ingest files and folders. What is wrong with one never stops the others.

        Args:
            paths: files or folders.
            source: name to give their source instead of the folder's.
            prune: remove the articles of these paths whose files are gone.
            restore: bring back articles that were removed by hand.
            moved: the folder of a source is now here; its articles keep their ids.
            progress: told after every file.
        """
        began = time.perf_counter()
        plan: list[tuple[sources.Origin, list[Path]]] = []
        blocked: list[OSError] = []
        for path in paths:
            try:
                origin = sources.locate(path, self._store.sources().values(), source, moved)
                _refuse_half_characters(origin.source.location, origin.source.name)
                self._store.register(origin.source, move=moved)
                plan.append((origin, list(sources.files(origin, blocked.append))))
            except CorpusError as error:
                self.summary.failed.append(error)
        for error_ in blocked:
            # What cannot be listed is not gone: nothing is pruned while any folder is closed to us.
            self._refuse(Unreadable(_printable(str(error_.filename)), f"folder cannot be listed ({error_.strerror})"))
        total = sum(len(files) for _, files in plan)
        done = 0
        for origin, files in plan:
            known = self._known[origin.source.name] = self._store.known(origin.source.name)
            for path in files:
                self._file(path, origin.source, restore)
                done += 1
                progress(done, total)
            if prune and not blocked:
                self._prune(origin, files, known)
        self._flush()
        self.summary.seconds = time.perf_counter() - began
        return self.summary

    def document(self, document: Document) -> str:
        """Ingest one document handed in; returns `added`, `updated`, `unchanged` or `restored`.

        Raises:
            Refused: it cannot be taken in.
            SourceTaken: its source is a folder, whose files alone say what it holds.
        """
        _refuse_half_characters(document.path, document.source)
        registered = self._store.sources().get(document.source)
        if registered and registered.kind == "folder":
            # The next `ingest --prune` of that folder would find no such file and take the article out again.
            raise SourceTaken(
                f"source {document.source!r} is the folder {registered.location}; put the release there and ingest "
                "it, or add it under another source"
            )
        self._wait(document, None)
        if registered is None:
            self._store.register(Source(document.source, "upload", "added one by one"))
        return self._flush()[0]

    def feed(self, documents: Iterable[Document | Refused], restore: bool = False) -> Summary:
        """Ingest documents as they come, from wherever; all are committed when this returns.

        Args:
            documents: of registered sources, containers among them; a refusal is counted in its place.
            restore: bring back articles that were removed by hand.
        """
        began = time.perf_counter()
        for document in documents:
            if isinstance(document, Refused):
                self._refuse(document)
            else:
                self._open(document, restore)
        self._flush()
        self.summary.seconds += time.perf_counter() - began
        return self.summary

    def _file(self, path: Path, source: Source, restore: bool) -> None:
        try:
            _refuse_half_characters(path.relative_to(source.location).as_posix())
            self._open(sources.document(path, source, self._largest), restore)
        except Refused as refused:
            self._refuse(refused)

    def _open(self, file: Document, restore: bool) -> None:
        """Take in what a document holds, itself or its members."""
        try:
            for item in self._documents(file):
                if isinstance(item, Refused):
                    self._refuse(item)
                else:
                    self._take(*item, file.path, restore)
        except Refused as refused:
            self._refuse(refused)

    def _take(self, document: Document, draft: Draft | None, file: str, restore: bool) -> None:
        """Take in one document of a file, unless there is nothing to do or something is wrong with it."""
        try:
            _refuse_half_characters(document.path, document.source)
            self._meet(document, file)
            if not self._skip(document, restore):
                self._wait(document, draft)
        except Refused as refused:
            self._refuse(refused)
        if self._waiting_passages >= BATCH_PASSAGES:
            self._flush()

    def _documents(self, document: Document) -> Iterator[tuple[Document, Draft | None] | Refused]:
        """Open a container; any other document is its own only content, read only if it is new."""
        with _reading(document.path):
            yield from containers.opened(document)

    def _meet(self, document: Document, file: str) -> None:
        """Remember a document of this run, and its source where an export is the first to name it."""
        self._seen.add(document.id)
        if document.source not in self._known:
            if document.source not in self._store.sources():
                self._store.register(Source(document.source, "export", file))
            self._known[document.source] = self._store.known(document.source)

    def _skip(self, document: Document, restore: bool) -> bool:
        """Tell whether there is nothing to do for a document, and count it if so."""
        before = self._known[document.source].get(document.path)
        if before is None:
            return False
        if before.removed_why is not None and before.removed_why not in RETURNS and not restore:
            self.summary.counts["kept removed"] += 1
            return True
        if document.kept is not None:  # lines of an export are compared by the store: several may be of one article
            return False
        same = before.raw_hash == raw_hash(document.raw) and before.cleaner_version == CLEANER_VERSION
        if same and before.removed_why is None:
            self.summary.counts["unchanged"] += 1
            return True
        return False

    def _wait(self, document: Document, draft: Draft | None) -> None:
        with _reading(document.path):
            draft = draft or read(document, self._largest)
            spans = passages.cut(draft.text, self._words)
        facts = (draft.title, draft.place, draft.issuer, draft.language, draft.url)
        _refuse_half_characters(document.path, draft.text, *filter(None, facts))
        self._waiting.append(_Ready(document, draft, spans))
        self._waiting_passages += len(spans)

    def _flush(self) -> list[str]:
        """Encode and commit what waits; returns the outcomes."""
        if not self._waiting:
            return []
        ready, self._waiting, self._waiting_passages = self._waiting, [], 0
        texts = [passage_text(item.draft.title, span.of(item.draft.text)) for item in ready for span in item.spans]
        began = time.perf_counter()
        vectors = self._embedder.encode_passages(texts)
        self.summary.encoding += time.perf_counter() - began
        self.summary.passages += len(texts)
        entries = []
        at = 0
        for item in ready:
            end = at + len(item.spans)
            entries.append(Entry(item.document, item.draft, item.spans, vectors[at:end], self._embedder.id))
            at = end
        outcomes = self._store.put(entries)
        self.summary.counts.update(outcomes)
        return outcomes

    def _refuse(self, refused: Refused) -> None:
        self.summary.refused.append(refused)
        self.summary.counts["refused"] += 1

    def _prune(self, origin: sources.Origin, files: Sequence[Path], known: dict[str, Known]) -> None:
        """Remove the articles whose files are gone. Files that are there but refused keep their articles."""
        there = {path.relative_to(origin.source.location).as_posix() for path in files}
        for path, before in known.items():
            gone = origin.covers(path) and path not in there and before.article_id not in self._seen
            if before.removed_why is None and gone:
                self._store.remove(before.article_id, FILE_GONE)
                self.summary.counts["pruned"] += 1


@contextmanager
def _reading(name: str) -> Iterator[None]:
    """Refuse a document that its reader cannot get through, so that hostile bytes never stop the others."""
    try:
        yield
    except (ValueError, RecursionError) as error:
        raise Unreadable(name, f"its reader could not get through it ({error}); repair it or leave it out") from error


def _refuse_half_characters(name: str, *words: str) -> None:
    """Refuse what neither database nor reply can hold: lone surrogates, as in file names of another encoding.

    Raises:
        NotText: the document's name, or words of it, are not Unicode throughout.
    """
    if any("\ud800" <= char <= "\udfff" for text in (name, *words) for char in text):
        raise NotText(_printable(name), "its name or text holds half characters; rename or repair it")


def _printable(name: str) -> str:
    return name.encode(errors="backslashreplace").decode()
