"""Lines of a head that hold a date, an update or a notice of release and nothing else, and lines under a title."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.fields import dates
from corpus.fields.stamps import CLOCK, dates_by_start, stamp_at

if TYPE_CHECKING:
    import datetime as dt

LINE_LONGEST = 200
"""Code points of a line that holds a date alone."""

BYLINE_WORDS = 12
"""A line under a title with more words is a sentence or a subtitle."""

_NOTICE = re.compile(
    r"(?i)^\W*(?:for immediate release|for release|immediate release|pour diffusion immédiate|à diffuser"
    r" immédiatement"
    r"|para (?:su )?(?:publicación|difusión) inmediata|للنشر الفوري|للنشر)(?:\W+|$)"
)
NOTICE_WITHIN = 300
"""Code points of a line in which a notice can stand."""

_INNER_NOTICE = re.compile(r"(?i)\b(?:for immediate release|pour diffusion immédiate)\b|للنشر الفوري")
_DATE_LABEL = re.compile(
    r"(?i)^(?:(?:first\s+)?published|publication date|date published|release date|date of (?:release|issue)|posted"
    r"|date|released|issued"
    r"|publié(?:e)?(?: le)?|date de publication|paru le|publicado(?: el)?|fecha(?: de publicación)?"
    r"|تاريخ النشر|نشر في|نُشر في|نشر بتاريخ|التاريخ)(?:\s+on)?\s*:?\s*"
)
_BESIDE_DATE = re.compile(
    rf"\W*(?:{CLOCK})?\W*|\s*(?:م\b)?\W*|\s*[|·•/]\s*[^\d.!?]{{1,25}}",
    re.IGNORECASE,
)
"""What may follow a date on its line: the time of day, or a label such as `| News`. Else it dates something else."""

_UPDATED = re.compile(
    r"(?i)\b(?:updated?|modified|revised|mis(?:e)? à jour|modifié|actualizad[oa]|modificad[oa])\b|تحديث|تعديل|عُدل"
    r"|حُدث"
)
_UPDATE_LINE = re.compile(
    r"(?i)\W*(?:(?:last\s+)?(?:updated?|modified|revised)|page (?:last )?updated|date (?:last )?modified|dernière"
    r" (?:mise à jour|modification)"
    r"|mis(?:e)? à jour|modifiée? le|(?:última )?(?:actualización|modificación)|actualizad[oa]"
    r"|(?:تاريخ )?(?:آخر|اخر) (?:تحديث|تعديل)(?: للصفحة)?)(?:\s+(?:on|le|el|في|بتاريخ))?\s*:?\s*"
)
_OF_AN_EVENT = frozenset(
    "on in at from by since until for as after before during to till through du au jusqu'au jusqu’au dès avant hasta"
    " desde حتى من إلى قبل بعد منذ".split()
)
"""Words before a date that make it the day of something told, unless the line is labelled as a date."""

_SENTENCE_END = re.compile(r"[.。؟!][\"'”’»)\]\s]*$")


def immediate(line: str) -> bool:
    """Tell whether a line says "For immediate release": there is no embargo."""
    return _INNER_NOTICE.search(line[:NOTICE_WITHIN]) is not None


def without_notice(block: str) -> str:
    """Take "For immediate release" off the start of a line."""
    return _NOTICE.sub("", block)


def before_notice(words: str) -> str:
    """Cut "For immediate release" off some words with all that follows."""
    found = _INNER_NOTICE.search(words)
    return words[: found.start()].rstrip() if found else words


def is_notice(block: str) -> bool:
    """Tell whether a block begins with "For immediate release"."""
    return _NOTICE.match(block) is not None


def ends_sentence(block: str) -> bool:
    """Tell whether a block ends as a sentence does; a title or a heading does not, though it may ask."""
    return _SENTENCE_END.search(block[-12:]) is not None


def _date_alone(line: str) -> dt.date | None:
    """Read a line that is one date with its week day and its time, and nothing else."""
    at = len(line) - len(line.lstrip(" -–—.|"))
    stamp = stamp_at(line, at, dates_by_start(line))
    if stamp is None or stamp.day is None:
        return None
    return stamp.day if _BESIDE_DATE.fullmatch(line, stamp.end) else None


def date_line(block: str) -> dt.date | None:
    """Read a block that holds a date and nothing else, with or without a label or a week day."""
    if len(block) > LINE_LONGEST:
        return None
    return _date_alone(without_label(block).strip(" .|·"))


def update_line(block: str) -> dt.date | None:
    """Read a block that holds nothing but the day of an update: `Last updated: 6 June 2024`."""
    if len(block) > LINE_LONGEST:
        return None
    label = _UPDATE_LINE.match(block)
    return _date_alone(block[label.end() :].strip(" .|·")) if label else None


def byline(line: str) -> dt.date | None:
    """Read the one date in a short line that stands directly under a title: `Monday 20 January 2025, Balsted`.

    Only there: the same line further down may date an event. A line that tells of an update is none, nor is a
    sentence, nor `Open day: 20 January 2025` or `Tickets from 20 January 2025`.
    """
    if len(line.split()) > BYLINE_WORDS or _UPDATED.search(line) or ends_sentence(line):
        return None
    found = list(dates.dates_in(line))
    if len(found) != 1:
        return None
    words = line[: found[0].start].lower().split()
    told = bool(words) and (not _OF_AN_EVENT.isdisjoint(words[-2:]) or words[-1].endswith(":"))
    return found[0].day if not told or _DATE_LABEL.match(line) else None


def head_line(block: str) -> bool:
    """Tell whether a block is a line above the title: the release's date, or "For immediate release" and contacts."""
    return date_line(block) is not None or is_notice(block)


def without_label(block: str) -> str:
    """Take "For immediate release" and a label such as "Published on" off the start of a line."""
    return _DATE_LABEL.sub("", without_notice(block))
