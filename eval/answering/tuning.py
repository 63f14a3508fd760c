"""Confidence for an archive of one's own: learned beside its ranking, from the same questions."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from eval.answering import sets
from eval.answering.learning import learn
from eval.answering.sets import Say
from eval.gold import Gold
from eval.looking import Readers
from eval.workspace import path_in
from qa.answering.confidence import written
from qa.desk import Desk
from qa.ingest import Progress
from qa.ranking.model import Model

LEAST = 100
"""Questions that something answers, below which confidence is not learned anew."""


def learned(
    desk: Desk,
    folders: Sequence[Path],
    questions: Sequence[Gold],
    ranking: Model | None,
    readers: Readers,
    progress: Progress,
) -> dict[str, Any] | None:
    """Ask questions, as they are and with their releases taken out, and learn when an answer is right.

    Args:
        desk: holds the releases.
        folders: that they come from.
        questions: some of which nothing may answer.
        ranking: what ranking goes by.
        readers: who reads the questions about each source.
        progress: told after every question.

    Returns:
        What `confidence.json` holds, without its record. Null where questions are too few, or nobody reads.
    """
    if sum(bool(gold.relevant) for gold in questions) < LEAST:
        return None
    by_source: dict[str, list[Gold]] = {}
    for gold in questions:
        by_source.setdefault(_source(gold, folders), []).append(gold)
    outcomes = [
        outcome
        for source, asked in by_source.items()
        for outcome in sets.ask(desk, source, asked, Say(ranking, readers.of(source)), progress, path_in(folders))
    ]
    thorough = [one for one in outcomes if one.effort == "thorough"]
    quick = [one for one in outcomes if one.effort == "quick"]
    if not any(one.right for one in thorough) or not any(one.right for one in quick):
        return None
    return {"read": written(learn(thorough)), "unread": written(learn(quick))}


def _source(gold: Gold, folders: Sequence[Path]) -> str:
    """Name the folder that a question is about; that which nothing answers is about the first."""
    if len(folders) > 1 and gold.relevant:
        return gold.relevant[0].article.partition("/")[0]
    return folders[0].resolve().name
