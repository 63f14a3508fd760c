"""Taken in again: what is unchanged is skipped, what is gone goes, what was removed stays removed."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import export, readers
from corpus.article import Draft, Scope, article_id
from corpus.errors import SourceMissing
from corpus.store.articles import FILE_GONE, REMOVED_BY_HAND, ArticleStore
from qa.ingest import Summary
from tests.qa.ingest.room import WatchedEmbedder, titles, whole, write

# Again


def test_what_is_unchanged_is_skipped_without_the_embedder(
    room: Path, store: ArticleStore, watched: WatchedEmbedder, take_in: Callable[..., Summary]
) -> None:
    take_in(room)
    encoded, sequence = len(watched.texts), store.sequence()
    assert take_in(room).counts == {"unchanged": 3}
    assert len(watched.texts) == encoded
    assert store.sequence() == sequence


def test_a_changed_file_is_a_new_version_of_the_same_article(
    room: Path, store: ArticleStore, watched: WatchedEmbedder, take_in: Callable[..., Summary]
) -> None:
    take_in(room)
    name = article_id("room", "a.txt")
    before = store.article(name, Scope.everything())
    write(room / "a.txt", "Budget agreed", "The council of Orlington agreed another budget on Tuesday.")
    watched.texts.clear()
    assert take_in(room).counts == {"updated": 1, "unchanged": 2}
    assert len(watched.texts) == 1
    now = store.article(name, Scope.everything())
    assert "another budget" in now.text
    assert [version.content_hash for version in store.versions(name)] == [before.content_hash, now.content_hash]
    assert store.article(name, Scope.everything(), before.content_hash).text == before.text


def test_everything_is_cleaned_again_once_when_cleaning_has_changed(
    room: Path, store: ArticleStore, take_in: Callable[..., Summary], monkeypatch: pytest.MonkeyPatch
) -> None:
    take_in(room)
    for module in ("qa.ingest", "corpus.store.putting"):
        monkeypatch.setattr(f"{module}.CLEANER_VERSION", "next")
    cleaned = Draft("Cleaner words than before.", "A title")
    monkeypatch.setattr(readers, "read", lambda document, largest: cleaned)
    assert take_in(room).counts == {"updated": 3}
    assert {article.text for article in store.page(Scope.everything())} == {cleaned.text}
    assert take_in(room).counts == {"unchanged": 3}


def test_cleaning_that_changed_nothing_of_a_release_leaves_its_version(
    room: Path, store: ArticleStore, watched: WatchedEmbedder, take_in: Callable[..., Summary],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    take_in(room)
    sequence = store.sequence()
    for module in ("qa.ingest", "corpus.store.putting"):
        monkeypatch.setattr(f"{module}.CLEANER_VERSION", "next")
    assert take_in(room).counts == {"unchanged": 3}
    watched.texts.clear()
    assert take_in(room).counts == {"unchanged": 3}
    assert watched.texts == []  # the store has noted that it is clean by the new rules
    assert store.sequence() == sequence


def test_a_file_named_twice_is_one_article(room: Path, store: ArticleStore, take_in: Callable[..., Summary]) -> None:
    take_in(room, room / "a.txt", room)
    assert store.count(Scope.everything()) == 3
    assert len(store.versions(article_id("room", "a.txt"))) == 1


def test_a_file_alone_is_the_article_it_is_in_its_folder(
    room: Path, store: ArticleStore, take_in: Callable[..., Summary]
) -> None:
    take_in(room / "2024" / "c.txt")
    take_in(room / "b.txt")
    assert {article.id for article in store.page(Scope.everything())} >= {article_id("room", "b.txt")}
    take_in(room)
    assert {article.source for article in store.page(Scope.everything())} <= {"2024", "room"}


# Prune


def test_prune_removes_what_is_gone_and_a_file_that_comes_back_restores_it(
    room: Path, store: ArticleStore, take_in: Callable[..., Summary]
) -> None:
    take_in(room)
    words = (room / "b.txt").read_text()
    (room / "b.txt").unlink()
    assert take_in(room).counts == {"unchanged": 2}
    assert "Schools reopened" in titles(store)
    assert take_in(room, prune=True).counts == {"unchanged": 2, "pruned": 1}
    assert "Schools reopened" not in titles(store)
    assert store.known("room")["b.txt"].removed_why == FILE_GONE
    assert take_in(room, prune=True).counts == {"unchanged": 2}
    (room / "b.txt").write_text(words)
    assert take_in(room).counts == {"unchanged": 2, "restored": 1}
    assert "Schools reopened" in titles(store)
    assert whole(store)


def test_prune_of_a_part_leaves_the_other_parts_alone(
    room: Path, store: ArticleStore, take_in: Callable[..., Summary]
) -> None:
    write(room / "2024-archive" / "d.txt", "Archive moved")
    take_in(room)
    for path in ("a.txt", "2024/c.txt", "2024-archive/d.txt"):
        (room / path).unlink()
    assert take_in(room / "2024", prune=True).counts == {"pruned": 1}
    assert titles(store) == ["Archive moved", "Budget agreed", "Schools reopened"]


def test_prune_keeps_the_article_of_a_file_that_is_there_but_refused(
    room: Path, store: ArticleStore, take_in: Callable[..., Summary]
) -> None:
    take_in(room)
    (room / "a.txt").write_bytes(b"")
    assert take_in(room, prune=True).counts == {"unchanged": 2, "refused": 1}
    assert "Budget agreed" in titles(store)


def test_prune_does_nothing_when_a_folder_cannot_be_listed(
    room: Path, store: ArticleStore, take_in: Callable[..., Summary], monkeypatch: pytest.MonkeyPatch
) -> None:
    take_in(room)
    (room / "a.txt").unlink()
    real = os.scandir

    def scandir(path: str) -> object:
        if str(path).endswith("2024"):
            raise PermissionError(13, "Permission denied", path)
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    summary = take_in(room, prune=True)
    assert summary.counts == {"unchanged": 1, "refused": 1}
    assert [refused.kind for refused in summary.refused] == ["unreadable"]
    assert titles(store) == ["Budget agreed", "Library moved", "Schools reopened"]


def test_prune_does_nothing_when_the_folder_itself_is_gone(
    room: Path, store: ArticleStore, take_in: Callable[..., Summary]
) -> None:
    take_in(room)
    room.rename(room.with_name("elsewhere"))
    summary = take_in(room, prune=True)
    assert [type(error) for error in summary.failed] == [SourceMissing]
    assert store.count(Scope.everything()) == 3


def test_prune_keeps_what_an_export_file_in_the_folder_still_holds(
    room: Path, store: ArticleStore, take_in: Callable[..., Summary]
) -> None:
    take_in(room)
    articles = store.page(Scope.everything())
    (room / "all.jsonl").write_text("\n".join(json.dumps(export.record(article, ())) for article in articles))
    (room / "b.txt").unlink()
    take_in(room, prune=True)
    assert take_in(room, prune=True).counts["pruned"] == 0
    assert "Schools reopened" in titles(store)
    assert len(store.versions(article_id("room", "b.txt"))) == 1


# Removed by hand


def test_what_was_removed_by_hand_stays_removed_unless_it_is_restored(
    room: Path, store: ArticleStore, watched: WatchedEmbedder, take_in: Callable[..., Summary]
) -> None:
    take_in(room)
    store.remove(article_id("room", "a.txt"))
    watched.texts.clear()
    assert take_in(room).counts == {"unchanged": 2, "kept removed": 1}
    write(room / "a.txt", "Budget agreed", "Other words altogether, but the same release.")
    assert take_in(room, prune=True).counts == {"unchanged": 2, "kept removed": 1}
    assert watched.texts == []
    assert store.known("room")["a.txt"].removed_why == REMOVED_BY_HAND
    assert take_in(room, restore=True).counts == {"unchanged": 2, "restored": 1}
    assert "Other words" in store.article(article_id("room", "a.txt"), Scope.everything()).text


def test_prune_does_not_forget_that_it_was_removed_by_hand(
    room: Path, store: ArticleStore, take_in: Callable[..., Summary]
) -> None:
    take_in(room)
    store.remove(article_id("room", "a.txt"))
    words = (room / "a.txt").read_text()
    (room / "a.txt").unlink()
    take_in(room, prune=True)
    (room / "a.txt").write_text(words)
    assert take_in(room).counts == {"unchanged": 2, "kept removed": 1}


def test_an_export_does_not_bring_back_what_was_removed_by_hand(
    room: Path, tmp_path: Path, store: ArticleStore, take_in: Callable[..., Summary]
) -> None:
    take_in(room)
    lines = [json.dumps(export.record(article, ())) for article in store.page(Scope.everything())]
    (tmp_path / "backup.jsonl").write_text("\n".join(lines))
    store.remove(article_id("room", "a.txt"))
    assert take_in(tmp_path / "backup.jsonl").counts == {"unchanged": 2, "kept removed": 1}
    assert "Budget agreed" not in titles(store)
    assert take_in(tmp_path / "backup.jsonl", restore=True).counts == {"unchanged": 2, "restored": 1}
    assert "Budget agreed" in titles(store)
