"""The tree of a web page: parsed within bounds, rid of what is no text or not the release, and its article found.

The article is found by where its sentences are: words that stand outside links, in paragraphs. Names of classes only
say what is furniture beside it, and never of an element that holds much of the page's prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree
from lxml import html as lxml_html
from lxml.etree import ParserError
from lxml.html import HtmlElement as Element

from corpus.errors import NoArticle, TooLarge

ELEMENTS_MOST = 250_000
"""Tags of a page; one with more is no page that somebody wrote, and would take minutes."""

ATTRIBUTES_MOST = 1_000
TAG_LONG = 4_000
"""The parser's time grows with the square of a tag's attributes, so tags of so many code points are counted first."""

SENTENCE_WORDS = 8
"""A paragraph of so many words outside links is prose."""

STYLED_WORDS = 3
"""An inline element with so many words around it in its paragraph is a styled word of a sentence."""

MOST_PROSE = 0.75
"""The article is the smallest element that holds this share of the page's prose."""

FURNITURE_PROSE = 0.3
"""What a class name calls furniture is none when it holds this share of the page's prose."""

LINKED = 0.35
"""What stands beside the article belongs to it as long as no more than this share of its words stands in links."""

BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption"
    " figure footer"
    " form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup option p pre section"
    " summary table tbody td tfoot th thead tr ul".split()
)
"""Elements that begin and end a line of text."""

HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())

_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_TAG = re.compile(r"<[a-zA-Z][^\s>/]*+(?>(?:[^\"'>]++|\"[^\"]*+\"|'[^']*+')*)")
_QUOTED = re.compile(r"\"[^\"]*+\"|'[^']*+'")

_NO_TEXT = (
    "script style noscript template svg canvas iframe object embed audio video map applet img input select textarea"
    " button datalist progress meter dialog link meta base head rt rp del"
).split()
_FURNITURE_TAGS = frozenset("nav aside menu".split())
_FURNITURE_ROLES = frozenset(
    "navigation search banner contentinfo complementary dialog alertdialog menu menubar toolbar tablist alert status"
    " form".split()
)
_HIDDEN_STYLE = re.compile(r"(?i)display\s*:\s*none|visibility\s*:\s*hidden")
_WORDS = re.compile(r"[a-z]+|[A-Z][a-z]*|[A-Z]+(?![a-z])")
_HIDDEN_NAMES = frozenset(
    "visually-hidden visuallyhidden sr-only screen-reader-text element-invisible element-hidden u-hidden offscreen"
    " screen-reader-only a11y-hidden hidden-visually govuk-visually-hidden skip-link skiplink skip-nav hidden d-none"
    " is-hidden print-only".split()
)
_FURNITURE = frozenset(
    "soc rel foot share sharing shares sharethis sharebar sharedaddy addthis addtoany social socials breadcrumb"
    " breadcrumbs"
    " crumbs ariane"
    " cookie cookies gdpr consent rgpd cookiebot onetrust tarteaucitron newsletter newsletters subscribe"
    " subscription signup optin"
    " comment comments commentlist disqus respond pagination pager pagenavi prevnext related relatedposts"
    " relatedcontent"
    " recommended recommendations recommendation similar suggested popular trending sidebar sidebars sidenav"
    " toolbar toolbox"
    " tools tags taglist tagcloud printbutton feedback rating ratings survey poll popup modal overlay lightbox"
    " advert adverts"
    " advertisement ads adsbygoogle promo promos promotion teaser teasers navbar nav navigation menu menus submenu"
    " megamenu footer"
    " masthead skip login signin search searchbox searchform backtotop totop ticker carousel"
    " postnav postnavigation readmore seealso translate languageswitcher langswitcher authorbox toc"
    " colophon sitemap follow followus outbrain taboola jetpack helpful usefulness".split()
)
_PAIRS = re.compile(
    r"^widget(?:$|_|-area)|(?:^|[-_ ])(?:post[-_]?(?:nav|tags|meta|navigation|categories)|entry[-_]?(?:meta|footer"
    r"|utility)|article[-_]?(?:tags|share|tools|footer|nav)"
    r"|(?:site|global|top)[-_]?(?:header|footer|nav|navigation|branding|title|logo|bar)|(?:page|main)[-_]?(?:footer"
    r"|nav|navigation|menu)|(?:read|see|view)[-_]?(?:more|also|next)|most[-_]?(?:read|viewed|popular|recent)"
    r"|latest[-_]?(?:news|posts|articles|releases|stories)|recent[-_]?(?:news|posts|articles)|more[-_]?(?:news|from"
    r"|stories|articles|releases|content)"
    r"|also[-_]?(?:from|in)|next[-_]?(?:prev|article|post)|prev[-_]?(?:next|article|post)|(?:tag|cat"
    r"|category)[-_]?(?:links?|list|cloud)|back[-_]?to[-_]?top|news[-_]?(?:list|letter|ticker|feed)"
    r"|left[-_]?(?:nav|menu|column|col)|right[-_]?(?:nav|menu|column|rail|col)|side[-_]?(?:bar|nav|menu)|(?:print"
    r"|listen|text)[-_]?(?:button|link|size|icon|tools?)|font[-_]?size|author[-_]?(?:box|bio|info)"
    r"|contextual[-_]?(?:footer|sidebar)|published[-_]?dates|(?:single[-_]?page[-_]?)?notification[-_]?button"
    r"|lang(?:uage)?[-_]?(?:switcher|selector|links|menu|list)|legal[-_]?disclaimer[-_]?ein"
    r"|site[-_]?map[-_]?path|credit[-_]?line|photo[-_]?credits?|image[-_]?credits?|reading[-_]?time"
    r"|page[-_]?(?:tools|actions|rating|views)|user[-_]?feedback)(?:$|[-_ ])",
    re.IGNORECASE,
)
_STATE = re.compile(
    r"^(?:(?:has|is|no|with|tag|category|type|format|status|js|theme|menu|comments?)[-_].*|.*[-_](?:open|enabled"
    r"|active|visible|closed))$",
    re.IGNORECASE,
)
_PARAGRAPHS = frozenset("p li td dd blockquote h1 h2 h3 h4 div figcaption".split())
_SEMANTIC = frozenset("article main".split())


@dataclass(frozen=True, slots=True)
class Words:
    """What an element and all inside it hold, in words: those in links, and those of paragraphs outside links."""

    all: int
    linked: int
    prose: int


def parse(source: str, name: str) -> Element:
    """Parse a page leniently. Elements nested deeper than 256 are read as if they were not.

    Raises:
        NoArticle: nothing that parses as HTML.
        TooLarge: more tags, or more attributes in one, than a page has.
    """
    if source.count("<") > ELEMENTS_MOST:
        raise TooLarge(name, f"more than {ELEMENTS_MOST:,} tags; no page of one release has so many")
    for tag in _TAG.finditer(source):
        if tag.end() - tag.start() > TAG_LONG and len(_QUOTED.sub("", tag.group()).split()) > ATTRIBUTES_MOST:
            raise TooLarge(name, f"a tag with more than {ATTRIBUTES_MOST:,} attributes; this is no page to read")
    try:
        return lxml_html.document_fromstring(_NOT_XML.sub(" ", _XML_DECLARATION.sub("", source)))
    except (ParserError, ValueError) as error:
        raise NoArticle(name, f"the page cannot be parsed as HTML ({error})") from error


def without_scripts(tree: Element) -> None:
    """Take out what shows no text: scripts, pictures, fields of forms, comments."""
    etree.strip_elements(tree, *_NO_TEXT, etree.Comment, etree.ProcessingInstruction, with_tail=False)


def prune(tree: Element, keep: Element | None) -> None:
    """Take out what is furniture by its element, role, style or class.

    Args:
        keep: the title's heading; nothing that holds it is taken out.
    """
    words = measure(tree)
    whole = words[tree].prose or 1
    kept = {keep, *keep.iterancestors()} if keep is not None else set()
    gone: set[Element] = set()
    roots: list[Element] = []
    nodes = list(tree.iter(etree.Element))
    for node in nodes:
        if node.getparent() in gone:
            gone.add(node)
        elif node not in kept and _is_furniture(node, words, whole):
            gone.add(node)
            roots.append(node)
    for node in roots:
        _take_out(node)


def _take_out(node: Element) -> None:
    """Take out an element; the words before and after a block do not become one word, nor one line if it showed."""
    if node.tag in BLOCKS and _is_hidden(node, 0.0):
        node.tail = f" {node.tail or ''}"
    elif node.tag in BLOCKS and _leads_to_words(node):
        node.clear(keep_tail=True)
        node.tag = "div"
        return
    node.drop_tree()


def _leads_to_words(node: Element) -> bool:
    after = node.getnext()
    return bool((node.tail or "").strip()) or (after is not None and after.tag not in BLOCKS)


def _is_furniture(node: Element, words: Mapping[Element, Words], whole: int) -> bool:
    tag = str(node.tag)
    if tag in {"html", "body"}:
        return False
    share = words[node].prose / whole if node in words else 0.0
    if _is_hidden(node, share):
        return True
    if tag in {"main", "article", "h1"}:
        return False
    if tag in _FURNITURE_TAGS or node.get("role", "").lower() in _FURNITURE_ROLES:
        return share < 2 * FURNITURE_PROSE
    if tag == "footer":
        return share < FURNITURE_PROSE and not _is_inside_article(node, words)
    if share >= FURNITURE_PROSE:
        return False
    if tag == "header" and not any(above.tag in {"article", "main"} for above in node.iterancestors()):
        return True
    return _is_named_furniture(f"{node.get('class', '')} {node.get('id', '')}") and not _is_in_sentence(node, words)


def _is_hidden(node: Element, share: float) -> bool:
    """Tell whether a page does not show an element; of much of its prose only the element itself can say so."""
    if node.get("hidden") is not None or _HIDDEN_STYLE.search(node.get("style", "")):
        return True
    names = node.get("class", "").lower().split()
    named = node.get("aria-hidden", "").lower() == "true" or not _HIDDEN_NAMES.isdisjoint(names)
    return named and share < FURNITURE_PROSE


def _is_inside_article(node: Element, words: Mapping[Element, Words]) -> bool:
    """Tell whether a footer is an article's that holds sentences: a source, a contact, an "About"."""
    held = words[node]
    spoken = held.all - held.linked
    return (
        spoken > 2 * held.linked
        and spoken >= SENTENCE_WORDS
        and any(above.tag == "article" for above in node.iterancestors())
    )


def _is_in_sentence(node: Element, words: Mapping[Element, Words]) -> bool:
    """Tell whether an element stands among other words of a paragraph: there its class is one of style."""
    if node.tag in BLOCKS:
        return False
    above = next((each for each in node.iterancestors() if each.tag in BLOCKS), None)
    if above is None or above.tag not in _PARAGRAPHS:
        return False
    return words[above].all - sum(len(text.split()) for text in node.itertext()) >= STYLED_WORDS


def _is_named_furniture(names: str) -> bool:
    """Tell whether class names or an id say that an element is furniture."""
    if not names.strip():
        return False
    for name in names.split():
        if len(name) > 80 or _STATE.match(name):
            continue
        if not _FURNITURE.isdisjoint(word.lower() for word in _WORDS.findall(name)) or _PAIRS.search(name):
            return True
    return False


def measure(tree: Element) -> Mapping[Element, Words]:
    """Count the words of every block element, with those of the blocks inside it."""
    nodes = list(tree.iter(etree.Element))
    block_of: dict[Element, Element] = {}
    linked: set[Element] = set()
    counts: dict[Element, list[int]] = {}
    for node in nodes:
        above = node.getparent()
        block = node if node.tag in BLOCKS or above is None else block_of[above]
        block_of[node] = block
        counts.setdefault(block, [0, 0])
        if above in linked or (node.tag == "a" and _leads_on(node)):
            linked.add(node)
        _count(counts[block], node.text, node in linked)
        if above is not None:
            _count(counts[block_of[above]], node.tail, above in linked)
    totals = {
        block: [*count, max(count[0] - count[1], 0) if count[0] - count[1] >= SENTENCE_WORDS else 0]
        for block, count in counts.items()
    }
    for node in reversed(nodes):
        above = node.getparent()
        if node in totals and above is not None:
            into = totals[block_of[above]]
            for at in range(3):
                into[at] += totals[node][at]
    return {block: Words(*total) for block, total in totals.items()}


def _count(count: list[int], text: str | None, linked: bool) -> None:
    if text:
        words = len(text.split())
        count[0] += words
        count[1] += words * linked


def _leads_on(link: Element) -> bool:
    """Tell whether a link leads to another page: addresses of mails and telephones are details of a contact."""
    return not link.get("href", "").lower().startswith(("mailto:", "tel:", "#"))


def article(tree: Element) -> Element:
    """Find the element that holds the article: the smallest with most of the prose, with what belongs to it."""
    words = measure(tree)
    body = tree.find("body")
    node = body if body is not None else tree
    while (inner := _heaviest(node, words)) is not None and words[inner].prose >= MOST_PROSE * words[node].prose > 0:
        node = inner
    return _widened(node, words)


def _heaviest(node: Element, words: Mapping[Element, Words]) -> Element | None:
    inner = [child for child in _child_blocks(node) if child in words]
    return max(inner, key=lambda child: words[child].prose, default=None)


def _child_blocks(node: Element) -> Iterator[Element]:
    """Yield the blocks right inside a node, through elements that are no blocks."""
    for child in node.iterchildren(etree.Element):
        if child.tag in BLOCKS:
            yield child
        else:
            yield from _child_blocks(child)


def _widened(node: Element, words: Mapping[Element, Words]) -> Element:
    """Take in what stands around the article and is of the release: contacts, "About", the line under the title."""
    best = node
    for above in node.iterancestors():
        if above.tag in {"html", "body"} or above not in words:
            break
        more = words[above].all - words[best].all
        links = words[above].linked - words[best].linked
        if more and links > LINKED * more:
            break
        best = above
        if above.tag in _SEMANTIC or above.get("role") == "main":
            break
    return best
