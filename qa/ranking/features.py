"""What can be read of each candidate, as numbers of about the same size. `docs/ranking.md` has what each is worth.

Nothing here depends on the corpus or the model as a whole: every number is relative to the question's own candidates,
so that what is learned on one press room and one embedding model can be used with another.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.engine import Candidate
from qa.question import Understood
from qa.ranking import kinds
from qa.ranking.lexicon import Lexicon
from qa.ranking.words import Met, meet
from qa.understanding.periods import closeness

Floats = NDArray[np.float64]

HEAD = 30
"""Characters of a release within which its first passage begins; a dateline may stand before it."""

BEST_OF_ARTICLE = 3
"""Passages of a release whose evidence is summed; more would favour long releases."""

GROUPS: dict[str, tuple[str, ...]] = {
    "words": ("bm25_own", "cover", "rest", "near", "kin"),
    "meaning": ("cosine", "cosine_z"),
    "article": (
        "title",
        "article_cosine",
        "article_bm25",
        "article_cover",
        "article_count",
        "article_sum",
        "article_lead",
    ),
    "names": ("names", "names_article"),
    "date": ("date",),
    "kind": ("kind", "kind_near"),
    "place": ("about", "aside", "lead", "depth", "length"),
}
"""Group, as `why` tells it -> its features."""

NAMES = tuple(name for group in GROUPS.values() for name in group)


class Telling(Protocol):
    """What ranking reads of a release."""

    @property
    def title(self) -> str | None:
        """Its title."""

    @property
    def text(self) -> str:
        """Its clean text, in which the places of passages count."""

    @property
    def language(self) -> str | None:
        """ISO 639-1."""

    @property
    def published(self) -> dt.date | None:
        """Day of publication."""


@dataclass(frozen=True, slots=True)
class Features:
    """Of all candidates.

    Attributes:
        values: shape (candidates, len(NAMES)), float64.
        met: the words they were read from.
    """

    values: Floats
    met: Met


def prior(candidates: Sequence[Candidate]) -> Floats:
    """Give the score by which candidates are ordered before anything is read of them, shape (candidates,)."""
    return 0.3 * _of_best(_bm25(candidates)) + 0.7 * _stretched(_cosine(candidates))


def features(
    asked: Understood,
    terms: Sequence[str],
    candidates: Sequence[Candidate],
    tellings: Mapping[str, Telling],
    lexicon: Lexicon,
) -> Features:
    """Read candidates.

    Args:
        asked: the question.
        terms: its terms.
        candidates: each of an article in `tellings`.
        tellings: article id -> the version that the candidates' places count in.
        lexicon: grows by their words.
    """
    if not candidates:
        return Features(np.zeros((0, len(NAMES))), meet(terms, [], [], lexicon))
    told = [tellings[one.passage.article_id] for one in candidates]
    texts = [one.text[item.passage.start : item.passage.end] for one, item in zip(told, candidates, strict=True)]
    met = meet(terms, texts, [one.title or "" for one in told], lexicon)
    columns = (
        _by_words(asked, candidates, told, met)
        | _by_meaning(candidates)
        | _of_article(candidates, met)
        | _named(asked, told, texts)
        | {"date": _dated(asked, told)}
        | _kind(asked, texts, met)
        | _placed(candidates, told, met)
    )
    return Features(np.stack([columns[name] for name in NAMES], axis=1), met)


def _by_words(
    asked: Understood, candidates: Sequence[Candidate], told: Sequence[Telling], met: Met
) -> dict[str, Floats]:
    best = _of_best(_bm25(candidates))
    own = np.array([None in (asked.language, one.language) or one.language == asked.language for one in told])
    return {
        "bm25_own": best * own,  # a question in another language shares names with a release, and little else
        "cover": met.share(met.body),
        "rest": met.share(met.body & ~met.title),
        "near": met.near,
        "kin": met.kin,
    }


def _by_meaning(candidates: Sequence[Candidate]) -> dict[str, Floats]:
    cosine = _cosine(candidates)
    spread = cosine.std() or 1.0
    return {"cosine": _stretched(cosine), "cosine_z": (cosine - cosine.mean()) / spread}


def _of_article(candidates: Sequence[Candidate], met: Met) -> dict[str, Floats]:
    """Give what all candidates of a release say for it, to each of them."""
    words, meaning, before = _of_best(_bm25(candidates)), _stretched(_cosine(candidates)), prior(candidates)
    rows: dict[str, list[int]] = {}
    for at, one in enumerate(candidates):
        rows.setdefault(one.passage.article_id, []).append(at)
    starts = [one.passage.start for one in candidates]
    firsts = [min(found, key=starts.__getitem__) for found in rows.values()]
    order = [at for found in rows.values() for at in found]
    sizes = np.array([len(found) for found in rows.values()])
    bounds = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    has = np.logical_or.reduceat(met.body[order], bounds, axis=0) | met.title[firsts]
    is_lead = np.array(starts)[firsts] < HEAD
    promise = before.tolist()
    told = {
        "article_cosine": np.maximum.reduceat(meaning[order], bounds),
        "article_bm25": np.maximum.reduceat(words[order], bounds),
        "article_cover": met.share(has),
        "article_count": np.log(sizes),
        "article_sum": np.array([_sum_of_best([promise[at] for at in found]) for found in rows.values()]),
        "article_lead": np.where(is_lead, meaning[firsts], np.minimum.reduceat(meaning[order], bounds)),
    }
    release = np.empty(len(candidates), np.intp)
    release[order] = np.repeat(np.arange(len(sizes)), sizes)
    columns = {name: values[release] for name, values in told.items()}
    return columns | {"title": met.share(met.title)}


def _sum_of_best(scores: list[float]) -> float:
    return sum(sorted(scores)[-BEST_OF_ARTICLE:]) / BEST_OF_ARTICLE


def _named(asked: Understood, told: Sequence[Telling], texts: Sequence[str]) -> dict[str, Floats]:
    """Give the shares of the question's names and numbers that stand, as they are typed or in capitals, in places."""
    wanted = (*asked.named.names, *asked.named.numbers)
    rows = [id(one) for one in told]
    releases = dict(zip(rows, told, strict=True))
    here, anywhere = np.zeros(len(told)), np.zeros(len(told))
    for name in wanted:
        forms = (name, name.upper()) if name != name.upper() else (name,)
        holding = {row for row, one in releases.items() if _stands(forms, one.text)}
        titled = {row for row, one in releases.items() if _stands(forms, one.title or "")}
        here += [row in holding and _stands(forms, text) for row, text in zip(rows, texts, strict=True)]
        anywhere += [row in holding or row in titled for row in rows]
    count = max(len(wanted), 1)
    return {"names": here / count, "names_article": anywhere / count}


def _stands(forms: Sequence[str], text: str) -> bool:
    for form in forms:  # noqa: SIM110 - a generator takes longer to begin than most texts to look through
        if form in text:
            return True
    return False


def _dated(asked: Understood, told: Sequence[Telling]) -> Floats:
    period = asked.period
    return np.array([closeness(period, one.published) if period else 0.0 for one in told])


def _kind(asked: Understood, texts: Sequence[str], met: Met) -> dict[str, Floats]:
    kind = asked.asking
    if kind not in kinds.LOOKS:
        return {"kind": np.zeros(len(texts)), "kind_near": np.zeros(len(texts))}
    for text, reading in zip(texts, met.readings, strict=True):
        if kind not in reading.looks:
            reading.looks[kind] = kinds.holds(kind, text)
    return {
        "kind": np.array([reading.looks[kind] for reading in met.readings], np.float64),
        "kind_near": np.array([kinds.holds(kind, words) for words in met.around(texts)], np.float64),
    }


def _placed(candidates: Sequence[Candidate], told: Sequence[Telling], met: Met) -> dict[str, Floats]:
    passages = [one.passage for one in candidates]

    def marked(test: Callable[[int], bool]) -> Floats:
        return np.array([float(test(at)) for at in range(len(passages))])

    return {
        "about": marked(lambda at: passages[at].part == "about"),
        "aside": marked(lambda at: passages[at].part in ("contact", "legal")),
        "lead": marked(lambda at: passages[at].start < HEAD),
        "depth": np.array([item.start / max(len(one.text), 1) for item, one in zip(passages, told, strict=True)]),
        "length": np.log1p(met.lengths) / 5,
    }


def _bm25(candidates: Sequence[Candidate]) -> Floats:
    return np.array([one.bm25 for one in candidates])


def _cosine(candidates: Sequence[Candidate]) -> Floats:
    return np.array([one.cosine for one in candidates])


def _of_best(scores: Floats) -> Floats:
    """Give scores as shares of the best; all zero where none is above zero."""
    best = scores.max(initial=0.0)
    return np.maximum(scores, 0) / best if best > 0 else np.zeros_like(scores)


def _stretched(scores: Floats) -> Floats:
    """Stretch scores over [0, 1] from the least to the best: cosines of some models all lie between .75 and .95."""
    if not len(scores) or scores.max() <= scores.min():
        return np.zeros_like(scores)
    return np.asarray((scores - scores.min()) / (scores.max() - scores.min()))
