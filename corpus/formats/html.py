"""Web pages: trafilatura finds the article, we read what the page states about itself."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import trafilatura
from lxml import html as lxml_html
from lxml.etree import ParserError

from corpus.article import Document
from corpus.errors import NoArticle
from corpus.formats.decoding import decode
from corpus.formats.page import Page, tidy

_CHARSET = re.compile(rb"(?i)(?:charset|<\?xml[^>]*\sencoding)\s*=\s*[\"']?\s*([a-z0-9_.:-]+)")
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_CELL_END = re.compile(r"(?<!\\)\|")
_TABLE_RULE = re.compile(r"\|(?:\s*:?-+:?\s*\|)+")

SENTENCE_WORDS = 12
"""A paragraph or list item of so many words, or with a sentence's end, is prose and not a line about the page."""

LEAST_WORDS = 20
"""A page whose article has fewer words has no article: menus and error pages stay below."""

LINES_BELOW = 4
"""Lines under a title in which the page may date the release."""

_LINE_BELOW = (
    "following::*[self::p or self::div or self::span or self::time or self::small or self::em]"
    "[not(descendant::p or descendant::div or ancestor::li or ancestor::nav)][position() <= 12]"
)

_META = {
    "published": (
        "article:published_time",
        "og:article:published_time",
        "datepublished",
        "dc.date.issued",
        "dcterms.issued",
        "dc.date",
        "dcterms.created",
        "dc.date.created",
        "pubdate",
        "publishdate",
        "publication_date",
        "publish_date",
        "date",
        "sailthru.date",
        "parsely-pub-date",
    ),
    "updated": (
        "article:modified_time",
        "og:updated_time",
        "datemodified",
        "dcterms.modified",
        "last-modified",
    ),
    "issuer": ("dc.publisher", "dcterms.publisher", "citation_publisher"),
}

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)


def read(document: Document) -> Page:
    """Read a web page.

    Raises:
        EmptyDocument, NotText: as `decode`.
        NoArticle: no run of text that reads like an article.
    """
    declared = _CHARSET.search(document.raw[:4096])
    source = decode(document.raw, document.path, declared.group(1).decode() if declared else None)
    tree = parse(source, document.path)
    under_title = _under_title(tree)
    # trafilatura's own date is not asked for: it falls back to guesses, and null is better than a guess.
    found: Any = trafilatura.bare_extraction(
        _unwrapped(tree),
        with_metadata=True,
        include_comments=False,
        include_tables=True,
        date_extraction_params={"extensive_search": False},
    )
    body = (found.text or "") if found else ""
    if len(body.split()) < LEAST_WORDS:
        raise NoArticle(document.path, "no article text in this page; is it a menu, a list or an error page?")
    title = _title(tree) or (found.title if found else None)
    page = Page.of(
        _after_title(list(_lines(body)), title),
        title=title,
        published=_stated(tree, "published") or _visible_date(tree),
        updated=_stated(tree, "updated"),
        issuer=_stated(tree, "issuer") or _issuer(tree),
        url=_canonical(tree),
        language=tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang"),
    )
    return replace(page, under_title=under_title)


def parse(source: str, name: str) -> lxml_html.HtmlElement:
    """Parse a page leniently.

    Raises:
        NoArticle: nothing that parses as HTML.
    """
    try:
        return lxml_html.document_fromstring(_NOT_XML.sub(" ", _XML_DECLARATION.sub("", source)))
    except (ParserError, ValueError) as error:
        raise NoArticle(name, f"the page cannot be parsed as HTML ({error})") from error


def _unwrapped(tree: lxml_html.HtmlElement) -> lxml_html.HtmlElement:
    """Copy a page with the tags off that trafilatura would take out of a sentence together with their words."""
    page = deepcopy(tree)
    for node in [node for node in page.iter("time") if _in_prose(node)]:
        node.drop_tag()
    for node in list(page.iter("q")):
        node.text = "“" + (node.text or "")
        node.tail = "”" + (node.tail or "")
        node.drop_tag()
    return page


def _in_prose(node: lxml_html.HtmlElement) -> bool:
    """Tell whether an inline element stands in a sentence, where a date is that of what the sentence tells."""
    block = next(node.iterancestors("p", "li", "dd", "blockquote"), None)
    words = tidy(block.text_content()) if block is not None else ""
    return len(words.split()) >= SENTENCE_WORDS or words.endswith((".", "!", "?", "؟", "…"))


def _lines(body: str) -> Iterator[str]:
    """Yield the extracted lines, table rows as `cell | cell` and without the rule under their heads."""
    for line in map(str.strip, body.split("\n")):
        if _TABLE_RULE.fullmatch(line):
            continue
        if line.startswith("| ") and line.endswith(" |"):
            line = " | ".join(cell.strip() for cell in _CELL_END.split(line.strip("| "))).replace(r"\|", "|")
        yield line


def _after_title(blocks: list[str], title: str | None) -> list[str]:
    """Drop the heading where the extraction repeats it above the body."""
    wanted = tidy(title or "").casefold()
    for at, block in enumerate(blocks[:3]):
        if wanted and tidy(block).casefold() == wanted:
            return blocks[:at] + blocks[at + 1 :]
    return blocks


def _title(tree: lxml_html.HtmlElement) -> str | None:
    """Take the page's one `<h1>`, or its social title; several `<h1>` decide nothing."""
    headings = [text for node in tree.iter("h1") if (text := tidy(node.text_content()))]
    social = tree.xpath("string(//meta[@property='og:title']/@content)")
    if len(headings) == 1:
        return headings[0]
    return tidy(str(social)) or None


def _stated(tree: lxml_html.HtmlElement, wanted: str) -> str | None:
    """Read a fact from JSON-LD or meta tags, in that order."""
    key = {"published": "datePublished", "updated": "dateModified"}.get(wanted)
    if key:
        for node in _json_ld(tree):
            if isinstance(value := node.get(key), str):
                return value
    values = {
        (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower(): meta.get("content")
        for meta in tree.iter("meta")
    }
    return next((value for name in _META[wanted] if (value := values.get(name))), None)


def _json_ld(tree: lxml_html.HtmlElement) -> Iterator[dict[str, Any]]:
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            data = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        for node in _listed(data):
            if isinstance(node, dict):
                yield node
                yield from (item for item in _listed(node.get("@graph")) if isinstance(item, dict))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _issuer(tree: lxml_html.HtmlElement) -> str | None:
    for node in _json_ld(tree):
        publisher = node.get("publisher")
        if isinstance(publisher, dict) and isinstance(publisher.get("name"), str):
            return str(publisher["name"])
    return None


def _under_title(tree: lxml_html.HtmlElement) -> tuple[str, ...]:
    """Collect the short lines that stand between the page's one `<h1>` and its first paragraph."""
    headings = list(tree.iter("h1"))
    if len(headings) != 1:
        return ()
    lines: list[str] = []
    for node in headings[0].xpath(_LINE_BELOW):
        line = tidy(node.text_content())
        if len(line.split()) >= LEAST_WORDS:
            break
        if line and not any(line in above for above in lines):
            lines.append(line)
        if len(lines) == LINES_BELOW:
            break
    return tuple(lines)


def _visible_date(tree: lxml_html.HtmlElement) -> str | None:
    """Read the date that the page marks up as one: `<time datetime>`, RDFa and microdata."""
    marked = tree.xpath(
        "//*[@itemprop='datePublished' or @property='dc:date' or @property='datePublished']"
        "/@*[name()='content' or name()='datetime']"
    )
    times = [
        node.get("datetime")
        for node in tree.xpath("//article//time[@datetime] | //main//time[@datetime] | //header//time[@datetime]")
        if not _in_prose(node)
    ]
    # Several different times are a list of releases or comments, not this release's date.
    days = {str(value)[:10] for value in times}
    if marked:
        return str(marked[0])
    return str(times[0]) if len(days) == 1 else None


def _canonical(tree: lxml_html.HtmlElement) -> str | None:
    for value in tree.xpath("//link[@rel='canonical']/@href | //meta[@property='og:url']/@content"):
        # Some sites name their home page as the canonical address of every page; that cites nothing.
        if (address := urlsplit(str(value))).scheme in {"http", "https"} and address.path.strip("/"):
            return str(value)
    return None
