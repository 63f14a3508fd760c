"""Confidence held against questions made of the releases at hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from eval.answering.checking import LEAST, check
from qa import weights
from qa.answering.confidence import Calibration, Confidence
from qa.desk import Desk, DeskConfig
from qa.question import CAUTIONS
from tests.conftest import ROOT, HashingEmbedder

HALF = Calibration({}, 0.0, (0.0,), (0.5,), dict.fromkeys(CAUTIONS, 0.5))
SURE = replace(HALF, chances=(1.0,))


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("sample")
    opened = Desk(DeskConfig(folder, ranking=weights.load().ranking), HashingEmbedder())
    opened.intake().paths([ROOT / "corpus" / "sample"])
    yield opened
    opened.close()


def test_half_of_the_questions_cannot_be_answered_so_who_is_always_sure_is_far_off(sample: Desk) -> None:
    told: list[tuple[int, int]] = []
    checked = check(sample, lambda done, of: told.append((done, of)), 40, Confidence(SURE, SURE))
    assert checked is not None
    assert told[-1] == (checked.questions, checked.questions)
    assert LEAST <= checked.questions <= 40
    assert checked.confidence == 1.0
    assert checked.right <= 0.5
    assert checked.error == pytest.approx(1.0 - checked.right)
    assert not checked.holds


def test_who_is_as_sure_as_it_is_right_may_be_believed(sample: Desk) -> None:
    first = check(sample, lambda _done, _of: None, 40, Confidence(HALF, HALF))
    assert first is not None
    right = replace(HALF, chances=(first.right,))
    checked = check(sample, lambda _done, _of: None, 40, Confidence(right, right))
    assert checked is not None
    assert checked.error == pytest.approx(0.0)
    assert checked.holds


def test_few_releases_tell_nothing(tmp_path: Path) -> None:
    opened = Desk(DeskConfig(tmp_path), HashingEmbedder())
    assert check(opened, lambda _done, _of: None) is None
    opened.close()
