"""Releases taken in together: each as `Desk.add` takes it, told by its number, and never stopped by another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pytest

from corpus.article import Document, Scope
from corpus.errors import CorpusError
from corpus.records import Entry, Source
from corpus.store import ArticleStore
from qa import bulk
from qa.desk import Desk

Release = Callable[..., Document]
ALL = Scope.everything()
BODY = "The fair of Orlington opens with forty stalls. Ferries to Rivamar leave every hour."


@dataclass(slots=True)
class Told:
    """What was told of each release."""

    store: ArticleStore
    batches: list[list[int]] = field(default_factory=list)
    outcomes: dict[int, str] = field(default_factory=dict)

    def put(self, entries: Sequence[tuple[int, Entry]]) -> None:
        self.batches.append([number for number, _ in entries])
        outcomes = self.store.put([entry for _, entry in entries])
        self.outcomes |= dict(zip(self.batches[-1], outcomes, strict=True))

    def turn(self, number: int, error: CorpusError) -> None:
        self.outcomes[number] = type(error).__name__


def run(desk: Desk, *documents: Document, stopped: Callable[[], bool] = lambda: False) -> Told:
    told = Told(desk.store)
    desk.bulk().run(((at + 10, one) for at, one in enumerate(documents)), told.put, told.turn, stopped)
    return told


def test_each_is_told_of_by_its_number(desk: Desk, release: Release) -> None:
    told = run(desk, release("a.txt", "Fair", BODY), release("b.txt", "Fairs", BODY), release("a.txt", "Fair", BODY))
    assert told.outcomes == {10: "added", 11: "added", 12: "unchanged"}
    assert desk.store.count(ALL) == 2


def test_one_bad_release_stops_no_other(desk: Desk, release: Release, tmp_path: object) -> None:
    desk.store.register(Source("folder", "folder", "/somewhere"))
    told = run(
        desk,
        Document("room", "blank.txt", b"  ", "text"),
        release("a.txt", "Fair", BODY),
        release("b.txt", "Fair", BODY, source="folder"),
        Document("room", "c.pdf", b"no pdf", "pdf"),
        Document("room", "half \ud800.txt", b"words", "text"),
        release("d.txt", "Fair of the town", BODY),
    )
    assert told.outcomes == {
        10: "EmptyDocument",
        11: "added",
        12: "SourceTaken",
        13: "Malformed",
        14: "NotText",
        15: "added",
    }


def test_what_comes_of_each_is_what_adding_it_alone_gives(desk: Desk, release: Release) -> None:
    old = release("a.txt", "Fair", BODY)
    gone = release("b.txt", "Ferry", "The ferry to Rivamar leaves at noon, and returns in the evening.")
    for document in (old, gone):
        desk.add(document)
    desk.remove(gone.id)
    told = run(desk, old, gone, release("a.txt", "Fair", BODY.replace("forty", "fifty")))
    assert told.outcomes == {10: "unchanged", 11: "restored", 12: "updated"}


def test_their_sources_are_registered_as_those_of_uploads(desk: Desk, release: Release) -> None:
    run(desk, release("a.txt", "Fair", BODY, source="one"), release("b.txt", "Fairs", BODY, source="two"))
    assert {name: one.kind for name, one in desk.store.sources().items()} == {"one": "upload", "two": "upload"}


def test_a_source_of_which_nothing_came_is_not_registered(desk: Desk) -> None:
    run(desk, Document("room", "blank.txt", b"  ", "text"))
    assert desk.store.sources() == {}


def test_the_first_are_committed_soon_and_the_others_together(
    desk: Desk, release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "FIRST_PASSAGES", 2)
    monkeypatch.setattr(bulk, "BATCH_PASSAGES", 5)
    told = run(desk, *(release(f"{at}.txt", f"Fair {at}", BODY) for at in range(9)))
    assert told.batches == [[10, 11], [12, 13, 14, 15, 16], [17, 18]]
    assert desk.store.count(ALL) == 9


def test_what_was_read_before_the_end_is_still_committed(desk: Desk, release: Release) -> None:
    asked = iter([False, False, True])
    documents = [release(f"{at}.txt", f"Fair {at}", BODY) for at in range(5)]
    told = run(desk, *documents, stopped=lambda: next(asked))
    assert told.outcomes == {10: "added", 11: "added"}


def test_a_failure_to_commit_is_not_swallowed(desk: Desk, release: Release) -> None:
    def fail(_entries: Sequence[tuple[int, Entry]]) -> None:
        raise RuntimeError("the disk is full")

    with pytest.raises(RuntimeError, match="disk"):
        desk.bulk().run([(0, release("a.txt", "Fair", BODY))], fail, Told(desk.store).turn)


def test_nothing_is_nothing(desk: Desk) -> None:
    assert run(desk).batches == []
