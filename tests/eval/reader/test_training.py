"""Learning: a tiny network learns what can be learned, keeps what it must not touch, and goes on where it stopped."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

from eval.reader.groups import Group, Reading
from eval.reader.training import Plan, learn, resume
from qa.reader.network import Reader
from tests.qa.reader import tiny

PLACES = ("harbour", "bridge", "mayor")
GROUPS = [
    Group(
        f"where {place}",
        (Reading(f"opened the {place} in March", ((0, 10),)),),
        tuple(Reading(f"opened the {other} in March") for other in PLACES if other != place),
    )
    for place in PLACES
]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny.base(tmp_path_factory.mktemp("learning") / "small")


def margin(reader: Reader, base: Path) -> float:
    """By how much the right text leads, on average."""
    tokens = tiny.tokenizer()
    total = 0.0
    reader.eval()
    for group in GROUPS:
        texts = [group.right[0].text, *(one.text for one in group.wrong)]
        ids = torch.tensor([tokens.encode(group.question, text).ids for text in texts])
        with torch.no_grad():
            scores, _ = reader(ids, torch.ones_like(ids))
        total += float(scores[0] - scores[1:].max())
    return total / len(GROUPS)


def test_it_learns_and_goes_on(base: Path, tmp_path: Path) -> None:
    torch.manual_seed(0)
    reader = Reader(base, tiny.FROZEN, tiny.LAYERS)
    frozen = {name: value.clone() for name, value in reader.named_parameters() if not value.requires_grad}
    before = margin(reader, base)
    out = tmp_path / "made" / "reader.safetensors"
    learn(reader, base, [(1.0, GROUPS)], Plan(1.0, groups=4, wrong=2, rate=3e-3, steps=60), out)
    after = margin(reader, base)
    assert after > before + 0.5
    assert all(torch.equal(value, frozen[name]) for name, value in reader.named_parameters() if name in frozen)
    record = json.loads(out.with_suffix(".json").read_text())
    assert (record["steps"], record["pairs"]) == (60, 60 * 4 * 3)
    again = Reader(base, tiny.FROZEN, tiny.LAYERS)
    resume(again, out)
    assert margin(again, base) == pytest.approx(after)
    assert set(load_file(out)) == set(reader.learned())


def test_what_other_layers_learned_is_refused(base: Path, tmp_path: Path) -> None:
    out = tmp_path / "reader.safetensors"
    learn(Reader(base, tiny.FROZEN, tiny.LAYERS), base, [(1.0, GROUPS)], Plan(1.0, steps=1), out)
    with pytest.raises(KeyError, match="other layers"):
        resume(Reader(base, tiny.FROZEN + 1, tiny.LAYERS), out)
