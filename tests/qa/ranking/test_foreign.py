from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.ranking.features import NAMES
from qa.ranking.foreign import at_least_as_likely
from tests.qa.ranking.making import Release, candidate, judged

OWN = np.array([True, True, True, False, False])
LIKENESS = np.array([0.0, 0.5, 1.0, 0.5, 1.0])


def test_a_passage_in_another_language_has_what_its_likeness_promises() -> None:
    values = np.array([[0.0], [0.3], [0.6], [0.1], [0.9]])
    raised = at_least_as_likely(values, OWN, LIKENESS)
    assert raised[:, 0].tolist() == pytest.approx([0.0, 0.3, 0.6, 0.3, 0.9])
    assert values[3, 0] == 0.1


def test_likeness_that_promises_fewer_words_promises_the_mean() -> None:
    raised = at_least_as_likely(np.array([[0.6], [0.3], [0.0], [0.0], [0.0]]), OWN, LIKENESS)
    assert raised[3:, 0].tolist() == pytest.approx([0.3, 0.3])


@pytest.mark.parametrize("own", [[True] * 3, [False] * 3])
def test_one_language_alone_stays_as_it_is(own: list[bool]) -> None:
    values = np.array([[0.0], [0.3], [0.6]])
    assert at_least_as_likely(values, np.array(own), np.array([0.1, 0.2, 0.3])) is values


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1), st.booleans()), min_size=1, max_size=20))
def test_it_is_the_line_of_least_squares(rows: list[tuple[float, float, bool]]) -> None:
    value, likeness, own = (np.array(column) for column in zip(*rows, strict=True))
    raised = at_least_as_likely(value[:, None], own, likeness)[:, 0]
    assert np.isfinite(raised).all()
    assert (raised >= value).all()
    assert (raised[own] == value[own]).all()
    if own.any() and not own.all() and np.ptp(likeness[own]) > 1e-3:
        slope, at_zero = np.polyfit(likeness[own], value[own], 1)
        if slope > 0:
            np.testing.assert_allclose(
                raised[~own], np.maximum(value[~own], at_zero + slope * likeness[~own]), atol=1e-6
            )


def test_a_release_in_another_language_is_not_behind_all_that_share_a_word() -> None:
    room = {
        "ar": Release(None, "أعيد افتتاح ميناء هالفرن للسفن.", language="ar"),
        "near": Release(None, "The port of Elsen reopened.", language="en"),
        "far": Release(None, "The port of Skerry has a fair.", language="en"),
    }
    cosines = {"ar": 0.9, "near": 0.7, "far": 0.5}
    found = [candidate(at, name, 0, len(room[name].text), 0.0, cosines[name]) for at, name in enumerate(room)]
    cover = judged("when did the port of Halvern reopen?", room, found).features.values[:, NAMES.index("cover")]
    assert cover[0] > cover[1] > cover[2]
    alone = judged("when did the port of Halvern reopen?", {"ar": room["ar"]}, found[:1])
    assert alone.features.values[0, NAMES.index("cover")] == 0
