"""Which model, from where, with which checksum."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from index.encoding import models
from index.encoding.embedding import TransformerEmbedder
from index.encoding.models import BOTH, E5, MINILM, PACKAGED, RECIPE, Packaged, default, resolve, sha256_of, verify
from index.errors import ModelDamaged, ModelMissing

WEIGHTS = b"weights of a model" * 1000


@pytest.fixture
def packaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package `carried` with a model in it, registered as `small`; returns its weights."""
    weights = tmp_path / "site" / "carried" / "model" / "model.safetensors"
    weights.parent.mkdir(parents=True)
    weights.write_bytes(WEIGHTS)
    (tmp_path / "site" / "carried" / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path / "site")
    digest = hashlib.sha256(WEIGHTS).hexdigest()
    monkeypatch.setitem(PACKAGED, "small", Packaged("small", "carried", "model", digest))
    return weights


def test_the_default_model_is_there_and_whole() -> None:
    model = resolve(MINILM)
    verify(model)
    assert Path(model.location).is_dir()
    assert not model.hub
    assert model.sha256 is not None
    assert sha256_of(Path(model.location) / "model.safetensors") == model.sha256


def test_where_none_is_named_both_are_taken_if_e5s_package_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PACKAGED, E5, replace(PACKAGED[E5], package="json"))
    assert default() == BOTH == f"{E5}+{MINILM}"
    monkeypatch.setitem(PACKAGED, E5, replace(PACKAGED[E5], package="no_such_package"))
    assert default() == MINILM


def test_a_packaged_model_resolves_without_loading_it(packaged: Path) -> None:
    model = resolve("small")
    verify(model)
    assert Path(model.location) == packaged.parent
    assert model.sha256 == hashlib.sha256(WEIGHTS).hexdigest()


@pytest.mark.parametrize("at", [0, len(WEIGHTS) // 2, len(WEIGHTS) - 1])
def test_one_wrong_byte_is_damage(packaged: Path, at: int) -> None:
    damaged = bytearray(WEIGHTS)
    damaged[at] ^= 1
    packaged.write_bytes(damaged)
    with pytest.raises(ModelDamaged, match="reinstall"):
        verify(resolve("small"))


def test_a_weight_file_cut_short_is_damage(packaged: Path) -> None:
    packaged.write_bytes(WEIGHTS[:-1])
    with pytest.raises(ModelDamaged):
        verify(resolve("small"))


def test_damaged_weights_are_never_loaded(packaged: Path) -> None:
    packaged.write_bytes(b"something else")
    embedder = TransformerEmbedder(resolve("small"))
    with pytest.raises(ModelDamaged):
        embedder.encode_question("port")
    with pytest.raises(ModelDamaged):
        embedder.encode_passages(["port"])
    assert not embedder.loaded


def test_weights_that_are_gone_are_missing(packaged: Path) -> None:
    packaged.unlink()
    with pytest.raises(ModelMissing, match="reinstall"):
        verify(resolve("small"))


def test_a_package_that_is_not_installed_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PACKAGED, "absent", Packaged("absent", "never_installed_here", "model", "0" * 64))
    with pytest.raises(ModelMissing, match="not installed"):
        resolve("absent")


def test_a_folder_is_named_by_its_own_weights(tmp_path: Path) -> None:
    folder = tmp_path / "tuned"
    folder.mkdir()
    (folder / "model.safetensors").write_bytes(b"one")
    first = resolve(str(folder))
    assert (first.name, first.location, first.hub) == ("tuned", str(folder), False)
    (folder / "model.safetensors").write_bytes(b"other")
    assert resolve(str(folder)).id != first.id


def test_a_folder_in_the_home_folder_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "tuned").mkdir()
    (tmp_path / "tuned" / "model.safetensors").write_bytes(b"one")
    assert resolve("~/tuned").location == str(tmp_path / "tuned")


def test_a_folder_without_weights_is_no_model(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match=r"model\.safetensors"):
        resolve(str(tmp_path))


def test_a_hub_name_is_refused_unless_allowed() -> None:
    with pytest.raises(ModelMissing, match="DATELINE_HUB"):
        resolve("owner/name")
    model = resolve("owner/name", allow_hub=True)
    assert (model.location, model.hub, model.sha256) == ("owner/name", True, None)


@pytest.mark.parametrize("setting", ["all-MiniLM", "a/b/c", "", "owner/", "owner/na me", "https://example.org/model"])
@pytest.mark.parametrize("allow_hub", [False, True])
def test_an_unknown_name_is_missing_and_the_known_ones_are_named(
    setting: str, allow_hub: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ModelMissing):
        resolve(setting, allow_hub)


def test_the_id_tells_weights_and_recipe_apart() -> None:
    model = resolve(MINILM)
    assert model.sha256 is not None
    assert model.id == f"{MINILM}@{model.sha256[:12]}/torch-fp32/{models.RECIPE}"
    assert RECIPE in model.id
    assert models.Model(MINILM, model.location, "0" * 64).id != model.id
