"""robots.txt: what a site asks of machines, as RFC 9309 has it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from protego import Protego

from corpus.errors import AddressForbidden, NotServed, PageGone, Refused, RobotsDenied, Unavailable
from corpus.fetching.pacing import Clock
from corpus.fetching.urls import place_of

TOKEN = "Dateline"  # noqa: S105 - the name by which a robots.txt speaks to us
LARGEST = 512_000
"""Bytes of a robots.txt; RFC 9309 asks to read 500 KiB at least."""

FRESH = 24 * 3600.0
"""Seconds for which rules are good."""

MOST = 64
"""Sites whose rules are remembered. A feed may lead to thousands, each with half a megabyte of rules."""

UNSURE = 600.0
"""Seconds after which a site is asked again that could not say what its rules are."""


@dataclass(frozen=True, slots=True)
class _Rules:
    until: float
    rules: Protego | None = None
    failed: Refused | None = None


class Robots:
    """The rules of the sites we have been to.

    Args:
        read: gives the text of a site's robots.txt by its address.
        clock: the time.
    """

    def __init__(self, read: Callable[[str], str], clock: Clock) -> None:
        self._read, self._clock = read, clock
        self._known: dict[str, _Rules] = {}

    def check(self, url: str) -> None:
        """Let an address through that its site lets machines fetch.

        Raises:
            RobotsDenied: it asks us not to.
            AddressForbidden: the site is not the public's.
            Unavailable: it has rules, perhaps, but cannot give them now; then nothing of it is fetched.
        """
        known = self._rules(place_of(url))
        if known.failed:
            why = f"its robots.txt could not be read, so nothing is fetched now ({known.failed.reason})"
            raise Unavailable(url, why, again=False)
        if known.rules and not known.rules.can_fetch(url, TOKEN):
            raise RobotsDenied(url, "the site's robots.txt asks machines not to fetch this; ask its owner for a feed")

    def pause(self, url: str) -> float | None:
        """Seconds between two requests that the site asks for (Crawl-delay)."""
        known = self._known.get(place_of(url))
        return known.rules.crawl_delay(TOKEN) if known and known.rules else None

    def _rules(self, place: str) -> _Rules:
        known = self._known.get(place)
        if known is None or known.until <= self._clock.monotonic():
            while len(self._known) >= MOST:
                del self._known[next(iter(self._known))]
            known = self._known[place] = self._ask(place)
        return known

    def _ask(self, place: str) -> _Rules:
        now = self._clock.monotonic()
        try:
            return _Rules(now + FRESH, Protego.parse(self._read(place + "/robots.txt").removeprefix("\ufeff")))
        except (PageGone, NotServed):  # 4xx: the site has no rules (RFC 9309, 2.3.1.3)
            return _Rules(now + FRESH)
        except AddressForbidden:
            raise
        except Refused as failed:  # 5xx, no answer, or one without end: assume that all is disallowed (2.3.1.4)
            return _Rules(now + UNSURE, failed=failed)
