"""Documents that hold documents: an export, and what else carries several releases in one file."""

from __future__ import annotations

from collections.abc import Iterator

from corpus import export
from corpus.article import Document, Draft
from corpus.errors import Refused


def opened(document: Document) -> Iterator[tuple[Document, Draft | None] | Refused]:
    """Open a container; any other document is its own only content.

    Yields:
        Each document inside, with its draft where no reader is needed any more; or why one is refused.
    """
    if document.format == "export":
        yield from export.read(document)
    else:
        yield document, None
