"""What an unanswered question was missing, in one plain sentence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from corpus.article import Filters
from corpus.names.folding import is_arabic, words
from qa.answering import denial
from qa.answering.answer import Missing
from qa.answering.beside import unsaid
from qa.answering.hearing import spoken
from qa.answering.sentence import Sentence
from qa.answering.standing import Standing
from qa.answering.years import untold
from qa.citation import Proven
from qa.finding import Finding
from qa.question import Understood
from qa.understanding.asking import Kind

_UNSAID: Mapping[Kind | None, str] = {
    "who": "who it was",
    "when": "when it was",
    "where": "where it was",
    "how much": "how much it was",
    "how many": "how many there were",
    "how long": "how long it takes",
    "why": "why",
}
"""What a release does not say, by the kind of thing asked for."""


LANGUAGES: Mapping[str, str] = {"en": "English", "fr": "French", "ar": "Arabic", "es": "Spanish", "de": "German"}
"""ISO 639-1 -> its name in a sentence; others are told by their code."""


def missing(
    asked: Understood,
    finding: Finding,
    proven: Sequence[Proven],
    sentences: Sequence[Sentence],
    names: Standing,
) -> Missing:
    """Say what was missing, the plainest reason first.

    Args:
        asked: the question.
        finding: what was found for it.
        proven: the passages that are sent all the same.
        sentences: all of theirs, best first.
        names: where the question's names stand.
    """
    of = _bounds(finding.filters)
    phrases = tuple(f'"{phrase}"' for phrase in finding.lost)
    missed = _missed(names, proven, sentences)
    gone = tuple(name for name in missed if name not in names.elsewhere)
    gone += () if of else phrases  # what was narrowed was searched for its words there alone
    if gone:
        return Missing("never_mentioned", gone, f"The archive never mentions {_listed(gone, 'or')}.")
    there = tuple(name for name in missed if name in names.elsewhere)
    if there or names.outside:
        reason = "nothing_found" if there else "not_in_period"
        told = (*there, *names.outside)
        return Missing(reason, told, f"The archive mentions {_listed(told)}, but nothing{of} does.")
    why = "not_in_period" if _days(finding.filters) else "nothing_found"
    if phrases:  # not among the names: whether others have them was not looked at
        return Missing(why, (), f"Nothing{of} has the words {_listed(phrases, 'or')}.")
    if not proven or not sentences:
        return Missing(why, (), f"Nothing{of} was found for this question.")
    if names.apart:
        return Missing("not_together", names.names, f"{_listed(names.names)} stand in no release together.")
    release = proven[sentences[0].passage].article
    held = names.held.get(release.id, frozenset())
    about = tuple(name for name in names.names if name in held)
    if (wanted := untold(asked, release)) is not None:
        spoken = f"speak of {_listed(about)} but not" if about else "do not speak"
        return Missing("not_said", about, f"The nearest releases {spoken} of {wanted}.")
    spoken = f"speak of {_listed(about)} but " if about else ""
    what = "who did not" if denial.asked_for(asked) else unsaid(asked, release, sentences[0])
    what = what or _UNSAID.get(asked.asking, "what was asked")
    return Missing("not_said", about, f"The nearest releases {spoken}do not say {what}.")


def _missed(names: Standing, proven: Sequence[Proven], sentences: Sequence[Sentence]) -> tuple[str, ...]:
    """Give the names that the archive lacks for certain.

    An Arabic release may well write a Latin name in its own letters, or translate it: where one is the nearest, or
    has words that could be the name, nothing is certain.
    """
    nearest = [proven[0], *(proven[one.passage] for one in sentences[:1])] if proven else []
    arabic = [one.article for one in proven if one.article.language == "ar"]
    if any(one.article.language == "ar" for one in nearest):
        return tuple(name for name in names.nowhere if is_arabic(name))
    return tuple(name for name in names.nowhere if not any(spoken(words(name), one.text, least=1) for one in arabic))


def _listed(names: Sequence[str], last: str = "and") -> str:
    *others, final = names
    return f"{', '.join(others)} {last} {final}" if others else final


def _bounds(filters: Filters) -> str:
    """Say what a search was narrowed to, with a blank before; nothing where it was not."""
    source = " from that source" if filters.source else ""  # unnamed: replies on hidden and on absent ones are equal
    language = f" in {LANGUAGES.get(filters.language, filters.language)}" if filters.language else ""
    return source + language + _days(filters)


def _days(filters: Filters) -> str:
    """Say the days that a search was bounded to, with a blank before; nothing where it was not."""
    first, last = filters.published_from, filters.published_to
    if first and last:
        return f" published from {_day(first)} to {_day(last)}"
    if first:
        return f" published since {_day(first)}"
    return f" published until {_day(last)}" if last else ""


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"
