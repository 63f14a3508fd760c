"""What can be read of each candidate, as numbers of about the same size. `docs/ranking.md` has what each is worth.

Nothing here depends on the corpus or the model as a whole: every number is relative to the question's own candidates,
so that what is learned on one press room and one embedding model can be used with another.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.engine import Candidate
from qa.question import Understood
from qa.ranking import kinds
from qa.ranking.foreign import at_least_as_likely
from qa.ranking.lexicon import Lexicon
from qa.ranking.words import Met, meet
from qa.understanding.periods import closeness

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Bools = NDArray[np.bool_]

HEAD = 30
"""Characters of a release within which its first passage begins; a dateline may stand before it."""

ENOUGH = 20
"""Candidates among which what holds for all of them is no accident."""

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

WORDY = [NAMES.index(name) for name in (*GROUPS["words"], *GROUPS["names"], "title")] + [
    NAMES.index(name) for name in ("article_bm25", "article_cover", "article_sum")
]
"""Features that a passage in another language than the question can hardly have."""

WITHIN = [NAMES.index(name) for name in ("bm25_own", "cover", "length")]
"""Features that tell the passages of a release apart. Where every release is one passage there are none to be told
apart, and the same words would count twice, for the passage and for its release."""


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
    return _joined(_of_best(_bm25(candidates)), _stretched(_cosine(candidates)))


def _joined(words: Floats, meaning: Floats) -> Floats:
    return 0.3 * words + 0.7 * meaning


def features(
    asked: Understood,
    terms: Sequence[str],
    candidates: Sequence[Candidate],
    tellings: Mapping[str, Telling],
    lexicon: Lexicon,
    unrelated: float = 0.0,
) -> Features:
    """Read candidates.

    Args:
        asked: the question.
        terms: its terms.
        candidates: each of an article in `tellings`.
        tellings: article id -> the version that the candidates' places count in.
        lexicon: grows by their words.
        unrelated: cosine of texts that have nothing in common.
    """
    if not candidates:
        return Features(np.zeros((0, len(NAMES))), meet(terms, [], [], lexicon))
    told = [tellings[one.passage.article_id] for one in candidates]
    texts = [one.text[item.passage.start : item.passage.end] for one, item in zip(told, candidates, strict=True)]
    met = meet(terms, texts, [one.title or "" for one in told], lexicon)
    words, cosine = _of_best(_bm25(candidates)), _cosine(candidates)
    meaning = _stretched(cosine, unrelated)
    columns = (
        _by_words(asked, told, words, met)
        | {"cosine": meaning, "cosine_z": (cosine - cosine.mean()) / (cosine.std() or 1.0)}
        | _of_article(candidates, words, meaning, met)
        | _named(asked, told, texts)
        | {"date": _dated(asked, told)}
        | _kind(asked, texts, met)
        | _placed(candidates, told, met)
    )
    values = np.stack([columns[name] for name in NAMES], axis=1)
    values[:, WORDY] = at_least_as_likely(values[:, WORDY], _own(asked, told), meaning)
    if _whole(candidates, told):
        values[:, WITHIN] = 0.0
    return Features(values, met)


def _whole(candidates: Sequence[Candidate], told: Sequence[Telling]) -> bool:
    """Tell whether each candidate is all of its release, and that by no accident: documents of one passage."""
    if len(candidates) < ENOUGH:
        return False
    spans = (one.passage.end - one.passage.start for one in candidates)
    return all(span >= len(one.text) for span, one in zip(spans, told, strict=True))


def _by_words(asked: Understood, told: Sequence[Telling], words: Floats, met: Met) -> dict[str, Floats]:
    return {
        "bm25_own": words
        * _own(asked, told),  # a question in another language shares names with a release, and little else
        "cover": met.share(met.body),
        "rest": met.share(met.body & ~met.title),
        "near": met.near,
        "kin": met.kin,
    }


def _own(asked: Understood, told: Sequence[Telling]) -> Bools:
    """Tell which releases are in the question's language; where either has none it may be."""
    languages = (asked.language, None) if asked.language else {one.language for one in told}
    return np.array([one.language in languages for one in told], np.bool_)


def _of_article(candidates: Sequence[Candidate], words: Floats, meaning: Floats, met: Met) -> dict[str, Floats]:
    """Give what all candidates of a release say for it, to each of them."""
    numbers: dict[str, int] = {}
    release = np.array([numbers.setdefault(one.passage.article_id, len(numbers)) for one in candidates], np.intp)
    starts = np.array([one.passage.start for one in candidates])
    order = np.lexsort((starts, release))  # stable: a release's passages as they stand in it
    sizes = np.bincount(release)
    bounds = np.cumsum(sizes) - sizes
    firsts = order[bounds]
    promise = _joined(words, meaning)
    told = {
        "article_cosine": np.maximum.reduceat(meaning[order], bounds),
        "article_bm25": np.maximum.reduceat(words[order], bounds),
        "article_cover": met.share(np.logical_or.reduceat(met.body[order], bounds, axis=0) | met.title[firsts]),
        "article_count": np.log(sizes),
        "article_sum": np.add.reduceat(_best(promise, release, bounds, sizes), bounds) / BEST_OF_ARTICLE,
        "article_lead": np.where(starts[firsts] < HEAD, meaning[firsts], np.minimum.reduceat(meaning[order], bounds)),
    }
    return {name: values[release] for name, values in told.items()} | {"title": met.share(met.title)}


def _best(scores: Floats, release: Ints, bounds: Ints, sizes: Ints) -> Floats:
    """Give the scores of each release one after the other, best first, zero behind the best few."""
    ordered = scores[np.lexsort((-scores, release))]
    ordered[np.arange(len(scores)) - np.repeat(bounds, sizes) >= BEST_OF_ARTICLE] = 0
    return ordered


def _named(asked: Understood, told: Sequence[Telling], texts: Sequence[str]) -> dict[str, Floats]:
    """Give the shares of the question's names and numbers that stand, as they are typed or in capitals, in places."""
    wanted = (*asked.named.names, *asked.named.numbers)
    rows = [id(one) for one in told]
    releases = dict(zip(rows, told, strict=True))
    here, anywhere = np.zeros(len(told)), np.zeros(len(told))
    for name in wanted:
        forms = forms_of(name)
        holding = {row for row, one in releases.items() if stands(forms, one.text)}
        titled = {row for row, one in releases.items() if stands(forms, one.title or "")}
        here += [row in holding and stands(forms, text) for row, text in zip(rows, texts, strict=True)]
        anywhere += [row in holding or row in titled for row in rows]
    count = max(len(wanted), 1)
    return {"names": here / count, "names_article": anywhere / count}


def forms_of(name: str) -> tuple[str, ...]:
    """Give a name as it is typed and, where that is something else, in capitals."""
    return (name, name.upper()) if name != name.upper() else (name,)


def stands(forms: Sequence[str], text: str) -> bool:
    """Tell whether any form of a name stands in a text."""
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
    parts = [one.passage.part for one in candidates]
    starts = np.array([one.passage.start for one in candidates], np.float64)
    sizes = np.array([max(len(one.text), 1) for one in told], np.float64)
    return {
        "about": np.array([part == "about" for part in parts], np.float64),
        "aside": np.array([part in ("contact", "legal") for part in parts], np.float64),
        "lead": (starts < HEAD).astype(np.float64),
        "depth": np.asarray(starts / sizes),
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


def _stretched(scores: Floats, floor: float | None = None) -> Floats:
    """Stretch scores over [0, 1] up to the best: cosines of some models all lie between .75 and .95.

    Zero is the least of them. Of a handful that is an accident, and a small difference would count for all there is;
    so the fewer they are the nearer zero is to `floor`.
    """
    if not len(scores):
        return scores
    least, best = scores.min(), scores.max()
    if floor is not None and floor < least and len(scores) < ENOUGH:
        least = floor + (least - floor) * len(scores) / ENOUGH
    return np.asarray((scores - least) / (best - least)) if best > least else np.zeros_like(scores)
