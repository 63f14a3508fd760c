"""A question's lists in one part: read through or looked up, with the same result to the last bit."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from index.lexical.lists import AnyList, PostingList, TitleList, lists_of, read
from tests.index.lexical.corpora import ARTICLES, QUERIES, Article, Corpus, Room, Words


def lists_over(articles: list[Article], query: Words) -> tuple[Room, list[AnyList]]:
    corpus = Corpus([Room.make(articles, None, "tail")])
    return corpus.rooms[0], lists_of(corpus.rooms[0].part, corpus.weighing(query, 0.25))


def looked_up(found: AnyList, room: Room) -> list[tuple[int, float]]:
    """The rows of a list and their gains, by looking every row of the part up."""
    rows = np.arange(room.body.rows)
    gains, held = found.look_up(rows)
    assert not gains[~held].any()
    return list(zip(rows[held].tolist(), gains[held].tolist(), strict=True))


@given(ARTICLES, QUERIES, st.data())
@settings(deadline=None, max_examples=120)
def test_lists_read_through_give_what_each_gives_looked_up(
    articles: list[Article], query: Words, data: st.DataObject
) -> None:
    room, lists = lists_over(articles, query)
    size = room.body.rows
    drawn = data.draw(st.none() | st.lists(st.booleans(), min_size=size, max_size=size))
    wanted = None if drawn is None else np.array(drawn, np.bool_)
    posted = [found for found in lists if isinstance(found, PostingList)]
    for together in [[found] for found in lists] + ([posted] if posted else []):
        rows, gains = read(together, wanted)
        expected = [pair for found in together for pair in looked_up(found, room)]
        found_pairs = list(zip(rows.tolist(), gains.tolist(), strict=True))
        assert found_pairs == [(row, gain) for row, gain in expected if wanted is None or wanted[row]]


@given(ARTICLES, QUERIES)
@settings(deadline=None, max_examples=80)
def test_no_row_gets_more_or_less_than_the_bounds_and_the_cost_is_the_number_of_rows(
    articles: list[Article], query: Words
) -> None:
    room, lists = lists_over(articles, query)
    for found in lists:
        least, most = found.bounds
        assert all(least <= gain <= most for _, gain in looked_up(found, room))
        assert found.cost == len(read([found], None)[0])


@given(ARTICLES, ARTICLES, QUERIES)
@settings(deadline=None, max_examples=80)
def test_lists_come_in_one_order_in_all_parts_the_shortest_of_the_corpus_first(
    one: list[Article], other: list[Article], query: Words
) -> None:
    corpus = Corpus([Room.make(one, None, "one"), Room.make(other, None, "other")])
    weighing = corpus.weighing(query, 0.25)
    lists = [lists_of(room.part, weighing) for room in corpus.rooms]
    orders = [[found.key if isinstance(found, PostingList) else "titles" for found in some] for some in lists]
    shared = set(orders[0]) & set(orders[1])
    first, second = ([name for name in order if name in shared] for order in orders)
    assert first == second
    for some in lists:
        assert all(a.size <= b.size for a, b in pairwise(some))


def test_the_size_of_a_list_is_how_many_passages_of_the_corpus_it_stands_for() -> None:
    articles: list[Article] = [(["a"], [["a"], ["b"], []]), (["b"], [["a", "a"], ["c"], ["c"]])]
    room, lists = lists_over(articles, ["a"])
    sizes = {type(found): found.size for found in lists}
    assert sizes == {PostingList: 2, TitleList: 3.0}
    assert [row for row, _ in looked_up(lists[-1], room)] == [0, 1, 2]
