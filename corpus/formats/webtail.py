"""What closes a web page below its release: fields such as the topic, links, lists of other releases."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.cleaning import furniture, labels, parts
from corpus.fields import daylines
from corpus.formats.webtext import SENTENCE_WORDS, Block, names_of
from corpus.formats.webtree import HEADINGS

TEASER_WORDS = 45
"""Words of the line that tells about a link in a list of releases."""

LINES_BELOW = 12
"""Blocks under the title among which the page's own line under it can be."""

LINKED = 0.8
"""A block with this share of its words in links is a link."""

_FIELD = re.compile(
    r"(?i)\W*(?:(?:press |news |media )?(?:release |reference |document )?(?:number|no\.?|ref(?:erence)?\.?|id|code"
    r"|type|date)|topics?|components?|categor(?:y|ies)|tags?"
    r"|keywords?|sectors?|industr(?:y|ies)|regions?|countr(?:y|ies)|languages?|themes?|subjects?|attachments?"
    r"|downloads?|files?|documents?|related \w+|last updated|updated"
    r"|published|thèmes?|thématiques?|mots-clés|rubriques?|pièces? jointes?|documents? joints?|numéro|référence"
    r"|الموضوع|المواضيع|التصنيف|الوسوم|المرفقات|رقم البيان)"
    r"(?:\(s\))?\s*[:：]\s*"
)
_LABEL_CLASS = re.compile(r"(?i)(?:^|[-_ ])label(?:$|[-_ ])")


def without_tail(chosen: Sequence[Block]) -> list[Block]:
    """Leave out what closes a page: links with their headings, and fields such as `Topic: Fraud`.

    So too lists of links under a list's heading anywhere.
    """
    kept = _without_fields(chosen)
    end = len(kept)
    while end > 0 and (
        kept[end - 1].is_link or furniture.is_label(kept[end - 1].text) or _is_of_links(kept, end - 1)
    ):
        end -= 1
    return list(_without_lists(kept[:end]))


def _without_fields(chosen: Sequence[Block]) -> list[Block]:
    """Leave out fields below the text: a label with short values under it, no details of a contact among them."""
    last = max((at for at, block in enumerate(chosen) if block.is_prose), default=len(chosen))
    kept = list(chosen[: last + 1])
    at = last + 1
    while at < len(chosen):
        end = at + 1
        if _is_label(chosen[at]):
            while end < len(chosen) and _is_value(chosen[end]):
                end += 1
            if any(parts.is_contact(block.text) for block in chosen[at:end]):
                kept.extend(chosen[at:end])
        elif not _FIELD.match(chosen[at].text) or parts.is_contact(chosen[at].text):
            kept.append(chosen[at])
        at = end
    return kept


def _is_label(block: Block) -> bool:
    if block.kind in HEADINGS and not _FIELD.match(block.text):
        return False
    marked = block.kind == "dt" or _LABEL_CLASS.search(names_of(block.node)) is not None
    return block.words <= 5 and (
        _FIELD.fullmatch(block.text) is not None or (marked and block.text.endswith((":", "：")))
    )


def _is_value(block: Block) -> bool:
    return (
        not _is_label(block)
        and block.kind not in HEADINGS
        and block.words <= SENTENCE_WORDS
        and not block.ends_sentence
    )


def _is_of_links(chosen: Sequence[Block], at: int) -> bool:
    """Tell whether a block among the closing links is of them: a heading, a date or a teaser beside a link."""
    block = chosen[at]
    above = at > 0 and chosen[at - 1].is_link and chosen[at - 1].kind in HEADINGS
    if above and block.words <= TEASER_WORDS:
        return True
    if not above and not (at + 1 < len(chosen) and chosen[at + 1].is_link):
        return False
    short = block.kind in HEADINGS or block.words <= 4 or daylines.date_line(block.text) is not None
    return short and not block.ends_sentence and not block.is_address


def _without_lists(chosen: Sequence[Block]) -> Iterator[Block]:
    at = 0
    while at < len(chosen):
        if labels.LIST_HEADING.fullmatch(chosen[at].text.strip(" :")):
            end = at + 1
            while end < len(chosen) and (chosen[end].is_link or _is_teaser(chosen, end, at)):
                end += 1
            if any(block.is_link for block in chosen[at + 1 : end]):
                at = end
                continue
        yield chosen[at]
        at += 1


def _is_teaser(chosen: Sequence[Block], at: int, heading: int) -> bool:
    """Tell whether a block in a list of links is a line about the link above it, or a date."""
    block = chosen[at]
    if block.kind in HEADINGS or at == heading + 1 or not chosen[at - 1].is_link:
        return False
    of_card = chosen[at - 1].kind in HEADINGS or (at + 1 < len(chosen) and chosen[at + 1].is_link)
    return (of_card and block.words <= TEASER_WORDS) or daylines.date_line(block.text) is not None
