"""What was asked: the words as typed, narrowed how, and what we understood of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import Literal, get_args

from corpus.article import Filters
from corpus.fields.asked import language
from corpus.tidying import tidy
from qa.errors import QuestionEmpty, QuestionTooLong
from qa.understanding.asking import Kind, asking
from qa.understanding.naming import Named, named
from qa.understanding.periods import Period, counting, periods
from qa.understanding.phrases import phrases

LONGEST = 2_000
"""Code points; a longer text is a document, not a question."""

MOST_PASSAGES = 100
"""The largest `k`: more passages than anyone reads, few enough to verify in milliseconds."""

MODES = ("ranked", "hybrid", "bm25", "dense")

EFFORTS = ("thorough", "quick")

Caution = Literal["cautious", "balanced", "eager"]
CAUTIONS: tuple[Caution, ...] = get_args(Caution)


@dataclass(frozen=True, slots=True)
class Question:
    """A question as asked.

    Attributes:
        text: the words, any language.
        k: passages wanted, 1 to `MOST_PASSAGES`.
        filters: what to narrow the search to.
        mode: `ranked`; or what it is measured beside: `hybrid`, the joined scores alone, or one side of them, `bm25`
            or `dense`.
        effort: of mode `ranked`: `thorough` reads the first passages together with the question, `quick` does not.
        per_article: at most so many passages of one article, or of one story.
        stories: whether releases that tell the same are shown once; false gives the ranking as it is.
        caution: of mode `ranked`: how sure an answer must be to be given.
    """

    text: str
    k: int = 5
    filters: Filters = field(default_factory=Filters)
    mode: str = "ranked"
    effort: str = "thorough"
    per_article: int = 2
    stories: bool = True
    caution: Caution = "balanced"


@dataclass(frozen=True, slots=True)
class Understood:
    """What was read out of a question.

    Attributes:
        text: the question, white space and invisible characters tidied.
        language: ISO 639-1, or null where a few words do not tell.
        period: the days it asks about, if it names any.
        phrases: what it quotes, wanted word for word.
        named: its names and numbers.
        asking: the kind of thing it asks for; null where it has no question word.
    """

    text: str
    language: str | None
    period: Period | None = None
    phrases: tuple[str, ...] = ()
    named: Named = field(default_factory=Named)
    asking: Kind | None = None


def understand(question: Question, today: dt.date | None = None) -> Understood:
    """Read a question.

    Args:
        question: what was asked.
        today: what `last week` counts from: the day that an answer is given as of; null is this day.

    Raises:
        QuestionEmpty: no letter or digit in it.
        QuestionTooLong: more than `LONGEST` characters.
    """
    if len(question.text) > LONGEST:
        raise QuestionTooLong(
            f"the question has {len(question.text):,} characters, more than {LONGEST:,}; ask in a sentence or two"
        )
    text = tidy(question.text.encode(errors="ignore").decode())  # a shell can hand in half characters
    if not any(map(str.isalnum, text)):
        raise QuestionEmpty("the question is empty; ask in words")
    spoken = language(text)
    dates = periods(text, today or dt.datetime.now(dt.UTC).date(), spoken)
    return Understood(
        text,
        spoken,
        counting(dates),
        phrases(text),
        named(text, [date.words for date in dates]),
        asking(text),
    )


def narrowed(filters: Filters, period: Period | None) -> Filters:
    """Add to filters the days that a question's words bound its search to; days that the asker set stay as they are.

    Where nothing is found within them, they are to be dropped again: words can be misread, a filter cannot.
    """
    if period is None or not period.explicit or filters.published_from or filters.published_to:
        return filters
    first, last = period.bounds
    return replace(filters, published_from=first, published_to=last)
