"""Whether a pool is ready, and who takes the next question, by what its members have told."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

import pytest

from api import problems
from api.problems import Kind
from api.workers.pool import Pool
from index.errors import ModelMissing

FAILED = (problems.KINDS[ModelMissing], "there is no model")


@dataclass
class Told:
    """A member as it has told."""

    name: str = ""
    ready: bool = False
    failed: tuple[Kind, str] | None = None
    working: int = 0
    last: float = 0.0
    applied: int = 0


def pool(*members: Told, size: int = 2) -> Pool:
    made: Any = Pool(None, size)  # type: ignore[arg-type]
    made._members.extend(members)
    return made  # type: ignore[no-any-return]


READY, LOADING, BROKEN = Told(ready=True), Told(), Told(failed=FAILED)


@pytest.mark.parametrize(
    ("members", "done", "failed"),
    [
        ((), False, False),
        ((READY,), False, False),
        ((READY, LOADING), False, False),
        ((READY, READY), True, False),
        ((READY, BROKEN), True, False),
        ((LOADING, BROKEN), False, True),
        ((BROKEN, BROKEN), True, True),
    ],
)
def test_it_is_ready_when_each_has_told_and_one_can_answer(
    members: tuple[Told, ...], done: bool, failed: bool
) -> None:
    made = pool(*members)
    assert made.done() is done
    assert (made.exception() is not None) is failed
    if failed:
        assert problems.told(made.exception() or ValueError()) == FAILED


def test_one_that_is_started_again_does_not_make_the_rest_unready_but_the_last_does() -> None:
    one, other = Told(ready=True), Told(ready=True)
    made = pool(one, other)
    assert made.done()
    other.ready = False
    assert made.done()
    one.ready = False
    assert not made.done()


def test_the_next_question_goes_to_whoever_is_ready_and_has_least_to_do_and_did_something_last() -> None:
    def chosen(*members: Told) -> str:
        return asyncio.run(pool(*members).idlest()).name  # type: ignore[attr-defined,no-any-return]

    cold = Told("cold")
    assert chosen(cold, Told("busy", ready=True, working=1)) == "busy"
    assert chosen(Told("busy", ready=True, working=1), Told("idle", ready=True)) == "idle"
    assert chosen(Told("old", ready=True, last=1), Told("warm", ready=True, last=2)) == "warm"
    assert chosen(cold, Told("colder", working=1)) == "cold"


def test_the_index_stands_where_the_newest_of_the_ready_stands() -> None:
    assert pool().applied == 0
    assert pool(Told(ready=True, applied=3), Told(ready=True, applied=7), Told(applied=9)).applied == 7
