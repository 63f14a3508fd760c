"""Fetching from a server that does as it likes."""

from __future__ import annotations

import time

import pytest

from corpus.errors import NotServed, PageGone, Refused, RobotsDenied, Unavailable
from corpus.fetching.client import Fetcher, Validators, agent
from tests.corpus.fetching.site import Answer, Site, StillClock, drip, fetching, redirect, reply, reset, validated


def test_a_page_comes_with_what_its_server_says_of_it(site: Site, fetcher: Fetcher) -> None:
    site.answers["/a"] = reply(200, "Words.", ETag='"1"', Last_Modified="Thu, 14 Mar 2024 10:00:00 GMT")
    fetched = fetcher.get(f"{site.url}/a")
    assert (fetched.status, fetched.raw, fetched.kind, fetched.charset) == (200, b"Words.", "text/html", "utf-8")
    assert (fetched.etag, fetched.modified) == ('"1"', "Thu, 14 Mar 2024 10:00:00 GMT")
    assert fetched.url == fetched.final == f"{site.url}/a"


def test_we_say_who_we_are_and_whom_to_turn_to(site: Site) -> None:
    site.answers["/a"] = reply()
    with fetching(contact="press-archive@orlington.example") as fetcher:
        fetcher.get(f"{site.url}/a")
    told = site.requests[-1].headers["user-agent"]
    assert told.startswith("Dateline/")
    assert "(+press-archive@orlington.example)" in told
    assert agent("").startswith("Dateline/")


def test_an_address_is_asked_in_its_one_spelling(site: Site, fetcher: Fetcher) -> None:
    site.answers["/a?id=7"] = reply()
    assert fetcher.get(f"{site.url}/x/../a?utm_source=mail&id=7#top").url == f"{site.url}/a?id=7"


# Conditional requests


def test_what_has_not_changed_is_not_sent_again(site: Site, fetcher: Fetcher) -> None:
    site.answers["/a"] = validated("Words.", etag='"1"')
    first = fetcher.get(f"{site.url}/a")
    again = fetcher.get(f"{site.url}/a", Validators(first.final, first.etag, first.modified))
    assert (again.status, again.raw) == (304, b"")


def test_a_last_modified_does_as_well(site: Site, fetcher: Fetcher) -> None:
    moment = "Thu, 14 Mar 2024 10:00:00 GMT"
    site.answers["/a"] = validated("Words.", modified=moment)
    assert fetcher.get(f"{site.url}/a", Validators(f"{site.url}/a", None, moment)).status == 304


def test_a_changed_page_comes_whole(site: Site, fetcher: Fetcher) -> None:
    site.answers["/a"] = validated("Other words.", etag='"2"')
    assert fetcher.get(f"{site.url}/a", Validators(f"{site.url}/a", '"1"')).raw == b"Other words."


def test_validators_are_for_the_address_that_gave_them(site: Site, fetcher: Fetcher) -> None:
    site.answers |= {"/old": redirect("/new"), "/new": validated("Words.", etag='"1"')}
    first = fetcher.get(f"{site.url}/old")
    assert first.final == f"{site.url}/new"
    assert fetcher.get(f"{site.url}/old", Validators(first.final, first.etag)).status == 304
    sent = [request.headers.get("if-none-match") for request in site.requests if request.path == "/old"]
    assert sent == [None, None]


def test_a_304_that_nobody_asked_for_is_no_page(site: Site, fetcher: Fetcher) -> None:
    site.answers["/a"] = reply(304)
    with pytest.raises(NotServed):
        fetcher.get(f"{site.url}/a")


# Servers that fail


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504, 520])
def test_a_server_that_fails_is_asked_again(site: Site, fetcher: Fetcher, clock: StillClock, status: int) -> None:
    site.answers["/a"] = [reply(status), reply(status), reply(200, "Words.")]
    assert fetcher.get(f"{site.url}/a").raw == b"Words."
    waits = [wait for wait in clock.waited if wait > 0]
    assert len(site.paths) == 3
    assert sum(waits) >= 3  # one second, then two, each with a little on top


def test_a_server_that_goes_on_failing_is_given_up(site: Site, fetcher: Fetcher) -> None:
    site.answers["/a"] = reply(500)
    with pytest.raises(Unavailable, match="answered 500"):
        fetcher.get(f"{site.url}/a")
    assert len(site.paths) == 3


def test_retry_after_is_respected(site: Site, fetcher: Fetcher, clock: StillClock) -> None:
    site.answers["/a"] = [reply(429, Retry_After="40"), reply(200, "Words.")]
    assert fetcher.get(f"{site.url}/a").raw == b"Words."
    assert max(clock.waited) == 40


def test_retry_after_may_be_a_date(site: Site, fetcher: Fetcher, clock: StillClock) -> None:
    site.answers["/a"] = [reply(503, Retry_After="Wed, 20 Mar 2024 12:01:00 GMT"), reply(200, "Words.")]
    fetcher.get(f"{site.url}/a")
    assert 55 < max(clock.waited) <= 60


def test_who_asks_for_too_much_rest_is_left_alone(site: Site, fetcher: Fetcher, clock: StillClock) -> None:
    site.answers["/a"] = reply(429, Retry_After="86400")
    with pytest.raises(Unavailable, match="86,400 s") as caught:
        fetcher.get(f"{site.url}/a")
    assert caught.value.after == 86_400
    assert len(site.paths) == 1
    assert max(clock.waited, default=0) < 5


@pytest.mark.parametrize("value", ["soon", "", "-5", "9" * 400, "Wed, 99 Foo 2024", "१२"])
def test_a_retry_after_that_says_nothing_is_none(site: Site, fetcher: Fetcher, value: str) -> None:
    site.answers["/a"] = reply(503, Retry_After=value.encode().decode("latin-1"))
    with pytest.raises(Unavailable):
        fetcher.get(f"{site.url}/a")


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (404, PageGone),
        (410, PageGone),
        (401, NotServed),
        (403, NotServed),
        (418, NotServed),
        (204, NotServed),
        (206, NotServed),
        (300, NotServed),
    ],
)
def test_what_is_no_page_is_asked_for_once(site: Site, fetcher: Fetcher, status: int, kind: type[Refused]) -> None:
    site.answers["/a"] = reply(status)
    with pytest.raises(kind):
        fetcher.get(f"{site.url}/a")
    assert len(site.paths) == 1


def test_gone_for_good_is_told_from_not_found(site: Site, fetcher: Fetcher) -> None:
    for status in (404, 410):
        site.answers["/a"] = reply(status)
        with pytest.raises(PageGone) as caught:
            fetcher.get(f"{site.url}/a")
        assert caught.value.status == status


@pytest.mark.parametrize(
    "answer",
    [
        reset,
        b"",
        b"HTTP/1.1",
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"HTTP/1.1 999999 X\r\n\r\n",
        reply(200, "Words.", Content_Length=600),
        reply(200, b"\x05zz\r\n", Content_Length=None, Transfer_Encoding="chunked"),
        reply(200, b"7\r\nabc", Content_Length=None, Transfer_Encoding="chunked"),
        b"HTTP/1.1 200 X\r\n" + b"A: " + b"x" * 300_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 X\r\nContent-Length: 3\r\nContent-Length: 5\r\n\r\nabcde",
        b"HTTP/1.1 200 X\r\nContent-Length: -3\r\n\r\nabc",
    ],
    ids=lambda answer: getattr(answer, "__name__", None),  # an address would be another name in every process
)
def test_an_answer_that_is_broken_is_asked_for_again_and_then_said(
    site: Site, fetcher: Fetcher, answer: Answer
) -> None:
    site.answers["/a"] = answer
    with pytest.raises(Unavailable):
        fetcher.get(f"{site.url}/a")
    site.answers["/a"] = [answer, reply(200, "Words.")]
    assert fetcher.get(f"{site.url}/a").raw == b"Words."


def test_a_longer_body_than_was_said_is_cut_where_it_was_said(site: Site, fetcher: Fetcher) -> None:
    site.answers["/a"] = reply(200, "Words.", Content_Length=3)
    assert fetcher.get(f"{site.url}/a").raw == b"Wor"


def test_a_body_without_a_length_ends_with_the_connection(site: Site, fetcher: Fetcher) -> None:
    site.answers["/a"] = reply(200, "Words.", Content_Length=None)
    assert fetcher.get(f"{site.url}/a").raw == b"Words."


def test_nobody_there_is_unavailable(site: Site, fetcher: Fetcher) -> None:
    site.close()
    with pytest.raises(Unavailable):
        fetcher.get(f"{site.url}/a")


# Servers that are slow


@pytest.mark.parametrize(
    "answer",
    [
        drip(b"HTTP/1.1 200 X\r\nContent-Length: 100000\r\n\r\n", 0.02),
        drip(b"HTTP/1.1 200 X\r\nA: ", 0.02),
        drip(b"", 0.02, b"HTTP/1.1 103 Early\r\n\r\n"),
        drip(b"HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n", 0.02, b"1\r\nx\r\n"),
        drip(b"", 60),
    ],
    ids=["body", "header", "informational", "chunks", "silence"],
)
def test_the_whole_of_an_answer_has_a_deadline(site: Site, answer: Answer) -> None:
    site.answers |= {"/robots.txt": reply(404), "/a": answer}
    with fetching(total=0.3, read=5.0, attempts=1) as fetcher:
        began = time.monotonic()
        with pytest.raises(Unavailable, match="too slow"):
            fetcher.get(f"{site.url}/a")
        assert time.monotonic() - began < 2


# Manners


def test_one_request_a_second_to_one_server(site: Site, fetcher: Fetcher, clock: StillClock) -> None:
    for number in range(4):
        site.answers[f"/{number}"] = reply()
        fetcher.get(f"{site.url}/{number}")
    assert len(site.requests) == 5  # with robots.txt
    assert clock.moment - 1_000 == pytest.approx(4)


def test_another_server_need_not_wait(site: Site, fetcher: Fetcher, clock: StillClock) -> None:
    other = Site({"/a": reply()})
    site.answers["/a"] = reply()
    fetcher.get(f"{site.url}/a")
    before = clock.moment
    fetcher.get(f"{other.url}/a")
    assert clock.moment - before <= 1  # between robots.txt and the page
    other.close()


def test_what_robots_denies_is_not_fetched(site: Site, fetcher: Fetcher) -> None:
    site.answers["/robots.txt"] = reply(200, "User-agent: *\nDisallow: /private/\n", kind="text/plain")
    site.answers["/open"] = reply()
    fetcher.get(f"{site.url}/open")
    with pytest.raises(RobotsDenied):
        fetcher.get(f"{site.url}/private/a")
    assert site.paths == ["/open"]


def test_robots_is_asked_for_every_hop(site: Site, fetcher: Fetcher) -> None:
    site.answers["/robots.txt"] = reply(200, "User-agent: Dateline\nDisallow: /private/\n", kind="text/plain")
    site.answers["/a"] = redirect("/private/a")
    with pytest.raises(RobotsDenied):
        fetcher.get(f"{site.url}/a")
    assert site.paths == ["/a"]


def test_a_crawl_delay_is_respected(site: Site, fetcher: Fetcher, clock: StillClock) -> None:
    site.answers["/robots.txt"] = reply(200, "User-agent: *\nCrawl-delay: 7\n", kind="text/plain")
    for number in range(3):
        site.answers[f"/{number}"] = reply()
        fetcher.get(f"{site.url}/{number}")
    assert clock.moment - 1_000 == pytest.approx(15)  # one after robots.txt, then twice seven


def test_a_crawl_delay_has_a_cap(site: Site, fetcher: Fetcher, clock: StillClock) -> None:
    site.answers["/robots.txt"] = reply(200, "User-agent: *\nCrawl-delay: 86400\n", kind="text/plain")
    for number in range(2):
        site.answers[f"/{number}"] = reply()
        fetcher.get(f"{site.url}/{number}")
    assert clock.moment - 1_000 < 60
