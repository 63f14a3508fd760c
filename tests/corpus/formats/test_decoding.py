"""Bytes to characters, or a refusal that says why."""

from __future__ import annotations

import codecs
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import EmptyDocument, NotText, Refused
from corpus.formats.decoding import decode, looks_binary

WORDS = "Rabat, le 9 novembre – l’accord « signé » الرباط 👍"


@pytest.mark.parametrize("raw", [b"", b" \n\t\r\n ", codecs.BOM_UTF8, codecs.BOM_UTF16_LE + b" \x00\n\x00"])
def test_nothing_but_white_space_is_empty(raw: bytes) -> None:
    with pytest.raises(EmptyDocument) as refused:
        decode(raw, "a.txt")
    assert refused.value.name == "a.txt"


@pytest.mark.parametrize(
    "raw",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        b"PK\x03\x04\x14\x00\x06\x00",
        b"%PDF-1.7\n" + bytes(range(256)) * 4,
        bytes([1, 2, 3, 4]) * 50,
    ],
)
def test_a_binary_is_not_text_whatever_its_name(raw: bytes) -> None:
    with pytest.raises(NotText, match="binary"):
        decode(raw, "named.txt")


def test_an_escape_sequence_or_two_does_not_make_a_binary() -> None:
    assert not looks_binary(b"\x1b[1mRelease\x1b[0m\x0c\n" * 3)


def test_invalid_utf8_is_refused_with_its_place() -> None:
    with pytest.raises(NotText, match=r"byte 3\b.*UTF-8"):
        decode(b"caf\xe9 noir", "a.txt")


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_decides_and_goes(mark: bytes, encoding: str) -> None:
    assert decode(mark + WORDS.encode(encoding), "a.txt", declared="latin-1") == WORDS


def test_a_cut_utf16_text_is_refused() -> None:
    with pytest.raises(NotText):
        decode(codecs.BOM_UTF16_LE + "Rabat".encode("utf-16-le")[:-1], "a.txt")


def test_utf8_wins_over_what_is_declared() -> None:
    assert decode("Séville".encode(), "a.html", declared="iso-8859-1") == "Séville"


def test_what_is_declared_is_used_where_utf8_fails() -> None:
    assert decode("الرباط".encode("cp1256"), "a.html", declared="windows-1256") == "الرباط"


@pytest.mark.parametrize("declared", ["iso-8859-1", "latin1", "us-ascii", "windows-1252"])
def test_latin_1_means_windows_1252_as_in_browsers(declared: str) -> None:
    assert decode(b"the Centre\x92s caf\xe9 \x81", "a.html", declared) == "the Centre’s café \x81"


@pytest.mark.parametrize("declared", ["klingon", "hex", "rot13", "undefined", "idna", "zlib"])
def test_a_nonsense_declaration_is_a_refusal(declared: str) -> None:
    with pytest.raises(NotText):
        decode(b"caf\xe9\xff", "a.html", declared)


def test_line_ends_become_one_kind() -> None:
    assert decode(b"one\r\ntwo\rthree\nfour", "a.txt") == "one\ntwo\nthree\nfour"


@settings(deadline=None)
@given(st.binary(max_size=200), st.sampled_from([None, "latin-1", "utf-16", "shift_jis", "utf-7", "punycode"]))
def test_any_bytes_are_text_or_refused(raw: bytes, declared: str | None) -> None:
    with suppress(Refused):
        text = decode(raw, "any", declared)
        assert text.strip()
        assert "\r" not in text
