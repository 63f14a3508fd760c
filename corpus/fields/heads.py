"""The head of a release: its title, the line under it, and the lines above the text that hold only its date.

Readers of formats with marked headings give the title; a plain text has it among its first blocks, below letterhead,
date, "For immediate release" and contacts.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from corpus.cleaning import furniture, parts
from corpus.fields import datelines, dates, daylines, embargo, places
from corpus.fields.daylines import BYLINE_WORDS, ends_sentence

if TYPE_CHECKING:
    import datetime as dt

HEAD_BLOCKS = 8
PARAGRAPH_WORDS = 30
"""The head of a release: at most so many blocks, and no further than its first paragraph of so many words."""

TITLE_LONGEST = 300
"""Code points; a longer first line is a paragraph."""

TITLE_AGAIN = 4
"""Blocks among which a title can be said again."""

TITLE_WITHIN = 12
"""Blocks among which a plain text has its title."""

SUBTITLE_WORDS = range(4, 46)
"""Words of the line under a title."""

LEAD_WORDS = 20
"""A block of so many words that ends a sentence is the text's first paragraph."""

NAME_WORDS = 5
"""Words of a name in a letterhead."""

REGISTERED_LONGEST = 100
"""Code points of a line with a company's numbers or short name."""

PARTED_WITHIN = 260
"""Code points within which such a title ends."""

_CITY_AND_MARK = re.compile(
    r"\b((?:[A-Z][\w.]*+\s){0,8}[A-Z][\w.]*+(?:,\s(?:[A-Z]\.?){1,2}C?\.?)?)\s?(?:--+|[–—]|-(?=\s))"
)
_CAPITALS = re.compile(r"(?<=[a-z\d]\s)[A-Z]{4,}|(?<=[a-z\d]\s)(?:NEW|LOS|SAN|LAS|ST\.)(?=\s[A-Z]{3})")
_BYLINE = re.compile(
    r"(?i)^\W*(?:by|par|por|written by|published by|posted by|from|de)\s+(?-i:[A-ZÀ-ÖØ-Þ])|^بقلم\s|^\W*(?:source"
    r"|photo|contact|date|published)\b"
)
_REGISTERED = re.compile(
    r"(?i)\W*(?:LEI|ISIN|WKN|SEDOL|ticker|stock code|company (?:number|registration number))\b\W+\S.{0,60}"
    r"|\([^()]*[\"“”][^()]*\)|\((?:[\w. ]{2,20}:\s?[A-Z\d.]{1,8}[,;/ ]*)+\)"
)
"""What stands under a company's name at the head of its announcement: numbers of registers, and its short name."""

_ITEM = re.compile(r"^(?:[-*•–]|\d{1,2}[.)])\s")


@dataclass(frozen=True, slots=True)
class Head:
    """What stands at the head of a release.

    Attributes:
        title: null when nothing looks like one.
        body: the blocks below it, and above it those that are of the release.
    """

    title: str | None
    body: tuple[str, ...]


def read(blocks: Sequence[str], letterhead: Collection[str] = ()) -> Head:
    """Find the title among the first blocks of a text that marks none.

    Args:
        blocks: the text, furniture off.
        letterhead: of them those that are known to stand above the title.
    """
    for at, block in enumerate(blocks[:TITLE_WITHIN]):
        if block in letterhead or stands_above(block, blocks[at + 1 : at + 3]):
            continue
        if len(blocks) > at + 1 and looks_like_title(block):
            return Head(block, (*blocks[:at], *blocks[at + 1 :]))
        if parted := _parted(block):
            return Head(parted[0], (*blocks[:at], parted[1], *blocks[at + 1 :]))
        break
    return Head(None, tuple(blocks))


def letterhead(blocks: Sequence[str]) -> frozenset[str]:
    """Give the names that stand directly above "Press release" and its like, which cleaning takes off.

    Args:
        blocks: the text as it was read.
    """
    first = pairwise(blocks[:TITLE_WITHIN])
    return frozenset(name for name, below in first if _is_name(name) and furniture.is_head_label(below))


def _is_name(block: str) -> bool:
    words = [word for word in block.split() if len(word) > 3]
    return len(block.split()) <= NAME_WORDS and all(not word[0].islower() for word in words)


def without_title(blocks: Sequence[str], title: str | None) -> tuple[str, ...]:
    """Drop the title where it is said again above the text."""
    wanted = _folded(title or "")
    for at, block in enumerate(blocks[:TITLE_AGAIN]):
        if wanted and len(blocks) > 1 and _folded(block) == wanted:
            return (*blocks[:at], *blocks[at + 1 :])
    return tuple(blocks)


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _parted(block: str) -> tuple[str, str] | None:
    """Part a title from the dateline that a lost line end put behind it: `Port Opens Quay Washington-- The port`."""
    if len(block.split()) < 2 * PARAGRAPH_WORDS:
        return None
    starts = [found.start for found in dates.dates_in(block[:PARTED_WITHIN])][:1]
    starts += [start for start in map(_city_start, _CITY_AND_MARK.finditer(block[:PARTED_WITHIN])) if start]
    starts += [match.start() for match in _CAPITALS.finditer(block[:PARTED_WITHIN]) if match.start()]
    for start in sorted(starts):
        title, rest = daylines.before_notice(block[:start]).rstrip(" ,–—-"), block[start:]
        if _is_capitalised(title) and looks_like_title(title) and datelines.dateline(rest) is not None:
            return title, rest
    return None


def _city_start(match: re.Match[str]) -> int | None:
    """Find where the city in a run of capitalised words before a mark begins."""
    words = list(re.finditer(r"\S+", match[1]))
    for word in words[-4:]:
        if places.stands_alone(match[1][word.start() :]):
            return match.start(1) + word.start()
    return None


def _is_capitalised(title: str) -> bool:
    """Tell whether the words of a title are written as headlines are: nearly all longer ones with a capital."""
    words = [word for word in re.findall(r"[^\W\d_][\w’'-]*", title) if len(word) > 3]
    return 3 <= len(words) <= 35 and sum(word[0].isupper() for word in words) >= 0.85 * len(words)


def stands_above(block: str, below: Sequence[str] = ()) -> bool:
    """Tell whether a block is of a letterhead: a date, a notice, a contact, a label, or a name above one of these."""
    if daylines.head_line(block) or daylines.update_line(block) or embargo.notice(block):
        return True
    if furniture.is_head_label(block) or parts.is_contact(block) or _is_registered(block):
        return True
    line = datelines.dateline(block)
    if line and len(block.split()) <= BYLINE_WORDS and line.day:
        return True
    return (
        len(block.split()) <= NAME_WORDS
        and bool(below)
        and (
            daylines.is_notice(below[0])
            or furniture.is_head_label(below[0])
            or parts.is_contact(below[0])
            or _is_registered(below[0])
        )
    )


def _is_registered(block: str) -> bool:
    """Tell whether a line says what a company is registered or called as, and nothing else."""
    return len(block) <= REGISTERED_LONGEST and _REGISTERED.fullmatch(block) is not None


def looks_like_title(block: str) -> bool:
    """Tell whether a first line is a title rather than a paragraph or a dateline."""
    return (
        0 < len(block) <= TITLE_LONGEST
        and not ends_sentence(block.removesuffix("..."))
        and not daylines.head_line(block)
        and datelines.dateline(block) is None
        and not _ITEM.match(block)
    )


def subtitle(body: Sequence[str]) -> str | None:
    """Find the line that stands under the title, between it and the first paragraph of the text."""
    lines = [block for block in body[:6] if not stands_above(block)]
    if len(lines) < 2 or len(body) < 2:
        return None
    line, below = lines[0], lines[1]
    if len(line.split()) not in SUBTITLE_WORDS or not looks_like_title(line) or line.endswith((":", "：", "|")):
        return None
    if (
        _BYLINE.match(line)
        or daylines.byline(line)
        or "|" in line
        or "@" in line
        or parts.kinds_of([line, below])[0][0]
    ):
        return None
    return line if _is_text(below) else None


def _is_text(block: str) -> bool:
    """Tell whether a block is the text's first paragraph."""
    line = datelines.dateline(block)
    return (line is not None and len(block.split()) > BYLINE_WORDS) or (
        len(block.split()) >= LEAD_WORDS and not _ITEM.match(block) and block[0] not in '"“«'
    )


def without_lines(body: Sequence[str], day: dt.date | None = None) -> list[str]:
    """Take off the lines above the text that hold only its date, an embargo or a notice: these are fields.

    Further down, below the first sentence, such a line dates something else.
    """
    kept: list[str] = []
    told = False
    for at, block in enumerate(body):
        told = told or at >= TITLE_WITHIN or _tells(block)
        rest = len(body) - at - 1
        if told or not _only_dates(block, day) or (rest == 0 and not kept):
            kept.append(block)
    return kept


def _tells(block: str) -> bool:
    words = len(block.split())
    if embargo.notice(block) is not None:
        return False
    return words > PARAGRAPH_WORDS or (words > BYLINE_WORDS and ends_sentence(block))


def _only_dates(block: str, day: dt.date | None) -> bool:
    if daylines.date_line(block) or daylines.update_line(block):
        return True
    if (notice := embargo.notice(block, day)) and notice.whole:
        return True
    if daylines.is_notice(block) and len(block.split()) <= BYLINE_WORDS and not parts.is_contact(block):
        return not daylines.without_notice(block).strip() or daylines.date_line(block) is not None
    return False


def head(blocks: Sequence[str]) -> Sequence[str]:
    """Cut off the blocks in which a release can date itself: up to its first full paragraph.

    Further down a date on a line of its own is an event's, not the release's. Points of a list above the text are
    no paragraphs.
    """
    for at, block in enumerate(blocks[:HEAD_BLOCKS]):
        if len(block.split()) >= PARAGRAPH_WORDS and not block.startswith(("- ", "* ", "• ")):
            return blocks[: at + 1]
    return blocks[:HEAD_BLOCKS]


def first_day(blocks: Sequence[str]) -> tuple[dt.date, str] | None:
    """Find the day a release gives itself in its head, and where: `dateline` or `text`.

    A date on a line of its own counts only above the first sentence: below one it is an event's.
    """
    told = False
    for block in head(blocks):
        if not told and (day := daylines.date_line(block)):
            return day, "text"
        if (line := datelines.dateline(block)) and line.day and (line.place or not told):
            return line.day, "dateline"
        told = told or (len(block.split()) > BYLINE_WORDS and ends_sentence(block))
    return None


def first_place(blocks: Sequence[str]) -> str | None:
    """Find the place a release gives itself in the dateline of its head."""
    return next(
        (
            line.place
            for block in head(blocks)
            if (line := datelines.dateline(block)) and line.place and embargo.notice(block) is None
        ),
        None,
    )
