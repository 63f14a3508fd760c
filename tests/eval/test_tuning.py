from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from eval import tuning
from eval.gold import Gold, Relevant
from eval.tune import Table, tune
from index.engine import Blend
from qa.desk import Desk

NOT_TAKEN_IN = Gold("q4", "when did the port of Halvern reopen?", "en", "date", (Relevant("gone.txt", "Gone."),), "")


def _silent(_done: int, _of: int) -> None:
    """Show no progress."""


def test_the_grid_begins_with_the_present_blend_and_names_each_once() -> None:
    present = Blend(words=0.42, title=0.1, depth=7)
    blends = tuning.grid(present)
    assert next(iter(blends.values())) == present
    assert len(blends) == 1 + len(tuning.WORDS) * len(tuning.TITLES)
    assert {replace(blend, words=0, title=0) for blend in blends.values()} == {replace(present, words=0, title=0)}
    assert blends["words 0.2, title 0.5"] == replace(present, words=0.2, title=0.5)


def test_a_present_blend_of_the_grid_is_tried_once() -> None:
    present = Blend(words=tuning.WORDS[2], title=tuning.TITLES[1])
    blends = tuning.grid(present)
    assert next(iter(blends.values())) == present
    assert len(blends) == len(tuning.WORDS) * len(tuning.TITLES)


def test_what_is_found_first_is_worth_one_and_what_is_not_found_nothing(
    room_desk: Desk, room: Path, questions: tuple[Gold, ...]
) -> None:
    room_desk.ready()
    steps: list[tuple[int, int]] = []
    asked = [questions[0], questions[2], NOT_TAKEN_IN]
    table = tuning.judge(room_desk, [room], asked, lambda done, of: steps.append((done, of)))
    assert table.questions == ("q1", "q4")  # nothing answers q3
    assert table.settings == tuple(tuning.grid(room_desk.config.blend))
    assert table.values[0, 0] == 1.0
    assert (table.values[1] == 0).all()
    assert table.sources["q1"] == "port"
    assert table.groups["q1"] != table.groups["q4"]
    assert steps == [(1, 2), (2, 2)]


def test_a_right_release_with_the_wrong_passage_is_worth_half(room_desk: Desk, room: Path) -> None:
    room_desk.ready()
    asked = Gold("q", "port of Halvern", "en", "fact", (Relevant("port/reopens.txt", "not in it"),), "")
    assert tuning.judge(room_desk, [room], [asked], _silent).values[0, 0] == 0.5


def test_questions_over_copies_are_one_story(room_desk: Desk, room: Path, questions: tuple[Gold, ...]) -> None:
    again = replace(questions[0], id="again", question="what about Halvern?")
    table = tuning.judge(room_desk, [room], [questions[0], again, questions[1]], _silent)
    assert table.groups["q1"] == table.groups["again"] != table.groups["q2"]


@pytest.mark.parametrize(("gain", "kept"), [(0.15, "words 0.5, title 1"), (-0.1, "words 0.3, title 0.25")])
def test_the_record_holds_new_weights_only_where_they_generalise(gain: float, kept: str) -> None:
    blends = {"words 0.3, title 0.25": Blend(), "words 0.5, title 1": Blend(words=0.5, title=1.0)}
    rng = np.random.default_rng(1)
    names = tuple(f"q{at}" for at in range(200))
    values = 0.5 + np.stack([np.zeros(200), rng.normal(gain, 0.1, 200)], axis=1)
    table = Table(tuple(blends), names, values, {name: name for name in names}, dict.fromkeys(names, "room"))
    written = json.loads(json.dumps(tuning.record(tune(table), table, blends, {"model": "m"}), allow_nan=False))
    assert written["weights"] == {"words": blends[kept].words, "title": blends[kept].title}
    assert written["record"]["generalises"] == (gain > 0)
    assert (written["record"]["model"], written["record"]["questions"], written["record"]["stories"]) == (
        "m",
        200,
        200,
    )
    assert written["record"]["scores"]["words 0.3, title 0.25"] == 0.5
