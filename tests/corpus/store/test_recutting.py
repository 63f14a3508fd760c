"""What another cutting made is cut again: new passages of the same words, and none of the old ones left."""

from __future__ import annotations

from dataclasses import replace

from corpus.article import Scope
from corpus.passages import cutting
from corpus.records import Entry
from corpus.store.articles import ArticleStore
from tests.corpus.entries import MODEL, entry, unit_vectors

TEXT = "The laboratory is open today. Forty engineers will work there.\n\nVisitors are welcome on Sundays."


def cut_anew(made: Entry, words: int = 50) -> Entry:
    spans = cutting.cut(made.draft.text, words)
    return replace(made, spans=spans, vectors=unit_vectors(len(spans), seed=1))


def numbers(store: ArticleStore) -> list[int]:
    with store.snapshot(MODEL) as (_, stream):
        return [passage.number for row in stream for passage in row.passages]


def test_the_same_text_cut_anew_gets_the_new_passages(store: ArticleStore) -> None:
    first = entry("a.txt", TEXT)
    store.put([first])
    before, since = numbers(store), store.sequence()
    assert store.put([cut_anew(first)]) == ["updated"]
    assert [change.kind for change in store.changes(since)] == ["put"], "so that every index takes it in anew"
    (only,) = store.quotable(numbers(store), Scope.everything()).values()
    assert only[1].text[only[0].start : only[0].end] == TEXT
    assert store.quotable(before, Scope.everything()) == {}
    with store.snapshot(MODEL) as (_, stream):
        assert [row.vectors.shape for row in stream if row.vectors is not None] == [(1, 4)]


def test_cut_alike_it_stays_as_it_is(store: ArticleStore) -> None:
    first = entry("a.txt", TEXT)
    store.put([first])
    store.put([cut_anew(first)])
    before, since = numbers(store), store.sequence()
    assert store.put([cut_anew(first)]) == ["unchanged"]
    assert (numbers(store), store.sequence()) == (before, since)


def test_the_words_stay_readable_by_their_hash(store: ArticleStore) -> None:
    first = entry("a.txt", TEXT)
    store.put([first])
    before = store.article(first.document.id, Scope.everything())
    store.put([cut_anew(first)])
    now = store.article(first.document.id, Scope.everything())
    assert now.content_hash == before.content_hash
    assert store.article(first.document.id, Scope.everything(), before.content_hash).text == TEXT
