"""Releases in: files, folders, pasted text, sources; and out again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, Request, Route, expect

from corpus.article import article_id
from tests.api.desk.conftest import folder_of, settled, visit
from tests.api.doors import Door
from tests.corpus.fetching.site import Site, release, reply

pytestmark = pytest.mark.browser

FAIR = b"Spring fair\n\nORLINGTON, 2 May 2024 - The spring fair of Orlington opens with forty stalls.\n"
BRIDGE = b"# Bridge closed\n\nELSEN, 3 May 2024 - The old bridge of Elsen is closed to lorries until July.\n"


def held(door: Door, source: str) -> dict[str, str]:
    """What is held of a source: titles by path."""
    rows = httpx.get(f"{door.url}/v1/articles", params={"source": source}).json()["articles"]
    return {row["path"]: row["title"] for row in rows}


def line(page: Page, name: str) -> str:
    return page.locator(".queue li", has=page.get_by_text(name, exact=True)).locator(".state").inner_text()


def test_files_are_taken_in_and_one_that_is_refused_says_why(page: Page, door: Door, tmp_path: Path) -> None:
    folder = folder_of(tmp_path, {"fair.txt": FAIR, "empty.txt": b"", "bridge.md": BRIDGE, "x.xyz": b"\x00\x01"})
    visit(page, "add")
    page.get_by_label("Add to source").fill("given")
    page.set_input_files("#files", [folder / name for name in ("fair.txt", "empty.txt", "bridge.md", "x.xyz")])
    expect(page.locator(".coming .told")).to_have_text("Taken in: 2 · refused: 2 · on the way: 0")
    assert line(page, "fair.txt") == "Added Spring fair"
    assert line(page, "bridge.md") == "Added Bridge closed"
    assert line(page, "empty.txt").startswith("Refused The document is empty. ")
    assert "no reader for files of this ending" in line(page, "x.xyz")
    expect(page.locator("#status")).to_have_text("Taken in: 2 · refused: 2 · on the way: 0")
    assert set(held(door, "given").values()) == {"Spring fair", "Bridge closed"}
    page.set_input_files("#files", [folder / "fair.txt"])
    expect(page.locator(".queue li").last).to_contain_text("Unchanged")


def test_each_file_shows_how_much_of_it_has_gone_and_what_waits_can_be_stopped(page: Page, tmp_path: Path) -> None:
    asked: list[Route] = []
    page.route("**/v1/articles", lambda route: asked.append(route))
    folder = folder_of(tmp_path, {f"{at}.txt": FAIR + b"%d" % at for at in range(4)})
    visit(page, "add")
    page.set_input_files("#files", sorted(folder.iterdir()))
    states = page.locator(".queue li")
    expect(states.locator("progress:visible")).to_have_count(4)
    expect(page.locator('.queue [data-state="waiting"]')).to_have_count(2)
    page.get_by_role("button", name="Stop what waits").click()
    expect(page.locator('.queue [data-state="stopped"]')).to_have_count(2)
    for route in asked:
        route.continue_()
    expect(page.locator('.queue [data-state="done"]')).to_have_count(2)
    page.get_by_role("button", name="Clear what is done").click()
    expect(states).to_have_count(0)


def test_a_server_that_is_busy_is_asked_again_with_the_same_key(page: Page, tmp_path: Path) -> None:
    keys: list[str] = []

    def busy(route: Route, request: Request) -> None:
        keys.append(request.headers["idempotency-key"])
        if len(keys) > 2:
            return route.continue_()
        told = {
            "title": "Too much to do",
            "status": 503,
            "detail": "try again",
            "type": "urn:dateline:problem:too-busy",
        }
        return route.fulfill(status=503, json=told, headers={"Retry-After": "0.1"})

    page.route("**/v1/articles", busy)
    visit(page, "add")
    given = folder_of(tmp_path, {"later.txt": b"Later\n\nThe later train runs at nine.\n"})
    page.set_input_files("#files", given / "later.txt")
    expect(page.locator(".queue li").first).to_have_attribute("data-state", "done")
    assert (len(keys), len(set(keys))) == (3, 1)


def test_a_service_that_is_away_behind_its_proxy_is_asked_again(page: Page, tmp_path: Path) -> None:
    keys: list[str] = []

    def away(route: Route, request: Request) -> None:
        keys.append(request.headers["idempotency-key"])
        if len(keys) > 2:
            return route.continue_()
        status = (502, 504)[len(keys) - 1]
        return route.fulfill(status=status, body="<h1>Not there</h1>", headers={"Retry-After": "0.1"})

    page.route("**/v1/articles", away)
    visit(page, "add")
    given = folder_of(tmp_path, {"away.txt": b"Away\n\nThe proxy waited for the service to come back.\n"})
    page.set_input_files("#files", given / "away.txt")
    expect(page.locator(".queue li").first).to_have_attribute("data-state", "done")
    assert (len(keys), len(set(keys))) == (3, 1)


def test_a_file_too_large_for_the_proxy_is_called_so(page: Page, tmp_path: Path) -> None:
    page.route("**/v1/articles", lambda route: route.fulfill(status=413, body="<h1>Too large</h1>"))
    visit(page, "add")
    given = folder_of(tmp_path, {"huge.txt": b"Huge\n\nThe huge release has many words.\n"})
    page.set_input_files("#files", given / "huge.txt")
    expect(page.locator(".queue li").first).to_contain_text("The file is too large for this service")


def test_a_folder_is_taken_in_without_what_the_system_hides(page: Page, door: Door, tmp_path: Path) -> None:
    files = {"may/fair.txt": FAIR, "june/fair.txt": FAIR.replace(b"spring", b"summer"), ".DS_Store": b"x"}
    visit(page, "add")
    page.get_by_label("Add to source").fill("a folder")
    page.set_input_files("#folder", folder_of(tmp_path, {**files, ".git/config": b"x"}))
    expect(page.locator('.queue [data-state="done"]')).to_have_count(2)
    expect(page.locator(".queue li")).to_have_count(2)
    assert sorted(page.locator(".queue .file").all_inner_texts()) == ["given/june/fair.txt", "given/may/fair.txt"]
    paths = ["given – june – fair.txt", "given – may – fair.txt"]
    assert sorted(held(door, "a folder")) == paths, "files of one name in two folders are two releases"


def test_what_is_dropped_anywhere_on_the_page_is_taken_in(page: Page, door: Door) -> None:
    visit(page, "sources")
    page.evaluate(
        """words => {
            const transfer = new DataTransfer();
            transfer.items.add(new File([words], 'dropped.txt', { type: 'text/plain' }));
            const given = { dataTransfer: transfer, bubbles: true, cancelable: true };
            document.body.dispatchEvent(new DragEvent('dragover', given));
            document.body.dispatchEvent(new DragEvent('drop', given));
        }""",
        "Dropped news\n\nThe dropped lantern of Sahrin was lit again.\n",
    )
    expect(page.locator(".queue li")).to_contain_text("Added Dropped news")
    expect(page.locator("#over")).to_be_hidden()
    assert page.url.endswith("#/add")


DROPPED = """words => {
    const read = (entries) => ({ readEntries(told) { told(entries.splice(0)); } });
    const folder = (name, entries) => ({ name, isFile: false, createReader: () => read(entries) });
    const file = (name) => ({ name, isFile: true, file: (told) => told(new File([words], name)) });
    const shut = { name: 'shut.txt', isFile: true, file: (told, failed) => failed(new DOMException('x')) };
    const never = { readEntries: (told, failed) => failed(new DOMException('x')) };
    const locked = { name: 'locked', isFile: false, createReader: () => never };
    const given = folder('given', [shut, locked, file('open.txt')]);
    const transfer = new DataTransfer();
    transfer.items.add(new File([words], 'given'));
    DataTransferItem.prototype.webkitGetAsEntry = () => given;
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
}"""
"""Drops a folder of which a file and a folder cannot be read, as a browser tells of them."""


def test_a_folder_is_taken_in_but_for_what_cannot_be_read(page: Page) -> None:
    visit(page, "add")
    page.evaluate(DROPPED, "Open news\n\nThe open gate of Sahrin was painted.\n")
    expect(page.locator('.queue [data-state="done"]')).to_contain_text("given/open.txt")
    refused = page.locator('.queue [data-state="refused"]')
    expect(refused.locator(".file")).to_have_text(["given/shut.txt", "given/locked"])
    expect(refused.first).to_contain_text("It could not be read. Your system does not let the browser open it")
    expect(refused.get_by_role("button")).to_have_count(0)  # there is nothing that could be sent again
    page.get_by_role("button", name="Clear what is done").click()
    expect(page.locator(".queue li")).to_have_count(0)


def test_a_file_that_the_system_keeps_shut_is_called_so(page: Page, tmp_path: Path) -> None:
    visit(page, "add")
    given = folder_of(tmp_path, {"gone.txt": b"Gone\n\nThe file was gone before it was sent.\n"}) / "gone.txt"

    def gone(route: Route) -> None:
        given.unlink(missing_ok=True)
        route.abort()

    page.route("**/v1/articles", gone)
    page.set_input_files("#files", given)
    expect(page.locator(".queue li")).to_contain_text("Refused It could not be read")


def test_pasted_text_is_taken_in_with_the_facts_that_were_typed(page: Page, door: Door) -> None:
    visit(page, "add")
    page.get_by_text("Paste a text").click()
    page.get_by_label("Text of the release").fill("The lighthouse of Skerry is painted white again.")
    form = page.locator("form.paste", has=page.locator("textarea"))
    form.get_by_label("Title").fill("Lighthouse painted")
    form.get_by_label("Published").fill("2025-06-01")
    form.get_by_role("button", name="Add").click()
    expect(page.locator(".queue li")).to_contain_text("Added Lighthouse painted")
    page.locator(".queue a").click()
    expect(page.locator(".facts")).to_contain_text("1 Jun 2025 (from who added it)")


def test_a_removed_release_is_in_no_answer_and_comes_back(page: Page, door: Door) -> None:
    question = "who wound the tower clock of Norland?"
    words = "Clock wound\n\nThe tower clock of Norland was wound by Ada Quill on Friday.\n"
    sent = {"text": words, "source": "clocks", "path": "clock.txt"}
    identity = httpx.post(f"{door.url}/v1/articles", json=sent).json()["article"]["id"]

    def found() -> bool:
        return identity in {one["citation"]["article_id"] for one in door.asked(question)["passages"]}

    assert found()
    visit(page, f"release/{identity}")
    page.get_by_role("button", name="Remove…").click()
    page.get_by_label("Why").fill("withdrawn")
    page.get_by_role("button", name="Remove", exact=True).click()
    row = page.locator("tr", has_text="Clock wound")
    expect(row).to_contain_text("clocks")
    assert not found()
    left = page.locator("tbody tr").count() - 1
    row.get_by_role("button", name="Bring back").click()
    expect(row).to_have_count(0)
    expect(page.locator(".told")).to_have_text(f"Removed: {left}" if left else "Nothing was removed.")
    assert found()


def test_erasing_needs_a_word_typed_and_leaves_nothing(page: Page, door: Door) -> None:
    sent = {"text": "Erase me\n\nA quill that nobody needs.\n", "source": "clocks", "path": "erase.txt"}
    identity = httpx.post(f"{door.url}/v1/articles", json=sent).json()["article"]["id"]
    visit(page, f"release/{identity}")
    page.get_by_role("button", name="Erase for good…").click()
    act = page.get_by_role("button", name="Erase for good", exact=True)
    expect(act).to_be_disabled()
    page.get_by_label("Type “erase” to confirm").fill("erased")
    expect(act).to_be_disabled()
    page.get_by_label("Type “erase” to confirm").fill(" Erase")
    act.click()
    expect(page.locator("#main h1")).to_have_text("Removed releases")
    settled(page)
    assert httpx.get(f"{door.url}/v1/articles/{identity}").status_code == 404
    assert door.desk.store.received(identity) is None


@pytest.fixture
def site() -> Iterator[Site]:
    opened = Site()
    items = "".join(f"<item><title>x</title><link>{opened.url}/{name}</link></item>" for name in "ab")
    opened.answers["/feed"] = reply(200, f"<rss><channel>{items}</channel></rss>", "application/rss+xml")
    for name in "ab":
        opened.answers[f"/{name}"] = reply(200, release(f"Release {name} of the day"))
    yield opened
    opened.close()


def test_a_source_is_added_synced_and_removed(page: Page, door: Door, site: Site) -> None:
    visit(page, "sources")
    page.get_by_text("Add an address").click()
    form = page.locator("form.paste")
    form.get_by_label("Address").fill(f"{site.url}/feed")
    form.get_by_label("Name").fill("daily")
    form.get_by_label("Look again").select_option("3600")
    form.get_by_role("button", name="Add and sync").click()
    row = page.locator('tr[data-name="daily"]')
    expect(row).to_contain_text("Added 2")
    expect(row).to_contain_text("feed")
    expect(row).to_contain_text("every hour")
    assert len(held(door, "daily")) == 2
    site.answers["/feed"] = reply(500)
    row.get_by_role("button", name="Sync now").click()
    expect(row.locator(".last .wrong")).to_be_visible()
    row.get_by_role("button", name="Remove").click()
    expect(page.locator("dialog")).to_contain_text("2")
    page.locator("dialog").get_by_role("button", name="Remove").click()
    expect(row).to_have_count(0)
    assert held(door, "daily") == {}


def test_an_address_that_may_not_be_fetched_is_refused_beside_the_button(page: Page) -> None:
    visit(page, "sources")
    page.get_by_text("Add an address").click()
    page.locator("form.paste").get_by_label("Address").fill("http://169.254.169.254/")
    page.get_by_role("button", name="Add and sync").click()
    expect(page.locator("form.paste .wrong")).to_have_text(re.compile("must not be fetched|cannot be set up"))


def test_a_sync_is_among_the_jobs(page: Page, door: Door, site: Site) -> None:
    added = httpx.post(f"{door.url}/v1/sources", json={"address": f"{site.url}/feed", "name": "weekly"})
    assert added.status_code == 201, added.text
    httpx.post(f"{door.url}/v1/sources/weekly/sync")
    visit(page, "jobs")
    job = page.locator(".jobs li", has_text="weekly")
    expect(job).to_contain_text("Sync a source")
    expect(job).to_contain_text("done")
    expect(job).to_contain_text("Added 2")


def test_a_name_that_is_taken_twice_is_one_release_told_as_updated(page: Page, door: Door, tmp_path: Path) -> None:
    visit(page, "add")
    page.get_by_label("Add to source").fill("twice")
    for words in (FAIR, FAIR.replace(b"forty", b"fifty")):
        page.set_input_files("#files", folder_of(tmp_path, {"fair.txt": words}) / "fair.txt")
        expect(page.locator('.queue [data-state="done"]').last).to_be_visible()
        expect(page.locator(".queue .told")).to_have_count(0)
    expect(page.locator(".queue li").last).to_contain_text("Updated")
    page.locator(".queue a").last.click()
    expect(page.locator("#main h1")).to_have_text("Spring fair")
    page.get_by_role("button", name="What changed?").click()
    expect(page.locator(".difference del")).to_have_text("forty")
    expect(page.locator(".difference ins")).to_have_text("fifty")
    assert len(door.desk.store.versions(article_id("twice", "fair.txt"))) == 2
