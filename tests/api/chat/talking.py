"""How tests speak with the chat-compatible routes: by OpenAI's own client."""

from __future__ import annotations

from typing import Any

import openai
from openai.types.chat import ChatCompletion, ChatCompletionChunk

from tests.api.doors import QUESTION, Door


def client(door: Door, key: str = "none") -> openai.OpenAI:
    return openai.OpenAI(base_url=f"{door.url}/v1", api_key=key, max_retries=0)


def user(content: Any) -> dict[str, Any]:
    return {"role": "user", "content": content}


def assistant(content: Any) -> dict[str, Any]:
    return {"role": "assistant", "content": content}


def completed(door: Door, *messages: dict[str, Any], key: str = "none", **more: Any) -> ChatCompletion:
    given: Any = {"model": "dateline", "messages": list(messages) or [user(QUESTION)], **more}
    with client(door, key) as opened:
        reply: ChatCompletion = opened.chat.completions.create(**given)
    return reply


def streamed(door: Door, *messages: dict[str, Any], key: str = "none", **more: Any) -> list[ChatCompletionChunk]:
    given: Any = {"model": "dateline", "messages": list(messages) or [user(QUESTION)], "stream": True, **more}
    with client(door, key) as opened, opened.chat.completions.create(**given) as chunks:
        return list(chunks)


def extra(told: ChatCompletion | ChatCompletionChunk, name: str) -> Any:
    """What OpenAI's client keeps without knowing it."""
    return (told.model_extra or {})[name]


def text(told: ChatCompletion) -> str:
    return told.choices[0].message.content or ""
