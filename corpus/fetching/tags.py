"""Tags and text of XML as they stand, without a tree: forgiving, in one pass, and in no more memory than the text.

For feeds, which are damaged as often as not. Forgiving parsers take up to a minute and a gigabyte for four hostile
megabytes (feedparser 6.0.14; lxml 6 with `recover` is quick but no smaller); here the worst take seconds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

_TAG = re.compile(
    r"<(?P<end>/?)(?:(?P<prefix>[\w.-]{1,40}):)?(?P<name>[A-Za-z][\w.-]{0,60})"
    r"(?P<more>(?>(?:[^<>\"']|\"[^\"<]{0,4000}+\"|'[^'<]{0,4000}+')*))>"
)
_ATTRIBUTE = re.compile(r"([\w:.-]{1,60})\s{0,20}=\s{0,20}(?:\"([^\"]*+)\"|'([^']*+)')")
_ENDS = {"<![CDATA[": "]]>", "<!--": "-->", "<?": "?>", "<!": ">"}


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag.

    Attributes:
        prefix, name: of `dc:date`, `dc` and `date`; in lower case.
        opens, closes: `<a>` opens, `</a>` closes, `<a/>` does both.
        more: what stands after the name.
    """

    prefix: str
    name: str
    opens: bool
    closes: bool
    more: str

    def attribute(self, name: str) -> str | None:
        """Read an attribute by its name, in lower case."""
        for found in _ATTRIBUTE.finditer(self.more):
            if found[1].lower() == name:
                return unescape(found[2] if found[2] is not None else found[3])
        return None


def read(text: str) -> Iterator[Tag | str]:
    """Yield tags and runs of text in their order. Text comes unescaped; comments and declarations do not come at all.

    What begins and does not end is text where it is a tag, and goes on to the end where it is a section or comment.
    """
    at = 0
    while at < len(text):
        start = text.find("<", at)
        if start != at:
            yield unescape(text[at : start if start >= 0 else len(text)])
        if start < 0:
            return
        opening = next((opening for opening in _ENDS if text.startswith(opening, start)), None)
        if opening:
            end = text.find(_ENDS[opening], start + len(opening))
            inside = text[start + len(opening) : end if end >= 0 else len(text)] if opening == "<![CDATA[" else ""
            if inside:
                yield inside
            at = end + len(_ENDS[opening]) if end >= 0 else len(text)
        elif match := _TAG.match(text, start):
            whole = match["more"].endswith("/") and not match["end"]
            prefix, name = (match["prefix"] or "").lower(), match["name"].lower()
            yield Tag(prefix, name, not match["end"], whole or bool(match["end"]), match["more"])
            at = match.end()
        else:
            yield "<"
            at = start + 1
