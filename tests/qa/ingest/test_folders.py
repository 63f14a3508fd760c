"""Folders taken in: nothing wrong stops the rest, and every place has its name."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import export
from corpus.article import Scope, article_id
from corpus.errors import SourceMissing, SourceTaken
from corpus.store.articles import ArticleStore
from qa.ingest import Intake, Summary
from tests.conftest import HashingEmbedder
from tests.qa.ingest.room import BODY, line, page, titles, whole, write

# A folder


def test_a_folder_is_taken_in_with_all_below_it(
    room: Path, store: ArticleStore, take_in: Callable[..., Summary]
) -> None:
    summary = take_in(room)
    assert summary.counts == {"added": 3}
    assert summary.complete
    assert titles(store) == ["Budget agreed", "Library moved", "Schools reopened"]
    assert article_id("room", "2024/c.txt") in {article.id for article in store.page(Scope.everything())}
    assert summary.passages == store.count_passages() == 3
    assert whole(store)


def test_progress_is_told_of_every_file(room: Path, store: ArticleStore, embedder: HashingEmbedder) -> None:
    told: list[tuple[int, int]] = []
    Intake(store, embedder).paths([room], progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_every_bad_file_is_counted_and_explained_and_the_rest_is_taken_in(
    room: Path, store: ArticleStore, take_in: Callable[..., Summary]
) -> None:
    (room / "empty.txt").touch()
    (room / "blank.md").write_text(" \n\n\t\n")
    (room / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (room / "latin1.txt").write_bytes("Réouverture de la médiathèque".encode("latin-1"))
    (room / "huge.txt").touch()
    os.truncate(room / "huge.txt", 50_000_000)
    (room / "menu.html").write_bytes(page(body="Home | Contact"))
    (room / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    (room / "README").write_text("no ending")
    (room / "dangling.txt").symlink_to(room / "nowhere.txt")
    (room / "export.jsonl").write_text(line("other", "x.txt") + "\n{cut off\n" + line("other", "y.txt"))
    (room / ".hidden.txt").write_bytes(b"\x00")
    summary = take_in(room)
    assert summary.counts == {"added": 6, "refused": 9}
    assert {refused.name: refused.kind for refused in summary.refused} == {
        "empty.txt": "empty",
        "blank.md": "empty",
        "binary.txt": "not text",
        "huge.txt": "too large",
        "menu.html": "no article",
        "photo.jpg": "unknown format",
        "README": "unknown format",
        "dangling.txt": "unreadable",
        "export.jsonl, line 2": "bad export",
    }
    assert all(len(refused.reason) > 20 for refused in summary.refused)
    assert summary.complete
    assert store.count(Scope.everything()) == 6
    assert whole(store)


def test_a_file_the_system_will_not_let_us_read_is_refused(
    room: Path, take_in: Callable[..., Summary], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.open

    def opened(path: Path, flags: int) -> int:
        if path.name == "b.txt":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, flags)

    with monkeypatch.context() as patched:
        patched.setattr("corpus.sources.os.open", opened)  # as root no file is closed to us
        summary = take_in(room)
    assert summary.counts == {"added": 2, "refused": 1}
    assert [(refused.name, refused.kind) for refused in summary.refused] == [("b.txt", "unreadable")]


HOSTILE = {
    "half.html": page('<script type="application/ld+json">{"publisher": {"name": "A\\ud800"}}</script>'),
    "deep.html": page('<script type="application/ld+json">' + "[" * 100_000 + "</script>"),
    "address.html": page('<link rel="canonical" href="http://[bad/x">'),
    "charset.html": page('<meta charset="undefined">').replace(b"council", b"co\xffuncil"),
    "deep.jsonl": b"[" * 100_000,
    "half.jsonl": line("other", "x.txt", "Half \ud800 a character").encode(),
    "half-source.jsonl": line("oth\ud800er", "x.txt").encode(),
    "half-path.jsonl": line("other", "x\ud800.txt").encode(),
    "half-title.jsonl": line("other", "x.txt", title="\udc00").encode(),
    "digits.jsonl": b'{"source": "other", "path": "x", "text": "y", "z": ' + b"1" * 5000 + b"}",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_bytes_never_stop_the_other_files(
    name: str, room: Path, store: ArticleStore, take_in: Callable[..., Summary]
) -> None:
    (room / name).write_bytes(HOSTILE[name])
    summary = take_in(room)
    assert summary.counts["added"] >= 3
    assert whole(store)
    assert {"Budget agreed", "Schools reopened", "Library moved"} <= set(titles(store))
    for refused in summary.refused:
        str(refused).encode()  # it can be shown
    assert take_in(room).counts["added"] == 0


def test_a_file_name_that_is_no_unicode_is_refused(
    room: Path, store: ArticleStore, take_in: Callable[..., Summary]
) -> None:
    for name in (b"caf\xe9.txt", b"caf\xe9.jpg", b"caf\xe9.jsonl"):
        Path(os.fsdecode(os.fsencode(room) + b"/" + name)).write_text(f"Notice\n\n{BODY}")
    summary = take_in(room)
    assert summary.counts == {"added": 3, "refused": 3}
    assert [refused.name for refused in summary.refused] == [f"caf\\udce9.{end}" for end in ("jpg", "jsonl", "txt")]


def test_a_bad_line_of_an_export_does_not_stop_its_other_lines(
    tmp_path: Path, store: ArticleStore, take_in: Callable[..., Summary]
) -> None:
    lines = [line("s", "1.txt"), line("s\ud800", "2.txt"), "[]", line("s", "3\ud800.txt"), line("s", "4.txt")]
    (tmp_path / "some.jsonl").write_text("\n".join(lines))
    summary = take_in(tmp_path / "some.jsonl")
    assert summary.counts == {"added": 2, "refused": 3}
    assert {article.path for article in store.page(Scope.everything())} == {"1.txt", "4.txt"}


# Sources


def test_a_name_that_is_taken_is_reported_while_the_other_paths_go_on(
    room: Path, tmp_path: Path, store: ArticleStore, take_in: Callable[..., Summary]
) -> None:
    write(tmp_path / "twin" / "room" / "a.txt", "Another budget agreed")
    write(tmp_path / "port" / "a.txt", "Port opened")
    summary = take_in(room, tmp_path / "twin" / "room", tmp_path / "nowhere", tmp_path / "port")
    assert summary.counts == {"added": 4}
    assert [type(error) for error in summary.failed] == [SourceTaken, SourceMissing]
    assert not summary.complete
    assert titles(store) == ["Budget agreed", "Library moved", "Port opened", "Schools reopened"]


def test_a_source_can_be_given_a_name_of_its_own(
    room: Path, tmp_path: Path, store: ArticleStore, take_in: Callable[..., Summary]
) -> None:
    take_in(room)
    write(tmp_path / "twin" / "room" / "a.txt", "Another budget agreed")
    assert take_in(tmp_path / "twin" / "room", source="twin").counts == {"added": 1}
    assert store.count_by_source(Scope.everything()) == {"room": 3, "twin": 1}


def test_a_folder_that_has_moved_keeps_its_articles(
    room: Path, tmp_path: Path, store: ArticleStore, take_in: Callable[..., Summary]
) -> None:
    take_in(room)
    (tmp_path / "new").mkdir()
    room.rename(tmp_path / "new" / "room")
    assert take_in(tmp_path / "new" / "room", moved=True, prune=True).counts == {"unchanged": 3}
    assert Path(store.sources()["room"].location) == tmp_path / "new" / "room"


def test_an_export_read_back_gives_the_same_articles(
    room: Path, tmp_path: Path, store: ArticleStore, take_in: Callable[..., Summary], embedder: HashingEmbedder
) -> None:
    take_in(room)
    articles = store.page(Scope.everything())
    lines = [json.dumps(export.record(article, store.versions(article.id))) for article in articles]
    (tmp_path / "all.jsonl").write_text("\n".join(lines))
    other = ArticleStore(tmp_path / "other")
    assert Intake(other, embedder).paths([tmp_path / "all.jsonl"]).counts == {"added": 3}
    there = {article.id: article for article in other.page(Scope.everything())}
    for article in articles:
        again = there[article.id]
        assert (again.text, again.title, again.content_hash) == (article.text, article.title, article.content_hash)
        assert (again.source, again.path, again.published) == (article.source, article.path, article.published)
        assert again.first_seen == article.first_seen
    assert whole(other)
    assert Intake(other, embedder).paths([tmp_path / "all.jsonl"]).counts == {"unchanged": 3}
    assert Intake(other, embedder).paths([room], source="room", moved=True).counts["added"] == 0
    other.close()
