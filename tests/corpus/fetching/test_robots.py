"""What a site asks of machines."""

from __future__ import annotations

import pytest

from corpus.errors import AddressForbidden, NotServed, PageGone, Refused, RobotsDenied, TooLarge, Unavailable
from corpus.fetching.robots import FRESH, MOST, UNSURE, Robots
from tests.corpus.fetching.site import StillClock

SITE = "https://orlington.example"


class Rules:
    """Sites' robots.txt, and how often each was read."""

    def __init__(self, answer: str | Refused) -> None:
        self.answer = answer
        self.asked: list[str] = []

    def __call__(self, url: str) -> str:
        self.asked.append(url)
        if isinstance(self.answer, Refused):
            raise self.answer
        return self.answer


def allows(robots: Robots, path: str) -> bool:
    try:
        robots.check(SITE + path)
    except RobotsDenied:
        return False
    return True


def test_rules_hold_for_whom_they_name(clock: StillClock) -> None:
    rules = "User-agent: *\nDisallow: /\n\nUser-agent: dateline\nDisallow: /private/\nAllow: /private/open\n"
    robots = Robots(Rules(rules), clock)
    assert allows(robots, "/news/a")
    assert not allows(robots, "/private/a")
    assert allows(robots, "/private/open/a")


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow:\n", "/a", True),
        ("User-agent: *\nDisallow: /\n", "/a", False),
        ("User-agent: other\nDisallow: /\n", "/a", True),
        ("User-agent: *\nDisallow: /*.pdf$\n", "/a.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$\n", "/a.pdf.html", True),
        ("User-agent: *\nDisallow: /*?print=\n", "/a?print=1", False),
        ("User-agent: *\nDisallow: /%D8%A8\n", "/%D8%A8%D9%8A", False),
        ("\ufeffUser-agent: *\r\nDisallow: /a\r\n", "/a", False),
        ("<html><body>Not found</body></html>", "/a", True),
        ("User-agent: *\nDisallow: /" + "*a" * 5000 + "b\n", "/" + "a" * 2000, True),
    ],
)
def test_rules_as_the_standard_has_them(rules: str, path: str, allowed: bool, clock: StillClock) -> None:
    assert allows(Robots(Rules(rules), clock), path) is allowed


@pytest.mark.parametrize("failure", [PageGone("r", "no"), PageGone("r", "no", 410), NotServed("r", "answered 403")])
def test_a_site_without_rules_allows_everything(failure: Refused, clock: StillClock) -> None:
    assert allows(Robots(Rules(failure), clock), "/a")


@pytest.mark.parametrize("failure", [Unavailable("r", "answered 503"), TooLarge("r", "without end")])
def test_a_site_that_cannot_say_its_rules_is_left_alone_for_now(failure: Refused, clock: StillClock) -> None:
    rules = Rules(failure)
    robots = Robots(rules, clock)
    for _ in range(3):
        with pytest.raises(Unavailable, match=r"robots\.txt could not be read") as caught:
            robots.check(f"{SITE}/a")
        assert not caught.value.again
    assert len(rules.asked) == 1
    rules.answer = ""
    clock.moment += UNSURE + 1
    assert allows(robots, "/a")


def test_a_site_that_is_not_the_publics_is_said_to_be(clock: StillClock) -> None:
    robots = Robots(Rules(AddressForbidden("r", "loopback")), clock)
    with pytest.raises(AddressForbidden):
        robots.check(f"{SITE}/a")


def test_rules_are_read_once_a_day_for_each_place(clock: StillClock) -> None:
    rules = Rules("")
    robots = Robots(rules, clock)
    for url in (f"{SITE}/a", f"{SITE}/b", "http://orlington.example/a", f"{SITE}:8443/a", f"{SITE}/c"):
        robots.check(url)
    assert rules.asked == [
        f"{SITE}/robots.txt",
        "http://orlington.example/robots.txt",
        f"{SITE}:8443/robots.txt",
    ]
    clock.moment += FRESH + 1
    robots.check(f"{SITE}/a")
    assert len(rules.asked) == 4


def test_no_more_rules_are_remembered_than_anyone_needs(clock: StillClock) -> None:
    rules = Rules("")
    robots = Robots(rules, clock)
    for number in range(MOST + 10):
        robots.check(f"https://{number}.example/a")
    assert len(robots._known) == MOST
    robots.check(f"https://{MOST + 9}.example/b")
    assert len(rules.asked) == MOST + 10


@pytest.mark.parametrize(("delay", "pause"), [("5", 5.0), ("0.5", 0.5), ("soon", None), ("-1", None), ("nan", None)])
def test_a_crawl_delay_is_read(delay: str, pause: float | None, clock: StillClock) -> None:
    robots = Robots(Rules(f"User-agent: *\nCrawl-delay: {delay}\n"), clock)
    assert robots.pause(f"{SITE}/a") is None  # nothing is known yet
    robots.check(f"{SITE}/a")
    assert robots.pause(f"{SITE}/b") == pause
