"""The words of the corpus, each with one meaning: Document, Draft, Article, Passage, Scope. No I/O."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

ID_LENGTH = 16
"""Hex digits of an article id: 64 bits, so that a million articles collide with probability 3e-8."""


def article_id(source: str, place: str) -> str:
    """Name an article by where it lives: the same after any rebuild.

    Args:
        source: registered name of the source.
        place: canonical URL of a fetched page, or path relative to the source's root.
    """
    return hashlib.sha256(f"{source}\n{place}".encode()).hexdigest()[:ID_LENGTH]


def raw_hash(raw: bytes) -> str:
    """Fingerprint of a document as received, hex sha-256."""
    return hashlib.sha256(raw).hexdigest()


def content_hash(text: str) -> str:
    """Fingerprint of a clean text as citations carry it: `sha256:` and 64 hex digits."""
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def text_hash(text: str) -> str:
    """Fingerprint of a passage's words: 128 bits, hex."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Document:
    """Bytes as received, and where from.

    Attributes:
        source: registered name of the source.
        path: relative to the source's root, with `/`; for a single upload any stable name.
        raw: the bytes.
        format: which reader or container understands them: `text`, `html`, `pdf`, `zip` ... (`corpus.formats`).
        url: where the release is published, when the sender knows.
        fields: facts the sender states (title, published, language ...), which win over what is read. Of a fetched
            page also `charset`, as its server states it, and what the feed or sitemap that listed it says
            (`listing_title`, `listing_published`): that only fills what the page leaves open.
        kept: what an export tells of the article's past; null for a document that was never in a store.
    """

    source: str
    path: str
    raw: bytes
    format: str
    url: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    kept: Kept | None = None

    @property
    def id(self) -> str:
        """The id of the article this document is (a version of)."""
        return article_id(self.source, self.path)


@dataclass(frozen=True, slots=True)
class Part:
    """A run of a clean text that stands with the news without being it. Both ends are ends of paragraphs.

    Attributes:
        kind: `about` (the organisation), `contact` (for the press) or `legal` (forward-looking statements, notices).
        start, end: code points of the text.
    """

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Person:
    """Someone whose words a release quotes, named as the release names them."""

    name: str
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """What a reader understood of a document. Null means that the document does not say.

    Attributes:
        text: clean body, NFC; paragraphs parted by one blank line; no title, no furniture.
        subtitle: the line that stands under the title.
        languages: every language of a text in several, the main one first; `language` is that one.
        people: those whose words are quoted.
        parts: what of the text is not the news itself, in order, not overlapping.
        visible_from: end of an embargo, with time zone.
        found: field name -> where it was read (`metadata`, `dateline`, `text`, `path`, `sender`, `listing`).
    """

    text: str
    title: str | None = None
    subtitle: str | None = None
    published: dt.date | None = None
    updated: dt.date | None = None
    place: str | None = None
    issuer: str | None = None
    language: str | None = None
    languages: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()
    parts: tuple[Part, ...] = ()
    url: str | None = None
    visible_from: dt.datetime | None = None
    found: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Article:
    """A release as the store holds it: one version of one article. Its facts are those of its `Draft`.

    `story` names the releases that tell the same; null where this is the only one. `start` and `end` of every
    part, passage and citation count Unicode code points of `text`.
    """

    id: str
    source: str
    path: str
    url: str | None
    title: str | None
    published: dt.date | None
    updated: dt.date | None
    place: str | None
    issuer: str | None
    language: str | None
    text: str
    raw_hash: str
    content_hash: str
    cleaner_version: str
    first_seen: dt.datetime
    visible_from: dt.datetime | None = None
    found: Mapping[str, str] = field(default_factory=dict)
    subtitle: str | None = None
    languages: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()
    parts: tuple[Part, ...] = ()
    story: str | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open run of code points in a text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Cut this run out of `text`."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of an article that is found, ranked and quoted as one.

    Attributes:
        number: given by the store, never used again.
        article_id, version: which text `start` and `end` count in.
        part: what it belongs to beside the news (`about`, `contact`, `legal`); null for the news.
    """

    number: int
    article_id: str
    version: int
    start: int
    end: int
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """One line of an article's history."""

    number: int
    content_hash: str
    raw_hash: str
    cleaner_version: str
    stored: dt.datetime


@dataclass(frozen=True, slots=True)
class Past:
    """An earlier text of an article, with the facts it had."""

    draft: Draft
    stored: dt.datetime
    cleaner_version: str


@dataclass(frozen=True, slots=True)
class Kept:
    """What an export tells of an article beside its text and facts. Null where it does not say.

    Attributes:
        stored, cleaner_version: of the current text.
        earlier: the texts before it, oldest first.
        removed: when it was taken down, and why.
    """

    first_seen: dt.datetime | None = None
    stored: dt.datetime | None = None
    cleaner_version: str | None = None
    earlier: tuple[Past, ...] = ()
    removed: tuple[dt.datetime, str] | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """What a reader may see. Every read of store and engine takes one.

    Attributes:
        now: the moment of asking, with time zone; nothing under embargo at that moment is seen.
        sources: names that may be seen; `None` means all.
        as_of: only what was published by that day; undated articles count from `first_seen`.
        without: ids of articles that are not seen, as if the archive had never had them: evaluation asks so.
    """

    now: dt.datetime
    sources: frozenset[str] | None = None
    as_of: dt.date | None = None
    without: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if self.now.tzinfo is None:
            raise ValueError("Scope.now needs a time zone")

    @classmethod
    def everything(cls) -> Scope:
        """All that is visible at this moment."""
        return cls(now=dt.datetime.now(dt.UTC))


@dataclass(frozen=True, slots=True)
class Filters:
    """What the asker narrows a question or a list to. Undated articles fall outside any date filter."""

    published_from: dt.date | None = None
    published_to: dt.date | None = None
    source: str | None = None
    language: str | None = None
