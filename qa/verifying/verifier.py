"""Were these words ever published? The index names candidates, the store says: it is read again before it is told."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from corpus.article import Article, Filters, Scope, Span, content_hash
from corpus.store import ArticleStore
from index.analysis import terms
from index.engine import Blend, Query, SearchEngine, pure
from qa.verifying import MOST
from qa.verifying.candidates import holding
from qa.verifying.matching import Match, match
from qa.verifying.nearest import Nearest, nearest
from qa.verifying.quote import Quote

NEAR = 12
"""Passages, by their words, in which the nearest wording is sought."""

log = logging.getLogger("dateline")

_NEAR = pure(Blend(depth=NEAR, title=0.0), "bm25")


@dataclass(frozen=True, slots=True)
class Place:
    """A release that holds the words.

    Attributes:
        article: with the text that holds them: today's, or the one it had before.
        match: where.
        in_title: whether `match` counts in the title; else it counts in the text.
        standing: `current`; `corrected`, if the release was replaced by another text since; `reread`, if only our
            reading of the same document is another today.
        stored, until: of an earlier text: when the archive took it in, and when the next.
    """

    article: Article
    match: Match
    in_title: bool = False
    standing: str = "current"
    stored: dt.datetime | None = None
    until: dt.datetime | None = None

    @property
    def printed(self) -> str:
        """What `match` counts in."""
        return (self.article.title or "") if self.in_title else self.article.text


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is known of a quote.

    Attributes:
        places: that hold it, the newest release first, earlier texts after all of today's.
        more: whether there are others that are not told.
        looked_up: whether the index named the releases to read; else texts were looked through.
        complete: whether every release in scope was looked at.
        nearest: where there is no place: what comes nearest, if anything does.
        unverified: places not told because the store did not confirm them when it was read again.
    """

    quote: Quote
    places: tuple[Place, ...]
    more: bool
    looked_up: bool
    complete: bool
    nearest: Nearest | None
    unverified: int


def verify(
    quote: Quote, engine: SearchEngine, store: ArticleStore, scope: Scope, filters: Filters, most: int = MOST
) -> Verdict:
    """Look for a quote in every release that scope and filters allow, and in the texts that these had before.

    Args:
        most: places that are told.
    """
    held = holding(quote, engine, store, scope, filters)
    finding = (name.article_id for name in held.printed if _found(quote, name.title, name.text))
    ids = list(islice(finding, most + 1))
    told = ids[:most]
    read = store.find(told, scope)
    current = [place for name in told if (article := read.get(name)) and (place := _proven(quote, article))]
    earlier = list(islice(_earlier(quote, store, scope, filters, frozenset(ids)), most + 1 - len(current)))
    sound = [place for place in earlier if place.article.content_hash == content_hash(place.article.text)]
    unverified = len(told) - len(current) + len(earlier) - len(sound)
    if unverified:
        log.error("%d release(s) that hold a quote are not as they were stored; they were not sent", unverified)
    places = (*current, *sound)[:most]
    near = None if places or unverified else nearest(quote.text, _windows(quote, engine, store, scope, filters))
    more = len(ids) > most or len(current) + len(sound) > most
    return Verdict(quote, places, more, held.looked_up, held.complete, near, unverified)


def _found(quote: Quote, title: str | None, text: str) -> tuple[Match, bool] | None:
    if found := match(quote, text):
        return found, False
    in_title = match(quote, title) if title else None
    return (in_title, True) if in_title else None


def _proven(quote: Quote, article: Article) -> Place | None:
    """Find the words once more in what was just read, if that is what was stored."""
    found = _found(quote, article.title, article.text) if _sound(article) else None
    return Place(article, *found) if found else None


def _sound(article: Article) -> bool:
    return article.content_hash == content_hash(article.text)


def _earlier(
    quote: Quote, store: ArticleStore, scope: Scope, filters: Filters, known: frozenset[str]
) -> Iterator[Place]:
    """Yield the last earlier text of each article that holds the words no more."""
    met = set(known)
    for one in store.replaced(quote.runs, scope, filters):
        if one.article.id in met or (found := _found(quote, one.article.title, one.article.text)) is None:
            continue
        met.add(one.article.id)
        yield Place(one.article, *found, "reread" if one.reread else "corrected", one.stored, one.until)


def _windows(
    quote: Quote, engine: SearchEngine, store: ArticleStore, scope: Scope, filters: Filters
) -> Iterable[tuple[Article, Span]]:
    """Give runs of text about as long as a passage and the quote on either side, from what shares most words."""
    found = engine.search(Query(tuple(terms(quote.text)), None), scope, filters, _NEAR)
    articles = store.find(list({one.passage.article_id for one in found}), scope)
    for one in found:
        article = articles.get(one.passage.article_id)
        if article is None or not _sound(article):
            continue
        length = len(quote.text)
        start, end = max(0, one.passage.start - length), min(len(article.text), one.passage.end + length)
        if start < end:
            yield article, Span(start, end)
