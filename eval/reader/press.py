"""Groups out of questions about press releases: what else the index finds for them is what does not answer."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from itertools import islice

from corpus.article import Article, Passage, Span
from eval.reader.groups import Group, Reading
from eval.reader.pools import Corpus, Pool
from qa.reader.windows import Window, cut

WORDS = (50, 75, 75, 110)
"""Lengths of windows; every question is learned from once with each."""

HEADED = 0.85
"""Share of groups whose windows have title and date before them."""

LEAST = 25
"""Characters of a quote that make a window answer, or at least not one that surely does not."""

MOST_WRONG = 24

Place = tuple[Article, Passage]

_ALIKE = str.maketrans(
    {**dict.fromkeys("‘’‚‛′ʼ`´", "'"), **dict.fromkeys("“”„‟″«»", '"'), **dict.fromkeys("‐‑‒–—―−", "-")}
)
"""As `eval.gold.fold` sees them, sign for sign: places stay what they are."""
_SPACE = re.compile(r"\s+")


def groups(corpus: Corpus, chance: random.Random, lengths: int = len(WORDS)) -> list[Group]:
    """Make groups of every question of a corpus.

    Args:
        chance: decides lengths and heads.
        lengths: of windows that every question is learned from with.
    """
    found = []
    for pool in corpus.pools:
        for words in WORDS if lengths == len(WORDS) else chance.sample(WORDS, lengths):
            headed = chance.random() < HEADED
            if group := _group(pool, corpus, words, headed):
                found.append(group)
    return found


def _group(pool: Pool, corpus: Corpus, words: int, headed: bool) -> Group | None:
    quotes = [_alike(item.quote) for item in pool.gold.relevant]
    right: list[Reading] = []
    wrong: list[Reading] = []
    told: set[str] = set()
    for article, passage in _read(pool, corpus):
        for window in _windows(article, passage, words, headed):
            if window.text in told:
                continue
            told.add(window.text)
            evidence = evidence_in(window, quotes)
            if evidence:
                right.append(Reading(str(window), evidence))
            elif not _near(window, quotes) and len(wrong) < MOST_WRONG:
                wrong.append(Reading(str(window)))
    if (pool.gold.relevant and not right) or not wrong:
        return None
    return Group(pool.gold.question, tuple(right), tuple(wrong))


def _read(pool: Pool, corpus: Corpus) -> Iterator[Place]:
    """Yield passages in the order of their difficulty: those found, the rest of the release that answers between."""
    wanted = dict.fromkeys(item.article for item in pool.gold.relevant if item.article in corpus.articles)
    own = [(corpus.articles[place], passage) for place in wanted for passage in corpus.passages[place]]
    seen: set[int] = set()
    for article, passage in _mixed([(one.article, one.passage) for one in pool.found], own):
        if passage.number not in seen:
            seen.add(passage.number)
            yield article, passage


def _mixed(found: Sequence[Place], own: Sequence[Place]) -> Iterator[Place]:
    """Yield two of the first, one of the second, and so on."""
    rest = iter(own)
    for at, one in enumerate(found):
        yield one
        if at % 2:
            yield from islice(rest, 1)
    yield from rest


def _windows(article: Article, passage: Passage, words: int, headed: bool) -> Iterator[Window]:
    title, day = (article.title, article.published) if headed else (None, None)
    for span in cut(article.text, Span(passage.start, passage.end), words):
        yield Window(" ".join(span.of(article.text).split()), title, day)


def evidence_in(window: Window, quotes: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Find quotes in a window, or as much of their beginning as stands in it; code points of the whole."""
    text, before = window.text.translate(_ALIKE), len(window.head)
    runs = []
    for quote in quotes:
        at = text.find(quote[: max(LEAST, min(60, len(quote)))])
        if at < 0 and (tail := text.rfind(quote[:LEAST])) >= 0 and quote.startswith(text[tail:]):
            at = tail
        if at >= 0:
            runs.append((before + at, before + min(len(text), at + len(quote))))
    return tuple(sorted(set(runs)))


def _near(window: Window, quotes: Sequence[str]) -> bool:
    """Say whether a part of a quote stands in a window: it may answer, and is left out."""
    text = window.text.translate(_ALIKE)
    return any(piece in text for quote in quotes for piece in (quote[:LEAST], quote[-LEAST:]))


def _alike(quote: str) -> str:
    return _SPACE.sub(" ", quote).strip().translate(_ALIKE)
