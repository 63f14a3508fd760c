"""The converted model: as the original, without torch, and torch where it cannot be had."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.encoding import conversion, encoders, runtime
from index.encoding.conversion import Converted
from index.encoding.embedding import TransformerEmbedder
from index.encoding.encoders import BATCH_TOKENS, GROUP, ConvertedEmbedder, quickest
from index.encoding.models import MINILM, Model, resolve
from index.errors import ModelDamaged, NotConvertible
from tests.conftest import ROOT
from tests.index.encoding.test_embedding import TEXTS

SEVERAL = [*TEXTS, *(f"The port opened quay {at}. " * (at % 30) for at in range(GROUP + 10))]


@pytest.mark.slow
def test_vectors_are_those_of_torch(converted: ConvertedEmbedder, minilm: TransformerEmbedder) -> None:
    exact = minilm.encode_passages(SEVERAL)
    cosines = np.sum(converted.encode_passages(SEVERAL) * exact, axis=1)
    assert cosines.mean() >= 0.9995
    assert cosines.min() >= 0.998
    for text in TEXTS:
        assert converted.encode_question(text) @ minilm.encode_question(text) >= 0.998


@pytest.mark.slow
def test_their_identity_says_how_they_were_made(converted: ConvertedEmbedder, minilm: TransformerEmbedder) -> None:
    assert converted.id != minilm.id
    assert f"/openvino-{runtime.precision()}/" in converted.id
    assert converted.dimensions == minilm.dimensions


@pytest.mark.slow
def test_a_second_process_needs_no_torch(converted: ConvertedEmbedder) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom index.encoders import quickest\n"
        "from index.models import MINILM, resolve\n"
        "made = quickest(resolve(MINILM), Path(sys.argv[1]))\n"
        "made.encode_question('port'), made.encode_passages(['port'])\n"
        "sys.exit('torch' in sys.modules or 'sentence_transformers' in sys.modules or made.id != sys.argv[2])"
    )
    cache = converted._files.folder.parent.parent
    subprocess.run([sys.executable, "-c", code, str(cache), converted.id], cwd=ROOT, check=True)  # noqa: S603


@pytest.mark.slow
def test_nothing_reports_to_the_makers_of_the_library() -> None:
    code = (
        "import sys\nfrom index import runtime\nruntime.precision()\n"
        "import openvino.tools.ovc.telemetry_utils as told\n"
        "sys.exit(sys.modules.get('openvino_telemetry') is not None or 'stub' not in told.tm.__name__)"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)  # noqa: S603 - our own code


@pytest.mark.slow
def test_a_conversion_is_made_once_and_a_damaged_one_again(
    minilm: TransformerEmbedder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Path] = []

    def convert(_network: object, _example: object, path: Path) -> None:
        made.append(path)
        path.touch()

    monkeypatch.setattr(runtime, "convert", convert)
    first = conversion.converted(minilm.model, tmp_path, minilm)
    assert conversion.converted(minilm.model, tmp_path, minilm) == first
    assert len(made) == 1
    (first.folder / "about.json").write_text("{")
    assert conversion.converted(minilm.model, tmp_path, minilm) == first
    assert len(made) == 2
    assert sorted(path.name for path in first.folder.parent.iterdir()) == [
        first.folder.name,
        f"{first.folder.name}.lock",
    ]


@pytest.mark.slow
def test_a_conversion_that_fails_leaves_nothing_behind(
    minilm: TransformerEmbedder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("unsupported processor")

    monkeypatch.setattr(runtime, "convert", fail)
    with caplog.at_level(logging.WARNING):
        assert isinstance(quickest(minilm.model, tmp_path), TransformerEmbedder)
    assert "unsupported processor" in caplog.text
    assert [path.suffix for path in (tmp_path / "models").iterdir()] == [".lock"]


def test_without_a_cache_nothing_is_converted() -> None:
    assert isinstance(quickest(resolve(MINILM), None), TransformerEmbedder)


def test_a_hub_model_runs_by_torch(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    model = Model("owner/name", "owner/name", None, hub=True)
    with caplog.at_level(logging.WARNING):
        assert isinstance(quickest(model, tmp_path), TransformerEmbedder)
    assert "run by torch" in caplog.text


def test_damaged_weights_are_never_converted(tmp_path: Path) -> None:
    with pytest.raises(ModelDamaged):
        quickest(replace(resolve(MINILM), sha256="0" * 64), tmp_path)


class _Part:
    pooling_mode = "cls"


@pytest.mark.parametrize(
    "names", [["Transformer", "Pooling"], ["Transformer"], ["StaticEmbedding"], ["Transformer", "Pooling", "Dense"]]
)
def test_a_model_of_another_make_is_not_converted(names: list[str]) -> None:
    pytest.importorskip("torch")
    parts: Any = [type(name, (_Part,), {})() for name in names]
    with pytest.raises(NotConvertible, match="torch only"):
        conversion._network(parts)


@given(st.lists(st.integers(0, 300), max_size=60).map(lambda lengths: sorted(lengths, reverse=True)))
def test_batches_hold_every_text_in_order_within_the_budget(lengths: list[int]) -> None:
    encoded: Any = [SimpleNamespace(ids=[7] * length, number=at) for at, length in enumerate(lengths)]
    batches = list(encoders._batches(encoded))
    assert [one.number for batch in batches for one in batch] == list(range(len(lengths)))  # type: ignore[attr-defined]
    for batch in batches:
        assert len(batch) == 1 or len(batch) * max(1, len(batch[0].ids)) <= BATCH_TOKENS
        tokens, mask = encoders._padded(batch)
        assert tokens.shape == mask.shape == (len(batch), len(batch[0].ids))
        assert mask.sum(axis=1).tolist() == [len(one.ids) for one in batch]
        assert (tokens == mask * 7).all()


def test_a_model_says_what_goes_before_question_and_passage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    class Tokenizer:
        def encode(self, text: str) -> Any:
            seen.append(text)
            return SimpleNamespace(ids=[1, 2])

        def encode_batch(self, texts: list[str]) -> list[Any]:
            return [self.encode(text) for text in texts]

    class Network:
        def one(self, tokens: Any, mask: Any) -> Any:
            return np.ones((len(tokens), 2), np.float32)

        def each(self, batches: Any) -> Any:
            return (self.one(*batch) for batch in batches)

    embedder = ConvertedEmbedder(resolve(MINILM), Converted(tmp_path, 2, 8, "query: ", "passage: "), "f32")
    vars(embedder).update(_tokenizer=Tokenizer(), _single=Network(), _many=Network())
    np.testing.assert_allclose(embedder.encode_question("where?"), [0.5**0.5] * 2, rtol=1e-6)
    assert embedder.encode_passages(["here", "there"]).shape == (2, 2)
    assert sorted(seen) == ["passage: here", "passage: there", "query: where?"]


def test_what_is_written_about_a_model_is_read_back(tmp_path: Path) -> None:
    about = {"dimensions": 3, "longest": 256, "query": "", "passage": "p: "}
    (tmp_path / "about.json").write_text(json.dumps(about))
    assert conversion._read(tmp_path) == Converted(tmp_path, **about)  # type: ignore[arg-type]
    (tmp_path / "about.json").write_text(json.dumps({**about, "more": 1}))
    assert conversion._read(tmp_path) is None
    assert conversion._read(tmp_path / "nowhere") is None
    assert [path.name for path in tmp_path.iterdir()] == ["about.json"]
