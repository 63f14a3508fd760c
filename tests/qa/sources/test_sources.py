"""Sources as people handle them: added by an address or a folder, synced, removed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.article import Document, Scope, article_id
from corpus.errors import (
    AddressForbidden,
    NotText,
    PageGone,
    RobotsDenied,
    SourceInvalid,
    SourceMissing,
    SourceTaken,
    StoreBusy,
)
from corpus.fetching.client import Fetched
from corpus.records import Options, Source
from corpus.store.articles import SOURCE_REMOVED, ArticleStore
from qa.desk import Desk
from qa.sources import Sources, check, detect, name_of, on_web
from qa.syncing import alone
from tests.corpus.fetching.site import Site, release, reply, validated

HOME = "https://orlington.example"


@pytest.fixture
def site() -> Iterator[Site]:
    opened = Site()
    yield opened
    opened.close()


@pytest.fixture
def room(tmp_path: Path) -> Path:
    folder = tmp_path / "press"
    folder.mkdir()
    (folder / "a.txt").write_text("Budget agreed\n\nThe council of Orlington agreed a new budget on Monday.\n")
    return folder


def feed(site: Site, *paths: str) -> bytes:
    items = "".join(f"<item><title>x</title><link>{site.url}{path}</link></item>" for path in paths)
    return reply(200, f"<rss><channel>{items}</channel></rss>", "application/rss+xml")


def titles(store: ArticleStore) -> list[str | None]:
    return sorted((article.title for article in store.page(Scope.everything())), key=str)


# Adding


def test_a_feed_is_known_by_its_content_and_named_after_its_host(site: Site, keeper: Sources) -> None:
    site.answers["/anything"] = feed(site, "/a")
    assert keeper.add(f"{site.url}/anything") == Source("127.0.0.1", "feed", f"{site.url}/anything")


def test_nothing_is_taken_in_before_the_first_sync(site: Site, keeper: Sources, store: ArticleStore) -> None:
    site.answers |= {"/feed": feed(site, "/a"), "/a": reply(200, release("Port reopens to ships"))}
    keeper.add(f"{site.url}/feed", "room")
    assert titles(store) == []
    assert "/a" not in site.paths


def test_with_a_kind_nothing_is_asked(site: Site, keeper: Sources) -> None:
    assert keeper.add(f"{site.url}/feed?utm_source=x", "room", "sitemap").location == f"{site.url}/feed"
    assert site.requests == []


def test_options_are_kept(keeper: Sources, store: ArticleStore) -> None:
    options = Options("*/news/*", 3600, 20)
    keeper.add(f"{HOME}/feed", "room", "feed", options)
    assert store.sources()["room"].options == options


def test_adding_it_again_changes_its_options_and_keeps_what_is_not_said(keeper: Sources, store: ArticleStore) -> None:
    keeper.add(f"{HOME}/feed", "room", "feed", Options(every=3600))
    keeper.add(f"{HOME}/feed", "room", "feed")
    assert store.sources()["room"].options.every == 3600
    keeper.add(f"{HOME}/feed", "room", "feed", Options(every=7200))
    assert store.sources()["room"].options.every == 7200


def test_a_name_stands_for_one_place(keeper: Sources, store: ArticleStore, room: Path, desk: Desk) -> None:
    keeper.add(f"{HOME}/feed", "room", "feed")
    with pytest.raises(SourceTaken):
        keeper.add(f"{HOME}/other", "room", "feed")
    desk.add(Document("hand", "a.txt", b"Port reopens\n\nThe port of Halvern reopened to ships.\n", "text"))
    with pytest.raises(SourceTaken):
        keeper.add(f"{HOME}/feed", "hand", "feed")
    keeper.add(str(room))
    with pytest.raises(SourceTaken):
        keeper.add(f"{HOME}/feed", "press", "feed")


def test_pages_named_one_by_one_may_get_a_listing(site: Site, keeper: Sources, store: ArticleStore) -> None:
    site.answers |= {"/feed": feed(site, "/b"), "/a": reply(200, release("Port reopens to ships"))}
    site.answers["/b"] = reply(200, release("Bridge opens to walkers"))
    keeper.take(f"{site.url}/a")
    assert keeper.add(f"{site.url}/feed").kind == "feed"
    assert keeper.sync("127.0.0.1").counts == {"added": 1}
    assert len(titles(store)) == 2


@pytest.mark.parametrize(
    "url", ["http://127.0.0.2/feed", "http://169.254.169.254/", "http://me:word@h.example/", "http://[::1]/"]
)
def test_an_address_inside_is_refused(keeper: Sources, store: ArticleStore, url: str) -> None:
    with pytest.raises(AddressForbidden):
        keeper.add(url, "room")
    assert store.sources() == {}


def test_an_address_that_cannot_be_had_is_said(site: Site, keeper: Sources, store: ArticleStore) -> None:
    with pytest.raises(PageGone):
        keeper.add(f"{site.url}/nowhere", "room")
    site.answers["/robots.txt"] = reply(200, "User-agent: *\nDisallow: /\n", "text/plain")
    other = Site(dict(site.answers))
    with pytest.raises(RobotsDenied):
        keeper.add(f"{other.url}/feed", "room")
    other.close()
    assert store.sources() == {}


@pytest.mark.parametrize("kind", ["folder", "upload", "blog", ""])
def test_a_kind_that_is_none_of_the_webs_is_refused(keeper: Sources, kind: str) -> None:
    with pytest.raises(SourceInvalid, match="kind"):
        keeper.add(f"{HOME}/feed", "room", kind)


@pytest.mark.parametrize("options", [Options("re:("), Options(every=59), Options(every=-1), Options(limit=0)])
def test_options_that_cannot_be_are_refused(keeper: Sources, store: ArticleStore, options: Options) -> None:
    with pytest.raises(SourceInvalid):
        keeper.add(f"{HOME}/feed", "room", "feed", options)
    with pytest.raises(SourceInvalid):
        check(options)
    assert store.sources() == {}


def test_a_name_that_no_database_holds_is_refused(keeper: Sources, store: ArticleStore, tmp_path: Path) -> None:
    (tmp_path / "press\udcff").mkdir()
    for place, name, kind in ((f"{HOME}/feed", "room\ud800", "feed"), (str(tmp_path / "press\udcff"), None, None)):
        with pytest.raises(NotText):
            keeper.add(place, name, kind)
    assert store.sources() == {}


# Folders


def test_a_folder_is_a_source_and_kept_as_it_is(keeper: Sources, store: ArticleStore, room: Path) -> None:
    source = keeper.add(str(room), options=Options(every=3600))
    assert (source.name, source.kind, source.location, source.options.every) == ("press", "folder", str(room), 3600)
    assert keeper.sync("press").counts == {"added": 1}
    (room / "a.txt").unlink()
    assert keeper.sync("press").counts == {"pruned": 1}
    outcome = store.sources()["press"].outcome
    assert outcome is not None
    assert {**outcome, "seconds": 0} == {"counts": {"pruned": 1}, "problem": None, "seconds": 0}


def test_a_folder_that_is_gone_is_its_sources_problem(keeper: Sources, store: ArticleStore, room: Path) -> None:
    keeper.add(str(room))
    keeper.sync("press")
    room.rename(room.with_name("elsewhere"))
    done = keeper.sync("press")
    assert "no such file or folder" in str(done.problem)
    assert titles(store) == ["Budget agreed"]


def test_what_fits_no_folder_is_refused(keeper: Sources, room: Path, tmp_path: Path) -> None:
    with pytest.raises(SourceMissing):
        keeper.add(str(tmp_path / "nowhere"))
    with pytest.raises(SourceInvalid, match="is a file"):
        keeper.add(str(room / "a.txt"), kind="folder")
    with pytest.raises(SourceInvalid, match="no address"):
        keeper.add(str(room), kind="feed")
    with pytest.raises(SourceInvalid, match="taken in whole"):
        keeper.add(str(room), options=Options(pattern="*.txt"))
    keeper.add(str(room))
    (room / "inner").mkdir()
    with pytest.raises(SourceTaken, match="lies in source 'press'"):
        keeper.add(str(room / "inner"))


# What kind an address is


def page(body: str, path: str = "/press/") -> Fetched:
    return Fetched(HOME + path, HOME + path, 200, f"<!doctype html><html>{body}</html>".encode(), "text/html")


LINKS = "".join(f'<a href="/news/item-{number}">More</a>' for number in range(3))
FEED = '<link rel=alternate type="application/rss+xml" href="{}">'


@pytest.mark.parametrize(
    ("body", "path", "kind", "location"),
    [
        (LINKS, "/press/", "room", "/press/"),
        (LINKS + FEED.format("/feed/"), "/press/", "room", "/press/"),
        (LINKS + FEED.format("/press/feed/"), "/press/", "feed", "/press/feed/"),
        (LINKS + FEED.format("/rss/news.xml"), "/press/", "feed", "/rss/news.xml"),
        (FEED.format("/feed/"), "/", "feed", "/feed/"),
        (FEED.format("/comments/feed/"), "/", "url", "/"),
        (LINKS + FEED.format("/feed/"), "/news/port-reopens", "url", "/news/port-reopens"),
        ("<p>Words.</p>", "/port", "url", "/port"),
    ],
)
def test_what_a_page_is_good_for(body: str, path: str, kind: str, location: str) -> None:
    assert detect(page(body, path)) == (kind, HOME + location)


def test_with_a_pattern_a_page_is_a_room() -> None:
    assert detect(page('<a href="/item/1">x</a>' + FEED.format("/press/feed/")), "*/item/*")[0] == "room"


def test_feeds_sitemaps_and_files_are_what_they_are() -> None:
    for raw, kind in ((b"<rss/>", "feed"), (b"<urlset/>", "sitemap"), (b"Words.", "url")):
        assert detect(Fetched(f"{HOME}/a", f"{HOME}/a", 200, raw, "text/plain")) == (kind, f"{HOME}/a")


@pytest.mark.parametrize(
    ("place", "web"),
    [
        ("https://a.example", True),
        ("HTTP://A.EXAMPLE", True),
        ("http", False),
        ("./https:/a", False),
        ("ftp://a", False),
    ],
)
def test_an_address_is_told_from_a_path(place: str, web: bool) -> None:
    assert on_web(place) is web


def test_a_source_is_named_after_its_host() -> None:
    assert name_of("https://www.orlington.example:8443/a") == "orlington.example"
    assert name_of("https://press.orlington.example/") == "press.orlington.example"


# Single addresses


def test_a_page_is_taken_in_once(site: Site, keeper: Sources, store: ArticleStore) -> None:
    site.answers["/a"] = validated(release("Port reopens to ships"), etag='"1"')
    done = keeper.take(f"{site.url}/a?utm_campaign=x")
    assert (done.counts, done.alone, done.passages) == ({"added": 1}, True, 1)
    assert site.paths == ["/a"]
    assert store.sources()["127.0.0.1"].kind == "url"
    assert keeper.take(f"{site.url}/a").counts == {"unchanged": 1}


def test_pages_of_one_host_are_one_source_and_synced_as_one(site: Site, keeper: Sources, store: ArticleStore) -> None:
    for name in "abc":
        site.answers[f"/{name}"] = validated(release(f"Release {name} of the day"), etag=f'"{name}"')
    keeper.take(f"{site.url}/a")
    keeper.take(f"{site.url}/b")
    keeper.take(f"{site.url}/c", "mine")
    assert store.count_by_source(Scope.everything()) == {"127.0.0.1": 2, "mine": 1}
    site.answers["/b"] = reply(200, release("A correction of the release"))
    assert keeper.sync("127.0.0.1").counts == {"unchanged": 1, "updated": 1}


def test_a_page_may_join_the_feed_of_its_host(site: Site, keeper: Sources, store: ArticleStore) -> None:
    site.answers |= {"/feed": feed(site, "/a"), "/b": reply(200, release("Bridge opens to walkers"))}
    site.answers["/a"] = reply(200, release("Port reopens to ships"))
    keeper.add(f"{site.url}/feed")
    assert keeper.take(f"{site.url}/b").counts == {"added": 1}
    assert store.sources()["127.0.0.1"].kind == "feed"
    assert keeper.sync("127.0.0.1").counts == {"added": 1}


def test_a_feed_given_as_an_address_is_taken_in_and_registered(
    site: Site, keeper: Sources, store: ArticleStore
) -> None:
    site.answers |= {"/feed": feed(site, "/a"), "/a": reply(200, release("Port reopens to ships"))}
    assert keeper.take(f"{site.url}/feed").counts == {"added": 1}
    assert site.paths == ["/feed", "/a"]
    assert store.sources()["127.0.0.1"].location == f"{site.url}/feed"
    assert keeper.take(f"{site.url}/feed").counts == {}


def test_a_page_that_is_no_release_is_refused(site: Site, keeper: Sources) -> None:
    site.answers["/a"] = reply(200, "<html><body><a href=/>Home</a></body></html>")
    done = keeper.take(f"{site.url}/a")
    assert done.counts == {"refused": 1}
    assert [refused.kind for refused in done.refused] == ["no article"]


def test_a_page_does_not_join_a_folder(site: Site, keeper: Sources, room: Path) -> None:
    keeper.add(str(room))
    site.answers["/a"] = reply(200, release("Port reopens to ships"))
    with pytest.raises(SourceTaken):
        keeper.take(f"{site.url}/a", "press")


def test_naming_an_erased_page_brings_it_back(site: Site, keeper: Sources, store: ArticleStore) -> None:
    site.answers["/a"] = validated(release("Port reopens to ships"), etag='"1"')
    keeper.take(f"{site.url}/a")
    store.purge(article_id("127.0.0.1", f"{site.url}/a"))
    assert keeper.take(f"{site.url}/a").counts == {"added": 1}


# Syncing and removing


def test_only_what_is_registered_can_be_synced_or_removed(keeper: Sources) -> None:
    for work in (keeper.sync, keeper.remove):
        with pytest.raises(SourceMissing, match="none yet"):
            work("nowhere")


def test_what_came_one_by_one_cannot_be_synced(keeper: Sources, desk: Desk) -> None:
    desk.add(Document("hand", "a.txt", b"Port reopens\n\nThe port of Halvern reopened to ships.\n", "text"))
    with pytest.raises(SourceInvalid, match="document by document"):
        keeper.sync("hand")
    assert keeper.syncable() == []


def test_a_source_that_is_being_synced_is_left_alone(keeper: Sources, store: ArticleStore) -> None:
    keeper.add(f"{HOME}/feed", "room", "feed")
    with alone(store.folder, "room"):
        for work in (keeper.sync, keeper.remove):
            with pytest.raises(StoreBusy):
                work("room")


def test_a_removed_source_takes_its_articles_along_and_they_return_with_it(
    site: Site, keeper: Sources, store: ArticleStore
) -> None:
    site.answers |= {"/feed": feed(site, "/a"), "/a": validated(release("Port reopens to ships"), etag='"1"')}
    keeper.take(f"{site.url}/feed", "room")
    assert keeper.remove("room") == 1
    assert titles(store) == []
    assert store.sources() == {}
    assert [stone.why for stone in store.gone()] == [SOURCE_REMOVED]
    keeper.add(f"{site.url}/feed", "room")
    assert keeper.sync("room").counts == {"restored": 1}


def test_a_source_removed_for_good_leaves_no_trace(site: Site, keeper: Sources, store: ArticleStore) -> None:
    items = f"<item><title>Zanzibarquay reopens</title><link>{site.url}/a</link></item>"
    items += f"<item><link>{site.url}/b</link></item>"
    site.answers |= {"/feed": reply(200, f"<rss><channel>{items}</channel></rss>")}
    site.answers |= {f"/{name}": reply(200, release(f"Zanzibarquay {name} reopens to ships")) for name in "ab"}
    keeper.take(f"{site.url}/feed", "room")
    store.remove(article_id("room", f"{site.url}/b"))
    assert keeper.remove("room", purge=True) == 2
    files = [file.read_bytes() for file in store.folder.rglob("*") if file.is_file()]
    assert files
    assert not any(b"anzibarquay" in content for content in files)


def test_a_removed_folder_stays_on_the_disk(keeper: Sources, store: ArticleStore, room: Path) -> None:
    keeper.add(str(room))
    keeper.sync("press")
    assert keeper.remove("press") == 1
    assert (room / "a.txt").exists()
    assert titles(store) == []


def test_nothing_is_opened_before_it_is_needed(desk: Desk) -> None:
    def never() -> object:
        raise AssertionError

    keeper = Sources(desk.store, desk.intake, never)  # type: ignore[arg-type]
    keeper.add(f"{HOME}/feed", "room", "feed")
    keeper.remove("room")
    keeper.close()


def test_the_desk_opens_them_as_it_is_configured(desk: Desk) -> None:
    keeper = desk.sources()
    with pytest.raises(AddressForbidden):
        keeper.add("http://127.0.0.1:9/feed")
    keeper.close()
