from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.methods import allowed

PATHS: dict[str, Any] = {
    "paths": {"/v1/a/{id}": {"get": {}, "delete": {}}, "/v1/a/bulk": {"post": {}}, "/v1/a": {"get": {}, "post": {}}}
}


@pytest.mark.parametrize(
    ("path", "methods"),
    [
        ("/v1/a", ("GET", "HEAD", "POST")),
        ("/v1/a/bulk", ("POST",)),
        ("/v1/a/x.y", ("DELETE", "GET", "HEAD")),
        ("/v1/a/x/y", ()),
        ("/v1/axb", ()),
        ("", ()),
    ],
)
def test_the_methods_of_a_path_are_those_described(path: str, methods: tuple[str, ...]) -> None:
    assert allowed(PATHS, path) == methods


def test_a_wrong_method_is_told_the_right_ones(client: TestClient) -> None:
    wrong = client.put("/v1/articles")
    assert (wrong.status_code, wrong.headers["allow"]) == (405, "GET, HEAD, POST")
    assert client.delete("/v1/ask").headers["allow"] == "POST"
    assert client.put("/static/app.js").status_code == 405


def test_a_head_that_fails_says_so(client: TestClient) -> None:
    assert client.head("/v1/jobs/none").status_code == 404
    assert client.head("/v1/jobs?limit=0").status_code == 422


def test_a_slash_at_the_end_changes_nothing(client: TestClient) -> None:
    for path in ("/v1/articles", "/v1/sources", "/v1/articles/none", "/v1/jobs/none"):
        plain, slashed = client.get(path), client.get(f"{path}/", follow_redirects=False)
        assert slashed.status_code == plain.status_code
        assert slashed.json().get("total") == plain.json().get("total")
    asked = client.post("/v1/ask/", json={"question": "port"}, follow_redirects=False)
    assert asked.json()["question"] == "port"
    assert client.delete("/v1/articles/", follow_redirects=False).headers["allow"] == "GET, HEAD, POST"
    assert client.get("/mcp/", follow_redirects=False).headers["allow"] == "POST"
    assert client.get("/v1/", follow_redirects=False).status_code == 404
    assert client.get("/").status_code == 200
