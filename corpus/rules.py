"""By which rules documents are read, for those who need to know it without reading any."""

from __future__ import annotations

from corpus.passages.cutting import CUTTING_VERSION

CLEANER_VERSION = f"6.{CUTTING_VERSION}"
"""What reading makes of a document: its clean text and facts, and after the point its passages.

The first number is counted up whenever cleaning changes what any document's clean text is. What another version made
is read again from the bytes received, and so cut again.
"""

LARGEST = 10_000_000
"""Bytes; a release is some kilobytes, a page with its furniture some hundred."""
