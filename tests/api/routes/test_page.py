from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.routes.page import WEB
from tests.api.conftest import PROBLEM


def directives(client: TestClient) -> dict[str, set[str]]:
    policy = client.get("/").headers["content-security-policy"]
    return {name: set(values) for name, *values in (part.split() for part in policy.split(";"))}


def test_the_page_is_sent_with_a_policy_that_lets_nothing_foreign_run(client: TestClient) -> None:
    policy = directives(client)
    assert policy["default-src"] == {"'none'"}
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == {"'self'"}
    assert policy["frame-ancestors"] == policy["base-uri"] == policy["form-action"] == {"'none'"}
    allowed = set().union(*policy.values())
    assert not allowed & {"'unsafe-inline'", "'unsafe-eval'", "*", "https:", "http:"}


def test_the_page_holds_no_script_or_style_of_its_own(client: TestClient) -> None:
    page = client.get("/").text
    assert client.get("/").headers["content-type"].startswith("text/html")
    assert not re.search(r"<script(?![^>]*\bsrc=)", page), "the policy would block it"
    assert not re.search(r"<style|\sstyle=|\son\w+=", page), "the policy would block it"


def test_everything_the_page_asks_for_is_there_and_from_here(client: TestClient) -> None:
    page = client.get("/").text
    links = re.findall(r"(?:<script[^>]*\bsrc|<link[^>]*\bhref)=\"([^\"]+)\"", page)
    assert len(links) >= 3
    for link in links:
        assert link.startswith("static/"), "relative, so that it also works under a proxy's path"
        assert client.get(f"/{link}").status_code == 200


def test_every_module_of_the_page_is_there(client: TestClient) -> None:
    modules = {path.name for path in WEB.glob("*.js")}
    imported = {name for path in WEB.glob("*.js") for name in re.findall(r"from '\./(.+?)'", path.read_text())}
    assert imported <= modules
    for name in modules:
        reply = client.get(f"/static/{name}")
        assert "javascript" in reply.headers["content-type"], "a browser runs no module of another type"


@pytest.mark.parametrize("name", [path.name for path in sorted(WEB.iterdir()) if path.is_file()])
def test_no_file_of_the_page_names_another_host(name: str) -> None:
    text = (WEB / name).read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"https?://[\w.-]+\.\w+", text)


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/..%2fapp.py",
        "/static/..%5capp.py",
        "/static/%2e%2e%2f%2e%2e%2fpyproject.toml",
        "/static//etc/passwd",
        "/static/%2fetc/passwd",
        "/static/%00",
        "/static/" + "x" * 5_000,
        "/static/",
        "/static/none.js",
    ],
)
def test_nothing_outside_the_pages_folder_is_sent(client: TestClient, path: str) -> None:
    reply = client.get(path)
    assert (reply.status_code, reply.headers["content-type"]) == (404, PROBLEM)
    assert str(Path.cwd()) not in reply.text
