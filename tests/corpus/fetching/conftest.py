from __future__ import annotations

from collections.abc import Iterator

import pytest

from corpus.fetching.client import Fetcher
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
def fetcher(clock: StillClock) -> Iterator[Fetcher]:
    with fetching(clock) as opened:
        yield opened
