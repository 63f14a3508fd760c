"""What is done to indexes as a whole."""

from __future__ import annotations

import logging
import threading
from pathlib import Path

import pytest
from filelock import FileLock

from corpus.store import ArticleStore
from index.errors import IndexUnwritable
from index.segments import manifest, upkeep
from index.segments.shelf import folder_of
from index.segments.writer import Writer
from tests.faults.judging import assert_nothing_is_left_over
from tests.faults.shelves import assert_right, engine, folder, releases, writer
from tests.index.oracle import EMBEDDER, put

MODEL, LONG = EMBEDDER.id, EMBEDDER.dimensions


def entries(store: ArticleStore) -> tuple[manifest.Entry, ...]:
    return manifest.newest(folder(store))[0].segments


def test_a_data_folder_without_an_index_has_none(store: ArticleStore) -> None:
    assert upkeep.inspected(store.folder) == []
    (store.folder / "index").mkdir()
    (store.folder / "index" / "a file").touch()
    assert list(upkeep.folders(store.folder)) == []
    upkeep.erase(store)
    upkeep.forget(store.folder)


def test_each_model_has_an_index_of_its_own(store: ArticleStore) -> None:
    put(store, *releases(2))
    put(store, *releases(1, 2), model="another/1")
    writer(store).advance()
    Writer(store, folder_of(store.folder, "another/1"), "another/1", LONG).advance()
    one, other = upkeep.inspected(store.folder)
    assert {one.manifest.model, other.manifest.model} == {MODEL, "another/1"}
    assert one.folder != other.folder
    assert one.damage == other.damage == ()
    for held in (one, other):
        assert held.bytes == sum(path.stat().st_size for path in held.folder.rglob("*") if path.is_file())


def test_an_index_of_other_terms_goes_with_the_next_purge(
    store: ArticleStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(store, *releases(2))
    with monkeypatch.context() as earlier:
        earlier.setattr("index.analysis.VERSION", "earlier")
        old = folder(store)
        writer(store).advance()
    writer(store).advance()
    upkeep.erase(store)
    assert not old.exists()
    assert [held.folder for held in upkeep.inspected(store.folder)] == [folder(store)]
    assert_right(engine(store), store)


def test_models_that_differ_have_folders_that_differ(tmp_path: Path) -> None:
    named = [folder_of(tmp_path, model) for model in ("a", "a@1", "a/1", "b", "../../etc")]
    assert len(set(named)) == 5
    assert all(path.parent == tmp_path / "index" for path in named)


def test_damage_is_named_file_by_file(store: ArticleStore) -> None:
    put(store, *releases(6))
    first, second = writer(store, most=9).advance().segments
    (folder(store) / first.name / "vectors.npy").write_bytes(b"")
    (folder(store) / second.name / "columns" / "ids.npy").unlink()
    (folder(store) / "manifest-000007.json").write_text("{}")
    (held,) = upkeep.inspected(store.folder)
    expected = ["manifest-000007.json", f"{first.name}/vectors.npy", f"{second.name}/columns/ids.npy"]
    assert list(held.damage) == expected


@pytest.mark.parametrize(("changed", "written"), [(1, False), (3, True)])
def test_a_few_changes_are_not_worth_writing(
    store: ArticleStore, monkeypatch: pytest.MonkeyPatch, changed: int, written: bool
) -> None:
    monkeypatch.setattr(upkeep, "WORTH_WRITING", 3)
    put(store, *releases(changed))
    upkeep.settle(store, MODEL, LONG)
    assert bool(upkeep.inspected(store.folder)) is written


def test_a_damaged_manifest_is_settled_even_when_nothing_changed(store: ArticleStore) -> None:
    put(store, *releases(1))
    writer(store).advance()
    (path,) = manifest.listed(folder(store))
    path.write_text("{}")
    upkeep.settle(store, MODEL, LONG)
    (held,) = upkeep.inspected(store.folder)
    assert (held.damage, held.manifest.through) == ((), 1)


def test_an_index_that_cannot_be_written_is_no_reason_to_stop(
    store: ArticleStore, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(upkeep, "WORTH_WRITING", 1)
    put(store, *releases(2))
    (store.folder / "index").write_text("a file where the folder should be")
    with caplog.at_level(logging.WARNING):
        upkeep.settle(store, MODEL, LONG)
    assert "from memory" in caplog.text
    for work in (upkeep.merge, upkeep.rebuild):
        with pytest.raises(IndexUnwritable, match="cannot be written"):
            work(store, MODEL, LONG)


def test_a_merge_brings_all_into_one_segment(store: ArticleStore) -> None:
    for each in releases(3):
        put(store, each)
        writer(store).advance()
    put(store, *releases(1, 3))
    store.remove(releases(1)[0].id)
    upkeep.merge(store, MODEL, LONG)
    assert [(entry.articles, entry.dead) for entry in entries(store)] == [(3, ())]
    assert_right(engine(store), store)


def test_a_rebuild_makes_all_anew_or_only_what_is_damaged(store: ArticleStore) -> None:
    put(store, *releases(6))
    writer(store, most=9).advance()
    before = entries(store)
    (folder(store) / before[0].name / "vectors.npy").unlink()
    upkeep.rebuild(store, MODEL, LONG, anew=False)
    assert before[1] in entries(store)
    assert before[0] not in entries(store)
    upkeep.rebuild(store, MODEL, LONG)
    assert before[1] not in entries(store)
    assert upkeep.inspected(store.folder)[0].damage == ()
    assert_right(engine(store), store)


def test_forgetting_leaves_one_index_or_none(store: ArticleStore) -> None:
    put(store, *releases(2))
    writer(store).advance()
    other = folder_of(store.folder, "another/1")
    Writer(store, other, "another/1", LONG).advance()
    upkeep.forget(store.folder, kept=MODEL)
    assert [held.folder for held in upkeep.inspected(store.folder)] == [folder(store)]
    upkeep.forget(store.folder)
    assert upkeep.inspected(store.folder) == []
    assert_right(engine(store), store)


@pytest.mark.parametrize("drop", [lambda store: upkeep.forget(store.folder), upkeep.erase])
def test_no_index_is_removed_under_a_writer(store: ArticleStore, drop: object) -> None:
    put(store, *releases(2))
    folder(store).mkdir(parents=True)  # no manifest yet: `erase` would remove it
    assert callable(drop)
    with FileLock(folder(store) / "writer.lock"):
        dropping = threading.Thread(target=drop, args=(store,))
        dropping.start()
        dropping.join(0.2)
        assert folder(store).exists()
    dropping.join()
    assert not folder(store).exists()


def test_an_erasure_brings_every_index_up_to_the_store(store: ArticleStore) -> None:
    put(store, *releases(3))
    writer(store).advance()
    Writer(store, folder_of(store.folder, "another/1"), "another/1", LONG).advance()
    store.purge(releases(1)[0].id)
    upkeep.erase(store)
    assert {held.manifest.through for held in upkeep.inspected(store.folder)} == {store.sequence()}
    assert [entry.articles for entry in entries(store)] == [2]
    assert_nothing_is_left_over(folder(store))
