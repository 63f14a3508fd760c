"""The title of a laid-out document: the stated one where its head shows the same, else what is largest there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

TITLE_WORDS = range(3, 41)
TITLE_LONGEST = 400
"""Letters of a title, at most."""

HEAD_BLOCKS = 15
PROSE_WORDS = 40
"""The head of a document: at most so many blocks, and no further than its first block of so many words."""

LINES_BELOW = 4
LINE_WORDS = 20
"""Under a title stand at most so many lines of fewer words each; after them the text begins."""

LARGER = 1.1
"""A title is this much larger than the text, where size tells it at all."""

SAME_WORDS = 0.8
"""Share of the words of a stated title that its block must have: the rest is `Press release:` and the like."""

_LABEL = re.compile(
    r"(?i)\b(?:(?:for )?immediate release|(?:press|news|media)\s+(?:release|statement|advisory|note|information)"
    r"|communiqué(?: de presse)?|dossier de presse|note aux (?:médias|rédactions)|pour diffusion immédiate"
    r"|(?:بيان|خبر|بلاغ|تصريح|إعلام) صحفي|بيان|بلاغ|للنشر الفوري)\b"
)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Shown:
    """A block as the document shows it. `size` is that of its font in any unit, 0 where unknown."""

    text: str
    size: float = 0.0
    bold: bool = False


def title_at(blocks: Sequence[Shown], stated: str | None = None) -> int | None:
    """Find the block that is the title.

    Word processors fill the stated title with file names, templates' names and first lines of other documents,
    so it counts only where the head of the document shows it.

    Args:
        blocks: the document in reading order.
        stated: the title among the document's properties.
    """
    head = list(
        takewhile(lambda at: len(blocks[at].text.split()) < PROSE_WORDS, range(min(len(blocks), HEAD_BLOCKS)))
    )
    for at in head:
        if stated and _same(stated, blocks[at].text):
            return at
    fit = [at for at in head if fits(blocks[at].text)]
    usual = _usual_size(blocks)
    largest = max((blocks[at].size for at in fit), default=0.0)
    if largest > LARGER * max(usual, 0.0):
        return next(at for at in fit if blocks[at].size > 0.95 * largest)
    if 2 * sum(len(block.text) for block in blocks if block.bold) < sum(len(block.text) for block in blocks):
        return next((at for at in fit if blocks[at].bold and not blocks[at].text.endswith((".", ":"))), None)
    return None


def head(blocks: Sequence[Shown]) -> list[int]:
    """Give the places of the blocks that stand above the text."""
    first = range(min(len(blocks), HEAD_BLOCKS))
    return list(takewhile(lambda at: len(blocks[at].text.split()) < PROSE_WORDS, first))


def below(texts: Sequence[str], title: int) -> tuple[str, ...]:
    """Give the short lines that stand directly under the title: its date, its subtitle."""
    lines = texts[title + 1 : title + 1 + LINES_BELOW]
    return tuple(takewhile(lambda line: len(line.split()) < LINE_WORDS, lines))


def fits(text: str) -> bool:
    """Tell whether words may be a title: some, not too many, and more than a label or a date."""
    if len(text) > TITLE_LONGEST or "@" in text or "://" in text:
        return False
    rest = _LABEL.sub("", text)
    return len(text.split()) in TITLE_WORDS and sum(not word.isdecimal() for word in _WORD.findall(rest)) >= 3


def _same(stated: str, shown: str) -> bool:
    wanted, there = (_WORD.findall(text.casefold()) for text in (stated, shown))
    if len(there) not in TITLE_WORDS or not wanted:
        return False
    both = len(set(wanted) & set(there))
    return both >= SAME_WORDS * len(set(wanted)) and both >= SAME_WORDS * len(set(there))


def _usual_size(blocks: Sequence[Shown]) -> float:
    """Size of the middle character."""
    sizes = sorted((block.size, len(block.text)) for block in blocks)
    half = sum(length for _, length in sizes) / 2
    for size, length in sizes:
        half -= length
        if half <= 0:
            return size
    return 0.0
