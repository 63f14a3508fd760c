"""A purge leaves no trace of an article, and of nothing else."""

from __future__ import annotations

import dataclasses
import functools
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from corpus.article import content_hash
from corpus.errors import ArticleUnknown, StoreBusy
from corpus.store import schema
from corpus.store.articles import FILE, ArticleStore
from tests.corpus.entries import NOW, entry
from tests.corpus.store.looking import ALL, OTHER, TEXT, A, sql

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
    monkeypatch.setattr(schema, "rewrite", functools.partial(schema.rewrite, seconds=0.05))
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
