"""The web page in a real browser, against the real service with a small embedder."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
import uvicorn
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Route, ViewportSize, expect, sync_playwright

from api.app import create
from api.settings import Settings
from corpus.article import Document, article_id
from qa.desk import Desk
from tests.conftest import HashingEmbedder

pytestmark = pytest.mark.browser

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
PHONE: ViewportSize = {"width": 390, "height": 844}

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


class Served(uvicorn.Server):
    """A server that says when it listens."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listens = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.listens.set()


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    settings = Settings(data=tmp_path_factory.mktemp("page"))
    desk = Desk(settings.desk(), HashingEmbedder())
    for path, text in RELEASES.items():
        desk.add(Document("room", path, text.encode(), "text"))
    facts = {"title": "<img src=x onerror='window.hacked = 5'>Zeppelin<script>window.hacked = 6</script>"}
    hostile = Document("room", "zeppelin.txt", HOSTILE.encode(), "text", "javascript:window.hacked=7", facts)
    desk.add(hostile)
    yield desk
    desk.close()


@pytest.fixture(scope="module")
def address(held: Desk) -> Iterator[str]:
    """Where the service listens."""
    bound = socket.create_server(("127.0.0.1", 0))
    app = create(Settings(data=held.config.data), held)
    server = Served(uvicorn.Config(app, log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]})
    thread.start()
    assert server.listens.wait(20)
    yield f"http://127.0.0.1:{bound.getsockname()[1]}/"
    server.should_exit = True
    thread.join()


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
    context = browser.new_context(base_url=address)
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


def ask(page: Page, question: str) -> None:
    page.fill("#question", question)
    page.click("#ask-button")
    expect(page.locator("#main")).to_have_attribute("data-state", "answered")


def reply(address: str, question: str) -> Any:
    body = {"question": question, "k": 5, "filters": {}}
    return httpx.post(f"{address}v1/ask", json=body).json()


def card(page: Page, text: str) -> Any:
    return page.locator(".passage", has_text=text)


def wide(page: Page) -> int:
    """How far the page reaches beyond the window, in pixels."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


@pytest.mark.parametrize("question", ["port of Halvern reopened", "ferries sailed from the quay", "ميناء هالفرن"])
def test_a_question_brings_passages_with_marks_on_exactly_the_right_words(
    page: Page, address: str, question: str
) -> None:
    ask(page, question)
    expected = reply(address, question)["passages"]
    quotes = page.locator(".passage .quote")
    assert quotes.all_text_contents() == [passage["text"] for passage in expected]
    for at, passage in enumerate(expected):
        marked = [passage["text"][start:end] for start, end in passage["highlights"]]
        assert quotes.nth(at).locator("mark").all_text_contents() == marked
    assert any(passage["highlights"] for passage in expected)


def test_marks_after_an_emoji_stand_on_the_words_a_reader_would_mark(page: Page) -> None:
    ask(page, "which port reopened to ships?")
    marks = card(page, "harbour").locator("mark")
    assert marks.all_text_contents() == ["port", "reopened", "ships"]


def test_a_passage_shows_its_citation(page: Page) -> None:
    ask(page, "port of Halvern reopened to ships")
    found = card(page, "HALVERN, 14 March")
    expect(found.locator(".title")).to_have_text("Port reopens")
    expect(found.locator(".meta")).to_contain_text("room")
    expect(found.locator(".meta time")).to_have_attribute("datetime", "2024-03-14")
    expect(found.locator(".reference")).to_contain_text(article_id("room", "reopens.txt"))


def test_the_release_opens_with_the_quote_marked_in_place(page: Page, address: str) -> None:
    ask(page, "port of Halvern reopened to ships")
    card(page, "HALVERN, 14 March").locator(".show").click()
    dialog = page.locator("#release")
    expect(dialog).to_be_visible()
    expect(page.locator("#release-check")).to_contain_text("letter for letter")
    expect(page.locator("#release-title")).to_have_text("Port reopens")
    article = httpx.get(f"{address}v1/articles/{article_id('room', 'reopens.txt')}").json()
    (passage,) = (
        found
        for found in reply(address, "port of Halvern reopened to ships")["passages"]
        if found["citation"]["article_id"] == article["id"]
    )
    assert page.locator("#release-text p").all_text_contents() == article["text"].split("\n\n")
    assert "\n\n".join(page.locator("#release-text mark").all_text_contents()) == passage["text"]
    page.click("#release-close")
    expect(dialog).to_be_hidden()


def test_a_hostile_release_is_shown_and_runs_nothing(page: Page) -> None:
    ask(page, "zeppelin landed near the mast")
    found = card(page, "zeppelin")
    expect(found.locator(".quote")).to_have_text(HOSTILE)
    expect(found.locator(".title")).to_contain_text("<script>window.hacked = 6</script>")
    assert found.locator("a[href^='javascript']").count() == 0
    found.locator(".quote").hover()
    found.locator(".show").click()
    expect(page.locator("#release-check")).to_contain_text("letter for letter")
    expect(page.locator("#release-title")).to_contain_text("onerror")
    page.locator("#release-text").hover()
    made = "script, img, svg, iframe, b, [onerror], [onmouseover], [onload]"
    for place in ("#results", "#release"):
        assert page.locator(place).locator(made).count() == 0, "a release's text became elements"
    assert page.evaluate("typeof window.hacked") == "undefined"


def test_an_error_of_the_service_is_shown_calmly(page: Page) -> None:
    page.fill("#question", "port " * 500)
    page.click("#ask-button")
    failure = page.locator("#failure")
    expect(failure).to_be_visible()
    expect(failure.locator("h2")).to_have_text("The question is too long")
    expect(failure).to_contain_text("2,000")
    expect(page.locator("#results")).to_be_hidden()
    ask(page, "port of Halvern")
    expect(failure).to_be_hidden()


def _busy(route: Route) -> None:
    problem = '{"type": "urn:x", "title": "Another writer is at work", "status": 503, "detail": "try again"}'
    route.fulfill(status=503, content_type="application/problem+json", body=problem)


def _proxy(route: Route) -> None:
    route.fulfill(status=502, content_type="text/html", body="<h1>Bad gateway</h1>")


def _cut(route: Route) -> None:
    route.abort()


@pytest.mark.parametrize(
    ("answer", "title"),
    [
        (_busy, "Another writer is at work"),
        (_proxy, "The service did not answer as expected"),
        (_cut, "The service could not be reached"),
    ],
)
def test_a_failure_on_the_way_is_shown_and_can_be_tried_again(page: Page, answer: Any, title: str) -> None:
    page.route("**/v1/ask", answer)
    page.fill("#question", "port of Halvern")
    page.click("#ask-button")
    expect(page.locator("#failure h2")).to_have_text(title)
    assert page.input_value("#question") == "port of Halvern"
    page.unroute("**/v1/ask")
    page.click("#retry")
    expect(page.locator(".passage").first).to_be_visible()


def test_a_release_removed_after_it_was_found_is_told_calmly(page: Page, held: Desk) -> None:
    held.add(Document("room", "balloon.txt", b"Balloon\n\nThe balloon rose above the gasworks at dawn.", "text"))
    ask(page, "balloon above the gasworks")
    held.remove(article_id("room", "balloon.txt"))
    card(page, "balloon").locator(".show").click()
    expect(page.locator("#release-check")).to_contain_text("There is no such article")
    assert page.locator("#release-text").text_content() == ""


def test_a_release_that_changed_after_it_was_found_is_told(page: Page, held: Desk) -> None:
    def say(words: str) -> None:
        held.add(Document("room", "kite.txt", f"Kite flies\n\n{words}".encode(), "text"))

    say("The kite flew over the gasworks at noon.")
    ask(page, "kite over the gasworks")
    say("Nothing flew over the gasworks at noon.")
    card(page, "kite").locator(".show").click()
    expect(page.locator("#release-check")).to_contain_text("not in the text held now")
    assert page.locator("#release-text mark").count() == 0
    held.purge(article_id("room", "kite.txt"))


def test_nothing_scrolls_sideways_on_a_phone(page: Page) -> None:
    page.set_viewport_size(PHONE)
    assert wide(page) <= 0
    for question, words in [("regatta by night", "regatta"), ("zeppelin landed", "zeppelin"), ("ميناء", "NeLC")]:
        ask(page, question)
        assert wide(page) <= 0
        card(page, words).locator(".show").click()
        expect(page.locator("#release-check")).to_contain_text("letter for letter")
        assert wide(page) <= 0
        body = page.locator("#release-text")
        assert body.evaluate("element => element.scrollWidth - element.clientWidth") <= 0
        page.click("#release-close")


def test_arabic_is_read_from_the_right_and_english_from_the_left(page: Page) -> None:
    ask(page, "port ميناء هالفرن")
    direction = "element => getComputedStyle(element).direction"
    assert card(page, "NeLC").locator(".quote").evaluate(direction) == "rtl"
    assert card(page, "HALVERN, 14").locator(".quote").evaluate(direction) == "ltr"
    card(page, "NeLC").locator(".show").click()
    assert page.locator("#release-text p").first.evaluate(direction) == "rtl"


def test_the_address_is_the_question(page: Page, address: str) -> None:
    question = "port of Halvern: 100% reopened & more?"
    page.goto(f"/?q={quote(question)}")
    expect(page.locator(".passage").first).to_be_visible()
    with page.expect_response("**/v1/ask") as response:
        page.reload()
    sent = response.value.request.post_data_json
    assert sent
    assert sent["question"] == question
    expect(page.locator(".passage").first).to_be_visible()
    assert page.input_value("#question") == question


def test_back_leads_to_the_question_before(page: Page) -> None:
    ask(page, "port of Halvern")
    first = page.locator(".passage .title").first.text_content()
    ask(page, "spring fair of Orlington")
    expect(page.locator(".passage .title").first).to_have_text("Spring fair")
    page.go_back()
    expect(page.locator(".passage .title").first).to_have_text(first or "")
    assert page.input_value("#question") == "port of Halvern"


def test_filters_are_sent_and_shown(page: Page) -> None:
    page.goto("/?q=port+of+Halvern&published_from=2024-01-01&source=room")
    expect(page.locator(".passage")).to_have_count(1)
    expect(page.locator("#filter-count")).to_have_text("(2)")
    expect(page.locator("#asked")).to_contain_text("from 1 January 2024")


def test_nothing_found_is_said(page: Page) -> None:
    page.goto("/?q=port&source=nowhere")
    expect(page.locator("#main")).to_have_attribute("data-state", "empty")
    expect(page.locator("#heading")).to_have_text("Nothing in the archive matched")


def test_a_keyboard_is_enough(page: Page) -> None:
    page.keyboard.type("port of Halvern reopened to ships")
    page.keyboard.press("Enter")
    expect(page.locator(".passage").first).to_be_visible()
    shows = page.locator(".show").first
    for _ in range(30):
        page.keyboard.press("Tab")
        if shows.evaluate("element => element === document.activeElement"):
            break
    expect(shows).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#release")).to_be_visible()
    expect(page.locator("#release-text")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#release")).to_be_hidden()
    expect(shows).to_be_focused()


def test_the_page_says_what_is_held(page: Page, held: Desk) -> None:
    expect(page.locator("#holdings")).to_contain_text("press releases")
    assert page.locator("#source option").all_text_contents()[0] == "Any source"
