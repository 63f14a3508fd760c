"""The client: one method a route."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Self, Unpack

import httpx

from api.client import requests, wire
from api.client.calls import Calls
from api.client.events import Event, events
from api.client.fields import Asked, Day, Judged, Liking, Narrowed, Release, Stated
from api.client.following import Following
from api.replies import Reply
from api.schemas import Added, Article, ArticleSummary, Difference
from api.verdicts import Verdict

if TYPE_CHECKING:
    from api.jobs.shapes import JobReply
    from api.routes.sources import SourceReply


class Client:
    """A client of a Dateline service. Safe for several threads; close it, or use it in a `with`.

    Every method raises ClientError: `Problem` where the service refused or failed, with its type, status and words.
    What the service sends off for the moment (429, 503) is tried again when it said. `AsyncClient` is the same for
    a program that goes on meanwhile.

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
        return self._calls.told(requests.ask(question, asked))

    def stream(self, question: str, **asked: Unpack[Asked]) -> Iterator[Event]:
        """Ask, and get the passages as soon as they are found, then the answer, then how long it took."""
        with self._calls.opened(requests.stream(question, asked)) as reply, wire.named("the stream broke off"):
            yield from events(reply.iter_lines())

    def verify(self, words: str, *, k: int = 5, as_of: Day | None = None, **narrowed: Unpack[Narrowed]) -> Verdict:
        """Ask whether words were ever published, where and when; or what comes nearest."""
        return self._calls.told(requests.verify(words, k, as_of, narrowed))

    # Releases

    def articles(self, *, a_page: int = 100, **narrowed: Unpack[Narrowed]) -> Iterator[ArticleSummary]:
        """List all articles, the newest first; the pages are fetched as they are needed."""
        after: str | None = None
        while True:
            page = self._calls.told(requests.page(a_page, after, narrowed))
            yield from page.articles
            if (after := page.next) is None:
                return

    def article(self, article_id: str, content_hash: str | None = None) -> Article:
        """Read an article: its text of today, or the version of a hash."""
        return self._calls.told(requests.article(article_id, content_hash))

    def difference(self, article_id: str, to: str | None = None, *, before: str | None = None) -> Difference:
        """Compare two texts of a story, `before` first.

        Each is another article's id or a version's hash, or else the text of today; without both, that is compared
        with the edition before.
        """
        return self._calls.told(requests.difference(article_id, to, before))

    def add(self, text: str, *, idempotency_key: str | None = None, **stated: Unpack[Stated]) -> Added:
        """Hand in one release as text; the next question finds it."""
        return self._calls.told(requests.add(text, idempotency_key, stated))

    def upload(self, file: Path, source: str | None = None) -> Added:
        """Hand in one release as a file of any kind that the service reads."""
        return self._calls.told(requests.upload(file.name, file.read_bytes(), source))

    def bulk(self, releases: Iterable[Release], idempotency_key: str | None = None) -> JobReply:
        """Hand in many releases; what comes back is a job, see `wait`."""
        return self._calls.told(requests.bulk(releases, idempotency_key))

    def remove(self, article_id: str, purge: bool = False) -> None:
        """Take an article out of every answer; with `purge` erase every trace of it."""
        self._calls.sent(requests.remove(article_id, purge))

    # Jobs and sources

    def job(self, job_id: str) -> JobReply:
        """Look how far a job is, and what became of each release."""
        return self._calls.told(requests.job(job_id))

    def wait(self, job_id: str, seconds: float = 600.0) -> JobReply:
        """Wait until a job has ended, done or failed.

        Raises:
            TimeoutError: it goes on longer.
        """
        following = Following(seconds)
        while (pause := following.pause(job := self.job(job_id))) is not None:
            self._sleep(pause)
        return job

    def sources(self) -> list[SourceReply]:
        """List the sources."""
        return self._calls.told(requests.sources()).sources

    def add_source(self, address: str, name: str | None = None, every: int | None = None) -> SourceReply:
        """Register a page, feed or sitemap, to be synced when asked, or every so many seconds."""
        return self._calls.told(requests.add_source(address, name, every))

    def sync(self, source: str) -> JobReply:
        """Fetch what is new of a source; what comes back is a job, see `wait`."""
        return self._calls.told(requests.sync(source))

    def remove_source(self, source: str, purge: bool = False) -> None:
        """Forget a source; with `purge` erase its articles too."""
        self._calls.sent(requests.remove_source(source, purge))

    def feedback(self, question: str, verdict: Liking, **judged: Unpack[Judged]) -> str:
        """Say what somebody thinks of an answer, or of a place that it cites; gives the id under which it is kept."""
        return self._calls.told(requests.feedback(question, verdict, judged)).id
