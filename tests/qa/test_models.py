"""A new model is prepared beside the one that answers, and takes its place once it has read everything."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus.store import ArticleStore
from index.encoding import reuse
from index.encoding.embedding import Embedder, Floats
from index.encoding.paired import PairedEmbedder
from index.engine import Limits
from index.errors import ModelMissing
from qa.models import Models
from tests.conftest import HashingEmbedder
from tests.index.oracle import Release, put


class Slow(HashingEmbedder):
    """Another model, which reads only when it is let."""

    id = "slow/64"

    def __init__(self) -> None:
        self.let = threading.Event()
        self.broken = False
        self.read = 0

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Floats:
        self.let.wait(30)
        if self.broken:
            raise RuntimeError("out of memory")
        self.read += len(texts)
        return -super().encode_passages(texts)  # other vectors, so that a mix would show


class Counting(HashingEmbedder):
    """A model that has read the store; counts what it reads again."""

    id = "counting@64"
    read = 0

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Floats:
        self.read += len(texts)
        return super().encode_passages(texts)


class Second(Slow):
    """A model that another stands beside."""

    id = "second@64"


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[ArticleStore]:
    store = ArticleStore(tmp_path / "data")
    put(store, *(Release(f"{at}.txt", f"The port of place{at} opened. Rail{at} signed.") for at in range(5)))
    yield store
    store.close()


def named(model: str) -> Embedder | None:
    return HashingEmbedder() if model == HashingEmbedder.id else None


def models(store: ArticleStore, wanted: Embedder, background: bool = True, by_name: object = named) -> Models:
    return Models(store, lambda: wanted, by_name, Limits(background=background))  # type: ignore[arg-type]


def shifted(made: Models) -> None:
    assert made._next is not None
    made._next.join(30)


def test_the_model_that_knows_the_store_answers_until_the_new_one_does(filled: ArticleStore) -> None:
    wanted = Slow()
    made = models(filled, wanted)
    made.ready()
    assert made.current.embedder.id == HashingEmbedder.id
    assert made.current.engine.sequence == filled.sequence()
    wanted.let.set()
    shifted(made)
    assert made.current.embedder is wanted
    assert filled.models() == {HashingEmbedder.id: 5, Slow.id: 5}
    made.current.engine.refresh()
    made.close()


def test_what_arrives_meanwhile_is_read_by_the_new_model_too(filled: ArticleStore) -> None:
    wanted = Slow()
    made = models(filled, wanted)
    assert made.current.embedder.id == HashingEmbedder.id
    put(filled, Release("late.txt", "The museum opened."))
    wanted.let.set()
    shifted(made)
    assert filled.lacking(Slow.id) == []
    made.current.engine.refresh()
    made.close()


def test_a_new_model_that_fails_leaves_the_old_one_answering(filled: ArticleStore) -> None:
    wanted = Slow()
    wanted.broken = True
    wanted.let.set()
    made = models(filled, wanted)
    assert made.current.embedder.id == HashingEmbedder.id
    shifted(made)
    assert made.current.embedder.id == HashingEmbedder.id
    made.close()


def test_closing_stops_the_preparation(filled: ArticleStore) -> None:
    put(filled, *(Release(f"more{at}.txt", f"Crane{at} lifted{at} stones{at}.") for at in range(200)))
    wanted = Slow()
    made = models(filled, wanted)
    assert made.current.embedder.id == HashingEmbedder.id
    threading.Timer(0.05, wanted.let.set).start()
    made.close()
    assert wanted.read < 205


def test_where_nothing_works_in_the_background_the_first_question_waits(filled: ArticleStore) -> None:
    wanted = Slow()
    wanted.let.set()
    made = models(filled, wanted, background=False)
    made.ready()
    assert made.current.embedder is wanted
    assert wanted.read == filled.count_passages()
    made.close()


def gone(_model: str) -> Embedder | None:
    raise ModelMissing("no such model any more")


@pytest.mark.parametrize("by_name", [lambda _model: None, gone])
def test_an_older_model_that_cannot_be_had_is_done_without(filled: ArticleStore, by_name: object) -> None:
    wanted = Slow()
    wanted.let.set()
    made = models(filled, wanted, by_name=by_name)
    assert made.current.embedder is wanted
    made.close()


def test_a_model_that_has_read_most_needs_no_other(filled: ArticleStore) -> None:
    asked: list[str] = []
    made = models(filled, HashingEmbedder(), by_name=asked.append)
    put(filled, Release("old.txt", "The rail."), model=Slow.id)
    assert made.current.embedder.id == HashingEmbedder.id
    assert asked == []
    made.close()


def test_an_empty_store_starts_with_the_wanted_model(store: ArticleStore) -> None:
    wanted = Slow()
    made = models(store, wanted)
    assert made.current.embedder is wanted
    made.close()


def test_vectors_of_each_model_stay_its_own(filled: ArticleStore) -> None:
    wanted = Slow()
    wanted.let.set()
    made = models(filled, wanted, background=False)
    made.ready()
    with filled.snapshot(HashingEmbedder.id) as (_, stream):
        before = [row.vectors for row in stream]
    with filled.snapshot(Slow.id) as (_, stream):
        after = [row.vectors for row in stream]
    for one, other in zip(before, after, strict=True):
        assert one is not None
        assert other is not None
        np.testing.assert_allclose(one, -other, atol=1e-3)
    made.close()


@pytest.mark.parametrize("background", [True, False])
def test_a_second_model_beside_the_one_that_answers_reads_alone(store: ArticleStore, background: bool) -> None:
    for at in range(5):
        entry = Release(f"{at}.txt", f"The port of place{at} opened.").entry(Counting.id)
        store.put([replace(entry, encoded=[reuse.key(span.of(entry.draft.text)) for span in entry.spans])])
    first, second = Counting(), Second()
    second.let.set()
    both = PairedEmbedder(first, second, None)
    made = models(store, both, background, lambda model: first if model == first.id else None)
    if background:
        assert made.current.embedder is first
        shifted(made)
    made.ready()
    assert made.current.embedder is both
    assert (first.read, second.read) == (0, store.count_passages())
    assert store.models() == {first.id: 5, both.id: 5}
    made.close()
