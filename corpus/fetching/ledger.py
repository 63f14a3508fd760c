"""When each page of a source is due, and what an answer changes in what we know of it. Pure functions, no I/O.

A page is fetched when it is new, when its listing says that it changed, and now and then to see whether it is still
there. `410 Gone` takes its article out at once; `404` does so the third time in a row, for servers lose pages for an
hour while they are worked on. A page that comes back brings its article back.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import urlsplit

from corpus.article import Document
from corpus.errors import PageGone
from corpus.fetching.client import Fetched, Validators
from corpus.fetching.listing import Listed
from corpus.records import Fetch

REVISIT = dt.timedelta(days=7)
"""After so long a page is asked for again although its listing speaks of no change."""

SOON = dt.timedelta(hours=1)
"""After so long a page is asked for again that was not found: sooner, it would be the same hiccup."""

MISSES = 3
"""Times in a row that a page must not be found (404) before its article is taken out."""


def listed(known: Fetch | None, page: Listed, now: dt.datetime) -> Fetch | None:
    """Write down a page that a listing names; null where that changes nothing."""
    entry = known or Fetch(page.url, listed=now)
    newer = replace(
        entry,
        listed=entry.listed or now,
        stamp=page.stamp,
        title=page.title or entry.title,
        published=page.published or entry.published,
    )
    return newer if newer != known else None


def due(entries: Iterable[Fetch], now: dt.datetime, always: bool = False) -> list[Fetch]:
    """Give the pages to fetch: new ones first in the order given, then changed ones, then those not seen for long.

    Args:
        always: whether every page is due, as where a person named them one by one.
    """
    new, changed, old = [], [], []
    for entry in entries:
        if entry.listing:
            continue
        if entry.fetched is None:
            new.append(entry)
        elif entry.stamp is not None and entry.stamp != entry.stamp_fetched:
            changed.append(entry)
        elif (always and not entry.failures) or now - entry.fetched >= _rest(entry):
            old.append(entry)
    return [*new, *changed, *sorted(old, key=lambda entry: entry.fetched or now)]


def _rest(entry: Fetch) -> dt.timedelta:
    return SOON if 0 < entry.failures < MISSES else REVISIT


def validators(entry: Fetch) -> Validators | None:
    """What to ask for a page again with; null where there is nothing."""
    if entry.final is None or not (entry.etag or entry.modified):
        return None
    return Validators(entry.final, entry.etag, entry.modified)


def answered(entry: Fetch, fetched: Fetched, now: dt.datetime, kept: bool = True) -> Fetch:
    """Write down an answer.

    Args:
        kept: whether its content was taken in. What was refused is asked for whole the next time: a reader that has
            learned since may take it.
    """
    return replace(
        entry,
        fetched=now,
        stamp_fetched=entry.stamp,
        final=fetched.final,
        etag=(fetched.etag or (entry.etag if fetched.status == 304 else None)) if kept else None,
        modified=(fetched.modified or (entry.modified if fetched.status == 304 else None)) if kept else None,
        status=fetched.status,
        failures=0,
    )


def denied(entry: Fetch, now: dt.datetime) -> Fetch:
    """Write down that a page was refused us: it is not asked for again before its listing or time says so."""
    return replace(entry, fetched=now, stamp_fetched=entry.stamp, status=None, etag=None, modified=None)


def missed(entry: Fetch, gone: PageGone, now: dt.datetime) -> Fetch:
    """Write down that there was no such page."""
    failures = max(entry.failures + 1, MISSES if gone.status == 410 else 0)
    return replace(
        entry, fetched=now, stamp_fetched=entry.stamp, status=gone.status, failures=failures, etag=None, modified=None
    )


def is_gone(entry: Fetch) -> bool:
    """Tell whether a page counts as gone."""
    return entry.failures >= MISSES


def leads_home(fetched: Fetched) -> bool:
    """Tell whether a page answers with the site's front page, as servers do that do not like to say 404."""
    asked, got = urlsplit(fetched.url), urlsplit(fetched.final)
    return (
        fetched.final != fetched.url and asked.path.strip("/") != "" and got.path.strip("/") == "" and not got.query
    )


def document(source: str, entry: Fetch, fetched: Fetched, kind: str) -> Document:
    """Make a document of an answer.

    Its path is the address as it was listed, so that its article stays the same one wherever the page moves; its URL
    is the address that answered. What the listing says of it goes along under names of its own: the page knows
    itself better, and the listing fills what the page leaves open.
    """
    told = {"charset": fetched.charset, "listing_title": entry.title, "listing_published": entry.published}
    fields = {name: value for name, value in told.items() if value}
    return Document(source, entry.url, fetched.raw, kind, fetched.final, fields)
