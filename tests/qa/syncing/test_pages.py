"""Pages that are not there, not ours, or no releases: nobody is stopped by somebody else."""

from __future__ import annotations

import pytest

from corpus.store.articles import PAGE_GONE, ArticleStore
from qa import syncing
from qa.sources import Sources
from tests.corpus.fetching.site import Answer, Site, StillClock, redirect, release, reply, reset, validated
from tests.qa.syncing.web import DAY, feed, held, stock


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
    outcome = dict(store.sources()["room"].outcome or {})
    assert outcome.pop("seconds") >= 0
    assert outcome == {"counts": {}, "problem": done.problem}
    assert len(held(store)) == 1
