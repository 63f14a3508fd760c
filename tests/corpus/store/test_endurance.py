"""Threads, processes, killed writers, and any sequence of changes: what was acknowledged stays."""

from __future__ import annotations

import multiprocessing
import signal
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from corpus.article import content_hash
from corpus.errors import ArticleUnknown
from corpus.store.articles import ArticleStore
from tests.corpus.entries import entry
from tests.corpus.store.looking import ALL, OTHER, TEXT, numbers
from tests.corpus.writers import write_many, write_until_killed

# Threads and processes


def test_threads_write_and_read_beside_each_other(store: ArticleStore) -> None:
    def work(number: int) -> list[str]:
        outcome = store.put([entry(f"{number}.txt", f"Words number {number}. They are many.")])
        store.page(ALL, limit=3)
        return outcome

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(work, range(24))) == [["added"]] * 24
    assert store.count(ALL) == store.sequence() == 24


def test_two_processes_writing_lose_nothing(tmp_path: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    writers = [spawn.Process(target=write_many, args=(tmp_path, name, 15)) for name in ("one", "two")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0, 0]
    store = ArticleStore(tmp_path)
    assert store.count_by_source(ALL) == {"both": 1, "one": 15, "two": 15}
    assert [change.sequence for change in store.changes(0)] == list(range(1, 33))
    assert {article.text for article in store.page(ALL) if article.source == "two"} == {
        f"Words {number} of two. They are many." for number in range(15)
    }
    (shared,) = [article for article in store.page(ALL) if article.source == "both"]
    assert len(store.versions(shared.id)) == 2
    assert len(numbers(store)) == len(set(numbers(store))) == store.count_passages()
    store.close()


def test_a_killed_writer_loses_nothing_that_it_acknowledged(tmp_path: Path) -> None:
    acknowledged = tmp_path / "acknowledged"
    writer = multiprocessing.get_context("spawn").Process(
        target=write_until_killed, args=(tmp_path / "data", acknowledged, 7)
    )
    writer.start()
    writer.join()
    assert writer.exitcode == -signal.SIGKILL
    store = ArticleStore(tmp_path / "data")
    assert {article.path for article in store.page(ALL)} == {
        f"{line}.txt" for line in acknowledged.read_text().split()
    }
    assert store.count(ALL) == 7
    assert sorted(store.quotable(numbers(store), ALL)) == sorted(numbers(store))
    assert store.put([entry("unfinished.txt", "Never acknowledged words.")]) == ["added"]
    store.close()


# Any sequence of changes

PATHS = st.sampled_from(["a.txt", "b.txt", "c.txt"])
TEXTS = st.sampled_from([TEXT, OTHER, "Third words. They are many."])


class StoreAgainstModel(RuleBasedStateMachine):
    """A store and a dictionary are told the same; they must always agree."""

    root: Path

    def __init__(self) -> None:
        super().__init__()
        self.store = ArticleStore(Path(tempfile.mkdtemp(dir=self.root)))
        self.shown: dict[str, str] = {}  # path -> text
        self.hidden: dict[str, str] = {}
        self.history: dict[str, list[str]] = {}
        self.steps = 0
        self.retired: set[int] = set()

    def teardown(self) -> None:
        self.store.close()

    @rule(path=PATHS, text=TEXTS)
    def put(self, path: str, text: str) -> None:
        if self.shown.get(path) == text:
            expected = "unchanged"
        else:
            expected = "updated" if path in self.shown else "restored" if path in self.hidden else "added"
            self.history.setdefault(path, []).append(text)
            self.retire(path)
            self.steps += 1
        assert self.store.put([entry(path, text)]) == [expected]
        self.hidden.pop(path, None)
        self.shown[path] = text

    @rule(path=PATHS)
    def remove(self, path: str) -> None:
        self.retire(path)
        if path not in self.shown:
            with pytest.raises(ArticleUnknown):
                self.store.remove(self.id(path))
            return
        self.store.remove(self.id(path))
        self.hidden[path] = self.shown.pop(path)
        self.steps += 1

    @rule(path=PATHS)
    def purge(self, path: str) -> None:
        self.retire(path)
        known = path in self.shown or path in self.hidden
        purged = any(
            change.kind == "purge" and change.article_id == self.id(path) for change in self.store.changes(0)
        )
        if known:
            self.steps += 1
        if known or purged:
            self.store.purge(self.id(path))
        else:
            with pytest.raises(ArticleUnknown):
                self.store.purge(self.id(path))
        for mine in (self.shown, self.hidden, self.history):
            mine.pop(path, None)

    @rule()
    def reopen(self) -> None:
        self.store.close()
        self.store = ArticleStore(self.store.folder)

    @invariant()
    def they_agree(self) -> None:
        assert {article.path: article.text for article in self.store.page(ALL)} == self.shown
        assert {path for path, known in self.store.known("room").items() if known.removed_why} == set(self.hidden)
        assert self.store.sequence() == self.steps
        for path, texts in self.history.items():
            stored = [version.content_hash for version in self.store.versions(self.id(path))]
            assert stored == [content_hash(text) for text in texts]
        live = set(numbers(self.store))
        assert len(live) == self.store.count_passages()
        assert not live & self.retired
        assert set(self.store.quotable([*live, *self.retired], ALL)) == live

    @staticmethod
    def id(path: str) -> str:
        return entry(path, TEXT).document.id

    def retire(self, path: str) -> None:
        """Remember the passage numbers that no one may ever see again."""
        self.retired |= set(numbers(self.store, self.id(path)))


def test_any_sequence_of_changes_equals_a_dictionary(tmp_path: Path) -> None:
    machine = type("Machine", (StoreAgainstModel,), {"root": tmp_path})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=8, stateful_step_count=12, deadline=None, suppress_health_check=[HealthCheck.too_slow]
        ),
    )
