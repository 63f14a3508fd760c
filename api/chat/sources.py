"""The list of sources below an answer: written in Markdown, and read again when it comes back with a conversation.

A line of it is `- [1] [Title](address) · source · 2023-11-09`. What a release says stands in it as words: a sign that
Markdown would take for anything else has a backslash before it, and only such a sign, since some read it as it is.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from api.replies import Citation

PART = " · "
"""Between the parts of a line."""

_SIGNS = re.compile(
    r"[\\`\]<]"  # links, pictures, tags, code; of brackets one is enough, and many take `\[` and `\]` for mathematics
    r"|\*(?=\S)|(?<=\S)\*|(?<![^\W_])_|_(?![^\W_])"  # emphasis: not ` * ` and the underscore of `file_name`
    r"|~(?=~)|(?<=\S)~|&(?=#?\w+;)"  # words struck out, characters by their names
    r"|^(?:#(?=#{0,5}(?:\s|$))|>|[-+*](?=\s|$))"  # headings, quotes, lists
    r"|(?:(?<=^\d)|(?<=^\d\d)|(?<=^\d{3})|(?<=^\d{4}))[.)](?=\s|$)"  # numbered lists, `2024.` one of them
)
_OPENING, _CLOSING = r"\[", "&#93;"
"""Brackets within the words of a link, where neither may stand as it is."""

_ESCAPED = re.compile(rf"\\([!-/:-@\[-`{{-~])|{_CLOSING}")
_NUMBERED = re.compile(r"^- \[\d{1,3}\] (.+)$", re.MULTILINE)
_LINKED = re.compile(r"\[((?:[^\[\]\\]|\\.)+)\]\(")
_SCHEMES = frozenset({"http", "https"})


def words(text: str) -> str:
    """Give the words of a release as Markdown that shows nothing but these, on one line."""
    return _SIGNS.sub(r"\\\g<0>", " ".join(text.split()))


def address(citation: Citation, base: str) -> str:
    """Give where a citation can be checked: on the published page, or else in the archive.

    Args:
        citation: whatever its address says: of schemes that could run something none is given.
        base: address of this service, with a slash at its end.
    """
    for place in (citation.link, citation.url):
        if place and _web(place):
            return quote(place, safe="%/:=&?~#+!$,;@*'-._")
    return f"{base}v1/articles/{citation.article_id}?content_hash={citation.content_hash}"


def _web(place: str) -> bool:
    try:
        return urlsplit(place).scheme.lower() in _SCHEMES
    except ValueError:
        return False


def line(citation: Citation, base: str, undated: str, number: int | None = None) -> str:
    """Write a line of the list; without a number it is of a release that does not answer."""
    title = words(citation.title or "") or citation.article_id
    day = citation.published.isoformat() if citation.published else undated
    shown = f"[{_within(title)}]({address(citation, base)})" if citation.url and _web(citation.url) else title
    numbered = f"[{number}] " if number else ""
    return f"- {numbered}{PART.join([shown, words(citation.source), day])}"


def _within(title: str) -> str:
    """Give a title, as `words` gives it, as the words of a link."""
    return title.replace(r"\]", _CLOSING).replace("[", _OPENING)


def titles(text: str) -> tuple[str, ...]:
    """Read the titles out of the numbered lines of an answer, each once, in order."""
    return tuple(dict.fromkeys(_title(found[1]) for found in _NUMBERED.finditer(text)))


def _title(told: str) -> str:
    linked = _LINKED.match(told)
    title = linked[1] if linked else told.rsplit(PART, 2)[0]
    return _ESCAPED.sub(lambda found: found[1] or "]", title)
