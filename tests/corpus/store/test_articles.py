"""The store: what is acknowledged stays, what is removed is gone."""

from __future__ import annotations

import dataclasses
import datetime as dt

import numpy as np
import pytest

from corpus.article import Article, content_hash
from corpus.errors import ArticleUnknown, SourceTaken
from corpus.records import Change, Source
from corpus.store.articles import FILE_GONE, REMOVED_BY_HAND, ArticleStore
from tests.corpus.entries import DIMENSIONS, MODEL, NOW, entry, unit_vectors
from tests.corpus.store.looking import ALL, OTHER, TEXT, A, numbers, sql

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
