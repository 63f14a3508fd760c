from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest

from corpus.article import Document
from eval import measures
from eval.beir import Collection
from eval.errors import ModeUnknown
from eval.gold import Gold
from eval.run import SHOWN_PASSAGES, check, percentiles, score_beir, score_gold
from qa.desk import Desk
from qa.question import MODES


def _silent(_done: int, _total: int) -> None:
    return None


@pytest.mark.parametrize("mode", MODES)
def test_every_question_has_an_outcome_in_every_mode(room_desk: Desk, questions: Sequence[Gold], mode: str) -> None:
    results = score_gold(room_desk, questions, [mode], 2, _silent)
    assert list(results) == [mode]
    assert list(results[mode].outcomes) == ["q1", "q2", "q3"]
    assert all(outcome.took_ms > 0 for outcome in results[mode].outcomes.values())


def test_an_outcome_holds_words_of_the_named_release(room_desk: Desk, questions: Sequence[Gold]) -> None:
    outcome = score_gold(room_desk, questions, ["bm25"], 2, _silent)["bm25"].outcomes["q1"]
    assert outcome.ranked[0].article == "port/reopens.txt"
    assert "reopened to ships" in outcome.ranked[0].text


def test_scores_are_those_of_the_rankings_that_came_back(room_desk: Desk, questions: Sequence[Gold]) -> None:
    result = score_gold(room_desk, questions, ["bm25"], 2, _silent)["bm25"]
    assert set(result.article) == set(measures.ARTICLE)
    assert set(result.passage) == set(measures.PASSAGE) | set(measures.SHOWN)
    for values in [*result.article.values(), *result.passage.values()]:
        assert values == {"q1": 1.0, "q2": 1.0}, "only what can be answered is scored, and here it is all found"


def test_questions_that_nothing_answers_can_be_all_there_are(room_desk: Desk, questions: Sequence[Gold]) -> None:
    result = score_gold(room_desk, questions[2:], ["hybrid"], 2, _silent)["hybrid"]
    assert list(result.outcomes) == ["q3"]
    assert all(not values for values in result.article.values())


def test_the_ranking_goes_deep_and_what_is_shown_stays_short(desk: Desk, questions: Sequence[Gold]) -> None:
    long = "\n\n".join(f"Port notice {number}: " + "the port of Halvern reopened. " * 30 for number in range(8))
    for name in ("a.txt", "b.txt"):
        desk.add(Document("room", name, f"Port of Halvern\n\n{long}".encode(), "text"))
    outcome = score_gold(desk, questions[:1], ["bm25"], 1, _silent)["bm25"].outcomes["q1"]
    assert Counter(item.article for item in outcome.shown) == {"a.txt": 1, "b.txt": 1}
    assert len(outcome.shown) <= SHOWN_PASSAGES
    assert Counter(item.article for item in outcome.ranked)["a.txt"] >= 8


def test_an_unknown_mode_is_refused_before_anything_is_asked(room_desk: Desk, questions: Sequence[Gold]) -> None:
    told: list[int] = []
    with pytest.raises(ModeUnknown, match="no mode 'best'; known: hybrid, bm25, dense"):
        score_gold(room_desk, questions, ["bm25", "best"], 2, lambda done, total: told.append(done))
    with pytest.raises(ModeUnknown):
        score_beir(room_desk, Collection((), {"q": "x"}, {"q": {"d": 1}}, ""), ["BM25"], _silent)
    assert told == []


def test_every_known_mode_is_accepted() -> None:
    check(MODES)


def test_progress_counts_questions_over_all_modes(room_desk: Desk, questions: Sequence[Gold]) -> None:
    told: list[tuple[int, int]] = []
    score_gold(room_desk, questions, ["bm25", "dense"], 2, lambda done, total: told.append((done, total)))
    assert told == [(done, 6) for done in range(1, 7)]


def test_a_collection_is_scored_by_the_ids_of_its_documents(room_desk: Desk) -> None:
    wanted = {"q": {"port/reopens.txt": 1}, "p": {"elsewhere": 1}}
    collection = Collection((), {"q": "port of Halvern reopened", "p": "spring fair"}, wanted, "")
    scores, times = score_beir(room_desk, collection, ["bm25"], _silent)["bm25"]
    assert set(scores) == set(measures.BEIR)
    assert all(values == {"q": 1.0, "p": 0.0} for values in scores.values())
    assert len(times) == 2


@pytest.mark.parametrize(
    ("times", "p50", "p95"),
    [([], 0, 0), ([3.0], 3, 3), ([1.0, 2.0, 3.0, 4.0], 2.5, 3.85), ([float(n) for n in range(101)], 50, 95)],
)
def test_percentiles_of_known_times(times: list[float], p50: float, p95: float) -> None:
    assert percentiles(times) == {"p50": p50, "p95": p95}
