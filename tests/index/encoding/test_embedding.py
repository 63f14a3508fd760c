"""Embedders: what every one must do, and the real model held equal to its library."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.encoding.embedding import GROUP, Embedder, Floats, TransformerEmbedder, passage_text
from index.encoding.models import MINILM, resolve
from tests.conftest import ROOT

TEXTS = [
    "The port of Elsen opened a shore power station on Monday.",
    "Port.",
    "",
    "Le pont de la Marchaude est fermé jusqu'au printemps. " * 40,
    "أطلقت وكالة الفضاء القمر الصناعي نجم 1.",
    "🎉",
    "The council agreed its budget. " * 7,
]


@pytest.fixture(
    params=[
        "embedder",
        *(pytest.param(name, marks=pytest.mark.slow) for name in ("minilm", "converted", "e5_converted")),
    ]
)
def any_embedder(request: pytest.FixtureRequest) -> Embedder:
    made: Embedder = request.getfixturevalue(request.param)
    return made


def similar(one: Floats, other: Floats, embedder: Embedder | None = None) -> None:
    if embedder is not None and "bf16" in embedder.id:
        # Half precision: how a batch is padded shows in the fourth digit.
        assert np.min(np.sum(one * other, axis=-1)) > 0.9995
    else:
        np.testing.assert_allclose(one, other, atol=1e-5)


def test_passages_are_rows_of_unit_length(any_embedder: Embedder) -> None:
    vectors = any_embedder.encode_passages(TEXTS)
    assert vectors.shape == (len(TEXTS), any_embedder.dimensions)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_a_question_is_one_vector_of_the_same_length(any_embedder: Embedder) -> None:
    for text in TEXTS:
        vector = any_embedder.encode_question(text)
        assert vector.shape == (any_embedder.dimensions,)
        assert vector.dtype == np.float32
        assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)


def test_each_row_is_its_texts_whatever_stands_around_it(any_embedder: Embedder) -> None:
    vectors = any_embedder.encode_passages(TEXTS)
    for text, vector in zip(TEXTS, vectors, strict=True):
        similar(any_embedder.encode_passages([text])[0], vector, any_embedder)
    similar(any_embedder.encode_passages(TEXTS[::-1]), vectors[::-1], any_embedder)


def test_a_question_stands_near_the_passage_that_says_the_same(any_embedder: Embedder) -> None:
    vectors = any_embedder.encode_passages(TEXTS)
    asked = any_embedder.encode_question("shore power station in the port of Elsen")
    assert int(np.argmax(vectors @ asked)) == 0


def test_no_texts_are_no_rows(any_embedder: Embedder) -> None:
    assert any_embedder.encode_passages([]).shape == (0, any_embedder.dimensions)


def test_progress_counts_every_text(any_embedder: Embedder) -> None:
    told: list[int] = []
    any_embedder.encode_passages(["port"] * (GROUP + 3), told.append)
    assert sum(told) == GROUP + 3


def test_threads_share_one_embedder(any_embedder: Embedder) -> None:
    def passages() -> Floats:
        return any_embedder.encode_passages(TEXTS)

    def questions() -> Floats:  # a model may want other words before a question than before a passage
        return np.stack([any_embedder.encode_question(text) for text in TEXTS])

    expected = {passages: passages(), questions: questions()}
    found: list[tuple[Callable[[], Floats], Floats]] = []
    threads = [
        threading.Thread(target=lambda way=way: found.append((way, way()))) for way in expected for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 6
    for way, vectors in found:
        similar(vectors, expected[way], any_embedder)


@pytest.mark.parametrize(
    ("title", "text"), [("Port opens", "Port opens\nThe port."), (None, "The port."), ("", "The port.")]
)
def test_a_passage_is_encoded_with_its_title(title: str | None, text: str) -> None:
    assert passage_text(title, "The port.") == text


class NumberedModel:
    """Stands for the loaded weights: a text `7 ...` becomes the vector (7, 1). Two threads in it are an error."""

    def __init__(self) -> None:
        self.groups: list[list[str]] = []
        self.inside = threading.Lock()

    def encode_document(self, texts: list[str], **_: object) -> Floats:
        assert self.inside.acquire(blocking=False), "two threads in one tokenizer"
        self.groups.append(texts)
        vectors = np.array([[int(text.split()[0]), 1] for text in texts], np.float32)
        self.inside.release()
        return vectors

    def encode_query(self, text: str, **options: object) -> Floats:
        return np.asarray(self.encode_document([text], **options)[0])


@pytest.fixture
def numbered() -> tuple[TransformerEmbedder, NumberedModel]:
    embedder, model = TransformerEmbedder(resolve(MINILM)), NumberedModel()
    vars(embedder)["transformer"] = model
    return embedder, model


@given(st.lists(st.integers(0, 30), max_size=40))
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_order_is_kept_whatever_the_lengths(
    numbered: tuple[TransformerEmbedder, NumberedModel], lengths: list[int]
) -> None:
    embedder, model = numbered
    model.groups.clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.encoding.embedding.GROUP", 4)
        patch.setattr(TransformerEmbedder, "dimensions", 2)
        vectors = embedder.encode_passages([f"{at} {'word ' * length}" for at, length in enumerate(lengths)])
    assert vectors.tolist() == [[at, 1] for at in range(len(lengths))]
    assert [len(group) for group in model.groups[:-1]] == [4] * (len(model.groups) - 1)


def test_one_thread_at_a_time_is_in_the_model(numbered: tuple[TransformerEmbedder, NumberedModel]) -> None:
    embedder, model = numbered
    found: list[Floats] = []

    def work() -> None:
        for at in range(100):
            found.append(embedder.encode_question(f"{at}"))
            found.append(embedder.encode_passages([f"{at}"])[0])

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == len(model.groups) == 800


def test_an_embedder_is_made_without_loading_anything() -> None:
    embedder = TransformerEmbedder(resolve(MINILM))
    assert not embedder.loaded
    assert embedder.id == resolve(MINILM).id
    assert not embedder.loaded


def test_torch_is_not_imported_before_it_is_needed() -> None:
    code = "import sys, qa.desk; sys.exit('torch' in sys.modules or 'sentence_transformers' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


@pytest.mark.slow
def test_vectors_equal_those_of_the_library(minilm: TransformerEmbedder) -> None:
    from sentence_transformers import SentenceTransformer

    library = SentenceTransformer(minilm.model.location, device="cpu", local_files_only=True)
    many = [*TEXTS, *(f"The port opened quay {at}." for at in range(GROUP)), *TEXTS]
    expected = library.encode(many, normalize_embeddings=True, show_progress_bar=False)
    similar(minilm.encode_passages(many), np.asarray(expected))
    similar(minilm.encode_question(many[0]), np.asarray(expected[0]))
    assert minilm.loaded
    assert minilm.dimensions == 384


@pytest.mark.slow
def test_the_hub_is_off_once_a_packaged_model_is_loaded() -> None:
    code = (
        "from index.encoding.embedding import TransformerEmbedder\n"
        "from index.encoding.models import MINILM, resolve\n"
        "TransformerEmbedder(resolve(MINILM)).encode_question('port')\n"
        "import os, huggingface_hub.constants as hub\n"
        "assert hub.HF_HUB_OFFLINE and os.environ['HF_HUB_OFFLINE'] == '1'"
    )
    environment = {key: value for key, value in os.environ.items() if key != "HF_HUB_OFFLINE"}
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, check=True)
