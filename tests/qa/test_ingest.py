"""Taking documents in: nothing acknowledged is lost, nothing wrong stops the rest, nothing removed comes back."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from corpus import export, readers
from corpus.article import Document, Draft, Scope, article_id
from corpus.errors import SourceMissing, SourceTaken, UnknownFormat
from corpus.readers import Here
from corpus.store.articles import FILE_GONE, REMOVED_BY_HAND, ArticleStore
from index.encoding.embedding import Floats
from qa import ingest
from qa.ingest import Intake, Summary
from tests.conftest import HashingEmbedder

BODY = "The council of Orlington agreed a new budget for its schools on Monday. It takes effect in the spring. "


class WatchedEmbedder(HashingEmbedder):
    """Counts the texts it is given, and can fail."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.fail_at: str | None = None

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Floats:
        if self.fail_at is not None and any(self.fail_at in text for text in texts):
            raise RuntimeError("no memory left")
        self.texts += texts
        return super().encode_passages(texts, progress)


@pytest.fixture
def watched() -> WatchedEmbedder:
    return WatchedEmbedder()


@pytest.fixture
def room(tmp_path: Path) -> Path:
    """A folder of three releases, one of them further down."""
    folder = tmp_path / "room"
    write(folder / "a.txt", "Budget agreed")
    write(folder / "b.txt", "Schools reopened")
    write(folder / "2024" / "c.txt", "Library moved")
    return folder


@pytest.fixture
def take_in(store: ArticleStore, watched: WatchedEmbedder) -> Callable[..., Summary]:
    def run(*paths: Path, **options: bool | str) -> Summary:
        return Intake(store, watched).paths(paths, **options)  # type: ignore[arg-type]

    return run


def write(path: Path, title: str, body: str = BODY) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{title}\n\n{body}\n", encoding="utf-8")


def page(head: str = "", body: str = BODY * 4) -> bytes:
    return f"<html><head>{head}</head><body><article><h1>A title</h1><p>{body}</p></article></body></html>".encode()


def titles(store: ArticleStore) -> list[str | None]:
    return sorted((article.title for article in store.page(Scope.everything())), key=str)


def whole(store: ArticleStore) -> bool:
    """Whether every live article has its passages and its vectors."""
    with store.snapshot(HashingEmbedder.id) as (_, stream):
        rows = list(stream)
    return all(row.passages and row.vectors is not None and len(row.vectors) == len(row.passages) for row in rows)


def line(source: str, path: str, text: str = BODY, **facts: object) -> str:
    return json.dumps({"source": source, "path": path, "text": text, **facts})


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

    monkeypatch.setattr("corpus.sources.os.open", opened)  # as root no file is closed to us
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
    for module in ("qa.ingest", "corpus.store.articles"):
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
    for module in ("qa.ingest", "corpus.store.articles"):
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


# Interrupted


def test_a_failing_embedder_leaves_only_whole_articles_and_the_next_run_takes_the_rest(
    room: Path, store: ArticleStore, watched: WatchedEmbedder, take_in: Callable[..., Summary],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(ingest, "BATCH_PASSAGES", 1)
    watched.fail_at = "Schools reopened"
    with pytest.raises(RuntimeError, match="no memory left"):
        take_in(room)
    assert titles(store) == ["Budget agreed"]
    assert whole(store)
    watched.fail_at = None
    assert take_in(room).counts == {"unchanged": 1, "added": 2}
    assert whole(store)


def test_an_interrupt_keeps_what_was_committed(
    room: Path, store: ArticleStore, embedder: HashingEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingest, "BATCH_PASSAGES", 2)

    def interrupt(done: int, total: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Intake(store, embedder).paths([room], progress=interrupt)
    assert titles(store) == ["Budget agreed", "Schools reopened"]
    assert whole(store)
    assert Intake(store, embedder).paths([room]).counts == {"unchanged": 2, "added": 1}


def test_a_batch_is_committed_whole_and_vectors_stay_with_their_articles(
    room: Path, store: ArticleStore, embedder: HashingEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingest, "BATCH_PASSAGES", 4)
    for at in range(1, 7):
        write(
            room / f"long{at}.txt",
            f"Long notice {at}",
            "\n\n".join(f"Quay{at} of port{n}. {BODY}" for n in range(at)),
        )
    Intake(store, embedder, Here(words=20)).paths([room])
    with store.snapshot(embedder.id) as (_, stream):
        rows = list(stream)
    assert len(rows) == 9
    for row in rows:
        texts = [f"{row.article.title}\n{row.article.text[cut.start : cut.end]}" for cut in row.passages]
        assert row.vectors is not None
        assert abs(row.vectors - embedder.encode_passages(texts)).max() < 1e-3


# One document


def test_a_document_says_what_became_of_it(
    store: ArticleStore, embedder: HashingEmbedder, release: Callable[..., Document]
) -> None:
    def give(body: str) -> str:
        return Intake(store, embedder).document(release("a.txt", "Notice", body))

    assert give("The port opened.") == "added"
    assert give("The port opened.") == "unchanged"
    assert give("The port closed.") == "updated"
    store.remove(article_id("room", "a.txt"))
    assert give("The port closed.") == "restored"


def test_a_document_of_more_passages_than_a_batch_is_taken_in(
    store: ArticleStore, embedder: HashingEmbedder, release: Callable[..., Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingest, "BATCH_PASSAGES", 2)
    long = "\n\n".join([BODY] * 30)
    assert Intake(store, embedder, Here(words=20)).document(release("a.txt", "Notice", long)) == "added"
    assert store.count_passages() > 2


def test_a_refused_document_leaves_no_source_behind(store: ArticleStore, embedder: HashingEmbedder) -> None:
    with pytest.raises(UnknownFormat):
        Intake(store, embedder).document(Document("upload", "a.xyz", b"words", "xyz"))
    assert store.sources() == {}
    assert store.sequence() == 0


def test_what_was_purged_is_kept_out_until_somebody_restores_it(
    room: Path, store: ArticleStore, take_in: Callable[..., Summary]
) -> None:
    take_in(room)
    store.purge(article_id("room", "a.txt"))
    assert take_in(room).counts == {"kept removed": 1, "unchanged": 2}
    assert store.count(Scope.everything()) == 2
    assert take_in(room, restore=True).counts == {"added": 1, "unchanged": 2}
    assert take_in(room).counts == {"unchanged": 3}
