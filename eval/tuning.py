"""Questions to lessons: every candidate read as ranking reads it, and graded; and the record beside the weights."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from corpus.article import Article, Filters, Scope
from eval.folds import stories
from eval.gold import Gold, holds
from eval.listwise import OF_RELEASE, PASSAGE, PENALTY, RELEASE, Lesson
from eval.tune import DEPTH, FOLDS, Lessons, Tuned
from eval.workspace import path_in
from index.analysis import terms
from index.engine import Query
from qa.desk import Desk
from qa.ingest import Progress
from qa.question import Question, understand
from qa.ranking.features import NAMES
from qa.ranking.lexicon import Lexicon
from qa.ranking.ranking import judge, promising
from qa.weights import Weights, written


def lessons(desk: Desk, folders: Sequence[Path], questions: Sequence[Gold], progress: Progress) -> Lessons:
    """Find and read the candidates of every answerable question. Questions are grouped by story.

    Periods such as "last week" count from the newest release, so that the same corpus always teaches the same.
    """
    path_of = path_in(folders)
    held = {article.id: article for article in desk.store.oldest_first(Scope.everything())}
    places = {article.id: path_of(article.source, article.path) for article in held.values()}
    today = max((article.published for article in held.values() if article.published), default=None)
    answerable = [gold for gold in questions if gold.relevant]
    lexicon = Lexicon()
    found = []
    for done, gold in enumerate(answerable, start=1):
        found.append(_lesson(desk, gold, held, places, today, lexicon))
        progress(done, len(answerable))
    by_place = {places[article.id]: article for article in held.values()}
    wanted = {item.article for gold in answerable for item in gold.relevant}
    texts = {
        place: (by_place[place].title, by_place[place].text.split("\n\n")) for place in wanted if place in by_place
    }
    return Lessons(
        [one for one in found if len(one.grades)],
        stories(answerable, texts),
        {gold.id: _source(gold, by_place) for gold in answerable},
    )


def _lesson(
    desk: Desk,
    gold: Gold,
    held: Mapping[str, Article],
    places: Mapping[str, str],
    today: dt.date | None,
    lexicon: Lexicon,
) -> Lesson:
    asked = understand(Question(gold.question), today)
    query = Query(tuple(terms(asked.text)), desk.embedder.encode_question(asked.text))
    blend = replace(desk.config.blend, low_cosine=desk.embedder.unrelated)
    found = promising(desk.engine.search(query, Scope.everything(), Filters(), blend))
    read = judge(asked, query.terms, found, held, lexicon)
    grades = np.zeros(len(read.candidates), np.int8)
    for at, candidate in enumerate(read.candidates):
        passage = candidate.passage
        quotes = [item.quote for item in gold.relevant if item.article == places[passage.article_id]]
        if quotes:
            text = held[passage.article_id].text[passage.start : passage.end]
            grades[at] = PASSAGE if any(holds(text, quote) for quote in quotes) else RELEASE
    return Lesson(
        gold.id,
        read.features.values,
        grades,
        tuple(one.passage.article_id for one in read.candidates),
        -np.arange(len(grades), dtype=np.float64),  # they come in the order of the hybrid
    )


def _source(gold: Gold, by_place: Mapping[str, Article]) -> str:
    """Name the source to leave out as one: the folder inside a single corpus, or the corpus among several."""
    place = gold.relevant[0].article
    folder, _, rest = place.partition("/")
    if rest:
        return folder
    return by_place[place].source if place in by_place else "?"


def record(tuned: Tuned, given: Lessons, present: Weights, about: Mapping[str, Any]) -> dict[str, Any]:
    """Write weights with the record of how they were learned.

    Args:
        tuned, given: what was learned, and from what.
        present: their hybrid stays; their ranking too where nothing better was learned.
        about: digests of corpus and questions, model and versions.
    """
    return {
        **written(present, dict(zip(NAMES, tuned.weights.tolist(), strict=True)) if tuned.generalises else None),
        "record": {
            "made": dt.datetime.now(dt.UTC).date().isoformat(),
            **about,
            "questions": len(given.lessons),
            "stories": len(set(given.groups.values())),
            "folds": FOLDS,
            "learner": f"linear, listwise softmax, penalty {PENALTY:g}, release beside passage {OF_RELEASE:g}",
            "measure": f"mean of the reciprocal ranks (first {DEPTH}) of right release and right passage",
            **tuned.record(),
        },
    }
