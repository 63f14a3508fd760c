"""The command that writes the means."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.embedder import __main__ as command
from index.encoding.models import Model
from index.encoding.questions import means_of
from tests.eval.embedder.test_means import ByLetter


def test_what_is_written_is_read_for_the_weights_it_was_measured_on(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = Model("letters", "", "ab")
    monkeypatch.setattr(command, "resolve", lambda _name: model)
    monkeypatch.setattr(command, "plainest", lambda _model, _cache: ByLetter())
    out = tmp_path / "means.json"
    command.main([str(folder), str(out), "--least", "2"])
    found = means_of(model, out)
    assert found is not None
    assert found.vectors.tolist() == [[0.5, 0.5, 0.0], [0.0, 0.5, 0.5]]
    assert json.loads(out.read_text())["letters"]["questions"]["fr"] == {"harbour": 1, "city": 1}
