"""A chat completion as server-sent events: chunks, and `[DONE]` at the end."""

from __future__ import annotations

import json
from collections.abc import Iterator

from api import problems
from api.chat.completion import Chunk
from api.chat.refusals import error
from api.problems import Kind

DONE = b"data: [DONE]\n\n"


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


def refusal(kind: Kind, detail: str) -> bytes:
    """Write a problem as an event, as OpenAI's clients read it."""
    problem = json.loads(bytes(problems.response(kind, detail).body))
    return _event({**problem, "error": error(problem)})
