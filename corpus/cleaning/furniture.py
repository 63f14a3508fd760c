"""What stands on a page without being the release: notices, forms, menus, share links, lists of other releases."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.cleaning.labels import END_MARK, HEAD, LINE, LIST_HEADING, MENU
from corpus.fields import daylines

LIST_ITEM_WORDS = 25
"""What follows a heading such as "Latest articles" is a list when each of its blocks is this short."""

TEASER_WORDS = 70
"""An item of such a list can have more words when it breaks off in dots."""

PROSE_WORDS = 8
PROSE_LEAST = 2
"""A release of short paragraphs, as Arabic ones are, is told from a list by so many sentences of so many words."""

LIST_LONGEST = 60
"""Items of such a list above what is said about the issuer."""

MENU_WORDS = 3
MENU_LEAST = 4
"""A run of at least so many lines of so few words each, of which two are known from menus, is a menu."""

LABEL_LONGEST = 700
"""Code points; a longer block has more to say than a label or a notice."""

HEAD_BLOCKS = 4
"""The kind of page ("Press release") is named in one of so many first blocks."""

_BREADCRUMB = re.compile(
    r"(?i)(?:home|accueil|inicio|start|الرئيسية|(?:الصفحة )?الرئيسية|you are here:?.{0,30})(?:\s*(?:>|»|›|→|/|\||\\"
    r"|::|·|←|‹|«)\s*[^>»›→|]{1,120}){1,8}\W*"
)
_SEPARATED = re.compile(r"\s*[|·•/>]\s*|\s{2,}")
_TEASER_END = re.compile(r"(?:\.\.\.|…|\[…\]|\[\.\.\.\]|»)\s*$")
_SENTENCE_END = re.compile(r"[.!?؟](?:[\"”’»)\]]|\s»)*$")
_PART_HEADING = re.compile(
    r"(?i)\W*(?:about|à propos|نبذة|contacts?|media contacts?|press contacts?|للتواصل|notes? to editors)\b"
)


def strip(blocks: Sequence[str]) -> tuple[str, ...]:
    """Leave out the blocks that are furniture.

    A block goes only when the whole of it is a known notice or label, or the day of an update, or when it stands
    in a menu or in a list of other releases. Words inside the release are never touched.
    """
    kept = [block for block in _without_menus(blocks) if not is_label(block) and not daylines.update_line(block)]
    if len(kept) > 1 and _heads_list(kept[0]):  # the name of the page's section
        kept = kept[1:]
    kept = kept[: _tail(kept)]
    return tuple(_without_head_labels(_without_lists(kept)))


def is_label(block: str) -> bool:
    """Tell whether the whole of a block is a notice, a label or a row of links known from press rooms."""
    if len(block) > LABEL_LONGEST:
        return False
    bare = block.strip(" :|•·-–—*")
    if not any(map(str.isalnum, bare)) or END_MARK.fullmatch(block):
        return True
    if LINE.fullmatch(block):
        return True
    return LINE.fullmatch(bare) is not None or _BREADCRUMB.fullmatch(bare) is not None or _is_menu_line(bare)


def is_head_label(block: str) -> bool:
    """Tell whether a block names the kind of page: furniture above a text, a heading below it."""
    return len(block) <= LABEL_LONGEST and HEAD.fullmatch(block.strip(" :")) is not None


def _is_menu_line(block: str) -> bool:
    """Tell whether a line is a menu: `Home | About us | News | Contact`."""
    entries = [entry for entry in _SEPARATED.split(block) if entry]
    return (
        len(entries) >= MENU_LEAST - 1
        and all(len(entry.split()) <= MENU_WORDS for entry in entries)
        and sum(MENU.fullmatch(entry) is not None for entry in entries) >= 2
    )


def _without_menus(blocks: Sequence[str]) -> list[str]:
    """Leave out runs of short lines that are menus."""
    kept: list[str] = []
    run: list[str] = []
    for block in [*blocks, ""]:
        if block and len(block.split()) <= MENU_WORDS and not _SENTENCE_END.search(block[-12:]):
            run.append(block)
            continue
        if not _is_menu(run):
            kept.extend(run)
        run = []
        if block:
            kept.append(block)
    return kept


def _is_menu(run: Sequence[str]) -> bool:
    known = sum(MENU.fullmatch(block.strip(" -*•·:")) is not None for block in run)
    return len(run) >= MENU_LEAST and known >= 2 and 4 * known >= len(run)


def _without_head_labels(blocks: Sequence[str]) -> list[str]:
    """Leave out "Press release" and its like above the text."""
    return [
        block for at, block in enumerate(blocks) if at >= HEAD_BLOCKS or len(blocks) == 1 or not is_head_label(block)
    ]


def _without_lists(blocks: Sequence[str]) -> list[str]:
    """Leave out the lists of other releases that stand between the news and what is said about its issuer."""
    kept: list[str] = []
    at = 0
    while at < len(blocks):
        if at > 0 and _heads_list(blocks[at]):
            end = at + 1
            while (
                end < min(len(blocks), at + LIST_LONGEST)
                and _is_item(blocks[end])
                and not _SENTENCE_END.search(blocks[end][-12:])
                and not _is_part(blocks[end])
            ):
                end += 1
            if end > at + 1 and end < len(blocks) and _is_part(blocks[end]):
                at = end
                continue
        kept.append(blocks[at])
        at += 1
    return kept


def _tail(blocks: Sequence[str]) -> int:
    """Find where the closing lists of other releases begin; the number of blocks if there are none.

    They close a release: something longer than their items stands before them, or sentences do and none in them.
    """
    end = len(blocks)
    for at in range(len(blocks) - 1, -1, -1):
        if not _is_item(blocks[at]) or _is_part(blocks[at]):
            return end
        if _heads_list(blocks[at]):
            end = at
    return _tail_of_short(blocks)


def _tail_of_short(blocks: Sequence[str]) -> int:
    """Find where the closing lists begin in a release none of whose paragraphs is longer than an item."""
    end = len(blocks)
    for at in range(len(blocks) - 1, -1, -1):
        if _SENTENCE_END.search(blocks[at][-12:]):
            break
        if _heads_list(blocks[at]):
            end = at
    prose = sum(
        len(block.split()) >= PROSE_WORDS and _SENTENCE_END.search(block[-12:]) is not None for block in blocks[:end]
    )
    return end if prose >= PROSE_LEAST else len(blocks)


def _is_item(block: str) -> bool:
    words = len(block.split())
    return words <= LIST_ITEM_WORDS or (words <= TEASER_WORDS and _TEASER_END.search(block) is not None)


def _is_part(block: str) -> bool:
    return _PART_HEADING.match(block) is not None


def _heads_list(block: str) -> bool:
    return len(block) <= LABEL_LONGEST and LIST_HEADING.fullmatch(block.strip(" :")) is not None
