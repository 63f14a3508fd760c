"""From a question as it is sent, through whichever door, to the one that is asked."""

from __future__ import annotations

from api import schemas
from api.settings import Settings
from qa.question import Question


def question(asked: schemas.Ask, settings: Settings) -> Question:
    """Make the question that a client sent; what it left open is as it is set."""
    return Question(
        asked.question,
        asked.k,
        asked.filters.narrow(),
        effort=asked.effort or settings.effort,
        per_article=settings.per_article,
        caution=asked.caution or settings.caution,
    )
