"""The second look: question and sentences read together, at the few passages that ranking holds for the best.

Where nothing of these seems to answer, ranking was likely wrong about what comes first, as it is of questions that
share no words with the release; then more passages and more of each are read. Most questions need no more than the
first few windows, so what is usual costs the same. `docs/ranking.md` has the figures.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from corpus.article import Span
from corpus.records import Telling
from index.engine import Candidate
from qa.reader.look import Read, Seen, look
from qa.reader.reader import Reader
from qa.remembering import Remembering

UNSURE = -1.0
"""Where the best window scores less, more is read. The reader's scores are odds: 0 is even."""

FURTHER_PASSAGES, FURTHER_WINDOWS = 25, 24
"""Passages that are looked at then, and windows that are read in all. With 16 windows the right release came first
for two of a hundred paraphrases less."""


def second_look(
    reader: Reader, question: str, ranked: Sequence[Candidate], tellings: Mapping[str, Telling]
) -> dict[int, Read]:
    """Have the first passages read, and more of them where nothing in these seems to answer.

    Args:
        reader: what reads.
        question: as it is searched for.
        ranked: best first, each of an article in `tellings`.
        tellings: article id -> the version that the candidates' places count in.

    Returns:
        Passage number -> what was read of it; passages of which no window was chosen are missing.
    """
    seen = [_seen(one, tellings[one.passage.article_id]) for one in ranked[:FURTHER_PASSAGES]]
    once = Remembering(reader)
    read = look(once, question, seen)
    if read and max(one.score for one in read.values()) < UNSURE:
        read = look(once, question, seen, FURTHER_PASSAGES, FURTHER_WINDOWS)
    return {ranked[at].passage.number: one for at, one in read.items()}


def _seen(candidate: Candidate, told: Telling) -> Seen:
    passage = candidate.passage
    return Seen(told.text, told.title, told.published, Span(passage.start, passage.end), candidate.score)
