"""Ask every question in every mode, and score what comes back."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from eval import measures
from eval.answers import Given
from eval.beir import Collection
from eval.errors import ModeUnknown
from eval.gold import Gold
from eval.measures import ARTICLE, BEIR, PASSAGE, SHOWN, Retrieved, Scores
from qa.answer import Reply
from qa.desk import Desk
from qa.ingest import Progress
from qa.question import MODES as OF_QUESTIONS
from qa.question import MOST_PASSAGES, Question

QUICK = "quick"
"""Mode `ranked` without the second look."""

MODES = (*OF_QUESTIONS, QUICK)

SHOWN_PASSAGES = 5
"""Passages that a user sees unasked."""

AS_GOOD = ("same", "edited")
"""Relations of a release to the one shown that make it found with it; what a correction replaced is not."""

CURVE = (1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100)
"""Depths at which recall curves are drawn."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one question got in one mode.

    Attributes:
        ranked: the ranking itself, best first, as many passages of one article as it likes.
        shown: what a user sees: five passages, few of one article.
        took_ms: stage -> the time that user waited; `total` is all of it.
        given: the answer; null of modes that give none.
    """

    ranked: tuple[Retrieved, ...]
    shown: tuple[Retrieved, ...]
    took_ms: Mapping[str, float]
    given: Given | None = None


Asker = Callable[[str], Outcome]
"""One way of ranking: a question in, an outcome out."""


@dataclass(frozen=True, slots=True)
class ModeResult:
    """One mode over all questions: outcomes by question id, and scores by measure and question id."""

    outcomes: Mapping[str, Outcome]
    article: Scores
    passage: Scores
    curves: Mapping[str, Sequence[tuple[int, float]]]


def check(modes: Sequence[str], known: Sequence[str] = MODES) -> None:
    """Refuse unknown modes.

    Raises:
        ModeUnknown: naming those that there are.
    """
    for mode in modes:
        if mode not in known:
            raise ModeUnknown(f"no mode {mode!r}; known: {', '.join(known)}")


def through_desk(desk: Desk, mode: str, per_article: int, path_of: Callable[[str, str], str]) -> Asker:
    """Ask through the Desk, as a user would, in one mode.

    Args:
        desk: whom to ask.
        mode: of `MODES`.
        per_article: passages of one article that a user sees at most.
        path_of: source and path of an article -> its name in the questions file.
    """

    def retrieved(reply: Reply) -> tuple[Retrieved, ...]:
        return tuple(
            Retrieved(
                path_of(passage.citation.article.source, passage.citation.article.path),
                passage.text,
                passage.citation.article.title,
                passage.score,
                passage.words,
                passage.meaning,
                passage.matched,
                tuple(path_of(one.source, one.path) for one, as_is in passage.citation.also_in if as_is in AS_GOOD),
            )
            for passage in reply.passages
        )

    def ask(text: str) -> Outcome:
        began = time.perf_counter()
        seen = desk.ask(_asked(text, SHOWN_PASSAGES, mode, per_article))
        total = (time.perf_counter() - began) * 1e3
        deep = desk.ask(_asked(text, MOST_PASSAGES, mode, MOST_PASSAGES, stories=False))
        return Outcome(retrieved(deep), retrieved(seen), {**seen.took_ms, "total": total}, _given(seen))

    return ask


def _given(reply: Reply) -> Given | None:
    """Give a reply's answer, if it has one that says how sure it is."""
    answer = reply.answer
    if answer is None or answer.confidence is None:
        return None
    missing = answer.missing.text if answer.missing else None
    return Given(tuple(one.text for one in answer.sentences), answer.confidence, missing)


def _asked(text: str, k: int, mode: str, per_article: int, stories: bool = True) -> Question:
    effort = "quick" if mode == QUICK else "thorough"
    return Question(
        text, k, mode="ranked" if mode == QUICK else mode, effort=effort, per_article=per_article, stories=stories
    )


def timed(ask: Callable[[], Sequence[Retrieved]]) -> Outcome:
    """Make an outcome of a ranking that has no stages, and shows its first five passages as they come."""
    began = time.perf_counter()
    ranked = tuple(ask())
    return Outcome(ranked, ranked[:SHOWN_PASSAGES], {"total": (time.perf_counter() - began) * 1e3})


def score_gold(askers: Mapping[str, Asker], questions: Sequence[Gold], progress: Progress) -> dict[str, ModeResult]:
    """Ask gold questions in every mode, and score articles and passages.

    Args:
        askers: mode -> how to ask.
        questions: all of them are asked; those that nothing answers are not scored.
        progress: told after every question.
    """
    results = {}
    for at, (mode, ask) in enumerate(askers.items()):
        outcomes: dict[str, Outcome] = {}
        for done, gold in enumerate(questions, start=1):
            outcomes[gold.id] = ask(gold.question)
            progress(at * len(questions) + done, len(askers) * len(questions))
        results[mode] = scored(questions, outcomes)
    return results


def scored(questions: Sequence[Gold], outcomes: Mapping[str, Outcome]) -> ModeResult:
    """Score the outcomes of one mode."""
    answerable = [gold for gold in questions if gold.relevant]
    wanted = {gold.id: dict.fromkeys(measures.needs(gold), 1) for gold in answerable}
    articles, passages, shown = {}, {}, {}
    for gold in answerable:
        outcome = outcomes[gold.id]
        articles[gold.id] = measures.article_ranking(gold, outcome.ranked)
        passages[gold.id] = measures.passage_ranking(gold, outcome.ranked)
        shown[gold.id] = measures.passage_ranking(gold, outcome.shown)
    return ModeResult(
        outcomes,
        measures.score(ARTICLE, wanted, articles),
        measures.score(PASSAGE, wanted, passages) | measures.score(SHOWN, wanted, shown),
        {"article": curve(wanted, articles), "passage": curve(wanted, passages)},
    )


def curve(wanted: Mapping[str, Mapping[str, int]], rankings: Mapping[str, Sequence[str]]) -> list[tuple[int, float]]:
    """Give the share of questions with a hit among the first k, for growing k."""
    firsts = [
        next((rank for rank, item in enumerate(rankings[question], start=1) if item in needed), None)
        for question, needed in wanted.items()
    ]
    if not firsts:
        return []
    return [(depth, sum(first is not None and first <= depth for first in firsts) / len(firsts)) for depth in CURVE]


def score_beir(
    desk: Desk, collection: Collection, modes: Sequence[str], progress: Progress
) -> dict[str, tuple[Scores, list[float]]]:
    """Ask the questions of a BEIR collection, a hundred documents deep.

    Returns:
        By mode the scores, and the time (ms) of each question at that depth.

    Raises:
        ModeUnknown: one of `modes` is none.
    """
    check(modes)
    results = {}
    for at, mode in enumerate(modes):
        rankings: dict[str, list[str]] = {}
        times: list[float] = []
        for done, (name, question) in enumerate(collection.queries.items(), start=1):
            began = time.perf_counter()
            reply = desk.ask(_asked(question, MOST_PASSAGES, mode, MOST_PASSAGES, stories=False))
            times.append((time.perf_counter() - began) * 1e3)
            rankings[name] = [passage.citation.article.path for passage in reply.passages]
            progress(at * len(collection.queries) + done, len(modes) * len(collection.queries))
        results[mode] = measures.score(BEIR, collection.wanted, rankings), times
    return results
