"""A batch is written in a few statements, and says and leaves what its entries would one by one."""

from __future__ import annotations

import dataclasses
import datetime as dt
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, event

from corpus.article import Draft, Kept, Past
from corpus.records import Entry
from corpus.store.articles import ArticleStore
from tests.corpus.entries import NOW, entry
from tests.corpus.store.looking import OTHER, TEXT, sql

LONGER = f"{TEXT}\n\nThe mayor of Halvern spoke first. A choir sang."
TEXTS = (TEXT, OTHER, LONGER, "The council of Orlington agreed a budget. It takes effect in the spring.")
LATER = NOW + dt.timedelta(days=3)
PAST = (Past(Draft("An older text. It had two sentences.", title="Before"), NOW, "0"),)
KEPT = (
    None,
    None,
    None,
    Kept(NOW, NOW, "1"),
    Kept(NOW, LATER, "1", PAST),
    Kept(NOW, LATER, "1", removed=(LATER, "asked to")),
)


def made(path: str, text: str, title: str, raw: bytes, kept: Kept | None, held: bool) -> Entry:
    one = entry(path, text, title=title, raw=raw)
    draft = dataclasses.replace(one.draft, visible_from=LATER) if held else one.draft
    return dataclasses.replace(one, document=dataclasses.replace(one.document, kept=kept), draft=draft)


ENTRIES = st.builds(
    made,
    st.sampled_from(["a.txt", "b.txt", "c.txt", "d.txt"]),
    st.sampled_from(TEXTS),
    st.sampled_from(["Laboratory opens", "Another title"]),
    st.sampled_from([b"one", b"two"]),
    st.sampled_from(KEPT),
    st.booleans(),
)

CONTENT = {
    "articles": "id, source, path, version, removed IS NULL, removed_why, story",
    "versions": "number, article_id, raw_hash, content_hash, cleaner_version, title, text, visible_from, found, sent",
    "raws": "hash, format, data",
    "passages": "number, article_id, version, start, end, text_hash, part",
    "vectors": "article_id, version, model, data",
    "bands": "hash, version",
    "links": "article_id, other_id, relation",
    "changes": "sequence, article_id, kind",
}


def content(store: ArticleStore) -> dict[str, list[tuple[object, ...]]]:
    return {
        table: sorted(sql(store, f"SELECT {columns} FROM {table}"), key=repr)  # noqa: S608 - our own names
        for table, columns in CONTENT.items()
    }


@settings(max_examples=15, deadline=None)
@given(st.lists(st.lists(ENTRIES, max_size=6), max_size=3))
def test_a_batch_says_and_leaves_what_its_entries_would_one_by_one(batches: list[list[Entry]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        together, singly = ArticleStore(Path(folder) / "together"), ArticleStore(Path(folder) / "singly")
        try:
            for batch in batches:
                assert together.put(batch) == [outcome for one in batch for outcome in singly.put([one])]
            assert content(together) == content(singly)
        finally:
            together.close()
            singly.close()


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements that are run meanwhile."""
    run: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        run.append(statement)

    event.listen(Engine, "after_cursor_execute", note)
    try:
        yield run
    finally:
        event.remove(Engine, "after_cursor_execute", note)


def unlike(number: int, edition: int) -> str:
    """A text that shares no words with others, so that its story costs no more than a look."""
    return " ".join(f"quay{number}x{edition}x{word}" for word in range(12)) + "."


def test_forty_articles_take_few_statements_beside_those_about_stories(store: ArticleStore) -> None:
    counts = []
    for edition in (1, 2, 2):  # added, updated, unchanged
        with counted() as run:
            store.put([entry(f"{at}.txt", unlike(at, edition)) for at in range(40)])
        counts.append(sum(not any(word in each for word in ("bands", "links", "story")) for each in run))
    assert max(counts) <= 20


def test_the_bytes_of_an_export_that_says_nothing_new_are_not_kept(store: ArticleStore) -> None:
    store.put([entry("a.txt", TEXT, raw=b"as first received")])
    assert store.put([entry("a.txt", TEXT, raw=b"a line of an export", seen=NOW)]) == ["unchanged"]
    assert sql(store, "SELECT count(*) FROM raws") == [(1,)]


def test_of_nothing_nothing_is_written(store: ArticleStore) -> None:
    with counted() as run:
        assert store.put([]) == []
    assert not [each for each in run if not each.startswith("BEGIN")]
