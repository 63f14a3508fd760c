"""What the documents name exists, and what exists is named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer.main
from fastapi import FastAPI

from api import problems
from api.app import create
from api.cli import app as commands
from api.settings import load
from qa.desk import Desk

ROOT = Path(__file__).parent.parent
PAGES = (
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    *(f"docs/{page.name}" for page in (ROOT / "docs").glob("*.md")),
)


@pytest.fixture
def service(desk: Desk) -> FastAPI:
    return create(load(), desk)


def test_every_problem_type_is_documented() -> None:
    described = set(re.findall(r"`([a-z-]+)`", (ROOT / "docs/http.md").read_text()))
    fixed = [value for value in vars(problems).values() if isinstance(value, problems.Kind)]
    raised = {kind.name for kind in [*problems.KINDS.values(), *fixed]}
    assert raised - described == set()


def test_every_route_is_documented(service: FastAPI) -> None:
    page = (ROOT / "docs/http.md").read_text()
    for path, methods in service.openapi()["paths"].items():
        for method in methods:
            assert f"{method.upper()} {path}" in page, f"{method} {path} is not in docs/http.md"


def test_every_documented_route_exists(service: FastAPI) -> None:
    page = (ROOT / "docs/http.md").read_text()
    paths = service.openapi()["paths"]
    for method, path in re.findall(r"`(GET|POST|DELETE) (/[^`?]*)`", page):
        assert method.lower() in paths[path]


def test_every_command_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text()
    for name in typer.main.get_command(commands).commands:  # type: ignore[attr-defined]
        assert re.search(rf"^\| `{name}\b", readme, re.MULTILINE), f"`{name}` is not in the README's table"


@pytest.mark.parametrize("page", PAGES)
def test_links_between_documents_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text()
    for target in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", text):
        if not target.startswith(("http://", "https://")):
            assert (ROOT / page).parent.joinpath(target).exists(), f"{page} links to {target}"
