"""The web page in a real browser: asking, passages, releases, failures."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import httpx
import pytest
from playwright.sync_api import Page, Route, expect

from corpus.article import Document, Scope, article_id
from qa.desk import Desk
from tests.api.web.browsing import PHONE, STREAM, ask, card, reply, wide
from tests.api.web.conftest import HOSTILE

pytestmark = pytest.mark.browser


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
        (_proxy, "The service could not be reached"),
        (_cut, "The service could not be reached"),
    ],
)
def test_a_failure_on_the_way_is_shown_and_can_be_tried_again(page: Page, answer: Any, title: str) -> None:
    page.route(STREAM, answer)
    page.fill("#question", "port of Halvern")
    page.click("#ask-button")
    expect(page.locator("#failure h2")).to_have_text(title)
    assert page.input_value("#question") == "port of Halvern"
    page.unroute(STREAM)
    page.click("#retry")
    expect(page.locator(".passage").first).to_be_visible()


def test_a_release_removed_after_it_was_found_is_told_calmly(page: Page, held: Desk) -> None:
    held.add(Document("room", "balloon.txt", b"Balloon\n\nThe balloon rose above the gasworks at dawn.", "text"))
    ask(page, "balloon above the gasworks")
    held.remove(article_id("room", "balloon.txt"))
    card(page, "balloon").locator(".show").click()
    expect(page.locator("#release-check")).to_have_text("This release is no longer held here")
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
    with page.expect_response(STREAM) as response:
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
        if shows.evaluate("element => element === element.getRootNode().activeElement"):
            break
    expect(shows).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#release")).to_be_visible()
    expect(page.locator("#release-text")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#release")).to_be_hidden()
    expect(shows).to_be_focused()


def test_the_page_says_what_is_held(page: Page, held: Desk) -> None:
    expect(page.locator("#intro")).to_contain_text(
        f"an archive of {held.store.count(Scope.everything())} press releases"
    )
    assert page.locator("#source option").all_text_contents()[0] == "Any source"
