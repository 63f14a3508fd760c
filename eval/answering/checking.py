"""Whether confidence holds on the releases at hand: questions made of them by rule, half with their release away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from corpus.article import Scope
from eval import golddraft
from eval.answering.asking import ANSWERABLE, TAKEN_OUT, Asker, with_stories
from eval.answers import calibration_error, reliability
from eval.gold import Gold, Relevant, fold
from eval.goldrules.release import KINDS
from eval.texts import Text
from qa.answering.confidence import Confidence, shipped
from qa.answering.evidence import Evidence
from qa.desk import Desk

RELEASES = 200
"""Newest releases that questions are made of: more would only take longer."""

LEAST = 20
"""Questions below which nothing can be told."""

FAR = 0.15
"""Calibration error above which confidence is to be learned anew. So few questions give .05 to .1 by chance alone."""

SEED = 1


@dataclass(frozen=True, slots=True)
class Check:
    """What became of a check.

    Attributes:
        questions: that were asked, half of them with their release taken out.
        error: expected calibration error.
        confidence, right: mean confidence, and share of the answers that are right.
    """

    questions: int
    error: float
    confidence: float
    right: float

    @property
    def holds(self) -> bool:
        """Whether confidence can go on being believed."""
        return self.error <= FAR


def check(
    desk: Desk, progress: Callable[[int, int], None], most: int = 60, by: Confidence | None = None
) -> Check | None:
    """Ask questions made from what a Desk holds, and hold confidence against what came out right.

    Args:
        desk: whom to ask.
        progress: told after every question.
        most: questions, at most.
        by: what is checked; what the Desk goes by unless another is given.

    Returns:
        None where too few questions can be made.
    """
    scope, by = Scope.everything(), by or desk.config.confidence or shipped()
    drafted = _drafted(desk, scope, most)
    if len(drafted) < LEAST:
        return None
    desk.ready()
    asker = Asker(desk, desk.config.ranking, desk.reader)
    effort = asker.efforts[0]
    sure, right = [], []
    for at, gold in enumerate(drafted):
        ids = [item.article for item in gold.relevant]
        away = at % 2 == 1
        seen = Scope(scope.now, without=with_stories(desk, ids, scope)) if away else scope
        outcome = asker.ask(gold, seen, TAKEN_OUT if away else ANSWERABLE, "", gold.id, effort)
        sure.append(by.probability(Evidence(outcome.values, effort == "thorough", outcome.found)))
        right.append(outcome.right)
        progress(at + 1, len(drafted))
    return Check(
        len(drafted), calibration_error(reliability(sure, right, 5)), float(np.mean(sure)), float(np.mean(right))
    )


def _drafted(desk: Desk, scope: Scope, most: int) -> list[Gold]:
    """Make questions; articles go by their ids."""
    texts = {}
    for article in desk.store.page(scope, limit=RELEASES):
        spans = desk.store.passages_of(article.id, scope)
        cut = tuple(article.text[one.start : one.end] for one in spans)
        texts[article.id] = Text(article.id, article, cut, fold(article.text), tuple(map(fold, cut)))
    made = golddraft.candidates(texts, -(-most // len(KINDS)), SEED)[:most]
    return [
        Gold(
            f"drafted-{number}",
            one.question,
            one.lang,
            one.kind,
            tuple(Relevant(place.article, place.quote) for place in one.places),
            one.answer,
        )
        for number, one in enumerate(made)
    ]
