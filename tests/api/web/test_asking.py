"""How the component asks: streamed, narrowed, refused, cut off; the real page with replies made for it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from corpus.article import Document, article_id
from qa.desk import Desk
from tests.api.web.browsing import STREAM, answers, ask, card, events, reply

pytestmark = pytest.mark.browser

QUESTION = "port of Halvern reopened to ships"

SLOW = """
window.released = new Promise((resolve) => { window.release = resolve; });
const real = window.fetch;
window.fetch = async (address, options) => {
  const response = await real(address, options);
  if (!String(address).includes('ask/stream')) return response;
  const whole = (await response.text()).split(/(?<=\\n\\n)/);
  const encoder = new TextEncoder();
  return new Response(new ReadableStream({ async start(controller) {
    controller.enqueue(encoder.encode(whole[0]));
    await window.released;
    for (const one of whole.slice(1)) controller.enqueue(encoder.encode(one));
    controller.close();
  } }), { headers: response.headers });
};
"""
"""Lets the first event of a stream through and holds the others back until the test calls `release`."""


@pytest.fixture
def told(address: str) -> dict[str, Any]:
    found: dict[str, Any] = reply(address, QUESTION)
    return found


def refuse(kind: str, status: int, title: str) -> Callable[[Route], None]:
    body = f'{{"type": "urn:dateline:problem:{kind}", "title": "{title}", "status": {status}, "detail": "Why."}}'
    return lambda route: route.fulfill(status=status, content_type="application/problem+json", body=body)


def test_passages_are_shown_while_the_answer_is_still_chosen(page: Page, told: Any) -> None:
    page.add_init_script(SLOW)
    page.reload()
    answers(page, told)
    page.fill("#question", QUESTION)
    page.click("#ask-button")
    expect(page.locator(".passage")).to_have_count(len(told["passages"]))
    expect(page.locator(".reading")).to_be_visible()
    expect(page.locator("#main")).to_have_attribute("data-state", "loading")
    card(page, "HALVERN, 14 March").locator(".show").focus()
    page.evaluate("release()")
    expect(page.locator("#main")).to_have_attribute("data-state", "answered")
    expect(page.locator(".reading")).to_have_count(0)
    expect(card(page, "HALVERN, 14 March").locator(".show")).to_be_focused()  # the answer takes nobody's place


def test_a_service_that_does_not_stream_is_asked_for_the_whole(page: Page, told: Any) -> None:
    page.route(STREAM, refuse("http", 404, "Not Found"))
    ask(page, QUESTION)
    expect(page.locator(".passage")).to_have_count(len(told["passages"]))
    expect(page.locator("#took")).not_to_be_empty()


def test_a_problem_in_the_middle_of_a_stream_is_shown_and_nothing_half_told_stays(page: Page, told: Any) -> None:
    begun = events(told).split("event: answer")[0]
    problem = (
        '{"type": "urn:dateline:problem:out-of-time", "title": "It took too long", "status": 504, "detail": "Why."}'
    )
    page.route(
        STREAM,
        lambda route: route.fulfill(
            content_type="text/event-stream", body=f"{begun}event: problem\ndata: {problem}\n\n"
        ),
    )
    page.fill("#question", QUESTION)
    page.click("#ask-button")
    expect(page.locator("#failure h2")).to_have_text("It took too long")
    expect(page.locator(".passage")).to_have_count(0)


def test_a_stream_that_breaks_off_is_told_and_can_be_asked_again(page: Page, told: Any) -> None:
    page.route(STREAM, lambda route: route.fulfill(body=events(told).split("event: done")[0]))
    page.fill("#question", QUESTION)
    page.click("#ask-button")
    expect(page.locator("#failure")).to_contain_text("broke off before its end")
    page.unroute(STREAM)
    page.click("#retry")
    expect(page.locator(".passage")).to_have_count(len(told["passages"]))


def test_what_narrows_a_question_is_sent_said_and_kept_in_the_address(page: Page) -> None:
    page.locator("#filters > summary").click()
    page.fill("#published_from", "2024-01-01")
    page.fill("#as_of", "2024-12-31")
    page.select_option("#source", "room")
    page.select_option("#effort", "quick")
    page.select_option("#caution", "eager")
    page.fill("#question", QUESTION)
    with page.expect_request(STREAM) as made:
        page.click("#ask-button")
    sent = made.value.post_data_json
    assert sent is not None
    filters = {"published_from": "2024-01-01", "published_to": None, "source": "room", "language": None}
    assert (sent["filters"], sent["as_of"]) == (filters, "2024-12-31")
    assert (sent["effort"], sent["caution"], sent["k"]) == ("quick", "eager", 5)
    expect(page.locator("#filter-count")).to_have_text("(5)")
    expect(page.locator("#asked")).to_contain_text("from 1 January 2024")
    expect(page.locator("#asked")).to_contain_text("as known on 31 December 2024")
    assert "caution=eager" in page.url
    page.reload()
    expect(page.locator("#caution")).to_have_value("eager")
    page.click("#clear-filters")
    expect(page.locator("#filter-count")).to_be_empty()


def test_days_in_the_wrong_order_are_not_sent(page: Page) -> None:
    page.locator("#filters > summary").click()
    page.fill("#published_from", "2024-02-01")
    page.fill("#published_to", "2024-01-01")
    page.fill("#question", QUESTION)
    page.click("#ask-button")
    message = page.locator("#published_to").evaluate("field => field.validationMessage")
    assert message == "This day is before “Published from”."
    expect(page.locator("#main")).to_have_attribute("data-state", "welcome")


LOST = """
const real = window.fetch;
window.fetch = async (address, options) => {
  const response = await real(address, options);
  if (!window.losing || !String(address).includes(window.losing)) return response;
  const begun = (await response.text()).slice(0, 200);
  return new Response(new ReadableStream({
    start(controller) { controller.enqueue(new TextEncoder().encode(begun)); },
    pull(controller) { controller.error(new TypeError('network error')); },
  }));
};"""
"""A connection that is lost in the middle of a reply, as a browser tells of it."""


@pytest.mark.parametrize(
    ("lang", "words"), [("en", "broke off before its end"), ("fr", "s’est interrompue avant la fin")]
)
def test_a_connection_lost_half_way_is_told_in_the_readers_language(page: Page, lang: str, words: str) -> None:
    page.add_init_script(LOST)
    page.goto(f"/?lang={lang}")
    page.evaluate("window.losing = 'ask/stream'")
    page.fill("#question", QUESTION)
    page.click("#ask-button")
    expect(page.locator("#failure")).to_contain_text(words)
    expect(page.locator("#failure")).not_to_contain_text("network error")
    page.evaluate("window.losing = 'v1/articles/'")
    page.click("#retry")
    page.locator(".show").first.click()
    expect(page.locator("#release-check")).to_contain_text(words)


def test_a_removed_release_is_gone_from_the_next_answer(page: Page, held: Desk) -> None:
    held.add(Document("room", "whale.txt", b"Whale seen\n\nA whale was seen off the lighthouse on Monday.", "text"))
    ask(page, "whale off the lighthouse")
    expect(card(page, "whale was seen")).to_be_visible()
    held.remove(article_id("room", "whale.txt"))
    page.click("#ask-button")
    expect(card(page, "whale was seen")).to_have_count(0)
    expect(page.locator("#main")).not_to_contain_text("whale was seen")  # whatever is answered now, or nothing


def test_a_key_is_asked_for_where_one_is_needed_and_sent_from_then_on(page: Page, told: Any) -> None:
    def guarded(route: Route) -> None:
        sent = route.request.headers.get("authorization")
        if sent == "Bearer right":
            return route.fulfill(body=events(told))
        return refuse("key-unknown" if sent else "key-missing", 401, "No key")(route)

    page.route(STREAM, guarded)
    page.fill("#question", QUESTION)
    page.click("#ask-button")
    expect(page.locator("#failure h2")).to_have_text("This archive asks for a key")
    page.get_by_label("Key", exact=True).fill("wrong")
    page.get_by_role("button", name="Use this key").click()
    expect(page.locator("#failure h2")).to_have_text("The key is not known here, or no longer")
    page.get_by_label("Key", exact=True).fill("right")
    page.get_by_role("button", name="Use this key").click()
    expect(page.locator(".passage")).to_have_count(len(told["passages"]))
    kept = "[sessionStorage.getItem('dateline.key'), localStorage.getItem('dateline.key')]"
    assert page.evaluate(kept) == ["right", None]


def test_after_a_key_was_given_the_page_knows_what_is_held_and_in_which_sources(page: Page, told: Any) -> None:
    def guarded(route: Route) -> None:
        if route.request.headers.get("authorization") == "Bearer right":
            return route.fulfill(body=events(told)) if "ask/stream" in route.request.url else route.continue_()
        return refuse("key-missing", 401, "No key")(route)

    page.route("**/v1/**", guarded)
    page.goto("/")
    page.fill("#question", QUESTION)
    page.click("#ask-button")
    page.get_by_label("Key", exact=True).fill("right")
    page.get_by_role("button", name="Use this key").click()
    expect(page.locator(".passage")).to_have_count(len(told["passages"]))
    expect(page.locator("#source option")).to_have_text(["Any source", re.compile(r"^room \(\d+\)$")])
    expect(page.locator("#intro")).to_contain_text("an archive of")


def test_going_back_closes_the_release_that_was_open(page: Page) -> None:
    ask(page, QUESTION)
    page.locator(".show").first.click()
    expect(page.locator("#release mark").first).to_be_visible()
    page.go_back()
    expect(page.locator("#release")).to_be_hidden()
    expect(page.locator("#main")).to_have_attribute("data-state", "welcome")


def test_earlier_questions_are_kept_here_asked_again_and_erased(page: Page) -> None:
    for question in ("port of Halvern", "spring fair of Orlington", "port of Halvern"):
        ask(page, question)
    page.goto("/")
    page.locator("#history > summary").click()
    earlier = page.locator("#history li")
    expect(earlier).to_have_text(["port of Halvern", "spring fair of Orlington"])
    earlier.last.locator("button").click()
    expect(page.locator(".passage .title").first).to_have_text("Spring fair")
    page.locator("#history > summary").click()
    page.click("#history-erase")
    expect(page.locator("#history")).to_be_hidden()
    assert page.evaluate("localStorage.getItem('dateline.history')") is None


def test_a_question_asked_before_the_first_was_answered_is_the_only_one_shown(page: Page) -> None:
    page.route(STREAM, lambda route: None, times=1)  # never answered
    page.fill("#question", QUESTION)
    page.click("#ask-button")
    expect(page.locator("#main")).to_have_attribute("data-state", "loading")
    ask(page, "spring fair of Orlington")
    expect(page.locator("#asked")).to_contain_text("spring fair")


def test_a_question_on_its_way_is_not_sent_again(page: Page, told: Any) -> None:
    begun: list[Route] = []
    page.route(STREAM, lambda route: begun.append(route))
    page.evaluate("window.asked = 0; addEventListener('dateline-question', () => { window.asked += 1; })")
    page.fill("#question", QUESTION)
    page.dblclick("#ask-button")
    page.focus("#question")
    page.keyboard.press("Enter")
    page.click("#ask-button")
    expect(page.locator("#main")).to_have_attribute("data-state", "loading")
    assert (len(begun), page.evaluate("window.asked")) == (1, 1)
    begun[0].fulfill(content_type="text/event-stream", body=events(told))
    expect(page.locator("#main")).to_have_attribute("data-state", "answered")
    page.unroute(STREAM)
    with page.expect_request(STREAM):
        page.click("#ask-button")  # once it is answered, the same question may be asked afresh


def test_a_second_click_and_a_key_held_down_ask_nothing_though_the_answer_was_quicker(page: Page, told: Any) -> None:
    answers(page, told)
    ask(page, QUESTION)
    sent: list[str] = []
    page.on("request", lambda made: sent.append(made.url))
    page.hover("#ask-button")
    page.mouse.down(click_count=2)
    page.mouse.up(click_count=2)
    expect(page.locator("#main")).to_have_attribute("data-state", "answered")
    assert sent == []
    page.focus("#question")
    with page.expect_response(STREAM):
        page.keyboard.down("Enter")
    expect(page.locator("#main")).to_have_attribute("data-state", "answered")
    page.keyboard.down("Enter")  # the key repeats
    page.keyboard.up("Enter")
    expect(page.locator("#main")).to_have_attribute("data-state", "answered")
    assert len(sent) == 1
