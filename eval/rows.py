"""Texts of a row in a file that people write: gold questions, and candidates for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def required(row: Mapping[str, Any], key: str) -> str:
    """Give a text that a row has to state.

    Raises:
        ValueError: it is not there, is blank, no text, or none that can be written; which key, and why.
    """
    value = row.get(key)
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{key!r} is missing or no text")
    if any("\ud800" <= character <= "\udfff" for character in value):
        raise ValueError(f"{key!r} holds half a character (a lone surrogate)")
    return value


def optional(row: Mapping[str, Any], key: str) -> str:
    """Give a text that a row may state, empty where it does not.

    Raises:
        ValueError: something else is stated; see `required`.
    """
    return "" if row.get(key) in (None, "") else required(row, key)
