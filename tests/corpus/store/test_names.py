"""Names in the store: learned with the text, seen as far as the text is, gone with it."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from corpus.article import Document, Draft, Filters, Kept, Scope, Span
from corpus.records import Entry
from corpus.store import names
from corpus.store.articles import FILE, ArticleStore
from corpus.store.names import Learned

NOW = dt.datetime(2030, 1, 1, tzinfo=dt.UTC)
SCOPE = Scope(NOW)
NTA = "The Northern Transit Authority (NTA) opened a line to Elsen."
NURSES = "The Nurses and Teachers Association (NTA) met in Halvern."


def entry(path: str, text: str, source: str = "room", **facts: Any) -> Entry:
    document = Document(source, path, f"{path} {text}".encode(), "text", kept=Kept(first_seen=NOW))
    return Entry(document, Draft(text, **facts), [Span(0, len(text))], np.ones((1, 1), np.float32), "test/1")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ArticleStore]:
    opened = ArticleStore(tmp_path / "desk")
    yield opened
    opened.close()


def known(store: ArticleStore, *keys: str, scope: Scope = SCOPE, filters: Filters | None = None) -> list[str]:
    return [one.long for one in store.names_like(keys or ["nta"], scope, filters)]


def test_a_name_is_found_by_either_form(store: ArticleStore) -> None:
    store.put([entry("a", NTA)])
    pair = Learned("NTA", "Northern Transit Authority", "nta", "northern transit authority", 1)
    assert store.names_like(["nta", "elsen"], SCOPE) == [pair]
    assert store.names_like(["northern transit authority"], SCOPE) == [pair]
    assert store.names_like(["elsen"], SCOPE) == store.names_like([], SCOPE) == []
    assert store.all_names(SCOPE) == [pair]


def test_a_release_that_says_it_twice_counts_once_and_most_releases_come_first(store: ArticleStore) -> None:
    far = "A ferry sails from the southern quay every hour of the day."
    store.put(
        [
            entry("a", f"{NURSES} {NURSES}"),
            entry("b", NTA),
            entry("c", f"{far} The Northern Transit Authority (NTA)."),
        ]
    )
    found = store.names_like(["nta"], SCOPE)
    assert [(one.long, one.releases) for one in found] == [
        ("Northern Transit Authority", 2),
        ("Nurses and Teachers Association", 1),
    ]


def test_releases_of_one_story_count_once(store: ArticleStore) -> None:
    text = f"{NTA} " + " ".join(f"Carriage number {at} is painted green and blue." for at in range(30))
    store.put([entry("a", text, title="A line"), entry("b", text, title="A line")])
    assert len(store.stories_of([Document("room", "a", b"", "text").id], SCOPE)) == 2
    assert [one.releases for one in store.all_names(SCOPE)] == [1]


@pytest.mark.parametrize(
    ("facts", "scope", "filters", "seen"),
    [
        ({"visible_from": NOW + dt.timedelta(days=1)}, SCOPE, None, False),
        ({"visible_from": NOW}, SCOPE, None, True),
        ({}, Scope(NOW, frozenset({"other"})), None, False),
        ({}, Scope(NOW, frozenset({"room"})), None, True),
        ({"published": dt.date(2029, 5, 1)}, Scope(NOW, as_of=dt.date(2029, 4, 30)), None, False),
        ({"published": dt.date(2029, 5, 1)}, Scope(NOW, as_of=dt.date(2029, 5, 1)), None, True),
        ({"language": "en"}, SCOPE, Filters(language="fr"), False),
        ({}, SCOPE, Filters(source="room"), True),
    ],
)
def test_what_a_scope_hides_teaches_nothing(
    store: ArticleStore, facts: dict[str, Any], scope: Scope, filters: Filters | None, seen: bool
) -> None:
    store.put([entry("a", NTA, **facts)])
    assert bool(known(store, scope=scope, filters=filters)) == seen
    assert bool(store.all_names(scope, filters)) == seen


def test_a_removed_release_teaches_nothing_until_it_is_back(store: ArticleStore) -> None:
    one = entry("a", NTA)
    store.put([one])
    store.remove(one.document.id)
    assert known(store) == []
    assert store.put([one]) == ["restored"]
    assert known(store) == ["Northern Transit Authority"]


def test_a_new_version_teaches_what_it_says_and_no_more_what_the_old_one_said(store: ArticleStore) -> None:
    store.put([entry("a", NTA)])
    store.put([entry("a", NURSES)])
    assert known(store) == ["Nurses and Teachers Association"]
    store.put([entry("a", "Nothing is explained.")])
    assert store.all_names(SCOPE) == []


def test_purge_erases_them_from_the_file(store: ArticleStore) -> None:
    one = entry("a", NTA)
    store.put([one])
    store.purge(one.document.id)
    assert known(store) == []
    for file in store.folder.glob(f"{FILE}*"):
        assert b"Transit" not in file.read_bytes()


def test_reading_an_unchanged_release_again_learns_what_was_not_learned(store: ArticleStore) -> None:
    one = entry("a", NTA)
    store.put([one])
    with closing(sqlite3.connect(store.folder / FILE)) as connection, connection:
        connection.execute("DELETE FROM names")
    assert known(store) == []
    assert store.put([one]) == ["unchanged"]
    assert known(store) == ["Northern Transit Authority"]


def test_reading_an_unchanged_release_again_writes_nothing_new(store: ArticleStore) -> None:
    one = entry("a", NTA)
    store.put([one])
    store.put([one])
    with closing(sqlite3.connect(store.folder / FILE)) as connection, connection:
        assert connection.execute("SELECT count(*), max(number) FROM names").fetchone() == (1, 1)


def test_a_store_of_an_earlier_schema_gets_the_table(tmp_path: Path) -> None:
    first = ArticleStore(tmp_path)
    first.put([entry("a", NTA)])
    first.close()
    with closing(sqlite3.connect(tmp_path / FILE)) as connection, connection:
        connection.execute("DROP TABLE names")
        connection.execute("UPDATE meta SET value = '3' WHERE key = 'schema'")
    again = ArticleStore(tmp_path)
    assert again.all_names(SCOPE) == []
    again.put([entry("a", NTA)])
    assert known(again) == ["Northern Transit Authority"]
    again.close()


def test_of_very_many_explanations_the_newest_are_looked_at(
    store: ArticleStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(names, "ROWS_MOST", 2)
    store.put([entry("a", NURSES), entry("b", NTA), entry("c", f"Later {NTA}")])
    assert known(store) == ["Northern Transit Authority"]
