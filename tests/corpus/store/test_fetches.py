"""What the store keeps of sources on the web."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from corpus.article import Document
from corpus.records import Fetch, Options, Source
from corpus.store.articles import SOURCE_REMOVED, ArticleStore
from qa.ingest import Intake
from tests.conftest import HashingEmbedder

NOW = dt.datetime(2024, 3, 20, 12, 0, tzinfo=dt.UTC)
URL = "https://orlington.example/news/1"
WHOLE = Fetch(
    URL,
    False,
    NOW,
    "stamp",
    "Port reopens",
    "2024-03-14",
    NOW,
    "stamp",
    f"{URL}/x",
    '"1"',
    "Thu, 14 Mar 2024",
    200,
    2,
)


@pytest.fixture
def room(store: ArticleStore) -> ArticleStore:
    store.register(Source("room", "feed", "https://orlington.example/feed"))
    return store


def test_a_source_has_no_options_and_no_past_at_first(room: ArticleStore) -> None:
    assert room.sources()["room"] == Source("room", "feed", "https://orlington.example/feed")


def test_options_are_kept_and_survive_registering_again(room: ArticleStore) -> None:
    options = Options("*/news/*", 3600, 50)
    room.configure("room", options)
    room.register(Source("room", "feed", "https://orlington.example/feed"))
    assert room.sources()["room"].options == options


def test_what_a_sync_did_is_kept(room: ArticleStore) -> None:
    room.note_sync("room", NOW, {"counts": {"added": 3}, "problem": None})
    source = room.sources()["room"]
    assert (source.synced, source.outcome) == (NOW, {"counts": {"added": 3}, "problem": None})


def test_the_ledger_gives_back_what_was_noted(room: ArticleStore) -> None:
    listing = Fetch("https://orlington.example/feed", listing=True)
    room.note_fetches("room", [WHOLE, listing])
    assert room.ledger("room") == {WHOLE.url: WHOLE, listing.url: listing}
    room.note_fetches("room", [replace(WHOLE, etag=None, failures=0)])
    assert room.ledger("room")[URL] == replace(WHOLE, etag=None, failures=0)


def test_sources_have_ledgers_of_their_own(room: ArticleStore) -> None:
    room.note_fetches("room", [WHOLE])
    room.note_fetches("other", [replace(WHOLE, status=404)])
    assert room.ledger("room")[URL].status == 200
    room.drop_fetches("other", [URL])
    assert room.ledger("other") == {}
    assert room.ledger("room") == {URL: WHOLE}


def test_a_ledger_of_thousands_is_written_at_once(room: ArticleStore) -> None:
    many = [replace(WHOLE, url=f"{URL}{number}") for number in range(3_000)]
    room.note_fetches("room", many)
    room.note_fetches("room", many)
    room.note_fetches("room", [])
    assert len(room.ledger("room")) == 3_000


def test_a_source_that_is_forgotten_leaves_nothing(room: ArticleStore) -> None:
    room.note_fetches("room", [WHOLE])
    room.note_fetches("other", [WHOLE])
    room.forget_source("room")
    assert room.sources() == {}
    assert room.ledger("room") == {}
    assert room.ledger("other") == {URL: WHOLE}


@pytest.fixture
def held(room: ArticleStore, release: Callable[..., Document]) -> list[str]:
    """Ids of two articles of the source."""
    documents = [
        release(f"{URL}{number}", f"Port {number}", f"The port of Halvern has number {number}.") for number in "ab"
    ]
    Intake(room, HashingEmbedder()).feed(documents)
    return [document.id for document in documents]


def test_a_purge_takes_along_what_a_listing_said(room: ArticleStore, held: list[str]) -> None:
    room.note_fetches("room", [replace(WHOLE, url=f"{URL}{letter}") for letter in "ab"])
    room.purge(held[0])
    assert set(room.ledger("room")) == {f"{URL}b"}


def test_what_was_purged_is_remembered_by_its_id_until_it_is_back(
    room: ArticleStore, held: list[str], release: Callable[..., Document]
) -> None:
    assert room.purged() == frozenset()
    room.purge(held[0])
    assert room.purged() == {held[0]}
    Intake(room, HashingEmbedder()).feed([release(f"{URL}a", "Port a", "The port of Halvern has number a.")])
    assert room.purged() == frozenset()


def test_articles_of_a_source(room: ArticleStore, held: list[str]) -> None:
    room.remove(held[0])
    assert room.of_source("room") == [held[1]]
    assert set(room.of_source("room", live=False)) == set(held)
    assert room.of_source("other") == []


def test_all_of_them_are_removed_at_once(room: ArticleStore, held: list[str]) -> None:
    room.remove(held[0])
    assert room.remove_all([*held, "0123456789abcdef"], SOURCE_REMOVED) == 1
    assert room.of_source("room") == []
    assert {known.removed_why for known in room.known("room").values()} == {"removed", SOURCE_REMOVED}
