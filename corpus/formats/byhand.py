"""Lines that an author broke by hand inside a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator

LINE_LENGTH = 80
"""Letters; lines that are all shorter, as in an address, are blocks of their own."""

_EMPTY_LINES = re.compile(r"\n\s*\n")
_ENDS = re.compile(r"[.!?…؟:;»”\"]\Z")


def parted(text: str, heading: bool = False) -> Iterator[str]:
    """Part a paragraph where its author broke the line, unless a sentence or a heading runs on there.

    Args:
        text: with a line end wherever a line was broken; an empty line always parts.
        heading: whether the paragraph is one, whose lines belong together.
    """
    for piece in _EMPTY_LINES.split(text):
        lines = [line for line in map(str.strip, piece.split("\n")) if line]
        if heading or not lines:
            yield " ".join(lines)
            continue
        short = max(map(len, lines)) < LINE_LENGTH
        joined = [lines[0]]
        for line in lines[1:]:
            if short or _ENDS.search(joined[-1]):
                joined.append(line)
            else:
                joined[-1] += " " + line
        yield from joined
