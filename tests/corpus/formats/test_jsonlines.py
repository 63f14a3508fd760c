"""JSON records as documents."""

from __future__ import annotations

import json
import time
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Document
from corpus.errors import BadRecord, NotText, Refused
from corpus.formats.jsonlines import is_export, items, lines
from tests.corpus.formats.making import ARABIC, FIRST, TITLE, document

RECORD = {"id": "b-17", "title": TITLE, "text": FIRST, "date": "2024-06-05", "url": "https://orlington.example/b-17"}


def read(*records: Any) -> list[Document | Refused]:
    raw = b"\n".join(each if isinstance(each, bytes) else json.dumps(each).encode() for each in records)
    return list(lines(document(raw, "export", "all.jsonl")))


def one(record: Any) -> Document:
    (found,) = read(record)
    assert isinstance(found, Document), found
    return found


def refused(record: Any) -> Refused:
    (found,) = read(record)
    assert isinstance(found, Refused)
    assert found.name == "all.jsonl, line 1"
    return found


def test_a_record_is_a_document_with_what_is_known_of_it() -> None:
    found = one(RECORD)
    assert (found.source, found.path, found.format, found.raw) == ("room", "all.jsonl#b-17", "text", FIRST.encode())
    assert found.url == RECORD["url"]
    assert found.fields == {"title": TITLE, "published": "2024-06-05"}


@pytest.mark.parametrize(
    ("key", "value", "fact", "told"),
    [
        ("headline", TITLE, "title", TITLE),
        ("datePublished", "2024-06-05T09:00:00Z", "published", "2024-06-05T09:00:00Z"),
        ("modified", "2024-06-06", "updated", "2024-06-06"),
        ("publisher", {"@type": "Organization", "name": "Orlington Council"}, "issuer", "Orlington Council"),
        ("organisation", "Orlington Council", "issuer", "Orlington Council"),
        ("lang", "en", "language", "en"),
        ("city", "Orlington", "place", "Orlington"),
        ("deck", "Lorries cross again", "subtitle", "Lorries cross again"),
    ],
)
def test_facts_under_their_usual_names(key: str, value: Any, fact: str, told: str) -> None:
    assert one({"text": FIRST, key: value}).fields == {fact: told}


@pytest.mark.parametrize("value", [None, "", "  ", [], {}, True, ["en"], {"label": "x"}])
def test_facts_of_other_kinds_are_left_out(value: Any) -> None:
    assert one({"text": FIRST, "title": value, "url": value, "id": value}).fields == {}


@pytest.mark.parametrize("address", ["javascript:alert(1)", "/releases/1", "ftp://x.example/a", "https:// x", 5])
def test_an_address_that_nobody_can_follow_is_none(address: Any) -> None:
    assert one({"text": FIRST, "url": address}).url is None


@pytest.mark.parametrize(
    ("record", "kind", "text"),
    [
        ({"body": FIRST}, "text", FIRST),
        ({"content": f"<p>{FIRST}</p>"}, "html", f"<p>{FIRST}</p>"),
        ({"content": f"<strong>{FIRST}"}, "text", f"<strong>{FIRST}"),
        ({"html": FIRST, "text": "Plain"}, "html", FIRST),
        ({"markdown": f"# {TITLE}\n\n{FIRST}"}, "markdown", f"# {TITLE}\n\n{FIRST}"),
        ({"text": "  ", "body": ARABIC}, "text", ARABIC),
    ],
)
def test_texts_under_their_usual_names(record: dict[str, str], kind: str, text: str) -> None:
    found = one(record)
    assert (found.format, found.raw.decode()) == (kind, text)


def test_a_record_without_an_id_has_its_number() -> None:
    found = read({"text": "One"}, b"", {"text": "Three"}, {"text": "Four", "guid": 77})
    assert [each.path for each in found if isinstance(each, Document)] == [
        f"all.jsonl#{at}" for at in ("1", "3", "77")
    ]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b'{"text": "cut sho', "no JSON"),
        (b"[" * 100_000, "no JSON"),
        (b"[1, 2]", "not an object"),
        (b'"words"', "not an object"),
        (b"5", "not an object"),
        (b'{"n": ' + b"1" * 5000 + b"}", "no JSON"),
        ({"title": TITLE}, "no text"),
        ({"text": 5.5, "body": ["x"]}, None),
        ({"text": ["words"]}, "no text"),
    ],
)
def test_a_bad_line_is_named_and_stops_no_other(line: Any, why: str | None) -> None:
    first, found, last = read(RECORD, line, {"text": "Last"})
    assert isinstance(first, Document)
    assert isinstance(last, Document)
    if why is not None:
        assert isinstance(found, BadRecord)
        assert found.name == "all.jsonl, line 2"
        assert why in found.reason


def test_an_id_can_be_used_once() -> None:
    _, again = read(RECORD, {**RECORD, "text": "Other"})
    assert isinstance(again, BadRecord)
    assert "'b-17'" in again.reason


def test_lines_in_other_encodings() -> None:
    raw = b'\xef\xbb\xbf{"text": "One"}\n' + '{"text": "Réouverture du pont à l’été"}'.encode("cp1252")
    found = list(lines(document(raw, "export", "all.jsonl")))
    assert [each.raw.decode() for each in found if isinstance(each, Document)] == [
        "One",
        "Réouverture du pont à l’été",
    ]
    binary = refused(b"\x00\x01\x02\x03" * 20)
    assert isinstance(binary, NotText)


@pytest.mark.parametrize("key", [None, "articles", "items", "releases"])
def test_json_files_hold_a_list(key: str | None) -> None:
    records = [RECORD, {"text": "Two"}, {"title": "no text"}]
    raw = json.dumps({key: records, "version": 1} if key else records).encode()
    first, second, bad = items(document(raw, "json", "all.json"))
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (first.path, second.path) == ("all.json#b-17", "all.json#2")
    assert isinstance(bad, BadRecord)
    assert bad.name == "all.json, item 3"


def test_json_files_hold_one_record() -> None:
    (found,) = items(document(json.dumps(RECORD, indent=2).encode("utf-16"), "json", "one.json"))
    assert isinstance(found, Document)
    assert found.path == "one.json#b-17"


@pytest.mark.parametrize("raw", [b"{", b"", b"[" * 100_000, b"\x00" * 9])
def test_broken_json_files(raw: bytes) -> None:
    (found,) = items(document(raw, "json", "all.json"))
    assert isinstance(found, Refused)
    assert found.name == "all.json"


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b'{"source": "a", "path": "b", "text": "c", "content_hash": "d"}', True),
        (b'{cut\n{"source": "a", "path": "b", "text": "c"}', True),
        (json.dumps(RECORD).encode(), False),
        (b"[]", False),
        (b"", False),
        (b"[" * 100_000 + b"\n\n", False),
    ],
)
def test_an_export_is_told_by_its_first_whole_line(raw: bytes, told: bool) -> None:
    assert is_export(raw) is told


KEYS = st.sampled_from(["text", "title", "id", "html", "url", "items", "date"])
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
JSON = st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(KEYS | st.text(), inner))


@given(JSON)
def test_any_json_gives_documents_or_refusals(data: Any) -> None:
    raw = json.dumps(data).encode()
    for found in [*lines(document(raw, "export")), *items(document(raw, "json"))]:
        if isinstance(found, Document):
            with suppress(UnicodeDecodeError):
                assert found.raw.decode().strip()


def test_a_megabyte_of_short_lines_is_read_one_by_one(length: int) -> None:
    count = length // 13
    began = time.process_time()
    assert sum(1 for _ in lines(document(b'{"text":"a"}\n' * count, "export"))) == count
    assert time.process_time() - began < 10
