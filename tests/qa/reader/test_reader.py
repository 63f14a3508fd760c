"""What every reader must do, whoever made it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from qa.reader.cross_encoder import CrossEncoderReader
from qa.reader.own import OwnReader
from qa.reader.reader import Reader
from qa.reader.windows import Window

QUESTION = "when opened the bridge"
WINDOWS = [
    Window("the bridge opened in March"),
    Window("the harbour closed in June of the bridge of the mayor", title="the mayor"),
    Window("pont ouvert"),
    Window("ميناء"),
    Window("who " * 200),
    Window(""),
]


@pytest.fixture(params=["own", "cross-encoder"])
def reader(request: pytest.FixtureRequest, cache: Path, shipped: Path, cross_encoder: Path) -> Reader:
    return OwnReader(cache, shipped) if request.param == "own" else CrossEncoderReader(str(cross_encoder))


def test_a_score_for_every_window(reader: Reader) -> None:
    scores = reader.score(QUESTION, WINDOWS)
    assert scores.shape == (len(WINDOWS),)
    assert scores.dtype == np.float32
    assert np.isfinite(scores).all()


def test_no_windows_no_scores(reader: Reader) -> None:
    assert reader.score(QUESTION, []).shape == (0,)


def test_scores_come_in_the_order_of_the_windows(reader: Reader) -> None:
    there, back = reader.score(QUESTION, WINDOWS), reader.score(QUESTION, WINDOWS[::-1])
    np.testing.assert_allclose(there, back[::-1], atol=0.02)


def test_a_score_does_not_depend_on_what_stands_beside_it(reader: Reader) -> None:
    together = reader.score(QUESTION, WINDOWS)
    alone = np.concatenate([reader.score(QUESTION, [window]) for window in WINDOWS])
    np.testing.assert_allclose(together, alone, atol=0.02)


def test_question_and_window_both_count(reader: Reader) -> None:
    one = reader.score(QUESTION, WINDOWS[:2])
    assert abs(one[0] - one[1]) > 1e-4
    assert abs(reader.score("who closed the harbour", WINDOWS[:1])[0] - one[0]) > 1e-4


def test_a_question_longer_than_the_reader_reads(reader: Reader) -> None:
    assert np.isfinite(reader.score("where " * 500, WINDOWS[:2])).all()


def test_several_threads_at_once(reader: Reader) -> None:
    alone = reader.score(QUESTION, WINDOWS)
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(lambda _: reader.score(QUESTION, WINDOWS), range(8)))
    for scores in together:
        np.testing.assert_allclose(scores, alone, atol=0.02)


def test_ids_tell_readers_apart(cache: Path, shipped: Path, cross_encoder: Path) -> None:
    own, other = OwnReader(cache, shipped), CrossEncoderReader(str(cross_encoder))
    assert own.id == OwnReader(cache, shipped).id
    assert own.id != other.id
