"""What every reader hands on: blocks of text in reading order, and what the document says of itself."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

_SPACE = re.compile(r"\s+")
_INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\u00ad\u200b\u2060\ufeff\ud800-\udfff]")


def tidy(text: str) -> str:
    """One line of clean text: NFC, invisible characters gone, every run of white space one space.

    Joiners and direction marks (U+200C to U+200F) stay: Arabic and Persian spelling uses them.
    """
    return _SPACE.sub(" ", unicodedata.normalize("NFC", _INVISIBLE.sub("", text))).strip()


@dataclass(frozen=True, slots=True)
class Page:
    """A document as its reader saw it.

    Attributes:
        blocks: paragraphs, headings, list items and table rows in reading order, each tidied.
        title: as the document marks it (a heading, a `<title>`); null where it marks none.
        metadata: `published`, `updated`, `url`, `issuer`, `language`, `subtitle`, as stated by the document.
        under_title: short lines directly under or above the title, whether or not they are among the blocks.
        gaps: blocks of the first paragraph parted by wide gaps, for run-on texts that lost their line ends.
    """

    blocks: tuple[str, ...]
    title: str | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)
    under_title: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()

    @classmethod
    def of(cls, blocks: Iterable[str], title: str | None = None, **metadata: str | None) -> Page:
        """Build a page from raw blocks; empty ones and empty facts are dropped."""
        return cls(
            blocks=tuple(clean for block in blocks if (clean := tidy(block))),
            title=tidy(title) or None if title else None,
            metadata=MappingProxyType({key: tidy(value) for key, value in metadata.items() if value and tidy(value)}),
        )
