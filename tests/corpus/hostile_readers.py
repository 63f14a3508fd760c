"""Readers that misbehave, for processes that have to survive them."""

from __future__ import annotations

import os
import time

from corpus.article import Document
from corpus.formats import Page


def read(document: Document) -> Page:
    """Do what the document says: sleep, eat memory, die, or fail."""
    match document.raw.split()[0]:
        case b"sleep":
            time.sleep(60)
        case b"eat":
            bytearray(3_000_000_000)
        case b"die":
            os._exit(3)
        case b"fail":
            raise ValueError("what is this?")
        case b"recurse":
            return read(document)
    return Page.of(["The harbour opened on Monday."], title="Harbour")
