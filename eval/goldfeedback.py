"""What people said of answers, as candidates for gold: one a question, with every place that was praised."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from corpus.article import Scope, Span
from corpus.fields.asked import language
from corpus.store import ArticleStore
from corpus.store.feedback import ACCEPTED as KEPT
from corpus.store.feedback import DROPPED, UP
from corpus.store.feedback import OPEN as WAITING
from eval import jsonlines
from eval.candidates import ACCEPTED, REJECTED, Candidate, Place
from eval.gold import fold
from eval.goldcheck import UNANSWERABLE
from eval.goldreview import ANSWERED, Added, Open
from qa.feedback import Heard, heard

AROUND = 300
"""Code points shown before and after the words judged."""

RULE = "feedback"


def waiting(store: ArticleStore, into: Path) -> list[Open]:
    """List the questions of which something was said that is neither dropped nor gold already, the oldest first.

    A question that nobody praised a place for is one that nothing answers, until somebody finds out otherwise: it is
    a candidate where an answer was found bad, or none was given. Praise without a place proposes nothing.

    Args:
        into: the gold file; places of a question that is in it are proposed as further passages of that one.
    """
    entries = [*store.feedback(WAITING), *(one for one in store.feedback(KEPT) if one.gold_id is None)]
    entries.sort(key=lambda one: one.created)
    groups: dict[str, list[Heard]] = {}
    for one in heard(store, entries, Scope.everything()):
        groups.setdefault(_asked(one.feedback.said.question), []).append(one)
    known = _known(into)
    found = []
    for asked, group in groups.items():
        if candidate := _candidate(group, known.get(asked)):
            names = [one.feedback.id for one in group]
            found.append(Open(candidate, partial(_decide, store, names)))
    return found


def _asked(question: str) -> str:
    return fold(question).casefold()


def _known(into: Path) -> dict[str, str]:
    """Name the questions of a gold file by their words; lines that cannot be read are told when it is written."""
    found: dict[str, str] = {}
    for line in jsonlines.read(into):
        try:
            row = line.row()
        except ValueError:
            continue
        found[_asked(str(row.get("question")))] = str(row.get("id"))
    return found


def _candidate(group: Sequence[Heard], gold: str | None) -> Candidate | None:
    places = {(place.article, fold(place.quote)): place for one in group if (place := _place(one))}
    doubted = any(one.feedback.said.verdict != UP or one.feedback.said.answered is False for one in group)
    if not places and not doubted:
        return None
    said = group[0].feedback.said
    return Candidate(
        question=" ".join(said.question.split()),
        lang=language(said.question) or "",
        kind=ANSWERED if places else UNANSWERABLE,
        places=tuple(places.values()),
        answer="",
        rule=RULE,
        gold=gold if places else None,
        note="; ".join(map(_note, group)),
    )


def _place(one: Heard) -> Place | None:
    """Give the place that somebody praised, with its words as the store has them now."""
    spot = one.feedback.said.spot
    if one.feedback.said.verdict != UP or spot is None or one.article is None or not (one.quote or "").strip():
        return None
    article = one.article
    around = Span(max(spot.start - AROUND, 0), spot.end + AROUND).of(article.text)
    published = article.published.isoformat() if article.published else None
    return Place(article.path, one.quote or "", around, article.title, published)


def _note(one: Heard) -> str:
    """Say in a few words what somebody said."""
    said = one.feedback.said
    about = f"of “{' '.join(one.quote.split())[:80]}”" if one.quote and said.verdict != UP else ""
    unanswered = "when nothing was answered" if said.answered is False else ""
    comment = f": {' '.join(said.comment.split())}" if said.comment else ""
    return " ".join(filter(None, (said.verdict, about, unanswered))) + comment


_STATES: Mapping[str, str] = {ACCEPTED: KEPT, REJECTED: DROPPED}
"""What is decided about a candidate -> what becomes of all that was said; a skipped one stays as it is."""


def _decide(store: ArticleStore, names: Sequence[str], status: str, added: Added | None = None) -> None:
    for name in names if status in _STATES else ():
        store.decide_feedback(name, _STATES[status], added.id if added else None)
