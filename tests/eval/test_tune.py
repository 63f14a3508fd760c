from __future__ import annotations

import json

import numpy as np
import pytest
from numpy.typing import NDArray

from eval import tune as learning
from eval.errors import TooFewQuestions
from eval.tune import FOLDS, Table, Tuned, Values, choose, tune

COUNT = 240
SETTINGS = ("present", "better", "other")


def _table(values: Values, sources: list[str] | None = None, stories: int = 80) -> Table:
    names = tuple(f"q{at}" for at in range(len(values)))
    return Table(
        SETTINGS[: values.shape[1]],
        names,
        values,
        {name: f"s{at % stories}" for at, name in enumerate(names)},
        dict(zip(names, sources or ["room"] * len(names), strict=True)),
    )


def _noise(seed: int, *gains: float, count: int = COUNT) -> Values:
    """Give values of settings that differ from the present one by a gain and by noise."""
    rng = np.random.default_rng(seed)
    easy = rng.random((count, 1))
    return np.clip(easy + rng.normal([0.0, *gains], 0.15, (count, len(gains) + 1)), 0, 1)


def test_a_truly_better_setting_is_chosen_everywhere_and_generalises() -> None:
    tuned = tune(_table(_noise(1, 0.15, 0.0)))
    assert tuned.chosen == "better"
    assert set(tuned.choices) == {"better"}
    assert tuned.held_out.significant
    assert tuned.generalises


def test_noise_alone_is_rarely_adopted() -> None:
    adopted = [tune(_table(_noise(seed, 0.0, 0.0))).generalises for seed in range(12)]
    assert sum(adopted) <= 1


def test_worse_settings_leave_the_present_one() -> None:
    tuned = tune(_table(_noise(2, -0.1, -0.2)))
    assert (tuned.chosen, set(tuned.choices)) == ("present", {"present"})
    assert tuned.held_out.difference.value == 0
    assert not tuned.generalises


def test_the_first_of_equal_settings_is_the_present_one() -> None:
    values = _noise(3)
    assert tune(_table(np.repeat(values, 3, axis=1))).chosen == "present"


def test_better_on_one_source_and_worse_on_another_does_not_generalise() -> None:
    values = _noise(4, 0.0, 0.0)
    values[:, 1] = values[:, 0]
    values[:160, 1] += 0.3
    values[160:, 1] -= 0.2
    tuned = tune(_table(values, ["room"] * 160 + ["wire"] * 80))
    assert tuned.chosen == "better"
    assert tuned.held_out.significant
    assert tuned.held_out.difference.value > 0  # so it is the source alone that speaks against it
    chosen, told = tuned.by_source["wire"]
    assert (chosen, told.significant) == ("better", True)
    assert told.difference.value < 0
    assert not tuned.generalises


def test_a_source_is_not_left_out_where_too_few_questions_remain() -> None:
    tuned = tune(_table(_noise(5, 0.1), ["room"] * 200 + ["wire"] * 40))
    assert set(tuned.by_source) == {"wire"}


@pytest.mark.parametrize(
    ("table", "told"),
    [
        (_table(_noise(6, 0.1, count=99)), "99 answerable questions over 80 stories"),
        (_table(_noise(6, 0.1), stories=39), "240 answerable questions over 39 stories"),
        (_table(np.random.default_rng(6).integers(0, 2, (120, 2)).astype(float)), "could show a difference of"),
    ],
)
def test_sets_that_can_teach_nothing_are_refused_with_the_reason(table: Table, told: str) -> None:
    with pytest.raises(TooFewQuestions, match=told):
        tune(table)


def test_a_story_never_stands_on_both_sides(monkeypatch: pytest.MonkeyPatch) -> None:
    table = _table(_noise(7, 0.1))
    seen: list[NDArray[np.bool_]] = []

    def spy(given: Table, among: NDArray[np.bool_]) -> int:
        seen.append(among.copy())
        return choose(given, among)

    monkeypatch.setattr(learning, "choose", spy)
    tune(table)
    outer = [among for among in seen if 0.5 < among.mean() < 1]
    assert len(outer) == FOLDS
    assert (np.sum([~among for among in outer], axis=0) == 1).all()  # each question is held out once
    for among in outer:
        shown = {table.groups[name] for name, yes in zip(table.questions, among, strict=True) if yes}
        hidden = {table.groups[name] for name, yes in zip(table.questions, among, strict=True) if not yes}
        assert shown
        assert hidden
        assert not shown & hidden


def test_choosing_looks_only_at_what_it_may_see() -> None:
    values = _noise(8, 0.1, 0.0)
    among = np.arange(COUNT) % 80 < 60
    spoiled = values.copy()
    spoiled[~among, 2] = 100.0
    assert choose(_table(values), among) == choose(_table(spoiled), among) == 1


def test_a_setting_that_wins_by_one_story_alone_is_not_chosen() -> None:
    values = np.full((COUNT, 2), 0.5)
    values[:, 1] -= 0.01
    values[::80, 1] = 2.0  # one story lifts the mean, and no other shares it
    assert values[:, 1].mean() > values[:, 0].mean()
    assert choose(_table(values), np.ones(COUNT, bool)) == 0


def test_a_single_story_leaves_the_present_setting() -> None:
    assert choose(_table(_noise(8, 0.3), stories=1), np.ones(COUNT, bool)) == 0


def _record(tuned: Tuned) -> str:
    return json.dumps(tuned.record(), allow_nan=False)


def test_the_record_is_valid_json_even_of_a_source_with_one_question() -> None:
    written = json.loads(_record(tune(_table(_noise(9, 0.15), ["room"] * 239 + ["wire"]))))
    assert written["chosen"] == "better"
    assert written["fold_choices"] == ["better"] * FOLDS
    assert written["source_left_out"]["wire"]["detectable"] is None
    assert written["source_left_out"]["wire"]["questions"] == 1


def test_the_same_table_gives_the_same_record() -> None:
    table = _table(_noise(10, 0.05, 0.02))
    assert _record(tune(table)) == _record(tune(table))


def test_a_table_judges_every_setting_on_every_question() -> None:
    judges = {"present": float, "better": lambda name: float(name) * 2}
    made = learning.table(judges, ["1", "2"], {"1": "a", "2": "b"}, {"1": "x", "2": "x"})
    assert made.settings == ("present", "better")
    assert made.values.tolist() == [[1, 2], [2, 4]]
