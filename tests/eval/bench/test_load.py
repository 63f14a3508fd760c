"""What the load bench makes of replies. The service itself is loaded by hand: it takes minutes and real figures."""

from __future__ import annotations

import math

import pytest

from eval.bench import load
from eval.bench.askers import Reply

ANSWERED = [Reply(200, float(took), took - 4.0) for took in range(10, 110)]
POLITE, RUDE, LOST = Reply(503, 2.0, polite=True), Reply(503, 2.0), Reply(0, 60_000.0)


def test_http_is_what_a_reply_took_beyond_its_question() -> None:
    figure = load._added([*ANSWERED, POLITE], "here")
    assert (figure.value, figure.met) == (4.0, False)
    assert math.isnan(load._added([LOST], "here").value)


def test_steadily_every_question_has_to_be_answered() -> None:
    times, missed = load._steady([*ANSWERED, POLITE, LOST], "here")
    assert times.value == pytest.approx(105, abs=1)
    assert times.met is False
    assert (missed.value, missed.met, missed.beside["asked"]) == (2.0, False, 102.0)
    assert load._steady(ANSWERED, "here")[1].met


def test_a_refusal_counts_only_where_it_says_when_to_come_again() -> None:
    refused, neither, grown = load._over([*ANSWERED[:5], POLITE, POLITE, RUDE, LOST, Reply(500, 1.0)], 3.0, "here")
    assert refused.value == pytest.approx(0.2)
    assert refused.beside["answered"] == pytest.approx(0.5)
    assert (neither.value, neither.met) == (3.0, False)
    assert (grown.value, grown.met) == (3.0, True)


def test_what_can_be_done_is_held_against_a_floor() -> None:
    assert load._most(ANSWERED, 91.0, "quick", load.SATURATION_GOAL, "here").met
    assert load._most(ANSWERED, 89.0, "quick", load.SATURATION_GOAL, "here").met is False
    assert load._most(ANSWERED, 2.0, "thorough", None, "here").met is None
