from __future__ import annotations

import json
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from api import settings
from qa import weights
from qa.errors import WeightsInvalid
from qa.ranking.features import NAMES
from qa.ranking.model import DEFAULT_READER, Model
from qa.weights import Weights


def _file(folder: Path, written: Any) -> Path:
    path = folder / "learned.json"
    path.write_text(json.dumps(written), encoding="utf-8")
    return path


@pytest.fixture
def learned(tmp_path: Path) -> Path:
    return _file(tmp_path, {"weights": {"words": 0.45, "title": 0.5}, "record": {}})


def test_the_shipped_weights_are_in_range() -> None:
    shipped = weights.load()
    assert 0 <= shipped.words <= 1
    assert 0 <= shipped.title <= 10
    assert shipped.ranking is not None


def test_the_shipped_file_says_how_its_ranking_was_learned() -> None:
    shipped = json.loads(resources.files("qa").joinpath(weights.FILE).read_text("utf-8"))
    assert shipped["record"]["generalises"] is True
    assert shipped["record"]["source_left_out"]
    assert weights.written(weights.load(), None) == {key: shipped[key] for key in ("weights", "ranking")}


def test_a_file_of_the_hybrid_alone_has_no_ranking(learned: Path) -> None:
    assert weights.load(learned).ranking is None
    assert weights.written(weights.load(learned), None)["ranking"] is None


def test_weights_are_read_as_they_were_written(tmp_path: Path) -> None:
    features = {name: at / 8 for at, name in enumerate(NAMES)}
    present = Weights(0.4, 0.5, Model(dict.fromkeys(NAMES, 0.0), {"reader": 0.75, "reader_article": 0.25}))
    path = _file(tmp_path, weights.written(present, features))
    assert weights.load(path) == Weights(0.4, 0.5, Model(features, present.ranking.reader if present.ranking else {}))


def test_what_the_reader_counts_is_written_beside_new_features_or_the_present_ones_stay(tmp_path: Path) -> None:
    features, old = dict.fromkeys(NAMES, 0.5), {"reader": 0.75, "reader_article": 0.25}
    present = Weights(0.4, 0.5, Model(dict.fromkeys(NAMES, 0.0), old))
    new = {"reader": 0.5, "reader_article": -0.125}
    assert weights.load(_file(tmp_path, weights.written(present, features, new))).ranking == Model(features, new)
    assert weights.load(_file(tmp_path, weights.written(present, features))).ranking == Model(features, old)


@pytest.mark.parametrize(
    "model",
    [
        {"features": {}, "reader": {}},
        {"features": dict.fromkeys(NAMES, 1.0) | {"unheard": 1.0}, "reader": DEFAULT_READER},
        {"features": dict.fromkeys(NAMES, 1.0), "reader": {"reader": 1.0}},
        {"features": dict.fromkeys(NAMES, float("nan")), "reader": DEFAULT_READER},
        {"features": dict.fromkeys(NAMES, "much"), "reader": DEFAULT_READER},
        {"features": dict.fromkeys(NAMES, 1.0)},
        {"features": [1, 2], "reader": DEFAULT_READER},
        "all of them",
    ],
)
def test_a_damaged_ranking_is_refused_by_name(tmp_path: Path, model: Any) -> None:
    path = _file(tmp_path, {"weights": {"words": 0.3, "title": 0.25}, "ranking": model})
    with pytest.raises(WeightsInvalid, match=r"learned\.json: .*dateline tune"):
        weights.load(path)


def test_a_file_of_weights_is_read(learned: Path) -> None:
    assert weights.load(learned) == Weights(0.45, 0.5)


@pytest.mark.parametrize("pair", [(0, 0), (1, 10)])
def test_the_ends_of_the_ranges_are_weights(tmp_path: Path, pair: tuple[int, int]) -> None:
    words, title = pair
    assert weights.load(_file(tmp_path, {"weights": {"words": words, "title": title}})) == Weights(words, title)


@pytest.mark.parametrize(
    "written",
    [
        [],
        {},
        {"weights": None},
        {"weights": {"words": 0.3}},
        {"weights": {"words": "many", "title": 0.25}},
        {"weights": {"words": None, "title": 0.25}},
        {"weights": {"words": 10**400, "title": 0.25}},
        {"weights": {"words": 1.01, "title": 0.25}},
        {"weights": {"words": -0.01, "title": 0.25}},
        {"weights": {"words": 0.3, "title": -1}},
        {"weights": {"words": 0.3, "title": 10.5}},
        {"weights": {"words": float("nan"), "title": 0.25}},
        {"weights": {"words": 0.3, "title": float("inf")}},
    ],
)
def test_a_damaged_file_is_refused_by_name(tmp_path: Path, written: Any) -> None:
    with pytest.raises(WeightsInvalid, match=r"learned\.json: "):
        weights.load(_file(tmp_path, written))


@pytest.mark.parametrize("written", [b"", b"{", b"\xff\xfe"])
def test_a_file_that_is_no_json_is_refused_by_name(tmp_path: Path, written: bytes) -> None:
    path = tmp_path / "learned.json"
    path.write_bytes(written)
    with pytest.raises(WeightsInvalid, match=r"learned\.json: .*dateline tune"):
        weights.load(path)


def test_a_missing_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(WeightsInvalid, match=r"gone\.json cannot be read \(No such file or directory\); make it"):
        weights.load(tmp_path / "gone.json")


def test_without_a_setting_the_desk_has_the_shipped_weights() -> None:
    blend, shipped = settings.load().desk().blend, weights.load()
    assert (blend.words, blend.title) == (shipped.words, shipped.title)


def test_the_desk_uses_the_file_that_is_set(monkeypatch: pytest.MonkeyPatch, learned: Path) -> None:
    monkeypatch.setenv("DATELINE_WEIGHTS", str(learned))
    blend = settings.load().desk().blend
    assert (blend.words, blend.title) == (0.45, 0.5)


def test_a_weight_that_is_set_itself_wins_over_the_file(monkeypatch: pytest.MonkeyPatch, learned: Path) -> None:
    monkeypatch.setenv("DATELINE_WEIGHTS", str(learned))
    monkeypatch.setenv("DATELINE_WORDS", "0.7")
    blend = settings.load().desk().blend
    assert (blend.words, blend.title) == (0.7, 0.5)


def test_a_set_file_that_is_missing_is_no_silent_default(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATELINE_WEIGHTS", str(tmp_path / "gone.json"))
    with pytest.raises(WeightsInvalid, match=r"gone\.json"):
        settings.load().desk()
