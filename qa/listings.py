"""What a source lists: its feed, its press-room page, or its sitemaps, read into the store's ledger."""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Iterable
from dataclasses import replace

from corpus.article import article_id
from corpus.errors import BadListing, Refused
from corpus.fetching import feeds, ledger, listing, releases, rooms, sitemaps
from corpus.fetching.client import Fetched, Fetcher
from corpus.fetching.listing import Listed, Listing
from corpus.fetching.urls import normalise, twin
from corpus.records import Fetch, Source
from corpus.store import ArticleStore

SITEMAPS = 1_000
"""Sitemaps read in one sync."""

DEEPEST = 3
"""Levels of indexes: the protocol allows one, some sites have two."""

MOST = 200_000
"""Pages that a source may list in all."""

_LARGEST = {"feed": feeds.LARGEST, "sitemap": sitemaps.LARGEST}


class Listings:
    """The listings of one source.

    Args:
        restore: read them whatever they were before, and list pages again whose articles were erased by hand.
        given: answers that are there already, by address.
    """

    def __init__(
        self,
        store: ArticleStore,
        fetcher: Fetcher,
        source: Source,
        restore: bool = False,
        given: Iterable[Fetched] = (),
    ) -> None:
        self._store, self._fetcher, self._source, self._restore = store, fetcher, source, restore
        self._given = {fetched.url: fetched for fetched in given}
        self._known = store.ledger(source.name)
        self._erased = frozenset[str]() if restore else store.purged()
        self._choose = releases.chooser(source.options.pattern)
        if source.kind == "feed" and source.options.pattern is None:
            self._choose = releases.could_be_page  # a feed lists what it was made to list
        self._order: dict[str, Fetch] = {}
        self._named = 0
        self.new = 0
        self.refused: list[Refused] = []

    def read(self) -> list[Fetch]:
        """Read what is listed now, and note it.

        Returns:
            Every page of the source, those listed now first, in the order of the listing.

        Raises:
            Refused: the source's own address cannot be had, or is no listing.
        """
        location = normalise(self._source.location)
        if self._source.kind == "sitemap":
            self._sitemaps(location)
        elif self._source.kind != "url":
            self._leaf(Listed(location), self._choose)
        elif not self._pages():
            self._note([Listed(location)], None)
        if self._named and not self._pages():
            why = f"names {self._named:,} pages, none of which looks like a release; --pattern says which are"
            raise BadListing(location, why)
        return [*self._order.values(), *(page for page in self._pages() if page.url not in self._order)]

    def _pages(self) -> list[Fetch]:
        return [entry for entry in self._known.values() if not entry.listing]

    def _sitemaps(self, root: str) -> None:
        """Read a sitemap, and below an index those that are worth it."""
        waiting = deque([(Listed(root), self._choose, 0)])
        seen = {root}
        while waiting and len(self._known) < MOST:
            child, choose, depth = waiting.popleft()
            known = self._known.get(child.url)
            if known and child.stamp and known.stamp_fetched == child.stamp and not self._restore:
                continue
            try:
                children = self._leaf(child, choose)
            except Refused as refused:
                if child.url == root:
                    raise
                self.refused.append(refused)
                continue
            named, vouched = releases.sitemaps_to_read(children)
            for each in named if depth < DEEPEST else ():
                if each.url not in seen and len(seen) < SITEMAPS:
                    seen.add(each.url)
                    own = vouched and self._source.options.pattern is None
                    waiting.append((each, releases.could_be_page if own else choose, depth + 1))

    def _leaf(self, place: Listed, choose: releases.Chooser) -> tuple[Listed, ...]:
        """Read one listing and note its pages; returns the sitemaps it names."""
        known = replace(self._known.get(place.url) or Fetch(place.url, listing=True), stamp=place.stamp)
        before = None if self._restore else ledger.validators(known)
        fetched = self._given.pop(place.url, None)
        fetched = fetched or self._fetcher.get(place.url, before, _LARGEST.get(self._source.kind))
        now = self._fetcher.clock.now()
        if fetched.status == 304:
            self._note([], ledger.answered(known, fetched, now))
            return ()
        found = read_listing(fetched, self._source.kind, now.date())
        self._named += len(found.pages)
        # An index that has not changed may name sitemaps that have: it is read anew each time.
        read = ledger.answered(known, fetched, now, kept=not found.children)
        self._note([page for page in found.pages if choose(page.url)], read)
        return found.children

    def _note(self, pages: list[Listed], read: Fetch | None) -> None:
        """Write pages into the ledger together with the listing that names them."""
        now = self._fetcher.clock.now()
        changed: list[Fetch] = []
        for page in pages[: max(MOST - len(self._known), 0)]:
            # A site that moved to https lists the same pages under other addresses.
            url = twin(page.url) if page.url not in self._known and twin(page.url) in self._known else page.url
            if article_id(self._source.name, url) in self._erased:
                continue
            known = self._known.get(url)
            newer = ledger.listed(known, replace(page, url=url), now)
            if newer:
                changed.append(newer)
                self.new += known is None
                self._known[url] = newer
            self._order.setdefault(url, self._known[url])
        if read:
            changed.append(read)
            self._known[read.url] = read
        self._store.note_fetches(self._source.name, changed)


def read_listing(fetched: Fetched, kind: str, today: dt.date) -> Listing:
    """Read an answer as the listing it is, which may be another than was expected: a sitemap may be a feed.

    Raises:
        BadListing: it is none.
    """
    found = listing.kind_of(fetched)
    if found == listing.FEED:
        return feeds.read(fetched, today)
    if found == listing.SITEMAP:
        return sitemaps.read(fetched)
    if kind == "room":
        return rooms.read(fetched)
    raise BadListing(fetched.url, f"is no {kind}; of a page with links to releases make a source of kind `room`")
