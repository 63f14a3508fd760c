from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from eval import tuning
from eval.gold import Gold, Relevant
from eval.listwise import PASSAGE, RELEASE, Floats, Lesson
from eval.looking import Readers
from eval.tune import Lessons, tune
from qa.desk import Desk
from qa.ranking.features import NAMES
from qa.ranking.model import DEFAULT_READER, READER, Model
from qa.weights import Weights
from tests.eval.test_looking import Counting

NOT_TAKEN_IN = Gold("q4", "when did the port of Halvern reopen?", "en", "date", (Relevant("gone.txt", "Gone."),), "")
OLD = Weights(0.4, 0.5, Model(dict.fromkeys(NAMES, 2.0), {"reader": 0.75, "reader_article": 0.25}))


def _silent(_done: int, _of: int) -> None:
    """Show no progress."""


def _lesson(desk: Desk, room: Path, asked: Gold) -> Lesson:
    desk.ready()
    return tuning.lessons(desk, [room], [asked], _silent).lessons[0]


def test_candidates_are_read_in_the_order_of_the_hybrid_and_graded(
    room_desk: Desk, room: Path, questions: tuple[Gold, ...]
) -> None:
    lesson = _lesson(room_desk, room, questions[0])
    assert lesson.grades.tolist()[0] == PASSAGE
    assert lesson.grades.tolist().count(0) == len(lesson.grades) - 1
    assert lesson.values.shape == (len(lesson.grades), len(NAMES))
    assert np.isfinite(lesson.values).all()
    assert (np.diff(lesson.present) < 0).all()


def test_a_right_release_with_the_wrong_passage_has_a_grade_of_its_own(room_desk: Desk, room: Path) -> None:
    asked = Gold("q", "port of Halvern", "en", "fact", (Relevant("port/reopens.txt", "not in it"),), "")
    assert set(_lesson(room_desk, room, asked).grades.tolist()) == {0, RELEASE}


def test_what_nothing_answers_is_no_lesson_and_what_is_not_there_teaches_nothing(
    room_desk: Desk, room: Path, questions: tuple[Gold, ...]
) -> None:
    room_desk.ready()
    steps: list[tuple[int, int]] = []
    given = tuning.lessons(
        room_desk, [room], [questions[0], questions[2], NOT_TAKEN_IN], lambda done, of: steps.append((done, of))
    )
    assert [one.question for one in given.lessons] == ["q1", "q4"]
    assert not given.lessons[1].grades.any()
    assert given.sources["q1"] == "port"
    assert given.groups["q1"] != given.groups["q4"]
    assert steps == [(1, 2), (2, 2)]


def test_questions_over_copies_are_one_story(room_desk: Desk, room: Path, questions: tuple[Gold, ...]) -> None:
    room_desk.ready()
    again = replace(questions[0], id="again", question="what about Halvern?")
    given = tuning.lessons(room_desk, [room], [questions[0], again, questions[1]], _silent)
    assert given.groups["q1"] == given.groups["again"] != given.groups["q2"]


def _given(told: float) -> Lessons:
    rng = np.random.default_rng(1)
    lessons = []
    for number in range(150):
        right = int(rng.integers(0, 5))
        values = rng.normal(0, 1, (5, len(NAMES)))
        values[right, 0] += told
        grades = np.where(np.arange(5) == right, PASSAGE, 0).astype(np.int8)
        # Where nothing tells, the hybrid is right.
        present = -np.arange(5, dtype=np.float64) if told else grades.astype(np.float64)
        lessons.append(Lesson(f"q{number}", values, grades, tuple("abcde"), present))
    names = [one.question for one in lessons]
    return Lessons(lessons, {name: name for name in names}, dict.fromkeys(names, "room"))


@pytest.mark.parametrize("told", [4.0, 0.0])
def test_the_file_holds_new_weights_only_where_they_generalise(told: float) -> None:
    given = _given(told)
    tuned = tune(given)
    made = json.loads(json.dumps(tuning.record(tuned, given, OLD, {"model": "m"}), allow_nan=False))
    assert made["weights"] == {"words": 0.4, "title": 0.5}
    assert made["ranking"]["reader"] == {"reader": 0.75, "reader_article": 0.25}
    learned = made["ranking"]["features"]
    assert (learned == OLD.ranking.weights if OLD.ranking else None) == (told == 0)
    assert (learned[NAMES[0]] == pytest.approx(tuned.learned.features[0], abs=1e-3)) == (told > 0)
    assert made["record"]["generalises"] == (told > 0)
    about = (made["record"][key] for key in ("model", "questions", "stories"))
    assert tuple(about) == ("m", 150, 150)


def test_without_a_present_ranking_a_new_one_has_the_default_reader() -> None:
    given = _given(4.0)
    made = tuning.record(tune(given), given, Weights(0.3, 0.25), {})
    assert made["ranking"]["reader"] == DEFAULT_READER


def test_a_ranking_that_does_not_generalise_is_not_written_where_there_was_none() -> None:
    given = _given(0.0)
    assert tuning.record(tune(given), given, Weights(0.3, 0.25), {})["ranking"] is None


class Reading:
    """A second look that knows what is right."""

    def __init__(self, lesson: Lesson) -> None:
        self.lesson = lesson

    def by(self, _weights: Floats) -> Floats:
        said = 2.0 * (self.lesson.grades == PASSAGE)
        return np.stack([said, np.zeros(len(said))], axis=1)


@pytest.mark.parametrize("told", [0.7, 0.0])
def test_what_the_reader_counts_is_written_only_beside_features_that_generalise(told: float) -> None:
    given = _given(told)
    given = replace(given, looks={one.question: Reading(one) for one in given.lessons})
    tuned = tune(given)
    readers = Readers(Counting("all"), {"wire": Counting("no-wire")})
    made = json.loads(json.dumps(tuning.record(tuned, given, OLD, {}, readers), allow_nan=False))
    assert tuned.learned.reader is not None
    assert tuned.ranking.generalises == (told > 0)
    old = {"reader": 0.75, "reader_article": 0.25}
    assert (made["ranking"]["reader"] == old) == (told == 0)
    assert (made["ranking"]["reader"]["reader"] == pytest.approx(tuned.learned.reader[0], abs=1e-3)) == (told > 0)
    assert made["record"]["readers"] == {"others": "all", "wire": "no-wire"}
    assert set(made["record"]["reading"]) == {"held_out", "source_left_out", "generalises"}


def test_questions_are_searched_as_they_are_asked(room_desk: Desk, room: Path) -> None:
    asked = Gold("q", "what of the spring fair of Orlington?", "en", "fact", (Relevant("fair.md", "The spring"),), "")
    quoted = replace(asked, question='what of the "spring fair of Orlington"?')
    assert _lesson(room_desk, room, asked).grades.tolist() == [PASSAGE, 0, 0]
    assert _lesson(room_desk, room, quoted).grades.tolist() == [PASSAGE]  # only what holds the words is a candidate


def test_the_first_candidates_are_read_by_the_reader_of_their_source(
    room_desk: Desk, room: Path, questions: tuple[Gold, ...]
) -> None:
    room_desk.ready()
    port, other = Counting("port"), Counting("other")
    given = tuning.lessons(room_desk, [room], questions[:2], _silent, Readers(other, {"port": port}))
    assert given.sources == {"q1": "port", "q2": "port"}
    read = given.looks["q1"].by(np.ones(len(NAMES)))
    assert read.shape == (len(given.lessons[0].grades), len(READER))
    assert port.asked
    assert not other.asked
    assert all(question == questions[0].question for question, _ in port.asked)
    assert not tuning.lessons(room_desk, [room], questions[:2], _silent, Readers(None, {})).looks
