"""What every reader hands on: blocks of text in reading order, and what the document says of itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from corpus.tidying import tidy


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
