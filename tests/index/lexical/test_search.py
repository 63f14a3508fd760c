"""The best rows of every part, held equal to rank-bm25 over the whole corpus."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from unittest import mock

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.lexical import lists, search
from index.lexical.lists import Bools, Weighing
from index.lexical.search import best, scores_at
from tests.index.lexical.corpora import ARTICLES, LETTERS, QUERIES, WORDS, Corpus, Room, Words, folder, growing

TITLE_WEIGHTS = st.sampled_from([0.0, 0.25, 1.0])
DEPTHS = st.integers(1, 6)


@contextmanager
def tuned(batch: int, probe: int) -> Iterator[None]:
    """Small corpora take the ways of large ones: lists read one by one, and completed by either means."""
    with mock.patch.multiple(search, BATCH=batch, PROBE=probe):
        yield


TUNED = st.builds(tuned, st.sampled_from([0, 3, 8192]), st.sampled_from([0, 1, 1000]))


def assert_finds(room: Room, weighing: Weighing, hits: dict[int, float], allowed: Bools | None, depth: int) -> None:
    """Scores are rank-bm25's, and the order is exactly that of the scores, equal ones by row."""
    living = room.living_rows()
    scores = scores_at(room.part, weighing, np.array(living, np.int64))
    # Where idfs cancel to a mean of 0, nothing relative is left to compare.
    np.testing.assert_allclose(scores, [hits.get(row, 0.0) for row in living], rtol=1e-9, atol=1e-12)
    exact = dict(zip(living, scores.tolist(), strict=True))
    wanted = [row for row in hits if allowed is None or allowed[row]]
    wanted = sorted(wanted, key=lambda row: (-exact[row], row))[:depth]
    rows, found = best(room.part, weighing, allowed, depth)
    assert rows.dtype == np.int64
    assert found.dtype == np.float64
    assert rows.tolist() == wanted
    assert found.tolist() == [exact[row] for row in wanted]


@given(st.lists(ARTICLES, min_size=1, max_size=4), QUERIES, TITLE_WEIGHTS, DEPTHS, TUNED, st.data())
@settings(deadline=None, max_examples=120)
def test_every_part_finds_what_rank_bm25_finds_after_any_deletes_and_a_merge(
    pieces: list[list[tuple[Words, list[Words]]]],
    query: Words,
    title_weight: float,
    depth: int,
    means: object,
    data: st.DataObject,
) -> None:
    with folder() as made, means:  # type: ignore[attr-defined]
        packed = [Room.make(articles, made, str(at)) for at, articles in enumerate(pieces[1:])]
        corpus = Corpus([*packed, Room.make(pieces[0], None, "tail")])
        for room in list(corpus.rooms):
            for article in range(len(room.articles)):
                if data.draw(st.booleans()):
                    corpus.delete(room, article)
        merging: bool = data.draw(st.booleans())
        if packed and merging:
            corpus.merge(packed, made, "merged")
        weighing = corpus.weighing(query, title_weight)
        for room, hits in zip(corpus.rooms, corpus.oracle()(query, title_weight), strict=True):
            size = room.body.rows
            allowed = data.draw(st.none() | st.lists(st.booleans(), min_size=size, max_size=size).map(np.array))
            if allowed is not None:
                allowed = allowed.astype(np.bool_)
            assert_finds(room, weighing, hits, allowed, depth)


def zipf_articles(seed: int, articles: int) -> list[tuple[Words, list[Words]]]:
    """Articles of three passages over a vocabulary in which few words are common and most are rare."""
    rng = np.random.default_rng(seed)
    share = 1 / (np.arange(3000) + 3.0)
    draw = rng.choice(3000, size=articles * 100, p=share / share.sum())
    words = iter(f"w{number}" for number in draw.tolist())

    def take(count: int) -> Words:
        return [next(words) for _ in range(count)]

    return [(take(6), [take(int(size)) for size in rng.integers(10, 31, 3)]) for _ in range(articles)]


@pytest.mark.parametrize(
    ("batch", "probe", "title_weight"),
    [(8192, 25, 0.25), (50, 25, 0.0), (50, 25, 0.25), (50, 0, 0.25), (50, 9999, 0.25)],
)
def test_a_corpus_large_enough_to_prune_finds_the_same(batch: int, probe: int, title_weight: float) -> None:
    articles = zipf_articles(1, 500)
    with folder() as made, tuned(batch, probe):
        corpus = Corpus([Room.make(articles[:350], made, "old"), Room.make(articles[350:], None, "tail")])
        for article in range(0, 350, 7):
            corpus.delete(corpus.rooms[0], article)
        oracle, rng = corpus.oracle(), np.random.default_rng(2)
        for _ in range(10):
            # Rare and common words, as in questions; often one that half of all passages hold.
            query = [f"w{int(3000**share)}" for share in rng.random(int(rng.integers(2, 9)))] + ["w0"]
            weighing = corpus.weighing(query, title_weight)
            for room, hits in zip(corpus.rooms, oracle(query, title_weight), strict=True):
                allowed = rng.random(room.body.rows) < rng.choice([0.01, 0.3, 1.0])
                assert_finds(room, weighing, hits, None, 10)
                assert_finds(room, weighing, hits, allowed, 10)


@pytest.mark.parametrize("seed", range(40))
def test_rows_that_reach_nearly_what_a_list_can_give_are_not_cut_off(seed: int) -> None:
    # Passages of very uneven lengths: a short one that repeats a common word beats a long one with a rare word.
    rng = np.random.default_rng(seed)
    articles: list[tuple[Words, list[Words]]] = []
    for _ in range(40):
        words = [
            word for word, share in zip(LETTERS, (2, 4, 6, 9, 12, 16, 19), strict=True) if rng.random() < share / 40
        ]
        filling = ["filling"] * int(rng.choice([0, 30, 300]))
        articles.append(([], [[word for word in words for _ in range(int(rng.choice([1, 1, 8])))] + filling]))
    corpus = Corpus([Room.make(articles, None, "tail")])
    oracle = corpus.oracle()
    with tuned(0, 0):
        for size in range(2, 8):
            query = rng.choice(list(LETTERS), size, replace=False).tolist()
            for depth in (1, 3):
                weighing = corpus.weighing(query, 0.25)
                assert_finds(corpus.rooms[0], weighing, oracle(query, 0.25)[0], None, depth)


def only_body(documents: Sequence[Sequence[str]], query: Sequence[str]) -> tuple[Room, Weighing]:
    corpus = Corpus([Room.make([([], [list(words)]) for words in documents], None, "tail")])
    return corpus.rooms[0], corpus.weighing(query, 0.25)


def test_equal_rows_come_in_their_order_and_none_is_lost_at_the_cut() -> None:
    room, weighing = only_body([["a", "x"], ["b", "y"], ["a", "z"], ["c", "y"], ["a", "y"], ["d", "q"]], ["a"])
    assert best(room.part, weighing, None, 2)[0].tolist() == [0, 2]
    assert best(room.part, weighing, np.array([False, True, True, True, True, True]), 9)[0].tolist() == [2, 4]


def test_equal_rows_of_different_parts_score_equal_to_the_last_bit() -> None:
    articles = zipf_articles(3, 60)
    with folder() as made:
        corpus = Corpus([Room.make(articles, made, "packed"), Room.make(articles, None, "tail")])
        for number in range(20):
            weighing = corpus.weighing([f"w{number * step}" for step in range(1, 9)], 0.25)
            packed, tail = (best(room.part, weighing, None, 20) for room in corpus.rooms)
            assert packed[0].tolist() == tail[0].tolist()
            assert packed[1].tolist() == tail[1].tolist()


def test_common_words_alone_are_not_read_where_rare_ones_decide() -> None:
    documents = [["rare", "common"]] * 3 + [["common", *LETTERS]] * 20 + [[*LETTERS, "x"]] * 30
    room, weighing = only_body(documents, ["rare", "common"])
    with tuned(1, 25), mock.patch.object(search, "read", wraps=lists.read) as spy:
        rows, _ = best(room.part, weighing, None, 3)
    assert rows.tolist() == [0, 1, 2]
    assert [len(call.args[0][0].rows) for call in spy.call_args_list if call.args[1] is None] == [3]


def test_a_negative_idf_lowers_a_score_and_still_finds_the_row() -> None:
    room, weighing = only_body([["a", "b"], ["a", "b"]], ["a"])
    rows, scores = best(room.part, weighing, None, 5)
    assert rows.tolist() == [0, 1]
    assert (scores < 0).all()


def test_a_title_finds_every_passage_under_it_unless_titles_weigh_nothing() -> None:
    articles: list[tuple[Words, list[Words]]] = [
        (["prize"], [["a"], ["b"]]),
        (["other"], [["c"]]),
        (["more"], [["d"]]),
    ]
    corpus = Corpus([Room.make(articles, None, "tail")])
    assert best(corpus.rooms[0].part, corpus.weighing(["prize"], 0.25), None, 9)[0].tolist() == [0, 1]
    assert best(corpus.rooms[0].part, corpus.weighing(["prize"], 0.0), None, 9)[0].tolist() == []


@pytest.mark.parametrize("query", [[], ["nowhere"]])
def test_a_question_without_known_terms_finds_nothing(query: Words) -> None:
    room, weighing = only_body([["a"], ["b"]], query)
    rows, scores = best(room.part, weighing, None, 5)
    assert rows.shape == scores.shape == (0,)
    assert scores_at(room.part, weighing, np.array([1, 0])).tolist() == [0.0, 0.0]


def test_an_empty_part_finds_nothing() -> None:
    corpus = Corpus([Room.make([], None, "tail"), Room.make([(["t"], [["a"]])], None, "more")])
    rows, _ = best(corpus.rooms[0].part, corpus.weighing(["a", "t"], 0.25), None, 5)
    assert rows.tolist() == []


def test_no_row_is_found_at_depth_0_or_where_none_is_allowed() -> None:
    room, weighing = only_body([["a"], ["b"], ["c"]], ["a"])
    assert best(room.part, weighing, None, 0)[0].tolist() == []
    assert best(room.part, weighing, np.zeros(3, np.bool_), 5)[0].tolist() == []


@given(st.lists(WORDS, min_size=1, max_size=12), QUERIES, QUERIES)
@settings(deadline=None, max_examples=60)
def test_a_question_leaves_nothing_behind_for_the_next(documents: list[Words], one: Words, other: Words) -> None:
    room, weighing = only_body(documents, one)
    before = best(room.part, weighing, None, 12)
    best(room.part, only_body(documents, other)[1], None, 12)
    after = best(room.part, weighing, None, 12)
    assert [column.tolist() for column in before] == [column.tolist() for column in after]


def test_what_a_failed_question_had_lent_is_not_lent_again() -> None:
    room, weighing = only_body([["a"], ["b"], ["a", "c"]], ["a"])
    expected = best(room.part, weighing, None, 5)
    with mock.patch.object(search, "_complete", side_effect=MemoryError), pytest.raises(MemoryError):
        best(room.part, weighing, None, 5)
    assert best(room.part, weighing, None, 5)[1].tolist() == expected[1].tolist()


def test_a_part_that_has_grown_is_searched_whole() -> None:
    body = growing([["a"], ["b"], ["c"]])
    corpus = Corpus([Room(body, growing([["t"]] * 3), [(["t"], [[word]]) for word in "abc"])])
    for word in "defgha":
        corpus.body.apply(body.add([word]))
        corpus.titles.apply(corpus.rooms[0].titles.add(["t"]))  # type: ignore[attr-defined]
        corpus.rooms[0].articles.append((["t"], [[word]]))
    assert best(corpus.rooms[0].part, corpus.weighing(["a"], 0.25), None, 5)[0].tolist() == [0, 8]
