"""Documents that hold documents: exports, JSON records, ZIP archives, and mails with releases attached.

A member lives at `file.zip#folder/name.html`. What is wrong with one never stops the others. Members are not opened
further, but for records and mails inside an archive; an archive inside anything is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from corpus import export
from corpus.article import Document, Draft
from corpus.errors import NestedArchive, Refused
from corpus.formats import ADVICE, READERS, ROOM, SUFFIXES, archive, eml, jsonlines, unread
from corpus.rules import LARGEST

Opened = tuple[Document, Draft | None] | Refused
"""A document inside, with its draft where no reader is needed any more; or why one is refused."""


def opened(document: Document, largest: int = LARGEST) -> Iterator[Opened]:
    """Open a container; any other document is its own only content.

    Args:
        document: of any format.
        largest: bytes that a release inside may have.

    Yields:
        Each document inside with its draft, if that is known already; or why one is refused.
    """
    try:
        if document.format == "export" and jsonlines.is_export(document.raw):
            yield from export.read(document)
        elif document.format == "zip":
            for item in archive.members(document, largest * max(ROOM[kind] for kind in READERS if kind in ROOM)):
                yield from [item] if isinstance(item, Refused) else _member(document, *item)
        else:
            yield from _records_or_mail(document, attached=False)
    except Refused as refused:
        yield refused


def _member(archived: Document, path: str, raw: bytes) -> Iterator[Opened]:
    """Make a document of an archive's member."""
    name = f"{archived.path}#{path}"
    kind = SUFFIXES.get(PurePosixPath(path).suffix.lower())
    if kind is None:
        yield unread(name)
        return
    try:
        yield from _records_or_mail(Document(archived.source, name, raw, kind), attached=False)
    except Refused as refused:
        yield refused


def _records_or_mail(document: Document, attached: bool) -> Iterator[Opened]:
    """Open what is neither an archive nor trusted to be an export, whose lines may name any source."""
    if document.format in {"export", "json"}:
        records = jsonlines.lines(document) if document.format == "export" else jsonlines.items(document)
        yield from (record if isinstance(record, Refused) else (record, None) for record in records)
    elif document.format == "eml" and not attached:
        yield from _mail(document)
    else:
        yield document, None


def _mail(document: Document) -> Iterator[Opened]:
    """Give a mail and what is attached to it; a covering note goes where a release is attached.

    Attachments without a reader (pictures, calendars, cards) are passed over; archives and files of kinds that
    releases come in are refused by name.
    """
    cover, files = eml.attachments(document)
    inside = list(_attached(document, files))
    if not cover or not any(isinstance(item, tuple) for item in inside):
        yield document, None
    yield from inside


def _attached(document: Document, files: list[tuple[str, bytes]]) -> Iterator[Opened]:
    used: set[str] = set()
    for name, raw in files:
        path = PurePosixPath(name)
        kind = SUFFIXES.get(path.suffix.lower())
        own = next(each for each in _numbered(path) if each not in used)
        used.add(own)
        place = f"{document.path}#{own}"
        if kind is None or kind == "zip":
            refused = unread(place)
            if path.suffix.lower() in ADVICE or isinstance(refused, NestedArchive):
                yield refused
        else:
            yield from _records_or_mail(Document(document.source, place, raw, kind), attached=True)


def _numbered(path: PurePosixPath) -> Iterator[str]:
    """Yield a name, then the same name numbered."""
    yield path.name
    number = 2
    while True:
        yield f"{path.stem} ({number}){path.suffix}"
        number += 1
