"""The verdict on an answer: how likely it is right, whether it is given, and if not, what was missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa.answering.answer import Missing
from qa.answering.beside import unsaid
from qa.answering.confidence import BALANCED, Confidence, shipped
from qa.answering.evidence import Evidence, weigh
from qa.answering.missing import missing
from qa.answering.sentence import Sentence
from qa.answering.standing import Archive, standing
from qa.citation import Proven
from qa.finding import Finding
from qa.question import Caution


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of an answer.

    Attributes:
        confidence: probability that it is right, 0 to 1.
        missing: what was not found; null where the answer is given.
        evidence: what it was judged by.
    """

    confidence: float
    missing: Missing | None
    evidence: Evidence

    @property
    def answered(self) -> bool:
        """Whether the answer is given."""
        return self.missing is None


def judge(
    finding: Finding,
    proven: Sequence[Proven],
    sentences: Sequence[Sentence],
    archive: Archive,
    caution: Caution = BALANCED,
    by: Confidence | None = None,
) -> Verdict:
    """Judge whether the best sentences answer.

    Args:
        finding: what was understood and found.
        proven: the passages that are sent.
        sentences: all of theirs, best first.
        archive: where names are looked for.
        caution: how sure an answer has to be.
        by: what probability goes by; what is shipped, unless another is given.
    """
    asked = finding.understood
    names = standing(asked, finding, proven, archive)
    evidence = weigh(asked, finding, proven, sentences, names)
    if sentences and unsaid(asked, proven[sentences[0].passage].article, sentences[0]):
        return Verdict(0.0, missing(asked, finding, proven, sentences, names), evidence)
    by = by or shipped()
    chance = by.probability(evidence)
    if evidence.found and chance >= by.threshold(evidence, caution):
        return Verdict(chance, None, evidence)
    return Verdict(chance, missing(asked, finding, proven, sentences, names), evidence)
