"""A small folder of releases and a generated corpus of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.bench.generator import Corpus, generated
from tests.conftest import HashingEmbedder
from tests.eval.bench.releases import releases

SIZE = 150


def write_room(folder: Path, count: int = 12) -> Path:
    folder.mkdir()
    for row in releases(count):
        text = f"{row.article.title}\n\n{row.article.text}\n"
        (folder / f"{row.version:02d}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def corpus_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_room(tmp_path_factory.mktemp("real") / "room")


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def made(corpus_folder: Path, cache: Path) -> Corpus:
    return generated([corpus_folder], SIZE, cache, HashingEmbedder(), lambda _done, _all: None)
