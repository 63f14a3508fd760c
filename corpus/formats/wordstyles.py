"""What a Word file's styles and lists say about its paragraphs: kind, size, weight, and the mark of a list item."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Element = etree._Element

BASED_ON = 12
"""Steps from a style to those it is based on; Word itself stops there."""

_LEVEL = re.compile(r"%([1-9])")
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def value(node: Element | None, path: str) -> str | None:
    """Read the `w:val` of a descendant."""
    found = node.find(path) if node is not None else None
    return None if found is None else found.get(f"{W}val")


def switch(node: Element | None, path: str) -> bool | None:
    """Read an on-off property: null where it is not set."""
    found = node.find(path) if node is not None else None
    return None if found is None else found.get(f"{W}val", "1") not in {"0", "false", "off"}


def number(text: str | None) -> float:
    """Read a whole number; 0 where there is none."""
    return float(text) if text and re.fullmatch(r"\d{1,6}", text) else 0.0


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style with what it inherits.

    Attributes:
        name: in English whatever the language of Word, lower case: `heading 1`, `title`.
        size: half points, 0 where not set.
        numbering: list and level of its paragraphs.
    """

    name: str = ""
    size: float = 0.0
    bold: bool = False
    numbering: tuple[str, int] | None = None


@dataclass(slots=True)
class Styles:
    """The styles of a file.

    Args:
        root: of `styles.xml`, if there is one.
    """

    root: Element | None
    _nodes: dict[str, Element] = field(default_factory=dict)
    _read: dict[str, Style] = field(default_factory=dict)
    _default: str = ""
    size: float = 20.0

    def __post_init__(self) -> None:
        if self.root is None:
            return
        for node in self.root.findall(f"{W}style"):
            self._nodes[identity := node.get(f"{W}styleId", "")] = node
            if node.get(f"{W}default") in {"1", "true"} and node.get(f"{W}type") == "paragraph":
                self._default = identity
        self.size = number(value(self.root, f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}sz")) or 20.0

    def of(self, identity: str | None) -> Style:
        """Give a style by its id; null stands for the default style."""
        identity = self._default if identity is None else identity
        if identity not in self._read:
            self._read[identity] = self._inherited(identity)
        return self._read[identity]

    def _inherited(self, identity: str) -> Style:
        chain = list(self._chain(identity))
        sizes = (number(value(node, f"{W}rPr/{W}sz")) for node in chain)
        weights = (switch(node, f"{W}rPr/{W}b") for node in chain)
        lists = (numbering(node.find(f"{W}pPr")) for node in chain)
        return Style(
            (value(chain[0], f"{W}name") or "").lower() if chain else "",
            next(filter(None, sizes), self.size),
            next((weight for weight in weights if weight is not None), False),
            next(filter(None, lists), None),
        )

    def _chain(self, identity: str | None) -> Iterator[Element]:
        for _ in range(BASED_ON):
            node = self._nodes.get(identity or "")
            if node is None:
                return
            yield node
            identity = value(node, f"{W}basedOn")


def numbering(properties: Element | None) -> tuple[str, int] | None:
    """Read list and level of a paragraph or style; list `0` means none."""
    identity = value(properties, f"{W}numPr/{W}numId")
    return (identity, int(number(value(properties, f"{W}numPr/{W}ilvl")))) if identity is not None else None


@dataclass(slots=True)
class Lists:
    """The lists of a file, counting as its paragraphs go by.

    Args:
        root: of `numbering.xml`, if there is one.
    """

    root: Element | None
    _levels: dict[str, dict[int, Element]] = field(default_factory=dict)
    _counted_with: dict[str, str] = field(default_factory=dict)
    _counts: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0] * 10))

    def __post_init__(self) -> None:
        if self.root is None:
            return
        abstract = {
            node.get(f"{W}abstractNumId", ""): {
                int(number(level.get(f"{W}ilvl"))): level for level in node.findall(f"{W}lvl")
            }
            for node in self.root.findall(f"{W}abstractNum")
        }
        for node in self.root.findall(f"{W}num"):
            identity, base = node.get(f"{W}numId", ""), value(node, f"{W}abstractNumId") or ""
            self._levels[identity] = abstract.get(base, {})
            own = node.find(f"{W}lvlOverride") is not None  # a list that starts anew counts by itself
            self._counted_with[identity] = f"own {identity}" if own else base

    def mark(self, numbering: tuple[str, int] | None) -> str:
        """Count a paragraph of a list and give its mark, `- ` or `3. `; nothing where it is none."""
        if numbering is None or numbering[0] not in self._levels:
            return ""
        levels, depth = self._levels[numbering[0]], min(numbering[1], 8)
        level = levels.get(depth)
        kind = value(level, f"{W}numFmt") or "decimal"
        if level is None or kind == "none":
            return ""
        if kind == "bullet":
            return "- "
        counts = self._counts[self._counted_with[numbering[0]]]
        counts[depth] = counts[depth] + 1 if counts[depth] else int(number(value(level, f"{W}start"))) or 1
        counts[depth + 1 :] = [0] * (9 - depth)

        def written(match: re.Match[str]) -> str:
            at = int(match.group(1)) - 1
            return _numeral(max(counts[at], 1), value(levels.get(at), f"{W}numFmt") or "decimal")

        return _LEVEL.sub(written, (value(level, f"{W}lvlText") or "%1.")[:40]).strip() + " "


def _numeral(count: int, kind: str) -> str:
    letters = kind.removeprefix("lower").removeprefix("upper")
    if letters == "Letter" and count <= 26:
        text = chr(ord("a") + count - 1)
    elif letters == "Roman" and count < 40:
        text = ""
        for size, sign in _ROMAN:
            text += sign * (count // size)
            count %= size
    else:
        return str(count)
    return text.upper() if kind.startswith("upper") else text
