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
    │   ├── BadRecord           a JSON record that is no release
    │   ├── Malformed           a PDF, Word, mail or archive file that does not hold together
    │   ├── Encrypted           needs a password
    │   ├── Scanned             a PDF of pictures, without the text of its pages
    │   ├── TookTooLong         its reader was stopped
    │   ├── CompressionBomb     a small file that unpacks to a huge one
    │   ├── NestedArchive       an archive inside another
    │   ├── UnsafeMember        a member of an archive that points outside it, is a link, or hides another
    │   ├── AddressForbidden    an address that must not be fetched: its scheme, its host, or where that leads
    │   ├── RobotsDenied        the site's robots.txt asks not to fetch it
    │   ├── PageGone            the server has no such page
    │   ├── NotServed           the server will not give the page, or gives what is none
    │   ├── Unavailable         the server cannot be reached or fails for now; another time it may not
    │   └── BadListing          a feed or sitemap that cannot be read
    ├── Interrupted             somebody asked to stop; what was done by then is kept
    ├── SourceMissing           the path to ingest is not there
    ├── SourceInvalid           a source cannot be set up like that
    ├── SourceTaken             two places want the same source name
    ├── ArticleUnknown          no such article in this scope
    ├── NothingToCompare        one text, and no other that tells the same
    └── StoreError
        ├── StoreVersion        the data folder was written by another version
        ├── TextDamaged         a text is not the one that was stored
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

    def __reduce__(self) -> tuple[object, ...]:
        # Refusals cross from reading processes; an exception is else made anew from its message alone.
        return _as_it_was, (type(self), self.args, self.__dict__)


def _as_it_was(kind: type[Refused], args: tuple[object, ...], told: dict[str, object]) -> Refused:
    refused = kind.__new__(kind, *args)
    refused.__dict__.update(told)
    return refused


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


class BadRecord(Refused):
    """A JSON record that is no release."""

    kind = "bad record"


class Malformed(Refused):
    """A PDF, Word, mail or archive file that does not hold together."""

    kind = "malformed"


class Encrypted(Refused):
    """A document that cannot be opened without a password."""

    kind = "encrypted"


class Scanned(Refused):
    """A PDF of pictures, without the text of its pages."""

    kind = "scanned"


class TookTooLong(Refused):
    """A document whose reader was stopped: it would have taken more time or memory than a release can need."""

    kind = "took too long"


class CompressionBomb(Refused):
    """A small file that unpacks to a huge one."""

    kind = "compression bomb"


class NestedArchive(Refused):
    """An archive inside another."""

    kind = "nested archive"


class UnsafeMember(Refused):
    """A member of an archive that points outside it, is a link, or hides another."""

    kind = "unsafe member"


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
    """The server could not be reached, was too slow, or failed. Another time it may not.

    Args:
        after: seconds that the server asks to wait.
        again: whether it is worth asking once more right away.
    """

    kind = "unavailable"

    def __init__(self, name: str, reason: str, after: float | None = None, again: bool = True) -> None:
        super().__init__(name, reason)
        self.after, self.again = after, again


class BadListing(Refused):
    """A feed or sitemap that cannot be read."""

    kind = "bad listing"


class Interrupted(CorpusError):
    """Somebody asked to stop. What was committed by then is kept, and the next time goes on from there."""


class SourceMissing(CorpusError):
    """There is no such file or folder, or no source of this name."""


class SourceInvalid(CorpusError):
    """A source cannot be set up as asked: its kind, pattern or schedule does not fit."""


class SourceTaken(CorpusError):
    """A source name already stands for another place."""


class ArticleUnknown(CorpusError):
    """No article of this id in this scope."""

    def __init__(self, article_id: str) -> None:
        super().__init__(f"no article {article_id!r}; `dateline articles`, or `GET /v1/articles`, lists what is held")
        self.article_id = article_id


class NothingToCompare(CorpusError):
    """An article with one version, and no other release of its story in this scope."""

    def __init__(self, article_id: str) -> None:
        super().__init__(
            f"article {article_id!r} has one version, and no other release tells its story; "
            "name another article, or a version's content hash, to compare it with"
        )
        self.article_id = article_id


class StoreError(CorpusError):
    """The store itself cannot do what was asked."""


class StoreVersion(StoreError):
    """The data folder belongs to another version of Dateline."""


class TextDamaged(StoreError):
    """A stored text is not the one that its content hash was made of.

    Args:
        article_id: of the article whose text it is.
    """

    def __init__(self, article_id: str) -> None:
        super().__init__(
            f"article {article_id!r}: its text is not the one that was stored, so none of it is sent; bring the data"
            " folder back from a backup, or purge the article and ingest it again"
        )


class StoreBusy(StoreError):
    """Another process holds the write lock."""
