"""The browser that tests of the page drive, and what they do with it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
from playwright.sync_api import Locator, Page, ViewportSize, expect

CHROMIUM = Path("/usr/bin/chromium")

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
"""A browser that speaks with nobody unasked."""

PHONE: ViewportSize = {"width": 390, "height": 844}


def ask(page: Page, question: str) -> None:
    page.fill("#question", question)
    page.click("#ask-button")
    expect(page.locator("#main")).to_have_attribute("data-state", "answered")


def reply(address: str, question: str) -> Any:
    body = {"question": question, "k": 5, "filters": {}}
    return httpx.post(f"{address}v1/ask", json=body).json()


def card(page: Page, text: str) -> Locator:
    return page.locator(".passage", has_text=text)


def wide(page: Page) -> int:
    """How far the page reaches beyond the window, in pixels."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))
