"""What is shown of what is held: lists, one release, what changed, report, feedback; to whom, in which language."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from api.access.keyring import KEYS
from corpus.article import article_id
from eval import published
from tests.api.desk.conftest import HOSTILE, TITLE, settled, visit, watched
from tests.api.doors import Door
from tests.api.web.browsing import PHONE, wide
from tests.eval.page.reports import random_report

pytestmark = pytest.mark.browser

PORT = article_id("room", "port.txt")
PLACE = {"article_id": PORT, "start": 0, "end": 20}
ROOMS = ("releases", "add", "sources", "jobs", "report", "feedback", "removed", f"release/{PORT}")
DIRECTION = "element => getComputedStyle(element).direction"
SERIOUS = {"serious", "critical"}


def titles(page: Page) -> list[str]:
    return page.locator("tbody .title").all_inner_texts()


def test_the_list_is_narrowed_by_source_language_and_days(page: Page) -> None:
    visit(page, "releases?source=wire")
    assert titles(page) == ["Port reopens"]
    expect(page.locator(".told")).to_have_text("1 of 1")
    page.get_by_label("Source").select_option("room")
    page.get_by_label("Language").last.select_option("ar")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.locator("tbody .title")).to_have_text(["افتتاح المكتبة المركزية"])
    assert "source=room&language=ar" in page.url
    page.get_by_label("Language").last.select_option("")
    page.get_by_label("From").fill("2024-03-01")
    page.get_by_label("To", exact=True).fill("2024-03-31")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.locator("tbody .title")).to_have_text(["Port reopens"])
    page.go_back()
    expect(page.locator("tbody .title")).to_have_text(["افتتاح المكتبة المركزية"])


def test_more_of_the_list_comes_where_it_ended(page: Page, door: Door) -> None:
    page.route(
        "**/v1/articles?*", lambda route: route.continue_(url=route.request.url.replace("limit=50", "limit=2"))
    )
    visit(page, "releases?source=room")
    expect(page.locator(".told")).to_have_text("2 of 3")
    page.get_by_role("button", name="Show more").click()
    expect(page.locator(".told")).to_have_text("3 of 3")
    expect(page.get_by_role("button", name="Show more")).to_be_hidden()
    expect(page.locator("tbody .title").nth(2)).to_be_focused()
    assert len(set(titles(page))) == 3


def test_more_of_the_list_that_did_not_come_can_be_asked_for_again(page: Page) -> None:
    page.route(
        "**/v1/articles?*", lambda route: route.continue_(url=route.request.url.replace("limit=50", "limit=2"))
    )
    visit(page, "releases?source=room")
    page.route("**/v1/articles?*after=*", lambda route: route.abort())
    more = page.get_by_role("button", name="Show more")
    more.click()
    expect(page.locator(".results .wrong")).to_contain_text("The service could not be reached")
    page.unroute("**/v1/articles?*after=*")
    more.click()
    expect(page.locator(".told")).to_have_text("3 of 3")
    expect(page.locator(".results .wrong")).to_have_count(0)


def test_on_a_phone_a_title_has_the_whole_width(page: Page) -> None:
    page.set_viewport_size(PHONE)
    visit(page)
    width = "(name) => document.querySelector(name).getBoundingClientRect().width"
    assert page.evaluate(width, ".list tbody th") == page.evaluate(width, ".list tbody tr")


def test_words_find_releases(page: Page) -> None:
    visit(page)
    page.get_by_label("Words").fill("المكتبة المركزية في صحرين")
    page.keyboard.press("Enter")
    expect(page.locator("tbody .title").first).to_have_text("افتتاح المكتبة المركزية")
    expect(page.locator("tbody .words").first).to_contain_text("وزارة الثقافة")


def test_a_release_shows_its_text_its_facts_and_what_is_beside_the_news(page: Page, door: Door) -> None:
    visit(page, f"release/{PORT}")
    article = httpx.get(f"{door.url}/v1/articles/{PORT}").json()
    expect(page.locator("#main h1")).to_have_text("Port reopens")
    shown = page.locator(".sheet p").all_text_contents()
    assert "\n\n".join(shown) == article["text"].strip()
    facts = page.locator(".facts")
    expect(facts).to_contain_text("14 Mar 2024 (from the dateline)")
    expect(facts).to_contain_text("HALVERN")
    about = page.get_by_role("group", name="About the organisation")
    (part,) = [one for one in article["parts"] if one["kind"] == "about"]
    assert article["text"][part["start"] : part["end"]].startswith(about.locator("p").first.inner_text())
    expect(about).to_contain_text("has run the harbour since 1911")


def test_what_became_of_a_version_is_marked_letter_for_letter(page: Page) -> None:
    visit(page, f"release/{PORT}")
    page.get_by_role("button", name="What changed?").first.click()
    changed = page.locator(".difference li.edited")
    expect(changed).to_have_count(1)
    assert changed.locator("del").all_text_contents() == ["nine"]
    assert changed.locator("ins").all_text_contents() == ["eleven"]
    assert changed.locator(".sentence").last.text_content() == "The repair cost eleven million euros."
    expect(page.locator(".difference .told")).to_contain_text("Sentences changed: 1")
    expect(page.locator(".difference h2")).to_be_focused()
    page.locator(".difference summary").last.click()
    expect(page.locator(".difference")).to_contain_text("the northern pier 𝔘 on Sunday.")


def test_an_earlier_version_can_be_read_and_is_called_so(page: Page) -> None:
    visit(page, f"release/{PORT}")
    page.get_by_role("link", name="Read").first.click()
    expect(page.locator(".notice")).to_contain_text("This is an earlier version of the text.")
    expect(page.locator(".sheet")).to_contain_text("The repair cost nine million euros.")


def test_an_earlier_version_is_compared_with_the_one_before_it(page: Page) -> None:
    visit(page, f"release/{PORT}")
    page.get_by_role("link", name="Read").first.click()
    versions = page.locator("section", has=page.get_by_role("heading", name="Versions"))
    expect(versions.locator("li", has_text="shown here").get_by_role("button")).to_have_count(0)
    versions.get_by_role("button", name="What changed?").last.click()
    changed = page.locator(".difference li.edited")
    expect(changed.locator("del")).to_have_text("seven")
    expect(changed.locator("ins")).to_have_text("nine")


def test_two_versions_that_share_nothing_are_not_called_two_stories(page: Page, door: Door) -> None:
    for words in ("The owl of Skerry hatched three chicks.", "Nobody may climb the north wall until autumn comes."):
        sent = {"text": f"Notice\n\n{words}\n", "source": "owls", "path": "notice.txt"}
        identity = httpx.post(f"{door.url}/v1/articles", json=sent).json()["article"]["id"]
    visit(page, f"release/{identity}")
    page.get_by_role("button", name="What changed?").click()
    expect(page.locator(".difference .told")).to_contain_text("left out")
    expect(page.locator(".difference .told")).not_to_contain_text("another story")
    httpx.delete(f"{door.url}/v1/articles/{identity}?purge=true")


def test_a_link_that_was_cut_is_told_as_a_release_that_is_not_there(page: Page) -> None:
    visit(page, "release/%E0%A4")
    expect(page.locator("#main .notice h2")).to_have_text("There is no such article")


def test_another_release_of_the_story_is_compared_with_it(page: Page) -> None:
    visit(page, f"release/{PORT}")
    story = page.locator("section", has=page.get_by_role("heading", name="Other releases of this story"))
    story.get_by_role("button", name="What changed?").click()
    marks = page.locator(".difference li.edited :is(del, ins):not(.sentence)")
    expect(marks).to_have_count(2)
    assert set(marks.all_text_contents()) == {"ninety", "eighty"}


def test_the_latest_report_is_shown_and_opens_whole(page: Page, door: Door) -> None:
    visit(page, "report")
    expect(page.locator("#main")).to_contain_text("--publish")
    report = random_report(12, answers=True)
    published.publish(door.settings.data, report)
    visit(page, "report")
    figure = report["modes"]["hybrid"]["article"]["success@1"]["value"]
    row = page.locator("tr", has=page.get_by_role("rowheader", name="Right release first"))
    expect(row.locator("td").last).to_contain_text(f"{figure:.1%}")
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Open the whole report").click()
    whole = opened.value
    expect(whole.locator("h1")).to_be_visible()
    assert whole.evaluate("window.origin") == "null", "it stands apart from the service and from the key"


def test_feedback_is_accepted_or_dropped(page: Page, door: Door) -> None:
    for question, verdict in (("who runs the harbour?", "up"), ("who runs the fair?", "down")):
        body = {"question": question, "verdict": verdict, "comment": "<b>so</b>"} | PLACE
        sent = httpx.post(f"{door.url}/v1/feedback", json=body)
        assert sent.status_code == 201, sent.text
    visit(page, "feedback")
    expect(page.locator("#badge-feedback")).to_have_text(" 2")
    first = page.locator(".judgements li", has_text="who runs the harbour?")
    expect(first).to_contain_text("Helpful")
    expect(first).to_contain_text("<b>so</b>")
    first.get_by_role("button", name="Accept").click()
    expect(first).to_have_count(0)
    page.get_by_role("button", name="Drop").click()
    expect(page.locator(".told")).to_have_text("No feedback is open.")
    expect(page.locator("#badge-feedback")).to_be_hidden()
    assert httpx.get(f"{door.url}/v1/feedback", params={"state": "open"}).json()["total"] == 0


def test_nothing_of_a_hostile_release_runs(page: Page, door: Door) -> None:
    identity = article_id("room", "zeppelin.txt")
    bad = "<img src=x onerror='window.hacked = 8'>"
    feedback = {"id": bad, "created": bad, "question": bad, "verdict": "up", "comment": bad, "article_id": bad}
    told = {"feedback": [{**feedback, "quote": bad, "state": "open"}], "total": 1}
    sources = {
        "sources": [{"name": bad, "articles": 1, "kind": bad, "address": bad, "every": None, "last_sync": None}]
    }

    def give(answer: Any) -> Any:
        def fulfill(route: Route) -> None:
            route.fulfill(json=answer)

        return fulfill

    for room in ("releases", f"release/{identity}", "removed"):
        visit(page, room)
    visit(page, f"release/{identity}")
    expect(page.locator("#main h1")).to_have_text(TITLE)
    assert HOSTILE.split(" <img")[0] in (page.locator(".sheet").text_content() or "")
    page.route("**/v1/feedback?*", give(told))
    page.route("**/v1/sources", give(sources))
    for room in ("feedback", "sources", "releases"):
        visit(page, room)
        expect(page.locator("#main")).to_contain_text(bad)
    assert page.evaluate("window.hacked") is None
    assert page.locator("#main :is(script, img, svg, iframe, [onmouseover])").count() == 0
    links = page.locator("a").evaluate_all("all => all.map(one => one.href)")
    assert not [link for link in links if link.startswith("javascript:")]


def test_a_keyboard_is_enough(page: Page) -> None:
    visit(page)
    page.keyboard.press("Tab")
    expect(page.locator("#skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    page.get_by_label("Words").focus()
    page.keyboard.type("Port reopens")
    page.keyboard.press("Enter")
    link = page.locator("tbody .title", has_text="Port reopens").first
    expect(link).to_be_visible()
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#main h1")).to_be_focused()
    settled(page)
    remove = page.get_by_role("button", name="Remove…")
    for _ in range(5):
        page.keyboard.press("Tab")
        if remove.evaluate("element => element === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    expect(page.get_by_label("Why")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(remove).to_be_focused()


def test_arabic_is_read_from_the_right_and_kept(page: Page) -> None:
    visit(page, f"release/{PORT}")
    page.get_by_label("Language").first.select_option("ar")
    expect(page.locator("#rooms a").first).to_have_text("البيانات")
    assert page.locator("body").evaluate(DIRECTION) == "rtl"
    assert page.locator(".sheet p").first.evaluate(DIRECTION) == "ltr", "an English release is read as ever"
    visit(page, "add")
    assert page.locator("html").get_attribute("lang") == "ar"
    expect(page.locator(".drop h2")).to_have_text("أفلت هنا ملفات أو مجلدًا")


@pytest.mark.parametrize("room", ROOMS)
def test_nothing_scrolls_sideways_on_a_phone(page: Page, room: str) -> None:
    page.set_viewport_size(PHONE)
    visit(page, room)
    assert wide(page) <= 0


@pytest.mark.parametrize(("scheme", "language"), [("light", "en"), ("dark", "fr"), ("light", "ar")])
def test_axe_finds_no_serious_fault(browser: Browser, door: Door, scheme: str, language: str) -> None:
    page = watched(browser, door, [], color_scheme=scheme)
    page.add_init_script(f"localStorage.setItem('dateline.lang', '{language}')")
    faults = []
    for room in ROOMS:
        visit(page, room)
        if room.startswith("release/"):
            page.locator(".lines button").first.click()
            expect(page.locator(".difference .steps")).to_be_visible()
        found = [one for one in Axe().run(page).response["violations"] if one["impact"] in SERIOUS]
        faults += [(room, one["id"], one["nodes"][0]["html"], one["nodes"][0]["failureSummary"]) for one in found]
    page.context.close()
    assert faults == []


def test_what_a_key_does_not_allow_is_shut_and_says_why(page: Page, door: Door) -> None:
    """Last: from the first key on nobody comes in without one."""
    ask, write = door.key("ask"), door.key("write", "ask")
    try:
        visit(page)
        dialog = page.get_by_role("dialog")
        expect(dialog).to_contain_text("A key is needed")
        dialog.get_by_label("Key", exact=True).fill("dateline_nonsense")
        dialog.get_by_role("button", name="Use this key").click()
        expect(dialog).to_contain_text("The key is not known")
        dialog.get_by_label("Key", exact=True).fill(ask)
        dialog.get_by_role("button", name="Use this key").click()
        expect(dialog).to_have_count(0)
        expect(page.locator("tbody .title").first).to_be_visible()
        expect(page.locator("#key-button")).to_have_text("Key: a test")
        page.locator("#rooms").get_by_role("link", name="Add").click()
        expect(page.get_by_role("button", name="Choose files")).to_be_disabled()
        expect(page.locator(".shut")).to_contain_text("It needs the scope “add and remove”")
        page.reload()
        expect(page.locator("#key-button")).to_have_text("Key: a test")
        page.locator("#key-button").click()
        dialog.get_by_label("Key", exact=True).fill(write)
        dialog.get_by_role("button", name="Use this key").click()
        expect(page.get_by_role("button", name="Choose files")).to_be_enabled()
        page.locator("#rooms").get_by_role("link", name="Feedback").click()
        expect(page.locator(".shut")).to_contain_text("look after everything")
    finally:
        (door.settings.data / KEYS).unlink()
