"""What verification takes and gives over HTTP, as types."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, StrictInt

from api.schemas import Asked, Day, QuestionFilters, Words
from qa.verifying import MOST, MOST_PLACES
from qa.verifying.quote import LONGEST

Span = tuple[int, int]
"""Start and end in Unicode code points."""


class Verify(Asked):
    """Words to be verified."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"quote": "The port of Halvern reopened to ships [...] on Thursday."}]},
    )

    quote: Words = Field(
        description="the words; `[...]` or an ellipsis where some are left out",
        json_schema_extra={"maxLength": LONGEST, "pattern": r"\S"},
    )
    k: StrictInt = Field(MOST, ge=1, le=MOST_PLACES, description="places wanted")
    filters: QuestionFilters = Field(default_factory=QuestionFilters)
    as_of: Day | None = Field(None, description="only what was published by this day")


class Held(BaseModel):
    """A release, and where in it."""

    article_id: str
    title: str | None
    source: str
    issuer: str | None
    published: dt.date | None
    url: str | None
    content_hash: str = Field(description="of the text that holds the words")
    start: int
    end: int
    text: str = Field(description="the words as they stand there")
    link: str | None = Field(description="to these words on the published page")


class Place(Held):
    """Where the words were published. `start` and `end` count in the text, or in the title as `where` says."""

    where: Literal["text", "title"]
    spans: list[Span] = Field(description="of the words; several where the quote leaves some out")
    exact: bool = Field(
        description="character for character; else up to white space, quotation marks, dashes and a closing stop"
    )
    standing: Literal["current", "corrected", "reread"] = Field(
        description="`corrected`: the release reads otherwise today; `reread`: only our reading of it changed"
    )
    stored: dt.datetime | None = Field(description="when the archive took in a text that it holds no longer")
    until: dt.datetime | None = Field(description="when the next text took its place")


class Difference(BaseModel):
    """A run of words: `missing` is what the quote lacks, `added` what the release lacks."""

    kind: Literal["equal", "changed", "missing", "added"]
    quote: Span | None = Field(description="of the reply's `quote`")
    text: Span | None = Field(description="of `text` beside it")


class Nearest(Held):
    """The wording that comes nearest to words that were never published."""

    similarity: float = Field(description="1 - edits / length of the longer, by characters")
    differences: list[Difference]


class Verdict(BaseModel):
    """Whether words were published, where and when; or what comes nearest."""

    quote: str = Field(description="as it was looked for: without outer quotation marks, NFC")
    found: bool
    places: list[Place] = Field(description="the newest release first, earlier texts after all of today's")
    more: bool = Field(description="whether there are more places than were wanted")
    searched: Literal["index", "texts"] = Field(description="`texts`: its words are too common to be looked up")
    complete: bool = Field(description="whether every release was looked at that may be seen")
    nearest: Nearest | None
    unverified: int = Field(description="places held back: the store did not confirm them when it was read again")
