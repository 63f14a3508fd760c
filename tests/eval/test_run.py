from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import pytest

from corpus.article import Document
from eval import measures
from eval.beir import Collection
from eval.errors import ModeUnknown
from eval.gold import Gold
from eval.measures import Retrieved
from eval.run import CURVE, SHOWN_PASSAGES, Asker, Outcome, check, curve, score_beir, score_gold, through_desk, timed
from qa.desk import Desk
from qa.question import MODES
from tests.corpus.tellings import QUAY


def _silent(_done: int, _total: int) -> None:
    return None


def _path(_source: str, path: str) -> str:
    return path


def askers(desk: Desk, *modes: str, per_article: int = 2) -> Mapping[str, Asker]:
    return {mode: through_desk(desk, mode, per_article, _path) for mode in modes}


@pytest.mark.parametrize("mode", MODES)
def test_every_question_has_an_outcome_in_every_mode(room_desk: Desk, questions: Sequence[Gold], mode: str) -> None:
    results = score_gold(askers(room_desk, mode), questions, _silent)
    assert list(results) == [mode]
    assert list(results[mode].outcomes) == ["q1", "q2", "q3"]
    for outcome in results[mode].outcomes.values():
        assert outcome.took_ms["total"] > 0
        assert set(outcome.took_ms) >= {"understand", "search", "total"}


def test_an_outcome_holds_words_of_the_named_release(room_desk: Desk) -> None:
    outcome = through_desk(room_desk, "bm25", 2, _path)("when did the port of Halvern reopen to ships?")
    first = outcome.ranked[0]
    assert (first.article, first.title) == ("port/reopens.txt", "Port reopens")
    assert "reopened to ships" in first.text
    assert first.words == first.score > 0 == first.meaning


def test_articles_are_named_as_the_questions_name_them(room_desk: Desk) -> None:
    ask = through_desk(room_desk, "bm25", 2, lambda source, path: f"{source}/{path}")
    assert ask("port of Halvern").ranked[0].article == "room/port/reopens.txt"


def test_scores_are_those_of_the_rankings_that_came_back(room_desk: Desk, questions: Sequence[Gold]) -> None:
    result = score_gold(askers(room_desk, "bm25"), questions, _silent)["bm25"]
    assert set(result.article) == set(measures.ARTICLE)
    assert set(result.passage) == set(measures.PASSAGE) | set(measures.SHOWN)
    assert result.article["recall@5"] == {"q1": 1.0, "q2": 1.0}, "only what can be answered is scored"
    assert result.passage["shown@5"] == {"q1": 1.0, "q2": 1.0}


def test_questions_that_nothing_answers_can_be_all_there_are(room_desk: Desk, questions: Sequence[Gold]) -> None:
    result = score_gold(askers(room_desk, "hybrid"), questions[2:], _silent)["hybrid"]
    assert list(result.outcomes) == ["q3"]
    assert all(not values for values in result.article.values())
    assert all(not points for points in result.curves.values())


def test_the_ranking_goes_deep_and_what_is_shown_stays_short(desk: Desk) -> None:
    for name, what in (("a.txt", "reopened to ships"), ("b.txt", "reopened after the storms of the spring")):
        told = f"the port of Halvern {what}. "
        long = "\n\n".join(f"Port notice {number}: " + told * 30 for number in range(8))
        desk.add(Document("room", name, f"Port of Halvern\n\n{long}".encode(), "text"))
    outcome = through_desk(desk, "bm25", 1, _path)("port of Halvern reopened")
    assert Counter(item.article for item in outcome.shown) == {"a.txt": 1, "b.txt": 1}
    assert len(outcome.shown) <= SHOWN_PASSAGES
    assert Counter(item.article for item in outcome.ranked)["a.txt"] >= 8


def test_what_is_shown_leads_to_its_story_but_not_to_what_was_corrected(desk: Desk) -> None:
    more = f"{QUAY.text}\n\nThe mayor cut a ribbon, and the school orchestra played until the rain came."
    for name, words in (("a.txt", QUAY.text), ("b.txt", QUAY.text.replace("31 m", "37 m")), ("c.txt", more)):
        desk.add(Document("room", name, f"{QUAY.title}\n\n{words}".encode(), "text"))
    outcome = through_desk(desk, "bm25", 2, _path)("quay of Elsen")
    assert {item.article: item.also for item in outcome.shown} == {"c.txt": ("a.txt",)}
    assert {item.article for item in outcome.ranked} == {"a.txt", "b.txt", "c.txt"}, "the ranking groups nothing"
    assert all(item.also == () for item in outcome.ranked)


def test_a_ranking_from_elsewhere_is_timed_and_shows_its_first_passages() -> None:
    ranked = [Retrieved(f"{number}", "") for number in range(8)]
    outcome = timed(lambda: ranked)
    assert (list(outcome.ranked), list(outcome.shown)) == (ranked, ranked[:SHOWN_PASSAGES])
    assert outcome.took_ms["total"] >= 0


def test_an_unknown_mode_is_refused_before_anything_is_asked(room_desk: Desk) -> None:
    told: list[int] = []

    def progress(done: int, _total: int) -> None:
        told.append(done)

    with pytest.raises(ModeUnknown, match="no mode 'BM25'; known: "):
        score_beir(room_desk, Collection((), {"q": "x"}, {"q": {"d": 1}}, ""), ["bm25", "BM25"], progress)
    assert told == []
    with pytest.raises(ModeUnknown, match="no mode 'best'; known: bm25, plain"):
        check(["bm25", "best"], ["bm25", "plain"])
    check(MODES)


def test_progress_counts_questions_over_all_modes(room_desk: Desk, questions: Sequence[Gold]) -> None:
    told: list[tuple[int, int]] = []
    score_gold(askers(room_desk, "bm25", "dense"), questions, lambda done, total: told.append((done, total)))
    assert told == [(done, 6) for done in range(1, 7)]


def test_each_question_is_asked_once_a_mode_in_its_own_words(questions: Sequence[Gold]) -> None:
    asked: list[str] = []

    def ask(text: str) -> Outcome:
        asked.append(text)
        return Outcome((), (), {})

    result = score_gold({"none": ask}, questions, _silent)["none"]
    assert asked == [gold.question for gold in questions]
    assert all(set(values.values()) == {0.0} for values in result.article.values())


def test_a_curve_counts_the_questions_with_a_hit_among_the_first() -> None:
    wanted = {"a": {"x": 1}, "b": {"x": 1, "y": 1}, "c": {"x": 1}, "d": {"x": 1}}
    rankings = {"a": ["x"], "b": ["n", "n2", "y", "x"], "c": [*map(str, range(40)), "x"], "d": []}
    points = dict(curve(wanted, rankings))
    assert list(points) == list(CURVE)
    assert [points[depth] for depth in (1, 2, 3, 30, 50, 100)] == [0.25, 0.25, 0.5, 0.5, 0.75, 0.75]


def test_a_collection_is_scored_by_the_ids_of_its_documents(room_desk: Desk) -> None:
    wanted = {"q": {"port/reopens.txt": 1}, "p": {"elsewhere": 1}}
    collection = Collection((), {"q": "port of Halvern reopened", "p": "spring fair"}, wanted, "")
    scores, times = score_beir(room_desk, collection, ["bm25"], _silent)["bm25"]
    assert set(scores) == set(measures.BEIR)
    assert all(values == {"q": 1.0, "p": 0.0} for values in scores.values())
    assert len(times) == 2
