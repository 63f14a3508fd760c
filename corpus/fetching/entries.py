"""Entries of RSS and Atom in all their dialects, out of tags and text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from corpus.fetching.tags import Tag, read

LONGEST = 4_000
"""Characters kept of one field."""

_ENTRIES = frozenset({"item", "entry"})
_FIELDS = frozenset("title link guid id pubdate published issued created date updated modified origlink".split())
_INSIDE_OTHERS = frozenset(
    {"source", "image", "author", "contributor", "content", "description", "summary", "encoded"}
)
"""Elements of an entry that have titles, dates and links of their own, or words that look like them."""

_PREFIXES = frozenset({"", "rss", "atom", "atom03", "atom10", "dc", "dcterms", "feedburner"})


@dataclass(slots=True)
class Entry:
    """An entry as its feed writes it; null where it does not.

    Attributes:
        base: address that its links are relative to, where it has one of its own.
        about: the address that RSS 1.0 names the entry by.
        fields: name -> what stands in it first.
        links: `rel` and `href` of Atom's links.
        permanent: whether its `guid` is an address.
    """

    base: str | None = None
    about: str | None = None
    fields: dict[str, str] = field(default_factory=dict)
    links: list[tuple[str, str]] = field(default_factory=list)
    permanent: bool = True

    def link(self) -> str | None:
        """The page that the entry is of."""
        alternate = next((href for rel, href in self.links if rel in ("", "alternate")), None)
        link = self.fields.get("origlink") or self.fields.get("link") or alternate
        if link:
            return link
        named = self.fields.get("guid") if self.permanent else None
        return next((each for each in (named, self.about, self.fields.get("id")) if each and _is_address(each)), None)

    def first(self, *names: str) -> str | None:
        """The first of these fields that the entry has."""
        return next((value for name in names if (value := self.fields.get(name))), None)


def entries(text: str) -> Iterator[Entry]:
    """Yield the entries of a feed in their order, those that are broken off too."""
    reader = _Reader()
    for piece in read(text):
        if isinstance(piece, str):
            reader.hear(piece)
        elif piece.name in _ENTRIES and not reader.within:
            if reader.entry:
                yield reader.entry
            reader.turn(piece)
        elif reader.entry:
            reader.meet(reader.entry, piece)
        elif "xml:base" in piece.more.lower():
            reader.base = reader.base or piece.attribute("xml:base")
    if reader.entry:
        yield reader.entry


class _Reader:
    """What is open while a feed is read: an entry, one of its fields, or something in it that is not the entry's."""

    def __init__(self) -> None:
        self.base: str | None = None
        self.entry: Entry | None = None
        self.within = ""
        self._prefix = ""
        self._field: str | None = None
        self._caught: list[str] = []
        self._room = 0

    def turn(self, tag: Tag) -> None:
        """Begin an entry, or end one."""
        self.entry, self._field = None, None
        if tag.opens:
            self.entry = Entry(tag.attribute("xml:base") or self.base, tag.attribute("rdf:about"))
            self._prefix = tag.prefix

    def hear(self, text: str) -> None:
        """Take text into the field that is open."""
        if self._field and self._room > 0:
            self._caught.append(text[: self._room])
            self._room -= len(text)

    def meet(self, entry: Entry, tag: Tag) -> None:
        """Open or close what a tag inside an entry opens or closes."""
        if self.within:
            if tag.closes and tag.name == self.within:
                self.within = ""
        elif self._field:
            if tag.closes and tag.name == self._field:
                if told := "".join(self._caught).strip():
                    entry.fields.setdefault(self._field, told)
                self._field = None
        elif tag.opens and tag.name in _INSIDE_OTHERS:
            self.within = "" if tag.closes else tag.name
        elif tag.opens and tag.name in _FIELDS and (tag.prefix == self._prefix or tag.prefix in _PREFIXES):
            _note(entry, tag)
            self._field, self._caught, self._room = (None if tag.closes else tag.name), [], LONGEST


def _note(entry: Entry, tag: Tag) -> None:
    """Keep what the attributes of a field say."""
    if tag.name == "link" and (href := tag.attribute("href")):
        entry.links.append(((tag.attribute("rel") or "").lower(), href.strip()))
    elif tag.name == "guid":
        entry.permanent = (tag.attribute("ispermalink") or "").lower() != "false"


def _is_address(text: str) -> bool:
    return text.lower().startswith(("http://", "https://"))
