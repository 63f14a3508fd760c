"""A reader that reads no window twice."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from qa.reader.reading import Reading, Scores
from qa.reader.windows import Window
from qa.remembering import Remembering


class Counting:
    """Scores a window by how often it says the question's last word, and keeps what it was asked."""

    id = "counting"

    def __init__(self) -> None:
        self.asked: list[tuple[str, Window]] = []

    def score(self, question: str, windows: Sequence[Window]) -> Scores:
        self.asked += [(question, one) for one in windows]
        return np.array([one.text.count(question.split()[-1]) for one in windows], np.float32)

    def read(self, question: str, windows: Sequence[Window]) -> list[Reading]:
        return [Reading(score) for score in self.score(question, windows).tolist()]


def test_no_window_is_read_twice_for_a_question_but_again_for_another() -> None:
    reader = Counting()
    remembering = Remembering(reader)
    first, second = Window("The bridge opened."), Window("The quay and the bridge, a bridge.")
    assert remembering.score("which bridge", [first, second, first]).tolist() == [1, 2, 1]
    assert remembering.score("which bridge", [second, Window("No quay.")]).tolist() == [2, 0]
    assert remembering.score("which quay", [second]).tolist() == [1]
    assert len(reader.asked) == 4
    assert len(set(reader.asked)) == 4
    assert remembering.id == "counting"


def test_the_same_words_of_another_release_are_another_window() -> None:
    reader = Counting()
    Remembering(reader).read("which bridge", [Window("It opened.", "Bridge"), Window("It opened.", "Quay")])
    assert len(reader.asked) == 2


def test_nothing_is_asked_for_nothing() -> None:
    reader = Counting()
    assert len(Remembering(reader).read("which bridge", [])) == 0
    assert reader.asked == []
