"""The passages that words and meaning find for questions: what the reader is to look at a second time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.article import Article, Filters, Passage, Scope
from eval.gold import Gold
from eval.workspace import of_folder
from index.analysis import terms
from index.encoding.paired import foreign
from index.engine import Blend, Query
from qa.desk import Desk, DeskConfig
from qa.ingest import Progress
from qa.reader.windows import Window

DEPTH = 40


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that was found.

    Attributes:
        place: name of its article in a questions file.
        article: as it is stored.
        score, bm25, cosine: of the engine.
    """

    place: str
    article: Article
    passage: Passage
    score: float
    bm25: float
    cosine: float

    def window(self, start: int, end: int) -> Window:
        """Give a run of the article's text as a reader reads it."""
        return Window(" ".join(self.article.text[start:end].split()), self.article.title, self.article.published)


@dataclass(frozen=True, slots=True)
class Pool:
    """A question and what was found for it, best first."""

    gold: Gold
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Corpus:
    """A folder of releases as it is searched.

    Attributes:
        name: of the folder.
        articles: place -> article.
        passages: place -> its passages, in order.
        pools: of its questions.
    """

    name: str
    articles: Mapping[str, Article]
    passages: Mapping[str, tuple[Passage, ...]]
    pools: tuple[Pool, ...]


def of_releases(
    folder: Path, questions: Sequence[Gold], prefix: str, config: DeskConfig, cache: Path, progress: Progress
) -> Corpus:
    """Search a folder for every question.

    Args:
        folder: of releases.
        questions: that are asked of it.
        prefix: what stands before an article's path in a questions file.
        config, cache, progress: as `eval.workspace` takes them.
    """
    desk, _ = of_folder(folder, config, cache, progress)
    try:
        return of_desk(desk, folder.name, questions, prefix)
    finally:
        desk.close()


def of_desk(desk: Desk, name: str, questions: Sequence[Gold], prefix: str) -> Corpus:
    """Search what a Desk holds for every question, see `of_releases`."""
    with desk.store.snapshot(desk.embedder.id) as (_, rows):
        held = [(row.article, tuple(row.passages)) for row in rows]
    places = {article.id: prefix + article.path for article, _ in held}
    articles = {places[article.id]: article for article, _ in held}
    passages = {places[article.id]: own for article, own in held}
    pools = [Pool(gold, search(desk, gold.question, places, articles)) for gold in questions]
    return Corpus(name, articles, passages, tuple(pools))


def search(
    desk: Desk, question: str, places: Mapping[str, str], articles: Mapping[str, Article], depth: int = DEPTH
) -> tuple[Found, ...]:
    """Find the first passages for a question, cosines counted from where the model's begin."""
    vector = desk.embedder.encode_question(question)
    query = Query(tuple(terms(question)), vector, foreign=foreign(desk.embedder, vector))
    blend: Blend = replace(desk.config.blend, low_cosine=desk.embedder.unrelated)
    candidates = desk.engine.search(query, Scope.everything(), Filters(), blend)[:depth]
    return tuple(
        Found(
            places[one.passage.article_id],
            articles[places[one.passage.article_id]],
            one.passage,
            one.score,
            one.bm25,
            one.cosine,
        )
        for one in candidates
    )
