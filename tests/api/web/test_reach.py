"""Whom the pages reach: axe-core finds no serious fault, and a narrow window or Arabic loses nothing."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.api.web.browsing import PHONE, ask, card, wide

pytestmark = pytest.mark.browser

SERIOUS = {"serious", "critical"}
QUESTION = "port of Halvern reopened to ships"


def faults(page: Page) -> list[str]:
    """What axe-core finds serious or critical, with the first element of each."""
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found if one["impact"] in SERIOUS]


@pytest.mark.parametrize("lang", ["en", "fr", "ar"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/", "/embed"])
def test_axe_finds_no_serious_fault(page: Page, path: str, scheme: Any, lang: str) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.goto(f"{path}?lang={lang}")
    if path == "/embed":
        page.select_option("select[name=lang]", lang)
        page.check("input[name=filters]")
    assert faults(page) == []
    ask(page, QUESTION)
    page.locator("#filters > summary").click()
    page.locator(".why summary").first.click()
    page.locator(".copy").first.click()
    page.locator(".thumbs .down").first.click()
    assert faults(page) == []
    card(page, "HALVERN, 14 March").locator(".show").click()
    expect(page.locator("#release-text mark").first).to_be_visible()
    assert faults(page) == []


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("path", ["/", "/embed"])
def test_nothing_scrolls_sideways_on_the_narrowest_phone(page: Page, path: str, lang: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto(f"{path}?lang={lang}")
    if path == "/embed":
        page.select_option("select[name=lang]", lang)
        page.check("input[name=filters]")
    ask(page, "regatta by night ميناء")
    page.locator("#filters > summary").click()
    for summary in page.locator(".why summary").all():
        summary.click()
    page.locator(".copy").first.click()
    assert wide(page) <= 0
    outside = """() => { const edge = innerWidth + 0.5;
      const inside = document.querySelector('dateline-ask').shadowRoot;
      return [...inside.querySelectorAll('.dateline *:not(.unseen, #status *)')]
        .map((one) => [one, one.getBoundingClientRect()])
        .filter(([, box]) => box.width > 1 && (box.right > edge || box.left < -0.5))
        .map(([one]) => one.outerHTML.slice(0, 120)); }"""
    assert page.evaluate(outside) == []


def test_the_skip_link_leads_to_the_question(page: Page) -> None:
    page.goto("/?q=port")
    expect(page.locator(".passage").first).to_be_visible()
    page.locator("body").evaluate("body => { body.tabIndex = -1; body.focus(); body.removeAttribute('tabindex'); }")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#question")).to_be_focused()


def test_nothing_moves_for_those_who_asked_for_stillness(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    ask(page, QUESTION)
    expect(page.locator("#results-place")).to_have_css("transition-duration", "0s")


def test_what_is_said_aloud_is_said_once_and_politely(page: Page) -> None:
    expect(page.locator("#status")).to_have_role("status")
    ask(page, QUESTION)
    expect(page.locator("#status")).to_contain_text("Answer")
    assert page.get_by_role("alert").count() == 0
