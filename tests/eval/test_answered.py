"""What a report says of answers, counted by hand."""

from __future__ import annotations

import pytest

from eval.answered import figures, record
from eval.answers import Given
from eval.gold import Gold, Relevant

QUOTE = "The port of Halvern reopened to ships on Thursday."
FOUR = [Gold(f"q{at}", "when?", "en", "date", (Relevant("a.txt", QUOTE),), "") for at in range(4)]
NOBODY = [Gold(f"n{at}", "who?", "en", "unanswerable", (), "") for at in range(2)]
SILENT = Given((), 0.1, "The archive never mentions Skerry.")
GIVEN = {
    "q0": Given((QUOTE,), 0.9),
    "q1": Given((QUOTE, "It rained."), 0.7),
    "q2": Given(("It rained all day.",), 0.7),
    "q3": SILENT,
    "n0": Given(("Ships came.",), 0.3),
    "n1": SILENT,
}


def test_by_hand() -> None:
    told = figures([*FOUR, *NOBODY], GIVEN)
    assert told is not None
    assert told["answered"]["value"] == 0.75
    assert told["contains_quote"]["value"] == 0.5
    assert told["words"]["value"] == pytest.approx((9 + 11 + 4) / 3, abs=1e-4)
    assert told["abstention"] == {"precision": 0.5, "recall": 0.5, "f1": 0.5, "silent": 2, "unanswerable": 2}
    assert told["calibration"]["bins"] == [[0.3, 0.0, 1], [0.7, 0.5, 2], [0.9, 1.0, 1]]
    assert told["calibration"]["error"] == pytest.approx((0.3 + 0.4 + 0.1) / 4)
    assert told["coverage_accuracy"] == [
        [pytest.approx(1 / 6, abs=1e-4), 1.0],
        [0.5, pytest.approx(2 / 3, abs=1e-4)],
        [pytest.approx(4 / 6, abs=1e-4), 0.5],
    ]


def test_a_mode_without_answers_has_no_figures() -> None:
    assert figures(FOUR, dict.fromkeys(("q0", "q1", "q2", "q3"))) is None
    assert figures(FOUR, {"q0": SILENT}) is None
    assert figures([], {}) is None


def test_silence_throughout_has_no_words() -> None:
    told = figures(FOUR, {gold.id: SILENT for gold in FOUR})
    assert told is not None
    assert told["words"] is None
    assert told["answered"]["value"] == told["contains_quote"]["value"] == 0.0
    assert told["calibration"] == {"error": 0.0, "bins": []}
    assert told["coverage_accuracy"] == []


@pytest.mark.parametrize(
    ("gold", "given", "right"),
    [
        (FOUR[0], GIVEN["q0"], True),
        (FOUR[2], GIVEN["q2"], False),
        (FOUR[3], SILENT, False),
        (NOBODY[0], GIVEN["n0"], False),
        (NOBODY[1], SILENT, True),
    ],
)
def test_one_answer(gold: Gold, given: Given, right: bool) -> None:
    told = record(gold, given)
    assert told is not None
    assert told["right"] == right
    assert told["status"] == ("answered" if given.answered else "unanswered")
    assert (told["text"] is None) == (not given.answered)
    assert told["missing"] == given.missing


def test_no_answer_is_none() -> None:
    assert record(FOUR[0], None) is None
