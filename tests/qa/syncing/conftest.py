"""A site, a clock that stands still, and sources kept from them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from corpus.store.articles import ArticleStore
from qa.desk import Desk
from qa.sources import Sources
from tests.corpus.fetching.site import Site, StillClock, fetching


@pytest.fixture
def site() -> Iterator[Site]:
    opened = Site()
    yield opened
    opened.close()


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture
def keeper(desk: Desk, clock: StillClock) -> Iterator[Sources]:
    with fetching(clock) as fetcher:
        yield Sources(desk.store, desk.intake, lambda: fetcher)


@pytest.fixture
def store(desk: Desk) -> ArticleStore:
    return desk.store
