"""Bytes to characters, or a refusal that says why."""

from __future__ import annotations

import codecs
import re
import unicodedata

from corpus.errors import EmptyDocument, NotText
from corpus.formats.encodings import ALPHABETS, WINDOWS_1252, detect
from corpus.formats.mojibake import mend

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_KINDS = (
    (b"%PDF-", "a PDF", ".pdf"),
    (b"PK\x03\x04", "a ZIP archive or a Word file", ".zip or .docx"),
    (b"\xd0\xcf\x11\xe0", "an old Word, Excel or PowerPoint file", ".docx, saved anew"),
    (b"{\\rtf", "Rich Text", ".docx, saved anew"),
)
_NO_TEXT_ENCODING = frozenset({"utf-7", "punycode", "idna", "unicode-escape", "raw-unicode-escape", "undefined"})
_LATIN = frozenset({"ascii", "iso8859-1", "cp1252"})
_CONTROL = frozenset(range(32)) - {0, 9, 10, 11, 12, 13, 27}
_MANY_CONTROLS = 0.02
"""Share of control bytes above which bytes are no text: releases have none, binaries some 10 %. A zero counts ten
times: one may be damage, binaries are full of them."""

_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_STRAYS = re.compile("[\udc80-\udcff]")


def decode(raw: bytes, name: str, declared: str | None = None) -> str:
    """Decode a document, and undo wrong decodings that it went through before.

    A byte order mark decides, then UTF-8 (a damaged byte here and there does no harm), then `declared`, then
    what the bytes look like; Windows-1252 is the reading of what little remains unclear.

    Args:
        raw: the bytes.
        name: the document's name, for messages.
        declared: the encoding that the document claims (an HTML `charset`).

    Raises:
        EmptyDocument: no bytes or white space only.
        NotText: binary, or in an encoding that cannot be told.
    """
    if not raw.strip():
        raise EmptyDocument(name, "the file is empty; nothing to read")
    marked = _marked(raw, name)
    text = _unmarked(raw, name, declared) if marked is None else marked
    if not text.strip():
        raise EmptyDocument(name, "the file holds white space only; nothing to read")
    return mend(text.replace("\r\n", "\n").replace("\r", "\n"))


def looks_binary(raw: bytes) -> bool:
    """Tell whether bytes without a byte order mark are no text in an encoding of single bytes or UTF-8."""
    head = raw[:65536]
    controls = sum(map(head.count, map(_byte, _CONTROL))) + 10 * head.count(b"\x00")
    return controls > _MANY_CONTROLS * len(head)


def _byte(code: int) -> bytes:
    return bytes([code])


def _marked(raw: bytes, name: str) -> str | None:
    """Decode what opens with a byte order mark; the rest of a file cut in the middle of a character is dropped."""
    encoding = next((encoding for mark, encoding in _MARKS if raw.startswith(mark)), None)
    if encoding == "utf-8-sig":
        return raw[3:].decode(errors="dateline-stray")
    if encoding is None:
        return None
    text = raw.decode(encoding, "replace")
    if text.count("\ufffd") > 1 + len(text) / 100:
        raise NotText(name, f"opens as {encoding.upper()} but is not; save it as UTF-8 and ingest again")
    return text.rstrip("\ufffd")


def _unmarked(raw: bytes, name: str, declared: str | None) -> str:
    kind = next((kind for kind in _KINDS if raw.startswith(kind[0])), None)
    if kind:
        raise NotText(name, f"is {kind[1]}, a binary file, whatever its name says; name it {kind[2]}")
    if (text := _utf16(raw)) is not None:
        return text
    if looks_binary(raw):
        raise NotText(name, "looks like a binary file; if it is a release, save it as text, PDF or DOCX")
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        at = error.start
    text = _almost_utf8(raw) or _as_declared(raw, declared) or _as_it_looks(raw)
    if text is None:
        raise NotText(
            name, f"not UTF-8 (byte {at:,}), nor any encoding known here; save it as UTF-8 and ingest again"
        )
    return text


def _utf16(raw: bytes) -> str | None:
    """Decode UTF-16 without a mark. Its every second byte is mostly the same: zero, or 6 in Arabic."""
    head = raw[:4096]
    if b"\x00" not in head:
        return None
    for encoding, high in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        if 2 * (high.count(0) + high.count(6)) > len(high):
            text = raw.decode(encoding, "replace")
            if _plausible(text[:2048]):
                return text.rstrip("\ufffd")
    return None


def _plausible(text: str) -> bool:
    """Tell words from a binary read as UTF-16: hardly any controls or unassigned characters, and some letters."""
    odd = sum(unicodedata.category(char)[0] == "C" and char not in "\n\r\t\f" for char in text)
    return odd <= _MANY_CONTROLS * len(text) and 3 * sum(map(str.isalpha, text)) > len(text)


def _almost_utf8(raw: bytes) -> str | None:
    """Decode UTF-8 with fewer damaged bytes than it has characters of several bytes.

    A stray byte is what a careless editor pasted from Windows-1252; a cut character is lost; one that the end
    of the file cuts off is dropped.
    """
    whole = sum(1 for _ in _SEQUENCE.finditer(raw))
    if not whole or len(_STRAYS.findall(raw[:-3].decode(errors="surrogateescape"))) > whole:
        return None
    return raw.decode(errors="dateline-stray")


def _stray(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    piece = error.object[error.start : error.end]
    if "end of data" in error.reason:
        return "", error.end
    return (WINDOWS_1252.get(piece[0], chr(piece[0])) if len(piece) == 1 else "\ufffd"), error.end


codecs.register_error("dateline-stray", _stray)


def _as_declared(raw: bytes, declared: str | None) -> str | None:
    if not declared:
        return None
    try:
        name = codecs.lookup(declared).name
        if name in _LATIN:
            found = detect(raw)  # servers say Latin-1 of whatever they send
            return (
                raw.decode(found, "replace") if found in ALPHABETS else raw.decode("latin-1").translate(WINDOWS_1252)
            )
        return raw.decode(name) if name not in _NO_TEXT_ENCODING else None
    except (LookupError, ValueError):
        return None


def _as_it_looks(raw: bytes) -> str | None:
    encoding = detect(raw)
    if encoding == "cp1252":
        return raw.decode("latin-1").translate(WINDOWS_1252)
    return raw.decode(encoding, "replace") if encoding else None
