"""Which questions are asked of which folder, and who has a say about them."""

from __future__ import annotations

from argparse import ArgumentTypeError
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from corpus.article import Article, Scope
from eval import folds, jsonlines, workspace
from eval.answering import exchanging
from eval.answering.asking import (
    ANSWERABLE,
    EXCHANGED,
    TAKEN_OUT,
    UNANSWERABLE,
    Asker,
    Outcome,
    scopes,
    small,
    with_stories,
)
from eval.gold import Gold, load
from eval.reader import sets as of_reader
from qa.answering import model as of_sentences
from qa.desk import Desk, DeskConfig
from qa.ingest import Progress
from qa.question import Question
from qa.ranking.model import Model
from qa.reader.reader import Reader

FEW = 3
"""Every so many-th question is asked of an archive of a few releases as well: a new press room has no more."""

MANY = 100
"""Releases of an archive that can be cut down to a few."""

GOLD = ("newswire", "senate", "justice")


@dataclass(frozen=True, slots=True)
class Say:
    """What answers about a source are found, read and chosen by: things that learned nothing from it.

    Attributes:
        ranking: null: the hybrid's order.
        reader: null: nobody reads, and only quick questions are asked.
        sentences: null: those that are shipped.
    """

    ranking: Model | None
    reader: Reader | None
    sentences: of_sentences.Models | None = None


def train(data: Path, config: DeskConfig, cache: Path, progress: Progress) -> dict[str, list[Gold]]:
    """Give the training questions by source, each about that source's folder; see `eval.reader.sets.train`."""
    return {
        name: [_inside(pool.gold, name) for pool in corpus.pools]
        for name, corpus in of_reader.train(data, config, cache, progress).items()
    }


def gold(data: Path) -> dict[str, list[Gold]]:
    """Give the questions that only measure, by source."""
    return {name: load(data / "gold" / f"{name}.jsonl", data / name) for name in GOLD}


def _inside(question: Gold, source: str) -> Gold:
    """Name articles by their path in the folder."""
    head = len(source) + 1
    return replace(question, relevant=tuple(replace(item, article=item.article[head:]) for item in question.relevant))


def by_path(_source: str, path: str) -> str:
    """Name an article by its path alone."""
    return path


def ask(
    desk: Desk,
    source: str,
    questions: Sequence[Gold],
    say: Say,
    progress: Progress,
    path_of: Callable[[str, str], str] = by_path,
) -> Iterator[Outcome]:
    """Ask questions about a source, as they are and with their releases taken out.

    Args:
        desk: holds the source.
        source: its name.
        questions: about it.
        say: what answers are found by.
        progress: told after every question.
        path_of: source and path of an article -> its name in the questions.
    """
    scope = Scope.everything()
    articles = {path_of(article.source, article.path): article for article in desk.store.oldest_first(scope)}
    stories = _stories(questions, articles)
    ids = {path: article.id for path, article in articles.items()}
    asker = Asker(desk, say.ranking, say.reader, say.sentences)
    others = exchanging.names(one for one in questions if one.relevant)
    for number, one in enumerate(questions):
        for sort, seen in scopes(desk, one, ids, scope):
            for effort in asker.efforts:
                yield asker.ask(one, seen, sort, source, stories.get(one.id, one.id), effort)
        if number % FEW == 0 and len(ids) >= MANY:
            for told in _in_few(desk, articles, others, one):
                for effort in asker.efforts:
                    outcome = asker.ask(
                        told.question, told.scope, told.sort, source, stories.get(one.id, one.id), effort
                    )
                    yield replace(outcome, releases=told.releases)
        progress(number + 1, len(questions))


@dataclass(frozen=True, slots=True)
class _Few:
    """A question asked of an archive of a few releases."""

    question: Gold
    sort: str
    scope: Scope
    releases: int


def _in_few(desk: Desk, articles: Mapping[str, Article], names: Sequence[str], question: Gold) -> Iterator[_Few]:
    """Cut the archive down to a few releases around those that a question needs, or that are nearest to it.

    A question that something answers is asked with the releases that do, without them, and, if it can be, with them
    and one of its names exchanged for another that none of the few has.
    """
    scope = Scope.everything()
    ids = [article.id for article in articles.values()]
    told = with_stories(desk, _wanted(desk, articles, question), scope)
    size, others = small(ids, told, question.id)
    whole = replace(scope, without=others)
    if not question.relevant:
        yield _Few(question, UNANSWERABLE, whole, size + len(told))
        return
    yield _Few(question, ANSWERABLE, whole, size + len(told))
    yield _Few(question, TAKEN_OUT, replace(scope, without=others | told), size)
    left = [f"{one.title or ''}\n{one.text}" for one in articles.values() if one.id not in others]
    if other := exchanging.exchanged(question, names, left):
        yield _Few(other, EXCHANGED, whole, size + len(told))


def _wanted(desk: Desk, articles: Mapping[str, Article], question: Gold) -> list[str]:
    """Name the releases that answer a question; of one that nothing answers the nearest, which it seems to ask."""
    if question.relevant:
        return [articles[item.article].id for item in question.relevant]
    nearest = desk.ask(Question(question.question, 1, mode="hybrid")).passages
    return [one.citation.article.id for one in nearest]


def _stories(questions: Sequence[Gold], articles: Mapping[str, Article]) -> dict[str, str]:
    answerable = [one for one in questions if one.relevant]
    wanted = {item.article for one in answerable for item in one.relevant}
    texts = {path: (articles[path].title, articles[path].text.split("\n\n")) for path in wanted}
    return folds.stories(answerable, texts)


def ask_all(
    data: Path,
    questions: Mapping[str, Sequence[Gold]],
    config: DeskConfig,
    cache: Path,
    of: Callable[[str], Say],
    progress: Callable[[str], Progress],
) -> Iterator[Outcome]:
    """Ask the questions of every source, each in a Desk of its own.

    Args:
        data: the shared folder of data.
        questions: by source.
        config, cache: as `eval.workspace` takes them.
        of: source -> what its answers are found by.
        progress: source -> whom to tell.
    """
    for source, asked in questions.items():
        desk, _ = workspace.of_folder(data / source, config, cache, progress(f"indexing {source}"))
        with closing(desk):
            yield from ask(desk, source, asked, of(source), progress(f"asking {source}"))


def write(path: Path, outcomes: Iterable[Outcome]) -> int:
    """Write outcomes, numbers and names of questions but no words, one a line; returns how many."""
    path.unlink(missing_ok=True)
    rows = [asdict(one) for one in outcomes]
    jsonlines.append(path, rows)
    return len(rows)


def read(path: Path) -> list[Outcome]:
    """Read outcomes back."""
    rows = (line.row() for line in jsonlines.read(path))
    return [Outcome(**{**row, "values": tuple(row["values"])}) for row in rows]


def pair(text: str) -> tuple[str, str]:
    """Read `SOURCE=PLACE`, as commands take what learned nothing from a source.

    Raises:
        ArgumentTypeError: it is none.
    """
    source, _, place = text.partition("=")
    if not place:
        raise ArgumentTypeError(f"{text!r} is no SOURCE=PLACE")
    return source, place
