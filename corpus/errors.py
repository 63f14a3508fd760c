"""What can go wrong between a document and the store.

    CorpusError
    ├── Refused                 this document cannot be taken in; the rest of the batch goes on
    │   ├── EmptyDocument
    │   ├── TooLarge
    │   ├── NotText             binary bytes, or an encoding we cannot read
    │   ├── UnknownFormat
    │   ├── NoArticle           a page without a release in it
    │   ├── Unreadable          the system would not let us read it
    │   ├── BadExport           a line of a JSON Lines export that does not hold together
    │   ├── AddressForbidden    an address that must not be fetched: its scheme, its host, or where that leads
    │   ├── RobotsDenied        the site's robots.txt asks not to fetch it
    │   ├── PageGone            the server has no such page
    │   ├── NotServed           the server will not give the page, or gives what is none
    │   ├── Unavailable         the server cannot be reached or fails for now; another time it may not
    │   └── BadListing          a feed or sitemap that cannot be read
    ├── SourceMissing           the path to ingest is not there
    ├── SourceInvalid           a source cannot be set up like that
    ├── SourceTaken             two places want the same source name
    ├── ArticleUnknown          no such article in this scope
    └── StoreError
        ├── StoreVersion        the data folder was written by another version
        └── StoreBusy           another process is writing and did not finish in time

Every message says what happened, to what, and what to do.
"""

from __future__ import annotations


class CorpusError(Exception):
    """Base of everything this package raises on purpose."""


class Refused(CorpusError):
    """One document was not taken in.

    Args:
        name: the document as its owner knows it (a path, a URL).
        reason: what is wrong and what to do about it.
    """

    kind = "refused"

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason


class EmptyDocument(Refused):
    """Nothing to read: no bytes, or white space only."""

    kind = "empty"


class TooLarge(Refused):
    """More bytes than one release can reasonably have."""

    kind = "too large"


class NotText(Refused):
    """Bytes that are not text in an encoding we read."""

    kind = "not text"


class UnknownFormat(Refused):
    """A file type without a reader."""

    kind = "unknown format"


class NoArticle(Refused):
    """A page in which no release was found."""

    kind = "no article"


class Unreadable(Refused):
    """The operating system refused or failed to read the file."""

    kind = "unreadable"


class BadExport(Refused):
    """A line of an export that cannot be read back."""

    kind = "bad export"


class AddressForbidden(Refused):
    """An address that must not be fetched: not http(s), or leading to a network that is none of the public's."""

    kind = "address forbidden"


class RobotsDenied(Refused):
    """The site's robots.txt asks machines not to fetch this."""

    kind = "robots denied"


class PageGone(Refused):
    """The server says that there is no such page.

    Args:
        status: 404 (not found) or 410 (gone for good).
    """

    kind = "page gone"

    def __init__(self, name: str, reason: str, status: int = 404) -> None:
        super().__init__(name, reason)
        self.status = status


class NotServed(Refused):
    """The server will not give the page, or gives what is none; asking again helps nothing."""

    kind = "not served"


class Unavailable(Refused):
    """The server could not be reached, was too slow, or failed. Another time it may not."""

    kind = "unavailable"


class BadListing(Refused):
    """A feed or sitemap that cannot be read."""

    kind = "bad listing"


class SourceMissing(CorpusError):
    """The file or folder named to `ingest` does not exist."""


class SourceInvalid(CorpusError):
    """A source cannot be set up as asked: its kind, pattern or schedule does not fit."""


class SourceTaken(CorpusError):
    """A source name already stands for another place."""


class ArticleUnknown(CorpusError):
    """No article of this id in this scope."""

    def __init__(self, article_id: str) -> None:
        super().__init__(f"no article {article_id!r}; `dateline articles` lists what is held")
        self.article_id = article_id


class StoreError(CorpusError):
    """The store itself cannot do what was asked."""


class StoreVersion(StoreError):
    """The data folder belongs to another version of Dateline."""


class StoreBusy(StoreError):
    """Another process holds the write lock."""
