from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient
from hypothesis import given, settings
from hypothesis import strategies as st

from api.access.key import Permission
from api.access.rules import needed, public, question
from tests.conftest import ROOT, examples

ROW = re.compile(r"^\| `(GET|POST|PUT|PATCH|DELETE) (/[^` ?]*)(\?[^`]*)?` \| (\w+)", re.MULTILINE)
TABLE = ROW.findall((ROOT / "docs" / "keys.md").read_text(encoding="utf-8"))


def at(path: str) -> str:
    return re.sub(r"\{\w+\}", "0123456789abcdef", path)


@pytest.mark.parametrize(("method", "path", "query", "scope"), TABLE)
def test_the_notes_on_keys_say_what_each_route_needs(method: str, path: str, query: str, scope: str) -> None:
    if scope == "none":
        assert public(method, at(path))
    else:
        assert not public(method, at(path))
        assert needed(method, at(path), query.removeprefix("?")) == scope


def test_the_notes_on_keys_name_every_route(client: TestClient) -> None:
    described = client.get("/openapi.json").json()["paths"]
    routes = {(method.upper(), path) for path, methods in described.items() for method in methods}
    assert routes <= {(method, path) for method, path, *_ in TABLE}


@pytest.mark.parametrize("path", ["/", "/docs", "/openapi.json", "/static/app.js", "/healthz", "/readyz"])
def test_what_is_for_everybody_is_only_for_reading(path: str) -> None:
    assert public("GET", path)
    assert public("HEAD", path)
    assert not public("POST", path)
    assert not public("DELETE", path)


@pytest.mark.parametrize(
    "path", ["/v1/articles", "/metrics", "/static", "/docs/../v1/articles", "//", "/healthz/", "/v1/", "/staticx"]
)
def test_what_only_looks_like_it_is_not(path: str) -> None:
    assert not public("GET", path)


@settings(max_examples=examples(200), deadline=None)
@given(st.sampled_from(["POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW"]), st.text(max_size=40))
def test_a_change_that_nobody_thought_about_needs_admin(method: str, path: str) -> None:
    if not question(method, path) and not path.startswith("/v1/articles"):
        assert needed(method, path) is Permission.ADMIN


@pytest.mark.parametrize(
    ("query", "scope"),
    [
        ("", "write"),
        ("purge=false", "write"),
        ("purge=0", "write"),
        ("purge=False", "write"),
        ("purge=true", "admin"),
        ("purge=1", "admin"),
        ("purge=on", "admin"),
        ("purge=yes", "admin"),
        ("purge=T", "admin"),
        ("purge=", "admin"),
        ("purge", "admin"),
        ("purge=false&purge=true", "admin"),
        ("%70urge=true", "admin"),
        ("why=purge", "write"),
    ],
)
def test_erasing_for_good_needs_admin_however_it_is_written(query: str, scope: str) -> None:
    assert needed("DELETE", "/v1/articles/0123456789abcdef", query) == scope
