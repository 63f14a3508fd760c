"""Judging every weight on every question, and the record that is kept beside the weights."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from corpus.article import Filters, Scope
from eval.folds import stories
from eval.gold import Gold
from eval.measures import Retrieved, article_ranking, passage_ranking
from eval.tune import FOLDS, Table, Tuned
from eval.workspace import path_in
from index.analysis import terms
from index.engine import Blend, Candidate, Query
from qa.desk import Desk
from qa.ingest import Progress

WORDS = (0.1, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6)
TITLES = (0.0, 0.25, 0.5, 1.0)
DEPTH = 10
"""A right release or passage beyond the first ten counts nothing."""


@dataclass(frozen=True, slots=True)
class Held:
    """An article as tuning needs it."""

    place: str
    source: str
    title: str | None
    text: str


def grid(present: Blend) -> dict[str, Blend]:
    """Name every blend to try, the present one first."""
    tried = [present] + [replace(present, words=words, title=title) for words in WORDS for title in TITLES]
    return {f"words {blend.words:g}, title {blend.title:g}": blend for blend in tried}


def judge(desk: Desk, folders: Sequence[Path], questions: Sequence[Gold], progress: Progress) -> Table:
    """Try every blend on every answerable question.

    A question's value is the mean of the reciprocal ranks of the right release and of the right passage, 0 beyond
    `DEPTH`. Questions are grouped by story.
    """
    held = _held(desk, folders)
    answerable = [gold for gold in questions if gold.relevant]
    blends = grid(desk.config.blend)
    values = np.zeros((len(answerable), len(blends)))
    scope = Scope.everything()
    for row, gold in enumerate(answerable):
        query = Query(tuple(terms(gold.question)), desk.embedder.encode_question(gold.question))
        for column, blend in enumerate(blends.values()):
            found = desk.engine.search(query, scope, Filters(), blend)
            values[row, column] = _value(gold, found, held)
        progress(row + 1, len(answerable))
    by_place = {article.place: article for article in held.values()}
    wanted = {item.article for gold in answerable for item in gold.relevant}
    texts = {
        place: (by_place[place].title, by_place[place].text.split("\n\n")) for place in wanted if place in by_place
    }
    return Table(
        tuple(blends),
        tuple(gold.id for gold in answerable),
        values,
        stories(answerable, texts),
        {gold.id: _source(gold, by_place) for gold in answerable},
    )


def _held(desk: Desk, folders: Sequence[Path]) -> dict[str, Held]:
    path_of = path_in(folders)
    return {
        article.id: Held(path_of(article.source, article.path), article.source, article.title, article.text)
        for article in desk.store.oldest_first(Scope.everything())
    }


def _source(gold: Gold, by_place: Mapping[str, Held]) -> str:
    """Name the source to leave out as one: the folder inside a single corpus, or the corpus among several."""
    place = gold.relevant[0].article
    folder, _, rest = place.partition("/")
    if rest:
        return folder
    return by_place[place].source if place in by_place else "?"


def _value(gold: Gold, found: Sequence[Candidate], held: Mapping[str, Held]) -> float:
    ranked = [
        Retrieved(article.place, article.text[candidate.passage.start : candidate.passage.end])
        for candidate in found
        if (article := held.get(candidate.passage.article_id))
    ]
    ranks: list[Callable[[Gold, Sequence[Retrieved]], list[str]]] = [article_ranking, passage_ranking]
    return sum(_reciprocal_rank(rank(gold, ranked)) for rank in ranks) / len(ranks)


def _reciprocal_rank(ranking: Sequence[str]) -> float:
    place = next((at for at, name in enumerate(ranking[:DEPTH], start=1) if name.startswith("need-")), None)
    return 1 / place if place else 0.0


def record(tuned: Tuned, table: Table, blends: Mapping[str, Blend], about: Mapping[str, Any]) -> dict[str, Any]:
    """Write weights with the record of how they were learned.

    Args:
        tuned, table: what was learned, and on what.
        blends: those that were tried, by name.
        about: digests of corpus and questions, model and versions.
    """
    chosen = blends[tuned.chosen if tuned.generalises else table.settings[0]]
    means = table.values.mean(axis=0)
    return {
        "weights": {"words": chosen.words, "title": chosen.title},
        "record": {
            "made": dt.datetime.now(dt.UTC).date().isoformat(),
            **about,
            "questions": len(table.questions),
            "stories": len(set(table.groups.values())),
            "folds": FOLDS,
            "objective": "mean of the reciprocal ranks (first ten) of right release and right passage",
            "present": table.settings[0],
            **tuned.record(),
            "scores": {name: round(float(mean), 4) for name, mean in zip(table.settings, means, strict=True)},
        },
    }
