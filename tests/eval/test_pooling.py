from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus.article import Document
from eval import pooling
from eval.pooling import Hit
from qa.desk import Desk
from tests.eval.clean import gold


def hit(rank: int, article: str, text: str = "Words of it.") -> Hit:
    return Hit(rank, article, "A title", "2024-03-14", text)


QUESTION = gold("when did the port reopen?", ("port.txt", "It reopened on Thursday."), answer="On Thursday")


def test_passages_that_hold_a_quote_are_judged_and_others_are_not() -> None:
    ranking = [hit(1, "port.txt", "It reopened on Thursday."), hit(2, "port.txt"), hit(3, "other.txt")]
    pooled = pooling.unjudged(QUESTION, {"bm25": ranking})
    assert [(item.hit.article, item.hit.rank) for item in pooled] == [("port.txt", 2), ("other.txt", 3)]


def test_the_words_of_a_quote_in_another_release_are_not_judged() -> None:
    assert pooling.unjudged(QUESTION, {"bm25": [hit(1, "pickup.txt", "It reopened on Thursday.")]})


def test_a_passage_that_several_rankings_found_is_pooled_once_with_all_its_ranks() -> None:
    rankings = {"bm25": [hit(1, "a"), hit(2, "b")], "dense": [hit(1, "c"), hit(2, "b"), hit(3, "a")]}
    pooled = {item.hit.article: item.ranks for item in pooling.unjudged(QUESTION, rankings)}
    assert pooled == {"a": {"bm25": 1, "dense": 3}, "b": {"bm25": 2, "dense": 2}, "c": {"dense": 1}}


def test_the_review_list_begins_nearest_to_the_top() -> None:
    rankings = {
        "bm25": [hit(1, "once first"), hit(2, "second twice"), hit(3, "third")],
        "dense": [hit(1, "first and third"), hit(2, "second twice"), hit(3, "x")],
        "hybrid": [hit(3, "first and third")],
    }
    listed = pooling.review_list(pooling.unjudged(QUESTION, rankings))
    assert [item.places[0].article for item in listed] == [
        "first and third",
        "once first",
        "second twice",
        "third",
        "x",
    ]


def test_a_candidate_names_its_question_and_quotes_the_nearest_sentence() -> None:
    text = "The weather was fine. The port did reopen\non Thursday. Flags flew."
    (item,) = pooling.review_list(pooling.unjudged(QUESTION, {"bm25": [hit(4, "a", text)]}))
    assert (item.gold, item.rule, item.note) == ("q1", "pool", "rank: bm25 4")
    (place,) = item.places
    assert place.quote == "The port did reopen on Thursday."
    assert (place.passage, place.title, place.published) == (text, "A title", "2024-03-14")


def test_in_a_question_that_wants_all_its_releases_only_those_are_pooled() -> None:
    multi = gold("who?", ("a", "x"), ("b", "y"), kind="multi")
    pooled = pooling.unjudged(multi, {"bm25": [hit(1, "a"), hit(2, "c"), hit(3, "b", "with y in it")]})
    assert [item.hit.article for item in pooled] == ["a"]


def test_a_question_without_an_answer_is_pooled_too() -> None:
    assert len(pooling.unjudged(gold("who?", kind="unanswerable"), {"bm25": [hit(1, "a"), hit(2, "b")]})) == 2


@pytest.fixture
def filled(desk: Desk, release: Callable[..., Document]) -> Desk:
    paragraph = "The port of Halvern reopened and ships came back to every quay of it that summer."
    desk.add(release("port.txt", "Port reopens", "\n\n".join([paragraph] * 40)))
    desk.add(release("fair.txt", "Spring fair", "The spring fair of Orlington opens with forty stalls."))
    return desk


def test_a_ranking_may_name_any_number_of_passages_of_one_release(filled: Desk) -> None:
    found = pooling.rank(filled, lambda source, path: f"{source}/{path}", "port of Halvern", "bm25", 10)
    assert len(found) > 2
    assert {item.article for item in found} == {"room/port.txt"}
    assert [item.rank for item in found] == list(range(1, len(found) + 1))
    assert len(pooling.rank(filled, lambda source, path: path, "port of Halvern", "bm25", 1)) == 1


@pytest.mark.parametrize(("text", "expected"), [("—", 0), ("port " * 1_000, 1), ("x" * 3_000, 0)])
def test_a_quote_is_ranked_for_whatever_its_length(filled: Desk, text: str, expected: int) -> None:
    assert len(pooling.rank(filled, lambda source, path: path, text, "bm25", 1)) == expected
