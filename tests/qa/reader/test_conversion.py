"""The converted reader: made once, the same as torch, and not made of weights that do not belong together."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch

from index.errors import ModelDamaged, ModelMissing
from qa.reader import weights
from qa.reader.conversion import assembled, converted
from qa.reader.own import OwnReader
from qa.reader.windows import Window
from tests.qa.reader import tiny


def test_it_is_converted_once(cache: Path, shipped: Path) -> None:
    folder = converted(cache, shipped)
    made = (folder / "model.xml").stat().st_mtime_ns
    assert converted(cache, shipped) == folder
    assert (folder / "model.xml").stat().st_mtime_ns == made


def test_scores_are_those_of_torch(cache: Path, base: Path, shipped: Path) -> None:
    texts = ["the bridge opened in March", "ميناء", "the harbour closed of the mayor in June"]
    tokens = tiny.tokenizer()
    network = assembled(weights.card(shipped), base, shipped)
    wanted = []
    for text in texts:
        ids = torch.tensor([tokens.encode("when opened the bridge", text).ids])
        with torch.no_grad():
            wanted.append(float(network(ids, torch.ones_like(ids))[0, 0]))
    found = OwnReader(cache, shipped).score("when opened the bridge", [Window(text) for text in texts])
    np.testing.assert_allclose(found, wanted, atol=0.03)


def test_another_base_is_refused(tmp_path: Path, shipped: Path) -> None:
    other = tiny.base(tmp_path / "small", seed=5)
    told = json.loads((shipped / weights.CARD).read_text())
    folder = tmp_path / "weights"
    folder.mkdir()
    (folder / weights.CARD).write_text(json.dumps(told | {"base": str(other)}))
    (folder / weights.WEIGHTS).write_bytes((shipped / weights.WEIGHTS).read_bytes())
    with pytest.raises(ModelDamaged, match="was learned on"):
        converted(tmp_path / "cache", folder)


def test_without_the_base_there_is_no_reader(tmp_path: Path, shipped: Path) -> None:
    told = json.loads((shipped / weights.CARD).read_text())
    (tmp_path / weights.CARD).write_text(json.dumps(told | {"base": str(tmp_path / "nothing")}))
    with pytest.raises(ModelMissing, match="nothing"):
        OwnReader(tmp_path / "cache", tmp_path)


def test_weights_of_other_layers_are_refused(base: Path, shipped: Path) -> None:
    card = weights.card(shipped)
    wrong = weights.Card(**{name: getattr(card, name) for name in card.__slots__} | {"frozen": tiny.FROZEN + 1})
    with pytest.raises(ModelDamaged, match="other layers"):
        assembled(wrong, base, shipped)
