"""What every reader must do, whoever made it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from qa.reader.cross_encoder import CrossEncoderReader
from qa.reader.own import OwnReader
from qa.reader.question_answering import QuestionAnsweringReader
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


@pytest.fixture(params=["own", "cross-encoder", "question-answering"])
def reader(
    request: pytest.FixtureRequest, cache: Path, shipped: Path, cross_encoder: Path, question_answering: Path
) -> Reader:
    match request.param:
        case "own":
            return OwnReader(cache, shipped)
        case "cross-encoder":
            return CrossEncoderReader(str(cross_encoder))
    return QuestionAnsweringReader(str(question_answering))


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


def test_a_reading_for_every_window_with_the_score_that_it_has(reader: Reader) -> None:
    read = reader.read(QUESTION, WINDOWS)
    np.testing.assert_allclose([one.score for one in read], reader.score(QUESTION, WINDOWS), atol=0.02)
    assert list(reader.read(QUESTION, [])) == []


def test_weights_lie_on_the_windows_own_words(reader: Reader) -> None:
    for window, one in zip(WINDOWS, reader.read(QUESTION, WINDOWS), strict=True):
        assert len(one.starts) == len(one.ends) == len(one.weights)
        assert (one.starts >= 0).all()
        assert (one.starts < one.ends).all()
        assert (one.ends <= len(window.text)).all()
        assert (np.diff(one.starts) > 0).all()
        assert (one.weights >= 0).all()
        assert one.weights.sum() <= 1.01


def test_every_reader_tells_some_words_from_others(reader: Reader) -> None:
    read = reader.read(QUESTION, [Window("the bridge opened in March. The harbour closed in June.")])[0]
    assert len(read.weights) > 1
    assert np.ptp(read.weights) > 0


def test_the_title_before_a_window_moves_no_place(reader: Reader) -> None:
    text = "the harbour opened. the bridge closed."
    plain, titled = (reader.read(QUESTION, [Window(text, title=title)])[0] for title in (None, "the mayor"))
    assert plain.starts.tolist() == titled.starts.tolist()
    assert plain.ends.tolist() == titled.ends.tolist()


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
