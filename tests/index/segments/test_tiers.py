"""Merging in tiers keeps segments few and rewriting rare."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.segments import tiers
from index.segments.tiers import DEAD_SHARE, FAN, SMALLEST, Size, plan, tier

SIZES = st.lists(
    st.tuples(st.integers(0, 60 * SMALLEST), st.integers(0, 10 * SMALLEST)).map(
        lambda pair: Size(pair[0], pair[0] + pair[1])
    ),
    max_size=30,
)


def full(*passages: int) -> list[Size]:
    return [Size(count, count) for count in passages]


@given(st.integers(0, 10**9))
def test_a_tier_holds_fan_times_as_many_as_the_one_below(passages: int) -> None:
    found = tier(passages)
    assert passages <= SMALLEST * FAN**found
    assert found == 0 or passages > SMALLEST * FAN ** (found - 1)


@given(SIZES)
def test_runs_are_disjoint_ascending_and_inside(sizes: list[Size]) -> None:
    runs = plan(sizes)
    covered = [at for run in runs for at in run]
    assert covered == sorted(set(covered))
    assert all(0 <= at < len(sizes) for at in covered)
    assert all(len(run) > 0 for run in runs)


@given(SIZES)
def test_a_run_has_a_reason(sizes: list[Size]) -> None:
    """Enough of one tier, no segment that holds half of everything, or many dead."""
    living = [size.living for size in sizes]
    for run in plan(sizes):
        levels = [tier(sizes[at].living) for at in run]
        enough = max(levels.count(level) for level in levels) >= FAN
        scattered = run == range(len(sizes)) and 2 * max(living) < sum(living)
        dead = sizes[run.start].rows - sizes[run.start].living
        assert enough or scattered or (len(run) == 1 and dead > DEAD_SHARE * sizes[run.start].rows)


@given(SIZES)
def test_what_is_left_alone_is_neither_a_full_tier_nor_mostly_dead(sizes: list[Size]) -> None:
    merged = {at for run in plan(sizes) for at in run}
    for at, size in enumerate(sizes):
        if at not in merged:
            assert size.rows - size.living <= DEAD_SHARE * size.rows
    for at in range(len(sizes) - FAN + 1):
        neighbours = range(at, at + FAN)
        if merged.isdisjoint(neighbours):
            assert len({tier(sizes[place].living) for place in neighbours}) > 1


@given(SIZES)
def test_merging_comes_to_an_end(sizes: list[Size]) -> None:
    rounds = 0
    while runs := plan(sizes):
        sizes = merged(sizes, runs)
        rounds += 1
        assert rounds <= 20


def merged(sizes: Sequence[Size], runs: Sequence[range]) -> list[Size]:
    """Sizes after a plan was carried out, as the writer does it."""
    left = list(sizes)
    for run in reversed(runs):
        living = sum(sizes[at].living for at in run)
        left[run.start : run.stop] = [Size(living, living)] if living else []
    return left


@given(st.lists(st.integers(1, 3 * SMALLEST), min_size=1, max_size=400))
@settings(deadline=None)
def test_segments_stay_few_and_a_passage_is_rewritten_about_once_a_tier(added: list[int]) -> None:
    sizes: list[Size] = []
    written = 0
    for count in added:
        sizes = [*sizes, Size(count, count)]
        while runs := plan(sizes):
            written += sum(sizes[at].living for run in runs for at in run)
            sizes = merged(sizes, runs)
    total = sum(added)
    highest = tier(total)
    assert sum(size.living for size in sizes) == total
    # Of each tier fewer than FAN stand between two of a higher one, and one segment holds half of all.
    assert len(sizes) <= (FAN - 1) * (highest + 1) * 2
    # Once a tier, and once each time that the whole doubles, which is twice a tier as FAN is 4.
    assert written <= total * 3 * (highest + 1)


@given(st.integers(1, 500))
@settings(deadline=None)
def test_one_segment_holds_half_of_what_lives(inserts: int) -> None:
    sizes: list[Size] = []
    for _ in range(inserts):
        sizes = [*sizes, Size(SMALLEST, SMALLEST)]
        while runs := plan(sizes):
            sizes = merged(sizes, runs)
        living = [size.living for size in sizes]
        assert 2 * max(living) >= sum(living)
        assert len(sizes) <= 2 * (1 + math.log2(inserts + 1))


@pytest.mark.parametrize(
    ("sizes", "runs"),
    [
        ([], []),
        (full(5), []),
        (full(5, 5, 5), []),
        (full(5, 5, 5, 5), [range(4)]),
        (full(5, 5, 5, 5, 5), [range(5)]),
        (full(10 * SMALLEST, 5, 5, 5, 5), [range(1, 5)]),
        (full(5, 5, 10 * SMALLEST, 5, 5), []),
        (full(SMALLEST, SMALLEST), []),
        (full(SMALLEST, SMALLEST, 1), [range(3)]),
        (full(9 * SMALLEST, 8 * SMALLEST, 2 * SMALLEST), [range(3)]),
        (full(SMALLEST // 2, SMALLEST // 2 - 1, 1), []),
        ([Size(1, 1), Size(5, 7)], [range(1, 2)]),
        ([Size(3, 4)], []),
        ([Size(0, 4)], [range(1)]),
        ([Size(0, 0)], []),
    ],
)
def test_plans(sizes: list[Size], runs: list[range]) -> None:
    assert plan(sizes) == runs


def test_the_smallest_tier_can_be_set_for_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tiers, "SMALLEST", 3)
    assert [tier(passages) for passages in (0, 3, 4, 12, 13, 48, 49)] == [0, 0, 1, 1, 2, 2, 3]
