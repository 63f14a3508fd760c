"""The second look: question and sentences read together, at the few passages that ranking holds for the best."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from corpus.article import Span
from corpus.records import Telling
from index.engine import Candidate
from qa.reader.look import PASSAGES, Read, Seen, look
from qa.reader.reader import Reader


def second_look(
    reader: Reader, question: str, ranked: Sequence[Candidate], tellings: Mapping[str, Telling]
) -> dict[int, Read]:
    """Have the first passages read.

    Args:
        reader: what reads.
        question: as it is searched for.
        ranked: best first, each of an article in `tellings`.
        tellings: article id -> the version that the candidates' places count in.

    Returns:
        Passage number -> what was read of it; passages of which no window was chosen are missing.
    """
    seen = []
    for candidate in ranked[:PASSAGES]:
        passage, told = candidate.passage, tellings[candidate.passage.article_id]
        span = Span(passage.start, passage.end)
        seen.append(Seen(told.text, told.title, told.published, span, candidate.score))
    return {ranked[at].passage.number: read for at, read in look(reader, question, seen).items()}
