"""Answers that a questions file does not know of: in other releases, or where it says that nothing answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from eval import evidence
from eval.candidates import Candidate, Place
from eval.evidence import Rarity
from eval.gold import EVERY_ARTICLE, Gold, fold
from eval.goldcheck import Asked, Finding, Problem
from eval.pooling import Hit
from eval.texts import Texts
from index.analysis import terms

DEPTH = 10
"""First passages of the hybrid ranking in which another answer is looked for, and of each quote's own ranking."""

ANSWERING = 3
"""First passages in which an answer to a question without one is looked for."""

FOR_REVIEW = (Problem.AMBIGUOUS, Problem.ANSWERABLE_ELSEWHERE, Problem.PERHAPS_ANSWERABLE)
"""Problems whose places a person may accept as answers."""

Ranking = Callable[[str], Sequence[Hit]]


def findings(asked: Iterable[Asked], corpus: Texts, found: Ranking, copies: Ranking) -> Iterator[Finding]:
    """Look for answers where the file knows of none.

    Args:
        asked: the questions.
        corpus: the clean texts.
        found: a question -> its first passages, best first.
        copies: a quote -> the passages that share most words with it.
    """
    rarity = Rarity(corpus.values())
    for item in asked:
        if not item.gold.relevant:
            if places := _answering(item.gold, found(item.gold.question)[:ANSWERING], rarity):
                reason = "the first passages look like an answer"
                yield Finding(item.line, item.gold.id, Problem.PERHAPS_ANSWERABLE, reason, places)
        elif places := _elsewhere(item.gold, corpus, found, copies):
            reason = f"{len(places)} passage(s) of other releases may answer it too"
            yield Finding(item.line, item.gold.id, Problem.ANSWERABLE_ELSEWHERE, reason, places)


def _answering(question: Gold, hits: Sequence[Hit], rarity: Rarity) -> tuple[Place, ...]:
    told = ((hit, evidence.answering_sentence(question.question, hit.text, hit.title or "", rarity)) for hit in hits)
    return tuple(hit.place(sentence) for hit, sentence in told if sentence)


def _elsewhere(question: Gold, corpus: Texts, found: Ranking, copies: Ranking) -> tuple[Place, ...]:
    """Give one place of each other release that seems to answer; holders of the quote itself are `AMBIGUOUS`."""
    keys = evidence.keys(question, [corpus[item.article] for item in question.relevant if item.article in corpus])
    listed = {item.article for item in question.relevant}
    places: dict[str, Place] = {}
    for hit in found(question.question):
        if evidence.holds_answer(question.question, keys, hit.text, hit.title or ""):
            sentence = evidence.sentence_of(hit.text, f"{question.question} {question.answer}")
            places.setdefault(hit.article, hit.place(sentence))
    for item in question.relevant:
        for hit in copies(item.quote):
            # A stock sentence with other facts in it is no copy.
            same_facts = len(keys & frozenset(terms(hit.text))) >= evidence.SHARED * len(keys)
            if same_facts and evidence.copied(item.quote, hit.text) >= evidence.COPIED:
                places.setdefault(hit.article, hit.place(evidence.sentence_of(hit.text, item.quote)))
    quotes = [fold(item.quote) for item in question.relevant]
    return tuple(
        place
        for article, place in places.items()
        if article not in listed and not any(quote in corpus[article].folded for quote in quotes)
    )


def candidates(found: Iterable[Finding], asked: Iterable[Asked]) -> Iterator[Candidate]:
    """Make each place that may answer a candidate for review.

    Questions that want all of their releases are left out: there, another release would be one more to find.
    """
    by_id = {item.gold.id: item.gold for item in asked}
    for finding in found:
        if finding.problem not in FOR_REVIEW or (question := by_id[finding.id]).kind == EVERY_ARTICLE:
            continue
        for place in finding.places:
            yield Candidate(
                question.question,
                question.lang,
                question.kind,
                (place,),
                question.answer,
                f"check: {finding.problem}",
                question.id,
                finding.reason,
            )
