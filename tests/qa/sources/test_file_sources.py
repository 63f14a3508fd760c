"""One file as a source: read again when it changed, and its articles gone when it is."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from corpus.article import Document, Scope, article_id
from corpus.errors import NestedArchive, SourceInvalid, SourceMissing, SourceTaken, UnknownFormat
from corpus.records import Options, Source
from corpus.store.articles import FILE_GONE, ArticleStore
from qa.desk import Desk
from qa.sources import Sources

TEXT = "{}\n\nThe council of Orlington agreed on this on Monday, after a long debate in the town hall.\n"


@pytest.fixture
def share(tmp_path: Path) -> Path:
    folder = tmp_path / "share"
    folder.mkdir()
    return folder


def archive(path: Path, *titles: str) -> Path:
    with zipfile.ZipFile(path, "w") as opened:
        for title in titles:
            opened.writestr(f"{title}.txt", TEXT.format(title))
    return path


def paths(store: ArticleStore) -> list[str]:
    return sorted(article.path for article in store.page(Scope.everything()))


def test_a_file_is_a_source_under_its_own_name(keeper: Sources, store: ArticleStore, share: Path) -> None:
    path = archive(share / "press 2024.zip", "Budget", "Library")
    assert keeper.add(str(path)) == Source("press 2024", "file", str(path))
    assert paths(store) == []
    assert keeper.syncable() == ["press 2024"]
    assert keeper.sync("press 2024").counts == {"added": 2}
    assert paths(store) == ["press 2024.zip#Budget.txt", "press 2024.zip#Library.txt"]
    assert store.of_source("press 2024")[0] == article_id("press 2024", "press 2024.zip#Budget.txt")


def test_it_is_read_again_and_what_left_it_goes(keeper: Sources, store: ArticleStore, share: Path) -> None:
    path = archive(share / "all.zip", "Budget", "Library")
    keeper.add(str(path))
    keeper.sync("all")
    assert keeper.sync("all").counts == {"unchanged": 2}
    archive(path, "Budget", "Museum")
    assert keeper.sync("all").counts == {"unchanged": 1, "added": 1, "pruned": 1}
    assert paths(store) == ["all.zip#Budget.txt", "all.zip#Museum.txt"]


@pytest.mark.parametrize("name", ["release.txt", "release.md", "release.json"])
def test_files_of_any_kind(keeper: Sources, store: ArticleStore, share: Path, name: str) -> None:
    text = TEXT.format("Budget agreed")
    record = json.dumps([{"title": "Budget agreed", "text": text}])
    (share / name).write_text(record if name.endswith("json") else text, encoding="utf-8")
    keeper.add(str(share / name))
    assert keeper.sync("release").counts == {"added": 1}
    (share / name).unlink()
    assert keeper.sync("release").counts == {"pruned": 1}
    assert paths(store) == []


def test_its_articles_go_with_it_and_come_back_with_it(keeper: Sources, store: ArticleStore, share: Path) -> None:
    path = archive(share / "all.zip", "Budget", "Library")
    keeper.add(str(path))
    keeper.sync("all")
    path.rename(share / "away.zip")
    done = keeper.sync("all")
    assert (done.counts, done.problem) == ({"pruned": 2}, None)
    assert {one.why for one in store.gone()} == {FILE_GONE}
    assert keeper.sync("all").counts == {}
    (share / "away.zip").rename(path)
    assert keeper.sync("all").counts == {"restored": 2}
    assert len(paths(store)) == 2


def test_a_file_whose_folder_is_gone_was_not_removed(keeper: Sources, store: ArticleStore, share: Path) -> None:
    keeper.add(str(archive(share / "all.zip", "Budget")))
    keeper.sync("all")
    share.rename(share.with_name("unmounted"))
    done = keeper.sync("all")
    assert "no such file or folder" in str(done.problem)
    assert paths(store) == ["all.zip#Budget.txt"]
    outcome = store.sources()["all"].outcome
    assert outcome is not None
    assert {**outcome, "seconds": 0} == {"counts": {}, "problem": done.problem, "seconds": 0}


def test_what_was_removed_by_hand_stays_removed(keeper: Sources, store: ArticleStore, share: Path) -> None:
    keeper.add(str(archive(share / "all.zip", "Budget", "Library")))
    keeper.sync("all")
    store.remove(article_id("all", "all.zip#Budget.txt"), "wrong figures")
    assert keeper.sync("all").counts == {"kept removed": 1, "unchanged": 1}
    assert keeper.sync("all", restore=True).counts == {"restored": 1, "unchanged": 1}


def test_an_archive_that_became_unreadable_keeps_its_articles(
    keeper: Sources, store: ArticleStore, share: Path
) -> None:
    path = archive(share / "all.zip", "Budget")
    keeper.add(str(path))
    keeper.sync("all")
    path.write_bytes(b"half an archive")
    assert keeper.sync("all").counts == {"refused": 1}
    assert paths(store) == ["all.zip#Budget.txt"]


def test_its_neighbours_are_none_of_its_business(keeper: Sources, store: ArticleStore, share: Path) -> None:
    keeper.add(str(archive(share / "all.zip", "Budget")))
    (share / "other.txt").write_text(TEXT.format("Other"), encoding="utf-8")
    assert keeper.sync("all").counts == {"added": 1}
    assert paths(store) == ["all.zip#Budget.txt"]


def test_ingesting_it_by_its_path_takes_it_into_its_source(keeper: Sources, desk: Desk, share: Path) -> None:
    path = archive(share / "all.zip", "Budget")
    keeper.add(str(path), "bulk")
    assert desk.intake().paths([path]).counts == {"added": 1}
    assert list(desk.store.sources()) == ["bulk"]
    assert keeper.sync("bulk").counts == {"unchanged": 1}


def test_an_ingest_of_an_archive_in_a_folder_prunes_what_left_it(desk: Desk, share: Path) -> None:
    path = archive(share / "all.zip", "Budget", "Library")
    (share / "other.txt").write_text(TEXT.format("Other"), encoding="utf-8")
    desk.intake().paths([share])
    archive(path, "Library")
    (share / "other.txt").unlink()
    assert desk.intake().paths([path], prune=True).counts == {"unchanged": 1, "pruned": 1}
    assert paths(desk.store) == ["all.zip#Library.txt", "other.txt"]


def test_nothing_else_is_put_under_its_name(keeper: Sources, desk: Desk, share: Path) -> None:
    keeper.add(str(archive(share / "all.zip", "Budget")))
    with pytest.raises(SourceTaken, match="is the file"):
        desk.add(Document("all", "a.txt", TEXT.format("A").encode(), "text"))
    with pytest.raises(SourceTaken, match="--name NAME"):
        keeper.add(str(archive(share / "all.ZIP", "Library")), "all")


def test_options_that_fit_it_are_kept(keeper: Sources, store: ArticleStore, share: Path) -> None:
    path = str(archive(share / "all.zip", "Budget"))
    keeper.add(path, options=Options(every=3600))
    keeper.add(path)
    assert store.sources()["all"].options == Options(every=3600)
    with pytest.raises(SourceInvalid, match="taken in whole"):
        keeper.add(path, options=Options(limit=3))


def test_what_cannot_be_such_a_source_is_refused(keeper: Sources, store: ArticleStore, share: Path) -> None:
    (share / "old.doc").write_bytes(b"words")
    (share / "all.rar").write_bytes(b"Rar!")
    with pytest.raises(UnknownFormat, match=r"save it as \.docx"):
        keeper.add(str(share / "old.doc"))
    with pytest.raises(NestedArchive, match="only ZIP"):
        keeper.add(str(share / "all.rar"))
    with pytest.raises(SourceInvalid, match="is a folder"):
        keeper.add(str(share), kind="file")
    with pytest.raises(SourceInvalid, match="no address"):
        keeper.add(str(archive(share / "all.zip", "Budget")), kind="room")
    with pytest.raises(SourceMissing):
        keeper.add(str(share / "none.zip"), kind="file")
    assert store.sources() == {}
    keeper.add(str(share))
    with pytest.raises(SourceTaken, match="lies in source 'share'"):
        keeper.add(str(share / "all.zip"))


def test_an_exports_lines_keep_their_sources(keeper: Sources, store: ArticleStore, share: Path) -> None:
    line = {"source": "council", "path": "2024/a.txt", "title": "Budget", "text": TEXT.format("Budget")}
    path = share / "kept.jsonl"
    path.write_text(json.dumps(line) + "\n", encoding="utf-8")
    keeper.add(str(path))
    assert keeper.sync("kept").counts == {"added": 1}
    path.unlink()
    assert keeper.sync("kept").counts == {}
    assert [(article.source, article.path) for article in store.page(Scope.everything())] == [
        ("council", "2024/a.txt")
    ]


def test_a_removed_source_takes_its_articles_along(keeper: Sources, store: ArticleStore, share: Path) -> None:
    path = archive(share / "all.zip", "Budget")
    keeper.add(str(path))
    keeper.sync("all")
    assert keeper.remove("all") == 1
    assert (store.sources(), paths(store), path.exists()) == ({}, [], True)
