"""A reply as chat front ends read it: OpenAI's chat completion, whole or in chunks, and in either every citation.

The shapes are those of OpenAI's API reference, "Chat completion" and "Chat completion chunk". `citations` and
`dateline` stand beside them: clients keep what they do not know.
"""

from __future__ import annotations

import re
import time
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from pydantic import BaseModel, Field

from api.chat.content import Content, Mark
from api.replies import Citation, Reply

_WORD = re.compile(r"\w+")


class UrlCitation(BaseModel):
    """Where a citation leads."""

    start_index: int = Field(description="where its `[1]` begins in the content, code points")
    end_index: int
    title: str
    url: str


class Annotation(BaseModel):
    """A citation in a message, as OpenAI's web search marks them."""

    type: Literal["url_citation"] = "url_citation"
    url_citation: UrlCitation


class StreamedAnnotation(Annotation):
    """One of those that come bit by bit."""

    index: int = Field(description="place among all annotations of the message, from 0")


class ReplyMessage(BaseModel):
    """The message that answers."""

    role: Literal["assistant"] = "assistant"
    content: str
    refusal: None = None
    annotations: list[Annotation]


class Choice(BaseModel):
    """The one answer."""

    index: Literal[0] = 0
    message: ReplyMessage
    logprobs: None = None
    finish_reason: Literal["stop"] = "stop"


class Delta(BaseModel):
    """What comes to the message."""

    role: Literal["assistant"] | None = None
    content: str | None = None
    annotations: list[StreamedAnnotation] | None = None


class ChunkChoice(BaseModel):
    """What comes to the one answer."""

    index: Literal[0] = 0
    delta: Delta
    logprobs: None = None
    finish_reason: Literal["stop"] | None = None


class Usage(BaseModel):
    """How much was read and written. A token is a word here: no model writes, and nothing is charged."""

    prompt_tokens: int = Field(description="words of the question and of earlier ones that were read")
    completion_tokens: int = Field(description="words of the message")
    total_tokens: int


class ChatReply(Reply):
    """The whole reply of `/v1/ask`, and how the question was understood in its conversation."""

    understood_as: str | None = Field(description="the question made whole, as it was asked; null: as it was typed")


class Completion(BaseModel):
    """A chat completion."""

    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int = Field(description="seconds since 1970")
    model: str
    choices: list[Choice]
    usage: Usage
    citations: list[Citation] = Field(description="what the message cites, in the order of its text")
    dateline: ChatReply


class Chunk(BaseModel):
    """A piece of a chat completion that is streamed. The last with a choice has the citations and the whole reply."""

    id: str
    object: Literal["chat.completion.chunk"] = "chat.completion.chunk"
    created: int
    model: str
    choices: list[ChunkChoice]
    usage: Usage | None = None
    citations: list[Citation] | None = None
    dateline: ChatReply | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """An answer, ready to be sent in either form.

    Attributes:
        model: the name that was asked.
        read: the words of the conversation that were read.
        id, created: of this completion.
    """

    model: str
    content: Content
    reply: ChatReply
    read: str
    id: str = field(default_factory=lambda: f"chatcmpl-{uuid.uuid4().hex}")
    created: int = field(default_factory=lambda: int(time.time()))

    @property
    def usage(self) -> Usage:
        """How much was read and written, in words."""
        asked, said = (len(_WORD.findall(text)) for text in (self.read, self.content.text))
        return Usage(prompt_tokens=asked, completion_tokens=said, total_tokens=asked + said)

    def whole(self) -> Completion:
        """Give the completion in one piece."""
        found = [mark for marks in self.content.marks for mark in marks]
        message = ReplyMessage(
            content=self.content.text, annotations=[Annotation(url_citation=_cited(mark)) for mark in found]
        )
        return Completion(
            id=self.id,
            created=self.created,
            model=self.model,
            choices=[Choice(message=message)],
            usage=self.usage,
            citations=list(self.content.citations),
            dateline=self.reply,
        )

    def chunks(self, usage: bool = False) -> Iterator[Chunk]:
        """Give the completion piece by piece: the role, each sentence with its annotations, then all that cites.

        Args:
            usage: whether a last chunk tells the usage.
        """
        yield self._chunk(Delta(role="assistant", content=""))
        before = 0
        for piece, marks in zip(self.content.pieces, self.content.marks, strict=True):
            yield self._chunk(Delta(content=piece, annotations=_annotations(marks, before) or None))
            before += len(marks)
        last = self._chunk(Delta())
        last.choices[0].finish_reason = "stop"
        yield last.model_copy(update={"citations": list(self.content.citations), "dateline": self.reply})
        if usage:
            yield Chunk(id=self.id, created=self.created, model=self.model, choices=[], usage=self.usage)

    def _chunk(self, delta: Delta) -> Chunk:
        return Chunk(id=self.id, created=self.created, model=self.model, choices=[ChunkChoice(delta=delta)])


def _cited(mark: Mark) -> UrlCitation:
    return UrlCitation(start_index=mark.start, end_index=mark.end, title=mark.title, url=mark.url)


def _annotations(marks: Sequence[Mark], before: int) -> list[StreamedAnnotation]:
    return [
        StreamedAnnotation(index=index, url_citation=_cited(mark)) for index, mark in enumerate(marks, start=before)
    ]
