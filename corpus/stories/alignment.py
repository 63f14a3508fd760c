"""Two texts sentence by sentence: what stayed, what was edited, added and removed.

Sentences that stand once in both texts, in the same order, are the anchors (Cohen's patience diff); what lies between
two anchors is aligned by likeness of words. The work grows with the length of the texts, whatever they repeat.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from corpus.article import Span
from corpus.passages.sentences import sentences

ALIKE = 0.5
"""Share of words (Dice) from which on two sentences are one sentence, edited."""

GAP_MOST = 10_000
"""Pairs of sentences compared between two anchors; a larger gap is told as removed and added."""

WORDS_MOST = 400
"""Words of a sentence that is compared word by word; a longer one is told as changed throughout."""

Kind = Literal["equal", "edited", "removed", "added"]

_QUOTES = str.maketrans(dict.fromkeys("‘’‚‛", "'") | dict.fromkeys("“”„‟«»", '"') | dict.fromkeys("–—―‑", "-"))
_TOKEN = re.compile(r"\w+(?>(?:[.,:'’]\w+)*)|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Change:
    """A run of words and what it became. Either may be empty, at the place where words came or went."""

    before: Span
    after: Span


@dataclass(frozen=True, slots=True)
class Step:
    """One sentence of either text, or one of each.

    Attributes:
        before: in the first text; null where the sentence was added.
        after: in the second; null where it was removed.
        changes: of an edited sentence, in order.
    """

    kind: Kind
    before: Span | None
    after: Span | None
    changes: tuple[Change, ...] = ()


def align(
    before: str, after: str, within: Sequence[Span] | None = None, within_after: Sequence[Span] | None = None
) -> tuple[Step, ...]:
    """Align two texts, or runs of them, sentence by sentence.

    Every sentence of both stands in exactly one step, in order. Sentences are equal when a reader would say so:
    the form of quotes, dashes and white space does not count.

    Args:
        before, after: the texts.
        within, within_after: runs of them to compare, in order, not overlapping; the whole texts where null.
    """
    left, right = list(_sentences(before, within)), list(_sentences(after, within_after))
    steps: list[Step] = []
    at = to = 0
    for anchor, match in [*_anchors(left, right), (len(left), len(right))]:
        steps += _gap(left[at:anchor], right[to:match])
        if anchor < len(left):
            steps.append(_paired(left[anchor], right[match]))
        at, to = anchor + 1, match + 1
    return tuple(steps)


class _Sentence:
    """A sentence, as a reader sees it (`key`), and its words counted once they are asked for."""

    def __init__(self, text: str, span: Span) -> None:
        self.text, self.span, self.key = text, span, _as_seen(span.of(text))

    @cached_property
    def words(self) -> Counter[str]:
        return Counter(_TOKEN.findall(self.key.casefold()))

    @cached_property
    def size(self) -> int:
        return self.words.total()

    def alike(self, other: _Sentence) -> float:
        """Dice's coefficient of the words; only equal sentences reach 1."""
        if self.key == other.key:
            return 1.0
        few, many = sorted((self.words, other.words), key=len)
        shared = sum(min(times, many.get(word, 0)) for word, times in few.items())
        return 0.999 * 2 * shared / max(1, self.size + other.size)


def _as_seen(words: str) -> str:
    if not words.isascii():
        words = unicodedata.normalize("NFKC", words).translate(_QUOTES)
    return " ".join(words.split())


def _sentences(text: str, within: Sequence[Span] | None) -> Iterator[_Sentence]:
    for run in within if within is not None else (Span(0, len(text)),):
        yield from (_Sentence(text, span) for span in sentences(text, run))


def _anchors(left: Sequence[_Sentence], right: Sequence[_Sentence]) -> list[tuple[int, int]]:
    """Pair the sentences that stand once in both texts: as many as are in one order."""
    here, there = Counter(one.key for one in left), Counter(one.key for one in right)
    place = {one.key: at for at, one in enumerate(right) if there[one.key] == 1}
    shared = ((at, place[one.key]) for at, one in enumerate(left) if here[one.key] == 1 and one.key in place)
    return _rising(list(shared))


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Take the longest run of pairs in which the second numbers rise too (Fredman 1975, n log n)."""
    ends: list[int] = []  # the least second number that ends a run of each length
    last: list[int] = []  # and the pair that it belongs to
    before: list[int] = []
    for at, (_, second) in enumerate(pairs):
        length = bisect_left(ends, second)
        before.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [second]
        last[length : length + 1] = [at]
    chosen = []
    at = last[-1] if last else -1
    while at >= 0:
        chosen.append(pairs[at])
        at = before[at]
    return chosen[::-1]


def _gap(left: Sequence[_Sentence], right: Sequence[_Sentence]) -> list[Step]:
    """Align what lies between two anchors."""
    most = min(len(left), len(right))
    head = next((at for at in range(most) if left[at].key != right[at].key), most)
    tail = next((at for at in range(most - head) if left[-1 - at].key != right[-1 - at].key), most - head)
    steps = [_paired(one, other) for one, other in zip(left[:head], right[:head], strict=True)]
    inner, other_inner = left[head : len(left) - tail], right[head : len(right) - tail]
    at = to = 0
    for one, other in [*_alike(inner, other_inner), (len(inner), len(other_inner))]:
        steps += [Step("removed", gone.span, None) for gone in inner[at:one]]
        steps += [Step("added", None, new.span) for new in other_inner[to:other]]
        if one < len(inner):
            steps.append(_paired(inner[one], other_inner[other]))
        at, to = one + 1, other + 1
    ends = zip(left[len(left) - tail :], right[len(right) - tail :], strict=True)
    return [*steps, *(_paired(one, other) for one, other in ends)]


def _alike(left: Sequence[_Sentence], right: Sequence[_Sentence]) -> list[tuple[int, int]]:
    """Pair sentences in order so that the likeness of the pairs, each at least `ALIKE`, adds up to the most."""
    if not left or not right or len(left) * len(right) > GAP_MOST:
        return []
    likeness = [[score if (score := one.alike(other)) >= ALIKE else 0.0 for other in right] for one in left]
    best = [[0.0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for at in range(len(left) - 1, -1, -1):
        for to in range(len(right) - 1, -1, -1):
            score = likeness[at][to]
            joined = best[at + 1][to + 1] + score if score else 0.0
            best[at][to] = max(joined, best[at + 1][to], best[at][to + 1])
    pairs = []
    at = to = 0
    while at < len(left) and to < len(right):
        if best[at][to] == best[at + 1][to]:
            at += 1
        elif best[at][to] == best[at][to + 1]:
            to += 1
        else:
            pairs.append((at, to))
            at, to = at + 1, to + 1
    return pairs


def _paired(one: _Sentence, other: _Sentence) -> Step:
    if one.key == other.key:
        return Step("equal", one.span, other.span)
    return Step("edited", one.span, other.span, tuple(_changes(one, other)))


def _changes(one: _Sentence, other: _Sentence) -> Iterator[Change]:
    """Find the runs of words that differ between two sentences."""
    left, right = _words(one), _words(other)
    if max(len(left), len(right)) > WORDS_MOST:
        yield Change(one.span, other.span)
        return
    keys, other_keys = ([_as_seen(span.of(s.text)) for span in found] for s, found in ((one, left), (other, right)))
    matcher = difflib.SequenceMatcher(None, keys, other_keys, autojunk=False)
    for tag, start, end, other_start, other_end in matcher.get_opcodes():
        if tag != "equal":
            yield Change(_run(left, start, end, one.span), _run(right, other_start, other_end, other.span))


def _words(sentence: _Sentence) -> list[Span]:
    return [Span(*match.span()) for match in _TOKEN.finditer(sentence.text, sentence.span.start, sentence.span.end)]


def _run(words: Sequence[Span], start: int, end: int, whole: Span) -> Span:
    """Give the run from one word to before another; where it is empty, the place where it would begin."""
    if start < end:
        return Span(words[start].start, words[end - 1].end)
    at = words[start].start if start < len(words) else whole.end
    return Span(at, at)
