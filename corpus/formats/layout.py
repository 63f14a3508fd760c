"""Lines with places on pages, put together to paragraphs again.

A line goes on where the one above left off unless something shows that a paragraph begins: a wider gap, an
indent, another size, a list mark, or room at the end of the line above in which its first word would have stood.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heappush, heappushpop
from itertools import pairwise

from corpus.pdfium.line import Line
from corpus.pdfium.order import RTL

WIDER = 1.3
"""A gap between lines this much wider than usual parts paragraphs."""

INDENT = 1.0
CENTRED = 0.8
"""Font sizes by which a first line is indented, and by which the middles of centred lines differ at most."""

NEIGHBOURS = 4
"""Lines on either side that tell where lines of this column end."""

NEAR = 20.0
"""Points by which the beginnings of lines of one column may differ."""

SHORT = 0.5
"""Lines none of which reaches this share of their column, as in an address, were ended by hand."""

ROOM = 0.2
ROOM_RUNNING_ON = 0.35
"""Shares of a line left free by an author who ended it without ending a sentence; the second is asked for where the
next line begins in small letters."""

HYPHENATED = 0.04
"""A text in which at least two lines, and this share of all, end in hyphens was hyphenated by its typesetter."""

ITEM = re.compile(r"(?:[-*•–—·▪●◦‣○■□➢✓]|\(?[0-9a-z]{1,2}[.)])\s")
_ENDS_SENTENCE = re.compile(r"[.!?…؟:;][\"'”’»)\]]*$")
_LAST_WORD, _FIRST_WORD = re.compile(r"[\w'’-]+\Z"), re.compile(r"[\w'’-]+")
_COMPOUND = frozenset(
    "well long short high low full part self non co ex mid anti multi cross east north south west world state year "
    "first second third one two three four five six seven eight nine ten twenty thirty forty fifty sixty seventy "
    "eighty ninety peut est là vice demi mi semi avant après sous grand rendez quelques c'est c’est dit vingt trente "
    "quarante cinquante soixante quatre dix arrière bien mal tout sud nord ouest inter".split()
)
"""Words before a hyphen that belongs to the word, wherever the line was broken."""


_Column = tuple[int, int, int]
"""Page, beginning and size of lines, the latter two rounded."""


@dataclass(frozen=True, slots=True)
class _Placed:
    """A line seen in its reading direction: `start` and `end` grow that way."""

    line: Line
    start: float
    end: float

    @property
    def length(self) -> float:
        return max(self.end - self.start, 0.1)


def paragraphs(lines: Sequence[Line], widths: Sequence[float]) -> list[list[Line]]:
    """Group lines, given in reading order, to paragraphs.

    Args:
        lines: of all pages.
        widths: of each page, in points.
    """
    placed = [_placed(line, widths[line.page]) for line in lines]
    pitches = _pitches(lines)
    columns = _columns(placed)
    groups: list[list[_Placed]] = []
    for at, each in enumerate(placed):
        pitch = max(pitches[round(each.line.size)], 1.15 * each.line.size)
        if groups and _continues(groups[-1], each, _edge(placed, at - 1, pitch, columns), pitch):
            groups[-1].append(each)
        else:
            groups.append([each])
    return [[each.line for each in group] for group in groups]


def _placed(line: Line, width: float) -> _Placed:
    if RTL.search(line.text):
        return _Placed(line, width - line.right, width - line.left)
    return _Placed(line, line.left, line.right)


def _pitches(lines: Sequence[Line]) -> defaultdict[int, float]:
    """Give the usual distance of lines for each font size, rounded: the lower third of those measured."""
    measured: defaultdict[int, list[float]] = defaultdict(list)
    for above, line in pairwise(lines):
        gap = line.base - above.base
        if (
            above.page == line.page
            and round(above.size) == round(line.size)
            and 0.8 * line.size < gap < 3 * line.size
        ):
            measured[round(line.size)].append(gap)
    pitches = defaultdict[int, float](float)
    for size, gaps in measured.items():
        pitches[size] = sorted(gaps)[len(gaps) // 3]
    return pitches


def _columns(placed: Sequence[_Placed]) -> dict[_Column, float]:
    """Find where a column ends: at the third longest of its lines, as the longest may be a heading over two."""
    longest: defaultdict[_Column, list[float]] = defaultdict(list)
    for each in placed:
        page, start, size = _column(each)
        for near in (start - 1, start, start + 1):
            ends = longest[page, near, size]
            (heappush if len(ends) < 3 else heappushpop)(ends, each.end)
    return {place: ends[0] for place, ends in longest.items() if len(ends) == 3}


def _column(each: _Placed) -> _Column:
    return each.line.page, round(each.start / NEAR), round(each.line.size)


def _edge(placed: Sequence[_Placed], at: int, pitch: float, columns: dict[_Column, float]) -> float:
    """Find where the lines around one end; where their column does, if all of them are short."""
    edge = placed[at].end
    for step in (-1, 1):
        for near in range(at + step, at + step * (NEIGHBOURS + 1), step):
            if not 0 <= near < len(placed) or not _next_to(placed[near - step].line, placed[near].line, pitch * step):
                break
            edge = max(edge, placed[near].end)
    line = placed[at]
    column = columns.get(_column(line), edge)
    return column if edge - line.start < SHORT * (column - line.start) else edge


def _next_to(one: Line, other: Line, pitch: float) -> bool:
    """Tell whether a line stands under another (over it, when `pitch` is negative) in one column of text."""
    gap = (other.base - one.base) / pitch if pitch else 0.0
    return one.page == other.page and abs(one.size - other.size) < 0.1 * one.size and 0 < gap < 2


def _continues(group: Sequence[_Placed], new: _Placed, edge: float, pitch: float) -> bool:
    """Tell whether a line continues a paragraph."""
    last = group[-1]
    above, line = last.line, new.line
    if "\t" in above.text + line.text or ITEM.match(line.text) or abs(above.size - line.size) > 0.1 * line.size:
        return False
    gap = line.base - above.base
    if line.page != above.page or gap <= 0:
        return _runs_on(last, new) and not _had_room(last, new, edge)
    if not 0.5 * line.size < gap <= WIDER * pitch:
        return False
    if _centred(last, new):
        return True
    return not _indented(group, new) and not _had_room(last, new, edge)


def _runs_on(last: _Placed, new: _Placed) -> bool:
    """Tell whether a sentence goes on over the end of a page or a column."""
    first = new.line.text[:1]
    return not _ENDS_SENTENCE.search(last.line.text) and (last.line.hyphen or not first.isupper())


def _centred(last: _Placed, new: _Placed) -> bool:
    size = new.line.size
    middles = abs(last.start + last.end - new.start - new.end) / 2
    return middles < CENTRED * size and abs(last.start - new.start) > 0.3 * size


def _indented(group: Sequence[_Placed], new: _Placed) -> bool:
    """Tell whether a line begins elsewhere than the paragraph it would continue."""
    last, size = group[-1], new.line.size
    shift = new.start - last.start
    if ITEM.match(group[0].line.text) and len(group) == 1:
        return shift < -0.5 * size or shift > 5 * size
    return shift > INDENT * size or (shift < -INDENT * size and (len(group) > 1 or shift < -5 * size))


def _had_room(last: _Placed, new: _Placed, edge: float) -> bool:
    """Tell whether the first word of a line would have stood on the line above: its author ended that one.

    How wide the word is can only be told roughly, so where no sentence ends much room is asked for, and most where
    the next line goes on in small letters.
    """
    if last.line.hyphen:
        return False
    word = new.line.text.split(maxsplit=1)[0]
    needed = (len(word) + 1) * new.length / len(new.line.text)
    room, width = edge - last.end, edge - last.start
    if _ENDS_SENTENCE.search(last.line.text):
        return room > 1.1 * needed
    return room > max(1.3 * needed, (ROOM_RUNNING_ON if _runs_on(last, new) else ROOM) * width)


def joined(groups: Sequence[Sequence[Line]]) -> list[str]:
    """Write paragraphs out, the words that were broken at line ends whole again.

    A hyphen at a line's end may belong to its word. The rest of the text tells, if it has the word in either form;
    else the second half (a number or a name keeps it), the first (`well-`), and whether the typesetter hyphenated.
    """
    lines = [line for group in groups for line in group]
    words = Counter(word for line in lines for word in _FIRST_WORD.findall(line.text.casefold()))
    broken = {line.text[-30:] for line in lines if line.hyphen}
    hyphenated = len(broken) > 1 and len(broken) >= HYPHENATED * len(lines)
    return [_written(group, words, hyphenated) for group in groups]


def _written(group: Sequence[Line], words: Counter[str], hyphenated: bool) -> str:
    text = group[0].text
    for above, line in pairwise(group):
        if not above.hyphen:
            text += " " + line.text
        else:
            text += ("-" if _keeps_hyphen(text, line.text, words, hyphenated) else "") + line.text
    return text + ("-" if group[-1].hyphen else "")


def _keeps_hyphen(before: str, after: str, words: Counter[str], hyphenated: bool) -> bool:
    first, second = _LAST_WORD.search(before[-60:]), _FIRST_WORD.match(after)
    if not first or not second or not second.group()[0].islower():
        return True
    one, other = first.group().casefold(), second.group().casefold()
    if words[f"{one}-{other}"] != words[one + other]:
        return words[f"{one}-{other}"] > words[one + other]
    return not hyphenated or one.rsplit("-", 1)[-1] in _COMPOUND
