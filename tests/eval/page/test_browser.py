"""The page in a real browser: its filters, its links, and that nothing from outside runs or is fetched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, sync_playwright

from eval.page import html
from tests.eval.page.reports import random_report

CHROMIUM = Path("/usr/bin/chromium")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.is_file(), reason="no chromium at /usr/bin/chromium"),
]


@pytest.fixture(scope="module")
def report() -> dict[str, Any]:
    return random_report(30, ("bm25", "hybrid"))


@pytest.fixture(scope="module")
def tab(report: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """The report's page, its second question hostile; `tab.said` would hold what a script of it says."""
    report["questions"][1]["question"] = (
        '<img src="http://127.0.0.1:9/x" onerror="document.title=1"><script>x()</script>'
    )
    file = tmp_path_factory.mktemp("page") / "report.html"
    file.write_text(html(report), encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-quic"])
        page = browser.new_page(viewport={"width": 390, "height": 800})
        troubles: list[str] = []
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda message: troubles.append(message.text))
        page.on("request", lambda request: troubles.append(request.url) if request.url != file.as_uri() else None)
        page.goto(file.as_uri())
        yield page
        browser.close()
        assert troubles == []


def shown(tab: Page) -> int:
    return tab.locator(".q:not([hidden])").count()


def test_hostile_text_runs_nothing(tab: Page) -> None:
    assert tab.title() == "newsroom · Dateline evaluation"
    assert tab.locator(".q img, .q script").count() == 0


def test_the_page_is_no_wider_than_a_phone(tab: Page) -> None:
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_questions_are_filtered_by_kind_and_by_what_a_mode_missed(tab: Page, report: dict[str, Any]) -> None:
    answerable = [row for row in report["questions"] if row["answerable"]]
    missed = [row for row in answerable if row["modes"]["bm25"]["rank"] != 1]
    tab.select_option("[name=mode]", "bm25")
    assert shown(tab) == len(missed) > 0
    tab.select_option("[name=missed]", "passage 5")
    deep = [row for row in answerable if (row["modes"]["bm25"]["passage_rank"] or 101) > 5]
    assert shown(tab) == len(deep) > 0
    tab.select_option("[name=mode]", "")
    tab.select_option("[name=kind]", "fact")
    assert shown(tab) == sum(row["kind"] == "fact" for row in report["questions"])
    assert tab.inner_text("#filters output").startswith(f"{shown(tab)} of 30")
    tab.select_option("[name=kind]", "")
    tab.fill("[name=words]", report["questions"][0]["id"])
    assert shown(tab) == 1
    tab.fill("[name=words]", "")
    assert shown(tab) == 30


def test_a_link_opens_the_question_that_it_names_even_if_filtered_out(tab: Page) -> None:
    tab.fill("[name=words]", "matches nothing at all")
    tab.evaluate("location.hash = 'q-nr-003'")
    tab.wait_for_selector("#q-nr-003", state="visible")
    assert tab.locator(".q[open]").count() == 1
    tab.fill("[name=words]", "")
