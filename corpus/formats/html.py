"""Web pages: what a page states about itself, and the release in it, found by where its sentences stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from lxml.html import HtmlElement as Element

from corpus.article import Document
from corpus.errors import NoArticle
from corpus.fields import dates, daylines
from corpus.formats import webfacts, webrelease, webtext, webtree
from corpus.formats.decoding import decode
from corpus.formats.page import Page
from corpus.formats.webfacts import Stated
from corpus.formats.webrelease import Release
from corpus.formats.webtext import Block
from corpus.tidying import tidy

LEAST_WORDS = 20
"""A page whose article has fewer words has no article: menus and error pages stay below."""

LISTED = 4
LISTED_WORDS = 70
"""A page with so many linked headings, and so few words to each, lists releases and is none."""

TITLE_LONGEST = 300
"""Code points of a heading that is a title."""

OF_SITE = 45
"""Taken off the rank of a heading in the head of the site, where its name stands."""

SURE = 70
"""A heading of this rank is the title even when another is like it; of weaker ones there may be only one."""

_CHARSET = re.compile(rb"(?i)(?:charset|<\?xml[^>]*\sencoding)\s*=\s*[\"']?\s*([a-z0-9_.:-]+)")
_TITLE_CLASS = re.compile(r"(?i)(?:^|[-_ ])(?:title|headline|heading|titre|titulo)(?:$|[-_ ])")
_HEADER_CLASS = re.compile(
    r"(?i)(?:^|[-_ ])(?:site|global|top|page)?[-_]?(?:header|masthead|branding|topbar)(?:$|[ ])"
)
_SEGMENT = re.compile(r"\s(?:[|–—-]|::|»|·)\s")
_HOME = frozenset(
    ("/", "./", "../", "index.html", "/index.html", "/en", "/fr", "/ar", "/en/", "/fr/", "/ar/", "default.aspx")
)
_LOGO_CLASS = re.compile(r"(?i)(?:^|[-_ ])(?:site|logo|brand)(?:$|[-_ ])")
_NO_TITLE_CLASS = re.compile(
    r"(?i)(?:^|[-_ ])(?:site|logo|brand|menu|modal|sd|jp)(?:$|[-_ ])|visually-hidden|sr-only|invisible|block__title"
)
_MARKED_DATE = (
    "//*[@itemprop='datePublished' or @property='dc:date' or @property='datePublished' or @property='dcterms:issued'"
    " or @property='schema:datePublished'][not(ancestor::nav or ancestor::aside or ancestor::footer)]"
    "/@*[name()='content' or name()='datetime']"
)
_WORD = re.compile(r"\w+")


def read(document: Document) -> Page:
    """Read a web page.

    Raises:
        EmptyDocument, NotText: as `decode`.
        TooLarge: as `webtree.parse`.
        NoArticle: no run of text that reads like an article, or a list of several.
    """
    declared = _CHARSET.search(document.raw[:4096])
    charset = document.fields.get("charset") or (declared.group(1).decode() if declared else None)
    source = decode(document.raw, document.path, charset)
    tree = webtree.parse(source, document.path)
    stated = webfacts.read(tree)
    marked = next((str(value) for value in tree.xpath(_MARKED_DATE) if dates.stated(str(value))), None)
    webtree.without_scripts(tree)
    heading = _heading(tree, stated)
    webtree.prune(tree, heading)
    article = webtree.article(tree)
    shown = webtext.blocks(tree)
    inside = webrelease.inside(shown, article)
    _refuse_lists([shown[at] for at in inside], document.path)
    found = webrelease.release(shown, heading, inside)
    title = tidy(" ".join(heading.itertext())) if heading is not None else _social(stated)
    lines = _text(found, stated)
    if sum(len(line.split()) for line in lines) < LEAST_WORDS:
        raise NoArticle(document.path, "no article text in this page; is it a menu, a list or an error page?")
    published, updated = _times(found)
    changed = max((day for block in shown if (day := daylines.update_line(block.text))), default=None)
    page = Page.of(
        lines,
        title=title,
        subtitle=found.subtitle,
        published=stated.published or marked or published,
        updated=stated.updated or updated or (changed.isoformat() if changed else None),
        issuer=stated.issuer,
        url=stated.url,
        language=stated.language,
    )
    return replace(page, under_title=tuple(tidy(line) for line in found.beside))


def _text(found: Release, stated: Stated) -> list[str]:
    """Give the lines of the release, or of the text that the page states where it shows none."""
    lines = [block.text for block in found.text]
    if sum(len(line.split()) for line in lines) >= LEAST_WORDS or not stated.body:
        return lines
    return [
        line for line in re.split(r"\n+", re.sub(r"</?(?:p|br|div|li)\b[^>]*>", "\n", stated.body)) if line.strip()
    ]


def _heading(tree: Element, stated: Stated) -> Element | None:
    """Find the heading that is the release's title: the one that the page's titles repeat, else its only `<h1>`."""
    names = [_folded(name) for name in stated.titles]
    whole = stated.heading or ""
    ranked: list[tuple[int, Element]] = []
    for node in tree.iter("h1", "h2", "h3"):
        text = _folded(" ".join(node.itertext()))
        if 0 < len(text) <= TITLE_LONGEST and (rank := _rank(node, text, names, whole, _folded(stated.site or ""))):
            ranked.append((rank, node))
    best = max((rank for rank, _ in ranked), default=0)
    first = [node for rank, node in ranked if rank == best]
    return first[0] if len(first) == 1 or best >= SURE else None


def _rank(node: Element, text: str, names: Sequence[str], whole: str, site: str) -> int:
    """Tell how sure a heading is the title, 0 for not at all."""
    own, above = _names(node), _names(node.getparent())
    around = f"{own} {above}"
    if text == site or _NO_TITLE_CLASS.search(own) or _LOGO_CLASS.search(above) or _leads_home(node):
        return 0
    if any(each.tag in {"nav", "footer", "aside"} for each in node.iterancestors()):
        return 0
    of_site = OF_SITE * _is_in_site_header(node)
    if text in names:
        return 100 - of_site
    if node.get("itemprop") == "headline":
        return 95
    long = len(text.split()) >= 4
    if any(long and (text in name or (name in text and len(name) > 0.5 * len(text))) for name in names):
        return 90 - of_site
    if text in map(_folded, _SEGMENT.split(whole)) or (long and text in _folded(whole)):
        return 85 - of_site
    if node.tag == "h1":
        return (60 if _TITLE_CLASS.search(around) else 50) - of_site
    return (30 if _TITLE_CLASS.search(around) else 20 if node.tag == "h2" else 0) * long


def _leads_home(node: Element) -> bool:
    """Tell whether a heading is a link to the site's first page."""
    return any(link.get("href", "").strip() in _HOME for link in node.iter("a"))


def _is_in_site_header(node: Element) -> bool:
    """Tell whether a heading stands in the head of the site rather than of the article."""
    above = list(node.iterancestors())
    if any(each.tag in {"article", "main"} or each.get("role") == "main" for each in above):
        return False
    return any(
        each.tag == "header" or each.get("role") == "banner" or _HEADER_CLASS.search(_names(each)) for each in above
    )


def _names(node: Element | None) -> str:
    return f"{node.get('class', '')} {node.get('id', '')}" if node is not None else ""


def _social(stated: Stated) -> str | None:
    """Give the title by which other sites are to call the page, without the site's name."""
    name = next(iter(stated.titles), None) or stated.heading
    return webfacts.without_site(name, stated.site) if name else None


def _folded(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def _refuse_lists(text: Sequence[Block], name: str) -> None:
    """Refuse a page that lists releases.

    Raises:
        NoArticle: it does.
    """
    listed = [block for block in text if block.kind in webtree.HEADINGS and block.is_link]
    if len(listed) < LISTED:
        return
    first = next(at for at, block in enumerate(text) if block is listed[0])
    prose = [block.words for block in text if block.is_prose]
    before = sum(block.words for block in text[:first] if block.is_prose)
    if before < LEAST_WORDS and sum(prose) < LISTED_WORDS * len(listed):
        raise NoArticle(name, f"a list of {len(listed)} pages rather than one release; ingest the pages themselves")


def _times(found: Release) -> tuple[str | None, str | None]:
    """Read the times marked up beside the title: the day of publication and of the update."""
    updates = [when for when, names in found.times if re.search(r"(?i)updat|modif", names)]
    others = [when for when, names in found.times if not re.search(r"(?i)updat|modif", names)]
    # Several different times are a list of releases or comments, not this release's date.
    days = {when[:10] for when in others}
    return (others[0] if len(days) == 1 else None), (
        updates[0] if len({when[:10] for when in updates}) == 1 else None
    )
