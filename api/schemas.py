"""What goes over HTTP, as types: the OpenAPI description is made of these."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, HttpUrl, StrictInt, StrictStr

from corpus.article import Filters
from qa.question import MOST_PASSAGES


class Asked(BaseModel):
    """Base of what clients send: an unknown field is an error, so that a typing mistake is seen."""

    model_config = ConfigDict(extra="forbid")


class QuestionFilters(Asked):
    """What to narrow a question to. Undated releases fall outside any date filter."""

    published_from: dt.date | None = Field(None, description="published on this day or later")
    published_to: dt.date | None = Field(None, description="published on this day or earlier")
    source: StrictStr | None = Field(None, description="only this source")
    language: StrictStr | None = Field(None, description="only releases in this language (ISO 639-1)")

    def narrow(self) -> Filters:
        """Give these as the engine takes them."""
        return Filters(self.published_from, self.published_to, self.source, self.language)


class Ask(Asked):
    """A question."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"question": "what did ICESCO agree with NeLC?", "k": 3}]}
    )

    question: StrictStr = Field(description="the question, in any language")
    k: StrictInt = Field(5, ge=1, le=MOST_PASSAGES, description="passages wanted")
    filters: QuestionFilters = Field(default_factory=QuestionFilters)
    as_of: dt.date | None = Field(None, description="answer from what was published by this day")
    effort: Literal["quick", "thorough"] = Field("quick", description="both rank alike until a second look is built")


class NewArticle(Asked):
    """A release to take in. What is stated here wins over what is read from the text."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "text": "Port reopens\n\nHALVERN, 14 March 2024 - The port of Halvern reopened on Thursday.",
                    "source": "port",
                }
            ]
        },
    )

    text: StrictStr = Field(min_length=1, description="the release as it is: text, Markdown or HTML")
    format: Literal["text", "markdown", "html"] = "text"
    source: Annotated[StrictStr, Field(pattern=r"^[^/\\\s][^/\\]{0,99}$")] = "upload"
    path: StrictStr | None = Field(None, min_length=1, max_length=1000, description="stable name inside the source")
    url: HttpUrl | None = Field(None, description="where it is published; names the article, like `path`")
    title: StrictStr | None = Field(None, max_length=1000)
    published: dt.date | None = None
    place: StrictStr | None = Field(None, max_length=200)
    issuer: StrictStr | None = Field(None, max_length=200)
    language: Annotated[StrictStr, Field(pattern=r"^[a-z]{2,3}$")] | None = None


class ListQuery(Asked):
    """Which articles to list."""

    limit: int = Field(50, ge=1, le=500, description="articles a page")
    after: str | None = Field(None, description="`next` of the page before")
    published_from: dt.date | None = None
    published_to: dt.date | None = None
    source: str | None = None
    language: str | None = None

    def narrow(self) -> Filters:
        """Give these as the store takes them."""
        return Filters(self.published_from, self.published_to, self.source, self.language)


class Understood(BaseModel):
    """What was read out of the question."""

    language: str | None
    published: dict[str, str | None] | None
    also_searched: list[str]
    did_you_mean: str | None


class Sentence(BaseModel):
    """A sentence of the answer and the passage it stands in."""

    text: str
    citation: int


class Answer(BaseModel):
    """The answer itself; null while the service only finds passages."""

    status: Literal["answered", "unanswered"]
    confidence: float | None
    text: str | None
    sentences: list[Sentence]
    missing: str | None


class Why(BaseModel):
    """What gave a passage its place."""

    words: float
    meaning: float
    date: float | None
    matched: list[str]


class Citation(BaseModel):
    """Where a quote stands: `text[start:end]` of the article, in Unicode code points."""

    number: int
    article_id: str
    title: str | None
    source: str
    issuer: str | None
    published: dt.date | None
    url: str | None
    start: int
    end: int
    quote: str
    content_hash: str
    also_in: list[str]


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


class ArticleVersion(BaseModel):
    """One version in an article's history."""

    content_hash: str
    stored: dt.datetime


class ArticleSummary(BaseModel):
    """An article in a list."""

    id: str
    path: str
    url: str | None
    title: str | None
    published: dt.date | None
    updated: dt.date | None
    place: str | None
    issuer: str | None
    source: str
    language: str | None
    content_hash: str
    first_seen: dt.datetime


class Article(ArticleSummary):
    """An article with its clean text, to which every offset refers."""

    text: str
    parts: list[dict[str, str | int]]
    found: dict[str, str] = Field(description="field -> where it was read")
    versions: list[ArticleVersion]


class ArticlePage(BaseModel):
    """A page of a list; `next` is null on the last."""

    articles: list[ArticleSummary]
    total: int
    next: str | None


class Added(BaseModel):
    """What became of a release that was handed in."""

    outcome: Literal["added", "updated", "restored", "unchanged"]
    article: Article


class SourceCount(BaseModel):
    """A source, and how many of its articles may be seen."""

    name: str
    articles: int


class Sources(BaseModel):
    """Every source that has articles."""

    sources: list[SourceCount]


class Status(BaseModel):
    """A sign of life."""

    status: str
    articles: int | None = None


class FieldError(BaseModel):
    """One thing that does not fit."""

    field: str
    message: str


class Problem(BaseModel):
    """RFC 9457 problem details."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[FieldError] | None = None
