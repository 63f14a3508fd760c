"""The press room's page in a real browser, against the real service with a small embedder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from corpus.article import Document
from tests.api.doors import Door, served
from tests.api.web.browsing import ARGUMENTS, CHROMIUM

PORT = (
    "Port reopens\n\nHALVERN, 14 March 2024 - 🚢🚢 Ferries 👩‍👩‍👧 sailed again from the quay. "
    "The repair cost {cost} million euros. The harbour master thanked the town for its patience.\n\n"
    "Visitors may see the northern pier 𝔘 on Sunday. The port authority pays half of it, and the region the rest.\n\n"
    "About the port authority\n\nThe port authority of Halvern has run the harbour since 1911 with ninety people.\n"
)
LIBRARY = (
    "افتتاح المكتبة المركزية\n\nصحرين، 5 أكتوبر 2022 – افتتحت وزارة الثقافة اليوم المكتبة المركزية في مدينة صحرين.\n"
)
HOSTILE = (
    "<script>window.hacked = 1</script> The zeppelin <img src=x onerror='window.hacked = 2'> landed </p></blockquote>"
    "</li> <svg onload=window.hacked=3> near <b onmouseover=window.hacked=4>the</b> <iframe srcdoc='x'> mast &lt;"
)
TITLE = "<img src=x onerror='window.hacked = 5'>Zeppelin<script>window.hacked = 6</script>"

PATIENCE = 30_000
"""Milliseconds that a step of a test may take on a machine that has much else to do."""

RELEASES = (
    Document("room", "port.txt", PORT.format(cost="seven").encode(), "text"),
    Document("room", "port.txt", PORT.format(cost="nine").encode(), "text"),
    Document("room", "port.txt", PORT.format(cost="eleven").encode(), "text"),
    Document("wire", "port.txt", PORT.format(cost="eleven").replace("ninety", "eighty").encode(), "text"),
    Document("room", "library.txt", LIBRARY.encode(), "text"),
    Document("room", "zeppelin.txt", HOSTILE.encode(), "text", "javascript:window.hacked=7", {"title": TITLE}),
)


@pytest.fixture(scope="package")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """The service. What a test adds it names for itself."""
    folder = tmp_path_factory.mktemp("desk")
    with served(folder, *RELEASES, sample=False, fetch_allow="127.0.0.1", fetch_pause=0, schedule=False) as opened:
        yield opened


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.is_file():
        pytest.skip(f"no browser at {CHROMIUM}; install Debian's chromium to run the page's tests")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        opened.close()
    expect.set_options(timeout=5_000)


def watched(browser: Browser, door: Door, complaints: list[str], **options: object) -> Page:
    """A tab that notes what its page complains of, and every other host that it asks."""
    context = browser.new_context(base_url=f"{door.url}/", locale="en-GB", **options)  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.on(
        "console",
        lambda said: (
            complaints.append(said.text)
            if said.type == "error" and "Failed to load resource" not in said.text
            else None
        ),
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "request",
        lambda made: None if made.url.startswith((door.url, "data:", "blob:")) else complaints.append(made.url),
    )
    return page


@pytest.fixture
def page(browser: Browser, door: Door) -> Iterator[Page]:
    """A tab, empty yet; it must not have complained by the end of the test, nor have asked another host."""
    complaints: list[str] = []
    opened = watched(browser, door, complaints)
    yield opened
    opened.context.close()
    assert complaints == []


def visit(page: Page, room: str = "releases") -> None:
    """Open a room of the page, and wait until it has what it shows."""
    page.goto("/healthz")
    page.goto(f"/desk#/{room}")
    settled(page)


def settled(page: Page) -> None:
    expect(page.locator("#main h1")).to_be_visible()
    expect(page.locator(".working")).to_have_count(0)


def folder_of(tmp_path: Path, files: dict[str, bytes]) -> Path:
    folder = tmp_path / "given"
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder
