"""A line of a PDF, as it travels from the process apart to ours."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text on a page. Lengths are points; `base` grows downwards from the top of the page.

    Attributes:
        text: with a tab at each gap so wide that it parts columns.
        hyphen: whether a hyphen, left out of `text`, ends it.
    """

    text: str
    page: int
    left: float
    right: float
    base: float
    size: float
    bold: bool = False
    hyphen: bool = False
