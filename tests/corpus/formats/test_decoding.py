"""Bytes to characters, or a refusal that says why."""

from __future__ import annotations

import codecs
import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import EmptyDocument, NotText, Refused
from corpus.formats.decoding import decode, looks_binary
from tests.corpus.formats.making import ARABIC, FRENCH

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
        bytes([1, 2, 3, 4]) * 50,
        bytes(range(256)) * 4,
        bytes(byte for _ in range(40) for byte in range(128, 256)),
        b"\x00" * 50,
        b"words" + b"\x00" * 50,
    ],
)
def test_a_binary_is_not_text_whatever_its_name(raw: bytes) -> None:
    with pytest.raises(NotText):
        decode(raw, "named.txt")


@pytest.mark.parametrize(
    ("raw", "ending"),
    [
        (b"PK\x03\x04\x14\x00\x06\x00", ".docx"),
        (b"%PDF-1.7\nwords", ".pdf"),
        (b"\xd0\xcf\x11\xe0words", ".docx"),
        (b"{\\rtf1 words}", ".docx"),
    ],
)
def test_a_known_binary_is_told_what_to_be_called(raw: bytes, ending: str) -> None:
    with pytest.raises(NotText) as refused:
        decode(raw, "named.txt")
    assert ending in refused.value.reason


def test_an_escape_sequence_or_two_does_not_make_a_binary() -> None:
    assert not looks_binary(b"\x1b[1mRelease\x1b[0m\x0c\n" * 3)


def test_one_zero_is_damage_and_no_binary() -> None:
    assert decode(b"words " * 100 + b"\x00", "a.txt") == "words " * 100 + "\x00"


# Damaged UTF-8


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("Amélie Kœnig, l’été ".encode() + b"Rub\xe9n", "Amélie Kœnig, l’été Rubén"),
        ("Amélie Kœnig ".encode() + b"It\x92s", "Amélie Kœnig It’s"),
        ("الرباط ".encode() + b"Rub\xe9n", "الرباط Rubén"),
        ("l’été ".encode() + b"\xe2\x80 on", "l’été \ufffd on"),
        ("l’été à Rabat".encode() + b"\xe2\x80", "l’été à Rabat"),
        ("l’été à Rabat".encode()[:-1], "l’été à Raba"),
        ("الرباط".encode()[:-1], "الربا"),
        (b"word and word " * 500 + b"Rub\xe9n" + b" word" * 500, "word and word " * 500 + "Rubén" + " word" * 500),
        (codecs.BOM_UTF8 + b"Rub\xe9n at last", "Rubén at last"),
    ],
)
def test_a_damaged_byte_harms_nothing_but_itself(raw: bytes, text: str) -> None:
    assert decode(raw, "a.txt") == text


def test_an_old_encoding_with_two_bytes_that_are_utf8_by_chance_stays_what_it_is() -> None:
    text = "SANTÉ\u00a0: le « café » des étés, où l’on a déjà fêté l’année"
    assert decode(text.encode("cp1252"), "a.txt") == text


# Encodings that are not stated


ENGLISH = (
    "The council opened its café on Tuesday. “It’s a day we waited for,” said José Peña – the mayor of the town."
)
FRENCH_TEXT = FRENCH + " L’exposition, gratuite le dimanche, a coûté 1,2 million d’€."


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [ENGLISH, FRENCH_TEXT, FRENCH_TEXT[:60], ENGLISH[20:90]])
def test_latin_text_without_a_stated_encoding(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "a.txt") == text


@pytest.mark.parametrize("encoding", ["cp1256", "iso8859_6", "utf-16-le", "utf-16-be"])
def test_arabic_text_without_a_stated_encoding(encoding: str) -> None:
    text = ARABIC.replace("–", "-").replace("«", '"').replace("»", '"')
    for piece in (
        text,
        text[:40],
        f"<html><p>{text}</p></html>",
        f"{text}\nPress: Brightfell Energy, www.example.org\n",
    ):
        assert decode(piece.encode(encoding), "a.txt") == piece


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (
            "Городской совет открыл во вторник новую библиотеку. Директор сказала, что этого дня ждали давно.",
            "cp1251",
        ),
        (
            "Городской совет открыл во вторник новую библиотеку. Директор сказала, что этого дня ждали давно.",
            "koi8_r",
        ),
        ("Το δημοτικό συμβούλιο εγκαινίασε την Τρίτη τη νέα βιβλιοθήκη της πόλης μας.", "cp1253"),
        ("Rada miejska otworzyła we wtorek nową bibliotekę, powiedziała dyrektor Żaneta Gęś.", "cp1250"),
    ],
)
def test_other_alphabets(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "a.txt") == text


@pytest.mark.parametrize("before", [b"", b"plain words\n" * 10_000])
def test_one_accent_in_a_long_text_is_windows_1252(before: bytes) -> None:
    assert decode(before + b"caf\xe9 noir\n" + before, "a.txt") == f"{before.decode()}café noir\n{before.decode()}"


def test_what_decodes_to_nothing_plausible_is_refused_with_its_place() -> None:
    with pytest.raises(NotText, match=r"byte 0\b"):
        decode(bytes((at * 37) % 96 + 160 for at in range(4000)), "a.txt")


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


def test_utf16_cut_in_the_middle_of_a_letter_is_read_to_there() -> None:
    assert decode(codecs.BOM_UTF16_LE + "Rabat".encode("utf-16-le")[:-1], "a.txt") == "Raba"


def test_a_byte_order_mark_that_lies_is_refused() -> None:
    with pytest.raises(NotText, match="UTF-16"):
        decode(codecs.BOM_UTF16_LE + b"\x00\xd8" * 100, "a.txt")


def test_utf8_wins_over_what_is_declared() -> None:
    assert decode("Séville".encode(), "a.html", declared="iso-8859-1") == "Séville"


@pytest.mark.parametrize("encoding", ["cp1256", "iso8859_6"])
def test_arabic_that_is_declared_as_latin_is_not_believed(encoding: str) -> None:
    text = "أعلنت وزارة الصحة افتتاح المختبر المرجعي"
    assert decode(text.encode(encoding), "a.html", "iso-8859-1") == text


def test_dots_and_quotes_make_no_alphabet() -> None:
    text = "Le musée « où »…………… à l’été ——— “““noté”””"
    for declared in (None, "iso-8859-1"):
        assert decode(text.encode("cp1252"), "a.html", declared) == text


def test_what_is_declared_is_used_where_utf8_fails() -> None:
    assert decode("الرباط".encode("cp1256"), "a.html", declared="windows-1256") == "الرباط"


@pytest.mark.parametrize("declared", ["iso-8859-1", "latin1", "us-ascii", "windows-1252"])
def test_latin_1_means_windows_1252_as_in_browsers(declared: str) -> None:
    assert decode(b"the Centre\x92s caf\xe9 \x81", "a.html", declared) == "the Centre’s café \x81"


@pytest.mark.parametrize(
    "declared", ["klingon", "hex", "rot13", "undefined", "idna", "zlib", "utf-7", "unicode_escape", ""]
)
def test_a_nonsense_declaration_is_passed_over(declared: str) -> None:
    assert decode("un café \\n noir".encode("cp1252"), "a.html", declared) == "un café \\n noir"


def test_line_ends_become_one_kind() -> None:
    assert decode(b"one\r\ntwo\rthree\nfour", "a.txt") == "one\ntwo\nthree\nfour"


@settings(deadline=None)
@given(st.binary(max_size=200), st.sampled_from([None, "latin-1", "utf-16", "shift_jis", "utf-7", "punycode"]))
def test_any_bytes_are_text_or_refused(raw: bytes, declared: str | None) -> None:
    with suppress(Refused):
        text = decode(raw, "any", declared)
        assert text.strip()
        assert "\r" not in text


WORDS_OF = {
    "en": "the Council opened its café on Tuesday “It’s a day” José Peña – £4.2 million naïve rôle".split(),
    "fr": "Le ministère « où » l’été à Noël ÉTÉ ÇA œuvre garçon n° 5 000 € – DÉJÀ LÀ Î île fêtés aiguë".split(),
    "ar": "أعلنت وزارة الصحة «افتتاح» مستشفى، في؟ ١٢٪ 2024 مُدُنٌ لا ـ إلى ظ طع غ".split(),
}


@settings(deadline=None)
@given(
    st.sampled_from(sorted(WORDS_OF)).flatmap(
        lambda language: st.lists(st.sampled_from(WORDS_OF[language]), min_size=1)
    )
)
def test_correct_text_in_utf8_is_never_changed(words: list[str]) -> None:
    text = " ".join(words)
    assert decode(text.encode(), "a.txt") == text
    assert decode(codecs.BOM_UTF16_LE + text.encode("utf-16-le"), "a.txt") == text


@pytest.mark.parametrize(
    "unit",
    [b"\xe9", b"a", b"a\n", b"\xc3\xa9", b"\xff", b"a\x00", b"\xe9" + b"a" * 199, b"\xd8\xa7", b"\xe2\x80", b"\x81"],
)
def test_a_million_bytes(unit: bytes, length: int) -> None:
    began = time.process_time()
    with suppress(Refused):
        decode(unit * (length // len(unit)) + b"\xe9", "a.txt")
    assert time.process_time() - began < 4
