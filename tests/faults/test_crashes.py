"""A process killed at any instant costs nothing that was acknowledged, and nothing needs a person."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from eval.bench import crashing
from tests.faults.crasher import MOMENTS
from tests.faults.life import LATE, PURGE, PUT, REMOVE, Journal, Operation
from tests.faults.trial import AT_RANDOM, FOLDER_LIVES, Figures, Trial, trial

SECONDS = 110.0
"""Of the long run; `python -m eval.bench.crashing` does longer ones."""


def test_a_kill_at_a_named_moment_costs_nothing_that_was_acknowledged() -> None:
    """Three of them, once each; the slow test comes to every moment several times."""
    few = MOMENTS[::5]
    figures = Figures()
    with trial(1, figures) as room:
        room.kill_at_random()
        _kill_at_each(room, few)
    assert all(figures.kills[moment] for moment in few), figures
    assert figures.articles > 0


def _kill_at_each(room: Trial, moments: Sequence[str]) -> None:
    for moment in moments:
        for _ in range(5):
            if room.kill_at(moment):
                break


@pytest.mark.slow
def test_hundreds_of_kills_cost_nothing_that_was_acknowledged() -> None:
    figures = Figures()
    ends = time.monotonic() + SECONDS
    for seed in range(100, 1000):
        with trial(seed, figures) as room:
            if seed % 4 == 0:
                _kill_at_each(room, MOMENTS)
            for _ in range(FOLDER_LIVES):
                if time.monotonic() < ends:
                    room.kill_at_random()
        if time.monotonic() > ends and seed > 104:
            break
    assert all(figures.kills[moment] >= 2 for moment in MOMENTS), figures
    assert figures.kills[AT_RANDOM] >= 40, figures


def test_the_long_run_tells_what_it_did() -> None:
    figures = crashing.measure(0.01, 1)
    assert figures["run"]["restarts"] == figures["run"]["data folders"] == 1
    assert figures["kills"]["in all"] == sum(count for name, count in figures["kills"].items() if name != "in all")
    shown = crashing.table(figures)
    assert all(f"  {name}" in shown for name in (*figures["run"], *figures["kills"]))


def test_a_journal_tells_what_was_acknowledged_and_what_was_cut_off(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal")
    steps = [(PUT, ("1.txt", "2.txt")), (LATE, ("3.txt",)), (REMOVE, ("2.txt",)), (PURGE, ("1.txt",))]
    for number, (kind, paths) in enumerate(steps, start=1):
        operation = Operation(number, kind, paths, number)
        journal.begin(operation)
        state, pending, following = journal.read()
        assert (pending, following) == (operation, number + 1)
        assert len(state.living) == [0, 2, 3, 2][number - 1]
        journal.acknowledge(operation)
    state, pending, _ = journal.read()
    assert pending is None
    assert state.living == {"3.txt": 2}
    assert state.removed == {"2.txt"}
    assert state.erased == {"zq1x1zq"}
    with (tmp_path / "journal").open("ab") as file:
        file.write(b'{"begun": {"num')  # the kill came while it was written: nothing had begun
    assert journal.read()[1] is None


@pytest.mark.parametrize("whole", [True, False])
def test_what_became_of_a_cut_off_operation_is_remembered(tmp_path: Path, whole: bool) -> None:
    journal = Journal(tmp_path / "journal")
    operation = Operation(1, PUT, ("1.txt",), 1)
    journal.begin(operation)
    journal.settle(operation, whole)
    state, pending, _ = journal.read()
    assert pending is None
    assert state.living == ({"1.txt": 1} if whole else {})
