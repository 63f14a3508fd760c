"""Bytes to characters, or a refusal that says why."""

from __future__ import annotations

import codecs

from corpus.errors import EmptyDocument, NotText

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LATIN = frozenset({"ascii", "iso8859-1", "cp1252"})
_WINDOWS_1252 = {code: bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(0x80, 0xA0)}
"""A page that says ASCII or Latin-1 means Windows-1252, where quote marks are: encoding.spec.whatwg.org, "labels"."""

_CONTROL = frozenset(range(32)) - {9, 10, 11, 12, 13, 27}
_MANY_CONTROLS = 0.02
"""Share of control bytes above which bytes are no text: releases have none, binaries some 10 %."""


def decode(raw: bytes, name: str, declared: str | None = None) -> str:
    """Decode a document.

    Args:
        raw: the bytes; a byte order mark decides, then UTF-8, then `declared`.
        name: the document's name, for messages.
        declared: the encoding that the document claims (an HTML `charset`).

    Raises:
        EmptyDocument: no bytes or white space only.
        NotText: binary, or not in UTF-8 nor in the declared encoding.
    """
    if not raw.strip():
        raise EmptyDocument(name, "the file is empty; nothing to read")
    encoding = next((encoding for mark, encoding in _MARKS if raw.startswith(mark)), None)
    if encoding is None and looks_binary(raw):
        raise NotText(name, "looks like a binary file; only text, Markdown and HTML are read")
    try:
        text = raw.decode(encoding or "utf-8")
    except UnicodeDecodeError as error:
        text = _decode_as_declared(raw, name, declared, error)
    if not text.strip():
        raise EmptyDocument(name, "the file holds white space only; nothing to read")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def looks_binary(raw: bytes) -> bool:
    """Tell whether bytes without a byte order mark are no text."""
    head = raw[:65536]
    return b"\x00" in head or sum(byte in _CONTROL for byte in head) > _MANY_CONTROLS * len(head)


def _decode_as_declared(raw: bytes, name: str, declared: str | None, error: UnicodeDecodeError) -> str:
    if declared:
        try:
            if codecs.lookup(declared).name in _LATIN:
                return raw.decode("latin-1").translate(_WINDOWS_1252)
            return raw.decode(declared)
        except (LookupError, UnicodeError):
            pass
    raise NotText(name, f"not valid UTF-8 (byte {error.start:,}); save it as UTF-8 and ingest again") from None
