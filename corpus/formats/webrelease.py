"""The release among the blocks of a web page: below its title, inside its article, without lines about the page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement as Element

from corpus.cleaning import furniture, labels
from corpus.fields import datelines, daylines, embargo
from corpus.formats.webtail import without_tail
from corpus.formats.webtext import SENTENCE_WORDS, Block, names_of, without_mark
from corpus.formats.webtree import HEADINGS

LINES_ABOVE = 6
"""Blocks above the title in which a page can date the release or say that it is under embargo."""

TEASER_WORDS = 45
"""Words of the line that tells about a link in a list of releases."""

LINES_BELOW = 12
"""Blocks under the title among which the page's own line under it can be."""

LINKED = 0.8
"""A block with this share of its words in links is a link."""

LINES_BELOW = 12
"""Blocks under the title among which the page's own line under it can be."""

LINKED = 0.8
"""A block with this share of its words in links is a link."""

_SUBTITLE = re.compile(
    r"(?i)(?:^|[-_ ])(?:sub[-_]?(?:title|head(?:line|ing)?|hed)|dek|deck|standfirst|chapo|chapeau|lede?|lead"
    r"|lead[-_]paragraph|intro(?:duction)?|summary|excerpt|abstract"
    r"|tagline|kicker[-_]sub|soustitre|sous[-_]titre|entradilla|bajada)(?:$|[-_ ])"
)
_BYLINE = re.compile(
    r"(?i)^\W*(?:by|par|por|author|from|posted by|published by|written by|news provided by|بقلم|كتب)\b.{0,60}$"
)
_CREDIT = re.compile(
    r"(?i)\b(?:photo|image|picture|credit|crédit|copyright|courtesy|getty|reuters|afp|shutterstock|تصوير|عدسة)\b|©"
    r"|^\W*\(c\)"
)
_PICTURE = re.compile(r"(?i)(?:^|[-_ ])(?:image|figure|photo|picture)(?:$|[-_ ])")
_CAPTION = re.compile(
    r"(?i)(?:^|[-_ ])(?:caption|legende|legend|(?:image|img|photo|picture|figure|media|foto)[-_]*(?:title|caption"
    r"|text|desc\w*|credit))"
    r"(?:$|[-_ ])"
)


@dataclass(frozen=True, slots=True)
class Release:
    """The blocks of a page that are the release, and the short lines beside its title.

    Attributes:
        text: blocks below the title, furniture that only the page's structure shows left out.
        beside: lines directly above and under the title: dates, places, the kind of page.
        subtitle: the line under the title that the page marks as one.
        times: `datetime` and class of the times marked up beside the title.
    """

    text: tuple[Block, ...]
    beside: tuple[str, ...]
    subtitle: str | None
    times: tuple[tuple[str, str], ...]


def release(shown: Sequence[Block], title: Element | None, inside: Sequence[int]) -> Release:
    """Choose the blocks of the release among all that a page shows.

    Args:
        shown: the page's blocks.
        title: the title's heading, when the page has one.
        inside: which of them are in the element that holds the article.
    """
    heading = next((at for at, block in enumerate(shown) if title is not None and _is_in(block.node, title)), None)
    if not inside:
        return Release((), (), None, ())
    start, end = inside[0], inside[-1] + 1
    above: Sequence[Block] = ()
    if heading is not None and heading < end:
        below = heading + 1
        while below < end and title is not None and _is_in(shown[below].node, title):
            below += 1
        if below <= start or heading >= start:
            above, start = shown[max(heading - LINES_ABOVE, 0) : heading], below
    chosen = list(shown[start:end])
    first = next((at for at, block in enumerate(chosen) if _opens_text(block)), len(chosen))
    lines, text = chosen[:first], chosen[first:]
    kept = [block for block in lines if _is_text_line(block) and not _is_credit(block)]
    return Release(
        tuple(without_tail([*kept, *(block for block in text if not _is_credit(block))])),
        tuple(without_mark(block.text) for block in (*above, *lines) if block.words < 2 * SENTENCE_WORDS),
        next(
            (
                block.text
                for block in chosen[: min(first + 1, LINES_BELOW)]
                if _is_subtitle(block, chosen[:LINES_BELOW])
            ),
            None,
        ),
        tuple(
            time
            for block in (*above, *lines, *text[:1])
            if block.words < SENTENCE_WORDS and not block.ends_sentence
            for time in block.times
        ),
    )


def inside(shown: Sequence[Block], article: Element) -> list[int]:
    """Find the blocks of a page that are in its article, by their places among all."""
    known: dict[Element, bool] = {article: True}

    def holds(node: Element) -> bool:
        path = []
        at: Element | None = node
        while at is not None and at not in known:
            path.append(at)
            at = at.getparent()
        found = at is not None and known[at]
        known.update(dict.fromkeys(path, found))
        return found

    return [at for at, block in enumerate(shown) if holds(block.node)]


def _is_in(node: Element, above: Element) -> bool:
    return node is above or any(each is above for each in node.iterancestors())


def _opens_text(block: Block) -> bool:
    """Tell whether a block under the title is where its text begins, and not a line about the page."""
    if block.kind in HEADINGS or _SUBTITLE.search(names_of(block.node)):
        return False
    line = datelines.dateline(block.text)
    return (
        block.is_prose
        or (line is not None and block.words > SENTENCE_WORDS)
        or (block.kind == "li" and block.words >= 4 and _is_text_line(block))
    )


def _is_text_line(block: Block) -> bool:
    """Tell whether a short line between title and text is of the release: a subtitle, a contact, a place and date."""
    if block.is_link or block.kind in {"dt", "dd"} or _BYLINE.match(block.text):
        return False
    if (
        daylines.date_line(block.text)
        or daylines.update_line(block.text)
        or labels.HEAD.fullmatch(block.text.strip(" :"))
    ):
        return False
    if block.kind not in HEADINGS and daylines.byline(block.text) and datelines.dateline(block.text) is None:
        return False
    return (
        block.kind in HEADINGS
        or block.words > 3
        or block.ends_sentence
        or embargo.notice(block.text) is not None
        or datelines.dateline(block.text) is not None
    )


def _is_subtitle(block: Block, chosen: Sequence[Block]) -> bool:
    """Tell whether the page marks a block as the line under its title: by class, or by a heading right below it."""
    if (
        block.is_link
        or not 3 <= block.words <= 60
        or furniture.is_label(block.text)
        or furniture.is_head_label(block.text)
    ):
        return False
    if daylines.date_line(block.text) or embargo.notice(block.text) or datelines.dateline(block.text):
        return False
    if _SUBTITLE.search(names_of(block.node)):
        return True
    headings = [each for each in chosen if each.kind in HEADINGS]
    right_below = block.kind in HEADINGS and headings[0] is block and chosen.index(block) <= 2
    return right_below and not block.text.endswith(":") and (block.words > 3)


def _is_credit(block: Block) -> bool:
    """Tell whether a block is a caption that is no sentence: a name, a credit."""
    marked = block.kind in {"figcaption", "caption"} or _CAPTION.search(names_of(block.node))
    if not marked and not _PICTURE.search(block.node.get("class", "")):
        return False
    return not block.ends_sentence or (_CREDIT.search(block.text) is not None and block.words <= 2 * SENTENCE_WORDS)
