"""What speaks for and against an answer, as numbers that mean the same in any corpus.

Every number is a share, a difference between what stands first and what stands next, or the reader's odds: none is a
bare score of words or vectors, whose size goes by corpus and model. How long a question is, and what it asks for, is
no evidence: that goes by who asks. `docs/answers.md` has what each is worth.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.analysis import terms
from index.engine import Candidate
from qa import written
from qa.answering import choosing
from qa.answering.features import NAMES as OF_SENTENCE
from qa.answering.hearing import heard
from qa.answering.marking import marked, new_things, window_of
from qa.answering.sentence import Sentence
from qa.answering.standing import Standing
from qa.citation import Proven
from qa.finding import Finding
from qa.question import Understood
from qa.ranking import kinds
from qa.ranking.ranking import Ranked
from qa.understanding.periods import closeness

LOWEST = -8.0
"""Reader's log-odds below which nothing is told apart; what was not read counts as this."""

FEW = 15.0
"""Releases among the candidates down from which being the best of them tells ever less: of two, one always is."""

UNTOLD = 0.5
"""Share of the question's words, or names, that a release is taken to have where that cannot be told: where it is in
another language, or the question gives no names."""

SHOWN = 3
"""Best sentences whose share of the likelihood is looked at."""

TOLD_BY_FEW = ("cover_release", "names_release", "share_of_three", "any_nowhere")
"""Evidence of which more is made where there are few releases: there, standing out among them tells little."""

GROUPS: dict[str, tuple[str, ...]] = {
    "reader": ("read_best", "read_second", "read_gap", "read_first", "read_mean"),
    "sentences": ("best", "lead_over_next", "share", "share_of_three", "window", "weight"),
    "ranking": ("rank", "rank_gap", "rank_other", "why_words", "why_meaning", "why_article", "why_names", "why_kind"),
    "search": ("cosine_z", "cosine_gap", "foreign_gap", "bm25_z", "bm25_share", "both_first"),
    "words": ("cover", "cover_passage", "cover_release", "near", "unknown"),
    "names": ("nowhere", "any_nowhere", "apart", "names_sentence", "names_release", "names_heard", "numbers_release"),
    "kind": ("kind_held", "kind_missing", "thing_missing", "thing_unmarked"),
    "question": ("period", "period_off", "foreign", "lost", "respelt", "aside"),
    "few": ("few", *(f"few_{name}" for name in TOLD_BY_FEW)),
}
"""Group -> its features."""

NAMES = tuple(name for group in GROUPS.values() for name in group)

THINGS = frozenset(("when", "how much", "how many", "how long", "who", "where"))
"""Kinds of questions that ask for a thing which can be found by its look or its name."""

AGAINST = frozenset(
    "bm25_share unknown nowhere any_nowhere few_any_nowhere apart kind_missing thing_missing thing_unmarked"
    " period_off foreign lost respelt aside".split()
)
"""Features that can only speak against an answer."""

EITHER = frozenset(("read_second", "read_mean", "few"))
"""Features that may speak either way; all others can only speak for it."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was read of a question and its best answer.

    Attributes:
        values: in the order of `NAMES`.
        read: whether a reader took a look.
        found: whether there is anything that could answer.
    """

    values: tuple[float, ...]
    read: bool
    found: bool = True


def weigh(
    asked: Understood,
    finding: Finding,
    proven: Sequence[Proven],
    sentences: Sequence[Sentence],
    names: Standing,
) -> Evidence:
    """Weigh what speaks for the best sentences.

    Args:
        asked: the question.
        finding: what was found for it.
        proven: the passages that are sent.
        sentences: all of theirs, best first.
        names: where the question's names stand.
    """
    if not proven or not sentences:
        return Evidence((0.0,) * len(NAMES), bool(finding.read), found=False)
    top = sentences[0]
    told = (
        _of_reader(finding)
        | _of_sentences(sentences)
        | _of_ranking(finding.candidates)
        | _of_search(finding.candidates)
        | _of_words(finding, proven, top, names)
        | _of_names(asked, proven, top, names)
        | _of_question(asked, finding, proven, top)
        | _of_things(asked, finding, proven, top)
    )
    told["foreign_gap"] = told["foreign"] * told["cosine_gap"]
    if told["foreign"]:
        _say_little(told)
    few = math.exp(-len({one.passage.article_id for one in finding.candidates}) / FEW)
    for name in (*GROUPS["ranking"], *GROUPS["search"]):
        told[name] *= 1.0 - few
    told |= {"few": few} | {f"few_{name}": few * told[name] for name in TOLD_BY_FEW}
    return Evidence(tuple(float(told[name]) for name in NAMES), bool(finding.read))


def _say_little(told: dict[str, float]) -> None:
    """Let words say nothing against a release in another language than the question: it has hardly any of them."""
    told["bm25_share"] = told["unknown"] = 0.0
    for name in ("cover", "cover_passage", "cover_release", "near"):
        told[name] = max(told[name], UNTOLD)


def _of_reader(finding: Finding) -> dict[str, float]:
    """Give the reader's odds: of the best passage, of the next, and of the one that is ranked first."""
    odds = sorted((max(one.score, LOWEST) for one in finding.read.values()), reverse=True)
    best, second = (*odds, LOWEST, LOWEST)[:2]
    first = finding.read.get(finding.candidates[0].passage.number)
    return {
        "read_best": best,
        "read_second": second,
        "read_gap": best - second,
        "read_first": max(first.score, LOWEST) if first else LOWEST,
        "read_mean": sum(odds) / len(odds) if odds else LOWEST,
    }


def _of_sentences(sentences: Sequence[Sentence]) -> dict[str, float]:
    shares = choosing.likely([one.score for one in sentences]).tolist()
    own = dict(zip(OF_SENTENCE, sentences[0].features, strict=True))
    return {
        "best": sentences[0].score,
        "lead_over_next": sentences[0].score - sentences[1].score if len(sentences) > 1 else 0.0,
        "share": shares[0],
        "share_of_three": sum(shares[:SHOWN]),
        "window": own["window"],
        "weight": own["share"],
    }


def _of_ranking(candidates: Sequence[Candidate]) -> dict[str, float]:
    first = candidates[0]
    others = [one.score for one in candidates if one.passage.article_id != first.passage.article_id]
    second = candidates[1].score if len(candidates) > 1 else first.score
    given = {"rank": first.score, "rank_gap": first.score - second}
    given["rank_other"] = first.score - max(others, default=first.score)
    why = first.why if isinstance(first, Ranked) else None
    for name in ("words", "meaning", "article", "names", "kind"):
        given[f"why_{name}"] = getattr(why, name) if why else 0.0
    return given


def _of_search(candidates: Sequence[Candidate]) -> dict[str, float]:
    """Tell how far the first candidate stands out among all, in meaning and in words."""
    cosine = np.array([one.cosine for one in candidates])
    bm25 = np.array([one.bm25 for one in candidates])
    first = candidates[0].passage.article_id
    others = np.array([one.passage.article_id != first for one in candidates])
    spread = float(cosine.std()) or 1.0
    best = float(bm25.max()) or 1.0
    return {
        "cosine_z": float(cosine[0] - cosine.mean()) / spread,
        "cosine_gap": float(cosine[0] - cosine[others].max(initial=cosine.min())) / spread,
        "bm25_z": float(bm25[0] - bm25.mean()) / (float(bm25.std()) or 1.0),
        "bm25_share": float(bm25[others].max(initial=0.0)) / best,
        "both_first": float(cosine.argmax() == 0) + float(bm25.argmax() == 0),
    }


def _of_words(finding: Finding, proven: Sequence[Proven], top: Sentence, names: Standing) -> dict[str, float]:
    """Give the shares of the question's words that sentence, passage and release hold, rare ones counting more."""
    wanted = {term: names.rarity.get(term, 1.0) for term in terms(finding.did_you_mean or finding.understood.text)}
    whole = sum(wanted.values()) or 1.0
    release = proven[top.passage].article
    title = written.held(release.title or "", wanted.keys())
    passages = {
        at: written.held(one.article.text[one.passage.start : one.passage.end], wanted.keys())
        for at, one in enumerate(proven)
        if one.article.id == release.id
    }

    def share(has: frozenset[str]) -> float:
        return sum(weight for term, weight in wanted.items() if term in has) / whole

    own = dict(zip(OF_SENTENCE, top.features, strict=True))
    return {
        "cover": share(written.held(top.text, wanted.keys())),
        "cover_passage": share(passages[top.passage] | title),
        "cover_release": share(title.union(*passages.values())),
        "near": own["near"],
        "unknown": sum(weight for term, weight in wanted.items() if term in names.unknown) / whole,
    }


def _of_names(asked: Understood, proven: Sequence[Proven], top: Sentence, names: Standing) -> dict[str, float]:
    release = proven[top.passage].article
    count = max(len(names.names), 1)
    own = names.held.get(release.id, frozenset())
    title = release.title or ""
    near = sum(name in top.text or name in title for name in names.names)
    passages = (
        one.article.text[one.passage.start : one.passage.end] for one in proven if one.article.id == release.id
    )
    numbers = asked.named.numbers
    return {
        "nowhere": len(names.nowhere) / count,
        "any_nowhere": float(bool(names.nowhere)),
        "apart": float(names.apart),
        "names_sentence": near / count if names.names else UNTOLD,
        "names_release": len(own) / count if names.names else UNTOLD,
        "names_heard": float(heard(asked.text, (title, *passages))),
        "numbers_release": sum(one in release.text for one in numbers) / len(numbers) if numbers else UNTOLD,
    }


def _of_question(asked: Understood, finding: Finding, proven: Sequence[Proven], top: Sentence) -> dict[str, float]:
    release = proven[top.passage].article
    suits = closeness(asked.period, release.published) if asked.period else 0.0
    has_look = asked.asking in kinds.LOOKS
    held = has_look and kinds.holds(asked.asking, top.text)
    return {
        "kind_held": float(held),
        "kind_missing": float(has_look and not held),
        "period": suits,
        "period_off": float(asked.period is not None) * (1.0 - suits),
        "foreign": float(None not in (asked.language, release.language) and asked.language != release.language),
        "lost": float(len(finding.lost)),
        "respelt": float(finding.did_you_mean is not None),
        "aside": float(proven[top.passage].passage.part is not None),
    }


def _of_things(asked: Understood, finding: Finding, proven: Sequence[Proven], top: Sentence) -> dict[str, float]:
    """Tell whether the sentence has what was asked for: a day, a sum, a name that the question does not hold itself.

    That some day stands in it says little (`kind_held`); most questions about what a release does not tell bring the
    one that it has. A thing is unmarked where the reader's weight does not lie on it.
    """
    if asked.asking not in THINGS:
        return {"thing_missing": 0.0, "thing_unmarked": 0.0}
    things = new_things(asked, top.text)
    read = finding.read.get(proven[top.passage].passage.number)
    window = window_of(top.span, read.windows) if read else None
    runs = marked(things, top.text, top.span.start, window) if things else ()
    met = any(start < high and low < end for start, end in things for low, high in runs)
    return {"thing_missing": float(not things), "thing_unmarked": float(not met)}
