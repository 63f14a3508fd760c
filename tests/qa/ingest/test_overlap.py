"""A batch is encoded while the one before is committed; what goes wrong comes out as if each waited for the other."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import pytest

from corpus.article import Document, Scope
from corpus.errors import Refused, StoreError
from corpus.readers import Here, Ready, Task
from corpus.records import Entry, Source
from corpus.store.articles import ArticleStore
from index.encoding.embedding import Floats
from qa import ingest
from qa.ingest import Intake
from tests.conftest import HashingEmbedder
from tests.qa.ingest.room import WatchedEmbedder, titles, whole, write

PATIENCE = 20.0
"""Seconds; only a test that fails waits for so long."""


@pytest.fixture(autouse=True)
def _one_article_a_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingest, "BATCH_PASSAGES", 1)


class Waiting(HashingEmbedder):
    """Encodes the texts that contain a word only once it is let go on."""

    def __init__(self, word: str) -> None:
        self.word = word
        self.go_on = threading.Event()
        self.begun = threading.Event()
        self.stopped = False

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Floats:
        if any(self.word in text for text in texts):
            self.begun.set()
            try:
                while not self.go_on.wait(0.01):
                    assert progress is not None
                    progress(0)
            except BaseException:
                self.stopped = True
                raise
        return super().encode_passages(texts, progress)


def test_the_next_batch_is_under_way_while_one_is_committed(
    room: Path, store: ArticleStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    embedder = Waiting("Schools reopened")
    put = store.put

    def watched(entries: Sequence[Entry]) -> list[str]:
        if entries[0].draft.title == "Budget agreed":
            assert embedder.begun.wait(PATIENCE)
            embedder.go_on.set()
        return put(entries)

    monkeypatch.setattr(store, "put", watched)
    assert Intake(store, embedder).paths([room]).counts == {"added": 3}
    assert whole(store)


def test_an_interrupt_stops_what_is_under_way(room: Path, store: ArticleStore) -> None:
    embedder = Waiting("Schools reopened")

    def interrupt(_done: int, _total: int) -> None:
        assert embedder.begun.wait(PATIENCE)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Intake(store, embedder).paths([room], progress=interrupt)
    assert embedder.stopped
    assert titles(store) == ["Budget agreed"]
    assert not [thread.name for thread in threading.enumerate() if thread.name.startswith("encoding")]


def test_a_failing_commit_ends_it_and_stops_what_is_under_way(
    room: Path, store: ArticleStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    embedder = Waiting("Library moved")
    put = store.put

    def full(entries: Sequence[Entry]) -> list[str]:
        if entries[0].draft.title == "Schools reopened":
            assert embedder.begun.wait(PATIENCE)
            raise StoreError("no space left")
        return put(entries)

    monkeypatch.setattr(store, "put", full)
    with pytest.raises(StoreError, match="no space left"):
        Intake(store, embedder).paths([room])
    assert embedder.stopped
    assert titles(store) == ["Budget agreed"]


class Breaking(Here):
    """Reads some documents, and then breaks."""

    def read(self, tasks: Iterable[Task | Refused]) -> Iterator[Ready | Refused]:
        for number, read in enumerate(super().read(tasks)):
            if number == 2:
                raise OSError("the disk was pulled out")
            yield read


def test_what_was_read_before_reading_breaks_is_committed(
    room: Path, store: ArticleStore, embedder: HashingEmbedder
) -> None:
    with pytest.raises(OSError, match="pulled out"):
        Intake(store, embedder, Breaking()).paths([room])
    assert titles(store) == ["Budget agreed", "Schools reopened"]
    assert whole(store)


def test_a_text_that_stands_in_two_batches_is_encoded_once(
    store: ArticleStore, watched: WatchedEmbedder, release: Callable[..., Document]
) -> None:
    documents = [release(f"{name}.txt", "Notice", "The port of Halvern opened.") for name in "abc"]
    summary = Intake(store, watched).feed(documents)
    assert (summary.passages, summary.reused) == (3, 2)
    assert watched.texts == ["Notice\nThe port of Halvern opened."]
    assert whole(store)


def test_progress_tells_of_nothing_that_is_not_committed(
    room: Path, store: ArticleStore, embedder: HashingEmbedder
) -> None:
    for number in range(4):
        write(room / f"{number}.txt", f"Notice {number}")
        (room / f"{number}b.txt").touch()  # refused
    committed = []
    Intake(store, embedder).paths([room], progress=lambda *_done: committed.append(store.count(Scope.everything())))
    #                    0  0b 1  1b 2  2b 3  3b a  b  2024/c
    assert all(map(int.__ge__, committed, [1, 1, 2, 2, 3, 3, 4, 4, 5, 6, 7]))
    assert len(committed) == 11


def test_files_that_need_nothing_are_told_of_at_once(
    room: Path, store: ArticleStore, embedder: HashingEmbedder
) -> None:
    (room / "2024" / "z.txt").touch()  # refused, and the last
    Intake(store, embedder).paths([room])
    given: list[tuple[int, int]] = []
    told: list[int] = []

    class Counting(Here):
        def read(self, tasks: Iterable[Task | Refused]) -> Iterator[Ready | Refused]:
            for read in super().read(tasks):
                given.append((len(told), 1))
                yield read

    assert Intake(store, embedder, Counting()).paths([room], progress=lambda done, _total: told.append(done)).counts
    assert told == [1, 2, 3, 4]
    assert given == [(3, 1)]  # three unchanged files were told of before the refused one came out of the readers


def test_files_of_one_source_register_it_once(
    room: Path, store: ArticleStore, embedder: HashingEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    registered = []
    register = store.register

    def counted(one: Source, move: bool) -> None:
        registered.append(one.name)
        register(one, move)

    monkeypatch.setattr(store, "register", counted)
    assert Intake(store, embedder).paths([room / "a.txt", room / "b.txt", room / "a.txt"]).complete
    assert registered == ["room"]
    assert titles(store) == ["Budget agreed", "Schools reopened"]
