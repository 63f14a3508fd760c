"""What is fuzzed: for each reader small valid files to begin from, tokens its format is sensitive to, and a check."""

from __future__ import annotations

import io
import json
import time
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from hypothesis import strategies as st

from corpus.containers import opened
from corpus.errors import Refused
from corpus.formats import READERS
from corpus.formats.decoding import decode
from corpus.tidying import tidy
from tests.corpus.formats.making import (
    ARABIC,
    FIRST,
    FRENCH,
    SECOND,
    TITLE,
    Paper,
    document,
    mail,
    pdf,
    release_word,
    zipped,
)
from tests.corpus.fuzz.web import WEB

SECONDS = 5.0
"""No input of some kilobytes may take longer. Readers of whole megabytes are timed in their own tests."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A change to bytes: at a place, some are cut out and others put in, once or many times."""

    at: int
    cut: int
    put: bytes
    times: int

    def of(self, raw: bytes) -> bytes:
        at = self.at % (len(raw) + 1)
        return raw[:at] + self.put * self.times + raw[at + self.cut :]


@dataclass(frozen=True, slots=True)
class Target:
    """A reader under test.

    Attributes:
        check: reads bytes; raises nothing but what is a find.
        seeds: valid files.
        tokens: pieces that mean something to the reader.
        packed: whether files are archives, whose members are changed before they are packed again.
    """

    check: Callable[[bytes], None]
    seeds: tuple[bytes, ...]
    tokens: tuple[bytes, ...] = ()
    packed: bool = field(default=False)

    def inputs(self) -> st.SearchStrategy[bytes]:
        """Seeds changed at random."""
        pieces = st.sampled_from((b"", b"\x00", b"\xff", b"\n", b" ", b"9", *self.tokens)) | st.binary(max_size=6)
        edit = st.builds(
            Edit,
            at=st.integers(0, 1 << 16),
            cut=st.integers(0, 40),
            put=pieces,
            times=st.sampled_from((1, 1, 1, 1, 2, 40, 3_000)),
        )
        whole = st.builds(_changed, st.sampled_from(self.seeds), st.lists(edit, max_size=6))
        if not self.packed:
            return whole
        inside = st.builds(
            _changed_inside, st.sampled_from(self.seeds), st.integers(0, 30), st.lists(edit, max_size=4)
        )
        return whole | inside


def _changed(raw: bytes, edits: list[Edit]) -> bytes:
    for edit in edits:
        raw = edit.of(raw)
    return raw


def _changed_inside(raw: bytes, which: int, edits: list[Edit]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    name = sorted(members)[which % len(members)]
    return zipped(members | {name: _changed(members[name], edits)}, zipfile.ZIP_STORED)


def _told(refused: Refused) -> None:
    assert refused.reason


def _reads(kind: str) -> Callable[[bytes], None]:
    def check(raw: bytes) -> None:
        began = time.perf_counter()
        try:
            page = READERS[kind](document(raw, kind))
        except Refused as refused:
            _told(refused)
        else:
            assert all(block == tidy(block) != "" for block in page.blocks)
            assert page.title is None or page.title == tidy(page.title) != ""
            assert all(map(str.strip, page.metadata.values()))
        assert time.perf_counter() - began < SECONDS, "took too long"

    return check


def _opens(kind: str) -> Callable[[bytes], None]:
    def check(raw: bytes) -> None:
        began = time.perf_counter()
        for item in opened(document(raw, kind)):
            if isinstance(item, Refused):
                _told(item)
            else:
                assert item[0].source == "room" or kind == "export"
                assert item[0].path
        assert time.perf_counter() - began < SECONDS, "took too long"

    return check


def _decodes(raw: bytes) -> None:
    for declared in (None, "iso-8859-1", "utf-16", "klingon"):
        began = time.perf_counter()
        try:
            assert decode(raw, "a", declared).strip()
        except Refused as refused:
            _told(refused)
        assert time.perf_counter() - began < SECONDS, "took too long"


_TEXT = f"{TITLE}\n\n{FIRST}\n- one\n- two\n\n{FRENCH}\n\n{ARABIC}\n".encode()
_MARKDOWN = (
    f"---\ntitle: {TITLE}\n---\n# {TITLE}\n\n{FIRST}\n\n* *one*\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n---\n[x](y)"
).encode()
_HTML = (
    f"<html lang=en><head><title>{TITLE}</title><meta property='article:published_time' content='2024-06-05'></head>"
    f"<body><nav><a href=x>Home</a></nav><article><h1>{TITLE}</h1><time datetime=2024-06-05>5 June</time>"
    f"<p>{FIRST}</p><ul><li>a</ul><table><tr><td>1<td>2</table><p>{SECOND}</p></article>"
    "<script type='application/ld+json'>{}</script></body>"
).encode()
_HTML_MAIL = f"<html><body><table><tr><td><h1>{TITLE}</h1><p>{FIRST}<br>{SECOND}</p><ol><li>a</ol></td></tr></table>"
_RECORD = json.dumps(
    {"id": 1, "title": TITLE, "text": FIRST, "date": "2024-06-05", "url": "https://a.example/1"}
).encode()
_EXPORT = json.dumps({"source": "room", "path": "a.txt", "text": FIRST, "published": "2024-06-05"}).encode()


def _plain_pdf() -> bytes:
    """Make a PDF whose streams are not packed, so that changes reach what is in them."""

    def write(paper: Paper) -> None:
        paper.set_compression(False)
        paper.set_font("Helvetica", "B", 18)
        paper.multi_cell(0, 9, TITLE, new_x="LMARGIN", new_y="NEXT")
        paper.set_font("Helvetica", "", 11)
        paper.multi_cell(0, 6, f"{FIRST}\n{SECOND}")

    return pdf(write)


def _mails() -> tuple[bytes, ...]:
    forwarded = (
        f"See below.\n\n-----Original Message-----\nFrom: a\nSent: b\nTo: c\nSubject: d\n\n{FIRST}\n\n-- \nJane\n"
    )
    with_file = mail("See attached.")
    with_file.add_attachment(b"words", maintype="application", subtype="pdf", filename="é.pdf")
    return (
        mail(FRENCH, "=?utf-8?q?R=C3=A9?=", html=_HTML_MAIL).as_bytes(),
        mail(forwarded).as_bytes(),
        with_file.as_bytes(),
    )


TARGETS: Mapping[str, Target] = MappingProxyType(
    {
        "decoding": Target(
            _decodes,
            (_TEXT, FRENCH.encode("cp1252", "ignore"), ARABIC.encode("cp1256", "ignore"), FRENCH.encode("utf-16")),
            (b"\xe9", b"\xc3\xa9", b"\xef\xbb\xbf", b"\xff\xfe", b"\xc3\x83\xc2\xa9", b"\xe2\x80", b"\xd8\xa7"),
        ),
        "text": Target(_reads("text"), (_TEXT,), (b"\t", b"\n\n", b"- ", b"   ", "\u00a0".encode())),
        "markdown": Target(
            _reads("markdown"),
            (_MARKDOWN,),
            (b"---\n", b"#", b"*", b"_", b"[", b"](", b"|", b"<!--", b"&#", b"> ", b"`", b"1. "),
        ),
        "html": Target(
            _reads("html"),
            (_HTML,),
            (
                b"<div>",
                b"</p>",
                b"<table>",
                b"<!--",
                b"&#x",
                b"<h1>",
                b"<time datetime=",
                b"charset=",
                b"<br>",
                b"]]>",
            ),
        ),
        "pdf": Target(
            _reads("pdf"),
            (_plain_pdf(),),
            (b"<<", b">>", b"/Kids", b"0 R", b"stream", b"Tj", b"BT", b"(", b"/Length", b"-", b"1e39"),
        ),
        "docx": Target(
            _reads("docx"),
            (release_word(),),
            (
                b"<w:p>",
                b"</w:p>",
                b"<w:t>",
                b"<w:tbl><w:tr><w:tc>",
                b"<w:txbxContent>",
                b"<!ENTITY",
                b'w:val="9"',
                b"PK\x01\x02",
            ),
            packed=True,
        ),
        "eml": Target(
            _reads("eml"),
            _mails(),
            (
                b"\n\n",
                b"From: ",
                b"Content-Type: multipart/mixed; boundary=x\n",
                b"--",
                b"=?utf-8?q?",
                b"charset=",
                b"> ",
                b"=\n",
            ),
        ),
        "attachments": Target(
            _opens("eml"), _mails(), (b"filename*0*=", b'filename="../a.txt"', b"message/rfc822", b"\n\n")
        ),
        "jsonl": Target(
            _opens("export"),
            (_RECORD + b"\n" + _RECORD, _EXPORT + b"\n" + _EXPORT),
            (b"{", b"[", b'"', b"\\ud800", b"null", b"1e999"),
        ),
        "json": Target(
            _opens("json"), (b'{"items": [' + _RECORD + b"]}",), (b"{", b"[", b'"', b"\\ud800", b"null", b"NaN")
        ),
        "zip": Target(
            _opens("zip"),
            (zipped({"a.txt": _TEXT, "b/c.html": _HTML, "d.json": _RECORD, "e.eml": _mails()[2]}),),
            (b"PK\x01\x02", b"PK\x05\x06", b"PK\x03\x04", b"../", b"\xff\xff\xff\xff", b"\x00\x00"),
            packed=True,
        ),
        **{name: Target(*parts) for name, parts in WEB.items()},
    }
)
"""Name -> what is fuzzed under it."""
