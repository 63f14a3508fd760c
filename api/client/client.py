"""The client: one method a route."""

from __future__ import annotations

import datetime as dt
import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self, TypedDict, Unpack
from urllib.parse import quote

import httpx

from api.client.calls import Calls
from api.client.errors import Unreachable
from api.client.events import Event, events
from api.replies import Reply
from api.schemas import Added, Article, ArticlePage, ArticleSummary, Difference
from api.verdicts import Verdict

if TYPE_CHECKING:
    from api.jobs.shapes import JobReply
    from api.routes.sources import SourceReply

Day = dt.date | str
"""A day, or `YYYY-MM-DD`."""

FIRST_LOOK = 0.1
"""Seconds between the first two looks at a job; later ones are further apart."""

RARELY = 2.0
"""Seconds between two looks at most."""


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


class Client:
    """A client of a Dateline service. Safe for several threads; close it, or use it in a `with`.

    Every method raises ClientError: `Problem` where the service refused or failed, with its type, status and words.
    What the service sends off for the moment (429, 503) is tried again when it said.

    Args:
        base_url: where the service is, with the path under which a proxy publishes it.
        key: as `dateline keys create` shows it; none where none is needed.
        timeout: seconds that connecting, sending and each silence of the service may last.
        tries: how often a request is sent at most.
        transport, sleep: instead of the network and of waiting.
    """

    def __init__(
        self,
        base_url: str = "http://127.0.0.1:8000",
        key: str | None = None,
        *,
        timeout: float = 60.0,
        tries: int = 4,
        transport: httpx.BaseTransport | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._calls = Calls(base_url, key, timeout, tries, transport, sleep)
        self._sleep = sleep

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._calls.close()

    # Questions

    def ask(self, question: str, **asked: Unpack[Asked]) -> Reply:
        """Ask, and get the answer with the passages it stands in."""
        return self._calls.told(Reply, "POST", "v1/ask", body=_question("question", question, asked))

    def stream(self, question: str, **asked: Unpack[Asked]) -> Iterator[Event]:
        """Ask, and get the passages as soon as they are found, then the answer, then how long it took."""
        body = _question("question", question, asked)
        with self._calls.opened("POST", "v1/ask/stream", body=body) as reply:
            try:
                yield from events(reply.iter_lines())
            except httpx.TransportError as error:
                raise Unreachable(f"the stream broke off: {error}") from error

    def verify(self, words: str, *, k: int = 5, as_of: Day | None = None, **narrowed: Unpack[Narrowed]) -> Verdict:
        """Ask whether words were ever published, where and when; or what comes nearest."""
        body = {"quote": words, "k": k, "as_of": as_of, "filters": narrowed}
        return self._calls.told(Verdict, "POST", "v1/verify", body=body)

    # Releases

    def articles(self, *, a_page: int = 100, **narrowed: Unpack[Narrowed]) -> Iterator[ArticleSummary]:
        """List all articles, the newest first; the pages are fetched as they are needed."""
        after: str | None = None
        while True:
            asked = {"limit": a_page, "after": after, **narrowed}
            given = {name: str(value) for name, value in asked.items() if value is not None}
            page = self._calls.told(ArticlePage, "GET", "v1/articles", params=given)
            yield from page.articles
            if (after := page.next) is None:
                return

    def article(self, article_id: str, content_hash: str | None = None) -> Article:
        """Read an article: its text of today, or the version of a hash."""
        params = {"content_hash": content_hash} if content_hash else {}
        return self._calls.told(Article, "GET", f"v1/articles/{_part(article_id)}", params=params)

    def difference(self, article_id: str, to: str | None = None) -> Difference:
        """Compare two texts of a story: with another article, a version's hash, or else the edition before."""
        params = {"to": to} if to else {}
        return self._calls.told(Difference, "GET", f"v1/articles/{_part(article_id)}/diff", params=params)

    def add(self, text: str, *, idempotency_key: str | None = None, **stated: Unpack[Stated]) -> Added:
        """Hand in one release as text; the next question finds it."""
        headers = {"Idempotency-Key": idempotency_key or str(uuid.uuid4())}
        return self._calls.told(Added, "POST", "v1/articles", body={"text": text, **stated}, headers=headers)

    def upload(self, file: Path, source: str | None = None) -> Added:
        """Hand in one release as a file of any kind that the service reads."""
        data = {"source": source} if source else {}
        content = file.read_bytes()
        return self._calls.told(Added, "POST", "v1/articles", files={"file": (file.name, content)}, data=data)

    def bulk(self, releases: Iterable[Release], idempotency_key: str | None = None) -> JobReply:
        """Hand in many releases; what comes back is a job, see `wait`."""
        from api.jobs.shapes import JobReply

        headers = {"Idempotency-Key": idempotency_key or str(uuid.uuid4())}
        body = {"articles": list(releases)}
        return self._calls.told(JobReply, "POST", "v1/articles/bulk", body=body, headers=headers)

    def remove(self, article_id: str, purge: bool = False) -> None:
        """Take an article out of every answer; with `purge` erase every trace of it."""
        self._calls.sent("DELETE", f"v1/articles/{_part(article_id)}", params={"purge": str(purge).lower()})

    # Jobs and sources

    def job(self, job_id: str) -> JobReply:
        """Look how far a job is, and what became of each release."""
        from api.jobs.shapes import JobReply

        return self._calls.told(JobReply, "GET", f"v1/jobs/{_part(job_id)}")

    def wait(self, job_id: str, seconds: float = 600.0) -> JobReply:
        """Wait until a job has ended, done or failed.

        Raises:
            TimeoutError: it goes on longer.
        """
        ends, pause = time.monotonic() + seconds, FIRST_LOOK
        while (job := self.job(job_id)).state in {"waiting", "running"}:
            if time.monotonic() + pause > ends:
                raise TimeoutError(f"job {job_id} is {job.state}, with {job.done} of {job.total} done")
            self._sleep(pause)
            pause = min(2 * pause, RARELY)
        return job

    def sources(self) -> list[SourceReply]:
        """List the sources."""
        from api.routes.sources import SourceList

        return self._calls.told(SourceList, "GET", "v1/sources").sources

    def add_source(self, address: str, name: str | None = None, every: int | None = None) -> SourceReply:
        """Register a page, feed or sitemap, to be synced when asked, or every so many seconds."""
        from api.routes.sources import SourceReply

        body = {"address": address, "name": name, "every": every}
        return self._calls.told(SourceReply, "POST", "v1/sources", body=body)

    def sync(self, source: str) -> JobReply:
        """Fetch what is new of a source; what comes back is a job, see `wait`."""
        from api.jobs.shapes import JobReply

        return self._calls.told(JobReply, "POST", f"v1/sources/{_part(source)}/sync")

    def remove_source(self, source: str, purge: bool = False) -> None:
        """Forget a source; with `purge` erase its articles too."""
        self._calls.sent("DELETE", f"v1/sources/{_part(source)}", params={"purge": str(purge).lower()})

    def feedback(self, question: str, verdict: Literal["up", "down"], **judged: Unpack[Judged]) -> str:
        """Say what somebody thinks of an answer, or of a place that it cites; gives the id under which it is kept."""
        from api.routes.feedback import Noted

        body = {**_question("question", question, judged), "verdict": verdict}
        return self._calls.told(Noted, "POST", "v1/feedback", body=body).id


def _question(name: str, words: str, asked: Asked | Judged) -> dict[str, object]:
    """Write a question: what narrows it stands together."""
    narrows = Narrowed.__annotations__.keys()
    given = {field: value for field, value in asked.items() if field not in narrows}
    return {name: words, **given, "filters": {field: value for field, value in asked.items() if field in narrows}}


def _part(name: str) -> str:
    """Write a name as one part of a path."""
    return quote(name, safe="")
