"""What a reader does with an answer: copy, share, judge, and read it in another language or theme."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, Request, Route, expect

from corpus.article import Document, article_id
from qa.desk import Desk
from tests.api.web.browsing import answers, ask, card, reply
from tests.api.web.conftest import HOSTILE

pytestmark = pytest.mark.browser

QUESTION = "port of Halvern reopened to ships"
FEEDBACK = "**/v1/feedback"
DIRECTION = "element => getComputedStyle(element).direction"


def copied(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


@pytest.fixture
def clipboard(page: Page) -> Page:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    return page


def test_a_citation_is_copied_as_text_as_markup_and_as_a_footnote(clipboard: Page, address: str) -> None:
    page = clipboard
    ask(page, QUESTION)
    found = card(page, "HALVERN, 14 March")
    citation = next(one for one in reply(address, QUESTION)["passages"] if "HALVERN" in one["text"])["citation"]
    said = {}
    found.locator(".copy").click()
    for form in ("text", "html", "footnote"):
        found.locator(f".copy-{form}").click()
        expect(found.locator(f".copy-{form}")).to_have_text("Copied")
        said[form] = copied(page)
    assert said["text"].splitlines()[0] == "Port reopens"
    assert all(citation["content_hash"] in words for words in said.values())
    assert citation["quote"] in said["text"]
    assert said["footnote"].startswith("room, “Port reopens”, press release, 14 March 2024. Release ")
    assert "\n" not in said["footnote"]
    rebuilt = """words => new DOMParser().parseFromString(words.replaceAll('<br>', '\\n'), 'text/html')
        .querySelector('blockquote').textContent"""
    assert page.evaluate(rebuilt, said["html"]) == citation["quote"]


def test_markup_of_a_hostile_release_is_copied_as_words(clipboard: Page) -> None:
    page = clipboard
    ask(page, "zeppelin landed near the mast")
    found = card(page, "zeppelin")
    found.locator(".copy").click()
    found.locator(".copy-html").click()
    expect(found.locator(".copy-html")).to_have_text("Copied")
    page.evaluate("words => { document.body.innerHTML = words; }", copied(page))
    expect(page.locator("blockquote")).to_have_text(HOSTILE)
    assert page.locator("figure :is(script, img, svg, iframe, b)").count() == 0
    assert page.locator("figure a").count() == 0, "an address that runs is no link"
    assert page.evaluate("typeof window.hacked") == "undefined"


def test_the_forms_of_a_citation_close_with_escape_and_give_the_focus_back(page: Page) -> None:
    ask(page, QUESTION)
    opener = page.locator(".copy").first
    opener.focus()
    page.keyboard.press("Enter")
    expect(opener).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Tab")
    expect(page.locator(".copy-text").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".copy-text").first).to_be_hidden()
    expect(opener).to_be_focused()


def test_the_link_to_an_answer_leads_to_it(clipboard: Page) -> None:
    page = clipboard
    page.goto("/?q=port+of+Halvern&published_from=2024-01-01")
    page.click("#copy-link")
    expect(page.locator("#copy-link")).to_have_text("Copied")
    link = copied(page)
    page.goto("/")
    page.goto(link)
    expect(page.locator("#asked")).to_contain_text("from 1 January 2024")
    assert page.input_value("#question") == "port of Halvern"


def judged(page: Page, status: int = 201) -> list[Request]:
    """Let the service take feedback; gives what was sent."""
    sent: list[Request] = []

    def take(route: Route) -> None:
        sent.append(route.request)
        route.fulfill(status=status, content_type="application/json", body='{"id": 1, "title": "No such route"}')

    page.route(FEEDBACK, take)
    return sent


def test_a_thumb_says_which_passage_it_judges(page: Page, address: str) -> None:
    sent = judged(page)
    page.goto("/?q=port+of+Halvern+reopened+to+ships&source=room")
    found = card(page, "HALVERN, 14 March")
    found.locator(".thumbs .up").click()
    expect(found.locator(".thumbs")).to_have_text("Thank you: the press room will see it.")
    passages = reply(address, QUESTION)["passages"]
    citation = next(one for one in passages if "HALVERN" in one["text"])["citation"]
    place = {name: citation[name] for name in ("article_id", "start", "end", "content_hash")}
    filters = {"published_from": None, "published_to": None, "source": "room", "language": None}
    asked = {"question": QUESTION, "filters": filters, "as_of": None}
    assert sent[0].post_data_json == {**asked, **place, "verdict": "up"}


def test_a_thumb_down_on_silence_may_say_what_should_have_been_said(page: Page, address: str) -> None:
    missing = {"reason": "not_said", "names": [], "text": "The nearest releases do not say what was asked."}
    silent = {"status": "unanswered", "confidence": 0.1, "text": None, "sentences": [], "missing": missing}
    answers(page, {**reply(address, QUESTION), "answer": silent})
    sent = judged(page)
    ask(page, QUESTION)
    page.locator("#answer .thumbs .down").click()
    page.locator("#answer .thumbs textarea").fill("  It reopened on Thursday. ")
    page.locator("#answer .thumbs .send").click()
    expect(page.locator("#answer .thumbs")).to_have_text("Thank you: the press room will see it.")
    body: Any = sent[0].post_data_json
    assert (body["verdict"], body["comment"], body["answered"]) == ("down", "It reopened on Thursday.", False)
    assert "article_id" not in body


def test_what_is_judged_arrives_at_the_service(page: Page) -> None:
    ask(page, QUESTION)
    with page.expect_response(FEEDBACK) as response:
        page.locator("#answer .thumbs .up").click()
    assert response.value.status == 201


def test_thumbs_are_hidden_where_nobody_collects_them(page: Page) -> None:
    judged(page, 404)
    ask(page, QUESTION)
    page.locator("#answer .thumbs .up").click()
    expect(page.locator("#answer .thumbs")).to_have_text("Feedback is not collected here.")
    expect(page.locator(".thumbs")).to_have_count(1)
    page.click("#ask-button")
    expect(page.locator(".thumbs")).to_have_count(0)


def test_a_thumb_for_a_release_that_was_removed_says_so_and_the_others_stay(page: Page, held: Desk) -> None:
    held.add(Document("room", "heron.txt", b"Heron seen\n\nThe heron stood on the port of Halvern.", "text"))
    ask(page, "heron on the port of Halvern")
    held.remove(article_id("room", "heron.txt"))
    before = page.locator(".thumbs").count()
    thumbs = card(page, "heron stood").locator(".thumbs")
    thumbs.locator(".up").click()
    expect(thumbs).to_contain_text("It could not be sent: This release is no longer held here")
    expect(page.locator(".thumbs")).to_have_count(before)
    held.purge(article_id("room", "heron.txt"))


def test_a_comment_that_could_not_be_sent_stays_and_can_be_sent_again(page: Page) -> None:
    page.route(FEEDBACK, lambda route: route.abort())
    ask(page, QUESTION)
    thumbs = page.locator("#answer .thumbs")
    thumbs.locator(".down").click()
    thumbs.locator("textarea").fill("It was a Thursday.")
    thumbs.locator(".send").click()
    expect(thumbs.locator(".told")).to_have_text("It could not be sent: The service could not be reached")
    page.unroute(FEEDBACK)
    sent = judged(page)
    thumbs.locator(".send").click()
    expect(thumbs).to_have_text("Thank you: the press room will see it.")
    body: Any = sent[0].post_data_json
    assert body["comment"] == "It was a Thursday."


def test_another_language_is_spoken_without_asking_again(page: Page) -> None:
    ask(page, QUESTION)
    asked: list[str] = []
    page.on("request", lambda made: asked.append(made.url) if "ask" in made.url else None)
    quote = page.locator(".quote").first.text_content()
    page.select_option("#language >> nth=0", "ar")
    expect(page.locator("#answer-heading")).to_have_text("الجواب")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    assert page.locator("#ask-button").text_content() == "اسأل"
    assert page.locator("#main").evaluate(DIRECTION) == "rtl"
    assert page.locator(".quote").first.text_content() == quote
    assert page.locator(".quote").first.evaluate(DIRECTION) == "ltr", "a release keeps its own direction"
    page.select_option("#language >> nth=0", "fr")
    expect(page.locator("#answer-heading")).to_have_text("Réponse")
    expect(page.locator("time").first).to_have_text("14 mars 2024")
    assert asked == []
    page.reload()
    expect(page.locator("#answer-heading")).to_have_text("Réponse")


def test_a_silence_is_explained_in_the_language_of_the_interface(page: Page, address: str) -> None:
    missing = {"reason": "never_mentioned", "names": ["FIFA"], "text": "The archive never mentions FIFA."}
    silent = {"status": "unanswered", "confidence": 0.1, "text": None, "sentences": [], "missing": missing}
    answers(page, {**reply(address, QUESTION), "answer": silent})
    page.goto(f"/?q={QUESTION}&lang=fr")
    expect(page.locator("#missing-reason")).to_have_text("Le fonds ne mentionne jamais FIFA.")


@pytest.mark.parametrize(("theme", "light"), [("light", True), ("dark", False)])
def test_a_theme_given_wins_over_the_readers(page: Page, theme: str, light: bool) -> None:
    page.emulate_media(color_scheme="dark" if light else "light")
    page.goto("/embed")
    page.select_option("select[name=theme]", theme)
    ask(page, QUESTION)
    ground = page.locator("#answer").evaluate("element => getComputedStyle(element).backgroundColor")
    assert ground == ("rgb(255, 254, 251)" if light else "rgb(33, 30, 27)")


@pytest.mark.parametrize("accent", ["yellow", "#1d4f63", "rgb(0 0 0)", "white"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_accent_stays_readable_on_every_ground(page: Page, accent: str, scheme: Any) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto("/embed")
    page.fill("input[name=accent]", accent)
    ask(page, QUESTION)
    style = "(element) => { const style = getComputedStyle(element); return [style.color, style.backgroundColor]; }"
    contrast = """async ([one, other]) => {
      const { contrast, parsed } = await import('/static/component/colour.js');
      return contrast(parsed(one), parsed(other));
    }"""
    assert page.evaluate(contrast, page.locator("#ask-button").evaluate(style)) >= 4.5
    words = page.locator("#copy-answer").evaluate(style)[0]
    assert page.evaluate(contrast, [words, page.locator("#answer").evaluate(style)[1]]) >= 4.5
    assert page.evaluate(contrast, [words, "#faf8f3" if scheme == "light" else "#211e1b"]) >= 4.5


def test_on_paper_the_citations_stand_beside_the_quotations(page: Page) -> None:
    ask(page, QUESTION)
    page.emulate_media(media="print")
    expect(card(page, "HALVERN, 14 March").locator(".reference")).to_be_visible()
    expect(page.locator("#answer-text")).to_be_visible()
    for part in ("form#ask", ".tools >> nth=0", ".thumbs >> nth=0", ".ways"):
        expect(page.locator(part).first).to_be_hidden()


def test_opening_the_page_asks_for_the_sources_once(page: Page) -> None:
    asked: list[str] = []
    opened = page.context.new_page()  # what the first page still asks does not count
    opened.on("request", lambda made: asked.append(made.url) if made.url.endswith("/v1/sources") else None)
    opened.goto("/", wait_until="networkidle")
    assert len(asked) == 1


def test_the_language_in_the_address_stays_with_every_question(clipboard: Page) -> None:
    page = clipboard
    page.goto("/?lang=fr&from=letter")
    ask(page, QUESTION)
    asked = "?q=port+of+Halvern+reopened+to+ships&lang=fr&from=letter"
    assert page.url.endswith(f"/{asked}")
    page.click("#copy-link")
    expect(page.locator("#copy-link")).to_have_text("Copié")
    assert copied(page).endswith(f"/{asked}")
    ask(page, "spring fair of Orlington")
    page.go_back()
    expect(page.locator("#asked")).to_contain_text("port of Halvern")
    assert page.url.endswith(f"/{asked}")
    page.go_back()
    expect(page.locator("#main")).to_have_attribute("data-state", "welcome")
    assert page.url.endswith("/?lang=fr&from=letter")
    expect(page.locator("#ask-button")).to_have_text("Demander")
    expect(page.locator("nav.ways a")).to_have_attribute("href", re.compile(r"/desk\?lang=fr$"))


def test_the_language_in_the_address_follows_the_one_that_is_chosen_and_asks_nothing_again(page: Page) -> None:
    page.goto("/?lang=fr")
    ask(page, QUESTION)
    page.select_option("#language >> nth=0", "ar")
    assert page.url.endswith("&lang=ar")
    ask(page, "spring fair of Orlington")
    page.go_back()
    expect(page.locator("#asked")).to_contain_text("port of Halvern")
    page.go_back()
    expect(page.locator("#main")).to_have_attribute("data-state", "welcome")
    assert page.url.endswith("/?lang=ar"), "a language chosen since then stays"
    page.go_forward()
    expect(page.locator("#main")).to_have_attribute("data-state", "answered")
    page.reload()
    expect(page.locator("#ask-button")).to_have_text("اسأل")


def test_what_else_an_address_says_asks_nothing_again(page: Page) -> None:
    page.goto("/?lang=fr&q=port+of+Halvern")
    expect(page.locator("#main")).to_have_attribute("data-state", "answered")
    sent: list[str] = []
    page.on("request", lambda made: sent.append(made.url))
    page.select_option("#language >> nth=0", "en")
    page.evaluate("location.hash = 'ask'")
    expect(page.locator("#answer-heading")).to_have_text("Answer")
    assert [address for address in sent if "ask/stream" in address] == []
