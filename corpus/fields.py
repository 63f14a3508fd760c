"""Facts about a release, each read from a place that states it, and null where none does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from corpus import dates

if TYPE_CHECKING:
    import datetime as dt

    from py3langid.langid import LanguageIdentifier

DATELINE_WITHIN = 160
"""Code points of a paragraph in which a dateline can end."""

TITLE_LONGEST = 300
"""Code points; a longer first line is a paragraph."""

LANGUAGE_SAMPLE = 2_000
LANGUAGE_SURE = 0.80
LANGUAGE_LEAST = 12
"""A language is stated when the classifier is this sure, of at least this many code points."""

HEAD_BLOCKS = 6
PARAGRAPH_WORDS = 30
"""The head of a release: at most so many blocks, and no further than its first block of so many words."""

_DASH = r"(?:--+|[–—―]|(?<=\s)-(?=\s))"
_WIRE = r"(?:\([^()]{2,60}\)|\[[^\[\]]{2,60}\]|/[^/]{2,60}/)"
_AFTER_DATE = re.compile(rf"\s*{_WIRE}?\s*(?:{_DASH}|:|$)|\s*{_WIRE}")
_BEFORE_DATE = re.compile(
    rf"(?P<place>[^\d:;!?\"“”«»]*?)\s*(?:[,،]|{_DASH}|\b(?:le|on|el)\b|(?<!\w)(?:في|بتاريخ)(?!\w)|\s)*"
    rf"(?:{_WIRE}\s*{_DASH}?\s*)?(?:[,،]|\b(?:le|on|el)\b|(?<!\w)(?:في|بتاريخ)(?!\w)|\s)*"
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day[,\s]+|(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\s+"
    r"|(?:الاثنين|الإثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|الأحد)[،,\s]+)?",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"(?:[A-ZÀ-ÖØ-Þ][\w.'’-]*|[\u0621-\u064a]+)"
    r"(?:[,،]?\s+(?:of|de|du|des|la|le|les|the|and|et|[A-ZÀ-ÖØ-Þ][\w.'’-]*|[\u0621-\u064a]+)){0,6}"
)
_PLACE_ALONE = re.compile(
    rf"(?P<place>[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’-]+(?:\s+[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’-]*){{0,4}}(?:,\s+[A-Z][\w.]*(?:\s+[A-Z][\w.]*)?)?"
    rf"|[A-Z][\w.'’-]+(?:\s+[A-Z][\w.'’-]+){{0,3}},\s+(?:[A-Z]{{2}}|(?:[A-Z]\.){{2}}))"
    rf"\s*(?:{_DASH}?\s*{_WIRE}\s*{_DASH}|{_DASH}\s)"
)
_DATE_LABEL = re.compile(
    r"(?i)^(?:published|publication date|posted|date|released|publié(?: le)?|date de publication"
    r"|تاريخ النشر|نشر في)(?:\s+on)?\s*:?\s*"
)
_RELEASE_NOTICE = re.compile(r"(?i)^(?:for immediate release|pour diffusion immédiate|للنشر الفوري)\W*")
_ENDS_SENTENCE = re.compile(r"[.。؟!]\W*$")


@dataclass(frozen=True, slots=True)
class Dateline:
    """Place and day at the head of a release; either may be missing."""

    place: str | None
    day: dt.date | None


def dateline(paragraph: str) -> Dateline | None:
    """Read the dateline at the start of a paragraph.

    `CHICAGO, IL, June 05, 2024 /Wire/ -- Text`, `Rabat, le 9 novembre 2023 – Texte`, `WASHINGTON — Text`.
    A date inside the prose is none: only place, connecting words and a wire's name may stand before
    it, and a dash, a colon, a wire's name or the paragraph's end must follow.
    """
    head = _RELEASE_NOTICE.sub("", paragraph)[:DATELINE_WITHIN]
    for found in dates.dates_in(head):
        before = _BEFORE_DATE.fullmatch(head[: found.start])
        if before and _AFTER_DATE.match(head, found.end):
            place = before["place"].strip(" ,،-–—(")
            if not place or _PLACE.fullmatch(place):
                return Dateline(place or None, found.day)
        break
    if alone := _PLACE_ALONE.match(head):
        return Dateline(alone["place"], None)
    return None


def date_line(block: str) -> dt.date | None:
    """Read a block that holds a date and nothing else, with or without a label or a week day."""
    bare = _DATE_LABEL.sub("", _RELEASE_NOTICE.sub("", block)).strip(" .|·")
    for found in dates.dates_in(bare):
        rest = bare[found.end :].strip(" .|·,")
        before = _BEFORE_DATE.fullmatch(bare[: found.start])
        if before and not before["place"] and len(rest) <= 25 and not rest.count(" ") > 3:
            return found.day
    return None


def looks_like_title(block: str) -> bool:
    """Tell whether a first line is a title rather than a paragraph or a dateline."""
    return (
        0 < len(block) <= TITLE_LONGEST
        and not _ENDS_SENTENCE.search(block.removesuffix("..."))
        and date_line(block) is None
        and dateline(block) is None
    )


def language(text: str) -> str | None:
    """Name the language of a text (ISO 639-1), or null where the classifier is not sure."""
    sample = text[:LANGUAGE_SAMPLE]
    if sum(map(str.isalpha, sample)) < LANGUAGE_LEAST:
        return None
    code, probability = _classifier().classify(sample)
    return str(code) if probability >= LANGUAGE_SURE else None


@cache
def _classifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def head(blocks: Sequence[str]) -> Sequence[str]:
    """Cut off the blocks in which a release can date itself: up to its first full paragraph.

    Further down a date on a line of its own is an event's, not the release's.
    """
    for at, block in enumerate(blocks[:HEAD_BLOCKS]):
        if len(block.split()) >= PARAGRAPH_WORDS:
            return blocks[: at + 1]
    return blocks[:HEAD_BLOCKS]


def first_day(blocks: Sequence[str]) -> tuple[dt.date, str] | None:
    """Find the day a release gives itself in its head, and where: `dateline` or `text`."""
    for block in head(blocks):
        if day := date_line(block):
            return day, "text"
        if (line := dateline(block)) and line.day:
            return line.day, "dateline"
    return None


def first_place(blocks: Sequence[str]) -> str | None:
    """Find the place a release gives itself in the dateline of its head."""
    return next((line.place for block in head(blocks) if (line := dateline(block)) and line.place), None)
