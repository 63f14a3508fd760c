"""Which reader an answer is for: its first bytes, then what the server says, then its address. No I/O."""

from __future__ import annotations

from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from corpus.errors import UnknownFormat
from corpus.fetching.client import Fetched
from corpus.formats import READERS, SUFFIXES

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_BY_HEADER = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/pdf": "pdf",
    "application/x-pdf": "pdf",
    _WORD: "docx",
    "text/plain": "text",
    "text/markdown": "markdown",
    "text/x-markdown": "markdown",
    "message/rfc822": "eml",
}
_PAGE = (b"<!doctype html", b"<html", b"<head", b"<body")


def format_of(fetched: Fetched) -> str:
    """Name the format of an answer. Servers say wrong things of files; the files themselves do not.

    Raises:
        UnknownFormat: no reader for it.
    """
    known = set(READERS) | set(SUFFIXES.values())
    suffix = PurePosixPath(unquote(urlsplit(fetched.final).path)).suffix.lower()
    for found in (_by_bytes(fetched.raw), _BY_HEADER.get(fetched.kind), SUFFIXES.get(suffix)):
        if found and found in known and found != "export":
            return found
    raise UnknownFormat(fetched.url, f"no reader for {fetched.kind or suffix or 'files without a type'}")


def _by_bytes(raw: bytes) -> str | None:
    """Tell a format by what its files begin with."""
    if raw.startswith(b"%PDF-"):
        return "pdf"
    if raw.startswith(b"PK\x03\x04"):
        return "docx" if b"word/" in raw[:4096] or b"word/document.xml" in raw else None
    head = raw[:1024].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if head.startswith(b"<?xml"):
        head = head.partition(b"?>")[2].lstrip()
    return "html" if head.startswith(_PAGE) else None
