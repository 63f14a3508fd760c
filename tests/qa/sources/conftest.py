"""What tests of sources share: a keeper of sources over the desk, fetching from nobody in particular."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from corpus.store import ArticleStore
from qa.desk import Desk
from qa.sources import Sources
from tests.corpus.fetching.site import fetching


@pytest.fixture
def keeper(desk: Desk) -> Iterator[Sources]:
    with fetching() as fetcher:
        yield Sources(desk.store, desk.intake, lambda: fetcher)


@pytest.fixture
def store(desk: Desk) -> ArticleStore:
    return desk.store
