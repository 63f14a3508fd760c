"""Pooling: what several rankings put first and nobody has judged yet, for one person to judge.

Sparck Jones and van Rijsbergen, Report on the Need for and Provision of an "Ideal" Information Retrieval Test
Collection, 1975. Without it a test collection calls every answer wrong that its author did not come across, and
favours rankings that resemble the one it was made with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from eval import evidence
from eval.candidates import Candidate, Place
from eval.gold import EVERY_ARTICLE, Gold, holds
from qa.desk import Desk
from qa.question import LONGEST, MOST_PASSAGES, Question

RULE = "pool"
"""The rule of every candidate made here."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage as a ranking gave it.

    Attributes:
        rank: from 1.
        article: path in a questions file.
        published: ISO date, or null.
    """

    rank: int
    article: str
    title: str | None
    published: str | None
    text: str

    def place(self, quote: str) -> Place:
        """Give this passage as the place of a quote."""
        return Place(self.article, quote, self.text, self.title, self.published)


@dataclass(frozen=True, slots=True)
class Pooled:
    """A passage that nobody has judged for a question.

    Attributes:
        ranks: mode -> its rank there, in the modes that found it.
    """

    question: Gold
    hit: Hit
    ranks: Mapping[str, int]

    @property
    def nearness(self) -> tuple[int, int, int]:
        """What the review list is sorted by: best rank, then in how many modes, then the sum of ranks."""
        return min(self.ranks.values()), -len(self.ranks), sum(self.ranks.values())

    def candidate(self) -> Candidate:
        """Give it for review; the sentence nearest to question and answer stands for the passage."""
        question = self.question
        told = ", ".join(f"{mode} {rank}" for mode, rank in self.ranks.items())
        quote = evidence.sentence_of(self.hit.text, f"{question.question} {question.answer}")
        return Candidate(
            question.question,
            question.lang,
            question.kind,
            (self.hit.place(quote),),
            question.answer,
            RULE,
            question.id,
            f"rank: {told}",
        )


def rank(desk: Desk, path_of: Callable[[str, str], str], text: str, mode: str, depth: int) -> tuple[Hit, ...]:
    """Rank passages for a text, any number of one release.

    Args:
        desk: what ranks.
        path_of: an article's source and path -> its name in a questions file.
        text: a question, or a quote; what is too long for a question is cut.
        mode: of `qa.question.MODES`.
        depth: passages wanted, at most `MOST_PASSAGES`.

    Returns:
        None for a text without a letter or digit.
    """
    if not any(map(str.isalnum, text[:LONGEST])):
        return ()
    reply = desk.ask(Question(text[:LONGEST], depth, mode=mode, per_article=MOST_PASSAGES, stories=False))
    cited = [(passage, passage.citation.article) for passage in reply.passages]
    return tuple(
        Hit(
            passage.rank,
            path_of(article.source, article.path),
            article.title,
            article.published.isoformat() if article.published else None,
            passage.text,
        )
        for passage, article in cited
    )


def unjudged(question: Gold, rankings: Mapping[str, Sequence[Hit]]) -> list[Pooled]:
    """Gather the passages of several rankings that hold no quote of the question.

    In a question that wants all of its releases, only passages of those: another release would be one more to find.
    """
    listed = {item.article for item in question.relevant}
    found: dict[tuple[str, str], tuple[Hit, dict[str, int]]] = {}
    for mode, hits in rankings.items():
        for hit in hits:
            judged = any(item.article == hit.article and holds(hit.text, item.quote) for item in question.relevant)
            if not judged and (question.kind != EVERY_ARTICLE or hit.article in listed):
                found.setdefault((hit.article, hit.text), (hit, {}))[1].setdefault(mode, hit.rank)
    return [Pooled(question, hit, ranks) for hit, ranks in found.values()]


def review_list(pooled: Iterable[Pooled]) -> list[Candidate]:
    """Put all pooled passages in one list, nearest to the top of a ranking first."""
    return [item.candidate() for item in sorted(pooled, key=lambda item: item.nearness)]
