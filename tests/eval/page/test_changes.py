from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from eval.page.changes import Change, Side, changes, sides
from tests.eval.page.reports import random_report

SIDES = st.dictionaries(
    st.sampled_from("abcdefgh"),
    st.builds(Side, st.just("asked"), st.sampled_from([0.0, 0.5, 1.0]), st.none() | st.integers(1, 9)),
)


@given(SIDES, SIDES)
def test_what_one_side_wins_the_other_loses(old: dict[str, Side], new: dict[str, Side]) -> None:
    there, back = changes(old, new), changes(new, old)
    assert {change.id for change in there.won} == {change.id for change in back.lost}
    assert {change.id for change in there.lost} == {change.id for change in back.won}
    assert all(change.by > 0 for change in there.won)
    assert all(new[change.id].value < old[change.id].value for change in there.lost)


@given(SIDES)
def test_nothing_changes_against_itself(side: dict[str, Side]) -> None:
    assert changes(side, side).won == changes(side, side).lost == ()


def test_a_change_tells_the_ranks_on_both_sides() -> None:
    old, new = {"q": Side("asked", 0.0, None)}, {"q": Side("asked", 1.0, 1)}
    assert changes(old, new).won == (Change("q", "asked", "none", "1", 1.0),)


def test_those_that_moved_furthest_come_first() -> None:
    old = {name: Side(name, 0.0, 9) for name in "abc"}
    new = {"a": Side("a", 0.2, 5), "b": Side("b", 1.0, 1), "c": Side("c", 0.5, 2)}
    assert [change.id for change in changes(old, new).won] == ["b", "c", "a"]


def test_a_question_worded_anew_is_another_question() -> None:
    assert changes({"q": Side("old words", 0.0, 2)}, {"q": Side("new words", 1.0, 1)}).won == ()


def test_sides_hold_what_the_measure_is_defined_for() -> None:
    report = random_report(12)
    answerable = [row for row in report["questions"] if row["answerable"]]
    found = sides(report, "bm25", "passage success@1")
    assert list(found) == [row["id"] for row in answerable]
    assert [side.rank for side in found.values()] == [row["modes"]["bm25"]["passage_rank"] for row in answerable]
    assert sides(report, "unknown", "passage success@1") == {}
