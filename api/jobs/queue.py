"""Work accepted, and looked at: what a visitor may ask for, and may see of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from pydantic import ValidationError

from api import incoming, problems, schemas
from api.access.visitor import Visitor
from api.errors import BulkTooLarge, JobsFull, JobUnknown, SourceNotAllowed
from api.jobs import shapes
from corpus.article import Document
from corpus.store import ArticleStore
from corpus.store.jobs import Item, Job, Sent

ADD, SYNC = "add", "sync"

MOST_ITEMS = 1_000
"""Releases of one job."""

MOST_OPEN = 16
"""Jobs of one kind that may wait or run."""

KEPT = dt.timedelta(days=7)
MOST_KEPT = 500
"""How long ended jobs are kept, and how many of them."""

Accepted = tuple[Job, list[Item]]


def add(store: ArticleStore, visitor: Visitor, articles: Sequence[Any]) -> Accepted:
    """Promise to take releases in. When this returns they are on the disk.

    Args:
        articles: as they were sent; each is judged by itself.

    Raises:
        BulkTooLarge, JobsFull: nothing of it was accepted.
    """
    if len(articles) > MOST_ITEMS:
        raise BulkTooLarge(MOST_ITEMS, len(articles))
    sent = [_judged(visitor, one) for one in articles]
    sources = sorted({one.source for one in sent if isinstance(one, Document)})
    return _accepted(store, ADD, sent, sources, visitor)


def sync(store: ArticleStore, visitor: Visitor, source: str) -> Accepted:
    """Promise to sync a source; where that is promised already, tell of that.

    Raises:
        JobsFull: it was not accepted.
    """
    for job in store.open_jobs(SYNC):
        if job.sources == (source,):
            return job, []
    return _accepted(store, SYNC, [], [source], visitor)


def seen(store: ArticleStore, visitor: Visitor, job_id: str) -> Accepted:
    """Look at a job.

    Raises:
        JobUnknown: there is none, or it is of sources that this visitor does not see.
    """
    job = store.job(job_id)
    if job is None or not _shown(job, visitor):
        raise JobUnknown(job_id)
    return job, store.job_items(job)


def listed(store: ArticleStore, visitor: Visitor) -> list[Job]:
    """List the jobs that a visitor sees, the newest first."""
    return [job for job in store.jobs() if _shown(job, visitor)]


def _accepted(
    store: ArticleStore, kind: str, sent: Sequence[Sent], sources: Sequence[str], visitor: Visitor
) -> Accepted:
    store.forget_jobs(dt.datetime.now(dt.UTC) - KEPT, MOST_KEPT)
    job = store.add_job(kind, sent, sources, visitor.key.id if visitor.key else None, MOST_OPEN)
    if job is None:
        raise JobsFull(MOST_OPEN)
    return job, store.job_items(job)


def _judged(visitor: Visitor, sent: Any) -> Sent:
    """Read one release, or say why it cannot be taken in: as a request for it alone would be answered."""
    try:
        document = incoming.document(schemas.NewArticle.model_validate(sent))
    except ValidationError as error:
        found = error.errors(include_url=False)
        detail, fields = problems.misfits({**item, "loc": ("body", *item["loc"])} for item in found)
        return None, shapes.of_kind(problems.INVALID, detail, errors=fields)
    if not visitor.reaches(document.source):
        return None, shapes.problem(SourceNotAllowed(document.source))
    return document


def _shown(job: Job, visitor: Visitor) -> bool:
    """Tell whether a visitor sees a job: who asked for it does, and who sees all sources that it writes to."""
    if visitor.sources is None or (visitor.key is not None and visitor.key.id == job.key):
        return True
    return bool(job.sources) and all(map(visitor.reaches, job.sources))
