"""Photograph the page for the README: `make run`, and beside it `python -m tests.api.web.picture`.

Writes `docs/images/page.png`: the bundled sample, asked the example question, in light colours.
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

from api.cli.demo import QUESTION
from tests.api.web.browsing import ARGUMENTS, CHROMIUM

PICTURE = Path(__file__).parents[3] / "docs" / "images" / "page.png"


def photograph(address: str, question: str, path: Path) -> None:
    """Ask the service at `address` a question and keep what the page shows of it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page(base_url=address, viewport={"width": 1100, "height": 1000}, color_scheme="light")
        page.set_default_timeout(60_000)
        page.goto("/")
        page.fill("#question", question)
        page.click("#ask-button")
        expect(page.locator("#answer-text")).to_be_visible(timeout=60_000)
        page.locator("#heading").evaluate("element => document.activeElement.blur()")
        page.screenshot(path=path)
        browser.close()


if __name__ == "__main__":
    photograph(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000", QUESTION, PICTURE)
