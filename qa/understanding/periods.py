"""The period that a question asks about.

A date in a question is seldom the day of publication: what happens on 1 July is told before it, what was earned in
a quarter after it. So a period is a preference, with room around it (`closeness`), and bounds the search only where
the words speak of publishing: `published in March 2025`, `the statement of 9 November 2023`, `news since 2022`.
`docs/questions.md` has the figures.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.understanding import row as rows
from qa.understanding import spans
from qa.understanding.mentions import Mention, mentions
from qa.understanding.row import Token

_DAY = dt.timedelta(1)
ROOM = 60
"""Days around a period within which most releases about it were published."""

_DAY_FIRST = frozenset({"ar", "es", "fr"})
_JOINT = re.compile(r"[&>g][ODig]*")
_THIRDS = {"e": 0, "k": 1, "j": 2}
_RELATIONS = {"S": "since", "A": "after", "B": "before", ">": "until", "F": "for", "f": "of", "w": "in"}
_PUBLISHING = re.compile(r"(?:Pp?|P[>Of]x{1,2}|^WV{1,2}p|^WV[VxDO&]{1,8}b|^W[Vg]?pD?x{0,2})$")
_BOUNDING = frozenset({"in", "since", "after", "before", "until", "between", "of"})
_OPEN = frozenset({"since", "after"})


@dataclass(frozen=True, slots=True)
class Period:
    """Days that a question asks about.

    Attributes:
        start, end: its first and last day; `date.min` and `date.max` where it is open.
        explicit: whether the words bound the publication, so that nothing else is wanted; else they are a hint.
        words: where they stand in the question, code points.
        form: how it is said, relation and kind: `in month`, `since year`, `bare year` ...
        guessed: whether it is of a year that the words do not say.
    """

    start: dt.date
    end: dt.date
    explicit: bool
    words: tuple[int, int]
    form: str = ""
    guessed: bool = False

    @property
    def bounds(self) -> tuple[dt.date | None, dt.date | None]:
        """The first and last day, None where it is open, as filters take them."""
        return (
            None if self.start == dt.date.min else self.start,
            None if self.end == dt.date.max else self.end,
        )


def period(text: str, today: dt.date, language: str | None) -> Period | None:
    """Read the period that counts: one that bounds the search before a hint, then the narrowest, then the first.

    Args:
        text: the question.
        today: what `last week` and `in March` count from.
        language: of the question, ISO 639-1; tells which way round `3/6/2024` is.
    """
    return counting(periods(text, today, language))


def counting(found: Sequence[Period]) -> Period | None:
    """Choose the period that counts among several, as `period` does."""
    return min(found, key=_rank, default=None)


def periods(text: str, today: dt.date, language: str | None) -> tuple[Period, ...]:
    """Read all periods of a question, in order."""
    row = rows.read(text, language in _DAY_FIRST)
    letters = "".join(token.word.letter for token in row)
    found = mentions(row, letters, today) if row else []
    read, at = [], 0
    while at < len(found):
        pair, free = found[at : at + 2], found[at - 1].last + 1 if at else 0
        if len(pair) == 2 and _joined(letters, *pair):
            read.append(_between(letters, row, pair[0], pair[1], free))
            at += 2
        else:
            read.append(_single(letters, row, pair[0], free))
            at += 1
    return tuple(read)


def _joined(letters: str, first: Mention, second: Mention) -> bool:
    """Tell `between May and July` and `from May to July` from two dates side by side."""
    joint = letters[first.last + 1 : second.first]
    if not _JOINT.fullmatch(joint):
        return False
    before = letters[: first.first].rstrip("ODig" if joint[0] == ">" else "Dig")
    return (
        joint[0] == ">" or before.endswith("w") or (joint[0] == "g" and letters[: first.first].endswith(("O", "f")))
    )


def _between(letters: str, row: Sequence[Token], first: Mention, second: Mention, free: int) -> Period:
    start, end = first.days[0], second.days[1]
    if first.of_year and (days := first.of_year(end.year)):
        start = days[0]
        if start > end and (days := first.of_year(end.year - 1)):
            start = days[0]
    elif start > end:
        start, end = second.days[0], first.days[1]
    lead = _lead(letters, first, free)
    explicit = _plain(second) and _publishing(letters, lead, "between")
    return Period(start, max(start, end), explicit, _place(row, lead.first, second.last), f"between {second.kind}")


def _single(letters: str, row: Sequence[Token], mention: Mention, free: int) -> Period:
    lead = _lead(letters, mention, free)
    start, end = mention.days if lead.third is None else spans.third(mention.days, lead.third)
    match lead.relation:
        case "since":
            end = dt.date.max
        case "after":
            start, end = end + _DAY, dt.date.max
        case "before":
            start, end = dt.date.min, start - _DAY
        case "until":
            start = dt.date.min
    said = _publishing(letters, lead, lead.relation) or (
        lead.relation in ("bare", "of", "in") and letters[mention.last + 1 : mention.last + 2] == "P"
    )
    explicit = said and lead.third is None and _plain(mention)
    return Period(
        start,
        end,
        explicit,
        _place(row, lead.first, mention.last),
        f"{lead.relation} {mention.kind}",
        mention.of_year is not None,
    )


@dataclass(frozen=True, slots=True)
class _Lead:
    """The words before a date that say how it is meant: `since the end of`.

    Attributes:
        relation: `since`, `before`, `in` ...; `bare` where nothing is said.
        third: 0 early, 1 middle, 2 late; None for all of it.
        first: the first of these words in the row.
    """

    relation: str
    third: int | None
    first: int


def _lead(letters: str, mention: Mention, free: int) -> _Lead:
    """Read the words before a date, back to `free`, the first that is no part of the date before."""
    first = mention.first
    while first > free and letters[first - 1] in "ODgiekju":
        first -= 1
    between = letters[first : mention.first]
    third = next((_THIRDS[letter] for letter in reversed(between) if letter in _THIRDS), None)
    if "i" in between or (mention.kind == "day" and between.endswith("D")):
        return _Lead("in", third, first)  # even after `after`: what is `looked after in 2007`
    if first > free and (relation := _RELATIONS.get(letters[first - 1])):
        return _Lead(relation, third, first - 1)
    if letters[mention.first] in "ltnzCu":
        return _Lead("in", third, first)  # `announced last week`
    return _Lead("of" if "O" in between else "bare", third, first)


def _plain(mention: Mention) -> bool:
    """Tell days that are sure from a season, from `recently` and from a month of whichever year."""
    return mention.of_year is None and mention.kind not in ("season", "recent")


def _publishing(letters: str, lead: _Lead, relation: str) -> bool:
    """Tell whether the words bound when something was published."""
    if relation in _OPEN and re.search("[Ppb]", letters):
        return True  # what is told of the time since then was told since then
    return relation in _BOUNDING and _PUBLISHING.search(letters[: lead.first]) is not None


def _place(row: Sequence[Token], first: int, last: int) -> tuple[int, int]:
    return row[first].start, row[last].end


def _rank(found: Period) -> tuple[bool, bool, bool, int]:
    """Rank periods; a year that is said goes before the latest March, whichever year's was meant."""
    open_ended = dt.date.min in (found.start, found.end) or found.end == dt.date.max
    return not found.explicit, found.guessed, open_ended, (found.end - found.start).days


def closeness(found: Period, published: dt.date | None) -> float:
    """Tell how well a day of publication suits a period: 1 inside, falling evenly to 0 over `ROOM` days around it.

    An undated release is 0: nothing speaks for it.
    """
    if published is None:
        return 0.0
    off = max((found.start - published).days, (published - found.end).days, 0)
    return max(0.0, 1.0 - off / ROOM)
