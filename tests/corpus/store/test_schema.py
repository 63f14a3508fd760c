"""How the store's file is opened, and what is refused as a store."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from corpus.article import Scope
from corpus.errors import StoreBusy, StoreError, StoreVersion
from corpus.store import schema
from corpus.store.articles import FILE, ArticleStore
from tests.corpus.entries import NOW, entry


def query(path: Path, *statements: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            rows = connection.execute(statement).fetchall()
    return rows


def test_a_commit_is_an_acknowledgement(tmp_path: Path) -> None:
    engine = schema.connect(tmp_path / "a.sqlite")
    with engine.connect() as connection:
        pragmas = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in _PRAGMAS}
    engine.dispose()
    assert pragmas == _PRAGMAS


_PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}


def test_opening_twice_changes_nothing(tmp_path: Path) -> None:
    store = ArticleStore(tmp_path)
    store.put([entry("a.txt", "It is open.")])
    store.close()
    again = ArticleStore(tmp_path)
    assert again.count(Scope.everything()) == 1
    again.close()


def in_use(folder: Path) -> bool:
    """Tell whether any connection is open: the last one to be closed takes the log away."""
    return (folder / f"{FILE}-wal").exists()


def test_what_is_read_while_a_store_is_closed_is_let_go_of_when_it_is_done(tmp_path: Path) -> None:
    store = ArticleStore(tmp_path)
    store.put([entry("a.txt", "It is open.")])
    with store.snapshot("a model") as (_, rows):
        store.close()
        assert [row.article.path for row in rows] == ["a.txt"]
        assert in_use(tmp_path)
    assert not in_use(tmp_path)


def test_who_comes_to_a_closed_store_leaves_nothing_open(tmp_path: Path) -> None:
    store = ArticleStore(tmp_path)
    store.close()
    assert store.count(Scope.everything()) == 0
    assert not in_use(tmp_path)


def test_a_store_whose_opening_was_interrupted_is_let_go_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_connection: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(schema, "create", interrupted)
    with pytest.raises(KeyboardInterrupt):
        ArticleStore(tmp_path)
    assert not in_use(tmp_path)


def test_an_empty_file_becomes_a_store(tmp_path: Path) -> None:
    (tmp_path / FILE).touch()
    ArticleStore(tmp_path).close()
    assert query(tmp_path / FILE, "SELECT value FROM meta WHERE key = 'schema'") == [(schema.SCHEMA_VERSION,)]


def junk(path: Path) -> None:
    path.write_bytes(os.urandom(9_000))


def diary(path: Path) -> None:
    path.write_text("Dear diary, today it rained again. " * 300)


def folder(path: Path) -> None:
    path.mkdir()


def cut_short(path: Path) -> None:
    ArticleStore(path.parent).close()
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def scrambled(path: Path) -> None:
    ArticleStore(path.parent).close()
    path.write_bytes(path.read_bytes()[:4_096] + os.urandom(path.stat().st_size - 4_096))


def of_another_program(path: Path) -> None:
    query(path, "CREATE TABLE songs (name)", "CREATE TABLE articles (id)")


def with_another_meta(path: Path) -> None:
    query(path, "CREATE TABLE meta (name)")


@pytest.mark.parametrize(
    "spoil",
    [junk, diary, folder, cut_short, scrambled, of_another_program, with_another_meta],
    ids=lambda f: f.__name__,
)
def test_a_damaged_or_foreign_file_is_no_store(tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    spoil(tmp_path / FILE)
    with pytest.raises(StoreError, match=str(tmp_path)):
        ArticleStore(tmp_path)


def test_nothing_is_written_into_a_foreign_file(tmp_path: Path) -> None:
    of_another_program(tmp_path / FILE)
    before = query(tmp_path / FILE, "SELECT name, sql FROM sqlite_master")
    with pytest.raises(StoreError, match="another program"):
        ArticleStore(tmp_path)
    assert query(tmp_path / FILE, "SELECT name, sql FROM sqlite_master") == before


def test_another_version_is_told_and_left_as_it_is(tmp_path: Path) -> None:
    ArticleStore(tmp_path).close()
    query(tmp_path / FILE, "UPDATE meta SET value = '99'", "DROP TABLE changes")
    with pytest.raises(StoreVersion, match=r"99.*export"):
        ArticleStore(tmp_path)
    assert query(tmp_path / FILE, "SELECT count(*) FROM sqlite_master WHERE name = 'changes'") == [(0,)]


def test_a_file_instead_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("Words.")
    with pytest.raises(StoreError, match="data folder"):
        ArticleStore(tmp_path / "data")


def test_damage_found_while_reading_is_a_store_error(tmp_path: Path) -> None:
    store = ArticleStore(tmp_path)
    store.put([entry(f"{number}.txt", "It is open. " * 400) for number in range(20)])
    store.close()
    size = (tmp_path / FILE).stat().st_size
    (root,) = query(tmp_path / FILE, "SELECT rootpage FROM sqlite_master WHERE name = 'versions'")[0]
    assert isinstance(root, int)
    with (tmp_path / FILE).open("r+b") as file:
        file.seek((root - 1) * 4_096)
        file.write(os.urandom(4_096))
    assert (tmp_path / FILE).stat().st_size == size
    store = ArticleStore(tmp_path)
    with pytest.raises(StoreError, match=r"put a backup in its place .*or name another data folder and ingest again"):
        store.page(Scope.everything())
    with pytest.raises(StoreError, match=r"put a backup in its place .*or name another data folder and ingest again"):
        list(store.oldest_first(Scope.everything()))
    store.close()


def test_a_writer_that_waits_too_long_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "BUSY_SECONDS", 0.05)
    store = ArticleStore(tmp_path)
    with closing(sqlite3.connect(tmp_path / FILE, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusy, match="try again"):
            store.put([entry("a.txt", "It is open.")])
        assert store.count(Scope.everything()) == 0  # readers never wait
        other.execute("ROLLBACK")
    assert store.put([entry("a.txt", "It is open.")]) == ["added"]
    store.close()


@pytest.mark.parametrize(
    "moment",
    [
        NOW,
        NOW.astimezone(dt.timezone(dt.timedelta(hours=5, minutes=30))),
        dt.datetime(1, 1, 2, tzinfo=dt.UTC),
        dt.datetime(9999, 12, 30, 23, 59, 59, 999_999, tzinfo=dt.UTC),
    ],
)
def test_a_moment_survives_whatever_its_zone(tmp_path: Path, moment: dt.datetime) -> None:
    store = ArticleStore(tmp_path)
    made = entry("a.txt", "It is open.", seen=moment)
    store.put([made])
    assert store.article(made.document.id, Scope.everything()).first_seen == moment
    store.close()


def test_moments_compare_as_text() -> None:
    column = schema.Moment()
    moments = sorted([NOW, NOW + dt.timedelta(microseconds=1), NOW - dt.timedelta(seconds=1), NOW.replace(year=99)])
    texts = [column.process_bind_param(moment, None) for moment in moments]  # type: ignore[arg-type]
    assert texts == sorted(texts, key=str)
    with pytest.raises(ValueError, match="time zone"):
        column.process_bind_param(NOW.replace(tzinfo=None), None)  # type: ignore[arg-type]
