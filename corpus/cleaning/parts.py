"""What stands in a release without being its news: about the organisation, press contacts, legal statements.

Recognised by heading ("About Halvern", "Contact presse", "إخلاء مسؤولية") and by content (an address and a telephone
number, the formula of a safe-harbour statement). Kept in the text and recorded as runs of whole paragraphs.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence

from corpus.article import Part
from corpus.cleaning import partlines
from corpus.cleaning.partlines import ABOUT, CONTACT, LEGAL

ABOUT_PARAGRAPHS = 12
"""Paragraphs under an "About" heading that can belong to it; after so many the release is telling its news again."""

CLOSING_WORDS = 20
"""Words of a line that closes a release without being of its news."""


def find(blocks: Sequence[str]) -> tuple[Part, ...]:
    """Find the parts of a text, given by its paragraphs, which one blank line parts.

    Returns:
        Parts in order, not overlapping, each from the beginning of a paragraph to the end of one. A text that
        has nothing else has no parts: then that is its news.
    """
    kinds = kinds_of(blocks)
    if all(kind for kind, _ in kinds):
        return ()
    parts: list[Part] = []
    at = 0
    for block, (kind, opens) in zip(blocks, kinds, strict=True):
        end = at + len(block)
        if kind:
            last = parts[-1] if parts else None
            if last and last.kind == kind and last.end == at - 2 and not opens:
                parts[-1] = Part(kind, last.start, end)
            else:
                parts.append(Part(kind, at, end))
        at = end + 2
    return tuple(parts)


def kinds_of(blocks: Sequence[str]) -> list[tuple[str | None, bool]]:
    """Tell of each paragraph what part it belongs to, and whether it opens one."""
    kinds: list[tuple[str | None, bool]] = []
    current: str | None = None
    count = 0
    for at, block in enumerate(blocks):
        opened = _opens(blocks, at)
        if opened:
            kinds.append((opened, opened != CONTACT or current != CONTACT))
            current, count = opened if _continues(opened, block) else None, 0
            continue
        count += 1
        alone = partlines.alone(block)
        if current and alone and alone != current:
            current = None
        if current and _belongs(current, block, count):
            kinds.append((current, False))
            continue
        current = None
        kinds.append((alone, False))
    return _with_profiles(blocks, _mended(blocks, kinds))


def is_contact(block: str) -> bool:
    """Tell whether a block is a line of contact details, whatever stands around it."""
    return partlines.alone(block) == CONTACT or partlines.is_contact_heading(block)


def _opens(blocks: Sequence[str], at: int) -> str | None:
    """Tell which part a block opens: by a heading with something below it, or by a label with the rest behind it."""
    block = blocks[at]
    if at + 1 < len(blocks):
        if partlines.is_contact_heading(block) and _is_contact_below(blocks, at):
            return CONTACT
        if partlines.is_legal_heading(block):
            return LEGAL
        if partlines.is_about(block) and not partlines.is_item(blocks[at + 1]):
            return ABOUT
    return ABOUT if partlines.is_about_in_line(block) else None


def _is_contact_below(blocks: Sequence[str], at: int) -> bool:
    """Tell whether an address, a telephone number or a line of contact details stands right below a heading."""
    return any(partlines.has_details(block) for block in blocks[at + 1 : at + 5])


def _continues(kind: str, block: str) -> bool:
    """Tell whether the part goes on below the block that opens it."""
    return kind != ABOUT or partlines.is_about(block)


def _belongs(kind: str, block: str, count: int) -> bool:
    """Tell whether a block below a heading is of its part."""
    if kind == CONTACT:
        return partlines.has_details(block) or (
            len(block.split()) <= partlines.HEADING_WORDS and not partlines.ends_sentence(block) and count <= 24
        )
    if kind == ABOUT:
        short = len(block.split()) <= partlines.HEADING_WORDS and not partlines.ends(block)
        return (
            count <= ABOUT_PARAGRAPHS
            and not partlines.is_quoted(block)
            and (not short or partlines.is_item(block) or partlines.is_address(block))
        )
    return count <= 2 * ABOUT_PARAGRAPHS and not (
        partlines.is_heading(block) and not partlines.ends(block) and not partlines.is_item(block)
    )


def _mended(blocks: Sequence[str], kinds: list[tuple[str | None, bool]]) -> list[tuple[str | None, bool]]:
    """Join what a short line parts: a name between two lines of contact details is of the contact too."""
    for at in range(1, len(kinds) - 1):
        between = kinds[at][0] is None and kinds[at - 1][0] == kinds[at + 1][0] == CONTACT
        if (
            between
            and not kinds[at + 1][1]
            and len(blocks[at].split()) <= partlines.HEADING_WORDS
            and not partlines.ends(blocks[at])
        ):
            kinds[at] = (CONTACT, False)
    return _closed(blocks, kinds)


def _closed(blocks: Sequence[str], kinds: list[tuple[str | None, bool]]) -> list[tuple[str | None, bool]]:
    """Give the short lines at the end of a release to the part that they stand below: where to read on, and such."""
    last = max(
        (at for at, (kind, _) in enumerate(kinds) if kind is None and partlines.is_paragraph(blocks[at])),
        default=len(kinds),
    )
    current: str | None = None
    for at in range(last + 1, len(kinds)):
        current = kinds[at][0] or current
        short = len(blocks[at].split()) <= CLOSING_WORDS and not partlines.is_quoted(blocks[at])
        if kinds[at][0] is None and current and short:
            kinds[at] = (current, False)
    return kinds


def _with_profiles(blocks: Sequence[str], kinds: list[tuple[str | None, bool]]) -> list[tuple[str | None, bool]]:
    """Mark what says who an organisation is, without a heading, right above the other parts or the end."""
    for at in range(len(blocks) - 1, len(blocks) // 2, -1):
        if kinds[at][0] is None and not partlines.is_profile(blocks[at]):
            break
        if kinds[at][0] is None:
            kinds[at] = (ABOUT, True)
    return kinds


def news(blocks: Sequence[str], parts: Sequence[Part]) -> Iterator[str]:
    """Yield the paragraphs of a text that are in none of its parts."""
    left = deque(parts)
    at = 0
    for block in blocks:
        while left and left[0].end <= at:
            left.popleft()
        if not left or at < left[0].start:
            yield block
        at += len(block) + 2
