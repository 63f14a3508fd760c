"""What headings and lines of the parts of a release look like, in English, French, Spanish, Arabic, some German."""

from __future__ import annotations

import re

from corpus.cleaning import partmarks as marks
from corpus.fields.issuers import source_line

ABOUT, CONTACT, LEGAL = "about", "contact", "legal"

HEADING_WORDS = 12
"""A block with more words is no heading."""

LEGAL_HEADING_WORDS = 20
"""Headings of legal statements name laws."""

PROFILE_WORDS = 15
PROFILE_WITHIN = 350
"""Words of a paragraph that says who an organisation is, and code points within which it says so."""

LINE_LONGEST = 250
"""Code points of a heading; a line of contact details has twice as many at most."""

CONTACT_WORDS = 30
"""A line of contact details has no more words; longer ones are sentences."""


def ends(block: str) -> bool:
    """Tell whether a block ends in a mark: a sentence's, or the comma or colon of a line that goes on."""
    return marks.SENTENCE.search(block[-12:]) is not None


def ends_sentence(block: str) -> bool:
    """Tell whether a block ends as a sentence or a question does."""
    return marks.FULL_STOP.search(block[-12:]) is not None


def is_quoted(block: str) -> bool:
    """Tell whether a block begins with a quotation."""
    return marks.QUOTED.match(block) is not None


def is_item(block: str) -> bool:
    """Tell whether a block is an item of a list."""
    return marks.ITEM.match(block) is not None


def is_address(block: str) -> bool:
    """Tell whether a block is an address of the web and nothing else."""
    return marks.ADDRESS.match(block) is not None


def is_contact_heading(block: str) -> bool:
    """Tell whether a block is a heading such as `Media contact` or `للتواصل`."""
    return is_heading(block) and marks.CONTACT_HEADING.fullmatch(block) is not None


def is_legal_heading(block: str) -> bool:
    """Tell whether a block is a heading such as `Forward-Looking Statements` or `Avertissement`."""
    return is_heading(block, LEGAL_HEADING_WORDS) and marks.LEGAL_HEADING.fullmatch(block) is not None


def is_about(block: str) -> bool:
    """Tell whether a block is a heading such as `About Halvern` or `نبذة عن المعهد`."""
    return (
        is_heading(block)
        and marks.ABOUT_HEADING.fullmatch(block) is not None
        and not ends(block.rstrip(" :.?؟"))
        and marks.VERB.search(block) is None
    )


def is_heading(block: str, words: int = HEADING_WORDS) -> bool:
    """Tell whether a block is short enough for a heading."""
    return len(block) <= LINE_LONGEST and len(block.split()) <= words and not marks.ITEM.match(block)


def is_about_in_line(block: str) -> bool:
    """Tell whether a paragraph begins with its own heading: `About Halvern: The institute opened`."""
    match = re.match(
        r"(?i)\W*(?:about|à\s+propos\s+d(?:e\s+l[’']|e\s+la\s+|es?\s+|u\s+|[’'])|نبذة\s+عن)\s*(.{2,80}?)\s*(?::\s*|[–—]\s+)\S",
        block,
    )
    if (
        match
        and len(match[1].split()) <= 8
        and not re.fullmatch(rf"(?i){marks.NOT_AN_ORGANISATION}", match[1])
        and "." not in match[1][:-1]
    ):
        return match[1][:1].isupper() or not match[1].isascii() or match[1].lower().startswith(("the ", "our "))
    return (
        re.match(r"About\s+(?:the\s+)?(?P<name>[A-Z][^:]{1,70}?)\s?(?:The\s)?(?P=name)(?![a-z])", block) is not None
    )


def has_details(block: str) -> bool:
    """Tell whether a block is a line of contact details."""
    words = len(block.split()) if len(block) <= 2 * LINE_LONGEST else CONTACT_WORDS + 1
    if words > CONTACT_WORDS or marks.QUOTED.match(block) or marks.DIAL_IN.search(block):
        return False
    if marks.CONTACT_LINE.match(block):
        return True
    reachable = marks.EMAIL.search(block) or (
        (phone := marks.PHONE.search(block)) and not marks.YEARS_ONLY.match(phone.group())
    )
    if not reachable:
        return bool(marks.ADDRESS.match(block))
    return words <= 6 or not re.search(
        r"[a-zà-ÿ\u0621-\u064a]{2,}[.!?]\s+[A-ZÀ-Þ\u0621-\u064a]|\b(?:is|are|was|were|will|has|have|said|should|est"
        r"|sont|a été)\b",
        block,
    )


def alone(block: str) -> str | None:
    """Tell what part a block is that stands under no heading."""
    if source_line(block) or marks.LEGAL_LINE.match(block):
        return LEGAL
    if marks.ITEM.match(block):
        return None
    return (
        CONTACT
        if has_details(block)
        and (marks.CONTACT_LINE.match(block) or marks.EMAIL.search(block) or len(block.split()) <= 4)
        else None
    )


def is_paragraph(block: str) -> bool:
    """Tell whether a block is a full paragraph of prose."""
    return len(block.split()) > CONTACT_WORDS and ends_sentence(block)


def is_profile(block: str) -> bool:
    """Tell whether a paragraph says who an organisation is: `Halvern, founded in 1962, is a leading institute`."""
    head = block[:PROFILE_WITHIN]
    return (
        len(block.split()) >= PROFILE_WORDS
        and marks.PROFILE.match(head) is not None
        and marks.FOUNDED.search(head) is not None
    )
