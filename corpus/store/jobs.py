"""What the store keeps of promised work: jobs, and the releases that wait to be taken in by them.

A promise is a commit, like everything here. A release leaves its job in the transaction that takes it in, so that a
process may be killed at any moment and nothing is lost, and nothing is taken in twice.
"""

from __future__ import annotations

import datetime as dt
import secrets
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, func, insert, null, or_, select, update

from corpus.article import Document
from corpus.records import Entry
from corpus.store.putting import StorePutting
from corpus.store.schema import items, jobs

WAITING, RUNNING, DONE, FAILED = "waiting", "running", "done", "failed"
OPEN = (WAITING, RUNNING)

REFUSED, PURGED = "refused", "purged"
"""Outcomes of a release beside those of `put`: it could not be taken in; its article was purged meanwhile."""

TOGETHER = 32
"""Releases read at a time: those of a job may be many megabytes."""


@dataclass(frozen=True, slots=True)
class Job:
    """Work that was promised.

    Attributes:
        kind: `add` or `sync`.
        begun: times it was begun since something of it was last done.
        key: id of the access key that asked for it; null where none was needed.
        sources: that it writes to.
        counts: outcome -> documents, once it has ended.
        problem: why it failed.
    """

    number: int
    id: str
    kind: str
    state: str
    created: dt.datetime
    started: dt.datetime | None
    finished: dt.datetime | None
    total: int
    done: int
    begun: int
    key: str | None
    sources: tuple[str, ...]
    counts: Mapping[str, int]
    problem: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Item:
    """One release of a job.

    Attributes:
        at: its place in what was sent, from 0.
        article_id: null where it could not be understood far enough to have one.
        outcome: null while it waits.
        problem: why it was refused.
    """

    at: int
    article_id: str | None
    outcome: str | None
    problem: Mapping[str, Any] | None


Sent = Document | tuple[str | None, Mapping[str, Any]]
"""A release to take in, or for one that is refused already its article's id, if known, and why."""


class StoreJobs(StorePutting):
    """The part of `ArticleStore` that keeps promises.

    Raises:
        StoreError: any of these may find the file damaged, or locked by another writer.
    """

    def add_job(
        self, kind: str, sent: Sequence[Sent], sources: Sequence[str], key: str | None, most: int
    ) -> Job | None:
        """Promise work; null where `most` jobs of this kind are open already."""
        with self._write() as connection:
            there = select(func.count()).select_from(jobs).where(jobs.c.kind == kind, jobs.c.state.in_(OPEN))
            if int(connection.scalar(there) or 0) >= most:
                return None
            values: dict[str, Any] = {
                "id": secrets.token_hex(8),
                "kind": kind,
                "state": WAITING,
                "created": dt.datetime.now(dt.UTC),
                "total": len(sent),
                "done": sum(not isinstance(one, Document) for one in sent),
                "begun": 0,
                "key": key,
                "sources": list(sources),
                "counts": {},
                "problem": null(),
            }
            connection.execute(insert(jobs).values(**values))
            job = _job(connection.execute(select(jobs).where(jobs.c.id == values["id"])).one())
            if sent:
                connection.execute(insert(items), [_columns(job.number, at, one) for at, one in enumerate(sent)])
            return job

    def job(self, job_id: str) -> Job | None:
        """Read one job."""
        with self._read() as connection:
            row = connection.execute(select(jobs).where(jobs.c.id == job_id)).first()
        return _job(row) if row else None

    def jobs(self, limit: int | None = None) -> list[Job]:
        """List the jobs, the newest first."""
        return self._jobs(select(jobs).order_by(jobs.c.number.desc()).limit(limit))

    def open_jobs(self, kind: str) -> list[Job]:
        """List the jobs of a kind that have not ended, in the order in which they came."""
        return self._jobs(select(jobs).where(jobs.c.kind == kind, jobs.c.state.in_(OPEN)).order_by(jobs.c.number))

    def job_items(self, job: Job) -> list[Item]:
        """What became of each release of a job, in the order in which they were sent."""
        columns = (items.c.at, items.c.article_id, items.c.outcome, items.c.problem)
        with self._read() as connection:
            found = connection.execute(select(*columns).where(items.c.job == job.number).order_by(items.c.at))
            return [Item(*row) for row in found]

    def documents(self, job: Job) -> Iterator[tuple[int, Document]]:
        """Give the releases of a job that still wait, each with its place in what was sent."""
        last = -1
        while True:
            waits = (items.c.job == job.number, items.c.at > last, items.c.raw.is_not(None))
            query = select(items.c.at, items.c.about, items.c.raw).where(*waits).order_by(items.c.at)
            with self._read() as connection:
                found = connection.execute(query.limit(TOGETHER)).all()
            if not found:
                return
            for at, about, raw in found:
                last = at
                yield at, Document(raw=zlib.decompress(raw), **about)

    def begin_job(self, job: Job) -> None:
        """Note that a job is worked on."""
        now = dt.datetime.now(dt.UTC)
        values = {"state": RUNNING, "started": job.started or now, "begun": jobs.c.begun + 1}
        self._change(job, **values)

    def put_items(self, job: Job, entries: Sequence[tuple[int, Entry]]) -> None:
        """Take releases of a job in, and note what became of each, in one transaction.

        Those whose article was purged since they were read do not wait any more, and are left out.
        """
        with self._write() as connection:
            places = [at for at, _ in entries]
            waits = (items.c.job == job.number, items.c.at.in_(places), items.c.raw.is_not(None))
            still = set(connection.scalars(select(items.c.at).where(*waits)))
            chosen = [(at, entry) for at, entry in entries if at in still]
            outcomes = self._put(connection, [entry for _, entry in chosen])
            for (at, _), outcome in zip(chosen, outcomes, strict=True):
                _settle(connection, job, at, outcome)
            connection.execute(_mine(job).values(done=jobs.c.done + len(chosen), begun=0))

    def refuse_item(self, job: Job, at: int, problem: Mapping[str, Any]) -> None:
        """Note that a release of a job cannot be taken in, and why."""
        with self._write() as connection:
            _settle(connection, job, at, REFUSED, problem)
            connection.execute(_mine(job).values(done=jobs.c.done + 1, begun=0))

    def tell_job(self, job: Job, done: int, total: int) -> None:
        """Note how far a job is."""
        self._change(job, done=done, total=total, begun=0)

    def end_job(
        self,
        job: Job,
        problem: Mapping[str, Any] | None = None,
        counts: Mapping[str, int] | None = None,
        refused: Sequence[tuple[str | None, Mapping[str, Any]]] = (),
    ) -> None:
        """Note that a job has ended; with a problem it has failed. Releases that still wait are forgotten.

        Args:
            counts: instead of those of its releases.
            refused: what a job that began with no releases met: the id of each article, and why it was refused.
        """
        with self._write() as connection:
            if refused:
                rows = [_columns(job.number, at, one) for at, one in enumerate(refused)]
                connection.execute(insert(items), rows)
            mine = items.c.job == job.number
            connection.execute(update(items).where(mine).values(about=null(), raw=None))
            told = Counter(connection.scalars(select(items.c.outcome).where(mine, items.c.outcome.is_not(None))))
            values = {"state": FAILED if problem else DONE, "finished": dt.datetime.now(dt.UTC)}
            if problem is None and counts is None:
                values["done"] = jobs.c.total
            why = dict(problem) if problem else null()
            connection.execute(
                _mine(job).values(**values, problem=why, counts=dict(told if counts is None else counts))
            )

    def forget_jobs(self, before: dt.datetime, most: int) -> None:
        """Drop the jobs that ended before a moment, and the oldest of those beyond `most` that have ended."""
        ended = jobs.c.state.in_((DONE, FAILED))
        newest = select(jobs.c.number).where(ended).order_by(jobs.c.number.desc()).limit(most)
        old = select(jobs.c.number).where(ended, or_(jobs.c.finished < before, jobs.c.number.not_in(newest)))
        with self._read() as connection:
            numbers = list(connection.scalars(old))
        if numbers:
            with self._write() as connection:
                connection.execute(delete(jobs).where(jobs.c.number.in_(numbers)))

    def _change(self, job: Job, **values: Any) -> None:
        with self._write() as connection:
            connection.execute(_mine(job).values(**values))

    def _jobs(self, query: Select[Any]) -> list[Job]:
        with self._read() as connection:
            return [_job(row) for row in connection.execute(query)]

    @staticmethod
    def _forget_items(connection: Connection, article_id: str) -> None:
        """Take an article's words out of every job: what was to be taken in, and what was said of it."""
        holds = or_(items.c.raw.is_not(None), items.c.outcome == REFUSED)
        gone = {"about": null(), "raw": None, "problem": null(), "outcome": PURGED}
        connection.execute(update(items).where(items.c.article_id == article_id, holds).values(**gone))


def _mine(job: Job) -> Any:
    return update(jobs).where(jobs.c.number == job.number)


def _settle(
    connection: Connection, job: Job, at: int, outcome: str, problem: Mapping[str, Any] | None = None
) -> None:
    gone = {"about": null(), "raw": None, "problem": dict(problem) if problem else null(), "outcome": outcome}
    connection.execute(update(items).where(items.c.job == job.number, items.c.at == at).values(**gone))


def _columns(job: int, at: int, sent: Sent) -> dict[str, Any]:
    if not isinstance(sent, Document):
        article_id, problem = sent
        gone = {"about": None, "raw": None, "outcome": REFUSED, "problem": dict(problem)}
        return {"job": job, "at": at, "article_id": article_id, **gone}
    names: Iterable[str] = ("source", "path", "format", "url")
    about = {**{name: getattr(sent, name) for name in names}, "fields": dict(sent.fields)}
    waits = {"about": about, "raw": zlib.compress(sent.raw, 6), "outcome": None, "problem": None}
    return {"job": job, "at": at, "article_id": sent.id, **waits}


def _job(row: Row[Any]) -> Job:
    told = {**row._mapping, "sources": tuple(row.sources)}
    return Job(**told)
