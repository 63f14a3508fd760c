"""What the tools take, as types: what the HTTP routes take, but flat, for models fill in flat forms better."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, StrictInt

from api import schemas, verdicts
from api.schemas import Asked, Day, QuestionFilters, Words
from qa.question import MOST_PASSAGES
from qa.verifying import MOST, MOST_PLACES

FILTERS = frozenset(QuestionFilters.model_fields)


class Ask(QuestionFilters):
    """A question."""

    question: Words = Field(description="the question, in any language")
    k: StrictInt = Field(5, ge=1, le=MOST_PASSAGES, description="passages wanted")
    as_of: Day | None = Field(None, description="answer from what was published by this day, YYYY-MM-DD")
    effort: Literal["quick", "thorough"] | None = Field(None, description="thorough reads more; null: as set")
    caution: Literal["cautious", "balanced", "eager"] | None = Field(
        None, description="how sure an answer must be to be given; null: as set"
    )

    def sent(self) -> schemas.Ask:
        """Give it as the HTTP route takes it."""
        return schemas.Ask.model_validate(_nested(self))


class Verify(QuestionFilters):
    """Words to be verified."""

    quote: Words = Field(description="the words; `[...]` where some are left out")
    k: StrictInt = Field(MOST, ge=1, le=MOST_PLACES, description="places wanted")
    as_of: Day | None = Field(None, description="only what was published by this day, YYYY-MM-DD")

    def sent(self) -> verdicts.Verify:
        """Give it as the HTTP route takes it."""
        return verdicts.Verify.model_validate(_nested(self))


class Read(Asked):
    """Which article."""

    article_id: Words = Field(description="as citations and lists give it")
    content_hash: Words | None = Field(None, description="to read the version of this hash; null: the current text")


def _nested(flat: QuestionFilters) -> dict[str, Any]:
    """Put the filters where the HTTP routes have them."""
    fields = flat.model_dump(mode="json")
    return {
        **{name: value for name, value in fields.items() if name not in FILTERS},
        "filters": {name: fields[name] for name in FILTERS},
    }
