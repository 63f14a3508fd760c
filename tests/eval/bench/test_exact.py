"""The oracle: every vector of a store, filters of a wanted width, and recall."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import closing

import numpy as np
import pytest

from corpus.article import Filters, Scope
from corpus.store import ArticleStore
from eval.bench.exact import UNDATED, Exact, recall
from eval.bench.generator import Corpus
from tests.conftest import HashingEmbedder

MODEL = HashingEmbedder()


@pytest.fixture(scope="module")
def store(made: Corpus) -> Iterator[ArticleStore]:
    with closing(ArticleStore(made.folder)) as opened:
        yield opened


@pytest.fixture(scope="module")
def exact(store: ArticleStore) -> Exact:
    return Exact.of(store, MODEL.id, MODEL.dimensions)


def test_it_holds_every_passage_with_its_vector_day_and_source(exact: Exact, store: ArticleStore) -> None:
    with store.snapshot(MODEL.id) as (_, rows):
        for row in rows:
            assert row.vectors is not None
            at = np.searchsorted(exact.numbers, [passage.number for passage in row.passages])
            assert np.array_equal(exact.vectors[at], row.vectors.astype(np.float16))
            assert {exact.names[source] for source in exact.sources[at]} == {row.article.source}
            day = row.article.published
            assert set(exact.days[at].tolist()) == {day.toordinal() if day else UNDATED}
    assert len(exact.numbers) == store.count_passages()


def test_it_is_read_from_its_file_the_second_time(exact: Exact, store: ArticleStore) -> None:
    again = Exact.of(store, "no such model", MODEL.dimensions)
    assert np.array_equal(again.vectors, exact.vectors)
    assert again.names == exact.names


@pytest.mark.parametrize("share", [0.5, 0.1, 0.01])
def test_a_range_of_days_is_about_as_wide_as_wanted(exact: Exact, store: ArticleStore, share: float) -> None:
    random = np.random.default_rng(1)
    for _ in range(10):
        filters = exact.dates(share, random)
        allowed = exact.allowed(filters)
        # the releases of the first and of the last day are in it whole
        assert share * len(allowed) - 1 <= allowed.sum() <= share * len(allowed) + 80
        held = {one.id for one in store.page(Scope.everything(), filters)}
        with store.snapshot(MODEL.id) as (_, rows):
            numbers = {cut.number for row in rows if row.article.id in held for cut in row.passages}
        assert set(exact.numbers[allowed].tolist()) == numbers


def test_the_source_nearest_in_share_is_taken(exact: Exact) -> None:
    shares = {name: float((exact.sources == at).mean()) for at, name in enumerate(exact.names)}
    for name, share in shares.items():
        chosen = exact.source(share).source
        assert chosen is not None
        assert shares[chosen] == share
        assert exact.allowed(Filters(source=name)).mean() == share


def test_an_unknown_source_allows_nothing(exact: Exact) -> None:
    assert not exact.allowed(Filters(source="nobody")).any()


def test_scores_are_inner_products(exact: Exact) -> None:
    vector = MODEL.encode_question("harbour")
    assert exact.scores(vector) == pytest.approx(exact.vectors.astype(np.float32) @ vector, abs=1e-6)


def hand_made() -> Exact:
    numbers = np.arange(10, 20)
    vectors = np.array([[value / 10] for value in range(10)], np.float16)
    days = np.array([0, *range(1, 10)], np.int32)
    return Exact(numbers, days, np.zeros(10, np.int16), ("room",), vectors)


@pytest.mark.parametrize(
    ("found", "share"),
    [([19, 18, 17], 1.0), ([19, 18, 10], 2 / 3), ([17, 19, 18], 1.0), ([], 0.0), ([10, 11, 12, 19], 0.0)],
)
def test_recall_is_the_share_of_the_best_that_was_found(found: list[int], share: float) -> None:
    assert recall(hand_made(), np.ones(1, np.float32), Filters(), found, 3) == pytest.approx(share)


def test_recall_counts_only_what_the_filter_allows_and_what_there_is() -> None:
    narrow = Filters(published_to=dt.date.fromordinal(2))
    assert recall(hand_made(), np.ones(1, np.float32), narrow, [12, 11], 10) == 1.0
    assert recall(hand_made(), np.ones(1, np.float32), narrow, [12], 10) == 0.5
    assert recall(hand_made(), np.ones(1, np.float32), Filters(source="nobody"), [], 10) == 1.0


def test_a_passage_as_good_as_the_last_of_the_best_counts_as_it() -> None:
    twins = Exact(
        np.arange(3),
        np.ones(3, np.int32),
        np.zeros(3, np.int16),
        ("room",),
        np.array([[0.5], [0.5], [0.1]], np.float16),
    )
    assert recall(twins, np.ones(1, np.float32), Filters(), [1], 1) == 1.0
    assert recall(twins, np.ones(1, np.float32), Filters(), [0], 1) == 1.0
    assert recall(twins, np.ones(1, np.float32), Filters(), [2], 1) == 0.0
