"""Sources as people handle them: added, synced, removed; and single addresses taken in."""

from __future__ import annotations

import datetime as dt
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from corpus import sources as folders
from corpus.errors import SourceInvalid, SourceMissing, SourceTaken
from corpus.fetching import listing, releases, rooms, sitemaps
from corpus.fetching.client import Fetched, Fetcher
from corpus.fetching.kinds import format_of
from corpus.fetching.urls import host_of, normalise
from corpus.formats import SUFFIXES, unread
from corpus.readers import whole_characters
from corpus.records import Options, Source
from corpus.store.articles import FILE_GONE, SOURCE_REMOVED, ArticleStore
from index.segments import upkeep
from qa.ingest import Intake, Progress
from qa.syncing import Sync, Synced, alone
from qa.watching import signature

WEB = ("url", "room", "feed", "sitemap")
"""Kinds of source on the web."""

SHORTEST = 60
"""Seconds between two syncs of one source, at least."""

MANY = 3
"""Links to releases that make a page a press room's."""


def on_web(place: str) -> bool:
    """Tell an address from a path."""
    return place.lower().startswith(("http://", "https://"))


class Sources:
    """The sources of a store. One thread at a time; other processes are kept out of a source that is being synced.

    Args:
        store: where they are registered.
        intake: makes what takes documents in.
        fetcher: makes what fetches; nothing is made before it is needed.
    """

    def __init__(self, store: ArticleStore, intake: Callable[[], Intake], fetcher: Callable[[], Fetcher]) -> None:
        self._store, self._intake, self._make = store, intake, fetcher
        self._made: Fetcher | None = None

    @property
    def _fetcher(self) -> Fetcher:
        self._made = self._made or self._make()
        return self._made

    def close(self) -> None:
        """Close every connection."""
        if self._made:
            self._made.close()

    def add(
        self, place: str, name: str | None = None, kind: str | None = None, options: Options | None = None
    ) -> Source:
        """Register a source, without taking anything in yet.

        Args:
            place: an address, or the path of a folder or a file.
            name: instead of the host's, the folder's or the file's.
            kind: instead of what is found there: `url`, `room`, `feed`, `sitemap`, `folder`, `file`.
            options: how it is kept up to date.

        Raises:
            SourceInvalid: these do not go together.
            SourceMissing: there is no such folder or file.
            SourceTaken: the name stands for another place.
            Refused: the address cannot be had, so that its kind cannot be told; or nothing reads such a file.
        """
        options = options or Options()
        check(options)
        if not on_web(place):
            return self._add_path(Path(place), name, kind, options)
        if kind is not None and kind not in WEB:
            raise SourceInvalid(f"{place} cannot be a source of kind {kind!r}; known on the web: {', '.join(WEB)}")
        location = normalise(place)
        if kind is None:
            kind, location = detect(self._fetcher.get(location, most=sitemaps.LARGEST), options.pattern)
        whole_characters(name or "", options.pattern or "")
        return self._register(Source(name or name_of(location), kind, location, options))

    def sync(
        self, name: str, limit: int | None = None, restore: bool = False, progress: Progress | None = None
    ) -> Synced:
        """Bring a source up to date.

        Args:
            limit: pages fetched at most, instead of the source's own limit.
            restore: bring back what was removed or erased by hand.

        Raises:
            SourceMissing: there is no source of this name.
            SourceInvalid: its documents came one by one, so that there is nothing to sync with.
            StoreBusy: it is being synced already.
        """
        source = self._known(name)
        with alone(self._store.folder, name):
            if source.kind in folders.ON_DISK:
                return self._sync_path(source, restore, progress)
            if source.kind not in WEB:
                raise SourceInvalid(
                    f"source {name!r} ({source.kind}) was given document by document; ingest them again"
                )
            sync = Sync(self._store, self._intake, self._fetcher, source, restore, progress)
            return sync.run(limit or source.options.limit)

    def syncable(self) -> list[str]:
        """Names of the sources that can be synced."""
        return [name for name, source in self._store.sources().items() if source.kind in (*WEB, *folders.ON_DISK)]

    def take(
        self, url: str, name: str | None = None, restore: bool = False, progress: Progress | None = None
    ) -> Synced:
        """Take in what an address holds, once: a page, or the pages that a feed or sitemap lists.

        Its source is registered: the one that stands for this address, or else one with the host's name.

        Raises:
            SourceTaken: the name stands for something that is not on the web, or for another listing.
            Refused: the address cannot be had.
        """
        url = normalise(url)
        registered = next((each for each in self._store.sources().values() if each.location == url), None)
        if registered and registered.kind in WEB[1:] and name in (None, registered.name):
            return self.sync(registered.name, None, restore, progress)
        fetched = self._fetcher.get(url, most=sitemaps.LARGEST)
        kind = listing.kind_of(fetched)
        name = name or name_of(url)
        whole_characters(name)
        if kind == listing.PAGE:
            source = self._store.sources().get(name) or Source(name, "url", url)
            if source.kind not in WEB:
                raise SourceTaken(f"source {name!r} is the {source.kind} {source.location}; pass --source NAME")
            self._store.register(source)
        else:
            source = self._register(Source(name, kind, url))
        with alone(self._store.folder, name):
            sync = Sync(self._store, self._intake, self._fetcher, source, restore, progress, [fetched])
            return sync.pages([url]) if kind == listing.PAGE else sync.run()

    def remove(self, name: str, purge: bool = False) -> int:
        """Take a source and its articles out; returns how many articles.

        Args:
            purge: erase them, and those of it that were removed before.

        Raises:
            SourceMissing: there is no source of this name.
        """
        self._known(name)
        with alone(self._store.folder, name):
            live = self._store.of_source(name)
            self._store.remove_all(live, SOURCE_REMOVED)
            if purge:
                live = self._store.of_source(name, live=False)
                self._store.purge(*live)
                upkeep.erase(self._store)
            self._store.forget_source(name)
        return len(live)

    def _known(self, name: str) -> Source:
        registered = self._store.sources()
        if name not in registered:
            known = ", ".join(sorted(registered)) or "none yet"
            raise SourceMissing(f"there is no source {name!r}; registered: {known}")
        return registered[name]

    def _add_path(self, path: Path, name: str | None, kind: str | None, options: Options) -> Source:
        if kind not in (None, *folders.ON_DISK):
            raise SourceInvalid(f"{path} is no address, so it cannot be a source of kind {kind!r}")
        if options.pattern or options.limit:
            raise SourceInvalid("a path is taken in whole; --pattern and --limit are for sources on the web")
        origin = folders.locate(path, self._store.sources().values(), name, alone=True)
        found = "folder" if origin.path.is_dir() else "file"
        if kind not in (None, found):
            raise SourceInvalid(f"{path} is a {found}, so it cannot be a source of kind {kind!r}")
        if found == "file" and origin.path.suffix.lower() not in SUFFIXES:
            raise unread(origin.path.name)
        if origin.prefix:
            raise SourceTaken(f"{path} lies in source {origin.source.name!r}, which takes it in already")
        whole_characters(origin.source.location, origin.source.name)
        self._store.register(origin.source)
        if options != Options():  # added again without saying how, it is kept up to date as before
            self._store.configure(origin.source.name, options)
        return self._store.sources()[origin.source.name]

    def _register(self, source: Source) -> Source:
        """Register a source on the web. Pages that were named one by one may get a listing; a listing stays one."""
        before = self._store.sources().get(source.name)
        if before and before.kind not in WEB:
            raise SourceTaken(f"source {source.name!r} is the {before.kind} {before.location}; pass --name NAME")
        self._store.register(source, move=bool(before and before.kind == "url"))
        if before is None or source.options != Options():
            self._store.configure(source.name, source.options)
        now = self._store.sources()[source.name]
        if before and before.options.pattern != now.options.pattern:
            # Other pages are wanted now: the listings are to be read again although they have not changed.
            known = self._store.ledger(source.name).values()
            self._store.drop_fetches(source.name, [entry.url for entry in known if entry.listing])
        return now

    def _sync_path(self, source: Source, restore: bool, progress: Progress | None) -> Synced:
        began = time.perf_counter()
        if source.kind == "file" and _file_gone(source.location):
            out = self._store.remove_all(self._store.of_source(source.name), FILE_GONE)
            done = Synced(source.name, +Counter(pruned=out))
        else:
            told = progress or (lambda _done, _total: None)
            place = [Path(source.location)]
            summary = self._intake().paths(place, source.name, prune=True, restore=restore, progress=told)
            problem = "; ".join(map(str, summary.failed)) or None
            done = Synced(source.name, summary.counts, refused=summary.refused, problem=problem)
        done.seconds = time.perf_counter() - began
        self._store.note_sync(source.name, dt.datetime.now(dt.UTC), done.outcome())
        return done


def _file_gone(location: str) -> bool:
    """Tell a file that was taken away from one whose folder is gone too, which was unmounted: that is no removal."""
    return signature(location) is None and Path(location).parent.is_dir()


def check(options: Options) -> None:
    """Refuse options that cannot be.

    Raises:
        SourceInvalid: which, and why.
    """
    releases.chooser(options.pattern)
    if options.every is not None and options.every < SHORTEST:
        raise SourceInvalid(f"every {options.every} s is too often; once a minute at most, once an hour is usual")
    if options.limit is not None and options.limit < 1:
        raise SourceInvalid("a limit is one page at least")


def name_of(url: str) -> str:
    """The name of a source that was given none: its host."""
    return host_of(url).removeprefix("www.")


def detect(fetched: Fetched, pattern: str | None = None) -> tuple[str, str]:
    """Tell what kind of source an address is, and where its listing lies.

    A feed or a sitemap is one. Of a page, the address may look like a release's: then it is that page. Or it tells of
    a feed of its own section, or links to several releases, or at least tells of a feed of its site; in this order.

    Returns:
        Kind and location.
    """
    found = listing.kind_of(fetched)
    if found != listing.PAGE:
        return found, fetched.url
    if format_of(fetched) != "html" or (pattern is None and releases.looks_like_release(fetched.url)):
        return "url", fetched.url
    feeds = rooms.feeds(fetched)
    own = [feed for feed in feeds if feed.startswith(fetched.final.rstrip("/") + "/") or releases.speaks(feed)]
    choose = releases.chooser(pattern)
    links = sum(choose(page.url) for page in rooms.read(fetched).pages)
    if pattern is None and (own or (feeds and links < MANY)):
        return "feed", (own or feeds)[0]
    return ("room" if links >= MANY or pattern else "url"), fetched.url
