"""XML from strangers."""

from __future__ import annotations

import codecs
import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import BadListing
from corpus.fetching.markup import decoded, plain, safe, unescaped, without_comments

TITLE = "Réouverture du port – « بيان »"


@pytest.mark.parametrize(
    ("raw", "charset"),
    [
        (TITLE.encode(), None),
        (codecs.BOM_UTF8 + TITLE.encode(), "latin-1"),
        (TITLE.encode("utf-16"), None),
        (codecs.BOM_UTF16_BE + TITLE.encode("utf-16-be"), None),
        (TITLE.encode("utf-32"), None),
        (TITLE.encode(), "utf-8"),
        (TITLE.encode(), "no-such-charset"),
        (TITLE.encode(), "utf-7"),
        (TITLE.encode(), "idna"),
    ],
)
def test_characters_are_told(raw: bytes, charset: str | None) -> None:
    assert decoded(raw, charset) == TITLE


def test_what_the_server_or_the_file_says_is_heard() -> None:
    assert decoded("بيان".encode("cp1256"), "windows-1256") == "بيان"
    declared = '<?xml version="1.0" encoding="windows-1252"?><a>é…</a>'
    assert decoded(declared.encode("cp1252")).endswith("<a>é…</a>")
    assert decoded(declared.encode("cp1252"), "utf-8").endswith("<a>é…</a>")


@given(st.binary(max_size=200), st.sampled_from([None, "utf-8", "utf-16", "cp1256", "ascii", "x"]))
def test_any_bytes_become_characters(raw: bytes, charset: str | None) -> None:
    assert isinstance(decoded(raw, charset), str)


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        '<!DOCTYPE a [<!entity b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
        "<!DOCTYPE a [<! \n ENTITY % b SYSTEM 'http://127.0.0.1/'> %b;]><a/>",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_entities_are_refused_by_name_in_any_encoding(text: str, encoding: str) -> None:
    with pytest.raises(BadListing, match="entities"):
        safe(text.encode(encoding), "a")


def test_what_no_parser_needs_is_taken_out() -> None:
    raw = (
        '\n <?xml version="1.0" encoding="UTF-8"?><!DOCTYPE rss PUBLIC "x" "http://x/rss.dtd"><rss>a\x00b\x0bc</rss>'
    )
    assert safe(raw.encode(), "a") == "<rss>abc</rss>"


@pytest.mark.parametrize("raw", [b"", b"  \n", b"\xef\xbb\xbf", b"\x00\x00"])
def test_nothing_is_refused(raw: bytes) -> None:
    with pytest.raises(BadListing, match="empty"):
        safe(raw, "a")


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("a?b=1&c=2&amp;d=3", "a?b=1&c=2&d=3"),
        ("a&amp;amp;b", "a&b"),
        ("&#38;&#x26;&lt;&gt;&quot;&apos;", "&&<>\"'"),
        ("&copy=1&nbsp;&", "&copy=1&nbsp;&"),
        ("&#99999999;", "&#99999999;"),
    ],
)
def test_escapes_are_undone(text: str, read: str) -> None:
    assert unescaped(text) == read


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a<!-- b -->c", "ac"),
        ("a<!-- b --><!--c-->d", "ad"),
        ("a<!-- b", "a"),
        ("a-->b", "a-->b"),
        ("<!--a<!--b-->c", "c"),
    ],
)
def test_comments_are_taken_out(text: str, left: str) -> None:
    assert without_comments(text) == left


@pytest.mark.parametrize(
    ("title", "read"),
    [
        ("Port reopens", "Port reopens"),
        (" Port \n reopens ", "Port reopens"),
        ("<b>Port</b> reopens", "Port reopens"),
        ("Port &amp;amp; harbour", "Port & harbour"),
        ("&lt;em&gt;Port&lt;/em&gt; reopens", "Port reopens"),
        ("3 < 4 and 5 > 4", "3 4"),
        ("", None),
        ("<br/>", None),
        ("a\x00b", "ab"),
        ("Port " * 200, ("Port " * 100).strip()),
    ],
)
def test_a_title_is_words_only(title: str, read: str | None) -> None:
    assert plain(title) == read


@given(st.text(max_size=300))
def test_a_title_is_never_markup(title: str) -> None:
    found = plain(title)
    assert found is None or (found == found.strip() and "\n" not in found and len(found) <= 500)


@pytest.mark.parametrize(
    "piece", ["<", "&", "<!DOCTYPE ", "<?xml ", "<! ", "<!ENTIT", "&#", "<a ", "> ", "\x00", "<!DOCTYPE a ["]
)
def test_hostile_text_is_read_in_no_time(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    began = time.process_time()
    with suppress(BadListing):
        unescaped(without_comments(safe(text.encode(), "a")))
    plain(text)
    assert time.process_time() - began < 2
