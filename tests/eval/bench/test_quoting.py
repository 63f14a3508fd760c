"""Random quotes against the whole verifier: every true one is found, no false one is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from eval.bench.drawing import FALSE, TRUE
from eval.bench.quoting import desk_over, measure
from qa.desk import Desk
from qa.verifying import verifier
from qa.verifying.matching import Match, match
from qa.verifying.quote import Quote


@pytest.fixture(scope="module")
def bundled() -> Iterator[Desk]:
    with desk_over([], made=6) as desk:
        yield desk


def judged(desk: Desk, quotes: int, seed: int, door: int) -> None:
    figures = measure(desk, quotes, seed, door)
    assert (figures["missed"], figures["wrongly_found"], figures["wrong"]) == (0, 0, [])
    assert sum(figures["kinds"].values()) == figures["quotes"] == quotes
    assert set(figures["kinds"]) == {*TRUE, *FALSE}


def test_some_hundred_quotes_are_judged_rightly(bundled: Desk) -> None:
    judged(bundled, 300, seed=11, door=6)


@pytest.mark.slow
def test_some_thousand_quotes_are_judged_rightly(bundled: Desk) -> None:
    judged(bundled, 6_000, seed=12, door=6)


def test_a_verifier_that_takes_anything_is_found_out(bundled: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def lax(quote: Quote, text: str) -> Match | None:
        return match(quote, text) or match(quote, f"{text} {quote.text}")

    monkeypatch.setattr(verifier, "match", lax)
    assert measure(bundled, 60, seed=1)["wrongly_found"] > 5


def test_a_verifier_that_misses_is_found_out(bundled: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verifier, "match", lambda quote, text: match(quote, text) if len(quote.pieces) < 2 else None)
    assert measure(bundled, 60, seed=1)["missed"] > 0
