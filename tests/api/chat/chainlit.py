"""Chainlit over Dateline, installed and driven as the notes on chat say.

`python -m tests.api.chat.chainlit ENVIRONMENT URL PICTURE` photographs it for the notes: `make run` beside it.
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from PIL import Image
from playwright.sync_api import Page, expect, sync_playwright

from tests.api.web.browsing import ARGUMENTS, CHROMIUM
from tests.conftest import ROOT

RECIPE = ROOT / "deploy" / "chat"

PATIENCE = 180
"""Seconds for a program to start and a page to load on a busy machine."""


@contextmanager
def chatting(environment: Path, url: str, folder: Path, key: str = "") -> Iterator[str]:
    """Run the chat; gives its address.

    Args:
        environment: where Chainlit is installed.
        url: of Dateline.
        folder: for what Chainlit writes, its log among it.
        key: for Dateline.
    """
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    command = [str(environment / "bin" / "chainlit"), "run", str(RECIPE / "app.py"), "--headless", "--port", port]
    given = {
        "CHAINLIT_APP_ROOT": str(folder),
        "ARCHIVE_URL": url,
        "ARCHIVE_KEY": key,
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, env={**os.environ, **given}, cwd=folder, stdout=log, stderr=log)
    try:
        _wait(process, f"http://127.0.0.1:{port}", folder / "log")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(30)


def _wait(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    ends = time.monotonic() + PATIENCE
    while True:
        try:
            httpx.get(address, timeout=10)
            return
        except httpx.TransportError:
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < ends, log.read_text()
            time.sleep(0.2)


@contextmanager
def opened(address: str) -> Iterator[Page]:
    """Open the chat in a browser that reaches nothing but this machine."""
    expect.set_options(timeout=PATIENCE * 1e3)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1180, "height": 760}, color_scheme="light")
        page.set_default_timeout(PATIENCE * 1e3)
        page.route(re.compile(f"^(?!{re.escape(address)})"), lambda route, _: route.abort())
        page.goto(address, wait_until="commit")
        page.locator("#chat-input").wait_for()
        yield page
        browser.close()
    expect.set_options(timeout=5_000)


def send(page: Page, question: str) -> None:
    """Send a question, once the page can."""
    page.locator("#chat-input").click()
    page.keyboard.type(question)
    page.locator("#chat-submit").click()  # Enter would be lost where the page has no connection yet


def ask(page: Page, question: str) -> None:
    """Ask, and wait until the answer is there with what it cites."""
    answered = page.get_by_text(re.compile("^(Sources|Nearest)"))
    before = answered.count()
    send(page, question)
    expect(answered).to_have_count(before + 1)


def photograph(environment: Path, url: str, picture: Path) -> None:
    """Ask and follow up, and take a picture, of few colours so that it is small."""
    with (
        tempfile.TemporaryDirectory() as folder,
        chatting(environment, url, Path(folder)) as address,
        opened(address) as page,
    ):
        ask(page, "where did ICESCO and the UNESCO regional centre sign their agreement?")
        ask(page, "and how long is it valid?")
        page.set_viewport_size({"width": 1180, "height": 860})
        page.locator(".ai-message").first.hover()
        page.mouse.wheel(0, -5_000)
        page.wait_for_timeout(2_000)
        page.screenshot(path=picture)
    Image.open(picture).convert("RGB").quantize(64).save(picture, optimize=True)


if __name__ == "__main__":
    photograph(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
