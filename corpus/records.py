"""What goes into the store and comes out of it beside articles: typed rows, no I/O."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.article import Article, Document, Draft, Passage, Span

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Entry:
    """One article to commit.

    Attributes:
        vectors: shape (len(spans), dimensions), float32, unit length; row i belongs to `spans[i]`.
        model: model-and-conversion id that made them.
        encoded: hash of the text that each row was made from, so that it is found again; none: it never is.
    """

    document: Document
    draft: Draft
    spans: Sequence[Span]
    vectors: Floats
    model: str
    encoded: Sequence[bytes] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What the store knows of a document, enough to tell whether to read it again."""

    article_id: str
    raw_hash: str
    cleaner_version: str
    removed_why: str | None


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What is left of a removed article for those who keep the archive: when it was taken down, and why."""

    article_id: str
    source: str
    path: str
    title: str | None
    removed: dt.datetime
    why: str


@dataclass(frozen=True, slots=True)
class Telling:
    """What ranking reads of an article.

    Attributes:
        version: number of the version that all of it is of.
    """

    version: int
    title: str | None
    text: str
    language: str | None
    published: dt.date | None


@dataclass(frozen=True, slots=True)
class Change:
    """One numbered change. `kind` is `put`, `remove` or `purge`."""

    sequence: int
    article_id: str
    kind: str


@dataclass(frozen=True, slots=True)
class Indexable:
    """An article with its passages and their vectors: what an index is built from.

    Attributes:
        vectors: shape (len(passages), dimensions), float32; or None where this model has not seen it.
    """

    article: Article
    version: int
    passages: tuple[Passage, ...]
    vectors: Floats | None


@dataclass(frozen=True, slots=True)
class Options:
    """How a source is kept up to date.

    Attributes:
        pattern: which of the pages it lists are releases: a glob, or `re:` and a regular expression.
        every: seconds between two syncs of a running service; null where a person starts each.
        limit: pages fetched in one sync, at most; the rest follow in the next.
    """

    pattern: str | None = None
    every: int | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A registered place that documents come from.

    Attributes:
        kind: `folder`, `file`, `upload`, `export`, `documents`; on the web `url` (pages named one by one), `room` (a
            page that links to releases), `feed` or `sitemap`.
        location: path of the folder or file, or the address.
        synced: when it was last synced.
        outcome: what that sync did: `counts` by outcome, and `problem` where it could not be finished.
    """

    name: str
    kind: str
    location: str
    options: Options = Options()
    synced: dt.datetime | None = None
    outcome: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Fetch:
    """What a source's ledger keeps of one address.

    Attributes:
        url: the address as it was listed, normalised; the path of its article.
        listing: whether it is a feed, a sitemap or a press room's page, and no release.
        listed: when a listing last named it.
        stamp: what the listing said of its last change.
        title, published: what the listing said of it; they fill what the page leaves open.
        fetched: when the server last answered for it; null while it waits for its first time.
        stamp_fetched: the stamp it then had.
        final: the address that answered, after redirects.
        etag, modified: what that answer is asked for again with.
        status: HTTP status of the last answer.
        failures: times in a row that there was no such page.
    """

    url: str
    listing: bool = False
    listed: dt.datetime | None = None
    stamp: str | None = None
    title: str | None = None
    published: str | None = None
    fetched: dt.datetime | None = None
    stamp_fetched: str | None = None
    final: str | None = None
    etag: str | None = None
    modified: str | None = None
    status: int | None = None
    failures: int = 0
