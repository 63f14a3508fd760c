"""Documents in, committed articles out, a batch at a time."""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from corpus import containers, sources
from corpus.article import Document, raw_hash
from corpus.errors import CorpusError, Refused, SourceTaken, Unreadable
from corpus.readers import Here, Readers, Ready, Task, printable, whole_characters
from corpus.records import Known, Source
from corpus.rules import CLEANER_VERSION, LARGEST
from corpus.store.articles import FILE_GONE, RETURNS, ArticleStore
from index.encoding.embedding import Embedder
from qa.batches import Batch, Encoding, Made

BATCH_PASSAGES = 512
"""Passages encoded and committed together: enough to sort by length, little enough to lose to a power cut."""

Progress = Callable[[int, int], None]
"""Called with files done and files in all. Done is what is committed, or needs nothing."""


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
        passages: passages cut; `reused` of them had vectors already, or stood in one batch twice.
        encoding: seconds spent in the embedder; `seconds` in all.
    """

    counts: Counter[str] = field(default_factory=Counter)
    refused: list[Refused] = field(default_factory=list)
    failed: list[CorpusError] = field(default_factory=list)
    passages: int = 0
    reused: int = 0
    encoding: float = 0.0
    seconds: float = 0.0

    @property
    def complete(self) -> bool:
        """Whether everything that was named could be looked at."""
        return not self.failed


class Intake:
    """Reads documents and commits them with their passages and vectors.

    Args:
        store: where they go.
        embedder: what encodes their passages.
        readers: what reads and cuts them.
        largest: bytes of the largest file accepted.
    """

    def __init__(
        self, store: ArticleStore, embedder: Embedder, readers: Readers | None = None, largest: int = LARGEST
    ) -> None:
        self._store, self._largest = store, largest
        self._readers = readers or Here(largest=largest)
        self._encoding = Encoding(embedder, store)
        self._files_done = _Done()
        self._seen: set[str] = set()  # ids of all that was met, inside containers too
        self._closed: set[str] = set()  # paths of files of which something was refused
        self._known: dict[str, dict[str, Known]] = {}
        self._erased: frozenset[str] = frozenset()  # purged, and kept out of an ingest of files
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
            progress: told of every file once that is done with.
        """
        began = time.perf_counter()
        self._erased = self._store.purged()
        plan: list[tuple[sources.Origin, list[Path]]] = []
        blocked: list[OSError] = []
        there = self._store.sources()
        for path in paths:
            try:
                origin = sources.locate(path, there.values(), source, moved)
                whole_characters(origin.source.location, origin.source.name)
                if there.get(origin.source.name) != origin.source:
                    self._store.register(origin.source, move=moved)
                    there[origin.source.name] = origin.source
                plan.append((origin, list(sources.files(origin, blocked.append))))
            except CorpusError as error:
                self.summary.failed.append(error)
        for error_ in blocked:
            # What cannot be listed is not gone: nothing is pruned while any folder is closed to us.
            self._refuse(Unreadable(printable(str(error_.filename)), f"folder cannot be listed ({error_.strerror})"))
        self._files_done = _Done(progress, sum(len(files) for _, files in plan))
        self._run(self._files(plan, restore))
        for origin, files in plan:
            if prune and not blocked:
                self._prune(origin, files)
        self.summary.seconds = time.perf_counter() - began
        return self.summary

    def document(self, document: Document) -> str:
        """Ingest one document handed in; returns `added`, `updated`, `unchanged` or `restored`.

        Raises:
            Refused: it cannot be taken in.
            SourceTaken: its source is a folder or a file, which alone says what it holds.
        """
        admit(document, self._store.sources())
        (read,) = self._readers.read([(document, None)])
        if isinstance(read, Refused):
            raise read
        enrol(self._store, document.source)
        return self._commit(self._encoding.encode(Batch([read])))[0]

    @property
    def met(self) -> frozenset[str]:
        """Ids of every document met so far, members of containers too."""
        return frozenset(self._seen)

    def feed(self, documents: Iterable[Document | Refused], restore: bool = False) -> Summary:
        """Ingest documents as they come, from wherever; all are committed when this returns.

        Args:
            documents: of registered sources, containers among them; a refusal is counted in its place.
            restore: bring back articles that were removed by hand.
        """
        began = time.perf_counter()
        self._run(task for document in documents for task in self._tasks(document, restore))
        self.summary.seconds += time.perf_counter() - began
        return self.summary

    def _run(self, tasks: Iterable[Task | Refused]) -> None:
        """Read, encode and commit, a batch at a time: what is committed was read two batches ago."""
        broken: list[Exception] = []
        with closing(self._encoding.each(self._batches(tasks, broken))) as made:
            for one in made:
                self._commit(one)
        if broken:
            raise broken[0]
        self._files_done.finish()

    def _batches(self, tasks: Iterable[Task | Refused], broken: list[Exception]) -> Iterator[Batch]:
        """Read documents, and give them by batches.

        Args:
            broken: gets the error that ended the reading; whole batches from before it are still committed.
        """
        waiting: list[Ready] = []
        passages = 0
        through = 0
        try:
            for through, read in enumerate(self._readers.read(tasks), start=1):
                if isinstance(read, Refused):
                    self._refuse(read)
                    self._files_done.refused(through)
                    continue
                waiting.append(read)
                passages += len(read.spans)
                if passages >= BATCH_PASSAGES:
                    yield Batch(waiting, through)
                    waiting, passages = [], 0
        except Exception as error:  # noqa: BLE001 - raised again once what was read before it is committed
            broken.append(error)
            return
        if waiting:
            yield Batch(waiting, through)

    def _files(
        self, plan: Sequence[tuple[sources.Origin, Sequence[Path]]], restore: bool
    ) -> Iterator[Task | Refused]:
        for origin, files in plan:
            name = origin.source.name
            if name not in self._known:
                self._known[name] = self._store.known(name)
            for path in files:
                given = 0
                for task in self._tasks(self._file(path, origin.source), restore):
                    given += 1
                    yield task
                self._files_done.given(given)

    def _file(self, path: Path, source: Source) -> Document | Refused:
        try:
            whole_characters(path.relative_to(sources.base(source)).as_posix())
            return sources.document(path, source, self._largest)
        except Refused as refused:
            return refused

    def _tasks(self, document: Document | Refused, restore: bool) -> Iterator[Task | Refused]:
        """Open a document and give what of it has to be read: what is new or changed."""
        if isinstance(document, Refused):
            yield document
            return
        for item in self._opened(document):
            if isinstance(item, Refused):
                self._closed.add(document.path)
                yield item
            elif not self._settled(item[0], document.path, restore):
                yield item

    def _opened(self, document: Document) -> Iterator[Task | Refused]:
        try:
            for item in containers.opened(document):
                if not isinstance(item, Refused):
                    whole_characters(item[0].path, item[0].source)
                yield item
        except Refused as refused:
            yield refused
        except (ValueError, RecursionError) as error:
            reason = f"its reader could not get through it ({error}); repair it or leave it out"
            yield Unreadable(document.path, reason)

    def _settled(self, document: Document, file: str, restore: bool) -> bool:
        """Tell whether there is nothing to do for a document, and count it if so."""
        self._seen.add(document.id)
        if document.source not in self._known:
            if document.source not in self._store.sources():  # an export is the first to name it
                self._store.register(Source(document.source, "export", file))
            self._known[document.source] = self._store.known(document.source)
        before = self._known[document.source].get(document.path)
        if before is None and document.id in self._erased and not restore:
            self.summary.counts["kept removed"] += 1
            return True
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

    def _commit(self, made: Made) -> list[str]:
        """Commit what was encoded; returns the outcomes."""
        outcomes = self._store.put(made.entries)
        self.summary.counts.update(outcomes)
        self.summary.encoding += made.seconds
        self.summary.passages += len(made.encoded.keys)
        self.summary.reused += len(made.encoded.keys) - made.encoded.fresh
        self._files_done.through(made.batch.through)
        return outcomes

    def _refuse(self, refused: Refused) -> None:
        self.summary.refused.append(refused)
        self.summary.counts["refused"] += 1

    def _prune(self, origin: sources.Origin, files: Sequence[Path]) -> None:
        """Remove the articles whose files are gone. Files that are there but refused keep their articles."""
        there = {path.relative_to(sources.base(origin.source)).as_posix() for path in files}
        for path, before in self._known[origin.source.name].items():
            kept = path in there or before.article_id in self._seen or not self._closed.isdisjoint(_around(path))
            if before.removed_why is None and origin.covers(path) and not kept:
                self._store.remove(before.article_id, FILE_GONE)
                self.summary.counts["pruned"] += 1


def admit(document: Document, registered: Mapping[str, Source]) -> None:
    """Let a document that was handed in go on, or say why it cannot.

    Raises:
        NotText: its name is not Unicode throughout.
        SourceTaken: its source is a folder or a file, which alone says what it holds.
    """
    whole_characters(document.path, document.source)
    source = registered.get(document.source)
    if source and source.kind in sources.ON_DISK:
        # The next `ingest --prune` of that folder would find no such file and take the article out again.
        raise SourceTaken(
            f"source {document.source!r} is the {source.kind} {source.location}; put the release there "
            "and ingest it, or add it under another source"
        )


def enrol(store: ArticleStore, source: str) -> None:
    """Register the source of a document that was handed in, where it is the first of it."""
    if source not in store.sources():
        store.register(Source(source, "upload", "added one by one"))


def _around(path: str) -> set[str]:
    """Name the files that a path may be a member of: `a.zip` for `a.zip#b.txt`."""
    return {path[:at] for at, char in enumerate(path) if char == "#"}


class _Done:
    """Tells progress of files, each once all that was read of it is committed or refused.

    Files and results come in one order: a file is done with the last of its results.
    """

    def __init__(self, progress: Progress = _silent, total: int = 0) -> None:
        self._progress, self._total = progress, total
        self._done = self._given = self._through = 0
        self._ends: deque[int] = deque()  # of each file that is not done: the number of its last result

    def given(self, tasks: int) -> None:
        """Note that a file was opened, and that there are so many results to come of it."""
        self._given += tasks
        self._ends.append(self._given)
        self._tell()

    def refused(self, result: int) -> None:
        """Note a refusal: where all before it is committed, there is nothing to wait for."""
        if self._through == result - 1:
            self.through(result)

    def through(self, result: int) -> None:
        """Note that every result through this number is done with."""
        self._through = result
        self._tell()

    def finish(self) -> None:
        """Note that there is no result to come."""
        self.through(self._given)

    def _tell(self) -> None:
        while self._ends and self._ends[0] <= self._through:
            self._ends.popleft()
            self._done += 1
            self._progress(self._done, self._total)
