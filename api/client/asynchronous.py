"""The client of a program that goes on while it waits: one method a route, as `Client` has them."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Self, Unpack

import anyio
import anyio.to_thread
import httpx

from api.client import requests, wire
from api.client.calls import AsyncCalls
from api.client.events import Event, async_events
from api.client.fields import Asked, Day, Judged, Liking, Narrowed, Release, Stated
from api.client.following import Following
from api.replies import Reply
from api.schemas import Added, Article, ArticleSummary, Difference
from api.verdicts import Verdict

if TYPE_CHECKING:
    from api.jobs.shapes import JobReply
    from api.routes.sources import SourceReply


class AsyncClient:
    """`Client` for asyncio and trio: the same methods with the same types, to be awaited or gone through `async for`.

    Many may be under way at once. Close it with `aclose`, or use it in an `async with`.

    Args:
        base_url, key, timeout, tries: as of `Client`.
        transport, sleep: instead of the network and of waiting.
    """

    def __init__(
        self,
        base_url: str = "http://127.0.0.1:8000",
        key: str | None = None,
        *,
        timeout: float = 60.0,
        tries: int = 4,
        transport: httpx.AsyncBaseTransport | None = None,
        sleep: Callable[[float], Awaitable[None]] = anyio.sleep,
    ) -> None:
        self._calls = AsyncCalls(base_url, key, timeout, tries, transport, sleep)
        self._sleep = sleep

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close the connections."""
        await self._calls.close()

    # Questions

    async def ask(self, question: str, **asked: Unpack[Asked]) -> Reply:
        """Ask, and get the answer with the passages it stands in."""
        return await self._calls.told(requests.ask(question, asked))

    async def stream(self, question: str, **asked: Unpack[Asked]) -> AsyncGenerator[Event, None]:
        """Ask, and get the passages as soon as they are found, then the answer, then how long it took."""
        async with self._calls.opened(requests.stream(question, asked)) as reply:
            with wire.named("the stream broke off"):
                async for event in async_events(reply.aiter_lines()):
                    yield event

    async def verify(
        self, words: str, *, k: int = 5, as_of: Day | None = None, **narrowed: Unpack[Narrowed]
    ) -> Verdict:
        """Ask whether words were ever published, where and when; or what comes nearest."""
        return await self._calls.told(requests.verify(words, k, as_of, narrowed))

    # Releases

    async def articles(
        self, *, a_page: int = 100, **narrowed: Unpack[Narrowed]
    ) -> AsyncGenerator[ArticleSummary, None]:
        """List all articles, the newest first; the pages are fetched as they are needed."""
        after: str | None = None
        while True:
            page = await self._calls.told(requests.page(a_page, after, narrowed))
            for article in page.articles:
                yield article
            if (after := page.next) is None:
                return

    async def article(self, article_id: str, content_hash: str | None = None) -> Article:
        """Read an article: its text of today, or the version of a hash."""
        return await self._calls.told(requests.article(article_id, content_hash))

    async def difference(self, article_id: str, to: str | None = None, *, before: str | None = None) -> Difference:
        """Compare two texts of a story, `before` first.

        Each is another article's id or a version's hash, or else the text of today; without both, that is compared
        with the edition before.
        """
        return await self._calls.told(requests.difference(article_id, to, before))

    async def add(self, text: str, *, idempotency_key: str | None = None, **stated: Unpack[Stated]) -> Added:
        """Hand in one release as text; the next question finds it."""
        return await self._calls.told(requests.add(text, idempotency_key, stated))

    async def upload(self, file: Path, source: str | None = None) -> Added:
        """Hand in one release as a file of any kind that the service reads."""
        content = await anyio.to_thread.run_sync(file.read_bytes)
        return await self._calls.told(requests.upload(file.name, content, source))

    async def bulk(self, releases: Iterable[Release], idempotency_key: str | None = None) -> JobReply:
        """Hand in many releases; what comes back is a job, see `wait`."""
        return await self._calls.told(requests.bulk(releases, idempotency_key))

    async def remove(self, article_id: str, purge: bool = False) -> None:
        """Take an article out of every answer; with `purge` erase every trace of it."""
        await self._calls.sent(requests.remove(article_id, purge))

    # Jobs and sources

    async def job(self, job_id: str) -> JobReply:
        """Look how far a job is, and what became of each release."""
        return await self._calls.told(requests.job(job_id))

    async def wait(self, job_id: str, seconds: float = 600.0) -> JobReply:
        """Wait until a job has ended, done or failed.

        Raises:
            TimeoutError: it goes on longer.
        """
        following = Following(seconds)
        while (pause := following.pause(job := await self.job(job_id))) is not None:
            await self._sleep(pause)
        return job

    async def sources(self) -> list[SourceReply]:
        """List the sources."""
        return (await self._calls.told(requests.sources())).sources

    async def add_source(self, address: str, name: str | None = None, every: int | None = None) -> SourceReply:
        """Register a page, feed or sitemap, to be synced when asked, or every so many seconds."""
        return await self._calls.told(requests.add_source(address, name, every))

    async def sync(self, source: str) -> JobReply:
        """Fetch what is new of a source; what comes back is a job, see `wait`."""
        return await self._calls.told(requests.sync(source))

    async def remove_source(self, source: str, purge: bool = False) -> None:
        """Forget a source; with `purge` erase its articles too."""
        await self._calls.sent(requests.remove_source(source, purge))

    async def feedback(self, question: str, verdict: Liking, **judged: Unpack[Judged]) -> str:
        """Say what somebody thinks of an answer, or of a place that it cites; gives the id under which it is kept."""
        return (await self._calls.told(requests.feedback(question, verdict, judged))).id
