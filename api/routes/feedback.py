"""`/v1/feedback`: what people say of answers, and what is decided about it."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from api.access.scoped import ScopeOf
from api.routes import DeskOf, problems
from api.schemas import Asked, Day, QuestionFilters, Words
from corpus.store.feedback import Said, Spot
from qa import feedback as saying
from qa.feedback import Heard

router = APIRouter(prefix="/v1", tags=["feedback"])

LONGEST_COMMENT = 2_000
"""Code points."""

Verdict = Literal["up", "down"]
State = Literal["open", "accepted", "dropped"]


class NewFeedback(Asked):
    """What somebody says of an answer, or of one passage or sentence of it."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "question": "when did the port of Halvern reopen?",
                    "verdict": "down",
                    "comment": "that is the ferry, not the port",
                    "answered": True,
                }
            ]
        },
    )

    question: Words = Field(description="as it was asked")
    verdict: Verdict
    comment: Annotated[Words, Field(max_length=LONGEST_COMMENT)] | None = None
    article_id: Annotated[Words, Field(max_length=64)] | None = Field(
        None, description="with `start` and `end` the place judged; null: the answer as a whole"
    )
    start: StrictInt | None = Field(None, ge=0, le=2**53, description="code points of the article's text")
    end: StrictInt | None = Field(None, ge=1, le=2**53, validate_default=True)
    content_hash: Annotated[Words, Field(max_length=80)] | None = Field(
        None, description="of that text, as in the citation; null: as it is now"
    )
    filters: QuestionFilters | None = None
    as_of: Day | None = None
    answered: StrictBool | None = Field(None, description="whether the archive answered")

    @field_validator("end")
    @classmethod
    def _whole_place(cls, value: int | None, info: ValidationInfo) -> int | None:
        parts = [info.data.get("article_id"), info.data.get("start"), value]
        if None in parts and any(part is not None for part in parts):
            raise PydanticCustomError(
                "half_a_place", "Input should be given with article_id and start, or not at all"
            )
        return value

    def said(self) -> Said:
        """Give this as it is kept."""
        spot = None
        if self.article_id is not None and self.start is not None and self.end is not None:
            spot = Spot(self.article_id, self.start, self.end, self.content_hash or "")
        filters = self.filters.model_dump(mode="json", exclude_none=True) if self.filters else None
        return Said(self.question, self.verdict, self.comment, self.answered, filters, self.as_of, spot)


class Noted(BaseModel):
    """What was said is kept."""

    id: str


class Decision(Asked):
    """What is decided about it: whether it is to become a gold question."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"state": "accepted"}]})

    state: Literal["accepted", "dropped"]


class FeedbackReply(BaseModel):
    """What somebody said of an answer."""

    id: str
    created: dt.datetime
    state: State
    question: str
    verdict: Verdict
    comment: str | None
    answered: bool | None
    filters: dict[str, Any] | None
    as_of: dt.date | None
    article_id: str | None = Field(description="null for the answer as a whole, and once the article was purged")
    start: int | None
    end: int | None
    content_hash: str | None
    title: str | None = Field(description="of the article; null where it is in no answer any more")
    quote: str | None = Field(description="the words at that place, read from the store; null where title is")
    gold_id: str | None = Field(description="of the gold question that it became")


class FeedbackList(BaseModel):
    """A page of what was said, the newest first; `next` is null on the last."""

    feedback: list[FeedbackReply]
    total: int
    next: str | None


class FeedbackQuery(BaseModel):
    """Which feedback to list."""

    model_config = ConfigDict(extra="forbid")

    state: State | None = Field(None, description="only this")
    limit: int = Field(100, ge=1, le=500)
    after: str | None = Field(None, description="`next` of the page before")


@router.post("/feedback", status_code=201, responses=problems(400, 404, 415, 422, 503))
def say(sent: NewFeedback, desk: DeskOf, scope: ScopeOf) -> Noted:
    """Say something of an answer. The place judged is kept, never its words: they are read from the store."""
    return Noted(id=saying.keep(desk.store, sent.said(), scope))


@router.get("/feedback", responses=problems(404, 422))
def listed(query: Annotated[FeedbackQuery, Query()], desk: DeskOf, scope: ScopeOf) -> FeedbackList:
    """List what was said, the newest first."""
    found = desk.store.feedback(query.state, query.limit + 1, query.after)
    shown = found[: query.limit]
    return FeedbackList(
        feedback=[_told(one) for one in saying.heard(desk.store, shown, scope)],
        total=desk.store.count_feedback(query.state),
        next=shown[-1].id if len(found) > len(shown) else None,
    )


@router.post("/feedback/{feedback_id}", responses=problems(400, 404, 415, 422, 503))
def decide(feedback_id: str, decision: Decision, desk: DeskOf, scope: ScopeOf) -> FeedbackReply:
    """Accept it as a candidate for a gold question, or drop it. `dateline gold review` makes the question."""
    return _told(saying.decide(desk.store, feedback_id, decision.state, scope))


def _told(heard: Heard) -> FeedbackReply:
    entry, said = heard.feedback, heard.feedback.said
    spot = said.spot
    return FeedbackReply(
        id=entry.id,
        created=entry.created,
        state=entry.state,
        question=said.question,
        verdict=said.verdict,
        comment=said.comment,
        answered=said.answered,
        filters=dict(said.filters) if said.filters else None,
        as_of=said.as_of,
        article_id=spot.article_id if spot else None,
        start=spot.start if spot else None,
        end=spot.end if spot else None,
        content_hash=spot.content_hash if spot else None,
        title=heard.article.title if heard.article else None,
        quote=heard.quote,
        gold_id=entry.gold_id,
    )
