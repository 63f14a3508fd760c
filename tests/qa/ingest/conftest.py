"""A folder of releases, and what takes it in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.store.articles import ArticleStore
from qa.ingest import Intake, Summary
from tests.qa.ingest.room import WatchedEmbedder, write


@pytest.fixture
def watched() -> WatchedEmbedder:
    return WatchedEmbedder()


@pytest.fixture
def room(tmp_path: Path) -> Path:
    """A folder of three releases, one of them further down."""
    folder = tmp_path / "room"
    write(folder / "a.txt", "Budget agreed")
    write(folder / "b.txt", "Schools reopened")
    write(folder / "2024" / "c.txt", "Library moved")
    return folder


@pytest.fixture
def take_in(store: ArticleStore, watched: WatchedEmbedder) -> Callable[..., Summary]:
    def run(*paths: Path, **options: bool | str) -> Summary:
        return Intake(store, watched).paths(paths, **options)  # type: ignore[arg-type]

    return run
