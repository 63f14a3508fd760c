"""The recipe for Chainlit works as it is written: installed, asked, a citation opened, followed up."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.api.chat.chainlit import RECIPE, ask, chatting, opened, send
from tests.api.doors import QUESTION, Door
from tests.api.web.browsing import CHROMIUM

GIVEN = os.environ.get("DATELINE_TEST_CHAINLIT")
"""An environment that has what the recipe asks for already; installing it takes minutes."""

UNREACHED = ("Could not find a version", "Failed to establish a new connection", "timed out", "Temporary failure")

pytestmark = [pytest.mark.slow, pytest.mark.browser]


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where Chainlit is installed, by pip as the notes say."""
    if not CHROMIUM.is_file():
        pytest.skip(f"no browser at {CHROMIUM}; install Debian's chromium to drive the chat")
    if GIVEN:
        return Path(GIVEN)
    folder = tmp_path_factory.mktemp("chainlit")
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    pip = [str(folder / "bin" / "pip"), "install", "-q", "--disable-pip-version-check"]
    done = subprocess.run([*pip, "-r", str(RECIPE / "requirements.txt")], capture_output=True, text=True)
    if done.returncode and any(sign in done.stderr for sign in UNREACHED):
        pytest.skip(f"pip reaches no index that has Chainlit: {done.stderr.strip().splitlines()[-1]}")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def chat(environment: Path, door: Door, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with chatting(environment, door.url, tmp_path_factory.mktemp("chat")) as address:
        yield address


def test_a_question_a_citation_and_a_follow_up(chat: str, door: Door) -> None:
    plain = door.asked()
    sentence = plain["answer"]["sentences"][0]
    cited = plain["passages"][sentence["citation"] - 1]["citation"]
    with opened(chat) as page:
        ask(page, QUESTION)
        said = page.locator(".ai-message").last
        expect(said).to_contain_text(sentence["text"][:80])
        expect(said).to_contain_text(cited["title"])
        said.get_by_text(f"[{sentence['citation']}]", exact=True).first.click()
        beside = page.locator("#side-view-content")
        expect(beside).to_contain_text(" ".join(cited["quote"].split())[:200])
        expect(beside).to_contain_text(f"characters {cited['start']} to {cited['end']}")
        ask(page, "and who led it?")
        expect(page.locator(".ai-message").last).to_contain_text(cited["title"])


def test_what_dateline_refuses_is_said(environment: Path, door: Door, tmp_path: Path) -> None:
    with chatting(environment, f"{door.url}/nowhere", tmp_path) as address, opened(address) as page:
        send(page, "why?")
        expect(page.get_by_text("There is no answer: Error code: 404")).to_be_visible()
