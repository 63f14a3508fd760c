"""The browser that tests of the page drive, and what they do with it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx
from playwright.sync_api import Locator, Page, Route, ViewportSize, expect

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

PHONE: ViewportSize = {"width": 360, "height": 800}

STREAM = "**/v1/ask/stream"


def ask(page: Page, question: str) -> None:
    page.fill("#question", question)
    page.click("#ask-button")
    expect(page.locator("#main")).to_have_attribute("data-state", "answered")


def reply(address: str, question: str) -> Any:
    body = {"question": question, "k": 5, "filters": {}}
    return httpx.post(f"{address}v1/ask", json=body).json()


def events(told: dict[str, Any]) -> str:
    """Write a reply as the events that it is streamed in."""
    parts = {"passages": ("question", "understood", "passages"), "answer": ("answer",), "done": ("took_ms",)}
    written = ((name, json.dumps({field: told[field] for field in fields})) for name, fields in parts.items())
    return "".join(f"event: {name}\ndata: {data}\n\n" for name, data in written)


def answers(page: Page, told: dict[str, Any]) -> None:
    """Let the service reply this."""

    def fulfill(route: Route) -> None:
        route.fulfill(content_type="text/event-stream", body=events(told))

    page.route(STREAM, fulfill)


def card(page: Page, text: str) -> Locator:
    return page.locator(".passage", has_text=text)


def wide(page: Page) -> int:
    """How far the page reaches beyond the window, in pixels."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))
