"""Feeds, sitemaps and press rooms become articles, and nothing is asked twice."""

from __future__ import annotations

import socket

from corpus.article import article_id
from corpus.records import Options
from corpus.store.articles import ArticleStore
from qa import listings, syncing
from qa.sources import Sources
from tests.corpus.fetching.site import Request, Site, release, reply, validated
from tests.qa.syncing.web import feed, held, since, stock, urlset

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
