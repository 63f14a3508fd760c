"""Measuring: what reading changes, which windows are read, and how well scores tell answers from none."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score  # type: ignore[import-untyped]

from eval.reader.measuring import Judged, Way, area
from eval.reader.pools import Pool
from eval.reader.reading import load, read, save
from tests.eval.reader.making import WordReader, found, gold

RIGHT = "The mayor opened the harbour bridge on Monday."
POOLS = (
    Pool(
        gold("who opened the harbour bridge?", ("a.txt", RIGHT)),
        (
            found(1, "b.txt", "A band played for hours.", 0.9),
            found(2, "a.txt", RIGHT, 0.8),
            found(3, "c.txt", "Rain.", 0.7),
        ),
    ),
    Pool(gold("who sank?", name="q-2"), (found(4, "b.txt", "A band played for hours.", 0.5),)),
)
SILENT = Way(weight=0.0)


def silent(_done: int, _of: int) -> None:
    """Say nothing."""


@pytest.fixture
def judged() -> Judged:
    return Judged(POOLS, read(POOLS, WordReader(), 12, 75, silent))


def test_without_reading_passages_stay_as_they_were_found(judged: Judged) -> None:
    assert judged.order(0, SILENT) == [0, 1, 2]


def test_reading_puts_what_answers_first(judged: Judged) -> None:
    assert judged.order(0, Way(weight=0.1)) == [1, 0, 2]
    before, after = judged.scores(SILENT), judged.scores(Way(weight=0.1))
    for old, new in zip(before, after, strict=True):
        assert (old["success@1"]["q-1"], new["success@1"]["q-1"]) == (0.0, 1.0)


def test_questions_that_nothing_answers_are_not_scored(judged: Judged) -> None:
    assert set(judged.scores(SILENT)[0]["success@1"]) == {"q-1"}


def test_what_is_not_read_stays_behind(judged: Judged) -> None:
    assert judged.order(0, Way(depth=1, weight=0.1)) == [0, 1, 2]
    assert list(judged.best(0, Way(windows=1, weight=0.1))) == [1]


def test_the_best_score_of_a_question(judged: Judged) -> None:
    highest = judged.highest(Way())
    assert highest[0] == 4
    assert highest[1] == 0


def test_what_was_read_is_kept(tmp_path: Path) -> None:
    first = read(POOLS, WordReader(), 12, 75, silent)
    save(first, tmp_path / "read.npz")
    again = load(tmp_path / "read.npz")
    assert all(np.array_equal(getattr(first, name), getattr(again, name)) for name in first.__slots__)


def test_a_window_is_a_place_in_its_article() -> None:
    rows = read(POOLS, WordReader(), 12, 2, silent)
    for at, rank, start, end in zip(rows.question, rows.rank, rows.start, rows.end, strict=True):
        assert POOLS[at].found[rank].article.text[start:end].strip()


def test_the_area_is_that_of_scikit_learn() -> None:
    chance = random.Random(3)
    held = [chance.random() < 0.6 for _ in range(80)]
    values = [round(chance.gauss(0.5 * yes, 1), 1) for yes in held]
    assert area(held, values) == pytest.approx(roc_auc_score(held, values))


def test_no_area_without_both_kinds() -> None:
    assert np.isnan(area([True, True], [1.0, 2.0]))
