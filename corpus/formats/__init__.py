"""One reader a format: bytes in, a `Page` out. `READERS` is the register."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from corpus.article import Document
from corpus.formats import html, markdown, text
from corpus.formats.page import Page

__all__ = ["READERS", "SUFFIXES", "Page"]

READERS: Mapping[str, Callable[[Document], Page]] = MappingProxyType(
    {"text": text.read, "markdown": markdown.read, "html": html.read}
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
        ".jsonl": "export",
    }
)
"""File name ending -> format name. `export` is a container: one article a line, read by `corpus.export`."""
