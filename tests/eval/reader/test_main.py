"""The commands that make the reader: each is in the guide, and what is shipped tells how it was made."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from eval.reader import __main__ as command
from index.encoding.models import Model
from qa.reader import weights
from tests.conftest import ROOT

GUIDE = (ROOT / "docs" / "reader.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("step", ["general", "press", "silence", "average", "pack", "read", "measure", "beir"])
def test_every_step_stands_in_the_guide_and_explains_itself(step: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert any(line.startswith("python -m eval.reader") and f" {step} " in line for line in GUIDE.splitlines())
    with pytest.raises(SystemExit) as ended:
        command.main(["--data", ".", step, "--help"])
    assert ended.value.code == 0
    assert step in capsys.readouterr().out


def test_terms_of_everything_learned_from_stand_in_the_guide() -> None:
    for name, terms in command.TERMS.items():
        assert name in GUIDE
        assert terms.split(",")[0].split(" over ")[0] in GUIDE


def test_an_average_is_written_with_the_record_of_both(tmp_path: Path) -> None:
    files = [tmp_path / "first.safetensors", tmp_path / "second.safetensors"]
    for at, path in enumerate(files):
        save_file({"head.score.weight": np.full((1, 4), float(at), np.float32)}, path)
        path.with_suffix(".json").write_text(json.dumps({"steps": at}))
    out = tmp_path / "out.safetensors"
    command.main(["--data", ".", "average", *map(str, files), "--share", ".25", "--out", str(out)])
    np.testing.assert_allclose(load_file(out)["head.score.weight"], 0.25)
    told = json.loads(out.with_suffix(".json").read_text())
    assert told == {"average of": {"first": {"steps": 0}, "second": {"steps": 1}}, "share of the second": 0.25}


def test_what_is_shipped_tells_how_it_was_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def installed(name: str) -> Model:
        return Model(name, "nowhere", "0" * 64)

    monkeypatch.setattr(command, "resolve", installed)
    stages: dict[str, Any] = {"general": {"steps": 3}, "reader": {"steps": 2}}
    for at, (name, record) in enumerate(stages.items()):
        save_file({"head.score.weight": np.full((1, 4), at + 1.0, np.float32)}, tmp_path / f"{name}.safetensors")
        (tmp_path / f"{name}.json").write_text(json.dumps(record))
    files = [str(tmp_path / f"{name}.safetensors") for name in stages]
    command.main(["--data", ".", "pack", *files, "--out", str(tmp_path / "out")])
    card = weights.card(tmp_path / "out")
    assert card.record["stages"] == stages
    assert card.record["terms"] == command.TERMS
    np.testing.assert_allclose(weights.load(tmp_path / "out")["head.score.weight"], 2.0, rtol=1e-6)
