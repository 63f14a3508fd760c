from __future__ import annotations

from dataclasses import asdict, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa import weights
from qa.ranking.features import NAMES
from qa.ranking.model import Model
from qa.ranking.ranking import DEPTH, Ranked, Why, promising
from tests.qa.ranking.making import Release, candidate, judged

PORT = Release(
    "Port of Halvern reopens",
    "HALVERN - The port of Halvern reopened to ships.\n\nDredging cost $2.5 million.\n\nIt runs four ports.",
)
FAIR = Release("Spring fair", "The spring fair of Orlington opens with forty stalls.")
ROOM = {"port": PORT, "fair": FAIR}
ONLY_REST = Model(dict.fromkeys(NAMES, 0.0) | {"rest": 1.0}, {"reader": 1.0, "reader_article": 0.5})


def _shipped() -> Model:
    model = weights.load().ranking
    assert model is not None
    return model


def test_the_shipped_weights_find_the_passage_that_says_it() -> None:
    ranked = judged("how much did dredging the port of Halvern cost?", ROOM).ranked(_shipped())
    assert ranked[0].passage.number == 1
    assert ranked[-1].passage.article_id == "fair"


@settings(deadline=None)
@given(st.sampled_from(["how much did dredging cost?", "who opens the fair?", "متى افتتح الميناء؟", "ports"]))
def test_the_reasons_sum_to_the_score_and_the_scores_fall(question: str) -> None:
    ranked = judged(question, ROOM).ranked(_shipped(), {0: 2.0, 3: -1.0})
    for one in ranked:
        assert sum(asdict(one.why).values()) == pytest.approx(one.score)
        assert (one.words, one.meaning) == (one.why.words, one.why.meaning)
    scores = [one.score for one in ranked]
    assert scores == sorted(scores, reverse=True)
    assert sorted(one.passage.number for one in ranked) == [0, 1, 2, 3]


def test_equal_scores_stand_by_passage_number() -> None:
    ranked = judged("nothing of it", ROOM).ranked(ONLY_REST)
    assert [one.passage.number for one in ranked] == [0, 1, 2, 3]


def test_the_scores_of_both_sides_go_with_it() -> None:
    found = [candidate(7, "fair", 0, 20, bm25=3.5, cosine=0.25)]
    (ranked,) = judged("a fair", ROOM, found).ranked(ONLY_REST)
    assert (ranked.bm25, ranked.cosine, ranked.passage) == (3.5, 0.25, found[0].passage)


def test_a_reader_lifts_what_it_finds_and_the_release_with_it() -> None:
    seen = judged("anything else", ROOM)
    ranked = seen.ranked(ONLY_REST, {3: 4.0, 0: 1.0})
    assert [one.passage.number for one in ranked] == [3, 0, 1, 2]
    assert ranked[0].why.reader == pytest.approx(3.0 * 1.5)
    only_release = seen.ranked(ONLY_REST, {2: 4.0, 3: 1.0})
    assert [one.why.reader for one in only_release] == pytest.approx([4.5, 1.5, 1.5, 0])


def test_what_was_read_never_falls_behind_for_it() -> None:
    seen = judged("dredging cost", ROOM)
    before = [one.passage.number for one in seen.ranked(ONLY_REST)]
    assert [one.passage.number for one in seen.ranked(ONLY_REST, {before[0]: -9.0})] == before


def test_an_empty_second_look_changes_nothing() -> None:
    seen = judged("dredging cost", ROOM)
    assert seen.ranked(_shipped(), {}) == seen.ranked(_shipped())


def test_what_is_told_of_no_more_is_left_out() -> None:
    found = [candidate(0, "port", 0, 20), candidate(1, "removed", 0, 20)]
    assert [one.passage.number for one in judged("port", ROOM, found).ranked(_shipped())] == [0]
    assert judged("port", {}, found).ranked(_shipped()) == []


def test_a_single_candidate_is_neither_better_nor_worse_than_the_average() -> None:
    (ranked,) = judged("a fair", ROOM, [candidate(0, "fair", 0, 20)]).ranked(_shipped())
    assert ranked.why == Why()
    assert ranked.score == 0


def test_another_passage_in_its_place_keeps_the_reasons() -> None:
    first = judged("dredging cost", ROOM).ranked(_shipped())[0]
    moved = replace(first, passage=replace(first.passage, number=99))
    assert isinstance(moved, Ranked)
    assert (moved.why, moved.score) == (first.why, first.score)


def test_the_most_promising_are_kept_in_the_order_in_which_they_were_found() -> None:
    found = [candidate(at, "port", at, at + 1, bm25=float(at % 7), cosine=at / 1000) for at in range(150)]
    kept = promising(found)
    assert len(kept) == DEPTH
    assert kept == [one for one in found if one in kept]
    assert max(found, key=lambda one: one.cosine) in kept
    assert promising(found, 200) == found


def test_of_nothing_nothing_is_promising() -> None:
    assert promising([]) == []
