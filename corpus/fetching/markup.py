"""XML from strangers: to characters, and no further than is safe. No I/O."""

from __future__ import annotations

import codecs
import html
import re

from corpus.errors import BadListing

GZIP = b"\x1f\x8b"

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?\sencoding\s{0,9}=\s{0,9}["']([A-Za-z0-9._-]{1,40})["']""")
_DECLARATION = re.compile(r"<\?xml[^>]{0,400}>")
_HEAD = 10_000
"""Characters in which an XML declaration and a document type stand, if anywhere."""

_ENTITY = re.compile(r"<!\s*+ENTITY", re.IGNORECASE)
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]{0,2000}>", re.IGNORECASE)
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_ESCAPE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|amp|lt|gt|quot|apos);")
_TAG = re.compile(r"<[^<>]*+>")
_SPACE = re.compile(r"\s++")


def decoded(raw: bytes, charset: str | None = None) -> str:
    """Decode leniently: a byte order mark, then what the server says, then what the file says, then UTF-8."""
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return raw.decode(encoding, errors="replace")
    stated = _DECLARED.search(raw[:400])
    for name in (charset, stated[1].decode() if stated else None, "utf-8"):
        try:
            if name and codecs.lookup(name).name not in ("utf-7", "idna", "punycode"):
                return raw.decode(name)
        except (LookupError, ValueError):
            continue
    return raw.decode("utf-8" if not stated else "cp1252", errors="replace")


def safe(raw: bytes, name: str, charset: str | None = None) -> str:
    """Decode an XML file, and take out what no listing needs and a parser could be hurt by.

    The text is handed to the parser as it was looked at here, so that no encoding hides anything from us that the
    parser would see.

    Raises:
        BadListing: empty, or it declares entities: a few lines of those unfold to gigabytes, or read files.
    """
    text = _NO_XML.sub("", decoded(raw, charset)).lstrip()
    if not text:
        raise BadListing(name, "is empty")
    if _ENTITY.search(text):
        raise BadListing(name, "declares XML entities, which no feed or sitemap needs; refused unread")
    head, rest = text[:_HEAD], text[_HEAD:]
    return _DOCTYPE.sub("", _DECLARATION.sub("", head, count=1), count=1) + rest


def without_comments(text: str) -> str:
    """Take comments out; one that does not end goes on to the end."""
    first, *rest = text.split("<!--")
    return first + "".join(piece.partition("-->")[2] for piece in rest)


def unescaped(text: str) -> str:
    """Undo XML's escapes, also where they were made twice; an ampersand that stands alone is one."""
    return _ESCAPE.sub(_one, _ESCAPE.sub(_one, text))


def _one(match: re.Match[str]) -> str:
    return html.unescape(match[0])


def plain(text: str, most: int = 500) -> str | None:
    """Take markup out of a title; null where nothing is left."""
    bare = html.unescape(_TAG.sub("", html.unescape(text[: 4 * most])))
    return _SPACE.sub(" ", _NO_XML.sub("", bare)).strip()[:most].rstrip() or None
