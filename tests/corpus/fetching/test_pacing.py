"""Waiting, and being called off it."""

from __future__ import annotations

import threading
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import Interrupted
from corpus.fetching.pacing import Clock, Pace, jittered
from tests.corpus.fetching.site import StillClock


def test_requests_to_one_server_are_kept_apart(clock: StillClock) -> None:
    pace = Pace(2.0, clock)
    for _ in range(4):
        pace.wait("a")
    assert clock.waited == [2.0, 2.0, 2.0]


def test_time_that_has_passed_need_not_be_waited(clock: StillClock) -> None:
    pace = Pace(2.0, clock)
    pace.wait("a")
    clock.moment += 1.5
    pace.wait("a")
    clock.moment += 60
    pace.wait("a")
    assert clock.waited == [0.5]


def test_servers_are_paced_apart(clock: StillClock) -> None:
    pace = Pace(2.0, clock)
    for place in "abc":
        pace.wait(place)
    assert clock.waited == []


def test_the_longer_pause_holds(clock: StillClock) -> None:
    pace = Pace(2.0, clock)
    for pause in (7.0, 1.0, None):
        pace.wait("a", pause)
    assert clock.waited == [7.0, 2.0]


@given(st.lists(st.tuples(st.floats(0, 5), st.sampled_from("ab")), max_size=30))
def test_no_two_requests_are_closer_than_the_pause(steps: list[tuple[float, str]]) -> None:
    clock = StillClock()
    pace = Pace(1.0, clock)
    last: dict[str, float] = {}
    for passed, place in steps:
        clock.moment += passed
        pace.wait(place)
        if place in last:
            assert clock.moment - last[place] >= 1.0 - 1e-9
        last[place] = clock.moment


def test_a_wait_ends_when_somebody_asks_to_stop() -> None:
    stop = threading.Event()
    clock = Clock(stop)
    threading.Timer(0.05, stop.set).start()
    began = time.monotonic()
    with pytest.raises(Interrupted):
        clock.sleep(30)
    assert time.monotonic() - began < 5
    with pytest.raises(Interrupted):
        clock.check()


def test_a_clock_that_nobody_stops_goes_on() -> None:
    clock = Clock()
    began = clock.monotonic()
    clock.sleep(0.01)
    clock.check()
    assert clock.monotonic() >= began + 0.01
    assert clock.now().tzinfo is not None


@given(st.floats(0, 1), st.floats(1, 1e6))
def test_jitter_moves_a_time_a_little(draw: float, seconds: float) -> None:
    assert abs(jittered(seconds, 0.1, lambda: draw) - seconds) <= 0.1 * seconds + 1e-9
