"""Deep links in a real browser: it scrolls to the words that are cited, not to the same words elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route, sync_playwright

from qa.fragment import link

CHROMIUM = Path("/usr/bin/chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no browser at {CHROMIUM}"),
]

LINES = [
    "The port of Halvern reopened on Thursday. The mayor was glad.",
    *(f"Line {number} says nothing of note, and says it well-known, at length & in full." for number in range(120)),
    "The port of Rivamar reopened on Friday. The mayor was glad.",
    "It cost 50 %, “twice” what was planned - so they say.",
    *(f"Row {number} says as little." for number in range(120)),
    "أعيد افتتاح ميناء هالفرن يوم الخميس.",
]
TEXT = "\n\n".join(LINES)
PAGE = "<!doctype html><meta charset=utf-8>" + "".join(
    f"<p id=p{at}>{line.replace('&', '&amp;')}</p>" for at, line in enumerate(LINES)
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), args=arguments)
        yield opened
        opened.close()


@pytest.mark.parametrize(
    ("quote", "which", "line"),
    [
        ("what was planned - so they say", 0, 122),
        ("The mayor was glad.", 1, 121),
        ("Friday. The mayor was glad.\n\nIt cost 50 %, “twice” what", 0, 121),
        ("ميناء هالفرن", 0, 243),
        ("Line 77 says nothing of note, and says it well-known, at length & in full.", 0, 78),
    ],
)
def test_the_browser_goes_to_the_words(browser: Browser, quote: str, which: int, line: int) -> None:
    at = -1
    for _ in range(which + 1):
        at = TEXT.index(quote, at + 1)
    address = link("https://press.example/release", TEXT, at, at + len(quote))
    assert address is not None

    def answer(route: Route) -> None:
        route.fulfill(body=PAGE, content_type="text/html; charset=utf-8")

    page = browser.new_page(viewport={"width": 800, "height": 400})
    page.route("**/*", answer)
    page.goto(address)
    page.wait_for_function("window.scrollY > 0", timeout=20_000)
    seen = page.locator(f"#p{line}").bounding_box()
    page.close()
    assert seen is not None
    assert seen["y"] + seen["height"] > 0
    assert seen["y"] < 400
