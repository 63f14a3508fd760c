"""White space and invisible characters, put in order the same way wherever text comes in."""

from __future__ import annotations

import re
import unicodedata

_SPACE = re.compile(r"\s+")
_INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\u00ad\u200b\u2060\ufeff\ud800-\udfff]")


def tidy(text: str) -> str:
    """One line of clean text: NFC, invisible characters gone, every run of white space one space.

    Joiners and direction marks (U+200C to U+200F) stay: Arabic and Persian spelling uses them.
    """
    return _SPACE.sub(" ", unicodedata.normalize("NFC", _INVISIBLE.sub("", text))).strip()
