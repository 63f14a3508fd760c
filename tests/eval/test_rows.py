from __future__ import annotations

from typing import Any

import pytest

from eval.rows import optional, required


def test_a_text_is_given_as_it_stands() -> None:
    assert required({"lang": " en "}, "lang") == optional({"lang": " en "}, "lang") == " en "


@pytest.mark.parametrize("row", [{}, {"lang": None}, {"lang": ""}])
def test_what_is_not_stated_is_wanted_or_empty(row: dict[str, Any]) -> None:
    assert optional(row, "lang") == ""
    with pytest.raises(ValueError, match=r"^'lang' is missing or no text$"):
        required(row, "lang")


@pytest.mark.parametrize("value", [" ", 7, ["en"], False, 0])
def test_what_is_no_text_is_refused_by_both(value: object) -> None:
    for read in (required, optional):
        with pytest.raises(ValueError, match=r"^'lang' is missing or no text$"):
            read({"lang": value}, "lang")


def test_half_a_character_is_refused_by_both() -> None:
    for read in (required, optional):
        with pytest.raises(ValueError, match="half a character"):
            read({"lang": "e\ud800"}, "lang")
