"""What all tests share: a small embedder that needs no model, a store, a desk, and the shared releases if present."""

from __future__ import annotations

import gc
import hashlib
import itertools
import os
from collections.abc import Callable, Generator, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import settings

from corpus.article import Document
from corpus.store import ArticleStore
from index.analysis import terms
from index.encoding.embedding import Floats
from qa.desk import Desk, DeskConfig
from tests import sharing

ROOT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("DATELINE_SHARED", ROOT.parent / "shared"))
TESTS = itertools.count()

SELDOM = (20_000, 20, 100)
"""How many new objects there may be before garbage is looked for: looking took the tests a tenth of their time."""

# Some modules of tests import transformers, which reads this once; what is loaded later would write to the terminal.
os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")

settings.register_profile("quick", max_examples=30)


def examples(full: int) -> int:
    """How many examples hypothesis draws: `full` in `make test`, a fifth with `--hypothesis-profile=quick`."""
    return max(5, full // 5) if settings.get_current_profile_name() == "quick" else full


class HashingEmbedder:
    """Words hashed into a small unit vector: texts that share words are near. Exact, quick, and no model."""

    id = "hashing/64"
    dimensions = 64
    unrelated = 0.0

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Floats:
        if progress:
            progress(len(texts))
        return np.stack([self._encode(text) for text in texts]) if texts else np.empty((0, 64), np.float32)

    def encode_question(self, question: str) -> Floats:
        return self._encode(question)

    def _encode(self, text: str) -> Floats:
        vector = np.full(self.dimensions, 1e-3, np.float32)
        for term in terms(text):
            digest = hashlib.md5(term.encode(), usedforsecurity=False).digest()
            vector[digest[0] % self.dimensions] += 1 if digest[1] % 2 else -1
        return vector / np.linalg.norm(vector)


def pytest_configure() -> None:
    sharing.once(pytest.MonkeyPatch())


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Collect without looks for garbage: thousands of tests that all stay are there a quarter sooner."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(*SELDOM)
        gc.enable()


@pytest.fixture(autouse=True)
def _clean_environment(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Keep the settings and folders of whoever runs the tests out of them."""
    for name in list(os.environ):
        if name.startswith("DATELINE_") and name != "DATELINE_SHARED":
            monkeypatch.delenv(name)
    # Most tests want no folder: thousands of empty ones would cost more time than the tests themselves.
    own = request.getfixturevalue("tmp_path") if "tmp_path" in request.fixturenames else None
    folder = own or tmp_path_factory.getbasetemp() / f"apart-{next(TESTS)}"
    monkeypatch.setenv("DATELINE_DATA", str(folder / "default-data"))
    monkeypatch.setenv("DATELINE_CACHE", str(folder / "default-cache"))
    monkeypatch.setenv("DATELINE_READER", "none")  # half a gigabyte is unpacked for it; tests that read say so


@pytest.fixture(params=[100_000, pytest.param(1_000_000, marks=pytest.mark.slow)], ids=["a tenth", "whole"])
def length(request: pytest.FixtureRequest) -> int:
    """How long a hostile text is: a tenth shows the quadratic ones, too, long before its test's time is over."""
    found: int = request.param
    return found


@pytest.fixture(scope="session")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache for all tests that load a real model: else each module would make a gigabyte of its own."""
    return tmp_path_factory.mktemp("models")


@pytest.fixture
def embedder() -> HashingEmbedder:
    return HashingEmbedder()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ArticleStore]:
    opened = ArticleStore(tmp_path / "data")
    yield opened
    opened.close()


@pytest.fixture
def desk(tmp_path: Path, embedder: HashingEmbedder) -> Iterator[Desk]:
    opened = Desk(DeskConfig(tmp_path / "desk"), embedder)
    yield opened
    opened.close()


@pytest.fixture
def release() -> Callable[..., Document]:
    """Make a text release: `release("path.txt", "Title", "Body", source="room")`."""

    def make(path: str, title: str, body: str, source: str = "room") -> Document:
        return Document(source, path, f"{title}\n\n{body}\n".encode(), "text")

    return make


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared real releases; a test that needs it is skipped, by name, where it is absent."""
    data = SHARED / "data"
    if not data.is_dir():
        pytest.skip(f"no shared releases at {data}; set DATELINE_SHARED to where they are")
    return data
