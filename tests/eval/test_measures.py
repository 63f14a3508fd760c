from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import pytest
import pytrec_eval
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.gold import Gold, Relevant
from eval.measures import ARTICLE, BEIR, PASSAGE, Retrieved, article_ranking, mean, needs, passage_ranking, score
from tests.conftest import examples


def gold(kind: str, *relevant: tuple[str, str]) -> Gold:
    return Gold("q", "which?", "en", kind, tuple(Relevant(*item) for item in relevant), "")


def ranked(*items: tuple[str, str] | str) -> list[Retrieved]:
    return [Retrieved(item, "") if isinstance(item, str) else Retrieved(*item) for item in items]


def article_scores(asked: Gold, *articles: str) -> dict[str, float]:
    ranking = {"q": article_ranking(asked, ranked(*articles))}
    return {
        name: value["q"] for name, value in score(ARTICLE, {"q": dict.fromkeys(needs(asked), 1)}, ranking).items()
    }


# What counts as found


def test_of_several_articles_any_one_answers_a_plain_question() -> None:
    asked = gold("fact", ("a", "x"), ("b", "y"))
    assert article_scores(asked, "c", "b", "a") == pytest.approx(
        {
            "success@1": 0,
            "success@5": 1,
            "recall@5": 1,
            "recall@10": 1,
            "precision@5": 1 / 5,
            "mrr@10": 1 / 2,
            "map": 1 / 2,
            "ndcg@10": 1 / math.log2(3),
        }
    )


def test_a_release_is_found_where_another_of_its_story_is_shown() -> None:
    asked = gold("fact", ("a", "the quay is open"))
    twin = Retrieved("b", "Today the quay is open.", also=("c", "a"))
    assert article_ranking(asked, [Retrieved("c", ""), twin]) == ["c", "need-0"]
    assert passage_ranking(asked, [Retrieved("c", ""), twin]) == ["passage-0", "need-0"]
    assert passage_ranking(asked, [Retrieved("b", "Something else.", also=("a",))]) == ["passage-0"], "words count"
    assert article_ranking(asked, [Retrieved("b", "Today the quay is open.")]) == ["b"], "no twin by its words alone"


def test_a_multi_question_wants_every_article() -> None:
    asked = gold("multi", ("a", "x"), ("b", "y"), ("c", "z"))
    ideal = 1 + 1 / math.log2(3) + 1 / math.log2(4)
    assert article_scores(asked, "c", "n1", "n2", "n3", "n4", "a") == pytest.approx(
        {
            "success@1": 1,
            "success@5": 1,
            "recall@5": 1 / 3,
            "recall@10": 2 / 3,
            "precision@5": 1 / 5,
            "mrr@10": 1,
            "map": (1 + 2 / 6) / 3,
            "ndcg@10": (1 + 1 / math.log2(7)) / ideal,
        }
    )


def test_two_quotes_of_one_article_do_not_make_it_two_articles() -> None:
    asked = gold("multi", ("a", "x"), ("a", "y"), ("b", "z"))
    scores = article_scores(asked, "a", "b")
    assert scores.pop("precision@5") == pytest.approx(2 / 5)
    assert set(scores.values()) == {1.0}


def test_an_article_counts_once_at_its_best_passage() -> None:
    asked = gold("fact", ("a", "x"))
    assert article_ranking(asked, ranked("b", "b", "c", "a", "b", "a")) == ["b", "c", *needs(asked)]


def test_a_passage_hit_is_the_wanted_words_of_the_wanted_article() -> None:
    asked = gold("fact", ("a", "port reopened"), ("b", "mayor spoke"))
    ranking = passage_ranking(
        asked,
        ranked(
            ("c", "the port reopened"),  # the words, elsewhere
            ("a", "the mayor spoke"),  # another article's words
            ("a", "the port closed"),  # the article, other words
            ("b", "then the mayor spoke"),
        ),
    )
    assert ranking[3:] == list(needs(asked))
    assert not set(ranking[:3]) & set(needs(asked))


def test_passages_are_ranked_one_by_one_and_not_by_article() -> None:
    asked = gold("fact", ("a", "port reopened"))
    ranking = passage_ranking(asked, ranked(*[("a", "nothing of it")] * 4, ("a", "port reopened")))
    scores = score(PASSAGE, {"q": {needs(asked)[0]: 1}}, {"q": ranking})
    assert (scores["success@1"]["q"], scores["success@5"]["q"]) == (0, 1)


def test_a_question_that_nothing_answers_needs_nothing() -> None:
    assert needs(gold("unanswerable")) == ()
    assert article_ranking(gold("unanswerable"), ranked("a", "b", "a")) == ["a", "b"]


# The arithmetic


def test_a_graded_example_by_hand() -> None:
    scores = score(BEIR, {"q": {"a": 2, "b": 1}}, {"q": ["x", "b", "a"]})
    gain = 1 / math.log2(3) + 2 / math.log2(4)
    ideal = 2 + 1 / math.log2(3)
    assert {name: value["q"] for name, value in scores.items()} == pytest.approx(
        {"ndcg@10": gain / ideal, "recall@10": 1, "recall@100": 1, "mrr@10": 1 / 2, "success@1": 0}
    )


def test_the_cut_falls_after_the_tenth_document() -> None:
    fillers = [f"n{number}" for number in range(9)]
    assert score(BEIR, {"q": {"a": 1}}, {"q": [*fillers, "a"]})["mrr@10"]["q"] == pytest.approx(1 / 10)
    assert score(BEIR, {"q": {"a": 1}}, {"q": [*fillers, "n9", "a"]})["mrr@10"]["q"] == 0
    assert score(ARTICLE, {"q": {"a": 1}}, {"q": [*fillers, "n9", "a"]})["recall@10"]["q"] == 0


@pytest.mark.parametrize("rankings", [{}, {"q": []}])
def test_a_missing_ranking_counts_as_zero(rankings: Mapping[str, Sequence[str]]) -> None:
    scores = score(ARTICLE, {"q": {"a": 1}, "p": {"a": 1}}, {**rankings, "p": ["a"]})
    assert {name: values["q"] for name, values in scores.items()} == dict.fromkeys(ARTICLE, 0.0)
    assert mean(scores, ["q", "p"])["success@1"] == 0.5


def test_a_ranking_of_an_unjudged_question_is_left_out() -> None:
    scores = score(ARTICLE, {"q": {"a": 1}}, {"q": ["a"], "other": ["b"]})
    assert all(list(values) == ["q"] for values in scores.values())


def test_nothing_to_score_gives_nothing() -> None:
    scores = score(ARTICLE, {}, {})
    assert scores == {name: {} for name in ARTICLE}
    assert mean(scores, []) == {}


def test_a_mean_is_over_the_named_questions_only() -> None:
    assert mean({"m": {"a": 1.0, "b": 0.5, "c": 0.0}}, ["a", "b"]) == {"m": 0.75}


# Against a tiny implementation of the textbook, and against trec_eval itself


def _success(grades: Mapping[str, int], ranking: Sequence[str], depth: int) -> float:
    return float(any(grades.get(document, 0) > 0 for document in ranking[:depth]))


def _recall(grades: Mapping[str, int], ranking: Sequence[str], depth: int) -> float:
    return sum(grades.get(document, 0) > 0 for document in ranking[:depth]) / len(grades)


def _precision(grades: Mapping[str, int], ranking: Sequence[str], depth: int) -> float:
    return sum(grades.get(document, 0) > 0 for document in ranking[:depth]) / depth


def _average_precision(grades: Mapping[str, int], ranking: Sequence[str], depth: int) -> float:
    hits = [rank for rank, document in enumerate(ranking, start=1) if grades.get(document, 0) > 0]
    return sum(_precision(grades, ranking, rank) for rank in hits) / len(grades)


def _reciprocal_rank(grades: Mapping[str, int], ranking: Sequence[str], depth: int) -> float:
    ranks = (rank for rank, document in enumerate(ranking[:depth], start=1) if grades.get(document, 0) > 0)
    return 1 / next(ranks, math.inf)


def _ndcg(grades: Mapping[str, int], ranking: Sequence[str], depth: int) -> float:
    def gain(values: Sequence[int]) -> float:
        return sum(value / math.log2(rank + 1) for rank, value in enumerate(values[:depth], start=1))

    return gain([grades.get(document, 0) for document in ranking]) / gain(sorted(grades.values(), reverse=True))


TEXTBOOK = {
    "success": _success,
    "recall": _recall,
    "precision": _precision,
    "mrr": _reciprocal_rank,
    "map": _average_precision,
    "ndcg": _ndcg,
}
DOCUMENTS = [f"d{number}" for number in range(25)]
JUDGED = st.dictionaries(st.sampled_from(DOCUMENTS), st.integers(1, 3), min_size=1, max_size=15)
RANKING = st.permutations(DOCUMENTS).flatmap(lambda order: st.integers(0, 25).map(lambda length: order[:length]))
WANTED = st.dictionaries(st.sampled_from(["q1", "q2", "q3"]), JUDGED, min_size=1)
RANKINGS = st.dictionaries(st.sampled_from(["q1", "q2", "q3", "q4"]), RANKING)


@settings(deadline=None, max_examples=examples(60))
@given(WANTED, RANKINGS)
def test_scores_equal_the_textbook(wanted: dict[str, dict[str, int]], rankings: dict[str, list[str]]) -> None:
    for name, values in score({**ARTICLE, **BEIR, **PASSAGE}, wanted, rankings).items():
        measure, _, depth = name.partition("@")
        expected = {
            question: TEXTBOOK[measure](grades, rankings.get(question, []), int(depth or 0))
            for question, grades in wanted.items()
        }
        assert values == pytest.approx(expected, abs=1e-9), name


@settings(deadline=None, max_examples=examples(60))
@given(WANTED, RANKINGS)
def test_scores_equal_trec_eval(wanted: dict[str, dict[str, int]], rankings: dict[str, list[str]]) -> None:
    names = {"recall@5": "recall_5", "recall@10": "recall_10", "ndcg@10": "ndcg_cut_10", "success@1": "success_1"}
    runs = {
        question: {document: -float(rank) for rank, document in enumerate(ranking)}
        for question, ranking in rankings.items()
    }
    evaluator = pytrec_eval.RelevanceEvaluator(wanted, {"recall.5,10", "ndcg_cut.10", "success.1"})
    found = evaluator.evaluate(runs)
    scores = score(ARTICLE, wanted, rankings)
    for ours, theirs in names.items():
        expected = {question: found.get(question, {}).get(theirs, 0.0) for question in wanted}
        assert scores[ours] == pytest.approx(expected, abs=1e-9), ours
