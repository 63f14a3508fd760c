"""A chat completion as server-sent events: chunks, and `[DONE]` at the end."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing

from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from api import problems
from api.chat.completion import Chunk
from api.chat.refusals import error
from api.problems import Kind
from api.staged import Staged

MEDIA_TYPE = "text/event-stream"

DONE = b"data: [DONE]\n\n"

SILENCE = b": still at work\n\n"
"""A comment, which clients pass over."""


class Chunks(StreamingResponse):
    """A stream of chunks; its work stops when the client leaves.

    Args:
        work: brings forth the chunks, written.
    """

    media_type = MEDIA_TYPE

    def __init__(self, work: Staged[bytes]) -> None:
        # Proxies hand on at once what is called unbuffered (nginx's header).
        super().__init__(_sent(work), headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"})
        self._work = work

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the stream, for as long as somebody takes it."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._work.leave()


def written(chunks: Iterator[Chunk]) -> Iterator[bytes]:
    """Write chunks as events. What a chunk does not tell is left out, as OpenAI's servers leave it."""
    for chunk in chunks:
        told = chunk.model_dump(mode="json", exclude_none=False)
        for name in ("usage", "citations", "dateline"):
            if told[name] is None:
                del told[name]
        for choice in told["choices"]:
            choice["delta"] = {name: value for name, value in choice["delta"].items() if value is not None}
        yield _event(told)
    yield DONE


def _event(data: object) -> bytes:
    return f"data: {json.dumps(data, ensure_ascii=False, separators=(',', ':'))}\n\n".encode()


async def _sent(work: Staged[bytes]) -> AsyncIterator[bytes]:
    try:
        async with aclosing(work.__aiter__()) as pieces:
            async for piece in pieces:
                yield SILENCE if piece is None else piece
    except TimeoutError:
        yield _problem(problems.OUT_OF_TIME, "the answer took too long; ask for less, or the model dateline-quick")
    except Exception as failed:  # noqa: BLE001 (a reply that has begun can tell of a failure in no other way)
        yield _problem(*problems.told(failed))


def _problem(kind: Kind, detail: str) -> bytes:
    problem = json.loads(bytes(problems.response(kind, detail).body))
    return _event({**problem, "error": error(problem)})
