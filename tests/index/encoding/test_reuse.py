"""A text is encoded once a model, and its vector is found again by the text."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from corpus.article import Document, Draft, Span
from corpus.records import Entry
from corpus.store import ArticleStore
from index.encoding import reuse
from index.encoding.embedding import Embedder, Floats
from index.encoding.paired import PairedEmbedder
from tests.conftest import HashingEmbedder


class Watched(HashingEmbedder):
    def __init__(self, model: str = HashingEmbedder.id) -> None:
        self.id = model
        self.read: list[str] = []

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Floats:
        self.read += texts
        return super().encode_passages(texts)


def keep(store: ArticleStore, path: str, texts: Sequence[str], embedder: Embedder) -> None:
    """Store an article whose passages are these texts."""
    made = reuse.encode(texts, embedder, store)
    ends = np.cumsum([len(text) + 1 for text in texts]).tolist()
    spans = [Span(end - 1 - len(text), end - 1) for text, end in zip(texts, ends, strict=True)]
    document = Document("room", path, path.encode(), "text")
    store.put([Entry(document, Draft(" ".join(texts)), spans, made.vectors, embedder.id, made.keys)])


TEXTS = ["The port opened.", "The rail signed.", "The museum of Elsen."]


def test_what_the_store_holds_is_not_read_again(store: ArticleStore) -> None:
    embedder = Watched()
    keep(store, "a.txt", TEXTS, embedder)
    keep(store, "b.txt", ["Filler first.", *TEXTS[:1]], embedder)
    embedder.read.clear()
    made = reuse.encode([TEXTS[2], "A new one.", TEXTS[0], TEXTS[1]], embedder, store)
    assert embedder.read == ["A new one."]
    assert made.fresh == 1
    expected = HashingEmbedder().encode_passages([TEXTS[2], "A new one.", TEXTS[0], TEXTS[1]])
    np.testing.assert_allclose(made.vectors, expected, atol=1e-3)


def test_a_text_that_stands_twice_is_read_once(store: ArticleStore) -> None:
    embedder = Watched()
    made = reuse.encode([TEXTS[0], TEXTS[1], TEXTS[0]], embedder, store)
    assert embedder.read == TEXTS[:2]
    assert (made.vectors[0] == made.vectors[2]).all()
    assert made.keys[0] == made.keys[2] != made.keys[1]


def test_another_model_reads_for_itself(store: ArticleStore) -> None:
    keep(store, "a.txt", TEXTS, Watched())
    other = Watched("other/64")
    reuse.encode(TEXTS, other, store)
    assert other.read == TEXTS


@pytest.mark.parametrize("gone", [ArticleStore.remove, ArticleStore.purge])
def test_nothing_is_taken_from_what_is_gone(store: ArticleStore, gone: Callable[[ArticleStore, str], None]) -> None:
    embedder = Watched()
    keep(store, "a.txt", TEXTS, embedder)
    gone(store, Document("room", "a.txt", b"", "text").id)
    embedder.read.clear()
    reuse.encode(TEXTS, embedder, store)
    assert embedder.read == TEXTS


def test_an_article_that_is_cut_anew_keeps_the_vectors_of_what_stayed(store: ArticleStore) -> None:
    embedder = Watched()
    keep(store, "a.txt", TEXTS, embedder)
    embedder.read.clear()
    keep(store, "a.txt", [TEXTS[1], "Another passage.", TEXTS[2]], embedder)
    assert embedder.read == ["Another passage."]
    with store.snapshot(embedder.id) as (_, rows):
        (row,) = rows
    expected = HashingEmbedder().encode_passages([TEXTS[1], "Another passage.", TEXTS[2]])
    np.testing.assert_allclose(row.vectors, expected, atol=1e-3)  # type: ignore[arg-type]


def test_what_is_on_its_way_into_the_store_is_not_read_again(store: ArticleStore) -> None:
    embedder = Watched()
    keep(store, "a.txt", TEXTS[:1], embedder)
    before = reuse.encode(TEXTS[1:], embedder, store)
    embedder.read.clear()
    made = reuse.encode([*TEXTS[::-1], "A new one."], embedder, store, before.by_key())
    assert embedder.read == ["A new one."]
    assert made.fresh == 1
    expected = HashingEmbedder().encode_passages([*TEXTS[::-1], "A new one."])
    np.testing.assert_allclose(made.vectors, expected, atol=1e-3)


@pytest.mark.parametrize("known", [0, 1])
def test_two_models_as_one_take_over_what_either_has_read(store: ArticleStore, known: int) -> None:
    parts = Watched("broad@1"), Watched("english@2")
    both = PairedEmbedder(*parts, None)
    keep(store, "a.txt", TEXTS, parts[known])
    parts[known].read.clear()
    texts = ["A new one.", *TEXTS]
    made = reuse.encode(texts, both, store)
    assert parts[known].read == texts[:1]
    assert parts[1 - known].read == texts
    assert made.fresh == 4
    expected = PairedEmbedder(Watched(), Watched(), None).encode_passages(texts)
    np.testing.assert_allclose(made.vectors, expected, atol=1e-3)
    np.testing.assert_allclose(np.linalg.norm(made.vectors, axis=1), 1, atol=1e-3)


def test_what_two_models_as_one_have_read_neither_reads_again(store: ArticleStore) -> None:
    parts = Watched("broad@1"), Watched("english@2")
    both = PairedEmbedder(*parts, None)
    keep(store, "a.txt", TEXTS, both)
    for part in parts:
        part.read.clear()
    assert reuse.encode(TEXTS, both, store).fresh == 0
    assert parts[0].read == parts[1].read == []


def test_of_no_texts_no_vectors(store: ArticleStore) -> None:
    made = reuse.encode([], Watched(), store)
    assert made.vectors.shape == (0, 64)
    assert (made.keys, made.fresh) == ((), 0)


def test_more_texts_than_a_query_takes_are_found(store: ArticleStore) -> None:
    embedder = Watched()
    texts = [f"Passage number {at}." for at in range(1_200)]
    keep(store, "a.txt", texts, embedder)
    embedder.read.clear()
    assert reuse.encode(texts, embedder, store).fresh == 0
    assert embedder.read == []
