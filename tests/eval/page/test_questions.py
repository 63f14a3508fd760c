from __future__ import annotations

from typing import Any

import pytest

from eval.page.questions import Result, questions


def result(answerable: bool = True, **fields: Any) -> Result:
    row = {"id": "q", "question": "Who?", "answerable": answerable, "modes": {"bm25": fields}}
    (question,) = questions({"modes": {"bm25": {}}, "questions": [row]})
    return question.results[0]


@pytest.mark.parametrize(
    ("ranks", "verdict", "why"),
    [
        ((1, 1), "passage", "The right passage is first."),
        ((1, 3), "article", "its passage with the quoted words is 3rd"),
        ((1, None), "article", "is not among the first hundred"),
        ((7, None), "later", "The right release is 7th."),
        ((None, None), "missing", "No wanted release among the first hundred"),
    ],
)
def test_a_result_says_where_the_right_one_stands(
    ranks: tuple[int | None, int | None], verdict: str, why: str
) -> None:
    made = result(rank=ranks[0], passage_rank=ranks[1])
    assert made.verdict == verdict
    assert why in made.why


def test_a_question_that_nothing_answers_misses_nothing() -> None:
    made = result(answerable=False, rank=None, passage_rank=None)
    assert made.verdict == "nothing"
    assert "Nothing in the corpus answers" in made.why


def test_what_stood_above_is_compared_by_words_and_meaning() -> None:
    above = {"hit": None, "words": 0.9, "meaning": 0.2, "text": "x"}
    right = {"hit": "article", "words": 0.1, "meaning": 0.3, "text": "y"}
    made = result(rank=2, passage_rank=None, ranked=[above, right])
    assert "nearer by words (.900 against .100) and further by meaning (.200 against .300)" in made.why
    assert [passage.hit for passage in made.passages] == ["none", "article"]


def test_a_right_one_below_the_listed_ones_is_said_to_be_there() -> None:
    made = result(rank=40, passage_rank=None, ranked=[{"hit": None, "text": "x"}] * 10)
    assert "40th" in made.why
    assert "below the 10 passages" in made.why
    assert len(made.passages) == 5


def test_scores_that_a_mode_does_not_tell_are_left_out() -> None:
    passage = result(rank=1, ranked=[{"score": 0.5, "words": 0.0, "meaning": None, "matched": ["a"] * 20}]).passages[
        0
    ]
    assert passage.scores == "score .500"
    assert passage.matched.endswith("…")


@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        (None, ""),
        ("On Thursday.", "On Thursday."),
        (
            {"status": "answered", "confidence": 0.9, "text": "On Thursday."},
            "answered · confidence .900 · On Thursday.",
        ),
    ],
)
def test_answers_of_any_shape_are_shown(answer: object, shown: str) -> None:
    assert result(rank=1, answer=answer).answer == shown


def test_many_questions_get_shorter_excerpts_and_no_fewer_passages() -> None:
    ranked = [{"hit": "passage" if at == 4 else None, "text": "word " * 200} for at in range(5)]
    rows = [{"id": str(at), "answerable": True, "modes": {"a": {"rank": 1, "ranked": ranked}}} for at in range(2000)]
    few, many = (questions({"modes": {"a": {}}, "questions": rows[:size]})[0].results[0] for size in (10, 2000))
    assert len(few.passages) == len(many.passages) == 5
    assert all(passage.text for passage in few.passages)
    assert [bool(passage.text) for passage in many.passages] == [True, True, False, False, True]
    assert len(many.passages[0].text) < len(few.passages[0].text)
