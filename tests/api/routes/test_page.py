from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.widget import WEB
from tests.api.conftest import PROBLEM

PAGES = {"/": WEB / "index.html", "/embed": WEB / "embed.html"}
FILES = [path for path in sorted(WEB.rglob("*")) if path.is_file()]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_holds_no_script_or_style_of_its_own(empty: TestClient, path: str) -> None:
    page = empty.get(path).text
    assert empty.get(path).headers["content-type"].startswith("text/html")
    assert not re.search(r"<script(?![^>]*\bsrc=)", page), "the policy would block it"
    assert not re.search(r"<style|\sstyle=|\son\w+=", page), "the policy would block it"


@pytest.mark.parametrize("path", PAGES)
def test_everything_a_page_asks_for_is_there_and_from_here(empty: TestClient, path: str) -> None:
    links = re.findall(r"(?:<script[^>]*\bsrc|<link[^>]*\bhref)=\"([^\"]+)\"", empty.get(path).text)
    assert len(links) >= 3
    for link in links:
        assert re.match(r"static/|widget\.js$", link), "relative, so that it also works under a proxy's path"
        assert empty.get(f"/{link}").status_code == 200


@pytest.mark.parametrize("path", [path for path in FILES if path.suffix == ".js"], ids=lambda path: path.name)
def test_a_module_is_sent_as_one_and_imports_what_is_there(empty: TestClient, path: Path) -> None:
    reply = empty.get(f"/static/{path.relative_to(WEB)}")
    assert "javascript" in reply.headers["content-type"], "a browser runs no module of another type"
    for name in re.findall(r"^import .*?from '(.+?)';", reply.text, re.MULTILINE | re.DOTALL):
        assert (path.parent / name).is_file()


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(WEB)))
def test_no_file_of_the_pages_names_another_host(path: Path) -> None:
    text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
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
def test_nothing_outside_the_pages_folder_is_sent(empty: TestClient, path: str) -> None:
    reply = empty.get(path)
    assert (reply.status_code, reply.headers["content-type"]) == (404, PROBLEM)
    assert str(Path.cwd()) not in reply.text
