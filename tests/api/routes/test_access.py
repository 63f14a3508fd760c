"""`/v1/access`: what the key at hand allows."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from tests.api.access.conftest import Make, Served, bearing
from tests.api.access.conftest import keyring as keyring
from tests.api.access.conftest import make as make
from tests.api.access.conftest import served as served


def test_where_no_key_is_needed_everything_is_allowed(client: TestClient) -> None:
    told = client.get("/v1/access").json()
    assert told == {"name": None, "scopes": ["ask", "write", "admin"], "sources": None}


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("ask",), ["ask"]),
        (("ask", "write"), ["ask", "write"]),
        (("write", "ask"), ["ask", "write"]),
        (("admin",), ["ask", "write", "admin"]),
    ],
)
def test_a_keys_scopes_are_told_and_admin_is_all_of_them(
    served: Served, make: Make, given: tuple[str, ...], told: list[str]
) -> None:
    client = served("198.51.100.7", access="keys", rate="")
    reply = client.get("/v1/access", headers=bearing(make(*given)[1]))
    assert reply.json() == {"name": "a test", "scopes": told, "sources": None}


def test_the_sources_of_a_narrow_key_are_told(served: Served, make: Make) -> None:
    client = served("198.51.100.7", access="keys", rate="")
    told = client.get("/v1/access", headers=bearing(make("ask", sources=("wire", "port"))[1])).json()
    assert told["sources"] == ["port", "wire"]


def test_without_a_key_where_one_is_needed_nothing_is_told(served: Served) -> None:
    client = served("198.51.100.7", access="keys", rate="")
    assert client.get("/v1/access").status_code == 401
