"""Questions to lessons: every candidate read as ranking reads it, and graded; and the record beside the weights."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from corpus.article import Article, Scope
from corpus.records import Telling
from eval.folds import stories
from eval.gold import Gold, holds
from eval.listwise import OF_RELEASE, PASSAGE, PENALTY, RELEASE, Floats, Lesson
from eval.looking import Look, Readers
from eval.tune import DEPTH, FOLDS, Lessons
from eval.tuned import Tuned
from eval.workspace import path_in
from qa.desk import Desk
from qa.finding import Finder
from qa.ingest import Progress
from qa.models import Bound
from qa.question import Question, understand
from qa.ranking.features import NAMES
from qa.ranking.model import READER
from qa.ranking.ranking import Judged
from qa.weights import Weights, written


def lessons(
    desk: Desk, folders: Sequence[Path], questions: Sequence[Gold], progress: Progress, readers: Readers | None = None
) -> Lessons:
    """Find the candidates of every answerable question, as asking finds them. Questions are grouped by story.

    Periods such as "last week" count from the newest release, so that the same corpus always teaches the same.

    Args:
        desk: holds the releases.
        folders: that they come from.
        questions: to learn from.
        progress: told after every question.
        readers: who reads the first candidates; null: nobody.
    """
    path_of = path_in(folders)
    held = {article.id: article for article in desk.store.oldest_first(Scope.everything())}
    places = {article.id: path_of(article.source, article.path) for article in held.values()}
    today = max((article.published for article in held.values() if article.published), default=None)
    answerable = [gold for gold in questions if gold.relevant]
    by_place = {places[article.id]: article for article in held.values()}
    sources = {gold.id: _source(gold, by_place) for gold in answerable}
    finder = Finder(desk.store, desk.config.blend, None, lambda: None)
    bound = Bound(desk.embedder, desk.engine)
    found: list[Lesson] = []
    looks: dict[str, Look] = {}
    known: dict[str, Telling] = {}
    for done, gold in enumerate(answerable, start=1):
        question = Question(gold.question)
        gathered = finder.gather(question, understand(question, today), Scope.everything(), bound, _unheard)
        judged = finder.judge(gathered)
        if judged.candidates:
            found.append(_lesson(gold, judged, held, places))
            if readers and (reader := readers.of(sources[gold.id])):
                told = {name: known.setdefault(name, one) for name, one in gathered.tellings.items()}
                looks[gold.id] = Look(judged, gathered.asked.text, told, reader)
        progress(done, len(answerable))
    wanted = {item.article for gold in answerable for item in gold.relevant}
    texts = {
        place: (by_place[place].title, by_place[place].text.split("\n\n")) for place in wanted if place in by_place
    }
    return Lessons(found, stories(answerable, texts), sources, looks)


def _unheard(_stage: str) -> None:
    """Tell nobody how long a stage took."""


def _lesson(gold: Gold, judged: Judged, held: Mapping[str, Article], places: Mapping[str, str]) -> Lesson:
    grades = np.zeros(len(judged.candidates), np.int8)
    for at, candidate in enumerate(judged.candidates):
        passage = candidate.passage
        quotes = [item.quote for item in gold.relevant if item.article == places[passage.article_id]]
        if quotes:
            text = held[passage.article_id].text[passage.start : passage.end]
            grades[at] = PASSAGE if any(holds(text, quote) for quote in quotes) else RELEASE
    return Lesson(
        gold.id,
        judged.features.values,
        grades,
        tuple(one.passage.article_id for one in judged.candidates),
        -np.arange(len(grades), dtype=np.float64),  # they come in the order of the hybrid
    )


def _source(gold: Gold, by_place: Mapping[str, Article]) -> str:
    """Name the source to leave out as one: the folder inside a single corpus, or the corpus among several."""
    place = gold.relevant[0].article
    folder, _, rest = place.partition("/")
    if rest:
        return folder
    return by_place[place].source if place in by_place else "?"


def record(
    tuned: Tuned, given: Lessons, present: Weights, about: Mapping[str, Any], readers: Readers | None = None
) -> dict[str, Any]:
    """Write weights with the record of how they were learned.

    Args:
        tuned, given: what was learned, and from what.
        present: their hybrid stays; their ranking too where nothing better was learned.
        about: digests of corpus and questions, model and versions.
        readers: who read.
    """
    features = _named(NAMES, tuned.learned.features) if tuned.ranking.generalises else None
    read = tuned.reading is not None and tuned.reading.generalises
    reader = _named(READER, tuned.learned.reader) if features and read else None
    return {
        **written(present, features, reader),
        "record": {
            "made": dt.datetime.now(dt.UTC).date().isoformat(),
            **about,
            "readers": readers.record() if readers else {},
            "questions": len(given.lessons),
            "stories": len(set(given.groups.values())),
            "folds": FOLDS,
            "learner": f"linear, listwise softmax, penalty {PENALTY:g}, release beside passage {OF_RELEASE:g}",
            "measure": f"mean of the reciprocal ranks (first {DEPTH}) of right release and right passage",
            **tuned.record(),
        },
    }


def _named(names: Sequence[str], values: Floats | None) -> dict[str, float] | None:
    return None if values is None else dict(zip(names, values.tolist(), strict=True))
