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


_PATH = re.compile(r"`((?:corpus|index|qa|eval|api|tests|deploy)/[\w./-]+)`")
_CALL = re.compile(r"(?:^|[`$ ])dateline ((?:[a-z]+ )+)([^`\n|#]*)", re.MULTILINE)


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


@pytest.mark.parametrize("page", PAGES)
def test_files_that_documents_name_are_there(page: str) -> None:
    named = set(_PATH.findall((ROOT / page).read_text())) if page != "CHANGELOG.md" else set()
    assert {path for path in named if not (ROOT / path).exists()} == set(), f"{page} names files that are not there"


@pytest.mark.parametrize("page", PAGES)
def test_options_that_documents_show_are_there(page: str) -> None:
    for words, rest in _CALL.findall((ROOT / page).read_text()):
        known = _options(words.split())
        shown = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", rest))
        assert shown <= known, f"{page}: `dateline {words}{rest}`"


def _options(words: list[str]) -> set[str]:
    """Give the options of the command that some words begin with; `eval` alone runs."""
    found = typer.main.get_command(commands)
    for word in words:
        found = getattr(found, "commands", {}).get(word, found)
    if found.name == "eval":
        found = getattr(found, "commands", {})["run"]
    return {option for one in found.params for option in one.opts} | {"--help"}
