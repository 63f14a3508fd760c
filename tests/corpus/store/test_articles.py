"""The store: what is acknowledged stays, what is removed is gone, what is quoted is true."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import multiprocessing
import signal
import sqlite3
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from corpus.article import Article, Scope, content_hash, text_hash
from corpus.errors import ArticleUnknown, SourceTaken, StoreBusy
from corpus.records import Change, Source
from corpus.store import schema
from corpus.store.articles import FILE, FILE_GONE, REMOVED_BY_HAND, ArticleStore
from tests.corpus.entries import DIMENSIONS, MODEL, NOW, entry, unit_vectors
from tests.corpus.writers import write_many, write_until_killed

ALL = Scope.everything()
TEXT = "The laboratory is open today. Forty engineers will work there.\n\nVisitors are welcome on Sundays."
OTHER = "The laboratory is closed today. Forty engineers went home early.\n\nVisitors are asked to wait."
A = entry("a.txt", TEXT).document.id


def sql(store: ArticleStore, statement: str, *values: object) -> list[tuple[object, ...]]:
    """Edit the store's file by hand."""
    with closing(sqlite3.connect(store.folder / FILE)) as connection, connection:
        return connection.execute(statement, values).fetchall()


def numbers(store: ArticleStore, *article_ids: str) -> list[int]:
    """Passage numbers of these articles, or of all."""
    with store.snapshot(MODEL, article_ids or None) as (_, stream):
        return [passage.number for row in stream for passage in row.passages]


# Putting


def test_what_was_put_is_read_back(store: ArticleStore) -> None:
    made = entry("a.txt", TEXT, published=dt.date(2024, 6, 5), url="https://example.org/1", seen=NOW)
    assert store.put([made]) == ["added"]
    article = store.article(A, ALL)
    assert isinstance(article, Article)
    for name in ("text", "title", "published", "language", "url", "place", "issuer", "updated", "found"):
        assert getattr(article, name) == getattr(made.draft, name)
    assert (article.source, article.path, article.first_seen) == ("room", "a.txt", NOW)
    assert article.content_hash == content_hash(TEXT)
    assert store.raw(article.raw_hash) == made.document.raw


def test_passages_and_vectors_belong_together(store: ArticleStore) -> None:
    made = entry("a.txt", TEXT)
    store.put([made])
    with store.snapshot(MODEL) as (sequence, stream):
        (row,) = stream
    assert sequence == store.sequence()
    assert [(each.start, each.end) for each in row.passages] == [(span.start, span.end) for span in made.spans]
    assert row.vectors is not None
    assert row.vectors.shape == (len(made.spans), DIMENSIONS)
    np.testing.assert_allclose(row.vectors, made.vectors, atol=1e-3)  # kept as fp16


def test_the_same_again_is_unchanged(store: ArticleStore) -> None:
    store.put([entry("a.txt", TEXT)])
    before, passages = store.sequence(), numbers(store)
    assert store.put([entry("a.txt", TEXT)]) == ["unchanged"]
    assert (store.sequence(), numbers(store)) == (before, passages)
    assert len(store.versions(A)) == 1


def test_other_bytes_of_the_same_release_are_unchanged_and_replace_the_old_bytes(store: ArticleStore) -> None:
    old, new = entry("a.txt", TEXT, raw=b"old furniture"), entry("a.txt", TEXT, raw=b"new furniture")
    store.put([old])
    was = store.article(A, ALL).raw_hash
    assert store.put([new]) == ["unchanged"]
    assert store.raw(store.article(A, ALL).raw_hash) == b"new furniture"
    assert store.raw(was) is None
    assert store.known("room")["a.txt"].raw_hash == store.article(A, ALL).raw_hash


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Another title"},
        {"title": None},
        {"published": dt.date(2024, 6, 6)},
        {"language": "fr"},
        {"url": "https://example.org/2"},
    ],
)
def test_a_changed_fact_is_an_update(store: ArticleStore, change: dict[str, object]) -> None:
    made = entry("a.txt", TEXT)
    store.put([made])
    changed = dataclasses.replace(made, draft=dataclasses.replace(made.draft, **change))  # type: ignore[arg-type]
    assert store.put([changed]) == ["updated"]
    for name, value in change.items():
        assert getattr(store.article(A, ALL), name) == value


def test_an_update_keeps_the_old_text_readable_by_its_hash(store: ArticleStore) -> None:
    store.put([entry("a.txt", TEXT, seen=NOW)])
    assert store.put([entry("a.txt", OTHER, seen=NOW + dt.timedelta(days=1))]) == ["updated"]
    assert store.article(A, ALL).text == OTHER
    assert store.article(A, ALL).first_seen == NOW
    assert store.article(A, ALL, content_hash(TEXT)).text == TEXT
    assert [version.content_hash for version in store.versions(A)] == [content_hash(TEXT), content_hash(OTHER)]
    with pytest.raises(ArticleUnknown):
        store.article(A, ALL, content_hash("Never published."))


def test_going_back_to_an_old_text_is_a_third_version(store: ArticleStore) -> None:
    for text in (TEXT, OTHER, TEXT):
        store.put([entry("a.txt", text)])
    assert len(store.versions(A)) == 3
    assert store.article(A, ALL, content_hash(TEXT)).text == store.article(A, ALL).text == TEXT


def test_a_hash_of_another_article_opens_nothing(store: ArticleStore) -> None:
    store.put([entry("a.txt", TEXT), entry("b.txt", OTHER)])
    assert store.find([A], ALL, content_hash(OTHER)) == {}


def test_a_batch_is_all_or_nothing(store: ArticleStore) -> None:
    broken = entry("b.txt", OTHER, seen=NOW.replace(tzinfo=None))
    with pytest.raises(Exception, match="time zone"):
        store.put([entry("a.txt", TEXT), broken])
    assert store.count(ALL) == store.sequence() == store.count_passages() == 0
    assert sql(store, "SELECT count(*) FROM raws") == [(0,)]


def test_one_batch_may_hold_two_versions_of_an_article(store: ArticleStore) -> None:
    assert store.put([entry("a.txt", TEXT), entry("a.txt", OTHER)]) == ["added", "updated"]
    assert store.article(A, ALL).text == OTHER


def test_text_of_every_plane_keeps_its_offsets(store: ArticleStore) -> None:
    text = "👍🏽 نعم é. Second 𝔘nicode sentence here. Third\u2028one."
    made = entry("a.txt", text)
    store.put([made])
    for passage, article in store.quotable(numbers(store), ALL).values():
        assert article.text[passage.start : passage.end] in [span.of(text) for span in made.spans]


# Removing and restoring


def test_a_removed_article_is_hidden_at_every_door_and_leaves_a_tombstone(store: ArticleStore) -> None:
    store.put([entry("a.txt", TEXT), entry("b.txt", OTHER)])
    held = numbers(store, A)
    store.remove(A)
    with pytest.raises(ArticleUnknown):
        store.article(A, ALL)
    assert store.find([A], ALL) == store.find([A], ALL, content_hash(TEXT)) == {}
    assert store.quotable(held, ALL) == {}
    assert numbers(store, A) == []
    assert A not in {article.id for article in [*store.page(ALL), *store.oldest_first(ALL)]}
    assert (store.count(ALL), store.count_by_source(ALL)) == (1, {"room": 1})
    assert A not in store.lacking("another/model")
    assert store.known("room")["a.txt"].removed_why == REMOVED_BY_HAND
    assert store.changes(1)[-1] == Change(store.sequence(), A, "remove")


def test_removing_twice_or_nothing_is_an_error(store: ArticleStore) -> None:
    store.put([entry("a.txt", TEXT)])
    store.remove(A, FILE_GONE)
    assert store.known("room")["a.txt"].removed_why == FILE_GONE
    before = store.sequence()
    for article_id in (A, "0" * 16, ""):
        with pytest.raises(ArticleUnknown):
            store.remove(article_id)
    assert store.sequence() == before


def test_putting_a_removed_article_restores_it(store: ArticleStore) -> None:
    store.put([entry("a.txt", TEXT, seen=NOW)])
    store.remove(A)
    assert store.put([entry("a.txt", TEXT)]) == ["restored"]
    assert store.article(A, ALL).text == TEXT
    assert store.article(A, ALL).first_seen == NOW
    assert store.known("room")["a.txt"].removed_why is None


# Purging

SECRETS = ("Zanzibarquark", "Quetzalfjord", "Xylophonebrook", "Wombatglacier", "Jabberwockydune")


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def fill(store: ArticleStore) -> str:
    """Put, in two versions and between two others, an article whose every part is a word found nowhere else."""
    made = entry(
        f"{SECRETS[1]}.txt",
        f"{SECRETS[0]} is open. " * 400,
        title=SECRETS[2],
        url=f"https://example.org/{SECRETS[3]}",
        raw=SECRETS[4].encode() * 9,
    )
    store.put([entry("before.txt", TEXT), made, entry("after.txt", OTHER)])
    store.put([dataclasses.replace(made, draft=dataclasses.replace(made.draft, title=f"Second {SECRETS[2]}"))])
    return made.document.id


def assert_no_trace(store: ArticleStore, article_id: str) -> None:
    for name, data in bytes_of(store.folder).items():
        for word in SECRETS:
            for encoded in (word.encode(), word.encode("utf-16-le"), word.lower().encode()):
                assert encoded not in data, f"{word} in {name}"
    assert store.versions(article_id) == []
    assert store.find([article_id], ALL) == {}
    assert sql(store, "SELECT count(*) FROM articles") == [(2,)]
    assert sql(store, "SELECT count(*) FROM raws") == [(2,)]
    for table in ("passages", "vectors", "versions"):
        assert sql(store, f"SELECT count(*) FROM {table} WHERE article_id = ?", article_id) == [(0,)]  # noqa: S608


def test_a_purge_leaves_no_trace_in_any_file(store: ArticleStore) -> None:
    article_id = fill(store)
    assert any(SECRETS[0].encode() in data for data in bytes_of(store.folder).values())
    store.purge(article_id)
    assert_no_trace(store, article_id)
    assert {article.path for article in store.page(ALL)} == {"before.txt", "after.txt"}
    assert store.changes(0)[-1].kind == "purge"


def test_a_removed_article_can_be_purged(store: ArticleStore) -> None:
    article_id = fill(store)
    store.remove(article_id)
    assert any(SECRETS[0].encode() in data for data in bytes_of(store.folder).values())
    store.purge(article_id)
    assert_no_trace(store, article_id)


def test_a_purge_leaves_no_trace_where_another_connection_has_been_reading(store: ArticleStore) -> None:
    article_id = fill(store)
    other = ArticleStore(store.folder)
    assert other.article(article_id, ALL).title == f"Second {SECRETS[2]}"
    with closing(sqlite3.connect(store.folder / FILE)) as third:
        assert third.execute("SELECT count(*) FROM versions WHERE title LIKE '%a%'").fetchall()
        store.purge(article_id)
        assert_no_trace(store, article_id)
        assert other.find([article_id], ALL) == {}
    other.close()


def test_a_reader_that_holds_on_is_told_and_the_purge_can_be_finished(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "BUSY_SECONDS", 0.05)
    monkeypatch.setattr(schema, "empty_log", functools.partial(schema.empty_log, seconds=0.05))
    store = ArticleStore(tmp_path)
    article_id = fill(store)
    with closing(sqlite3.connect(tmp_path / FILE, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM versions").fetchall()
        with pytest.raises(StoreBusy, match="purge again"):
            store.purge(article_id)
        assert store.find([article_id], ALL) == {}  # gone for every new question already
        reader.execute("COMMIT")
    store.purge(article_id)
    assert_no_trace(store, article_id)
    store.close()


def test_what_two_articles_share_stays_with_the_other(store: ArticleStore) -> None:
    same = b"the same bytes"
    store.put([entry("a.txt", TEXT, raw=same), entry("b.txt", TEXT, raw=same)])
    store.purge(A)
    (left,) = store.page(ALL)
    assert store.raw(left.raw_hash) == same
    assert store.find([left.id], ALL, content_hash(TEXT))[left.id].text == TEXT


def test_purging_what_never_was_is_an_error(store: ArticleStore) -> None:
    with pytest.raises(ArticleUnknown):
        store.purge(A)
    assert store.sequence() == 0


def test_a_purged_article_comes_back_as_a_new_one(store: ArticleStore) -> None:
    store.put([entry("a.txt", TEXT, seen=NOW)])
    store.purge(A)
    assert store.put([entry("a.txt", OTHER)]) == ["added"]
    assert store.article(A, ALL).first_seen > NOW
    assert [version.content_hash for version in store.versions(A)] == [content_hash(OTHER)]


# Numbers


def test_passage_numbers_are_never_used_again(store: ArticleStore) -> None:
    used: list[int] = []
    for step in (TEXT, OTHER, "remove", TEXT, "purge", OTHER):
        if step == "remove":
            store.remove(A)
        elif step == "purge":
            store.purge(A)
        else:
            store.put([entry("a.txt", step)])
            used += numbers(store)
            # Opening again, even with every passage gone before, must not forget the highest number.
            again = ArticleStore(store.folder)
            assert numbers(again) == numbers(store)
            again.close()
    assert used == sorted(set(used))


def test_every_change_is_numbered_in_order(store: ArticleStore) -> None:
    b = entry("b.txt", OTHER).document.id
    store.put([entry("a.txt", TEXT), entry("b.txt", OTHER)])
    store.put([entry("a.txt", TEXT)])  # unchanged: no change
    store.put([entry("a.txt", OTHER)])
    store.remove(b)
    store.put([entry("b.txt", OTHER)])
    store.purge(A)
    kinds = [("put", A), ("put", b), ("put", A), ("remove", b), ("put", b), ("purge", A)]
    assert [(change.kind, change.article_id) for change in store.changes(0)] == kinds
    assert [change.sequence for change in store.changes(0)] == list(range(1, 7))
    assert store.sequence() == 6
    assert store.changes(4) == store.changes(0)[4:]
    assert store.changes(6) == []


# Quoting


@pytest.mark.parametrize(
    ("statement", "value"),
    [
        ("UPDATE versions SET text = ?", TEXT.replace("Forty", "Fifty")),
        ("UPDATE versions SET text = ?", "Ha! " + TEXT),
        ("UPDATE versions SET text = ?", TEXT.replace("Sundays", "Mondays")),
        ("UPDATE versions SET text = ?", ""),
        ("UPDATE versions SET content_hash = ?", content_hash(OTHER)),
        ("UPDATE passages SET text_hash = ?", text_hash("Words that were never there.")),
        ('UPDATE passages SET "end" = "end" + ?', 1),
        ("UPDATE passages SET start = start + ?", 1),
        ('UPDATE passages SET "end" = "end" + 99, start = start - ?', len(TEXT)),
        ("UPDATE passages SET version = version + ?", 1),
        ("UPDATE articles SET removed_why = 'x', removed = ?", "2024-06-05T12:00:00.000000+00:00"),
    ],
)
def test_a_passage_is_not_quoted_once_anything_about_it_was_tampered_with(
    store: ArticleStore, statement: str, value: object
) -> None:
    store.put([entry("a.txt", TEXT)])
    held = numbers(store)
    assert sorted(store.quotable(held, ALL)) == held
    sql(store, statement, value)
    assert store.quotable(held, ALL) == {}


def test_a_changed_word_takes_every_passage_of_its_article_and_no_other(store: ArticleStore) -> None:
    b = entry("b.txt", OTHER).document.id
    store.put([entry("a.txt", TEXT), entry("b.txt", OTHER)])
    sql(store, "UPDATE versions SET text = replace(text, 'Forty', 'Fifty') WHERE article_id = ?", A)
    assert sorted(store.quotable(numbers(store), ALL)) == numbers(store, b)


def test_passages_of_a_replaced_text_are_not_quotable(store: ArticleStore) -> None:
    store.put([entry("a.txt", TEXT)])
    old = numbers(store)
    store.put([entry("a.txt", OTHER)])
    assert store.quotable(old, ALL) == {}
    assert sorted(store.quotable(numbers(store), ALL)) == numbers(store)


def test_what_is_quoted_is_what_was_cut(store: ArticleStore) -> None:
    made = entry("a.txt", TEXT)
    store.put([made])
    sound = store.quotable([*numbers(store), 10**6, -1], ALL)
    quotes = [article.text[passage.start : passage.end] for passage, article in sound.values()]
    assert quotes == [span.of(TEXT) for span in made.spans]


# Paging


def test_pages_are_stable_and_complete(store: ArticleStore) -> None:
    days = [None, dt.date(2024, 6, 5), dt.date(2023, 1, 1), dt.date(2024, 6, 5), None, dt.date.min, dt.date.max]
    store.put([entry(f"{number}.txt", TEXT, published=day) for number, day in enumerate(days * 3)])
    whole = store.page(ALL)
    assert [article.published or dt.date.min for article in whole] == sorted(
        (article.published or dt.date.min for article in whole), reverse=True
    )
    for size in (1, 2, 5, 100):
        collected: list[Article] = []
        while rows := store.page(ALL, limit=size, after=collected[-1].id if collected else None):
            assert len(rows) <= size
            collected += rows
        assert collected == whole


def test_a_page_goes_on_after_an_article_that_was_removed_meanwhile(store: ArticleStore) -> None:
    store.put([entry(f"{number}.txt", TEXT, published=NOW.date()) for number in range(6)])
    first, rest = store.page(ALL, limit=3), store.page(ALL)[3:]
    store.remove(first[-1].id)
    assert store.page(ALL, after=first[-1].id) == rest
    with pytest.raises(ArticleUnknown):
        store.page(ALL, after="0" * 16)


def test_oldest_first_is_the_order_of_arrival(store: ArticleStore) -> None:
    moments = [NOW + dt.timedelta(days=days) for days in (3, 1, 2)]
    store.put([entry(f"{number}.txt", TEXT, seen=moment) for number, moment in enumerate(moments)])
    assert [article.first_seen for article in store.oldest_first(ALL)] == sorted(moments)


# Sources


def test_sources_are_kept_and_not_moved_by_accident(store: ArticleStore) -> None:
    store.register(Source("room", "folder", "/press"))
    store.register(Source("room", "folder", "/press"))
    with pytest.raises(SourceTaken, match="/press"):
        store.register(Source("room", "folder", "/elsewhere"))
    assert store.sources() == {"room": Source("room", "folder", "/press")}
    store.register(Source("room", "folder", "/elsewhere"), move=True)
    assert store.sources()["room"].location == "/elsewhere"


# Vectors of another model


def test_another_models_vectors_come_later(store: ArticleStore) -> None:
    store.put([entry("a.txt", TEXT)])
    assert store.lacking(MODEL) == []
    assert store.lacking("other/4") == [A]
    with store.snapshot("other/4") as (_, stream):
        (row,) = stream
    assert row.vectors is None
    before = store.sequence()
    store.add_vectors("other/4", [(row, unit_vectors(len(row.passages), seed=7))])
    assert store.lacking("other/4") == []
    assert [change.kind for change in store.changes(before)] == ["put"]
    with store.snapshot("other/4") as (_, stream):
        (row,) = stream
    assert row.vectors is not None
    np.testing.assert_allclose(row.vectors, unit_vectors(len(row.passages), seed=7), atol=1e-3)


def test_vectors_of_a_text_replaced_meanwhile_are_dropped(store: ArticleStore) -> None:
    store.put([entry("a.txt", TEXT)])
    with store.snapshot("other/4") as (_, stream):
        (row,) = stream
    store.put([entry("a.txt", OTHER)])
    store.add_vectors("other/4", [(row, unit_vectors(len(row.passages)))])
    assert store.lacking("other/4") == [A]


def test_a_snapshot_is_of_one_moment(store: ArticleStore) -> None:
    store.put([entry(f"{number}.txt", TEXT) for number in range(5)])
    with store.snapshot(MODEL) as (sequence, stream):
        store.remove(entry("1.txt", TEXT).document.id)
        store.put([entry("0.txt", OTHER), entry("9.txt", OTHER)])
        rows = list(stream)
    assert sequence == 5
    assert [row.article.text for row in rows] == [TEXT] * 5
    assert all(row.vectors is not None and len(row.vectors) == len(row.passages) for row in rows)


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
