"""The converted model: as the original, without torch, and torch where it cannot be had."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.encoding import conversion, encoders, kept, padding, precedence, runtime
from index.encoding.conversion import Converted
from index.encoding.embedding import TransformerEmbedder
from index.encoding.encoders import GROUP, ConvertedEmbedder, quickest
from index.encoding.models import E5, MINILM, Model, resolve
from index.encoding.padding import BATCH_TOKENS, MULTIPLE
from index.encoding.precedence import Precedence
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
def test_a_questions_vector_does_not_go_by_the_network_that_computes_it(converted: ConvertedEmbedder) -> None:
    for text in ("port", "Who opened the new quay?", "quay " * (padding.USUAL - 2), "quay " * padding.USUAL):
        encoded = converted._tokenizer.encode([text])
        assert (len(encoded[0].ids) <= padding.USUAL) == (text != "quay " * padding.USUAL)
        longer = converted._longer.one(*padding.padded([one.ids for one in encoded]))[0]
        assert converted.encode_question(text) @ longer / np.linalg.norm(longer) >= 0.9999


@pytest.mark.slow
def test_who_asks_again_has_a_network_made_for_short_questions(e5_converted: ConvertedEmbedder) -> None:
    fresh = ConvertedEmbedder(e5_converted.model, e5_converted._files, e5_converted._precision)
    vectors = [fresh.encode_question("Who opened the quay?") for _ in range(encoders.ASKED_AGAIN - 1)]
    assert vars(fresh)["_made"] is None
    vectors.append(fresh.encode_question("Who opened the quay?"))
    made = vars(fresh)["_made"].result(timeout=60)
    assert made.width == padding.SHORT
    assert fresh._fitting(padding.SHORT) is made
    assert fresh._fitting(padding.SHORT + 1) is fresh._usual
    assert fresh._fitting(padding.USUAL + 1) is fresh._longer
    vectors.append(fresh.encode_question("Who opened the quay?"))
    for vector in vectors:
        np.testing.assert_allclose(vector, vectors[0], atol=1e-3)


@pytest.mark.slow
def test_where_it_cannot_be_made_the_usual_network_goes_on(
    e5_converted: ConvertedEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = ConvertedEmbedder(e5_converted.model, e5_converted._files, e5_converted._precision)
    failed: Future[runtime.Network] = Future()
    failed.set_exception(RuntimeError("no memory left"))
    monkeypatch.setattr(runtime, "beside", lambda *_: failed)
    for _ in range(encoders.ASKED_AGAIN + 1):
        vector = fresh.encode_question("Who opened the quay?")
    assert fresh._fitting(5) is fresh._usual
    assert vector @ e5_converted.encode_question("Who opened the quay?") >= 0.9999


@pytest.mark.slow
def test_their_identity_says_how_they_were_made(converted: ConvertedEmbedder, minilm: TransformerEmbedder) -> None:
    assert converted.id != minilm.id
    assert f"/openvino-{runtime.precision()}/" in converted.id
    assert converted.dimensions == minilm.dimensions


@pytest.mark.slow
@pytest.mark.parametrize(("fixture", "name"), [("converted", MINILM), ("e5_converted", E5)])
def test_a_second_process_needs_no_torch(fixture: str, name: str, request: pytest.FixtureRequest) -> None:
    made: ConvertedEmbedder = request.getfixturevalue(fixture)
    code = (
        "import sys\nfrom pathlib import Path\nfrom index.encoding.encoders import quickest\n"
        "from index.encoding.models import resolve\n"
        "made = quickest(resolve(sys.argv[1]), Path(sys.argv[2]))\n"
        "made.encode_question('port'), made.encode_passages(['port'])\n"
        "heavy = {'torch', 'transformers', 'sentence_transformers', 'safetensors'} & set(sys.modules)\n"
        "sys.exit(f'{heavy} {made.id}' if heavy or made.id != sys.argv[3] else 0)"
    )
    cache = str(made._files.folder.parent.parent)
    subprocess.run([sys.executable, "-c", code, name, cache, made.id], cwd=ROOT, check=True)


@pytest.mark.slow
def test_nothing_reports_to_the_makers_of_the_library() -> None:
    code = (
        "import sys\nfrom index.encoding import runtime\nruntime.precision()\n"
        "import openvino.tools.ovc.telemetry_utils as told\n"
        "sys.exit(sys.modules.get('openvino_telemetry') is not None or 'stub' not in told.tm.__name__)"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


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


def test_a_damaged_conversion_is_named_and_made_again(tmp_path: Path) -> None:
    model = resolve(MINILM)
    assert conversion.damage(model, tmp_path) == ()
    folder = conversion.folder_of(model, tmp_path)

    def make(part: Path) -> None:
        (part / "model.bin").write_bytes(b"weights")

    kept.keep(folder, make, "converting")
    assert conversion.damage(model, tmp_path) == ()
    (folder / "model.bin").write_bytes(b"weighty")
    assert kept.whole(folder)
    assert conversion.damage(model, tmp_path) == ("model.bin",)
    assert not kept.whole(folder)


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


@given(st.lists(st.integers(0, 600), max_size=60).map(lambda lengths: sorted(lengths, reverse=True)))
def test_batches_hold_every_text_in_order_within_the_budget(lengths: list[int]) -> None:
    encoded: Any = [SimpleNamespace(ids=[7] * length, number=at) for at, length in enumerate(lengths)]
    batches = list(padding.batches(encoded))
    assert [one.number for batch in batches for one in batch] == list(range(len(lengths)))  # type: ignore[attr-defined]
    for batch in batches:
        tokens, mask = padding.padded([one.ids for one in batch])
        assert tokens.shape == mask.shape
        assert len(batch) == 1 or tokens.size <= BATCH_TOKENS
        assert tokens.shape[1] % MULTIPLE == 0
        assert 0 <= tokens.shape[1] - max(1, len(batch[0].ids)) < MULTIPLE
        assert mask.sum(axis=1).tolist() == [len(one.ids) for one in batch]
        assert (tokens == mask * 7).all()


class _Words:
    """Stands for the tokenizer: a number a word, and notes what it was given."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        self.whole = False

    def numbers(self, text: str) -> list[int]:
        (one,) = self.encode([text])
        return list(one.ids)

    def encode(self, texts: list[str]) -> list[Any]:
        self.seen += texts
        return [SimpleNamespace(ids=[int(word) + 1 for word in text.split()]) for text in texts]

    def read_whole(self) -> None:
        self.whole = True


class _Sums:
    """Stands for the network: a text becomes the direction of its tokens' sum and number."""

    width: int | None = None

    def one(self, tokens: Any, mask: Any) -> Any:
        return np.stack([(tokens * mask).sum(axis=1), mask.sum(axis=1)], axis=1).astype(np.float32)

    def each(self, batches: Any, most: Callable[[], int]) -> Any:
        waiting: list[Any] = []
        for batch in batches:  # as the real one, it asks for the next before it gives the first
            waiting.append(self.one(*batch))
            if len(waiting) > most() - 1:
                yield waiting.pop(0)
        yield from waiting


def _standing(folder: Path, query: str = "", passage: str = "") -> tuple[ConvertedEmbedder, _Words]:
    words, files = _Words(), Converted(folder, folder, 2, 8, query, passage, 0.0)
    embedder = ConvertedEmbedder(resolve(MINILM), files, "f32")
    vars(embedder).update(_tokenizer=words, _usual=_Sums(), _longer=_Sums(), _many=_Sums())
    return embedder, words


@given(st.lists(st.lists(st.integers(0, 50), min_size=1, max_size=90), max_size=150))
def test_each_vector_stands_where_its_text_stood(texts: list[list[int]]) -> None:
    embedder, _ = _standing(Path())
    told: list[int] = []
    found = embedder.encode_passages([" ".join(map(str, text)) for text in texts], told.append)
    expected = np.array([[sum(text) + len(text), len(text)] for text in texts], np.float64).reshape(-1, 2)
    np.testing.assert_allclose(found, expected / np.linalg.norm(expected, axis=1, keepdims=True), rtol=1e-5)
    assert sum(told) == len(texts)


def test_a_vocabulary_is_read_whole_for_many_texts_but_not_while_questions_come(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoders, "MANY", 3)
    monkeypatch.setattr(encoders, "PRECEDENCE", turns := Precedence())
    monkeypatch.setattr(precedence, "LONGEST", 0.01)
    embedder, words = _standing(tmp_path)
    with turns.question():
        embedder.encode_passages(["1 2 3 4"])
    assert not words.whole
    monkeypatch.setattr(precedence, "LATELY", 0.0)
    embedder.encode_passages(["5"])
    assert words.whole


def test_a_model_says_what_goes_before_question_and_passage(tmp_path: Path) -> None:
    embedder, words = _standing(tmp_path, query="1 ", passage="2 ")
    np.testing.assert_allclose(embedder.encode_question("9") * np.sqrt(12**2 + 4), [12, 2], rtol=1e-6)
    assert embedder.encode_passages(["3", "4 5"]).shape == (2, 2)
    assert sorted(words.seen) == ["1 9", "2 3", "2 4 5"]
