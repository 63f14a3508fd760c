"""A verdict in the shape that every door sends."""

from __future__ import annotations

from typing import Any

from corpus.article import Article, Span
from qa.fragment import link
from qa.verifying.nearest import Nearest
from qa.verifying.verifier import Place, Verdict

LEFT_OUT = " […] "
"""Between the pieces of a quote that leaves words out."""


def record(verdict: Verdict) -> dict[str, Any]:
    """Describe a verdict. Every pair of numbers is a start and an end in code points."""
    return {
        "quote": verdict.quote.text,
        "found": bool(verdict.places),
        "places": [_place(place) for place in verdict.places],
        "more": verdict.more,
        "searched": "index" if verdict.looked_up else "texts",
        "complete": verdict.complete,
        "nearest": _nearest(verdict.nearest) if verdict.nearest else None,
        "unverified": verdict.unverified,
    }


def _place(place: Place) -> dict[str, Any]:
    spans = place.match.spans
    first, last = spans[0], spans[-1]
    url = None if place.in_title or place.standing != "current" else place.article.url
    return {
        **_article(place.article),
        "where": "title" if place.in_title else "text",
        "start": first.start,
        "end": last.end,
        "spans": [_pair(span) for span in spans],
        "text": LEFT_OUT.join(span.of(place.printed) for span in spans),
        "exact": place.match.exact,
        "standing": place.standing,
        "stored": place.stored.isoformat() if place.stored else None,
        "until": place.until.isoformat() if place.until else None,
        "link": link(url, place.printed, first.start, last.end),
    }


def _nearest(found: Nearest) -> dict[str, Any]:
    """Describe the nearest wording; runs of `text` count from its beginning."""
    begin = found.span.start
    return {
        **_article(found.article),
        "start": begin,
        "end": found.span.end,
        "text": found.span.of(found.article.text),
        "similarity": round(found.similarity, 4),
        "differences": [
            {
                "kind": one.kind,
                "quote": _pair(one.quote) if one.quote else None,
                "text": [one.text.start - begin, one.text.end - begin] if one.text else None,
            }
            for one in found.differences
        ],
        "link": link(found.article.url, found.article.text, begin, found.span.end),
    }


def _article(article: Article) -> dict[str, Any]:
    return {
        "article_id": article.id,
        "title": article.title,
        "source": article.source,
        "issuer": article.issuer,
        "published": article.published.isoformat() if article.published else None,
        "url": article.url,
        "content_hash": article.content_hash,
    }


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]
