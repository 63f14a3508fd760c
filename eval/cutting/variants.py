"""What is tried: how a release is cut, and what is encoded beside each passage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

import numpy as np

from corpus.article import Draft, Part, Span
from corpus.passages import cutting
from corpus.passages.blocks import Kind, blocks
from corpus.passages.cohesion import LONGEST_UNIT
from corpus.passages.sentences import sentences
from eval.cutting import even
from index.encoding.embedding import Floats, passage_text

LEAD_WORDS = 8
"""A release's lead is its first sentence of at least so many words."""


class Context(Enum):
    """What is encoded before a passage."""

    NOTHING = "nothing"
    TITLE = "title"
    LEAD = "title and lead"
    SECTION = "title and heading"


class Parts(Enum):
    """How passages keep to the parts of a release that are not its news."""

    APART = "each part has passages of its own"
    JOINED = "parts next to each other share passages"
    MIXED = "passages reach from the news into parts"


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to make passages and their vectors.

    Attributes:
        name: in tables.
        about: what it does, for people.
        words: aimed-at length of a passage.
        former: cut as it was done before.
        overlap: passages begin with the last sentence of the one before.
        parts: how passages keep to the parts of a release.
        context: what is encoded before a passage.
        apart: share of the title's own vector in a passage's vector. The inner product with a mean of two vectors is,
            but for its length, the mean of two inner products: so a title scored by itself needs no other engine.
    """

    name: str
    about: str
    words: int = cutting.PASSAGE_WORDS
    former: bool = False
    overlap: bool = False
    parts: Parts = Parts.APART
    context: Context = Context.TITLE
    apart: float = 0.0

    def spans(self, draft: Draft) -> list[Span]:
        """Cut a release."""
        if self.former:
            return even.cut(draft.text, self.words)
        kept = {Parts.APART: draft.parts, Parts.JOINED: joined(draft.text, draft.parts), Parts.MIXED: ()}[self.parts]
        found = cutting.cut(draft.text, self.words, kept)
        return list(overlapped(draft, found)) if self.overlap else found

    def texts(self, draft: Draft, spans: Sequence[Span]) -> list[str]:
        """Say what is encoded: a text for each passage, and last, where titles stand apart, the title."""
        title = None if self.context is Context.NOTHING or self.apart else draft.title
        before: Sequence[str] = [""] * len(spans)
        if self.context is Context.LEAD:
            before = leads(draft.text, spans)
        elif self.context is Context.SECTION:
            before = sections(draft.text, spans)
        texts = [
            passage_text(title, f"{more}\n{span.of(draft.text)}" if more else span.of(draft.text))
            for span, more in zip(spans, before, strict=True)
        ]
        return [*texts, draft.title] if self.apart and draft.title else texts

    def vectors(self, draft: Draft, encoded: Floats) -> Floats:
        """Make the passages' vectors of the vectors of `texts`: rows of unit length."""
        if not (self.apart and draft.title):
            return encoded
        joined = (1 - self.apart) * encoded[:-1] + self.apart * encoded[-1]
        return np.asarray(joined / np.linalg.norm(joined, axis=1, keepdims=True), np.float32)


CHOSEN = Variant("chosen", "150 words, cut as `corpus.passages.cutting` does, title before each passage")
"""What all others are compared with: as Dateline does it."""

VARIANTS = (
    CHOSEN,
    Variant("former", "as before: even shares, cut at the nearest sentence end", former=True),
    Variant("parts mixed", 'passages may reach from the news into "About us" and contacts', parts=Parts.MIXED),
    Variant("parts joined", '"About us", contacts and notices next to each other share passages', parts=Parts.JOINED),
    Variant("100 words", "shorter passages", words=100),
    Variant("125 words", "a little shorter: nearly all fit the model's 256 tokens", words=125),
    Variant("220 words", "longer passages", words=220),
    Variant("overlap", "each passage begins with the last sentence of the one before", overlap=True),
    Variant("no title", "the passage alone is encoded", context=Context.NOTHING),
    Variant("title apart, half", "mean of the passage's vector and the title's own", apart=0.5),
    Variant("title apart, quarter", "the title's own vector counts a quarter", apart=0.25),
    Variant("title and lead", "title and first sentence before each passage", context=Context.LEAD),
    Variant("title and heading", "title and the heading of the section before each passage", context=Context.SECTION),
)


def joined(text: str, parts: Sequence[Part]) -> list[Part]:
    """Make one part of those that nothing stands between, under the kind of the longest."""
    runs: list[list[Part]] = []
    for part in parts:
        if runs and not text[runs[-1][-1].end : part.start].strip():
            runs[-1].append(part)
        else:
            runs.append([part])
    longest = [max(run, key=lambda part: part.end - part.start) for run in runs]
    return [Part(most.kind, run[0].start, run[-1].end) for run, most in zip(runs, longest, strict=True)]


def overlapped(draft: Draft, spans: Sequence[Span]) -> Iterator[Span]:
    """Begin every passage but the first of the news, and of each part, with the last sentence of the one before.

    A run of words without a sentence end, as damaged texts have them, is not taken along.
    """
    yield from spans[:1]
    for before, span in pairwise(spans):
        apart = cutting.part_of(before, draft.parts) != cutting.part_of(span, draft.parts)
        *_, last = sentences(draft.text, before)
        endless = len(last.of(draft.text).split()) > LONGEST_UNIT
        yield span if apart or endless else Span(last.start, span.end)


def leads(text: str, spans: Sequence[Span]) -> list[str]:
    """Give the lead for every passage that does not hold it."""
    lead = next((found for found in sentences(text) if len(found.of(text).split()) >= LEAD_WORDS), None)
    if lead is None:
        return [""] * len(spans)
    return ["" if span.start <= lead.start < span.end else lead.of(text) for span in spans]


def sections(text: str, spans: Sequence[Span]) -> list[str]:
    """Give each passage the heading of the section that it goes on with; none where it begins with a heading."""
    headings = [block.span for block in blocks(text) if block.kind is Kind.HEADING]
    above = []
    for span in spans:
        earlier = [heading for heading in headings if heading.start <= span.start]
        above.append("" if not earlier or earlier[-1].start == span.start else earlier[-1].of(text))
    return above
