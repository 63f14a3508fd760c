"""A reader that only scores: sentences of its best windows are scored as windows of their own."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.reader.reading import Scores, by_sentence
from qa.reader.windows import Window

BRIDGE = "Rain fell for days. The harbour bridge opened on Monday. Nobody came."
RAIN = "It rained. It poured."


def score(question: str, windows: Sequence[Window]) -> Scores:
    wanted = set(question.split())
    return np.array([len(wanted & set(str(one).split())) for one in windows], np.float32)


def test_the_sentence_that_answers_weighs_most() -> None:
    read = by_sentence(score, "harbour bridge", [Window(BRIDGE)])[0]
    heaviest = int(read.weights.argmax())
    assert BRIDGE[read.starts[heaviest] : read.ends[heaviest]] == "The harbour bridge opened on Monday."
    assert read.weights.sum() == pytest.approx(1)


def test_a_sentence_is_read_with_its_windows_title() -> None:
    seen: list[str] = []

    def noting(question: str, windows: Sequence[Window]) -> Scores:
        seen.extend(map(str, windows))
        return score(question, windows)

    by_sentence(noting, "bridge", [Window(RAIN, "Storm")])
    assert seen == [f"Storm. {RAIN}", "Storm. It rained.", "Storm. It poured."]


def test_the_best_window_is_read_first_where_not_all_can_be() -> None:
    rain, bridge = by_sentence(score, "harbour bridge", [Window(RAIN), Window(BRIDGE)], most=4)
    assert len(bridge.weights) == 3
    assert len(rain.weights) == 0  # a window that is read in part has no weights


def test_the_score_of_a_window_stays_its_own() -> None:
    windows = [Window(RAIN), Window(BRIDGE)]
    assert [one.score for one in by_sentence(score, "harbour", windows)] == score("harbour", windows).tolist()


@given(st.lists(st.sampled_from([BRIDGE, RAIN, "", "هطل المطر.", "word " * 30])), st.integers(0, 12))
def test_no_more_sentences_are_scored_than_allowed(texts: list[str], most: int) -> None:
    counted: list[int] = []

    def counting(question: str, windows: Sequence[Window]) -> Scores:
        counted.append(len(windows))
        return score(question, windows)

    read = by_sentence(counting, "harbour bridge", [Window(text) for text in texts], most)
    assert len(read) == len(texts)
    assert counted[0] == len(texts)
    assert sum(counted[1:]) <= most
    assert all(one.weights.sum() == pytest.approx(1) for one in read if len(one.weights))
