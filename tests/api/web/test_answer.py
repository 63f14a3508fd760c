"""The answer above the passages, as the page shows it: replies as the service streams them, in a real browser."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.api.web.browsing import PHONE, STREAM, answers, ask, card, reply, wide
from tests.api.web.conftest import HOSTILE

pytestmark = pytest.mark.browser

QUESTION = "port of Halvern reopened to ships"
DIRECTION = "element => getComputedStyle(element).direction"


def sentence(passage: dict[str, Any], text: str, **more: Any) -> dict[str, Any]:
    """Make a sentence of a passage that stands in it, as the service gives it."""
    first = passage["citation"]["start"] + passage["text"].index(text)
    number = passage["citation"]["number"]
    said = {"text": text, "citation": number, "start": first, "end": first + len(text)}
    return {**said, "marks": [], "context": None, "link": None, **more}


def answered(*sentences: dict[str, Any], confidence: float | None = 0.93) -> dict[str, Any]:
    text = " ".join(one["text"] for one in sentences)
    told = {"status": "answered", "confidence": confidence, "text": text}
    return {**told, "sentences": list(sentences), "missing": None}


def silent(text: str, reason: str = "never_mentioned") -> dict[str, Any]:
    missing = {"reason": reason, "names": ["FIFA"], "text": text}
    return {"status": "unanswered", "confidence": 0.1, "text": None, "sentences": [], "missing": missing}


def holding(told: dict[str, Any], words: str) -> dict[str, Any]:
    """Give the passage of a reply that holds words."""
    return next(one for one in told["passages"] if words in one["text"])


@pytest.fixture
def told(address: str) -> dict[str, Any]:
    """What the service says to the question; each test puts its answer in."""
    found: dict[str, Any] = reply(address, QUESTION)
    return found


def test_the_answer_comes_first_with_its_marks_and_the_number_of_its_passage(page: Page, told: Any) -> None:
    harbour = holding(told, "𝔘 reopened")
    text = "Ein zweiter Absatz 🚢 with the harbour: the port of Halvern 𝔘 reopened to ships on Thursday."
    day = text.index("Thursday")
    before = "🚢🚢 Ferries 👩‍👩‍👧 sailed again from the quay."
    said = sentence(harbour, text, marks=[[day, day + 8]], context={"text": before, "start": 0, "end": 1})
    answers(page, {**told, "answer": answered(said)})
    ask(page, QUESTION)
    expect(page.get_by_role("region", name="Answer")).to_be_visible()
    assert page.locator("#answer-text .words").all_text_contents() == [text]
    assert page.locator("#answer-text mark").all_text_contents() == ["Thursday"]
    expect(page.locator("#answer-text .context")).to_contain_text(before)
    expect(page.locator("#answer-text .footnote")).to_have_text(str(harbour["citation"]["number"]))
    headings = page.locator("h1, h2:visible, h3:visible").evaluate_all("all => all.map(one => one.tagName)")
    assert headings == ["H1", "H2", "H2", *["H3"] * len(told["passages"])]
    top = "element => element.getBoundingClientRect().top"
    assert page.locator("#answer").evaluate(top) < page.locator("#passages").evaluate(top)


def test_the_sentence_is_marked_where_it_stands_and_only_if_it_stands_there(page: Page, told: Any) -> None:
    harbour = holding(told, "𝔘 reopened")
    there = sentence(harbour, "the port of Halvern 𝔘 reopened to ships on Thursday.")
    moved = sentence(harbour, "with the harbour", start=there["start"] - 3, end=there["start"] + 13)
    answers(page, {**told, "answer": answered(there)})
    ask(page, QUESTION)
    assert page.locator(".cited").all_text_contents() == [there["text"]]
    assert card(page, "𝔘 reopened").locator(".quote").text_content() == harbour["text"]
    page.unroute(STREAM)
    answers(page, {**told, "answer": answered(moved)})
    page.click("#ask-button")
    expect(page.locator("#answer-text .words")).to_have_text("with the harbour")
    expect(page.locator(".cited")).to_have_count(0)


@pytest.mark.parametrize(
    ("confidence", "word"), [(0.93, "Sure"), (0.85, "Sure"), (0.7, "Likely"), (0.6, "Likely"), (0.31, "Unsure")]
)
def test_confidence_is_told_in_a_word_and_in_figures_on_hover_and_aloud(
    page: Page, told: Any, confidence: float, word: str
) -> None:
    said = sentence(told["passages"][0], told["passages"][0]["text"])
    answers(page, {**told, "answer": answered(said, confidence=confidence)})
    ask(page, QUESTION)
    sure = page.locator("#sureness")
    assert sure.evaluate("element => element.firstChild.textContent") == word
    expect(sure).to_have_attribute("title", f"{round(confidence * 100)} in 100 such answers are right")
    expect(page.locator("#status")).to_contain_text(f"Answer, {word.lower()}, {round(confidence * 100)} in 100")
    expect(page.locator("#status")).to_contain_text(said["text"])
    expect(page.get_by_role("status").first).to_have_id("status")


def test_confidence_that_is_not_known_is_not_told(page: Page, told: Any) -> None:
    said = sentence(told["passages"][0], told["passages"][0]["text"])
    answers(page, {**told, "answer": answered(said, confidence=None)})
    ask(page, QUESTION)
    expect(page.locator("#answer-text")).to_be_visible()
    expect(page.locator("#sureness")).to_be_hidden()


def test_silence_is_told_and_the_nearest_releases_are_called_no_answer(page: Page, told: Any) -> None:
    answers(page, {**told, "answer": silent("The archive never mentions FIFA.")})
    ask(page, QUESTION)
    silence = page.get_by_role("region", name="The archive does not say")
    expect(silence).to_contain_text("The archive never mentions FIFA.")
    expect(silence).to_contain_text("Nothing below is an answer")
    expect(page.locator("#heading")).to_have_text("The nearest releases")
    expect(page.locator(".passage")).to_have_count(len(told["passages"]))
    expect(page.locator("#status")).to_have_text("The archive does not say. The archive never mentions FIFA.")
    for part in ("#answer-text", "#sureness", "#copy-answer"):
        expect(page.locator(part)).to_be_hidden()


def test_silence_after_an_answer_leaves_nothing_of_the_answer(page: Page, told: Any) -> None:
    said = sentence(told["passages"][0], told["passages"][0]["text"])
    answers(page, {**told, "answer": answered(said)})
    ask(page, QUESTION)
    page.unroute(STREAM)
    answers(page, {**told, "passages": [], "answer": silent("Nothing was found for this question.", "nothing_found")})
    page.click("#ask-button")
    expect(page.locator("#answer-heading")).to_have_text("The archive does not say")
    expect(page.locator("#answer-text")).to_be_hidden()
    expect(page.locator("#missing-nearest")).to_be_hidden()
    expect(page.locator("#heading")).to_have_text("Nothing in the archive matched")


def test_passages_without_an_answer_are_shown_as_passages(page: Page, told: Any) -> None:
    answers(page, {**told, "answer": None})
    ask(page, QUESTION)
    expect(page.locator("#answer")).to_be_hidden()
    expect(page.locator("#heading")).to_contain_text("Passages")
    expect(page.locator("#status")).to_contain_text("Passages")


def test_a_footnote_leads_to_its_passage_by_keyboard(page: Page, told: Any) -> None:
    last = told["passages"][-1]
    answers(page, {**told, "answer": answered(sentence(last, last["text"][:20]))})
    ask(page, QUESTION)
    note = page.locator(".footnote")
    for _ in range(40):
        page.keyboard.press("Tab")
        if note.evaluate("element => element === element.getRootNode().activeElement"):
            break
    expect(note).to_be_focused()
    page.keyboard.press("Enter")
    passage = page.locator(f"#passage-{last['citation']['number']}")
    expect(passage).to_be_focused()
    expect(passage).to_be_in_viewport()
    expect(passage).to_have_class("passage shown")
    expect(page.locator("#answer")).to_be_visible()
    page.keyboard.press("Tab")
    assert passage.evaluate("element => element.contains(element.getRootNode().activeElement)"), (
        "reading goes on in it"
    )


def test_a_footnote_names_its_release_and_one_without_a_passage_is_left_out(page: Page, told: Any) -> None:
    first = told["passages"][0]
    said = sentence(first, first["text"][:20])
    answers(page, {**told, "answer": answered(said, {**said, "citation": 99})})
    ask(page, QUESTION)
    expect(page.locator(".footnote")).to_have_count(1)
    title = first["citation"]["title"]
    expect(page.get_by_role("button", name=f"Passage {first['citation']['number']}: {title}")).to_be_visible()


def test_words_on_the_published_page_are_linked_only_on_the_web(page: Page, told: Any) -> None:
    first = told["passages"][0]
    deep = "https://press.example/a#:~:text=port%20of%20Halvern"
    bad = sentence(first, first["text"][:9], link="javascript:window.hacked=8")
    answers(page, {**told, "answer": answered(sentence(first, first["text"][:20], link=deep), bad)})
    ask(page, QUESTION)
    links = page.locator("#answer .published")
    expect(links).to_have_count(1)
    expect(links).to_have_attribute("href", deep)


def test_an_arabic_answer_is_read_from_the_right(page: Page, address: str) -> None:
    told = reply(address, "ميناء هالفرن")
    arabic = holding(told, "NeLC")
    said = sentence(arabic, arabic["text"])
    answers(page, {**told, "answer": answered(said)})
    ask(page, "ميناء هالفرن")
    assert page.locator("#answer-text").evaluate(DIRECTION) == "rtl"
    assert page.locator("#answer-text .said").evaluate(DIRECTION) == "rtl"
    expect(page.locator("#answer-text")).to_have_attribute("lang", "ar")
    assert page.locator("#answer-heading").evaluate(DIRECTION) == "ltr"


def test_each_sentence_keeps_its_direction_in_an_answer_of_two_languages(page: Page, told: Any, address: str) -> None:
    arabic, english = holding(reply(address, "ميناء هالفرن"), "NeLC"), told["passages"][0]
    said = answered(sentence(english, english["text"]), sentence(arabic, arabic["text"]))
    answers(page, {**told, "answer": said})
    ask(page, QUESTION)
    found = page.locator("#answer-text .said")
    assert [found.nth(at).evaluate(DIRECTION) for at in (0, 1)] == ["ltr", "rtl"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_answer_stays_within_a_phones_width(page: Page, told: Any, scheme: Any) -> None:
    page.set_viewport_size(PHONE)
    page.emulate_media(color_scheme=scheme)
    first = told["passages"][0]
    long = {**sentence(first, first["text"]), "text": f"{'x' * 300} https://example.org/{'path/' * 60}"}
    answers(page, {**told, "answer": answered(long, sentence(first, first["text"]))})
    ask(page, QUESTION)
    assert wide(page) <= 0
    page.unroute(STREAM)
    answers(page, {**told, "answer": silent("y" * 400)})
    page.click("#ask-button")
    expect(page.locator("#missing-reason")).to_be_visible()
    assert wide(page) <= 0


def test_hostile_words_in_any_field_of_an_answer_run_nothing(page: Page, told: Any) -> None:
    first = {**told["passages"][0], "text": HOSTILE, "highlights": []}
    first["citation"] = {**first["citation"], "title": HOSTILE, "quote": HOSTILE, "url": HOSTILE, "start": 0}
    context = {"text": HOSTILE, "start": 0, "end": len(HOSTILE)}
    said = sentence(first, HOSTILE, marks=[[0, 30]], context=context, link=HOSTILE)
    understood = {**told["understood"], "did_you_mean": HOSTILE, "also_searched": [HOSTILE]}
    shown = {**told, "passages": [first], "understood": understood}
    answers(page, {**shown, "answer": answered(said)})
    ask(page, QUESTION)
    expect(page.locator("#answer-text .words")).to_have_text(HOSTILE)
    expect(page.locator(".cited")).to_have_text(HOSTILE)
    page.locator("#answer-text .words").hover()
    page.unroute(STREAM)
    answers(page, {**shown, "answer": silent(HOSTILE)})
    page.click("#ask-button")
    expect(page.locator("#missing-reason")).to_have_text(HOSTILE)
    made = "script, img, svg, iframe, b, [onerror], [onmouseover], [onload]"
    assert page.locator("#main").locator(made).count() == 0, "words of an answer became elements"
    assert page.evaluate("typeof window.hacked") == "undefined"


def test_the_question_respelt_is_asked_at_a_click(page: Page, told: Any) -> None:
    respelt = {**told["understood"], "did_you_mean": "spring fair of Orlington"}
    answers(page, {**told, "understood": respelt, "answer": silent("Nothing was found for this question.")})
    ask(page, QUESTION)
    page.unroute(STREAM)
    page.locator("#suggestion a").click()
    expect(page.locator(".passage .title").first).to_have_text("Spring fair")
    assert page.input_value("#question") == "spring fair of Orlington"
    expect(page.locator("#suggestion")).to_be_hidden()


def test_the_answer_is_copied_with_its_sources(page: Page, told: Any) -> None:
    first = told["passages"][0]
    said = sentence(first, first["text"])
    answers(page, {**told, "answer": answered(said)})
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, QUESTION)
    page.click("#copy-answer")
    expect(page.locator("#copy-answer")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"{said['text']} [{first['citation']['number']}]\n\n")
    assert first["citation"]["content_hash"] in copied
