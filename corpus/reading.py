"""Document -> Draft: the reader of its format, then furniture off, then its facts, each from where it is stated."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.article import Document, Draft
from corpus.cleaning import furniture, parts, runon
from corpus.errors import EmptyDocument, NoArticle, TooLarge, UnknownFormat
from corpus.fields import dates, daylines, embargo, heads, issuers, languages, people, places
from corpus.fields.stated import Facts
from corpus.formats import READERS, ROOM, Page
from corpus.rules import LARGEST
from corpus.tidying import tidy

BLOCKS_MOST = 100_000
"""Paragraphs of a document; the longest reports have some thousand."""

_ADDRESS = re.compile(r"(?i)https?://[^\s/]")
_LANGUAGE_TAG = re.compile(r"^([a-zA-Z]{2,3})(?:[-_].*)?$")


@dataclass(frozen=True, slots=True)
class _Laid:
    """A release laid out: its title and where it was read, its clean blocks, and what its head says.

    Attributes:
        head: the blocks that can date and place the release, its lines above the text among them.
        beside: lines that stand by the title on the page, whether or not they are blocks.
    """

    title: str | None
    title_from: str
    body: tuple[str, ...]
    head: tuple[str, ...]
    beside: tuple[str, ...] = ()
    place: str | None = None
    day: dt.date | None = None


def read(document: Document, largest: int = LARGEST) -> Draft:
    """Read one document.

    Raises:
        Refused: too large, empty, not text, an unknown format, or a page without an article; the
            subclass and the message say which.
    """
    allowed = largest * ROOM.get(document.format, 1)
    if len(document.raw) > allowed:
        size, limit = (f"{count / 1e6:,.1f} MB" for count in (len(document.raw), allowed))
        raise TooLarge(document.path, f"{size}, more than the {limit} that one release may have")
    reader = READERS.get(document.format)
    if reader is None:
        raise UnknownFormat(document.path, f"no reader for {document.format!r}; known: {', '.join(READERS)}")
    return draft(document, reader(document))


def draft(document: Document, page: Page) -> Draft:
    """Turn what a reader saw into a clean release and its facts.

    Raises:
        TooLarge: more paragraphs than any release has.
        EmptyDocument: nothing is left once title and furniture are off.
        NoArticle: next to nothing is left of a web page.
    """
    if len(page.blocks) > BLOCKS_MOST:
        raise TooLarge(document.path, f"more than {BLOCKS_MOST:,} paragraphs; no release has so many")
    sender = dict(document.fields)
    for name in ("published", "updated"):
        sender[name] = _iso(sender.get(name)) or ""
    laid = _laid_out(page, sender.get("title"))
    facts = Facts(sender)
    published = _published(facts, document, page, laid)
    held = _embargo(facts, page, laid, published)
    body = heads.without_lines(laid.body, published)
    text = "\n\n".join(body)
    if not text:
        raise EmptyDocument(document.path, "no text beside title and furniture; nothing to quote")
    if document.format == "html" and len(text.split()) < 5:
        raise NoArticle(document.path, "no article text in this page once its furniture is off")
    title = facts.first("title", (laid.title_from, laid.title), ("listing", sender.get("listing_title")))
    found_parts = parts.find(body)
    news = list(parts.news(body, found_parts))
    spoken = languages.languages(body)
    stated = page.metadata
    return Draft(
        text=text,
        title=title,
        subtitle=facts.first(
            "subtitle", ("metadata", stated.get("subtitle")), ("text", heads.subtitle(body) if title else None)
        ),
        published=published,
        updated=facts.day("updated", ("metadata", _iso(stated.get("updated"))), ("text", _iso_day(_updated(page)))),
        place=facts.first("place", ("dateline", laid.place or heads.first_place(laid.head) or _place_beside(laid))),
        issuer=facts.first(
            "issuer", ("metadata", issuers.stated(stated.get("issuer"))), ("text", issuers.read(title, news, body))
        ),
        language=(
            main := facts.first(
                "language", ("text", spoken[0] if spoken else None), ("metadata", _tag(stated.get("language")))
            )
        ),
        languages=tuple(dict.fromkeys([*([main] if main else []), *spoken])),
        people=people.quoted(news),
        parts=found_parts,
        url=document.url or facts.first("url", ("metadata", _web(stated.get("url")))),
        visible_from=held,
        found=facts.found,
    )


def _laid_out(page: Page, known_title: str | None) -> _Laid:
    """Part title, body and head."""
    blocks = furniture.strip(page.blocks)
    if page.title:
        body = _with_subtitle(heads.without_title(blocks, page.title), page.metadata.get("subtitle"))
        return _Laid(page.title, "metadata", body, body, page.under_title or body[:1])
    run = runon.read(page.gaps)
    if run.title:
        known = known_title is None or run.title == tidy(known_title)
        body = (run.text, *page.blocks[1:]) if run.text and known else blocks
        return _Laid(run.title, "text", tuple(body), tuple(blocks), (), run.place, run.day)
    head = heads.read(blocks, heads.letterhead(page.blocks))
    head = head if head.title else heads.read(blocks)
    body = heads.without_title(head.body, head.title)
    if head.title and known_title and head.title != tidy(known_title):
        body = tuple(blocks)  # the sender knows the title, so what only looked like one is a line of the release
    return _Laid(head.title, "text", body, (*blocks[:1], *body), body[:1] if head.title else (), run.place, run.day)


def _with_subtitle(blocks: Sequence[str], subtitle: str | None) -> tuple[str, ...]:
    """Keep the words of a marked subtitle in the text, where they can be found and quoted."""
    if subtitle and subtitle not in blocks[:6]:
        return (subtitle, *blocks)
    return tuple(blocks)


def _published(facts: Facts, document: Document, page: Page, laid: _Laid) -> dt.date | None:
    """Choose the day of publication: what the release says wins over what lists it and over its path."""
    written = heads.first_day(laid.head)
    beside = next((day for line in laid.beside if (day := daylines.byline(line))), None)
    says = ("", None) if written is None else (written[1], written[0].isoformat())
    return facts.day(
        "published",
        ("metadata", _iso(page.metadata.get("published"))),
        says,
        ("text", _iso_day(beside or laid.day)),
        # a page knows itself better than the feed that lists it
        ("listing", _iso(facts.sender.get("listing_published"))),
        ("path", _iso_day(dates.in_path(document.path))),
    )


def _embargo(facts: Facts, page: Page, laid: _Laid, published: dt.date | None) -> dt.datetime | None:
    """Find the end of the embargo: what the sender says, else the latest moment that the head names."""
    if (said := facts.sender.get("visible_from")) and (moment := embargo.moment(said)):
        facts.found["visible_from"] = "sender"
        return moment
    lines = [*laid.head[: heads.TITLE_WITHIN], *laid.beside, *page.blocks[: heads.TITLE_WITHIN]]
    read = [notice for line in lines if (notice := embargo.notice(line, published))]
    lifted = any(notice.lifted for notice in read)
    moments = [] if lifted else [notice.until for notice in read if notice.until]
    if lifted or moments or any(map(daylines.immediate, lines)):
        # Said, be it that there is none, and not passed over in silence: it takes the place of what an earlier
        # version said. Where nothing is said, the store lets that stand.
        facts.found["visible_from"] = "text"
    return max(moments, default=None)


def _place_beside(laid: _Laid) -> str | None:
    """Find the city that stands on a line of its own beside the title, where a date does too."""
    dated = any(daylines.byline(line) for line in laid.beside)
    cities = [line for line in laid.beside if places.stands_alone(line)] if dated else []
    return cities[0] if len(cities) == 1 else None


def _updated(page: Page) -> dt.date | None:
    """Find the day of the last update on a line of its own, anywhere on the page."""
    return max(
        (day for line in (*page.under_title, *page.blocks) if (day := daylines.update_line(line))), default=None
    )


def _iso(value: str | None) -> str | None:
    return _iso_day(dates.stated(value)) if value else None


def _web(address: str | None) -> str | None:
    """Keep an address that a reader can follow; `javascript:` and relative ones cite nothing."""
    return address if address and _ADDRESS.match(address) else None


def _iso_day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _tag(value: str | None) -> str | None:
    match = _LANGUAGE_TAG.match(value or "")
    return match.group(1).lower() if match else None
