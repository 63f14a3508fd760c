"""Which articles may hold a quote: those in which all its rarer words stand, by the index of words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.article import Filters, Scope
from corpus.store import ArticleStore
from corpus.store.quotes import Printed
from index.analysis import STOPWORDS, Token, tokens
from index.engine import Blend, Query, SearchEngine, pure
from index.errors import VectorsMissing
from qa.verifying.edges import UNSPACED
from qa.verifying.folding import QUOTES
from qa.verifying.quote import Quote

MOST_HELD = 2_000
"""Passages in which a word may stand to be worth looking up; what is commoner is looked for in the store."""

RAREST = 3
"""Words of a quote that are looked up."""

ENOUGH = 50
"""Articles few enough to be read; further words are looked up while there are more."""

SCANNED = 100_000
"""Articles, the newest, whose texts are looked through where the index cannot help."""

_WORDS = pure(Blend(depth=2 * MOST_HELD), "bm25")
_BESIDE_MARK = 8
"""Letters of the longest clitic: a word so short, with an apostrophe beside it, is no term in every writing."""


@dataclass(frozen=True, slots=True)
class Held:
    """Articles that may hold a quote, the newest first.

    Attributes:
        printed: their words; read as they are asked for.
        looked_up: whether the index named them; if not, the texts themselves were looked through.
        complete: whether no other article can hold it.
    """

    printed: Iterable[Printed]
    looked_up: bool
    complete: bool


def holding(quote: Quote, engine: SearchEngine, store: ArticleStore, scope: Scope, filters: Filters) -> Held:
    """Give every article in scope that may hold a quote, and some that do not."""
    behind = refreshed(engine)
    named = _named(sought(quote), engine, scope, filters)
    if named is None:
        newest = store.newest_first(scope, filters, most=SCANNED + 1)
        return Held(store.printed(newest[:SCANNED], scope, quote.runs), False, len(newest) <= SCANNED)
    newest = store.newest_first(scope, filters, {*named, *behind})
    return Held(store.printed(newest, scope), True, True)


def sought(quote: Quote) -> list[str]:
    """List terms that stand in every text that holds a quote, whatever stands around it there.

    Left out are words that are read otherwise beside other words: at the edge of the quote, where it may begin or end
    inside an initialism; little words, which are names in capitals; short ones beside an apostrophe.
    """
    return list(dict.fromkeys(token.term for piece in quote.pieces for token in tokens(piece) if _sure(token, piece)))


def _sure(token: Token, piece: str) -> bool:
    word = piece[token.start : token.end]
    beside = piece[max(0, token.start - 1) : token.start] + piece[token.end : token.end + 1]
    at_edge = token.start == 0 or token.end >= len(piece) - 1
    if token.start == 0 and "\u0600" <= word[0] <= "\u06ff":
        return False  # a joined particle may stand before it
    return not (
        (at_edge and not word.isalnum())
        or word.casefold().replace(".", "") in STOPWORDS | {"may"}
        or (len(word) <= _BESIDE_MARK and any(mark in beside for mark in QUOTES))
        or UNSPACED.search(word)
    )


def refreshed(engine: SearchEngine) -> Sequence[str]:
    """Bring an engine up to the store; returns the articles that it lacks for want of vectors: words need none."""
    try:
        engine.refresh()
    except VectorsMissing as missing:
        return missing.article_ids
    return ()


def _named(terms: Sequence[str], engine: SearchEngine, scope: Scope, filters: Filters) -> set[str] | None:
    """Name the articles that hold the rarest of some terms; null where no term is rare enough to be looked up."""
    held = sorted(zip(engine.vocabulary().df(terms).tolist(), terms, strict=True))
    named: set[str] | None = None
    for df, term in held[:RAREST]:
        if df > MOST_HELD or (named is not None and len(named) <= ENOUGH):
            break
        found = engine.search(Query((term,), None), scope, filters, _WORDS)
        if len(found) >= 2 * MOST_HELD:
            break  # a title's word counts for every passage below it
        here = {candidate.passage.article_id for candidate in found}
        named = here if named is None else named & here
    return named
