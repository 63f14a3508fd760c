"""Photograph the page for the README: `make run`, and beside it `python -m tests.api.web.picture`.

Writes `docs/images/page.png`, the bundled sample asked the example question in light colours, and
`docs/images/page-ar.png`, asked in Arabic on a phone.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, expect, sync_playwright

from api.cli.demo import QUESTION
from tests.api.web.browsing import ARGUMENTS, CHROMIUM, PHONE

IMAGES = Path(__file__).parents[3] / "docs" / "images"
ARABIC = "من فاز بمسابقة مكعب الفضاء؟"


def photograph(browser: Browser, address: str, question: str, path: Path, **window: Any) -> None:
    """Ask the service at `address` a question and keep what the page shows of it."""
    context = browser.new_context(base_url=address, color_scheme="light", **window)
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto("/")
    page.fill("#question", question)
    page.click("#ask-button")
    expect(page.locator("#answer-text")).to_be_visible(timeout=60_000)
    expect(page.locator("#took")).not_to_be_empty()
    page.locator("#heading").evaluate("element => element.getRootNode().activeElement?.blur()")
    page.screenshot(path=path)
    context.close()


def main(address: str) -> None:
    """Take both photographs."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        window = {"width": 1100, "height": 1000}
        photograph(browser, address, QUESTION, IMAGES / "page.png", viewport=window, locale="en-GB")
        photograph(
            browser, address, ARABIC, IMAGES / "page-ar.png", viewport=PHONE, locale="ar", device_scale_factor=1.5
        )
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000")
