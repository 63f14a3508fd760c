"""What a cutting tears apart, counted over a folder: no model, no questions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from itertools import pairwise

from corpus.article import Draft, Span
from corpus.passages.blocks import Kind, blocks
from corpus.passages.sentences import of_paragraph, sentences
from corpus.passages.speech import belong, heard
from eval.gold import fold


@dataclass(frozen=True, slots=True)
class Torn:
    """Counts of what could be torn apart, and of what was.

    Attributes:
        passages, words: how many, and their words in all.
        headings, headings_torn: all, and those that no passage holds together with what follows.
        lists, lists_torn: those behind a colon, and those of which no passage holds colon and first item.
        statements, statements_torn: pairs of sentences that are one statement, and those that no passage holds.
        sentences_torn: passages that begin inside a sentence.
        mixed: passages that hold both the news and a part that is not.
    """

    passages: int = 0
    words: int = 0
    headings: int = 0
    headings_torn: int = 0
    lists: int = 0
    lists_torn: int = 0
    statements: int = 0
    statements_torn: int = 0
    sentences_torn: int = 0
    mixed: int = 0

    def __add__(self, other: Torn) -> Torn:
        return Torn(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(Torn)))


def torn(draft: Draft, spans: Sequence[Span]) -> Torn:
    """Count for one release.

    What counts as a heading, a list or a statement is what `corpus.passages.blocks` and `.speech` take for one.
    """
    text = draft.text
    headings, lists = _led(text)
    statements = list(_statements(text))
    begun = {sentence.start for sentence in sentences(text)}
    return Torn(
        passages=len(spans),
        words=sum(len(span.of(text).split()) for span in spans),
        headings=len(headings),
        headings_torn=_torn_at(headings, spans),
        lists=len(lists),
        lists_torn=_torn_at(lists, spans),
        statements=len(statements),
        statements_torn=_torn_at(statements, spans),
        sentences_torn=sum(span.start not in begun for span in spans),
        mixed=sum(_mixes(draft, span) for span in spans),
    )


def _torn_at(places: Iterable[int], spans: Sequence[Span]) -> int:
    """Count the places that no passage reaches over."""
    return sum(not any(span.start < place < span.end for span in spans) for place in places)


def _led(text: str) -> tuple[set[int], set[int]]:
    """Give the places where what headings head, and the lists behind colons, begin."""
    headings, lists = set(), set()
    for above, block in pairwise(blocks(text)):
        if above.kind is Kind.HEADING:
            headings.add(block.span.start)
        elif above.kind is Kind.INTRODUCTION and block.kind in {Kind.ITEM, Kind.ROW}:
            lists.add(block.span.start)
    return headings, lists


def _statements(text: str) -> Iterable[int]:
    """Yield the places inside statements where a sentence begins."""
    told = [sentence for block in blocks(text) for sentence in heard(text, of_paragraph(text, block.span))]
    for before, after in pairwise(told):
        if belong(text, before, after):
            yield after.span.start


def _mixes(draft: Draft, span: Span) -> bool:
    """Tell whether a passage holds words of a part and words of none."""
    inside = [part for part in draft.parts if part.start < span.end and span.start < part.end]
    edges = [span.start, *(edge for part in inside for edge in (part.start, part.end)), span.end]
    news = any(draft.text[start:end].strip() for start, end in zip(edges[::2], edges[1::2], strict=True))
    return bool(inside) and news


def whole(quotes: Iterable[str], passages: Sequence[str]) -> int:
    """Count the quotes that stand in one passage from end to end, folded as scoring folds them."""
    folded = [fold(passage) for passage in passages]
    return sum(any(fold(quote) in passage for passage in folded) for quote in quotes)
