"""The client of a program that goes on while it waits: the same methods, the same replies, the same failures."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Iterator
from contextlib import aclosing
from pathlib import Path
from typing import Any, TypeVar

import anyio
import httpx
import pytest

from api.client import AsyncClient, Client, Garbled, Problem, Unreachable
from api.client.events import Event, async_events
from api.replies import Ending, Opening
from tests.api.client.test_calls import REPLY, Answer, refusal
from tests.api.doors import QUESTION, Door, served
from tests.api.routes.sending import NEWER, TEXT

Found = TypeVar("Found")


def run(door: str, work: Callable[[AsyncClient], Awaitable[Found]], key: str | None = None) -> Found:
    """Do some work with a client of a service."""

    async def whole() -> Found:
        async with AsyncClient(door, key) as client:
            return await work(client)

    return anyio.run(whole)


def asked(*answers: Answer) -> tuple[list[float], int, Any]:
    """Ask a service that gives these answers in turn; gives the waits in between, the requests, and the outcome."""
    left, waits = list(answers), list[float]()

    def answer(_request: httpx.Request) -> httpx.Response:
        given = left.pop(0)
        if isinstance(given, Exception):
            raise given
        return given

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    async def whole() -> Any:
        transport = httpx.MockTransport(answer)
        async with AsyncClient("http://press.example/room", "a-key", transport=transport, sleep=sleep) as client:
            try:
                return await client.ask("x")
            except (Problem, Unreachable, Garbled) as error:
                return error

    outcome = anyio.run(whole)
    return waits, len(answers) - len(left), outcome


def methods(client: type) -> dict[str, inspect.Signature]:
    return {name: inspect.signature(one) for name, one in vars(client).items() if not name.startswith("_")}


def test_it_has_every_method_of_the_other_with_the_same_arguments() -> None:
    ours, others = methods(AsyncClient), methods(Client)
    assert ours.keys() - {"aclose"} == others.keys() - {"close"}
    for name in others.keys() - {"close"}:
        assert list(ours[name].parameters.values()) == list(others[name].parameters.values()), name
        found = ours[name].return_annotation.replace("AsyncGenerator", "Iterator").replace(", None]", "]")
        assert found == others[name].return_annotation, name


def test_who_is_sent_off_comes_back_when_told() -> None:
    waits, sent, reply = asked(refusal(503, after="7"), httpx.ConnectError("no"), httpx.Response(200, json=REPLY))
    assert (waits, sent, reply.question) == ([7.0, 1.0], 3, "x")


def test_failures_are_errors_of_the_same_kinds() -> None:
    for answer, error in (
        (refusal(504, "out-of-time"), Problem),
        (refusal(429, after="3600"), Problem),
        (httpx.ReadTimeout("slow"), Unreachable),
        (httpx.Response(200, content=b"<html>"), Garbled),
    ):
        waits, sent, outcome = asked(answer)
        assert (waits, sent, type(outcome)) == ([], 1, error)


def test_one_that_waits_for_its_next_try_holds_up_no_other() -> None:
    order: list[str] = []
    first_left = True

    def answer(request: httpx.Request) -> httpx.Response:
        nonlocal first_left
        if b"slow" in request.content and first_left:
            first_left = False
            return refusal(503, after="5")
        return httpx.Response(200, json=REPLY)

    async def whole() -> None:
        quick_done = anyio.Event()

        async def sleep(_seconds: float) -> None:
            await quick_done.wait()

        async with (
            AsyncClient(transport=httpx.MockTransport(answer), sleep=sleep) as client,
            anyio.create_task_group() as work,
        ):

            async def ask(question: str) -> None:
                await client.ask(question)
                order.append(question)
                quick_done.set()

            work.start_soon(ask, "slow")
            await anyio.wait_all_tasks_blocked()
            work.start_soon(ask, "quick")

    with_limit(whole)
    assert order == ["quick", "slow"]


def with_limit(work: Callable[[], Awaitable[None]]) -> None:
    async def limited() -> None:
        with anyio.fail_after(60):
            await work()

    anyio.run(limited)


def test_a_stream_that_breaks_off_or_ends_early_is_an_error() -> None:
    class Cut(httpx.AsyncByteStream):
        async def __aiter__(self) -> Any:
            yield b": alive\n\n"
            raise httpx.ReadError("cut")

    for body, error in ((Cut(), Unreachable), (httpx.ByteStream(b": alive\n\n"), Garbled)):

        async def whole(body: Any = body) -> list[Event]:
            transport = httpx.MockTransport(lambda _request: httpx.Response(200, stream=body))
            async with AsyncClient(transport=transport) as client:
                return [event async for event in client.stream("x")]

        with pytest.raises(error):
            anyio.run(whole)


def test_a_stream_may_hold_what_is_not_known_yet() -> None:
    async def lines() -> Any:
        for line in ("event: mood", "data: {}", "", "event: done", 'data: {"took_ms":{}}', ""):
            yield line

    async def whole() -> list[Event]:
        return [event async for event in async_events(lines())]

    assert anyio.run(whole) == [Ending(took_ms={})]


def test_it_gets_what_the_other_gets(door: Door) -> None:
    async def work(client: AsyncClient) -> tuple[Any, list[Event], list[str], Any]:
        reply = await client.ask(QUESTION, k=2)
        cited = reply.passages[0].citation
        article = await client.article(cited.article_id, cited.content_hash)
        assert article.text[cited.start : cited.end] == cited.quote
        told = [event async for event in client.stream(QUESTION, k=2)]
        listed = [one.id async for one in client.articles(a_page=7, source="sample")]
        return reply, told, listed, await client.verify(cited.quote[:80])

    reply, (opening, choice, ending), listed, verdict = run(door.url, work)
    with Client(door.url) as other:
        same = other.ask(QUESTION, k=2)
        assert (reply.answer, reply.passages) == (same.answer, same.passages)
        assert listed == [one.id for one in other.articles(source="sample")]
    assert (getattr(opening, "passages", None), getattr(choice, "answer", None)) == (reply.passages, reply.answer)
    assert isinstance(ending, Ending)
    assert verdict.found


def test_a_stream_can_be_left_early(door: Door) -> None:
    async def work(client: AsyncClient) -> Event:
        async with aclosing(client.stream(QUESTION)) as events:
            async for event in events:
                return event
        raise AssertionError

    assert isinstance(run(door.url, work), Opening)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """A service of its own, empty, that wants a key."""
    with served(tmp_path_factory.mktemp("own"), sample=False, access="keys") as door:
        yield door


def test_releases_come_change_and_go(own: Door, tmp_path: Path) -> None:
    file = tmp_path / "Lettre n°5.md"
    file.write_text("# La foire\n\nLa foire d'Orlington ouvre ses portes.\n")

    async def work(client: AsyncClient) -> None:
        added = await client.add(TEXT, source="port", path="reopens.txt", published="2024-03-15")
        first = added.article.content_hash
        newer = await client.add(NEWER, source="port", path="reopens.txt")
        assert newer.outcome == "updated"
        told = await client.difference(added.article.id, first, before=newer.article.content_hash)
        assert (told.before.content_hash, told.after.content_hash) == (newer.article.content_hash, first)
        assert (await client.upload(file, "port")).article.title == "La foire"
        job = await client.bulk([{"text": "Rail opens\n\nThe line to Rivamar opened.", "source": "rail"}])
        assert (await client.job(job.id)).id == job.id
        assert [item.status for item in (await client.wait(job.id, 60)).items] == [201]
        assert {one.name: one.articles for one in await client.sources()} == {"port": 2, "rail": 1}
        assert await client.feedback("when did the line open?", "up", source="rail")
        await client.remove(added.article.id, purge=True)
        await client.remove_source("rail")
        for refused in (client.article(added.article.id), client.sync("nowhere"), client.add_source("file:///etc")):
            with pytest.raises(Problem):
                await refused

    run(own.url, work, own.key("admin"))
