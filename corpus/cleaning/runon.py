"""Run-on texts: releases stored as one line, whose line ends and marks became wide gaps.

Such a line still begins with what stood above the text (the site's name, labels, the title, the date, the place)
and ends with what stood below. The pieces between the gaps are no paragraphs: inside the text a gap stands for any
lost mark. So only the head and the tail are read piece by piece.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.cleaning import labels
from corpus.fields import datelines, dates, places

if TYPE_CHECKING:
    import datetime as dt

HEAD_PIECES = 10
TAIL_PIECES = 8
"""Pieces in which the head and the tail of such a text can lie."""

TITLE_WORDS = range(4, 41)
"""Words of a title; a piece with more is text."""

TEXT_WORDS = 15
"""Words that are left of a release below its head; with fewer it was not the head."""

NAME_WORDS = 6
"""Words of a name or a label above the title."""

_NOTICE = re.compile(
    r"(?i)\b(?:for immediate release|immediate release|pour diffusion immédiate|news release|press release)\b[\W_]*"
)
_DAY = (
    rf"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day\s+)?(?:(?:{dates.MONTH})\s+\d{{1,2}}(?:st|nd|rd|th)?\s+\d{{4}}"
    rf"|\d{{1,2}}\s+(?:{dates.MONTH})\s+\d{{4}}|\d{{1,2}}\s\d{{1,2}}\s\d{{4}})"
)
_LEADING = re.compile(rf"(?i)^(?:(?:date\s+)?{_DAY}|contact)\s*(?=\S|$)")
_LABELLED = re.compile(rf"(?i)^.{{0,160}}?\bdate {_DAY}\s+(?=\S)")
"""Letterhead and contacts run together with the label of the date, before a title."""

_TRAILING_DAY = re.compile(rf"(?i)\s+(?:date\s+)?{_DAY}(?:\s+(?:contact|washington(?: d ?c)?))?$")
_TRAILING_CONTACT = re.compile(r"(?<=\w\s)Contact(?:\s[A-Z]\w+){2,8}$")
_ONLY_DAY = re.compile(rf"(?i)(?:date\s+)?{_DAY}(?:\s+contact)?")
_LABEL = re.compile(
    r"(?i)(?:.{0,60}\b)?(?:press|news) (?:releases?|room)|releases|latest|news|topics|press office|both|email"
    r"|contact|home|menu"
    r"|(?:united states|u s) senator|(?:united states|u s) senators? \w+(?: \w+){1,5}"
    r"|(?:(?:united states|u s) )?sens?(?:ators?)?(?: \w+){1,4}|\w+"
)
_CITY_END = re.compile(r"(?:^|\s)((?:[A-Z]{4,}|[A-Z]{3,}\s[A-Z]{3,})(?:\s(?:D ?C|[A-Z]{2}))?|Washington\s?D ?C)$")
_CITY_STATE = re.compile(r"([A-Z][A-Za-z]+(?:\s[A-Z][A-Za-z]+){0,2})\s([A-Z]{2}|D C)")
_NO_TITLE = re.compile(r"(?i)\b\d{3} \d{3} \d{4}\b|^contact\b|\b(?:today|yesterday)\b|^(?:in|on|after|following) ")
_CHAMBERS = frozenset("Senate House Congress Committee Senator Parliament Council Court".split())
"""Before a short verb, `Senate OK`, no towns of Oklahoma."""

_ARCHIVE = re.compile(
    rf"(?i)(?:(?:{dates.MONTH})\s+)?\d{{4}} (?:press|news) releases?|\d{{5}}|(?:(?:press|news) )?releases"
    rf"|contact(?: us)?"
    r"|site ?map|browse by|current record|privacy(?: policy)?|search|home|back|top|print"
)
"""What a site's own page leaves below a text: entries of its menu and of its archive."""


@dataclass(frozen=True, slots=True)
class RunOn:
    """What the pieces of a run-on text say."""

    title: str | None
    text: str
    place: str | None
    day: dt.date | None


def read(pieces: Sequence[str]) -> RunOn:
    """Read the head and the tail of a run-on text, given by the pieces between its gaps."""
    if not pieces or len(pieces[0].split()) > TITLE_WORDS[-1]:
        return RunOn(None, " ".join(pieces), None, None)
    at, title = _title(pieces)
    head = pieces[:HEAD_PIECES]
    start = 0 if at is None else at + 1
    while start < min(len(pieces) - 1, HEAD_PIECES) and at is not None and _is_head(pieces[start], title):
        start += 1
    end = len(pieces)
    while end > max(start + 1, len(pieces) - TAIL_PIECES) and _is_tail(pieces[end - 1]):
        end -= 1
    if sum(len(piece.split()) for piece in pieces[start:end]) < TEXT_WORDS:
        title, start, end = None, 0, len(pieces)
    return RunOn(
        title,
        " ".join(pieces[start:end]),
        next((place for piece in head if (place := _place(piece))), None),
        next((day for piece in head if (day := _day(piece))), None),
    )


def _title(pieces: Sequence[str]) -> tuple[int | None, str | None]:
    """Find the title among the first pieces: what is said twice, else what stands by a date, a notice or a place."""
    said = " ".join(pieces).casefold()
    for at, piece in enumerate(pieces[:HEAD_PIECES]):
        bare, marked = _bare(piece)
        if len(bare.split()) > TITLE_WORDS[-1] or _is_place(piece) or _is_place(bare):
            break
        if not _can_be_title(bare):
            continue
        if len(bare.split()) > TITLE_WORDS[0] and said.count(bare.casefold()) > 1:
            return at, bare
        if marked or any(map(_is_mark, (*pieces[at + 1 : at + 3], *pieces[max(at - 1, 0) : at]))):
            return at, bare
        if len(bare.split()) > NAME_WORDS:
            break  # a sentence: what stands below it is text
    return None, None


def _can_be_title(piece: str) -> bool:
    return (
        len(piece.split()) in TITLE_WORDS
        and not piece[0].islower()
        and not _LABEL.fullmatch(piece)
        and not _NO_TITLE.search(piece)
        and not labels.LINE.fullmatch(piece)
    )


def _is_mark(piece: str) -> bool:
    """Tell whether a piece is one that stands beside a title: a date, a place, a notice, a telephone number."""
    return (
        _LEADING.match(piece) is not None
        or _is_place(piece)
        or _NOTICE.match(piece) is not None
        or _NO_TITLE.match(piece) is not None
        or _place(piece) is not None
    )


def _bare(piece: str) -> tuple[str, bool]:
    """Take date, notice and place off a piece, and tell whether there were any."""
    bare = piece
    if notice := _NOTICE.search(bare):
        before, after = bare[: notice.start()].strip(), bare[notice.end() :].strip()
        bare = before if len(before.split()) in TITLE_WORDS else after
    bare = _LABELLED.sub("", bare)
    while leading := _LEADING.match(bare):
        bare = bare[leading.end() :]
    bare = _TRAILING_CONTACT.sub("", _TRAILING_DAY.sub("", bare)).strip()
    if (city := _CITY_END.search(bare)) and not bare.isupper() and places.stands_alone(city[1]):
        bare = bare[: city.start()].strip()
    return bare, bare != piece


def _is_head(piece: str, title: str | None) -> bool:
    """Tell whether a piece below the title is still above the text."""
    bare, _ = _bare(piece)
    return not bare or bare == title or _LABEL.fullmatch(bare) is not None or _ONLY_DAY.fullmatch(piece) is not None


def _is_tail(piece: str) -> bool:
    bare = piece.strip()
    return labels.LINE.fullmatch(bare) is not None or _ARCHIVE.fullmatch(bare) is not None


def _is_place(piece: str) -> bool:
    if places.stands_alone(piece):
        return True
    match = _CITY_STATE.fullmatch(piece)
    return match is not None and places.is_region(match[2]) and match[1] not in _CHAMBERS


def _place(piece: str) -> str | None:
    """Read the place in a piece: alone, behind a date or a notice, before the text, or at the end of a title."""
    bare = _NOTICE.sub("", piece)
    while leading := _LEADING.match(bare):
        bare = bare[leading.end() :]
    bare = bare.strip()
    if _is_place(bare):
        return bare
    if (line := datelines.dateline(bare)) and line.place:
        return line.place
    match = _CITY_END.search(bare)
    return match[1] if match and not bare.isupper() and places.stands_alone(match[1]) else None


def _day(piece: str) -> dt.date | None:
    found = list(dates.dates_in(piece))
    at_end = len(found) == 1 and (found[0].start < 40 or found[0].end == len(piece))
    return found[0].day if at_end and _NOTICE.sub("", piece[: found[0].start]).strip().count(" ") < 30 else None
