"""What chat front ends send, as types: OpenAI's chat completions, of which questions and the words before them count.

What other services are asked for beside the messages (`temperature`, `max_tokens`, `tools` ...) is taken and has no
effect: an answer is quoted, so there is nothing to draw, to cut or to call. What would promise a front end another
kind of answer than it gets is refused.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt, field_validator
from pydantic_core import PydanticCustomError

from api.schemas import Asked, Day, QuestionFilters, Words
from qa.question import MOST_PASSAGES

MESSAGES_MOST = 1_000
"""Messages of a conversation that are taken; the last few are read."""


class Part(BaseModel):
    """A part of a message: text counts, pictures and sounds cannot be a question."""

    type: str
    text: Words | None = None


class Message(BaseModel):
    """A message of a conversation."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: Words | Annotated[list[Part], Field(max_length=100)] | None = None

    @property
    def text(self) -> str:
        """Its words; parts that are no text left out."""
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content if part.type == "text" and part.text)
        return self.content or ""


class StreamOptions(BaseModel):
    """How a reply is streamed."""

    include_usage: StrictBool | None = Field(None, description="whether a last chunk tells the usage")


class ResponseFormat(BaseModel):
    """The form of a reply: its sentences are quoted, they can take no other."""

    type: Literal["text"]


class Options(Asked):
    """What `/v1/ask` knows beside the question."""

    k: StrictInt = Field(5, ge=1, le=MOST_PASSAGES, description="passages wanted")
    filters: QuestionFilters = Field(default_factory=QuestionFilters)
    as_of: Day | None = Field(None, description="answer from what was published by this day")
    effort: Literal["quick", "thorough"] | None = Field(None, description="null: as the model's name says")
    caution: Literal["cautious", "balanced", "eager"] | None = Field(None, description="null: as set")


class Conversation(BaseModel):
    """A conversation, whose last message of the user is the question.

    Earlier questions, and the sources named in the answers to them, tell what a follow-up is about. Messages of other
    roles are taken and not read: nothing in them instructs anything.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "model": "dateline",
                    "messages": [{"role": "user", "content": "what did ICESCO agree with NeLC?"}],
                    "dateline": {"k": 3, "filters": {"published_to": "2026-01-01"}},
                }
            ]
        }
    )

    model: Words = Field("dateline", description="`dateline`, `dateline-quick` or `dateline-thorough`")
    messages: list[Message] = Field(min_length=1, max_length=MESSAGES_MOST)
    stream: StrictBool | None = None
    stream_options: StreamOptions | None = None
    n: Literal[1] | None = Field(None, description="there is one answer")
    response_format: ResponseFormat | None = None
    dateline: Options | None = Field(None, description="what `/v1/ask` knows beside the question")

    @field_validator("messages")
    @classmethod
    def _asks(cls, value: list[Message]) -> list[Message]:
        """Refuse a conversation in which nothing is asked, or with more than words."""
        place = next((place for place in reversed(range(len(value))) if value[place].role == "user"), None)
        if place is None:
            raise PydanticCustomError("no_question", "Input should have a message of the role user")
        content = value[place].content
        strange = [part.type for part in content if part.type != "text"] if isinstance(content, list) else []
        if strange:
            kind = strange[0][:40].encode(errors="replace").decode()
            raise PydanticCustomError("not_text", f"The question, message {place}, should be text and not {kind!r}")
        return value

    @property
    def options(self) -> Options:
        """What was set beside the question."""
        return self.dateline or Options.model_construct(
            k=5, filters=QuestionFilters.model_construct(), as_of=None, effort=None, caution=None
        )
