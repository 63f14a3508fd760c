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

_VARIETIES = {"arz": "ar", "ary": "ar"}
"""The classifier tells Egyptian and Moroccan Arabic apart; releases of all of them are in `ar`."""

HEAD_BLOCKS = 6
PARAGRAPH_WORDS = 30
"""The head of a release: at most so many blocks, and no further than its first block of so many words."""

_DASH = r"(?:--++|[–—―]|(?<=\s)-(?=\s))"
_WIRE = r"(?:\([^()]{2,60}\)|\[[^\[\]]{2,60}\]|/[^/]{2,60}/)"
_AFTER_DATE = re.compile(rf"\s*{_WIRE}?\s*(?:{_DASH}|:|$)|\s*{_WIRE}|\.\s")
_LINK = r"\b(?:le|el)\b|(?<!\w)(?:في|بتاريخ)(?!\w)"
# The repetitions are possessive (`*+`): a rule of forty dashes above a date would else be tried in every split.
_BEFORE_DATE = re.compile(
    rf"(?P<place>[^\d:;!?\"“”«»]*?)(?:[,،]|{_DASH}|{_LINK}|\s)*+"
    rf"(?:{_WIRE}\s*+{_DASH}?\s*+)?+(?:[,،]|{_LINK}|\s)*+"
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
    rf"\s*(?:{_DASH}?\s*{_WIRE}\s*{_DASH}|{_DASH}\s(?![a-zà-öø-þ]))"
)
_DATE_LABEL = re.compile(
    r"(?i)^(?:published|publication date|posted|date|released|publié(?: le)?|date de publication"
    r"|تاريخ النشر|نشر في)(?:\s+on)?\s*:?\s*"
)
_BESIDE_DATE = re.compile(
    r"\W*(?:(?:at\s+|à\s+)?(?:\d{1,2}[:.h]\d{0,2}(?::\d\d)?(?:\s*[ap]\.?m\b)?|\d{1,2}\s*[ap]\.?m\b)\.?(?:\s*[A-Z]{2,4})?)?\W*"
    r"|\s*[|·•/]\s*[^\d.!?]{1,25}",
    re.IGNORECASE,
)
"""What may follow a date on its line: the time of day, or a label such as `| News`. Else it dates something else."""

_PREPOSITIONS = frozenset("on in at from by since until for as after before during".split())
_UPDATED = re.compile(r"(?i)\b(?:updated?|modified|mis(?:e)? à jour|modifié|actualizado)\b|تحديث|تعديل")

_OF_AN_EVENT = _PREPOSITIONS | frozenset(
    "to till through du au jusqu'au jusqu’au dès avant hasta desde حتى من إلى قبل بعد منذ".split()
)
"""Words before a date that make it the day of something told, unless the line is labelled as a date."""

BYLINE_WORDS = 12
"""A line under a title with more words is a sentence or a subtitle."""

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
        if before and (after := _AFTER_DATE.match(head, found.end)) and not _range(head[after.end() :]):
            place = before["place"].strip(" ,،-–—(")
            if not place and after.group() == ". ":
                break  # "5 June 2024. The day that ..." is prose without a place before it
            # "On June 5, 2024 – the day that ..." and "In Paris, 5 June 2024 – ..." are prose
            if not place or (place.split()[0].lower() not in _PREPOSITIONS and _PLACE.fullmatch(place)):
                return Dateline(place or None, found.day)
        break
    if alone := _PLACE_ALONE.match(head):
        return Dateline(alone["place"].rstrip("-–"), None)
    return None


def date_line(block: str) -> dt.date | None:
    """Read a block that holds a date and nothing else, with or without a label or a week day."""
    bare = _DATE_LABEL.sub("", _RELEASE_NOTICE.sub("", block)).strip(" .|·")
    if len(bare) > DATELINE_WITHIN:
        return None
    found = next(dates.dates_in(bare), None)
    if found and _BESIDE_DATE.fullmatch(bare, found.end):
        before = _BEFORE_DATE.fullmatch(bare[: found.start])
        return found.day if before and not before["place"] else None
    return None


def byline(line: str) -> dt.date | None:
    """Read the one date in a short line that stands directly under a title: `Monday 20 January 2025, Balsted`.

    Only there: the same line further down may date an event. A line that tells of an update is none, nor is a
    sentence, nor `Open day: 20 January 2025` or `Tickets from 20 January 2025`.
    """
    if len(line.split()) > BYLINE_WORDS or _UPDATED.search(line) or _ENDS_SENTENCE.search(line):
        return None
    found = list(dates.dates_in(line))
    if len(found) != 1:
        return None
    words = line[: found[0].start].lower().split()
    told = bool(words) and (not _OF_AN_EVENT.isdisjoint(words[-2:]) or words[-1].endswith(":"))
    return found[0].day if not told or _DATE_LABEL.match(line) else None


def _range(rest: str) -> bool:
    """Tell whether what follows a date and its dash is the last day of the same event."""
    second = next(dates.dates_in(rest), None)
    return second is not None and not rest[: second.start].strip()


def head_line(block: str) -> bool:
    """Tell whether a block is a line above the title: the release's date, or "For immediate release" and contacts."""
    return date_line(block) is not None or _RELEASE_NOTICE.match(block) is not None


def looks_like_title(block: str) -> bool:
    """Tell whether a first line is a title rather than a paragraph or a dateline."""
    return (
        0 < len(block) <= TITLE_LONGEST
        and not _ENDS_SENTENCE.search(block.removesuffix("..."))
        and not head_line(block)
        and dateline(block) is None
    )


def language(text: str) -> str | None:
    """Name the language of a text (ISO 639-1), or null where the classifier is not sure."""
    sample = text[:LANGUAGE_SAMPLE]
    if sum(map(str.isalpha, sample)) < LANGUAGE_LEAST:
        return None
    ranked = [(_VARIETIES.get(code, code), probability) for code, probability in _classifier().rank(sample)]
    best = str(ranked[0][0])
    return best if sum(probability for code, probability in ranked if code == best) >= LANGUAGE_SURE else None


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
    """Find the day a release gives itself in its head, and where: `dateline` or `text`.

    A date on a line of its own counts only above the first sentence: below one it is an event's.
    """
    told = False
    for block in head(blocks):
        if not told and (day := date_line(block)):
            return day, "text"
        if (line := dateline(block)) and line.day and (line.place or not told):
            return line.day, "dateline"
        told = told or (len(block.split()) > BYLINE_WORDS and _ENDS_SENTENCE.search(block) is not None)
    return None


def first_place(blocks: Sequence[str]) -> str | None:
    """Find the place a release gives itself in the dateline of its head."""
    return next((line.place for block in head(blocks) if (line := dateline(block)) and line.place), None)
