"""The reply to a question, in types and in the shape that every door sends."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from corpus.export import elsewhere
from corpus.stories.likeness import Relation
from corpus.stories.story import Member
from qa.answering.answer import Answer, Said
from qa.citation import Citation, Proven
from qa.finding import Finding
from qa.fragment import link
from qa.ranking.ranking import Ranked, Why
from qa.understanding.periods import Period
from qa.written import places


@dataclass(frozen=True, slots=True)
class Found:
    """A passage of a reply.

    Attributes:
        why: what each kind of evidence gave to its score; of mode `ranked` only.
        highlights: runs of `text` that match words of the question, code points, merged and in order.
        matched: those words as the passage writes them, lower case, each once.
    """

    rank: int
    score: float
    text: str
    highlights: tuple[tuple[int, int], ...]
    words: float
    meaning: float
    matched: tuple[str, ...]
    citation: Citation
    why: Why | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What comes back to a question.

    Attributes:
        finding: what was understood and searched for.
        held_back: passages that the store did not confirm and that were therefore not sent.
        took_ms: stage -> milliseconds.
        answer: of mode `ranked` only.
    """

    finding: Finding
    passages: tuple[Found, ...]
    held_back: int
    took_ms: Mapping[str, float]
    answer: Answer | None = None


def highlights(text: str, wanted: frozenset[str]) -> tuple[tuple[tuple[int, int], ...], tuple[str, ...]]:
    """Find the words of `text` whose terms are wanted: their runs, and the words themselves."""
    runs: list[tuple[int, int]] = []
    matched: dict[str, None] = {}
    for start, end in places(text, wanted):
        matched.setdefault(text[start:end].lower())
        if runs and not text[runs[-1][1] : start].strip():
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    return tuple(runs), tuple(matched)


def found(
    proven: Sequence[Proven],
    wanted: frozenset[str],
    others: Callable[[str], tuple[tuple[Member, Relation], ...]] = lambda _article_id: (),
) -> tuple[Found, ...]:
    """Number proven passages, mark what matched in them, and name the other releases of their stories.

    Args:
        proven: passages, best first.
        wanted: terms of the question.
        others: article id -> the other releases of its story.
    """
    results = []
    for rank, item in enumerate(proven, start=1):
        citation = Citation(rank, item.article, item.passage.start, item.passage.end, others(item.article.id))
        runs, matched = highlights(citation.quote, wanted)
        one = item.candidate
        why = one.why if isinstance(one, Ranked) else None
        results.append(Found(rank, one.score, citation.quote, runs, one.words, one.meaning, matched, citation, why))
    return tuple(results)


def record(reply: Reply) -> dict[str, Any]:
    """Give a reply in the shape of the contract. What later work fills is null or empty, never absent."""
    finding = reply.finding
    return {
        "question": finding.understood.text,
        "understood": {
            "language": finding.understood.language,
            "published": _period(finding.understood.period),
            "phrases": [
                {"text": phrase, "found": phrase not in finding.lost} for phrase in finding.understood.phrases
            ],
            "also_searched": list(finding.also_searched),
            "did_you_mean": finding.did_you_mean,
        },
        "answer": _answer(reply.answer) if reply.answer else None,
        "passages": [_passage(passage) for passage in reply.passages],
        "took_ms": {stage: round(took, 3) for stage, took in reply.took_ms.items()},
    }


def _answer(given: Answer) -> dict[str, Any]:
    missing = given.missing
    return {
        "status": given.status,
        "confidence": None if given.confidence is None else round(given.confidence, 4),
        "text": given.text,
        "sentences": [_said(one) for one in given.sentences],
        "missing": missing and {"reason": missing.reason, "names": list(missing.names), "text": missing.text},
    }


def _said(one: Said) -> dict[str, Any]:
    before = one.context
    return {
        "text": one.text,
        "citation": one.citation,
        "start": one.span.start,
        "end": one.span.end,
        "marks": [list(run) for run in one.marks],
        "context": before and {"text": before.text, "start": before.span.start, "end": before.span.end},
        "link": one.link,
    }


def _period(period: Period | None) -> dict[str, Any] | None:
    """Give a period as days, null where it is open, and whether nothing outside it was searched."""
    if period is None:
        return None
    first, last = (day.isoformat() if day else None for day in period.bounds)
    return {"from": first, "to": last, "strict": period.explicit}


def _why(passage: Found) -> dict[str, Any]:
    """Give the parts of a score; those that only ranking gives are null in other modes."""
    given = {"words": passage.words, "meaning": passage.meaning}
    told = asdict(passage.why) if passage.why else dict.fromkeys(Why.__slots__) | given
    rounded = {name: None if value is None else round(value, 6) for name, value in told.items()}
    return {**rounded, "matched": list(passage.matched)}


def _passage(passage: Found) -> dict[str, Any]:
    citation, article = passage.citation, passage.citation.article
    return {
        "rank": passage.rank,
        "score": round(passage.score, 6),
        "text": passage.text,
        "highlights": [list(run) for run in passage.highlights],
        "why": _why(passage),
        "citation": {
            "number": citation.number,
            "article_id": article.id,
            "title": article.title,
            "source": article.source,
            "issuer": article.issuer,
            "published": article.published.isoformat() if article.published else None,
            "url": article.url,
            "link": link(article.url, article.text, citation.start, citation.end) if article.url else None,
            "start": citation.start,
            "end": citation.end,
            "quote": citation.quote,
            "content_hash": article.content_hash,
            "also_in": elsewhere(citation.also_in),
        },
    }
