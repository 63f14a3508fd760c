from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from eval import listwise
from eval import tune as learning
from eval.errors import TooFewQuestions
from eval.listwise import PASSAGE, Lesson
from eval.tune import FOLDS, Floats, Lessons, judged, tune
from eval.tune import _Looking as Looking
from eval.tuned import Tuned

COUNT = 160
WIDTH = 6


def _given(
    seed: int, told: float = 3.0, sources: list[str] | None = None, stories: int = 80, count: int = COUNT
) -> Lessons:
    """Questions whose right passage stands anywhere in the hybrid; the first feature tells it, more or less."""
    rng = np.random.default_rng(seed)
    lessons = []
    for number in range(count):
        grades = np.zeros(WIDTH, np.int8)
        right = int(rng.integers(0, WIDTH))
        grades[right] = PASSAGE
        values = rng.normal(0, 1, (WIDTH, 3))
        values[right, 0] += told
        articles = tuple(f"a{at}" for at in range(WIDTH))
        lessons.append(Lesson(f"q{number}", values, grades, articles, -np.arange(WIDTH, dtype=np.float64)))
    names = [one.question for one in lessons]
    return Lessons(
        lessons,
        {name: f"s{at % stories}" for at, name in enumerate(names)},
        dict(zip(names, sources or ["room"] * count, strict=True)),
    )


def _judged(lessons: list[Lesson], parts: list[str]) -> Floats:
    """Judge without reading anything."""
    alone, read = judged(lessons, parts, Looking({}, 0, None))
    assert alone.tolist() == read.tolist()
    return alone


class Told:
    """A second look that says which candidate is right, with some noise, of those that stand first."""

    def __init__(self, lesson: Lesson, strength: float, most: int = 4) -> None:
        self.lesson, self.strength, self.most = lesson, strength, most
        self.taken: list[Floats] = []

    def by(self, weights: Floats) -> Floats:
        self.taken.append(weights)
        noise = np.random.default_rng(int(self.lesson.question[1:])).normal(0, 1, WIDTH)
        first = np.argsort(-(self.lesson.values @ weights), kind="stable")[: self.most]
        said = np.zeros(WIDTH)
        said[first] = np.maximum(3 + noise + self.strength * (self.lesson.grades == PASSAGE), 0)[first]
        return np.stack([said, np.full(WIDTH, said.max())], axis=1)


def _looked(given: Lessons, strength: float = 3.0) -> Lessons:
    return replace(given, looks={one.question: Told(one, strength) for one in given.lessons})


def test_what_a_second_look_counts_is_learned_beside_the_features() -> None:
    plain, tuned = tune(_given(1, told=1.0)), tune(_looked(_given(1, told=1.0)))
    assert np.array_equal(plain.learned.features, tuned.learned.features)
    assert tuned.learned.reader is not None
    assert tuned.learned.reader[0] > 0.2
    assert abs(tuned.learned.reader[1]) < 1e-6  # the same for every candidate: it tells none from another
    assert tuned.reading is not None
    assert tuned.reading.generalises
    assert tuned.means["read, stories left out"] > tuned.means["stories left out"] + 0.1


def test_a_second_look_that_says_nothing_is_not_adopted() -> None:
    tuned = tune(_looked(_given(1), strength=0.0))
    assert tuned.ranking.generalises
    assert tuned.reading is not None
    assert not tuned.reading.generalises


def test_candidates_are_read_by_weights_that_their_story_had_no_part_in() -> None:
    given = _looked(_given(1))
    tuned = tune(given)
    looks = [look for look in given.looks.values() if isinstance(look, Told)]
    # Once a fold, once with its source left out (there is no other: nothing is learned), and once for all.
    assert {len(look.taken) for look in looks} == {FOLDS + 1}
    for look in looks:
        assert np.array_equal(look.taken[-1], tuned.learned.features)
        assert len({tuple(weights) for weights in look.taken}) == FOLDS + 1


def test_a_question_that_nobody_reads_is_ranked_by_its_features() -> None:
    given = _looked(_given(2, told=1.5), strength=1.0)
    some = replace(given, looks={name: look for name, look in given.looks.items() if int(name[1:]) % 2})
    alone, read = judged(list(given.lessons), ["a", "a", "b", "b"] * (COUNT // 4), Looking(some.looks, 0, None))
    unread = np.array([int(one.question[1:]) % 2 == 0 for one in given.lessons])
    assert np.array_equal(alone[unread], read[unread])
    assert read[~unread].mean() > alone[~unread].mean()


def test_second_looks_are_counted() -> None:
    steps: list[tuple[int, int]] = []
    tune(_looked(_given(3, sources=["room", "wire"] * (COUNT // 2))), lambda done, of: steps.append((done, of)))
    total = (FOLDS + 2 + 1) * COUNT
    assert steps == [(done, total) for done in range(1, total + 1)]


def test_what_truly_tells_is_learned_and_generalises() -> None:
    tuned = tune(_given(1))
    assert tuned.learned.features[0] > 1
    assert tuned.learned.reader is None
    assert tuned.reading is None
    assert tuned.ranking.held_out.significant
    assert tuned.ranking.generalises
    assert tuned.means["stories left out"] > tuned.means["hybrid"] + 0.2


def test_noise_alone_is_rarely_adopted() -> None:
    adopted = [tune(_given(seed, told=0.0, count=500)).ranking.generalises for seed in range(5)]
    assert sum(adopted) <= 1


def test_what_misleads_on_another_source_does_not_generalise() -> None:
    given = _given(2, sources=["room"] * 400 + ["wire"] * 100, count=500)
    turned = [
        replace(one, values=one.values * [-1, 1, 1], present=one.grades.astype(np.float64))
        if given.sources[one.question] == "wire"
        else one
        for one in given.lessons
    ]
    tuned = tune(replace(given, lessons=turned))
    assert tuned.ranking.by_source["wire"].difference.value < 0
    assert tuned.ranking.by_source["wire"].significant
    assert not tuned.ranking.generalises


def test_a_source_is_not_left_out_where_too_few_questions_remain() -> None:
    assert set(tune(_given(3, sources=["room"] * 120 + ["wire"] * 40)).ranking.by_source) == {"wire"}


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (_given(4, count=99), "99 answerable questions over 80 stories"),
        (_given(4, stories=39), "160 answerable questions over 39 stories"),
        (_given(4, told=1.0, count=100), "could show a difference of"),
    ],
)
def test_sets_that_can_teach_nothing_are_refused_with_the_reason(given: Lessons, told: str) -> None:
    with pytest.raises(TooFewQuestions, match=told):
        tune(given)


def test_a_story_never_stands_on_both_sides(monkeypatch: pytest.MonkeyPatch) -> None:
    given = _given(5)
    seen: list[set[str]] = []
    learn = listwise.learn

    def spy(lessons: list[Lesson]) -> learning.Floats:
        seen.append({one.question for one in lessons})
        return learn(lessons)

    monkeypatch.setattr(learning, "learn", spy)
    tune(given)
    every = set(given.groups)
    outer = [names for names in seen if names and names != every]
    assert len(outer) == FOLDS
    assert sorted(name for names in outer for name in every - names) == sorted(every)  # each is held out once
    for names in outer:
        assert not {given.groups[name] for name in names} & {given.groups[name] for name in every - names}


def test_lessons_of_a_part_are_judged_by_the_other_parts_alone() -> None:
    lessons = list(_given(6).lessons)
    parts = ["one" if at % 2 else "two" for at in range(len(lessons))]
    spoiled = [
        replace(one, grades=np.roll(one.grades, 1)) if part == "two" else one
        for one, part in zip(lessons, parts, strict=True)
    ]
    of_one = listwise.learn([one for one, part in zip(lessons, parts, strict=True) if part == "one"])
    for before, part, found in zip(lessons, parts, _judged(lessons, parts), strict=True):
        if part == "two":
            assert found == listwise.value(before, before.values @ of_one, learning.DEPTH)
    ones = np.array([part == "one" for part in parts])
    assert _judged(spoiled, parts)[ones].mean() < _judged(lessons, parts)[ones].mean() - 0.2


def test_with_nothing_learned_the_order_of_the_hybrid_stays() -> None:
    lessons = list(_given(7).lessons)[:3]
    alone = _judged(lessons, ["only"] * 3)
    assert alone.tolist() == [listwise.value(one, one.present, learning.DEPTH) for one in lessons]


def _record(tuned: Tuned) -> str:
    return json.dumps(tuned.record(), allow_nan=False)


def test_the_record_is_valid_json_even_of_a_source_with_one_question() -> None:
    told = json.loads(_record(tune(_given(8, sources=["room"] * 159 + ["wire"]))))
    assert told["generalises"] is True
    assert told["source_left_out"]["wire"]["detectable"] is None
    assert told["source_left_out"]["wire"]["questions"] == 1
    assert set(told["means"]) == {"hybrid", "stories left out", "sources left out"}
    assert "sources left out" not in tune(_given(8)).means


def test_the_same_lessons_give_the_same_record() -> None:
    assert _record(tune(_given(9))) == _record(tune(_given(9)))
