"""Requests sent: by one thread that waits for each reply, or by a loop that does other things meanwhile."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import TypeVar

import httpx
from pydantic import BaseModel
from tenacity import AsyncRetrying, Retrying

from api.client import wire
from api.client.requests import Asking, Request

Told = TypeVar("Told", bound=BaseModel)


class Calls:
    """Sends requests and waits for their replies. Safe for several threads.

    Args:
        base_url: where the service is, with the path under which a proxy publishes it.
        key: sent with every request.
        timeout: seconds that connecting, sending and each silence of the service may last.
        tries: how often a request is sent at most.
        transport: instead of the network; null: the network.
        sleep: waits some seconds.
    """

    def __init__(
        self,
        base_url: str,
        key: str | None,
        timeout: float,
        tries: int,
        transport: httpx.BaseTransport | None,
        sleep: Callable[[float], None],
    ) -> None:
        self._http = httpx.Client(**wire.connection(base_url, key, timeout), transport=transport)
        self._retrying = Retrying(**wire.trying(tries), sleep=sleep)

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def told(self, asking: Asking[Told]) -> Told:
        """Send a request and read its reply.

        Raises:
            ClientError: there is no such reply.
        """
        return wire.read(asking.shape, self.sent(asking.request).content)

    def sent(self, request: Request) -> httpx.Response:
        """Send a request; see `told`."""
        with self.opened(request) as reply, wire.named(reply.url):
            reply.read()
            return reply

    @contextmanager
    def opened(self, request: Request) -> Iterator[httpx.Response]:
        """Send a request, and give its reply before its body has come; see `told`."""
        reply: httpx.Response = self._retrying(self._once, request)
        try:
            yield reply
        finally:
            reply.close()

    def _once(self, request: Request) -> httpx.Response:
        built = self._http.build_request(**wire.arguments(request))
        with wire.named(f"{request.method} {built.url}"):
            reply = self._http.send(built, stream=True)
            if not reply.is_success:
                reply.read()
                raise wire.problem(reply)
        return reply


class AsyncCalls:
    """The same beside other work of one loop (asyncio or trio); see `Calls`."""

    def __init__(
        self,
        base_url: str,
        key: str | None,
        timeout: float,
        tries: int,
        transport: httpx.AsyncBaseTransport | None,
        sleep: Callable[[float], Awaitable[None]],
    ) -> None:
        self._http = httpx.AsyncClient(**wire.connection(base_url, key, timeout), transport=transport)
        self._tries, self._sleep = tries, sleep

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def told(self, asking: Asking[Told]) -> Told:
        """Send a request and read its reply.

        Raises:
            ClientError: there is no such reply.
        """
        return wire.read(asking.shape, (await self.sent(asking.request)).content)

    async def sent(self, request: Request) -> httpx.Response:
        """Send a request; see `told`."""
        async with self.opened(request) as reply:
            with wire.named(reply.url):
                await reply.aread()
            return reply

    @asynccontextmanager
    async def opened(self, request: Request) -> AsyncIterator[httpx.Response]:
        """Send a request, and give its reply before its body has come; see `told`."""
        # One for each call: calls beside each other would share what it remembers of its tries.
        retrying = AsyncRetrying(**wire.trying(self._tries), sleep=self._sleep)
        reply: httpx.Response = await retrying(self._once, request)
        try:
            yield reply
        finally:
            await reply.aclose()

    async def _once(self, request: Request) -> httpx.Response:
        built = self._http.build_request(**wire.arguments(request))
        with wire.named(f"{request.method} {built.url}"):
            reply = await self._http.send(built, stream=True)
            if not reply.is_success:
                await reply.aread()
                raise wire.problem(reply)
        return reply
