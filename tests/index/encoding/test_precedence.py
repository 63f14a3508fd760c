"""Questions go before passages."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from contextlib import ExitStack

import numpy as np
import pytest

from index.encoding import encoders, precedence, runtime
from index.encoding.embedding import Floats
from index.encoding.encoders import ConvertedEmbedder
from index.encoding.precedence import LATELY, Precedence


class Clock:
    """Time that passes when told."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def turns(clock: Clock) -> Precedence:
    return Precedence(clock)


def test_where_nobody_asks_nothing_is_waited_for(turns: Precedence, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(precedence, "LONGEST", 1e6)
    turns.give_way()
    assert not turns.asked_lately


def test_a_batch_waits_until_the_last_question_is_answered(
    turns: Precedence, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(precedence, "LONGEST", 30.0)
    begun = threading.Event()

    def batch() -> None:
        turns.give_way()
        begun.set()

    with ExitStack() as second:
        with turns.question():
            second.enter_context(turns.question())
            thread = threading.Thread(target=batch)
            thread.start()
            assert not begun.wait(0.05)
        assert not begun.wait(0.05)
    assert begun.wait(30.0)
    thread.join()


def test_a_batch_beside_a_question_without_end_gets_its_turn(
    turns: Precedence, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(precedence, "LONGEST", 0.01)
    with turns.question():
        turns.give_way()


def test_a_question_is_remembered_for_a_moment(turns: Precedence, clock: Clock) -> None:
    with turns.question():
        assert turns.asked_lately
    clock.now += LATELY / 2
    assert turns.asked_lately
    clock.now += LATELY
    assert not turns.asked_lately


def test_one_that_fails_is_over(turns: Precedence, clock: Clock) -> None:
    with pytest.raises(ValueError, match="no answer"), turns.question():
        raise ValueError("no answer")
    clock.now += 2 * LATELY
    assert not turns.asked_lately


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Precedence:
    """The turns that encoding takes, with a batch that waits for hardly any time."""
    monkeypatch.setattr(precedence, "LONGEST", 0.01)
    made = Precedence()
    monkeypatch.setattr(encoders, "PRECEDENCE", made)
    return made


def test_passages_keep_to_one_core_while_questions_come(asked: Precedence) -> None:
    assert encoders._room() == runtime.BEGUN
    with asked.question():
        assert encoders._room() == 1


@pytest.mark.slow
def test_vectors_are_the_same_while_questions_come(converted: ConvertedEmbedder, asked: Precedence) -> None:
    texts: Sequence[str] = [f"The port opened quay {number}. " * (1 + number % 40) for number in range(80)]
    alone: Floats = converted.encode_passages(texts)
    with asked.question():
        np.testing.assert_array_equal(converted.encode_passages(texts), alone)
