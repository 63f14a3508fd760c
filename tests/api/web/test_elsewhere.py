"""The component in a page of another origin: the same citation as over plain HTTP, and nothing of a release runs."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from corpus.article import Document
from tests.api.doors import QUESTION, Door, served
from tests.api.web.conftest import HOSTILE

pytestmark = pytest.mark.browser

FACTS = dict.fromkeys(("title", "place", "issuer"), HOSTILE)


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing of it."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (named by the base)
        """Keep the terminal clean."""


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """A service that asks for keys, with the bundled sample and a hostile release."""
    hostile = Document("room", "zeppelin.txt", HOSTILE.encode(), "text", "javascript:window.hacked=7", FACTS)
    with served(tmp_path_factory.mktemp("press"), hostile, access="keys") as opened:
        yield opened


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """Another origin, and the folder of its pages."""
    folder = tmp_path_factory.mktemp("site")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", folder
    server.shutdown()
    thread.join()
    server.server_close()


Site = tuple[str, Path]


@pytest.fixture(scope="module")
def key(press: Door, site: Site) -> str:
    """A widget's key: it may only ask, from pages of this site."""
    return press.key(origins=(site[0],))


@pytest.fixture
def visit(browser: Browser, press: Door, site: Site) -> Iterator[Any]:
    """Open a page of the other site that embeds the component with some attributes."""
    context = browser.new_context(locale="en-GB")
    context.set_default_timeout(20_000)
    origin, folder = site

    def visited(attributes: str, script: str = 'type="module"', head: str = '<html lang="en">') -> Page:
        (folder / "page.html").write_text(
            f'<!doctype html>{head}<meta charset="utf-8"><title>Our site</title><h1>News</h1>'
            f'<script {script} src="{press.url}/widget.js"></script><dateline-ask {attributes}></dateline-ask>'
        )
        page = context.new_page()
        page.goto(f"{origin}/page.html")
        return page

    yield visited
    context.close()


def ask(page: Page, question: str) -> None:
    page.fill("#question", question)
    page.click("#ask-button")
    expect(page.locator("#main")).to_have_attribute("data-state", "answered", timeout=20_000)


@pytest.mark.parametrize("script", ['type="module"', "defer", ""])
def test_a_page_of_another_origin_gets_the_citation_that_plain_http_gets(
    visit: Any, press: Door, site: Site, key: str, script: str
) -> None:
    headers = {"Authorization": f"Bearer {key}", "Origin": site[0]}
    plain = httpx.post(f"{press.url}/v1/ask", json={"question": QUESTION}, headers=headers, timeout=30).json()
    page = visit(f'key="{key}"', script)
    page.evaluate("addEventListener('dateline-answer', ({ detail }) => { window.told = detail.reply; })")
    ask(page, QUESTION)
    page.wait_for_function("window.told")
    told = page.evaluate("window.told")
    assert [one["citation"] for one in told["passages"]] == [one["citation"] for one in plain["passages"]]
    assert told["answer"] == plain["answer"]
    assert told.keys() == plain.keys()


def test_the_release_opens_there_with_the_quote_in_its_place(visit: Any, key: str) -> None:
    page = visit(f'key="{key}"')
    ask(page, QUESTION)
    quote = page.locator(".quote").first.text_content()
    page.locator(".show").first.click()
    expect(page.locator("#release-check")).to_contain_text("letter for letter")
    assert "\n\n".join(page.locator("#release-text mark").all_text_contents()) == quote


def test_a_hostile_release_runs_nothing_in_a_page_without_a_policy_of_its_own(visit: Any, key: str) -> None:
    page = visit(f'key="{key}"')
    ask(page, "zeppelin landed near the mast")
    found = page.locator(".passage", has_text="zeppelin").first
    expect(found.locator(".title")).to_contain_text("<script>")
    for part in (".title", ".quote", ".meta"):
        found.locator(part).hover()
    found.locator(".show").click()
    expect(page.locator("#release-check")).to_contain_text("letter for letter")
    made = "script, img, svg, iframe, b, [onerror], [onmouseover], [onload], a[href^=javascript]"
    assert page.locator("dateline-ask #main").locator(made).count() == 0
    assert page.locator("dateline-ask #release").locator(made).count() == 0
    assert page.evaluate("typeof window.hacked") == "undefined"


def test_an_origin_that_the_key_is_not_for_is_told_so(visit: Any, press: Door) -> None:
    other = press.key(origins=("https://www.example.org",))
    page = visit(f'key="{other}"')
    page.evaluate("addEventListener('dateline-error', ({ detail }) => { window.failed = detail; })")
    page.fill("#question", QUESTION)
    page.click("#ask-button")
    expect(page.locator("#failure")).to_be_visible()
    assert page.evaluate("window.failed.question") == QUESTION
    expect(page.locator(".passage")).to_have_count(0)


def test_it_speaks_the_language_of_the_page_and_keeps_no_history_unasked(visit: Any, key: str) -> None:
    page = visit(f'key="{key}"', head='<html lang="fr-CA">')
    expect(page.locator("#ask-button")).to_have_text("Demander")
    ask(page, QUESTION)
    expect(page.locator("#history")).to_have_count(0)
    expect(page.locator("#filters")).to_be_hidden()
    expect(page.locator("#copy-link")).to_have_count(0)
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert page.url.endswith("/page.html"), "the page's address is not the component's to change"


def test_attributes_narrow_what_is_asked(visit: Any, key: str) -> None:
    page = visit(f'key="{key}" sources="sample" k="2" effort="quick" placeholder="Ask our press room"')
    expect(page.locator("#question")).to_have_attribute("placeholder", "Ask our press room")
    page.fill("#question", QUESTION)
    with page.expect_request("**/v1/ask/stream") as made:
        page.click("#ask-button")
    sent: Any = made.value.post_data_json
    assert (sent["filters"]["source"], sent["k"], sent["effort"]) == ("sample", 2, "quick")
    expect(page.locator(".passage")).to_have_count(2)


def test_type_and_colours_of_the_page_stay_outside(visit: Any, key: str) -> None:
    page = visit(f'key="{key}"')
    page.add_style_tag(content="* { color: red !important; display: block !important; } .passage { opacity: 0 }")
    ask(page, QUESTION)
    first = page.locator(".passage").first
    expect(first).to_have_css("display", "grid")
    expect(first).to_have_css("opacity", "1")
    expect(first).not_to_have_css("color", "rgb(255, 0, 0)")
    expect(page.locator("h1")).to_have_css("color", "rgb(255, 0, 0)")


CLIENT = """async ([address, key, question]) => {
  const reply = await fetch(`${address}/v1/chat/completions`, {
    method: 'POST',
    headers: {
      'Accept': 'application/json', 'Content-Type': 'application/json', 'Authorization': `Bearer ${key}`,
      'User-Agent': 'OpenAI/JS 6.9.1', 'OpenAI-Organization': 'org', 'OpenAI-Project': 'room',
      'X-Stainless-Arch': 'unknown', 'X-Stainless-Lang': 'js', 'X-Stainless-OS': 'Unknown',
      'X-Stainless-Package-Version': '6.9.1', 'X-Stainless-Retry-Count': '0', 'X-Stainless-Timeout': '600',
      'X-Stainless-Runtime': 'browser:chrome', 'X-Stainless-Runtime-Version': '140.0.0',
    },
    body: JSON.stringify({ model: 'dateline', messages: [{ role: 'user', content: question }] }),
  });
  return [reply.status, await reply.json(), reply.headers.get('x-request-id')];
}"""
"""A chat asked for as OpenAI's JavaScript client asks from a page."""


def test_a_chat_is_asked_for_from_a_page_with_all_that_openais_client_sends(
    visit: Any, press: Door, site: Site, key: str
) -> None:
    page = visit(f'key="{key}"')
    status, told, request_id = page.evaluate(CLIENT, [press.url, key, QUESTION])
    headers = {"Authorization": f"Bearer {key}", "Origin": site[0]}
    plain = httpx.post(f"{press.url}/v1/ask", json={"question": QUESTION}, headers=headers, timeout=30).json()
    assert (status, bool(request_id)) == (200, True)
    assert told["citations"]
    assert {one["quote"] for one in told["citations"]} <= {one["citation"]["quote"] for one in plain["passages"]}
