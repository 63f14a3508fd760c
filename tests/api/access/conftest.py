"""What the tests of the door share: keys of a service, and clients that come with one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from fastapi.testclient import TestClient

from api.access.key import Key, Permission, new
from api.access.keyring import Keyring
from api.app import create
from api.settings import Settings
from qa.desk import Desk

Make = Callable[..., tuple[Key, str]]
Served = Callable[..., TestClient]


@pytest.fixture
def keyring(settings: Settings) -> Keyring:
    return Keyring(settings.data)


@pytest.fixture
def make(keyring: Keyring) -> Make:
    """Make a key of the service: `make("ask", "write", sources=["port"], origins=["https://a.example"])`."""

    def made(*scopes: str, sources: tuple[str, ...] = (), origins: tuple[str, ...] = ()) -> tuple[Key, str]:
        key, shown = new("a test", map(Permission, scopes), sources, origins)
        keyring.add(key)
        return key, shown

    return made


@pytest.fixture
def served(settings: Settings, desk: Desk) -> Iterator[Served]:
    """Serve with other settings, from an address: `served("198.51.100.7", access="keys")`."""
    with ExitStack() as opened:

        def serve(address: str = "testclient", **other: object) -> TestClient:
            app = create(settings.model_copy(update=other), desk)
            client = opened.enter_context(
                TestClient(
                    app, raise_server_exceptions=False, client=(address, 50_000), base_url="http://press.example"
                )
            )
            app.state.warming.result()
            return client

        yield serve


def bearing(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}
