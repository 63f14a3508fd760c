"""A few lines of a passage around what matters in it, with the matched words marked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markupsafe import Markup, escape

_LEAD = 40
"""Characters kept before the place that an excerpt is about."""
_HEAD = 30
"""Characters of a quote that are looked for."""


def excerpt(text: str, room: int, matched: Sequence[str] = (), quotes: Sequence[str] = ()) -> Markup:
    """Cut a passage to some `room` characters and mark its matched words.

    The excerpt is about a wanted quote if the passage holds one, otherwise about where most matched words meet.
    """
    line = " ".join(text.split())
    words = _pattern(matched)
    start = _start(line, room, words, quotes)
    end = min(len(line), start + room)
    if end < len(line) and " " in line[start:end]:
        end = max(line.rfind(" ", start, end + 1), start + room // 2)
    marked = _marked(line[start:end], words)
    return Markup("{}{}{}").format("… " if start else "", marked, " …" if end < len(line) else "")


def _start(line: str, room: int, words: re.Pattern[str] | None, quotes: Sequence[str]) -> int:
    """Find where to begin: at a word, so that little stands before what the excerpt is about."""
    if len(line) <= room:
        return 0
    heads = [" ".join(quote.split())[:_HEAD] for quote in quotes]
    place = next((at for head in heads if head and (at := line.find(head)) >= 0), None)
    if place is None:
        place = _densest(line, room - _LEAD, words)
    if place <= _LEAD:
        return 0
    begin = min(place - _LEAD, len(line) - room)
    space = line.find(" ", begin)
    return space + 1 if 0 <= space < place else begin


def _densest(line: str, room: int, words: re.Pattern[str] | None) -> int:
    """Find the match after which most different matched words follow within `room` characters; 0 without any."""
    found = [(hit.start(), hit.group().lower()) for hit in words.finditer(line)] if words else []
    most, place = 0, 0
    for at, _ in found:
        near = len({word for other, word in found if at <= other < at + room})
        if near > most:
            most, place = near, at
    return place


def _pattern(matched: Sequence[str]) -> re.Pattern[str] | None:
    words = sorted({word for word in matched if word.strip()}, key=len, reverse=True)
    if not words:
        return None
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE)


def _marked(text: str, words: re.Pattern[str] | None) -> Markup:
    if words is None:
        return escape(text)
    pieces, last = [], 0
    for found in words.finditer(text):
        pieces += [escape(text[last : found.start()]), Markup("<mark>{}</mark>").format(found.group())]
        last = found.end()
    return Markup("").join([*pieces, escape(text[last:])])
