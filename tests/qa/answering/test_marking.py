"""What is marked in a sentence: what was asked for, and nothing that the question held."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.answering.marking import marks
from tests.qa.answering.making import BRIDGE, asked, read


def marked(question: str, text: str, heavy: str | None = None, weight: float = 0.8) -> list[str]:
    window = read(text, heavy, weight=weight).windows[0] if heavy else None
    return [text[start:end] for start, end in marks(asked(question), text, 0, window)]


@pytest.mark.parametrize(
    ("question", "text", "heavy", "expected"),
    [
        ("when did the bridge open?", "It opened on 7 March 2024 in Elsen.", "March", ["7 March 2024"]),
        ("how much did it cost?", "It cost 12 million dollars in 2024.", "12", ["12 million dollars"]),
        ("how long will it last?", "It will last for five years, 12 groups say.", "five", ["five years"]),
        ("who opened it?", "Mayor Ada Holm cut a ribbon in Elsen.", "Ada", ["Mayor Ada Holm"]),
        ("what was agreed?", "They will form a joint workgroup soon.", "joint workgroup", ["joint workgroup"]),
        ("combien a coûté le pont ?", "Le pont a coûté 3 millions d'euros.", "3", ["3 millions"]),
        ("combien de passagers ?", "Le port a accueilli 2 522 019 passagers.", "522", ["2 522 019"]),
        ("how many passed?", "It was crossed by 1\u00a0204\u202f300 people.", "1", ["1\u00a0204\u202f300"]),
        ("متى افتتح الجسر؟", "افتتح الجسر في 7 مارس 2024 بحضور العمدة.", "مارس", ["7 مارس 2024"]),
    ],
)
def test_what_the_reader_sees_is_marked_whole(question: str, text: str, heavy: str, expected: list[str]) -> None:
    assert marked(question, text, heavy) == expected


def test_without_a_reader_the_one_thing_of_the_kind_is_marked() -> None:
    assert marked("when did the bridge open?", "It opened on 7 March 2024.") == ["7 March 2024"]


def test_without_a_reader_nothing_is_guessed_among_several() -> None:
    assert marked("when did it open?", "Begun on 3 May 2019, it opened on 7 March 2024.") == []


def test_what_the_question_says_itself_is_not_its_answer() -> None:
    text = "In March 2024 the bridge opened, on 9 April 2025 the port."
    assert marked("when did the port open after March 2024?", text) == ["9 April 2025"]


def test_weight_on_the_same_name_further_on_is_seen() -> None:
    text = "Holm came late. The bridge was opened by Holm."
    runs = marks(asked("who opened the bridge?"), text, 0, read(text, "Holm.").windows[0])
    assert runs == ((text.index("Holm."), len(text) - 1),)


def test_a_word_between_two_that_answer_is_marked_with_them() -> None:
    text = "They agreed that a joint workgroup will be formed."
    window = read(text, "that").windows[0]
    weights = np.array([0.0, 0.0, 0.0, 0.4, 0.05, 0.5, 0.0, 0.0, 0.05], np.float32)
    runs = marks(asked("what was agreed?"), text, 0, replace(window, weights=weights))
    assert [text[start:end] for start, end in runs] == ["a joint workgroup"]


def test_a_mark_does_not_reach_over_the_cells_of_a_row() -> None:
    text = "Elsen bridge | 389 | 418 | opened"
    window = read(text, "389").windows[0]
    weights = np.zeros(len(window.weights), np.float32)
    for word in ("389", "418"):
        weights[np.searchsorted(window.starts, text.index(word))] = 0.45
    runs = marks(asked("what is it?"), text, 0, replace(window, weights=weights))
    assert [text[start:end] for start, end in runs] == ["389", "418"]


def test_without_a_reader_a_number_is_marked_whole() -> None:
    assert marked("combien de passagers ?", "Le port a accueilli 2 522 019 passagers.") == ["2 522 019"]


def test_a_little_word_alone_is_no_answer() -> None:
    assert marked("what was agreed?", "They met at the harbour.", "the", weight=0.9) == []


def test_weight_that_lies_nowhere_marks_nothing() -> None:
    assert marked("what was agreed?", BRIDGE, "harbour", weight=0.05) == []


@given(st.sampled_from([BRIDGE, "كلف الجسر 12 مليون دولار.", "Né en 1990, âgé de 35 ans 🎉", ""]), st.data())
def test_marks_lie_inside_in_order_and_apart(text: str, data: st.DataObject) -> None:
    question = data.draw(st.sampled_from(["when was it?", "how much?", "who was it?", "how long?", "what?", "où ?"]))
    heavy = data.draw(st.sampled_from(text.split())) if text else None
    window = read(text, heavy).windows[0] if heavy else None
    runs = marks(asked(question), text, 0, window)
    assert all(0 <= start < end <= len(text) for start, end in runs)
    assert all(first[1] <= second[0] for first, second in pairwise(runs))
