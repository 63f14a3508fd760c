"""The writer writes what has changed and no more, forgets what was purged, and leaves nothing behind."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np
import pytest
from filelock import FileLock

from corpus.records import Indexable
from corpus.store import ArticleStore
from corpus.store.articles import FILE
from index.errors import IndexUnwritable
from index.segments import manifest, steps, tiers
from index.segments.manifest import Manifest
from index.segments.segment import Segment
from index.segments.steps import Step
from index.segments.writer import Writer, follows
from tests.faults.judging import assert_no_trace, assert_nothing_is_left_over
from tests.faults.shelves import assert_right, engine, folder, releases, writer
from tests.index.oracle import EMBEDDER, Release, put


def opened(store: ArticleStore) -> list[Segment]:
    return [Segment(folder(store) / entry.name, entry) for entry in newest(store).segments]


def newest(store: ArticleStore) -> Manifest:
    return manifest.newest(folder(store))[0]


def ids(store: ArticleStore) -> list[list[str]]:
    """Living articles, segment by segment."""
    return [
        [name.decode() for name in each.catalogue.columns.ids[each.catalogue.alive].tolist()]
        for each in opened(store)
    ]


def everyone(store: ArticleStore) -> list[str]:
    return [each for segment_ids in ids(store) for each in segment_ids]


def encode(store: ArticleStore, *late: Release) -> None:
    with store.snapshot(EMBEDDER.id, [release.id for release in late]) as (_, stream):
        rows = list(stream)
    by_id = {release.id: release.entry().vectors for release in late}
    store.add_vectors(EMBEDDER.id, [(row, by_id[row.article.id]) for row in rows])


def test_the_first_writing_names_everything(store: ArticleStore) -> None:
    made = releases(5)
    put(store, *made)
    told: list[tuple[int, int]] = []
    written = Writer(store, folder(store), EMBEDDER.id, 64, lambda *done: told.append(done), most=7).advance()
    assert newest(store) == written
    assert (written.model, written.dimensions, written.number) == (EMBEDDER.id, 64, 1)
    assert (written.through, written.stamp) == (store.sequence(), store.stamp(store.sequence()))
    assert written.lacking == ()
    assert [(entry.articles, entry.passages, entry.dead) for entry in written.segments] == [(3, 9, ()), (2, 6, ())]
    assert ids(store) == [[each.id for each in made[:3]], [each.id for each in made[3:]]]
    assert told == [(at, 5) for at in range(1, 6)]
    assert_nothing_is_left_over(folder(store))


def test_an_empty_store_is_an_empty_index(store: ArticleStore) -> None:
    assert writer(store).advance().segments == ()
    put(store, *releases(1))
    assert len(writer(store).advance().segments) == 1
    assert newest(store).number == 2


def test_nothing_changed_is_nothing_written(store: ArticleStore) -> None:
    put(store, *releases(3))
    first = writer(store).advance()
    stood = {path: path.stat().st_mtime_ns for path in folder(store).rglob("*.*") if path.suffix != ".lock"}
    assert writer(store).advance() == first
    assert writer(store).merge() == first
    assert {path: path.stat().st_mtime_ns for path in folder(store).rglob("*.*") if path.suffix != ".lock"} == stood


class Watched(ArticleStore):
    """A store that notes which articles are read of it."""

    def __init__(self, at: Path) -> None:
        super().__init__(at)
        self.read: list[str] = []

    @contextmanager
    def snapshot(self, model: str, wanted: Sequence[str] | None = None) -> Iterator[tuple[int, Iterator[Indexable]]]:
        self.read += wanted if wanted is not None else ["everything"]
        with super().snapshot(model, wanted) as found:
            yield found


def test_only_what_changed_is_read_and_written(tmp_path: Path) -> None:
    store = Watched(tmp_path)
    made = releases(6)
    put(store, *made)
    first = writer(store, most=100).advance()
    store.read.clear()
    put(store, replace(made[2], text="The budget opened."), Release("new.txt", "The rail opened."))
    store.remove(made[4].id)
    second = writer(store, most=100).advance()
    assert store.read == [made[2].id, Release("new.txt", "").id]
    assert second.segments[0] == replace(first.segments[0], dead=(2, 4))
    assert second.segments[1].articles == 2
    assert ids(store)[1] == [made[2].id, Release("new.txt", "").id]
    store.close()


def test_a_segment_of_which_nothing_lives_goes(store: ArticleStore) -> None:
    made = releases(4)
    put(store, *made)
    writer(store, most=6).advance()
    for each in made[:2]:
        store.remove(each.id)
    written = writer(store).advance()
    assert [entry.articles for entry in written.segments] == [2]
    assert_nothing_is_left_over(folder(store))


@pytest.mark.parametrize("removed_before", [False, True])
def test_words_of_a_purged_article_leave_every_file_and_other_segments_stay(
    store: ArticleStore, removed_before: bool
) -> None:
    secret = Release("secret.txt", "The zq1x1zq opened.\n\nThe port of zq1x1zq signed.", title="zq1x1zq")
    put(store, *releases(2), secret, *releases(4, 10))
    first = writer(store, most=6).advance()
    if removed_before:
        store.remove(secret.id)
        writer(store).advance()
    store.purge(secret.id)
    written = writer(store).advance()
    assert_no_trace(store.folder, {"zq1x1zq"})
    names = [entry.name for entry in written.segments]
    assert first.segments[0].name in names
    assert first.segments[1].name not in names
    assert secret.id not in everyone(store)
    assert_right(engine(store), store)


def test_an_article_purged_and_put_again_keeps_its_new_words_only(store: ArticleStore) -> None:
    old, new = Release("a.txt", "The zq1x1zq opened."), Release("a.txt", "The zq1x2zq opened.")
    put(store, *releases(2), old)
    writer(store).advance()
    store.purge(old.id)
    put(store, new)
    writer(store).advance()
    assert_no_trace(store.folder, {"zq1x1zq"})
    assert everyone(store).count(new.id) == 1


def test_articles_without_vectors_are_named_until_they_come(store: ArticleStore) -> None:
    first, late, last = releases(3)
    put(store, first)
    put(store, late, model="another/1")
    put(store, last)
    written = writer(store).advance()
    assert written.lacking == (late.id,)
    assert ids(store) == [[first.id, last.id]]
    assert writer(store).advance() == written
    encode(store, late)
    assert writer(store).advance().lacking == ()
    assert sorted(everyone(store)) == sorted([first.id, late.id, last.id])


def test_segments_whose_passages_overlap_are_merged_in_the_order_of_their_passages(store: ArticleStore) -> None:
    first, late, last = releases(3)
    put(store, first)
    put(store, late, model="another/1")
    put(store, last)
    writer(store).advance()
    encode(store, late)
    writer(store).advance()
    one, other = opened(store)
    assert one.numbers[0] < other.numbers[0] < one.numbers[1]
    writer(store).merge(whole=True)
    (merged,) = opened(store)
    numbers = merged.catalogue.columns.numbers
    assert numbers.tolist() == sorted(numbers.tolist())
    assert ids(store) == [[first.id, late.id, last.id]]
    assert_right(engine(store), store)


def test_what_the_store_has_no_vectors_of_any_more_is_lacking_after_a_merge(store: ArticleStore) -> None:
    first, late, last = releases(3)
    put(store, first)
    put(store, late, model="another/1")
    put(store, last)
    writer(store).advance()
    encode(store, late)
    writer(store).advance()
    with closing(sqlite3.connect(store.folder / FILE)) as connection, connection:
        bad = np.full((3, 64), np.nan, "<f2").tobytes()
        connection.execute("UPDATE vectors SET data = ? WHERE article_id = ?", (bad, last.id))
    assert writer(store).merge(whole=True).lacking == (last.id,)
    assert ids(store) == [[first.id, late.id]]
    encode(store, last)
    writer(store).advance()
    assert newest(store).lacking == ()
    assert_right(engine(store), store)


def test_a_merge_leaves_an_index_that_is_behind_behind(store: ArticleStore) -> None:
    made = releases(6)
    for each in made:
        put(store, each)
        writer(store).advance()
    through = newest(store).through
    store.remove(made[0].id)
    merged = writer(store).merge(whole=True)
    assert (merged.through, len(merged.segments)) == (through, 1)
    assert made[0].id in ids(store)[0]
    assert_right(engine(store), store)


def test_merges_follow_the_tiers_and_lose_nothing(store: ArticleStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tiers, "SMALLEST", 3)
    random, living = Random(3), set()
    for at in range(12):
        put(store, *(made := releases(1, at)))
        living.add(made[0].id)
        if at % 4 == 3:
            living.remove(gone := random.choice(sorted(living)))
            store.remove(gone)
        writer(store).advance()
        writer(store).merge()
        assert set(everyone(store)) == living
        sizes = [tiers.Size(each.catalogue.passages, each.catalogue.columns.rows) for each in opened(store)]
        assert tiers.plan(sizes) == []
        assert [each.numbers for each in opened(store)] == sorted(each.numbers for each in opened(store))
    assert_right(engine(store), store)


def test_a_merge_touches_nothing_while_a_segment_is_damaged(store: ArticleStore) -> None:
    for each in releases(3):
        put(store, each)
        writer(store).advance()
    before = newest(store)
    shutil.rmtree(folder(store) / before.segments[1].name)
    assert writer(store).merge(whole=True) == before
    healed = writer(store).advance()
    assert [entry.name for entry in healed.segments if entry in before.segments] == [
        before.segments[0].name,
        before.segments[2].name,
    ]
    assert len(everyone(store)) == 3


def test_made_anew_nothing_of_the_old_is_kept(store: ArticleStore) -> None:
    put(store, *releases(3))
    before = writer(store).advance()
    anew = writer(store).advance(anew=True)
    assert anew.number > before.number
    assert not {entry.name for entry in anew.segments} & {entry.name for entry in before.segments}
    assert_nothing_is_left_over(folder(store))


def test_leftovers_are_cleared_by_the_next_writing(store: ArticleStore) -> None:
    put(store, *releases(3))
    first = writer(store).advance()
    there = folder(store)
    (there / "segment-000009-0.new" / "columns").mkdir(parents=True)
    shutil.copytree(there / first.segments[0].name, there / "segment-000002-0")
    (there / "manifest-000002.new").write_text("half")
    (there / "something").write_text("else")
    assert writer(store).advance() == first
    assert_nothing_is_left_over(there)


def test_numbers_rise_even_above_a_damaged_manifest(store: ArticleStore) -> None:
    put(store, *releases(1))
    writer(store).advance()
    (folder(store) / "manifest-000041.json").write_text("damaged")
    assert writer(store).advance().number == 42
    assert_nothing_is_left_over(folder(store))


def test_a_writer_that_does_not_finish_is_waited_for_and_then_told_of(store: ArticleStore) -> None:
    put(store, *releases(1))
    writer(store).advance()
    put(store, *releases(1, 1))
    with FileLock(folder(store) / "writer.lock"):
        with pytest.raises(IndexUnwritable, match="another process"):
            writer(store).advance(wait=0)
        with pytest.raises(IndexUnwritable, match="another process"):
            writer(store).merge(wait=0.05)
    assert writer(store).advance(wait=0).through == 2


def test_a_writing_that_fails_gives_its_room_back(store: ArticleStore, monkeypatch: pytest.MonkeyPatch) -> None:
    put(store, *releases(2))
    writer(store).advance()
    put(store, *releases(6, 2))
    done = 0

    def fail(step: Step) -> None:
        nonlocal done
        done += step == Step.SEGMENT_NAMED
        if done == 2:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(steps, "_listeners", [fail])
    with pytest.raises(IndexUnwritable, match="No space left"):
        writer(store, most=6).advance()
    assert_nothing_is_left_over(folder(store))


def test_what_cannot_be_read_back_is_not_written(store: ArticleStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """A short write is not always told by NumPy."""
    save = np.save

    def cut_short(path: Path, array: np.ndarray, **more: bool) -> None:
        save(path, array, **more)
        if path.name in {"numbers.npy", "body.rows.npy"}:
            path.write_bytes(path.read_bytes()[:-4])

    put(store, *releases(2))
    monkeypatch.setattr(np, "save", cut_short)
    with pytest.raises(IndexUnwritable, match="read back"):
        writer(store).advance()
    assert newest(store) == manifest.EMPTY


def test_an_index_follows_the_store_it_was_made_of(store: ArticleStore, tmp_path: Path) -> None:
    put(store, *releases(2))
    written = writer(store).advance()
    put(store, *releases(1, 2))
    assert follows(written, store)
    assert not follows(manifest.EMPTY, store)
    assert not follows(replace(written, through=99), store)
    other = ArticleStore(tmp_path / "other")
    put(other, *releases(2))
    assert not follows(written, other)
    other.close()
