"""The verdict: given where it is sure enough for the caution asked for, else with what was missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from qa.answering.confidence import Calibration, Confidence
from qa.answering.verdict import judge
from qa.desk import Desk
from qa.question import CAUTIONS
from tests.qa.answering.finding import release, room, seen

SAYING = Calibration({}, 0.0, (0.0,), (0.5,), {"cautious": 0.6, "balanced": 0.5, "eager": 0.4})
HALF = Confidence(SAYING, SAYING)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with room(tmp_path / "room", release("port.txt", "Port", "The port of Elsen opened two berths.")) as opened:
        yield opened


@pytest.mark.parametrize(("caution", "answered"), list(zip(CAUTIONS, (False, True, True), strict=True)))
def test_caution_decides(desk: Desk, caution: str, answered: bool) -> None:
    looked = seen(desk, "what did the port of Elsen open?")
    told = judge(looked.finding, looked.proven, looked.sentences, looked.archive, caution, HALF)  # type: ignore[arg-type]
    assert told.confidence == 0.5
    assert told.answered == answered
    assert (told.missing is None) == answered


def test_without_a_sentence_nothing_is_answered_whatever_the_caution(tmp_path: Path) -> None:
    sure = Confidence(*[replace(SAYING, chances=(1.0,), thresholds=dict.fromkeys(CAUTIONS, 0.0))] * 2)
    with room(tmp_path / "empty") as empty:
        looked = seen(empty, "what opened?")
        told = judge(looked.finding, looked.proven, looked.sentences, looked.archive, "eager", sure)
    assert (told.answered, told.confidence) == (False, 0.0)
    assert told.missing is not None
    assert told.missing.reason == "nothing_found"


def test_what_is_shipped_is_surer_of_what_the_release_says(desk: Desk) -> None:
    def confidence(question: str) -> float:
        looked = seen(desk, question)
        return judge(looked.finding, looked.proven, looked.sentences, looked.archive).confidence

    assert confidence("what did the port of Elsen open?") > confidence("what did Halvern sell to Norwick?")
