"""What comes back to a question over HTTP, as types."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Days(BaseModel):
    """The days that a question names."""

    model_config = ConfigDict(serialize_by_alias=True)

    first: dt.date | None = Field(alias="from")
    to: dt.date | None
    strict: bool = Field(description="whether nothing published on other days was searched; else it is a hint")


class Phrase(BaseModel):
    """A phrase that the question quotes."""

    text: str
    found: bool = Field(description="whether it was found word for word in a release; then only such releases answer")


class Understood(BaseModel):
    """What was read out of the question."""

    language: str | None
    published: Days | None
    phrases: list[Phrase]
    also_searched: list[str] = Field(description="other forms of its names")
    did_you_mean: str | None = Field(description="the question respelt, if a word of it stands nowhere; searched for")


class Context(BaseModel):
    """The sentence before one that leans on it: what its pronoun stands for."""

    text: str
    start: int
    end: int


class Sentence(BaseModel):
    """A sentence of the answer, word for word: `text[start:end]` of its release, in Unicode code points."""

    text: str
    citation: int = Field(description="number of the passage that it stands in")
    start: int
    end: int
    marks: list[tuple[int, int]] = Field(description="runs of `text`: the figure, date or name asked for")
    context: Context | None
    link: str | None = Field(description="to these words on the published page")


class Missing(BaseModel):
    """Why nothing answers."""

    reason: Literal["never_mentioned", "not_together", "not_in_period", "not_said", "nothing_found"]
    names: list[str]
    text: str = Field(description="the same in one plain sentence")


class Answer(BaseModel):
    """The answer itself, or why there is none; null in modes that only find passages."""

    status: Literal["answered", "unanswered"]
    confidence: float | None = Field(description="probability that the answer is right")
    text: str | None = Field(description="its sentences, joined by blanks")
    sentences: list[Sentence]
    missing: Missing | None


class Why(BaseModel):
    """What gave a passage its place: parts of its score, each beside what an average candidate got for it.

    Modes other than `ranked`, which evaluation uses, know words and meaning only.
    """

    words: float = Field(description="terms of the question, their rarity and nearness")
    meaning: float = Field(description="the embedding model")
    article: float | None = Field(description="title, lead and other passages of the release")
    names: float | None = Field(description="names and numbers")
    date: float | None = Field(description="how the day of publication suits the days that the question names")
    kind: float | None = Field(description="whether it holds the kind of thing asked for: a person, a day, an amount")
    place: float | None = Field(description="its part of the release: news before what a company says of itself")
    reader: float | None = Field(description="the second look; 0 where none was taken")
    matched: list[str] = Field(description="words of the question as the passage writes them")


class AlsoIn(BaseModel):
    """Another release of the same story, and how it is related to the one shown."""

    article_id: str
    title: str | None
    source: str
    published: dt.date | None
    url: str | None
    relation: Literal["same", "edited", "corrected"]


class Citation(BaseModel):
    """Where a quote stands: `text[start:end]` of the article, in Unicode code points."""

    number: int
    article_id: str
    title: str | None
    source: str
    issuer: str | None
    published: dt.date | None
    url: str | None
    link: str | None = Field(description="to these words on the published page")
    start: int
    end: int
    quote: str
    content_hash: str
    also_in: list[AlsoIn]


class Passage(BaseModel):
    """A passage, word for word."""

    rank: int
    score: float
    text: str
    highlights: list[tuple[int, int]]
    why: Why
    citation: Citation


class Reply(BaseModel):
    """What comes back to a question."""

    question: str
    understood: Understood
    answer: Answer | None
    passages: list[Passage]
    took_ms: dict[str, float]


class Opening(BaseModel):
    """The first event of a streamed reply, `passages`."""

    question: str
    understood: Understood
    passages: list[Passage]


class Choice(BaseModel):
    """The second event, `answer`: chosen from the passages."""

    answer: Answer | None


class Ending(BaseModel):
    """The last event, `done`."""

    took_ms: dict[str, float]
