"""What the store keeps of an article's life: earlier texts, received bytes, embargoes, removals, backups."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import Document, Draft, Kept, Part, Person, Scope, Span
from corpus.errors import ArticleUnknown, BadExport
from corpus.export import line, read
from corpus.records import Entry
from corpus.rules import CLEANER_VERSION
from corpus.store import schema
from corpus.store.articles import FILE, FILE_GONE, ArticleStore
from tests.corpus.entries import MODEL, NOW, entry, unit_vectors

ALL = Scope(NOW)
LATER = NOW + dt.timedelta(days=2)
TEXT = "The laboratory opened.\n\nAbout the house: it is old."
RICH = Draft(
    text=TEXT,
    title="Laboratory opens",
    subtitle="After two years",
    published=dt.date(2024, 6, 5),
    place="Rabat",
    issuer="The House",
    language="en",
    languages=("en", "ar"),
    people=(Person("Amina Haddad", "director"), Person("سالم")),
    parts=(Part("about", 24, len(TEXT)),),
    url="https://example.org/1",
    found={"title": "metadata", "place": "dateline"},
)


def rich(path: str = "a.txt", draft: Draft = RICH, **document: Any) -> Entry:
    sent = Document("room", path, document.pop("raw", b"raw bytes"), "text", **document)
    return Entry(sent, draft, [Span(0, 22), Span(24, len(TEXT))], unit_vectors(2), MODEL)


def backup(store: ArticleStore) -> list[str]:
    graves = {grave.article_id: grave for grave in store.gone()}
    return [
        json.dumps(line(store.history(one), store.received(one), graves.get(one)), ensure_ascii=False)
        for one in store.all_ids()
    ]


def restore(lines: list[str], folder: Path) -> ArticleStore:
    store = ArticleStore(folder)
    for item in read(Document("-", "backup.jsonl", "\n".join(lines).encode(), "export")):
        assert isinstance(item, tuple), item
        document, draft = item
        store.put([Entry(document, draft, [Span(0, 3)], unit_vectors(1), MODEL)])
    return store


def test_every_fact_comes_back_as_it_was_stored(store: ArticleStore) -> None:
    made = rich(fields={"title": "Laboratory opens"}, url="https://example.org/1")
    assert store.put([made]) == ["added"]
    article = store.article(made.document.id, ALL)
    for field in dataclasses.fields(Draft):
        assert getattr(article, field.name) == getattr(RICH, field.name)
    assert store.put([made]) == ["unchanged"]


def test_passages_know_their_part(store: ArticleStore) -> None:
    store.put([rich()])
    with store.snapshot(MODEL) as (_, rows):
        (row,) = rows
    assert [passage.part for passage in row.passages] == [None, "about"]
    found = store.quotable([passage.number for passage in row.passages], ALL)
    assert [found[passage.number][0] for passage in row.passages] == list(row.passages)


def test_what_was_received_is_given_back_for_cleaning_again(store: ArticleStore) -> None:
    made = rich(fields={"published": "2024-06-05"}, url="https://example.org/1")
    store.put([made])
    assert store.received(made.document.id) == made.document
    assert store.received("nothing") is None


def test_only_what_another_cleaner_read_is_behind(store: ArticleStore) -> None:
    store.put([rich("a.txt"), rich("b.txt"), rich("c.txt"), rich("d.txt", raw=b"{}")])
    with closing(sqlite3.connect(store.folder / FILE)) as connection, connection:
        connection.execute("UPDATE versions SET cleaner_version = '0' WHERE number IN (2, 3)")
    ids = [rich(name).document.id for name in ("b.txt", "c.txt")]
    assert store.behind(CLEANER_VERSION) == ids
    store.remove(ids[0])
    assert store.behind(CLEANER_VERSION) == ids[1:]


@pytest.mark.parametrize(
    ("second", "hidden_until"),
    [
        (RICH, LATER),  # silent: the embargo of the version before stands
        (dataclasses.replace(RICH, visible_from=LATER + dt.timedelta(1), found={}), LATER + dt.timedelta(1)),
        (dataclasses.replace(RICH, found={"visible_from": "text"}), None),  # says: for immediate release
    ],
)
def test_an_embargo_stands_until_a_version_speaks_of_it(
    store: ArticleStore, second: Draft, hidden_until: dt.datetime | None
) -> None:
    under = dataclasses.replace(RICH, visible_from=LATER, found={"visible_from": "text"})
    store.put([rich(draft=under)])
    (article_id,) = store.all_ids()
    for draft in (dataclasses.replace(under, text=TEXT + "."), dataclasses.replace(second, text=TEXT + "!")):
        store.put([rich(draft=draft)])
    if hidden_until is None:
        assert store.article(article_id, ALL).visible_from is None
        return
    with pytest.raises(ArticleUnknown):
        store.article(article_id, Scope(hidden_until - dt.timedelta(seconds=1)))
    assert store.article(article_id, Scope(hidden_until)).visible_from == hidden_until


def test_a_tombstone_says_when_and_why(store: ArticleStore) -> None:
    store.put([rich("a.txt"), rich("b.txt")])
    before = dt.datetime.now(dt.UTC)
    store.remove(rich("a.txt").document.id, "withdrawn by the press office")
    (grave,) = store.gone()
    assert (grave.path, grave.title, grave.why) == ("a.txt", "Laboratory opens", "withdrawn by the press office")
    assert before <= grave.removed <= dt.datetime.now(dt.UTC)
    assert store.gone({"other"}) == []


def test_a_backup_read_back_gives_the_same_backup(store: ArticleStore, tmp_path: Path) -> None:
    store.put([rich("a.txt", fields={"title": "Laboratory opens"}), rich("b.txt"), rich("c.txt")])
    store.put([rich("a.txt", dataclasses.replace(RICH, text=TEXT + " So it is.", title="New"), raw=b"second")])
    store.put([rich("b.txt", dataclasses.replace(RICH, visible_from=LATER))])
    store.remove(rich("c.txt").document.id, FILE_GONE)
    written = backup(store)
    copy = restore(written, tmp_path / "copy")
    assert [json.loads(one) for one in backup(copy)] == [json.loads(one) for one in written]
    first, _ = store.history(rich("a.txt").document.id)
    assert copy.article(rich("a.txt").document.id, Scope.everything(), first[0].content_hash).text == TEXT
    copy.close()


def test_a_removed_release_of_a_backup_is_never_shown(store: ArticleStore, tmp_path: Path) -> None:
    store.put([rich()])
    store.remove(rich().document.id)
    copy = restore(backup(store), tmp_path / "copy")
    assert copy.count(Scope.everything()) == copy.count_passages() == 0
    assert [grave.why for grave in copy.gone()] == ["removed"]
    copy.close()


@pytest.mark.parametrize(
    "damage",
    [
        {"parts": [{"kind": "about", "start": 5, "end": 9_999}]},
        {"parts": [{"kind": "about", "start": 5, "end": 9}, {"kind": "legal", "start": 3, "end": 12}]},
        {"parts": [{"start": 5, "end": 9}]},
        {"parts": "about"},
        {"people": [{"role": "director"}]},
        {"languages": 5},
        {"visible_from": "2024-06-05T12:00:00"},
        {"visible_from": "tomorrow"},
        {"received": {"format": "text", "raw": "not base64!"}},
        {"received": {"raw": ""}},
    ],
)
def test_a_damaged_line_is_refused_by_name(store: ArticleStore, damage: dict[str, Any]) -> None:
    store.put([rich()])
    written = {**json.loads(backup(store)[0]), **damage}
    (bad,) = read(Document("-", "backup.jsonl", json.dumps(written).encode(), "export"))
    assert isinstance(bad, BadExport)
    assert "backup.jsonl, line 1" in str(bad)


def test_an_older_data_folder_is_brought_up_on_opening(tmp_path: Path) -> None:
    made = entry("a.txt", "It is open.")
    first = ArticleStore(tmp_path)
    first.put([made])
    first.close()
    with closing(sqlite3.connect(tmp_path / FILE)) as connection, connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        for statement in _BACK_TO_ONE:
            connection.execute(statement)
    again = ArticleStore(tmp_path)
    article = again.article(made.document.id, Scope.everything())
    assert (article.text, article.people, article.parts, article.languages) == ("It is open.", (), (), ())
    assert again.received(made.document.id) == made.document
    assert again.put([made, entry("b.txt", "It is new.")]) == ["unchanged", "added"]
    assert (again.jobs(), again.feedback()) == ([], [])
    again.close()
    with closing(sqlite3.connect(tmp_path / FILE)) as connection:
        assert connection.execute("SELECT value FROM meta WHERE key = 'schema'").fetchall() == [
            (schema.SCHEMA_VERSION,)
        ]


_BACK_TO_ONE = (
    "DROP INDEX ix_articles_story",
    "ALTER TABLE articles DROP COLUMN story",
    *(f"ALTER TABLE sources DROP COLUMN {name}" for name in ("options", "synced", "outcome")),
    *(
        f"ALTER TABLE versions DROP COLUMN {name}"
        for name in ("subtitle", "languages", "people", "parts", "format", "sent")
    ),
    "ALTER TABLE passages DROP COLUMN part",
    "DROP TABLE bands",
    *(f"DROP TABLE {name}" for name in ("fetches", "items", "jobs", "replies", "feedback")),
    "UPDATE meta SET value = '1' WHERE key = 'schema'",
)

NAMES = st.text(st.characters(codec="utf-8"), min_size=1, max_size=8)


@settings(deadline=None, max_examples=60)
@given(
    people=st.lists(st.builds(Person, NAMES, st.none() | NAMES), max_size=3).map(tuple),
    languages=st.lists(st.sampled_from(["en", "fr", "ar"]), max_size=3, unique=True).map(tuple),
    cuts=st.lists(st.integers(0, len(TEXT)), max_size=6, unique=True).map(sorted),
    subtitle=st.none() | NAMES,
    until=st.none() | st.datetimes(dt.datetime(2000, 1, 1), dt.datetime(2099, 1, 1), timezones=st.just(dt.UTC)),
    raw=st.binary(max_size=40),
)
def test_whatever_a_line_holds_comes_back(
    people: tuple[Person, ...],
    languages: tuple[str, ...],
    cuts: list[int],
    subtitle: str | None,
    until: dt.datetime | None,
    raw: bytes,
) -> None:
    parts = tuple(Part("legal", start, end) for start, end in zip(cuts[::2], cuts[1::2], strict=False))
    draft = dataclasses.replace(
        RICH, people=people, languages=languages, parts=parts, subtitle=subtitle, visible_from=until
    )
    (written,) = _lines_of(draft, raw)
    (item,) = read(Document("-", "x.jsonl", json.dumps(written).encode(), "export"))
    assert isinstance(item, tuple), item
    document, again = item
    assert again == draft
    assert (document.raw, document.format, document.fields) == (raw, "text", {"title": "T"})
    assert document.kept == Kept(NOW, NOW, "2")


def _lines_of(draft: Draft, raw: bytes) -> list[dict[str, Any]]:
    from corpus.article import Article, Version, content_hash, raw_hash

    facts = {field.name: getattr(draft, field.name) for field in dataclasses.fields(Draft)}
    article = Article(
        id="1", source="room", path="a.txt", raw_hash=raw_hash(raw), content_hash=content_hash(draft.text),
        cleaner_version="2", first_seen=NOW, **facts,
    )  # fmt: skip
    version = Version(1, article.content_hash, article.raw_hash, "2", NOW)
    return [line([(version, article)], Document("room", "a.txt", raw, "text", fields={"title": "T"}))]
