"""The weights of sentences: what is shipped can be read, and nonsense cannot."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

import numpy as np
import pytest

from qa.answering import model
from qa.answering.features import BY_READER, NAMES


def written() -> dict[str, Any]:
    told: dict[str, Any] = json.loads(resources.files("qa.answering").joinpath(model.FILE).read_text("utf-8"))
    return told


def test_what_is_shipped_counts_every_feature() -> None:
    shipped = model.shipped()
    assert set(shipped.read.weights) == set(shipped.unread.weights) == set(NAMES)
    assert shipped.read.gain > 0


def test_without_a_reader_nothing_counts_that_only_a_reader_gives() -> None:
    assert all(model.shipped().unread.weights[name] == 0 for name in BY_READER)


def test_the_readers_say_counts_for_a_sentence() -> None:
    assert min(model.shipped().read.weights[name] for name in ("window", "share")) > 0


def test_a_score_is_the_weighed_sum() -> None:
    weights = dict.fromkeys(NAMES, 0.0) | {"near": 2.0, "kind": -1.0}
    values = np.zeros((2, len(NAMES)))
    values[0, NAMES.index("near")] = 3.0
    values[1, NAMES.index("kind")] = 3.0
    assert model.Model(weights, 0.1).scores(values).tolist() == [6.0, -3.0]


def test_weights_of_other_features_are_refused() -> None:
    with pytest.raises(ValueError, match="colour"):
        model.Model(dict.fromkeys([*NAMES, "colour"], 0.0), 0.1)


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_no_number_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        model.Model(dict.fromkeys(NAMES, 0.0) | {"near": value}, 0.1)


def test_a_file_without_one_of_the_sets_holds_none() -> None:
    told = written()
    del told["unread"]
    with pytest.raises(KeyError):
        model.models(told)
