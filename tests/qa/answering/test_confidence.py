"""Evidence to a probability: rising with the evidence, never outside 0 and 1, and as the file says."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.answering.confidence import Calibration, Confidence, load, shipped, written
from qa.answering.evidence import NAMES, Evidence
from qa.errors import WeightsInvalid
from qa.question import CAUTIONS

THRESHOLDS = {"cautious": 0.8, "balanced": 0.5, "eager": 0.2}
PLAIN = Calibration({"share": 2.0, "apart": -1.0}, -1.0, (-2.0, 0.0, 2.0), (0.1, 0.5, 0.9), THRESHOLDS)
NUMBERS = st.floats(-50, 50)


def evidence(values: dict[str, float] | None = None, read: bool = True, found: bool = True) -> Evidence:
    values = values or {}
    return Evidence(tuple(values.get(name, 0.0) for name in NAMES), read, found)


@pytest.mark.parametrize(
    ("values", "odds", "chance"),
    [
        ({}, -1.0, 0.3),
        ({"share": 0.5}, 0.0, 0.5),
        ({"share": 1.0, "apart": 1.0}, 0.0, 0.5),
        ({"share": 1.0}, 1.0, 0.7),
        ({"share": 9.0}, 17.0, 0.9),
        ({"apart": 9.0}, -10.0, 0.1),
        ({"rank": 100.0}, -1.0, 0.3),
    ],
)
def test_by_hand(values: dict[str, float], odds: float, chance: float) -> None:
    assert PLAIN.log_odds(evidence(values)) == pytest.approx(odds)
    assert PLAIN.probability(evidence(values)) == pytest.approx(chance)


def test_nothing_to_answer_with_is_no_answer() -> None:
    assert PLAIN.probability(evidence({"share": 9.0}, found=False)) == 0.0


@given(
    weights=st.dictionaries(st.sampled_from(NAMES), st.floats(-9, 9)),
    values=st.lists(NUMBERS, min_size=len(NAMES), max_size=len(NAMES)),
    more=st.floats(0, 50),
)
def test_more_of_what_speaks_for_it_never_makes_it_less_likely(
    weights: dict[str, float], values: list[float], more: float
) -> None:
    model = replace(PLAIN, weights=weights)
    before = Evidence(tuple(values), read=True)
    after = Evidence(
        tuple(value + more * (weights.get(name, 0) > 0) for name, value in zip(NAMES, values, strict=True)), read=True
    )
    assert 0.0 <= model.probability(before) <= model.probability(after) <= 1.0


def test_reading_and_not_reading_have_calibrations_of_their_own() -> None:
    other = replace(PLAIN, bias=1.0, thresholds={**THRESHOLDS, "balanced": 0.6})
    both = Confidence(PLAIN, other)
    assert both.probability(evidence(read=True)) == pytest.approx(0.3)
    assert both.probability(evidence(read=False)) == pytest.approx(0.7)
    assert both.threshold(evidence(read=True)) == 0.5
    assert both.threshold(evidence(read=False)) == 0.6
    assert both.threshold(evidence(read=False), "eager") == 0.2


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"weights": {"nonsense": 1.0}}, "nonsense"),
        ({"weights": {"share": float("nan")}}, "finite"),
        ({"thresholds": {"balanced": 0.5}}, "cautious"),
        ({"thresholds": {**THRESHOLDS, "eager": 1.5}}, "between 0 and 1"),
        ({"chances": (0.1, 0.5)}, "together"),
        ({"chances": (0.5, 0.1, 0.9)}, "rise"),
        ({"odds": (0.0, 0.0, 1.0)}, "rise"),
        ({"chances": (-0.1, 0.5, 0.9)}, "between 0 and 1"),
        ({"odds": (), "chances": ()}, "together"),
    ],
)
def test_what_cannot_be_is_refused(change: dict[str, object], what: str) -> None:
    with pytest.raises(ValueError, match=what):
        replace(PLAIN, **change)  # type: ignore[arg-type]


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    file = tmp_path / "confidence.json"
    file.write_text(json.dumps({"read": written(PLAIN), "unread": written(replace(PLAIN, bias=0.25))}), "utf-8")
    assert load(file) == Confidence(PLAIN, replace(PLAIN, bias=0.25))


def test_a_threshold_at_the_highest_chance_is_still_reached_once_written(tmp_path: Path) -> None:
    file = tmp_path / "confidence.json"
    highest = replace(PLAIN, chances=(*PLAIN.chances[:-1], 45 / 56), thresholds=dict.fromkeys(CAUTIONS, 45 / 56))
    file.write_text(json.dumps({"read": written(highest), "unread": written(highest)}), "utf-8")
    back = load(file).read
    assert back.chances[-1] >= back.thresholds["cautious"] > 45 / 56 - 1e-3


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"read": {}, "unread": {}}', '{"read": 1}'])
def test_a_file_without_it_is_refused_by_name(tmp_path: Path, content: str) -> None:
    file = tmp_path / "confidence.json"
    file.write_text(content, "utf-8")
    with pytest.raises(WeightsInvalid, match=r"confidence\.json"):
        load(file)
    with pytest.raises(WeightsInvalid, match=r"missing\.json"):
        load(tmp_path / "missing.json")


def test_what_is_shipped_is_whole() -> None:
    """The cautious threshold is the highest, the eager one the lowest, and each can be reached."""
    for one in (shipped().read, shipped().unread):
        cautious, balanced, eager = (one.thresholds[caution] for caution in CAUTIONS)
        assert one.chances[-1] >= cautious >= balanced >= eager > 0
        assert one.chances[0] < eager
