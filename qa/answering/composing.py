"""From proven passages to the answer: sentences listed, weighed and chosen, with what they lean on and mark."""

from __future__ import annotations

from collections.abc import Sequence

from qa.answering import model
from qa.answering.answer import ANSWERED, UNANSWERED, Answer, Said
from qa.answering.choosing import choose
from qa.answering.confidence import Confidence
from qa.answering.features import PASSAGES, candidates, features
from qa.answering.leaning import context
from qa.answering.marking import marks, window_of
from qa.answering.sentence import Sentence
from qa.answering.standing import Archive
from qa.answering.verdict import judge
from qa.citation import Proven
from qa.finding import Finding
from qa.fragment import link
from qa.question import Caution, Understood
from qa.ranking.lexicon import Lexicon
from qa.ranking.series import beside

WORDS_KEPT = 100_000
"""Words and sentences that are kept from question to question, some 30 MB."""


class Composer:
    """Composes answers. Safe for several threads.

    Args:
        models: what each feature of a sentence counts; those that are shipped unless others are given.
        confidence: what probability goes by; what is shipped unless another is given.
    """

    def __init__(self, models: model.Models | None = None, confidence: Confidence | None = None) -> None:
        self._models, self._confidence = models, confidence
        self._lexicon = Lexicon(WORDS_KEPT)

    def compose(self, finding: Finding, proven: Sequence[Proven], archive: Archive, caution: Caution) -> Answer:
        """Give the sentences that answer, or what was missing.

        Args:
            finding: what was understood and found.
            proven: passages as they are sent, each just read from the store.
            archive: where the names of the question are looked for.
            caution: how sure an answer must be to be given.
        """
        scored = self.sentences(finding, proven)
        verdict = judge(finding, proven, scored, archive, caution, self._confidence)
        if not verdict.answered:
            return Answer(UNANSWERED, verdict.confidence, (), verdict.missing)
        chosen = self.chosen(finding, proven, scored)
        return Answer(ANSWERED, verdict.confidence, tuple(_said(one, finding, proven, chosen) for one in chosen))

    def sentences(self, finding: Finding, proven: Sequence[Proven]) -> list[Sentence]:
        """Give the sentences of the first passages with their scores, best first, equal ones in reading order.

        Those of Najm-2 are left out where Najm-1 was asked for, and is there.
        """
        found = candidates(proven)
        others = beside(finding.understood.text, [one.article.title for one in proven])
        values = features(finding.understood, finding.terms, proven, finding.read, found, self._lexicon)
        scores = self._model(finding).scores(values).tolist()
        rows = zip(found, scores, values.tolist(), strict=True)
        every = [
            Sentence(one.passage, one.span, one.text, score, tuple(row))
            for one, score, row in rows
            if one.passage not in others
        ]
        return sorted(every, key=lambda one: -one.score)

    def chosen(self, finding: Finding, proven: Sequence[Proven], scored: Sequence[Sentence]) -> list[Sentence]:
        """Give those of all sentences, best first, that make the answer, in reading order."""
        return choose(scored, self._model(finding).gain, parties(finding.understood, proven))

    def _model(self, finding: Finding) -> model.Model:
        models = self._models or model.shipped()
        return models.read if finding.read else models.unread


def parties(asked: Understood, proven: Sequence[Proven]) -> list[frozenset[int]]:
    """Give, of each name in a question that has several, the places of the first passages whose release has it."""
    names = asked.named.names
    if len(names) < 2:
        return []
    told = [f"{one.article.title or ''}\n{one.article.text}" for one in proven[:PASSAGES]]
    return [frozenset(at for at, text in enumerate(told) if name in text or name.upper() in text) for name in names]


def _said(one: Sentence, finding: Finding, proven: Sequence[Proven], chosen: Sequence[Sentence]) -> Said:
    """Make a sentence ready to be sent; a context that is part of the answer is not shown twice."""
    passage = proven[one.passage]
    read = finding.read.get(passage.passage.number)
    before = context(passage.article, one.span)
    if before and any(
        proven[other.passage].article.id == passage.article.id and other.span == before.span for other in chosen
    ):
        before = None
    window = window_of(one.span, read.windows) if read else None
    found = marks(finding.understood, one.text, one.span.start, window)
    release = passage.article
    there = link(release.url, release.text, one.span.start, one.span.end) if release.url else None
    return Said(one.passage + 1, one.span, one.text, found, before, there)
