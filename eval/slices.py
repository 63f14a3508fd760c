"""Which kind of question is this? The slices that a report breaks its figures down by."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from eval.gold import Gold
from index.analysis import terms

LENGTHS = ((6, "1-6 words"), (10, "7-10 words"), (15, "11-15 words"))
LONGER = "16 words or more"

NOTHING = "nothing answers"


def slices(gold: Gold, published: Mapping[str, dt.date | None], corpus: str) -> dict[str, str]:
    """Give the slice values of a question.

    Args:
        gold: the question.
        published: article path -> its date, for the articles that the question wants.
        corpus: what to call the source of an article that lies in no folder.
    """
    return {
        "kind": gold.kind or "?",
        "language": gold.lang or "?",
        "source": _source(gold, corpus),
        "year": _year(gold, published),
        "question length": length(gold.question),
        "shared words": shared_words(gold),
    }


def length(question: str) -> str:
    """Name the length of a question."""
    words = len(question.split())
    return next((name for most, name in LENGTHS if words <= most), LONGER)


def shared_words(gold: Gold) -> str:
    """Say how many of a question's terms stand in the words that answer it.

    In several answers the one that shares most counts: words that can be found there are easy to find.
    """
    asked = set(terms(gold.question))
    if not gold.relevant:
        return NOTHING
    if not asked:
        return "none"
    share = max(len(asked & set(terms(item.quote))) for item in gold.relevant) / len(asked)
    if share == 0:
        return "none"
    return "less than half" if share < 0.5 else "half or more"


def _source(gold: Gold, corpus: str) -> str:
    if not gold.relevant:
        return NOTHING
    folder, _, rest = gold.relevant[0].article.partition("/")
    return folder if rest else corpus


def _year(gold: Gold, published: Mapping[str, dt.date | None]) -> str:
    if not gold.relevant:
        return NOTHING
    day = published.get(gold.relevant[0].article)
    return str(day.year) if day else "undated"
