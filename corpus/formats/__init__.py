"""One reader a format: bytes in, a `Page` out. `READERS` is the register.

Read are plain text, Markdown, web pages, PDF with a text layer, Word files (DOCX) and mails (EML); opened are JSON
Lines and JSON files of records, exports, ZIP archives, and what is attached to mails (`corpus.containers`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from types import MappingProxyType

from corpus.article import Document
from corpus.errors import NestedArchive, Refused, UnknownFormat
from corpus.formats import docx, eml, html, markdown, pdf, text
from corpus.formats.archive import ARCHIVES
from corpus.formats.page import Page

__all__ = ["ADVICE", "READERS", "ROOM", "SUFFIXES", "Page", "unread"]

READERS: Mapping[str, Callable[[Document], Page]] = MappingProxyType(
    {
        "text": text.read,
        "markdown": markdown.read,
        "html": html.read,
        "pdf": pdf.read,
        "docx": docx.read,
        "eml": eml.read,
    }
)
"""Format name -> its reader."""

SUFFIXES: Mapping[str, str] = MappingProxyType(
    {
        ".txt": "text",
        ".text": "text",
        ".md": "markdown",
        ".markdown": "markdown",
        ".html": "html",
        ".htm": "html",
        ".xhtml": "html",
        ".pdf": "pdf",
        ".docx": "docx",
        ".eml": "eml",
        ".jsonl": "export",
        ".ndjson": "export",
        ".json": "json",
        ".zip": "zip",
    }
)
"""File name ending -> format name. `export` (one article or record a line), `json` and `zip` are containers."""

ROOM: Mapping[str, int] = MappingProxyType({"pdf": 5, "docx": 5, "eml": 5, "json": 10, "zip": 20})
"""Format -> how many times the bytes of the largest release a file of it may have: these carry pictures, or many."""

_AS_WORD = "save it as .docx or PDF and ingest again"
_AS_PDF = "save it as PDF and ingest again"

ADVICE: Mapping[str, str] = MappingProxyType(
    {
        ".doc": f"Word files of before 2007 are not read; {_AS_WORD}",
        ".rtf": f"Rich Text is not read; {_AS_WORD}",
        ".odt": f"OpenDocument is not read; {_AS_WORD}",
        ".pages": f"Pages files are not read; {_AS_WORD}",
        ".docm": f"Word files with macros are not read; {_AS_WORD}",
        ".ppt": f"presentations are not read; {_AS_PDF}",
        ".pptx": f"presentations are not read; {_AS_PDF}",
        ".odp": f"presentations are not read; {_AS_PDF}",
        ".xls": f"tables are not read; {_AS_PDF}",
        ".xlsx": f"tables are not read; {_AS_PDF}",
        ".epub": f"electronic books are not read; {_AS_PDF}",
        ".mht": "web archives are not read; save the page as .html and ingest again",
        ".mhtml": "web archives are not read; save the page as .html and ingest again",
        ".msg": "Outlook's own files are not read; save the mail as .eml and ingest again",
        ".mbox": "mailboxes are not read; save each mail as .eml and ingest again",
    }
)
"""File name ending of what releases also come in -> what to do about it."""


def unread(name: str) -> Refused:
    """Say why there is no reader for a file of this name, and what helps."""
    suffix = PurePosixPath(name).suffix.lower()
    if suffix in ARCHIVES:
        return NestedArchive(name, "only ZIP archives are opened, and only by themselves; unpack it and ingest again")
    if suffix in ADVICE:
        return UnknownFormat(name, ADVICE[suffix])
    known = ", ".join(sorted(SUFFIXES))
    return UnknownFormat(name, f"no reader for {suffix or 'files without an ending'}; known: {known}")
