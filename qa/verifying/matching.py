"""Where a text holds a quote: as it is, or up to white space, quotation marks and dashes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from corpus.article import Span
from qa.verifying.edges import whole
from qa.verifying.folding import Folded, fold, folded, plain
from qa.verifying.quote import Quote, without_end

_RUN = re.compile(r"[0-9A-Za-z]+")


@dataclass(frozen=True, slots=True)
class Match:
    """Where the words of a quote stand in a text.

    Attributes:
        spans: of the quote, or of its pieces in order; code points of the text.
        exact: whether the words stand there character for character.
    """

    spans: tuple[Span, ...]
    exact: bool


def match(quote: Quote, text: str) -> Match | None:
    """Find a quote in a text, as whole words; the first place of the most exact kind.

    Pieces of a quote with an ellipsis are found one after another, none over another. A stop or comma that closes
    the quote may be the quoter's own.
    """
    if not all(shape.search(text) for shape in quote.shapes) and plain(text):
        return None
    held = _Text(text)
    for sought in ([quote.text], quote.pieces):
        if found := held.match(sought):
            return found
    ended = [*quote.pieces[:-1], without_end(quote.pieces[-1])]
    found = held.match(ended) if ended[-1] and ended[-1] != quote.pieces[-1] else None
    return Match(found.spans, False) if found else None


class _Text:
    """A text that quotes are looked for in; folded once, and only if need be."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _fold(self) -> str:
        return fold(self._text)

    @cached_property
    def _folded(self) -> Folded:
        return folded(self._text)

    def match(self, pieces: Sequence[str]) -> Match | None:
        """Find pieces one after another, each at its first place after the last: that leaves most for the rest."""
        for exact in (True, False):
            spans: list[Span] = []
            at = 0
            for piece in pieces:
                span = self._exact(piece, at) if exact else self._alike(piece, at)
                if span is None:
                    break
                spans.append(span)
                at = span.end
            else:
                return Match(tuple(spans), exact)
        return None

    def _exact(self, piece: str, at: int) -> Span | None:
        text = self._text
        at = text.find(piece, at)
        while at >= 0:
            if whole(text, at, at + len(piece)):
                return Span(at, at + len(piece))
            # No word begins inside a run of letters: a text that is one such run is not tried at each of them.
            run = _RUN.match(text, at)
            at = text.find(piece, run.end() if run else at + 1)
        return None

    def _alike(self, piece: str, after: int) -> Span | None:
        sought, text = fold(piece), self._fold
        at = text.find(sought) if sought else -1
        while at >= 0:
            end = at + len(sought)
            if whole(text, at, end) and self._folded.whole(at, end):  # the way back is long: only where words end
                span = Span(self._folded.starts[at], self._folded.ends[end - 1])
                if span.start >= after:
                    return span
            run = _RUN.match(text, at)
            at = text.find(sought, run.end() if run else at + 1)
        return None
