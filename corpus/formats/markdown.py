"""Markdown: CommonMark and tables by markdown-it-py, rendered to plain blocks with the words untouched."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import unescape

from markdown_it import MarkdownIt
from markdown_it.token import Token

from corpus.article import Document
from corpus.formats.decoding import decode
from corpus.formats.page import Page
from corpus.tidying import tidy

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FRONT_LINE = re.compile(r"[A-Za-z_][\w-]*:(?:\s|$)|[\s#]|- |$")
_FRONT_FIELD = re.compile(r"^([A-Za-z_]+):[ \t]*(.+?)[ \t]*$", re.MULTILINE)
_FRONT_NAMES = {
    "title": "title",
    "date": "published",
    "published": "published",
    "updated": "updated",
    "url": "url",
    "link": "url",
    "canonical": "url",
    "issuer": "issuer",
    "organisation": "issuer",
    "organization": "issuer",
    "lang": "language",
    "language": "language",
}
_SOURCE_LABEL = re.compile(r"(?i)\b(?:original|source)\b.*\b(?:press )?release\b")
_TAG = re.compile(r"(?is)<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\s*>|\Z)|</?[a-z][^>]*>")

_GAP = re.compile(r"[ \u00a0]{2,}(?=\S)")
_WIDE_END = re.compile(r"[.!?:؟”\"»)][ \u00a0]{2,}(?=\S)")
_NARROW_END = re.compile(r"[.!?؟][”\"»)]?[ \u00a0](?=[^\W\d_a-zà-öø-þ]|[\"“«])")

RUN_TOGETHER = 800
"""Code points; a shorter paragraph is one, whatever its gaps."""

LINKS_ONLY = 0.6
"""What follows the last rule is furniture when at least this share of its letters stands in links."""


def _parser() -> MarkdownIt:
    # Indented code and underlined headings are off: releases indent paragraphs and rule them off by hand.
    return MarkdownIt("commonmark").enable("table").disable(["code", "lheading"])


_PARSER = _parser()


def read(document: Document) -> Page:
    """Read Markdown. What stands after the last rule and is nothing but links is left out.

    Raises:
        EmptyDocument, NotText: as `decode`.
    """
    text = decode(document.raw, document.path, document.fields.get("charset"))
    front: dict[str, str] = {}
    if (match := _FRONT_MATTER.match(text)) and _is_yaml(match.group(1)):
        front = _front_matter(match.group(1))
        text = text[match.end() :]
    tokens = _PARSER.parse(text)
    body, tail = _split_at_last_rule(tokens)
    if not _mostly_links(tail):
        body, tail = tokens, []
    title, body = _take_title(body)
    return Page.of(
        _blocks(body),
        title=front.pop("title", None) or title,
        **{"url": _source_link(tail), **front},
    )


def _is_yaml(block: str) -> bool:
    """Tell a YAML head, which opens with a name, from a release between two rules."""
    lines = block.split("\n")
    return lines[0][:1].isalpha() and all(map(_FRONT_LINE.match, lines))


def _front_matter(block: str) -> dict[str, str]:
    """Read the plain `name: value` lines of a YAML head; anything richer is none of ours."""
    fields = {}
    for name, value in _FRONT_FIELD.findall(block):
        if (known := _FRONT_NAMES.get(name.lower())) and value[0] not in "|>[{&*!":
            fields[known] = value.strip("\"'")
    return fields


def _split_at_last_rule(tokens: Sequence[Token]) -> tuple[Sequence[Token], Sequence[Token]]:
    rules = [at for at, token in enumerate(tokens) if token.type == "hr" and token.level == 0]
    return (tokens[: rules[-1]], tokens[rules[-1] + 1 :]) if rules else (tokens, [])


def _mostly_links(tokens: Iterable[Token]) -> bool:
    """Tell whether nearly all words of these tokens are link labels."""
    linked = free = 0
    for token in tokens:
        depth = 0
        for child in token.children or ():
            depth += (child.type == "link_open") - (child.type == "link_close")
            if child.type == "image" or depth:
                linked += len(child.content)
            else:
                free += sum(map(str.isalnum, child.content))
    return linked > 0 and linked >= LINKS_ONLY * (linked + free)


def _source_link(tokens: Iterable[Token]) -> str | None:
    """Find the address behind a label such as "Original Press Release"."""
    for token in tokens:
        href = label = ""
        for child in token.children or ():
            if child.type == "link_open":
                href, label = str(child.attrGet("href") or ""), ""
            elif child.type == "link_close" and _SOURCE_LABEL.search(label):
                return href
            else:
                label += child.content or " "
    return None


def _take_title(tokens: Sequence[Token]) -> tuple[str | None, Sequence[Token]]:
    """Take the first heading off, if nothing but headings and rules stands before it."""
    while tokens and tokens[0].type == "hr":
        tokens = tokens[1:]
    if len(tokens) > 2 and tokens[0].type == "heading_open" and tokens[0].tag in {"h1", "h2"}:
        return inline_text(tokens[1]), tokens[3:]
    return None, tokens


def _blocks(tokens: Sequence[Token]) -> Iterator[str]:
    """Render block tokens: a paragraph, a heading, a list item or a table row is one block."""
    marker = ""
    row: list[str] | None = None
    for token in tokens:
        if token.type == "list_item_open":
            marker = f"{token.info}{token.markup} " if token.info else f"{token.markup} "
        elif token.type == "list_item_close":
            marker = ""
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            yield " | ".join(row)
            row = None
        elif token.type == "inline":
            text = inline_text(token)
            if row is not None:
                row.append(tidy(text))
            else:
                yield from parted(marker + text)
                marker = ""
        elif token.type in {"fence", "code_block"}:
            yield token.content
        elif token.type == "html_block":
            yield unescape(_TAG.sub(" ", token.content))


def parted(paragraph: str) -> list[str]:
    """Part a long paragraph at its wide gaps, where a wire took the line ends for spaces.

    A writer who puts two spaces after every sentence parts none: there hardly a sentence ends with a single one.
    """
    if len(paragraph) < RUN_TOGETHER:
        return [paragraph]
    wide, narrow = len(_WIDE_END.findall(paragraph)), len(_NARROW_END.findall(paragraph))
    return _GAP.split(paragraph) if wide >= 3 and narrow >= max(3, wide / 6) else [paragraph]


def inline_text(token: Token) -> str:
    """Give the visible words of an inline token: link labels yes, images and tags no."""
    parts = []
    for child in token.children or ():
        if child.type in {"text", "code_inline"}:
            parts.append(child.content)
        elif child.type in {"softbreak", "hardbreak"}:
            parts.append(" ")
    return "".join(parts)
