"""What reading is worth on a test collection that nothing was learned from."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from corpus.article import Scope, Span
from eval.beir import Collection
from eval.measures import BEIR, Scores, score
from eval.reader.measuring import Way
from eval.reader.pools import Found, search
from qa.desk import Desk
from qa.ingest import Progress
from qa.reader.look import Seen, look
from qa.reader.reader import Reader

DEPTH = 100
"""Documents of a ranking: recall@100 is asked for."""


def rankings(
    desk: Desk, collection: Collection, reader: Reader, way: Way, every: int, progress: Progress
) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Rank documents for queries, as they were found and as they were read.

    Args:
        desk: over the documents.
        collection: its queries.
        reader, way: who reads, and how.
        every: take one query in so many.
        progress: told after every query.

    Returns:
        Query id -> document ids, best first; both ways.
    """
    articles = {one.path: one for one in desk.store.oldest_first(Scope.everything())}
    places = {one.id: path for path, one in articles.items()}
    asked = list(islice(collection.queries.items(), 0, None, every))
    before, after = {}, {}
    for done, (name, question) in enumerate(asked, start=1):
        found = search(desk, question, places, articles, DEPTH)
        before[name] = [one.place for one in found]
        after[name] = [found[at].place for at in order(question, found, reader, way)]
        progress(done, len(asked))
    return before, after


def order(question: str, found: Sequence[Found], reader: Reader, way: Way) -> list[int]:
    """Rank what was found for a question: the windows chosen are read, what is not read stays behind."""
    seen = [_seen(one) for one in found]
    best = look(reader, question, seen, way.depth, way.windows)
    read = sorted(best, key=lambda at: (-(found[at].score + way.weight * best[at].score), at))
    return read + [at for at in range(len(found)) if at not in best]


def _seen(found: Found) -> Seen:
    article, passage = found.article, found.passage
    return Seen(article.text, article.title, article.published, Span(passage.start, passage.end), found.score)


def scored(collection: Collection, ranked: dict[str, list[str]]) -> Scores:
    """Score rankings by the measures of BEIR."""
    return score(BEIR, {name: collection.wanted[name] for name in ranked}, ranked)
