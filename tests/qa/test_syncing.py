"""Syncing sources on the web: nothing is lost, nothing is asked twice, and nobody is stopped by somebody else."""

from __future__ import annotations

import datetime as dt
import socket
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from corpus.article import Article, Scope, article_id
from corpus.errors import Interrupted, StoreBusy
from corpus.fetching import ledger
from corpus.fetching.client import Fetcher
from corpus.records import Options
from corpus.store.articles import PAGE_GONE, ArticleStore
from qa import listings, syncing
from qa.desk import Desk
from qa.sources import Sources
from qa.syncing import Synced, alone
from tests.corpus.fetching.site import (
    Answer,
    Request,
    Site,
    StillClock,
    fetching,
    redirect,
    release,
    reply,
    reset,
    validated,
)

DAY = dt.timedelta(days=1).total_seconds()


@pytest.fixture
def site() -> Iterator[Site]:
    opened = Site()
    yield opened
    opened.close()


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture
def keeper(desk: Desk, clock: StillClock) -> Iterator[Sources]:
    with fetching(clock) as fetcher:
        yield Sources(desk.store, desk.intake, lambda: fetcher)


@pytest.fixture
def store(desk: Desk) -> ArticleStore:
    return desk.store


def feed(site: Site, *entries: tuple[str, str] | str, etag: str | None = None) -> Answer:
    """An RSS feed of pages with a day each."""
    items = ""
    for number, entry in enumerate(entries):
        path, day = (entry, f"{number + 1:02} Mar 2024") if isinstance(entry, str) else entry
        items += f"<item><title>Title of {path}</title><link>{site.url}{path}</link><pubDate>{day}</pubDate></item>"
    text = f'<rss version="2.0"><channel><title>Press</title>{items}</channel></rss>'
    return validated(text, etag=etag) if etag else reply(200, text, "application/rss+xml")


def urlset(site: Site, *paths: str, stamps: Sequence[str] = ()) -> bytes:
    marks = [f"<lastmod>{stamp}</lastmod>" for stamp in stamps] or [""] * len(paths)
    urls = "".join(f"<url><loc>{site.url}{path}</loc>{mark}</url>" for path, mark in zip(paths, marks, strict=True))
    return reply(200, f"<urlset>{urls}</urlset>", "application/xml")


def stock(site: Site, *paths: str) -> None:
    """Put a release at each path, with a validator."""
    for path in paths:
        site.answers[path] = validated(
            release(f"Release {path.strip('/').replace('/', ' ')} of the day"), etag=f'"{path}"'
        )


def held(store: ArticleStore) -> dict[str, Article]:
    return {article.path: article for article in store.page(Scope.everything())}


def since(site: Site, count: int) -> list[str]:
    return site.paths[count:]


# A feed


def test_a_feed_becomes_articles(site: Site, keeper: Sources, store: ArticleStore) -> None:
    site.answers["/feed"] = feed(site, "/news/a?utm_source=rss", "/news/b")
    stock(site, "/news/a", "/news/b")
    keeper.add(f"{site.url}/feed", "room")
    done = keeper.sync("room")
    assert (done.counts, done.listed, done.requests, done.problem) == ({"added": 2}, 2, 2, None)
    articles = held(store)
    assert set(articles) == {f"{site.url}/news/a", f"{site.url}/news/b"}
    article = articles[f"{site.url}/news/a"]
    assert article.id == article_id("room", f"{site.url}/news/a")
    assert (article.url, article.title) == (article.path, "Release news a of the day")


def test_a_second_sync_asks_for_the_feed_and_nothing_else(site: Site, keeper: Sources) -> None:
    site.answers["/feed"] = feed(site, "/news/a", etag='"1"')
    stock(site, "/news/a")
    keeper.add(f"{site.url}/feed", "room")
    keeper.sync("room")
    before = len(site.paths)
    done = keeper.sync("room")
    assert (done.counts, done.requests) == ({}, 0)
    assert since(site, before) == ["/feed"]
    assert site.requests[-1].headers["if-none-match"] == '"1"'


def test_only_what_the_feed_calls_changed_is_asked_for(site: Site, keeper: Sources, store: ArticleStore) -> None:
    site.answers["/feed"] = feed(site, ("/news/a", "1 Mar 2024"), ("/news/b", "2 Mar 2024"))
    stock(site, "/news/a", "/news/b")
    keeper.add(f"{site.url}/feed", "room")
    keeper.sync("room")
    site.answers["/feed"] = feed(
        site, ("/news/a", "1 Mar 2024"), ("/news/b", "3 Mar 2024"), ("/news/c", "4 Mar 2024")
    )
    site.answers["/news/b"] = validated(release("A correction of the release"), etag='"new"')
    stock(site, "/news/c")
    before = len(site.paths)
    done = keeper.sync("room")
    assert done.counts == {"added": 1, "updated": 1}
    assert since(site, before) == ["/feed", "/news/c", "/news/b"]
    assert held(store)[f"{site.url}/news/b"].title == "A correction of the release"


def test_a_page_touched_without_a_change_is_not_sent(site: Site, keeper: Sources) -> None:
    site.answers["/feed"] = feed(site, ("/news/a", "1 Mar 2024"))
    stock(site, "/news/a")
    keeper.add(f"{site.url}/feed", "room")
    keeper.sync("room")
    site.answers["/feed"] = feed(site, ("/news/a", "2 Mar 2024"))
    assert keeper.sync("room").counts == {"unchanged": 1}
    assert keeper.sync("room").counts == {}


def test_a_page_that_left_the_feed_stays(site: Site, keeper: Sources, store: ArticleStore) -> None:
    site.answers["/feed"] = feed(site, "/news/a")
    stock(site, "/news/a", "/news/b")
    keeper.add(f"{site.url}/feed", "room")
    keeper.sync("room")
    site.answers["/feed"] = feed(site, "/news/b")
    keeper.sync("room")
    assert len(held(store)) == 2


def test_what_the_feed_says_fills_what_the_page_leaves_open(site: Site, keeper: Sources, store: ArticleStore) -> None:
    site.answers["/feed"] = feed(site, ("/news/a", "14 Mar 2024"), ("/news/b", "15 Mar 2024"))
    stock(site, "/news/a")
    meta = '<meta property="article:published_time" content="2024-02-01">'
    site.answers["/news/b"] = reply(200, release("A release that knows its day", head=meta))
    keeper.add(f"{site.url}/feed", "room")
    keeper.sync("room")
    first, second = (held(store)[f"{site.url}/news/{name}"] for name in "ab")
    assert (str(first.published), first.found["published"]) == ("2024-03-14", "listing")
    assert (str(second.published), second.found["published"]) == ("2024-02-01", "metadata")


def test_what_the_server_says_of_the_encoding_is_heard(site: Site, keeper: Sources, store: ArticleStore) -> None:
    page = release("La réouverture du marché", "Le marché a rouvert lundi, après l’été, près de la forêt. " * 4)
    site.answers["/news/a"] = reply(200, page.encode("mac_roman"), "text/html; charset=macintosh")
    keeper.take(f"{site.url}/news/a")
    (article,) = held(store).values()
    assert article.title == "La réouverture du marché"


def test_a_site_that_moved_to_another_scheme_keeps_its_articles(
    site: Site, keeper: Sources, store: ArticleStore
) -> None:
    site.answers["/feed"] = feed(site, "/news/a")
    stock(site, "/news/a")
    keeper.add(f"{site.url}/feed", "room")
    keeper.sync("room")
    site.answers["/feed"] = reply(
        200, f"<rss><channel><item><link>https://127.0.0.1:{site.port}/news/a</link></item></channel></rss>"
    )
    keeper.sync("room")
    assert set(store.ledger("room")) == {f"{site.url}/feed", f"{site.url}/news/a"}


# Sitemaps and rooms


def test_a_sitemap_is_taken_in_the_latest_first(site: Site, keeper: Sources) -> None:
    paths = ["/news/old", "/news/new", "/about", "/tag/x"]
    site.answers["/sitemap.xml"] = urlset(
        site, *paths, stamps=["2020-01-01", "2024-01-01", "2024-02-01", "2024-03-01"]
    )
    stock(site, *paths)
    keeper.add(f"{site.url}/sitemap.xml", "room")
    assert keeper.sync("room").counts == {"added": 2}
    assert [path for path in site.paths if path != "/sitemap.xml"] == ["/news/new", "/news/old"]


def test_an_index_leads_to_the_sitemaps_of_news(site: Site, keeper: Sources) -> None:
    names = ["post-sitemap.xml", "page-sitemap.xml", "post_tag-sitemap.xml"]
    children = "".join(f"<sitemap><loc>{site.url}/{name}</loc></sitemap>" for name in names)
    site.answers["/sitemap.xml"] = reply(200, f"<sitemapindex>{children}</sitemapindex>", "application/xml")
    site.answers["/post-sitemap.xml"] = urlset(site, "/port-reopens/", "/tag/x/")
    stock(site, "/port-reopens/")
    keeper.add(f"{site.url}/sitemap.xml", "room")
    assert keeper.sync("room").counts == {"added": 1}
    assert "/page-sitemap.xml" not in site.paths


def test_a_sitemap_that_did_not_change_is_passed_over(site: Site, keeper: Sources) -> None:
    def index(stamp: str) -> bytes:
        inner = f"<sitemap><loc>{site.url}/1.xml</loc><lastmod>{stamp}</lastmod></sitemap>"
        return reply(200, f"<sitemapindex>{inner}</sitemapindex>", "application/xml", ETag='"same"')

    site.answers |= {"/sitemap.xml": index("2024-01-01"), "/1.xml": urlset(site, "/news/a")}
    stock(site, "/news/a", "/news/b")
    keeper.add(f"{site.url}/sitemap.xml", "room")
    keeper.sync("room")
    before = len(site.paths)
    keeper.sync("room")
    assert since(site, before) == ["/sitemap.xml"]
    site.answers |= {"/sitemap.xml": index("2024-02-01"), "/1.xml": urlset(site, "/news/a", "/news/b")}
    assert keeper.sync("room").counts == {"added": 1}


def test_a_sitemap_that_fails_is_said_and_the_others_are_read(site: Site, keeper: Sources) -> None:
    inner = "".join(f"<sitemap><loc>{site.url}/{number}.xml</loc></sitemap>" for number in range(3))
    site.answers["/sitemap.xml"] = reply(200, f"<sitemapindex>{inner}</sitemapindex>", "application/xml")
    site.answers |= {"/0.xml": reply(404), "/1.xml": reply(200, "<html>no</html>"), "/2.xml": urlset(site, "/news/a")}
    stock(site, "/news/a")
    keeper.add(f"{site.url}/sitemap.xml", "room")
    done = keeper.sync("room")
    assert done.counts == {"added": 1, "refused": 2}
    assert {refused.name for refused in done.refused} == {f"{site.url}/0.xml", f"{site.url}/1.xml"}


def test_indexes_that_name_each_other_come_to_an_end(site: Site, keeper: Sources) -> None:
    def index(*names: str) -> bytes:
        inner = "".join(f"<sitemap><loc>{site.url}/{name}.xml</loc></sitemap>" for name in names)
        return reply(200, f"<sitemapindex>{inner}</sitemapindex>", "application/xml")

    site.answers |= {f"/{number}.xml": index("0", str(number), str(number + 1)) for number in range(20)}
    keeper.add(f"{site.url}/0.xml", "room")
    assert keeper.sync("room").problem is None
    assert len(site.paths) <= 1 + 1 + listings.DEEPEST


def test_a_press_rooms_page_is_a_source(site: Site, keeper: Sources) -> None:
    links = "".join(f'<a href="/news/{name}">More</a>' for name in "abc") + '<a href="/about">About</a>'
    site.answers["/press/"] = reply(200, f"<html><body>{links}</body></html>")
    stock(site, "/news/a", "/news/b", "/news/c")
    source = keeper.add(f"{site.url}/press/", "room")
    assert source.kind == "room"
    assert keeper.sync("room").counts == {"added": 3}


def test_a_pattern_says_which_pages(site: Site, keeper: Sources) -> None:
    site.answers["/sitemap.xml"] = urlset(site, "/item/1", "/news/2")
    stock(site, "/item/1", "/news/2")
    keeper.add(f"{site.url}/sitemap.xml", "room", options=Options("*/item/*"))
    keeper.sync("room")
    assert site.paths[-1] == "/item/1"
    assert "/news/2" not in site.paths
    keeper.add(f"{site.url}/sitemap.xml", "room", options=Options("*/news/*"))
    keeper.sync("room")
    assert site.paths[-1] == "/news/2"


def test_a_listing_without_anything_like_a_release_says_so(site: Site, keeper: Sources) -> None:
    site.answers["/sitemap.xml"] = urlset(site, "/about", "/shop/7")
    keeper.add(f"{site.url}/sitemap.xml", "room")
    assert "names 2 pages, none of which looks like a release" in str(keeper.sync("room").problem)
    site.answers["/feed"] = feed(site)
    keeper.add(f"{site.url}/feed", "empty")
    assert keeper.sync("empty").problem is None


def test_what_is_removed_by_hand_while_a_sync_runs_stays_removed(
    site: Site, keeper: Sources, store: ArticleStore
) -> None:
    paths = [f"/news/{number}" for number in range(syncing.BATCH + 2)]
    days = [(path, f"{number % 28 + 1} Mar 2024") for number, path in enumerate(paths)]
    site.answers["/feed"] = feed(site, *days)
    stock(site, *paths)
    keeper.add(f"{site.url}/feed", "room")
    keeper.sync("room")
    site.answers["/feed"] = feed(site, *((path, day.replace("2024", "2025")) for path, day in days))
    last = article_id("room", site.url + paths[-1])

    def change(request: Request, connection: socket.socket) -> None:
        store.remove(last)
        connection.sendall(reply(200, release("A correction of the release")))

    site.answers[paths[-1]] = change
    assert keeper.sync("room").counts == {"unchanged": syncing.BATCH + 1, "kept removed": 1}
    assert last not in {article.id for article in held(store).values()}


# Breaking off, and going on


def test_a_limit_leaves_the_rest_for_the_next_time(site: Site, keeper: Sources) -> None:
    paths = [f"/news/{number}" for number in range(5)]
    site.answers["/feed"] = feed(site, *paths, etag='"1"')
    stock(site, *paths)
    keeper.add(f"{site.url}/feed", "room", options=Options(limit=2))
    assert [keeper.sync("room").counts for _ in range(4)] == [
        {"added": 2, "waiting": 3},
        {"added": 2, "waiting": 1},
        {"added": 1},
        {},
    ]
    assert sorted(path for path in site.paths if path != "/feed") == paths


def test_a_sync_that_is_stopped_keeps_what_it_has_and_goes_on(
    site: Site, keeper: Sources, store: ArticleStore, clock: StillClock
) -> None:
    paths = [f"/news/{number}" for number in range(6)]
    site.answers["/feed"] = feed(site, *paths, etag='"1"')
    stock(site, *paths)
    third = site.answers["/news/2"]

    def stop(request: Request, connection: socket.socket) -> None:
        clock.stop.set()
        assert callable(third)
        third(request, connection)

    site.answers["/news/2"] = stop
    keeper.add(f"{site.url}/feed", "room")
    done = keeper.sync("room")
    assert str(done.problem).startswith("stopped; ")
    assert done.counts["waiting"] == 6 - done.counts["added"]
    assert len(held(store)) == done.counts["added"] >= 2
    clock.stop.clear()
    site.answers["/news/2"] = third
    assert keeper.sync("room").problem is None
    assert len(held(store)) == 6


class Crash(Exception):
    pass


def test_what_was_fetched_is_noted_only_once_it_is_kept(
    site: Site, keeper: Sources, store: ArticleStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.answers["/feed"] = feed(site, "/news/a", "/news/b", etag='"1"')
    stock(site, "/news/a", "/news/b")
    keeper.add(f"{site.url}/feed", "room")

    def fail(*_: object) -> list[str]:
        raise Crash

    with monkeypatch.context() as patch:
        patch.setattr(ArticleStore, "put", fail)
        with pytest.raises(Crash):
            keeper.sync("room")
    assert held(store) == {}
    assert keeper.sync("room").counts == {"added": 2}


def test_articles_are_committed_as_they_come(site: Site, keeper: Sources, store: ArticleStore) -> None:
    paths = [f"/news/{number}" for number in range(syncing.BATCH + 4)]
    site.answers["/feed"] = feed(site, *((path, f"{number % 28 + 1} Mar 2024") for number, path in enumerate(paths)))
    stock(site, *paths)
    seen: list[int] = []
    last = site.answers[paths[-1]]

    def count(request: Request, connection: socket.socket) -> None:
        seen.append(len(held(store)))
        assert callable(last)
        last(request, connection)

    site.answers[paths[-1]] = count
    keeper.add(f"{site.url}/feed", "room")
    keeper.sync("room")
    assert seen[0] >= syncing.BATCH


def test_progress_is_told_of_every_page(site: Site, keeper: Sources) -> None:
    site.answers["/feed"] = feed(site, "/news/a", "/news/b")
    stock(site, "/news/a", "/news/b")
    keeper.add(f"{site.url}/feed", "room")
    told: list[tuple[int, int]] = []
    keeper.sync("room", progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]


# Pages that are not there, not ours, or not releases


def test_a_page_that_is_gone_for_good_is_taken_out_and_comes_back_with_its_return(
    site: Site, keeper: Sources, store: ArticleStore, clock: StillClock
) -> None:
    site.answers["/feed"] = feed(site, "/news/a", etag='"1"')
    stock(site, "/news/a")
    keeper.add(f"{site.url}/feed", "room")
    keeper.sync("room")
    back = site.answers["/news/a"]
    site.answers["/news/a"] = reply(410)
    clock.moment += 8 * DAY
    assert keeper.sync("room").counts == {"gone": 1}
    assert held(store) == {}
    assert [(stone.path, stone.why) for stone in store.gone()] == [(f"{site.url}/news/a", PAGE_GONE)]
    site.answers["/news/a"] = back
    clock.moment += 8 * DAY
    assert keeper.sync("room").counts == {"restored": 1}


def test_a_page_that_is_not_found_is_taken_out_the_third_time(
    site: Site, keeper: Sources, store: ArticleStore, clock: StillClock
) -> None:
    site.answers["/feed"] = feed(site, "/news/a", etag='"1"')
    stock(site, "/news/a")
    keeper.add(f"{site.url}/feed", "room")
    keeper.sync("room")
    site.answers["/news/a"] = reply(404)
    clock.moment += 8 * DAY
    assert keeper.sync("room").counts == {"refused": 1}
    assert keeper.sync("room").requests == 0  # too soon
    clock.moment += 2 * 3600
    keeper.sync("room")
    assert len(held(store)) == 1
    clock.moment += 2 * 3600
    assert keeper.sync("room").counts == {"gone": 1}
    assert held(store) == {}


def test_a_page_that_leads_to_the_front_page_counts_as_not_found(
    site: Site, keeper: Sources, store: ArticleStore
) -> None:
    site.answers |= {
        "/feed": feed(site, "/news/a"),
        "/news/a": redirect("/"),
        "/": reply(200, release("The front page")),
    }
    keeper.add(f"{site.url}/feed", "room")
    assert keeper.sync("room").counts == {"refused": 1}
    assert held(store) == {}


def test_what_cannot_be_taken_in_is_said_once_and_stops_nobody(site: Site, keeper: Sources) -> None:
    site.answers |= {
        "/robots.txt": reply(200, "User-agent: *\nDisallow: /private/\n", "text/plain"),
        "/feed": feed(site, "/private/a", "/news/menu", "/news/photo", "/news/secret", "/news/inside", "/news/good"),
        "/news/menu": reply(200, "<html><body><a href=/>Home</a></body></html>"),
        "/news/photo": reply(200, b"\x89PNG\r\n", "image/png"),
        "/news/secret": reply(403),
        "/news/inside": redirect("http://169.254.169.254/"),
    }
    stock(site, "/news/good")
    keeper.add(f"{site.url}/feed", "room")
    done = keeper.sync("room")
    assert done.counts == {"added": 1, "refused": 5}
    assert {refused.name.removeprefix(site.url): refused.kind for refused in done.refused} == {
        "/private/a": "robots denied",
        "/news/menu": "no article",
        "/news/photo": "unknown format",
        "/news/secret": "not served",
        "/news/inside": "address forbidden",
    }
    assert keeper.sync("room").counts == {}


def test_a_page_that_was_no_release_is_read_whole_when_it_is_looked_at_again(
    site: Site, keeper: Sources, clock: StillClock
) -> None:
    site.answers["/feed"] = feed(site, "/news/a", etag='"1"')
    site.answers["/news/a"] = validated("<html><body>Soon</body></html>", etag='"a"')
    keeper.add(f"{site.url}/feed", "room")
    keeper.sync("room")
    clock.moment += 8 * DAY
    keeper.sync("room")
    assert "if-none-match" not in site.requests[-1].headers


def test_a_server_that_fails_is_left_alone_and_its_pages_wait(site: Site, keeper: Sources, clock: StillClock) -> None:
    paths = [f"/news/{number}" for number in range(20)]
    site.answers["/feed"] = feed(site, *paths, etag='"1"')
    site.answers |= {path: reply(503) for path in paths}
    keeper.add(f"{site.url}/feed", "room")
    done = keeper.sync("room")
    assert done.requests == syncing.PATIENCE
    assert done.counts == {"refused": syncing.PATIENCE, "waiting": 20 - syncing.PATIENCE}
    assert "failed 3 times in a row" in str(done.problem)
    stock(site, *paths)
    assert keeper.sync("room").counts == {"added": 20}


def test_a_server_that_asks_for_a_long_rest_is_left_alone_at_once(site: Site, keeper: Sources) -> None:
    site.answers["/feed"] = feed(site, "/news/a", "/news/b")
    site.answers |= {path: reply(429, Retry_After="86400") for path in ("/news/a", "/news/b")}
    keeper.add(f"{site.url}/feed", "room")
    assert keeper.sync("room").requests == 1


def test_a_page_that_fails_now_and_then_stops_nobody(site: Site, keeper: Sources) -> None:
    paths = [f"/news/{number}" for number in range(8)]
    site.answers["/feed"] = feed(site, *paths)
    stock(site, *paths)
    for path in paths[::2]:
        site.answers[path] = reset
    keeper.add(f"{site.url}/feed", "room")
    done = keeper.sync("room")
    assert done.counts == {"added": 4, "refused": 4}
    assert done.problem is None


@pytest.mark.parametrize(
    "answer",
    [
        reply(404),
        reply(500),
        reply(200, "<html>no feed</html>"),
        reset,
        reply(200, '<!DOCTYPE rss [<!ENTITY a "b">]><rss/>'),
    ],
)
def test_a_listing_that_cannot_be_read_is_the_sources_problem(
    site: Site, keeper: Sources, store: ArticleStore, answer: Answer
) -> None:
    site.answers["/feed"] = feed(site, "/news/a")
    stock(site, "/news/a")
    keeper.add(f"{site.url}/feed", "room")
    keeper.sync("room")
    site.answers["/feed"] = answer
    done = keeper.sync("room")
    assert str(done.problem).startswith(f"{site.url}/feed: ")
    assert store.sources()["room"].outcome == {"counts": {}, "problem": done.problem}
    assert len(held(store)) == 1


# Removed by hand


def test_what_was_removed_by_hand_stays_removed(
    site: Site, keeper: Sources, store: ArticleStore, clock: StillClock
) -> None:
    site.answers["/feed"] = feed(site, "/news/a", etag='"1"')
    stock(site, "/news/a")
    keeper.add(f"{site.url}/feed", "room")
    keeper.sync("room")
    (article,) = held(store).values()
    store.remove(article.id)
    site.answers["/news/a"] = reply(200, release("A correction of the release"))
    clock.moment += 8 * DAY
    assert keeper.sync("room").counts == {"kept removed": 1}
    assert keeper.sync("room", restore=True).counts == {"restored": 1}


def test_what_was_erased_does_not_come_back_by_itself(site: Site, keeper: Sources, store: ArticleStore) -> None:
    site.answers["/feed"] = feed(site, "/news/a", "/news/b", etag='"1"')
    stock(site, "/news/a", "/news/b")
    keeper.add(f"{site.url}/feed", "room")
    keeper.sync("room")
    store.purge(article_id("room", f"{site.url}/news/a"))
    site.answers["/feed"] = feed(site, "/news/a", "/news/b", etag='"2"')
    assert keeper.sync("room").counts == {}
    assert set(held(store)) == {f"{site.url}/news/b"}
    assert keeper.sync("room", restore=True).counts == {"added": 1}


# One at a time


def test_a_source_is_synced_by_one_at_a_time(tmp_path: Path) -> None:
    with alone(tmp_path, "room"):
        with pytest.raises(StoreBusy, match="being synced"), alone(tmp_path, "room"):
            raise AssertionError
        with alone(tmp_path, "other"):
            pass
    with alone(tmp_path, "room"):
        pass


def test_other_threads_are_kept_out(tmp_path: Path) -> None:
    refused: list[StoreBusy] = []

    def try_it() -> None:
        try:
            with alone(tmp_path, "room"):
                pass
        except StoreBusy as error:
            refused.append(error)

    with alone(tmp_path, "room"):
        thread = threading.Thread(target=try_it)
        thread.start()
        thread.join()
    assert len(refused) == 1


def test_an_outcome_says_what_was_done_and_what_was_not() -> None:
    done = Synced("room", problem="stopped")
    done.counts.update(added=2)
    assert done.outcome() == {"counts": {"added": 2}, "problem": "stopped"}


def test_the_revisits_are_rarer_than_the_retries() -> None:
    assert ledger.SOON < ledger.REVISIT


def test_a_fetcher_that_is_called_off_says_so(clock: StillClock, site: Site) -> None:
    site.answers["/a"] = reply()
    clock.stop.set()
    with fetching(clock) as fetcher, pytest.raises(Interrupted):
        fetcher.get(f"{site.url}/a")
    assert isinstance(fetcher, Fetcher)
