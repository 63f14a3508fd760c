"""Test collections: what is read changes places, what is not read stays behind."""

from __future__ import annotations

from corpus.article import Document
from eval.beir import Collection
from eval.reader.beir import order, rankings, scored
from eval.reader.measuring import Way
from qa.desk import Desk
from tests.eval.reader.making import WordReader, found
from tests.eval.reader.test_measuring import silent

FOUND = (
    found(1, "b", "A band played for hours.", 0.9),
    found(2, "a", "The mayor opened the harbour bridge.", 0.8),
    found(3, "c", "Who opened the harbour bridge is not known.", 0.7),
)
QUESTION = "who opened the harbour bridge?"


def test_what_answers_comes_first() -> None:
    assert order(QUESTION, FOUND, WordReader(), Way(weight=0.1))[0] == 2


def test_what_is_not_read_stays_behind() -> None:
    assert order(QUESTION, FOUND, WordReader(), Way(depth=2, weight=0.1)) == [1, 0, 2]
    assert order(QUESTION, FOUND, WordReader(), Way(windows=1, weight=0.1)) == [1, 0, 2]


def test_nothing_found() -> None:
    assert order(QUESTION, (), WordReader(), Way()) == []


def test_a_collection_is_ranked_both_ways(desk: Desk) -> None:
    for one in FOUND:
        desk.add(Document("beir", one.place, one.article.text.encode(), "text"))
    desk.ready()
    collection = Collection((), {"1": QUESTION, "2": "band?"}, {"1": {"c": 1}, "2": {"b": 1}}, "0")
    before, after = rankings(desk, collection, WordReader(), Way(weight=0.5), 2, silent)
    assert before.keys() == after.keys() == {"1"}
    assert sorted(before["1"]) == sorted(after["1"]) == ["a", "b", "c"]
    assert after["1"][0] == "c"
    assert scored(collection, after)["ndcg@10"] == {"1": 1.0}
