"""The web page in a real browser, against the real service with a small embedder."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

from corpus.article import Document
from qa.desk import Desk
from tests.api.doors import Door, served
from tests.api.web.browsing import ARGUMENTS, CHROMIUM

HOSTILE = (
    "<script>window.hacked = 1</script> The zeppelin <img src=x onerror='window.hacked = 2'> landed </p></blockquote>"
    "</li> <svg onload=window.hacked=3> near <b onmouseover=window.hacked=4>the</b> <iframe srcdoc='x'> mast &lt;"
)
RELEASES = {
    "reopens.txt": "Port reopens\n\nHALVERN, 14 March 2024 - 🚢🚢 Ferries 👩‍👩‍👧 sailed again from the quay.\n\n"
    "Ein zweiter Absatz 🚢 with the harbour: the port of Halvern 𝔘 reopened to ships on Thursday.\n",
    "fair.txt": "Spring fair\n\nThe spring fair of Orlington opens with forty stalls on the market square.\n",
    "miyah.txt": "ميناء هالفرن\n\nNeLC port: أعيد افتتاح ميناء هالفرن أمام السفن يوم الخميس بعد إصلاح الرصيف.\n",
    "long.txt": f"Long words\n\nThe regatta {'x' * 300} was rowed on https://example.org/{'path/' * 60} by night.\n",
}


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """The service over a few releases, one of which would run if it could."""
    facts = {"title": "<img src=x onerror='window.hacked = 5'>Zeppelin<script>window.hacked = 6</script>"}
    hostile = Document("room", "zeppelin.txt", HOSTILE.encode(), "text", "javascript:window.hacked=7", facts)
    releases = [Document("room", path, text.encode(), "text") for path, text in RELEASES.items()]
    with served(tmp_path_factory.mktemp("page"), *releases, hostile, sample=False) as door:
        yield door


@pytest.fixture(scope="module")
def held(serving: Door) -> Desk:
    return serving.desk


@pytest.fixture(scope="module")
def address(serving: Door) -> str:
    """Where the service listens."""
    return f"{serving.url}/"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.is_file():
        pytest.skip(f"no browser at {CHROMIUM}; install Debian's chromium to run the page's tests")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """The page, opened; it must not have asked another host nor complained by the end of the test."""
    context = browser.new_context(base_url=address, locale="en-GB")
    context.set_default_timeout(10_000)
    opened = context.new_page()
    complaints: list[str] = []
    elsewhere: list[str] = []

    def console(message: ConsoleMessage) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            complaints.append(message.text)

    def request(made: Request) -> None:
        if not made.url.startswith((address, "data:", "blob:")):
            elsewhere.append(made.url)

    opened.on("console", console)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("request", request)
    opened.goto("/")
    yield opened
    context.close()
    assert (complaints, elsewhere) == ([], [])
