"""Articles as JSON Lines and back."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import Document, Draft, Scope, content_hash
from corpus.errors import BadExport, Refused
from corpus.export import line, read
from corpus.store import ArticleStore
from tests.corpus.entries import NOW, entry, entry_of_export

LINE: dict[str, Any] = {"source": "room", "path": "2024/a.md", "text": "It is open.", "title": "Laboratory opens"}


def items(*lines: bytes | dict[str, Any]) -> list[tuple[Document, Draft] | Refused]:
    raw = b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines)
    return list(read(Document("-", "all.jsonl", raw, "export")))


def exported(store: ArticleStore) -> list[dict[str, Any]]:
    everything = list(store.oldest_first(Scope.everything()))
    lines = [json.dumps(line(store.history(article.id)), ensure_ascii=False) for article in everything]
    return [json.loads(one) for one in lines]


def test_a_round_trip_gives_the_same_articles(store: ArticleStore, tmp_path: Path) -> None:
    store.put(
        [
            entry("a.txt", "It is\u2028open.\n\n👍 نعم", published=dt.date(2024, 6, 5), url="https://example.org/1"),
            entry("b.txt", "Undated words.", "other", title=None, language=None, seen=NOW),
            entry("zip#c.txt", 'Quotes " and \\ backslashes.', title="A\ttab"),
        ]
    )
    before = exported(store)
    copy = ArticleStore(tmp_path / "copy")
    assert copy.put([entry_of_export(line) for line in before]) == ["added"] * 3
    assert exported(copy) == before
    # A second time it changes nothing: neither there nor where it came from.
    assert copy.put([entry_of_export(line) for line in before]) == ["unchanged"] * 3
    assert store.put([entry_of_export(line) for line in before]) == ["unchanged"] * 3
    copy.close()


def test_a_reimported_line_leaves_the_bytes_as_first_received(store: ArticleStore) -> None:
    made = entry("a.txt", "It is open.")
    store.put([made])
    store.put([entry_of_export(line) for line in exported(store)])
    article = store.article(made.document.id, Scope.everything())
    assert store.raw(article.raw_hash) == made.document.raw


def test_the_shape_of_a_line(store: ArticleStore) -> None:
    store.put([entry("a.txt", "It is open.", published=dt.date(2024, 6, 5))])
    (line,) = exported(store)
    contract = "id path url title published updated place issuer source language text parts content_hash versions"
    assert set(contract.split()) <= set(line)
    assert line["published"] == "2024-06-05"
    assert line["content_hash"] == content_hash(line["text"]) == line["versions"][-1]["content_hash"]


def test_an_id_comes_from_source_and_path() -> None:
    (item,) = items(LINE)
    assert isinstance(item, tuple)
    assert item[0].id == Document("room", "2024/a.md", b"", "markdown").id


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b'{"source": "room", "path": "a", "te', "no JSON"),
        (b"[1, 2]", "not an object"),
        (b'"words"', "not an object"),
        (b"\xff\xfe\xfa", "no JSON"),
        (b"[" * 100_000, "no JSON"),
        ({**LINE, "text": ""}, "'text'"),
        ({**LINE, "text": " \n"}, "'text'"),
        ({**LINE, "text": ["It is open."]}, "'text'"),
        ({"path": "a", "text": "It is open."}, "'source'"),
        ({"source": "room", "text": "It is open."}, "'path'"),
        ({**LINE, "published": "5 June 2024"}, "'published'"),
        ({**LINE, "updated": 20240605}, "'updated'"),
        ({**LINE, "text": "half \ud800 a pair"}, "surrogates"),
        ({**LINE, "path": "\udcff.txt"}, "surrogates"),
        ({**LINE, "title": "\udfff"}, "surrogates"),
        ({**LINE, "content_hash": content_hash("It is closed.")}, "content_hash"),
        ({**LINE, "content_hash": ["x"]}, "content_hash"),
    ],
)
def test_a_damaged_line_is_named_by_its_number_and_stops_no_other(line: bytes | dict[str, Any], why: str) -> None:
    first, bad, last = items(LINE, line, {**LINE, "path": "b.md"})
    assert isinstance(first, tuple)
    assert isinstance(last, tuple)
    assert isinstance(bad, BadExport)
    assert bad.name == "all.jsonl, line 2"
    assert why in bad.reason


def test_blank_lines_count_but_do_not_matter() -> None:
    first, bad = items(LINE, b"", b"  ", b"{")
    assert isinstance(first, tuple)
    assert isinstance(bad, BadExport)
    assert bad.name == "all.jsonl, line 4"


def test_tampered_text_is_refused(store: ArticleStore) -> None:
    store.put([entry("a.txt", "The fee is 10 dirhams.")])
    (line,) = exported(store)
    (bad,) = items({**line, "text": line["text"].replace("10", "90")})
    assert isinstance(bad, BadExport)
    assert "changed after the export" in bad.reason


def test_facts_of_other_kinds_are_left_out() -> None:
    (item,) = items({**LINE, "title": 5, "language": None, "found": {"title": ["x"], "place": "dateline"}})
    assert isinstance(item, tuple)
    assert (item[1].title, item[1].language, item[1].found) == (None, None, {"place": "dateline"})


@pytest.mark.parametrize(
    ("said", "moment"),
    [
        ("2024-06-05T12:00:00+00:00", NOW),
        ("2024-06-05T14:00:00+02:00", NOW),
        ("2024-06-05T12:00:00", None),
        ("yesterday", None),
        (None, None),
    ],
)
def test_first_seen(said: str | None, moment: dt.datetime | None) -> None:
    (item,) = items({**LINE, "first_seen": said})
    assert isinstance(item, tuple)
    assert item[0].kept is not None
    assert item[0].kept.first_seen == moment


WORDS = st.text(st.characters(codec="utf-8"), min_size=1).filter(str.strip)


@settings(deadline=None)
@given(WORDS, WORDS, st.none() | WORDS, st.none() | st.dates())
def test_any_text_survives(text: str, path: str, title: str | None, published: dt.date | None) -> None:
    line = {"source": "room", "path": path, "text": text, "title": title, "content_hash": content_hash(text)}
    (item,) = items({**line, "published": published.isoformat() if published else None})
    assert isinstance(item, tuple)
    document, draft = item
    assert (document.path, draft.text, draft.title, draft.published) == (path, text, title, published)
