"""What may be said with a request, as types."""

from __future__ import annotations

import datetime as dt
from typing import Literal, TypedDict

Day = dt.date | str
"""A day, or `YYYY-MM-DD`."""

Liking = Literal["up", "down"]


class Narrowed(TypedDict, total=False):
    """What may be looked at."""

    published_from: Day | None
    published_to: Day | None
    source: str | None
    language: str | None


class Asked(Narrowed, total=False):
    """How a question is to be answered."""

    k: int
    as_of: Day | None
    effort: Literal["quick", "thorough"] | None
    caution: Literal["cautious", "balanced", "eager"] | None


class Stated(TypedDict, total=False):
    """What is known of a release; it wins over what is read from its text."""

    format: Literal["text", "markdown", "html"]
    source: str
    path: str | None
    url: str | None
    title: str | None
    published: Day | None
    place: str | None
    issuer: str | None
    language: str | None


class Judged(Narrowed, total=False):
    """What somebody judged: a place of an article, or the answer as a whole."""

    comment: str | None
    article_id: str | None
    start: int | None
    end: int | None
    content_hash: str | None
    as_of: Day | None
    answered: bool | None


class Release(Stated):
    """A release for `bulk`."""

    text: str
