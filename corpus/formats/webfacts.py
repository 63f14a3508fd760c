"""What a web page states about itself: JSON-LD, meta tags, RDFa and microdata, the canonical address."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from lxml import html as lxml_html

from corpus.fields import issuers
from corpus.tidying import tidy

JSON_LONGEST = 1_000_000
"""Code points of a JSON-LD script; a longer one describes no release."""

NODES_MOST = 2_000
"""Nodes of JSON-LD that are looked at."""

_PUBLISHED = (
    "article:published_time",
    "article:published",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date.published",
    "dcterms.available",
    "dc.date",
    "dcterms.date",
    "dcterms.created",
    "dc.date.created",
    "pubdate",
    "publishdate",
    "publisheddate",
    "publication_date",
    "publication-date",
    "publish_date",
    "publish-date",
    "displaydate",
    "release_date",
    "releasedate",
    "citation_publication_date",
    "citation_date",
    "date",
    "sailthru.date",
    "parsely-pub-date",
)
_UPDATED = (
    "article:modified_time",
    "article:modified",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "dc.date.modified",
    "last-modified",
    "lastmod",
)
_PUBLISHERS = ("dc.publisher", "dcterms.publisher", "citation_publisher", "og:site_name", "application-name")
_TITLES = ("og:title", "twitter:title", "dc.title", "dcterms.title", "citation_title", "title")
_ARTICLES = (
    "newsarticle",
    "pressrelease",
    "article",
    "report",
    "blogposting",
    "reportagenewsarticle",
    "socialmediaposting",
)
_ORGANISATIONS = (
    "organization",
    "corporation",
    "ngo",
    "governmentorganization",
    "newsmediaorganization",
    "educationalorganization",
)


@dataclass(frozen=True, slots=True)
class Stated:
    """What a page says of itself, each null or empty where it does not.

    Attributes:
        titles: how other sites are to call it, the most specific first.
        heading: the content of `<title>`, which often names the site too.
        body: the text of the article as JSON-LD gives it.
    """

    titles: tuple[str, ...] = ()
    heading: str | None = None
    site: str | None = None
    published: str | None = None
    updated: str | None = None
    issuer: str | None = None
    language: str | None = None
    url: str | None = None
    body: str | None = field(default=None, repr=False)


def read(tree: lxml_html.HtmlElement) -> Stated:
    """Read what a page states, from a tree that nothing was taken out of."""
    metas = _metas(tree)
    nodes = sorted(_json_ld(tree), key=lambda node: 0 if _is_a(node, _ARTICLES) else 1)
    headlines = [value for node in nodes if _is_a(node, _ARTICLES) and isinstance(value := node.get("headline"), str)]
    title = tree.find(".//title")
    return Stated(
        titles=tuple(
            dict.fromkeys(
                clean
                for each in (*(metas.get(name) for name in _TITLES), *headlines)
                if each and (clean := tidy(each))
            )
        ),
        heading=tidy(title.text_content()) or None if title is not None else None,
        site=tidy(metas.get("og:site_name") or "") or None,
        published=_of_nodes(nodes, "datePublished") or _of_metas(metas, _PUBLISHED),
        updated=_of_nodes(nodes, "dateModified") or _of_metas(metas, _UPDATED),
        issuer=issuers.stated(*_issuers(nodes, metas)),
        language=_language(tree, metas),
        url=_canonical(tree),
        body=_of_nodes([node for node in nodes if _is_a(node, _ARTICLES)], "articleBody"),
    )


def _metas(tree: lxml_html.HtmlElement) -> Mapping[str, str]:
    """Collect meta tags by name, the last of several."""
    found = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        if name and (content := meta.get("content")):
            found[name] = content
    return found


def _of_metas(metas: Mapping[str, str], names: tuple[str, ...]) -> str | None:
    return next((value for name in names if (value := metas.get(name))), None)


def _of_nodes(nodes: list[dict[str, Any]], key: str) -> str | None:
    return next((value for node in nodes if isinstance(value := node.get(key), str) and value.strip()), None)


def _is_a(node: Mapping[str, Any], kinds: tuple[str, ...]) -> bool:
    return any(isinstance(kind, str) and kind.lower() in kinds for kind in _listed(node.get("@type")))


def _json_ld(tree: lxml_html.HtmlElement) -> Iterator[dict[str, Any]]:
    """Yield the nodes of all JSON-LD on a page, and those inside a graph or a main entity."""
    left = NODES_MOST
    for script in tree.xpath("//script[@type='application/ld+json']"):
        text = script.text or ""
        if len(text) > JSON_LONGEST:
            continue
        try:
            data = json.loads(text.strip().removeprefix("<!--").removesuffix("-->"), strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _listed(data):
            for inner in (node, *_inside(node)):
                if isinstance(inner, dict) and left > 0:
                    left -= 1
                    yield inner


def _inside(node: object) -> list[Any]:
    if not isinstance(node, dict):
        return []
    return [*_listed(node.get("@graph")), *_listed(node.get("mainEntity")), *_listed(node.get("mainEntityOfPage"))]


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _issuers(nodes: list[dict[str, Any]], metas: Mapping[str, str]) -> Iterator[str | None]:
    """Yield the organisations that a page names as its author or publisher, the nearest to the release first."""
    for key in ("author", "sourceOrganization", "creator", "publisher"):
        for node in nodes:
            for named in _listed(node.get(key)):
                if (
                    isinstance(named, dict)
                    and isinstance(name := named.get("name"), str)
                    and (key == "publisher" or _is_a(named, _ORGANISATIONS))
                ):
                    yield tidy(name)
    for name in _PUBLISHERS:
        yield tidy(metas.get(name) or "") or None


def _language(tree: lxml_html.HtmlElement, metas: Mapping[str, str]) -> str | None:
    return (
        tree.get("lang")
        or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
        or metas.get("og:locale")
        or metas.get("dc.language")
        or None
    )


def _canonical(tree: lxml_html.HtmlElement) -> str | None:
    for value in tree.xpath("//link[@rel='canonical']/@href | //meta[@property='og:url']/@content"):
        # Some sites name their home page as the canonical address of every page; that cites nothing.
        try:
            address = urlsplit(str(value).strip())
        except ValueError:
            continue
        if address.scheme in {"http", "https"} and address.path.strip("/"):
            return str(value).strip()
    return None


def without_site(title: str, site: str | None) -> str:
    """Take the site's name off a page's title: `Laboratory opens | Halvern`."""
    for mark in (" | ", " – ", " — ", " :: ", " » ", " · ", " - "):
        pieces = [piece.strip() for piece in title.split(mark)]
        if len(pieces) < 2:
            continue
        if site:
            kept = [piece for piece in pieces if piece.casefold() != site.casefold()]
            if 0 < len(kept) < len(pieces):
                return mark.join(kept)
        if mark in {" | ", " :: ", " » "} or (len(pieces[0].split()) >= 4 and len(pieces[-1].split()) <= 4):
            return max(pieces, key=len) if mark in {" | ", " :: ", " » "} else mark.join(pieces[:-1])
    return title
