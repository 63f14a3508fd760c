"""What goes over HTTP, as types: the OpenAPI description is made of these."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    HttpUrl,
    StrictInt,
    StrictStr,
    ValidationInfo,
    field_validator,
)
from pydantic_core import PydanticCustomError

from api.replies import AlsoIn
from corpus.article import Filters
from qa.question import LONGEST, MOST_PASSAGES

SOURCE_NAME = r"^[^/\\\s\x00-\x1f\x7f][^/\\\x00-\x1f\x7f]{0,99}$"
"""Up to a hundred characters, no slash and no line end: with a line end two places could have one id."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def _day(value: Any) -> Any:
    """Let only `YYYY-MM-DD` through: a number would be read as seconds since 1970."""
    if value is None or (isinstance(value, str) and _DAY.fullmatch(value)):
        return value
    raise PydanticCustomError("date_form", "Input should be a date like 2024-03-14")


def _whole(value: str) -> str:
    """Refuse half a character: no other program could read it back."""
    try:
        value.encode()
    except UnicodeEncodeError:
        raise PydanticCustomError("lone_surrogate", "Input should be text without lone surrogates") from None
    return value


Day = Annotated[dt.date, BeforeValidator(_day)]
Words = Annotated[StrictStr, AfterValidator(_whole)]


class Asked(BaseModel):
    """Base of what clients send: an unknown field is an error, so that a typing mistake is seen."""

    model_config = ConfigDict(extra="forbid")


class QuestionFilters(Asked):
    """What to narrow a question to. Undated releases fall outside any date filter."""

    published_from: Day | None = Field(None, description="published on this day or later")
    published_to: Day | None = Field(None, description="published on this day or earlier")
    source: Words | None = Field(None, description="only this source")
    language: Words | None = Field(None, description="only releases in this language (ISO 639-1)")

    @field_validator("published_to")
    @classmethod
    def _not_before(cls, value: dt.date | None, info: ValidationInfo) -> dt.date | None:
        earliest = info.data.get("published_from")
        if value and earliest and value < earliest:
            raise PydanticCustomError("dates_reversed", "Input should not be before published_from")
        return value

    def narrow(self) -> Filters:
        """Give these as the engine and the store take them."""
        return Filters(self.published_from, self.published_to, self.source, self.language)


class Ask(Asked):
    """A question."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"question": "what did ICESCO agree with NeLC?", "k": 3}]}
    )

    question: Words = Field(
        description="the question, in any language", json_schema_extra={"maxLength": LONGEST, "pattern": r"\S"}
    )
    k: StrictInt = Field(5, ge=1, le=MOST_PASSAGES, description="passages wanted")
    filters: QuestionFilters = Field(default_factory=QuestionFilters)
    as_of: Day | None = Field(None, description="answer from what was published by this day")
    effort: Literal["quick", "thorough"] | None = Field(
        None,
        description="`thorough` reads the first passages together with the question, `quick` does not; null: as set",
    )
    caution: Literal["cautious", "balanced", "eager"] | None = Field(
        None, description="how sure an answer must be to be given; null: as set"
    )


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
    source: Annotated[StrictStr, Field(pattern=SOURCE_NAME), AfterValidator(_whole)] = "upload"
    path: Annotated[StrictStr, Field(min_length=1, max_length=1000), AfterValidator(_whole)] | None = Field(
        None, description="stable name inside the source"
    )
    url: HttpUrl | None = Field(None, description="where it is published; names the article, like `path`")
    title: StrictStr | None = Field(None, max_length=1000)
    published: Day | None = None
    place: StrictStr | None = Field(None, max_length=200)
    issuer: StrictStr | None = Field(None, max_length=200)
    language: Annotated[StrictStr, Field(pattern=r"^[a-z]{2,3}$")] | None = None


class ListQuery(QuestionFilters):
    """Which articles to list."""

    limit: int = Field(50, ge=1, le=500, description="articles a page")
    after: str | None = Field(None, description="`next` of the page before")


class Part(BaseModel):
    """A run of the text beside the news: `about`, `contact` or `legal`."""

    kind: str
    start: int
    end: int


class Person(BaseModel):
    """Someone quoted, named as the release names them."""

    name: str
    role: str | None


class ArticleVersion(BaseModel):
    """One version in an article's history."""

    content_hash: str
    stored: dt.datetime
    cleaner_version: str


class ArticleSummary(BaseModel):
    """An article in a list."""

    id: str
    path: str
    url: str | None
    title: str | None
    subtitle: str | None
    published: dt.date | None
    updated: dt.date | None
    place: str | None
    issuer: str | None
    source: str
    language: str | None
    languages: list[str] = Field(description="every language of a release in several, the main one first")
    content_hash: str
    first_seen: dt.datetime


class Article(ArticleSummary):
    """An article with its clean text, to which every offset refers."""

    text: str
    parts: list[Part] = Field(description="what of the text is not the news itself")
    people: list[Person] = Field(description="those whose words the release quotes")
    found: dict[str, str] = Field(description="field -> where it was read")
    versions: list[ArticleVersion]
    also_in: list[AlsoIn] = Field(description="the other releases of its story, newest first")


Span = tuple[int, int]
"""Start and end in code points."""


class Edition(BaseModel):
    """One of two texts that are compared."""

    article_id: str
    content_hash: str
    title: str | None
    source: str
    published: dt.date | None


class Change(BaseModel):
    """A run of words and what it became; an empty run stands where words came or went."""

    before: Span
    after: Span


class Step(BaseModel):
    """One sentence of either text, or one of each."""

    kind: Literal["equal", "edited", "removed", "added"]
    before: Span | None
    after: Span | None
    changes: list[Change]


class Kept(BaseModel):
    """Shares of either text that stand in sentences equal in both."""

    before: float
    after: float


class Difference(BaseModel):
    """Two texts, sentence by sentence; every sentence of both stands in one step."""

    before: Edition
    after: Edition
    relation: Literal["same", "edited", "corrected", "different"]
    sentences: dict[str, int] = Field(description="of each kind; `figures`: those in which a figure became another")
    kept: Kept
    steps: list[Step]


class ArticlePage(BaseModel):
    """A page of a list; `next` is null on the last."""

    articles: list[ArticleSummary]
    total: int
    next: str | None


class Added(BaseModel):
    """What became of a release that was handed in."""

    outcome: Literal["added", "updated", "restored", "unchanged"]
    article: Article


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
    request_id: str | None = Field(None, description="the request's `X-Request-ID`, which the log knows it by")
