"""The press room's page at `/desk`: its files, and what they say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.widget import WEB
from tests.conftest import ROOT

DESK = WEB / "desk"
MODULES = sorted(DESK.glob("*.js"))
LANGUAGES = ("en", "fr", "ar")
ENTRY = re.compile(r"^  '(desk\.[^']+)': '((?:[^'\\]|\\.)*)',$", re.MULTILINE)
SAID = re.compile(r"\bt\((?:[^'()`]*\? )?'([\w.]+)'(?: : '([\w.]+)')?")
MADE = re.compile(r"\bt\(`([\w.]+)\.\$\{")


def texts(language: str) -> dict[str, str]:
    return dict(ENTRY.findall((DESK / "texts" / f"{language}.js").read_text(encoding="utf-8")))


def imported(names: str) -> list[str]:
    """The names that `{one, two as other}` asks of a module; none for `* as all` or a default."""
    if not names.startswith("{"):
        return []
    return [name.split(" as ")[0].strip() for name in names.strip("{} ").split(",")]


def test_the_page_is_sent_with_the_policy_of_the_other_page(empty: TestClient) -> None:
    reply = empty.get("/desk")
    assert reply.headers["content-type"].startswith("text/html")
    assert reply.headers["content-security-policy"] == empty.get("/").headers["content-security-policy"]


def test_the_page_holds_no_script_or_style_of_its_own(empty: TestClient) -> None:
    page = empty.get("/desk").text
    assert not re.search(r"<script(?![^>]*\bsrc=)", page), "the policy would block it"
    assert not re.search(r"<style|\sstyle=|\son\w+=", page), "the policy would block it"


def test_everything_the_page_asks_for_is_there_and_from_here(empty: TestClient) -> None:
    links = re.findall(r"(?:<script[^>]*\bsrc|<link[^>]*\bhref)=\"([^\"]+)\"", empty.get("/desk").text)
    assert len(links) >= 4
    for link in links:
        assert link.startswith("static/"), "relative, so that it also works under a proxy's path"
        assert empty.get(f"/{link}").status_code == 200


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
def test_every_module_finds_what_it_imports(empty: TestClient, module: Path) -> None:
    assert "javascript" in empty.get(f"/static/desk/{module.name}").headers["content-type"]
    for names, path in re.findall(r"^import (.+?) from '(.+?)';", module.read_text(encoding="utf-8"), re.MULTILINE):
        there = (module.parent / path).resolve()
        assert there.is_relative_to(WEB)
        exported = there.read_text(encoding="utf-8")
        for name in imported(names):
            made = re.search(rf"export (?:async )?(?:const|function|class) {name}\b", exported)
            assert made or re.search(rf"^export {{[^}}]*\b{name}\b[^}}]*}};", exported, re.MULTILINE), (path, name)


def test_no_file_of_the_page_names_another_host() -> None:
    for path in DESK.rglob("*.*"):
        text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?://[\w.-]+\.\w+", text), path.name


def test_words_become_text_and_never_markup() -> None:
    for module in MODULES:
        found = re.findall(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|DOMParser", module.read_text()
        )
        assert found == [], module.name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_everything_with_the_same_values(language: str) -> None:
    english, said = texts("en"), texts(language)
    assert list(said) == list(english)
    assert all(said.values())
    for key, words in said.items():
        assert set(re.findall(r"\{(\w+)\}", words)) == set(re.findall(r"\{(\w+)\}", english[key])), key


def test_nothing_is_said_that_has_no_words_and_nothing_has_words_that_is_never_said() -> None:
    code = "".join(module.read_text(encoding="utf-8") for module in MODULES)
    plain = {key for pair in SAID.findall(code) for key in pair if key}
    assert len(plain) > 100
    assert {f"desk.{key}" for key in plain} <= set(texts("en"))
    made = set(MADE.findall(code)) | set(re.findall(r"\bnamed\('(\w+)'", code)) | {"often"}
    quoted = set(re.findall(r"'([\w.]+)'", code))
    unsaid = [
        key
        for key in (key.removeprefix("desk.") for key in texts("en"))
        if key not in plain | quoted and key.split(".")[0] not in made
    ]
    assert unsaid == []


def test_the_notes_name_every_room_and_tell_how_a_report_is_published() -> None:
    notes = (ROOT / "docs" / "pressroom.md").read_text(encoding="utf-8")
    rooms = [words for key, words in texts("en").items() if key.startswith("desk.room.")]
    assert [room for room in rooms if f"| {room} |" not in notes] == []
    assert "--publish" in notes
