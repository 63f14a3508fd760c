"""The generated corpus: real releases first, then copies; extended and resumed, never made anew."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from corpus.article import Article, Scope
from corpus.store import ArticleStore
from eval.bench.copies import SOURCES
from eval.bench.generator import Corpus, generated
from eval.errors import FolderInvalid
from tests.conftest import HashingEmbedder
from tests.eval.bench.conftest import SIZE, write_room

MODEL = HashingEmbedder()


def silent(_done: int, _all: int) -> None:
    return None


def articles(folder: Path) -> dict[str, Article]:
    with closing(ArticleStore(folder)) as store:
        return {article.id: article for article in store.oldest_first(Scope.everything())}


def told(folder: Path) -> dict[str, tuple[object, ...]]:
    return {
        one.id: (one.source, one.path, one.title, one.published, one.text, one.parts)
        for one in articles(folder).values()
    }


def test_there_are_as_many_passages_as_wanted_and_the_last_release_is_whole(made: Corpus) -> None:
    assert SIZE <= made.passages < SIZE + 10
    with closing(ArticleStore(made.folder)) as store, store.snapshot(MODEL.id) as (_, rows):
        counts = [(len(row.passages), row.vectors.shape if row.vectors is not None else None) for row in rows]
    assert sum(count for count, _ in counts) == made.passages
    assert all(shape == (count, MODEL.dimensions) for count, shape in counts)


def test_real_releases_come_first_then_copies_of_all_of_them(made: Corpus) -> None:
    held = list(articles(made.folder).values())
    real = [one for one in held if one.source == "room"]
    assert len(real) == made.real == 12
    assert {one.source for one in held if one.source != "room"} <= set(SOURCES)
    paths = sorted(one.path for one in held if one.source != "room")
    assert paths == [f"copies/{number:07d}.txt" for number in range(len(paths))]
    assert max(one.first_seen for one in real) <= min(one.first_seen for one in held if one not in real)


def test_no_copy_tells_the_story_of_another_release(made: Corpus) -> None:
    assert {one.story for one in articles(made.folder).values() if one.source != "room"} == {None}


def test_a_small_corpus_is_real_alone(corpus_folder: Path, tmp_path: Path) -> None:
    small = generated([corpus_folder], 5, tmp_path, MODEL, silent)
    assert {one.source for one in articles(small.folder).values()} == {"room"}


def test_a_corpus_that_is_there_is_taken(made: Corpus, corpus_folder: Path, cache: Path) -> None:
    before = (made.folder / "dateline.sqlite").stat().st_mtime_ns
    assert generated([corpus_folder], SIZE, cache, MODEL, silent) == made
    assert (made.folder / "dateline.sqlite").stat().st_mtime_ns == before


def test_a_larger_corpus_begins_with_the_smaller_one(made: Corpus, corpus_folder: Path, cache: Path) -> None:
    larger = generated([corpus_folder], 2 * SIZE, cache, MODEL, silent)
    smaller, held = told(made.folder), told(larger.folder)
    assert smaller.items() <= held.items()
    assert [one.first_seen for one in articles(made.folder).values()] == [
        one.first_seen for one in articles(larger.folder).values() if one.id in smaller
    ]


def test_one_that_was_cut_short_goes_on_where_it_stopped(
    made: Corpus, corpus_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eval.bench.generator.TOGETHER", 4)

    def cut_short(done: int, _all: int) -> None:
        if done > 100:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        generated([corpus_folder], SIZE, tmp_path, MODEL, cut_short)
    (folder,) = (path for path in (tmp_path / "bench").glob("*/*") if path.is_dir())
    assert 0 < len(articles(folder)) < len(articles(made.folder))
    generated([corpus_folder], SIZE, tmp_path, MODEL, silent)
    assert told(folder) == told(made.folder)


def test_an_unfinished_corpus_is_no_beginning_of_a_larger_one(
    made: Corpus, corpus_folder: Path, tmp_path: Path
) -> None:
    stopped = generated([corpus_folder], 5, tmp_path, MODEL, silent)
    (stopped.folder / "complete").unlink()
    (stopped.folder / "dateline.sqlite").write_bytes(b"half a file")
    assert told(generated([corpus_folder], SIZE, tmp_path, MODEL, silent).folder) == told(made.folder)


def test_other_releases_make_another_corpus(made: Corpus, tmp_path: Path, cache: Path) -> None:
    other = generated([write_room(tmp_path / "room", 3)], 20, cache, MODEL, silent)
    assert other.folder.parent != made.folder.parent


def test_a_folder_of_nothing_that_can_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "room").mkdir()
    (tmp_path / "room" / "photo.xyz").write_bytes(b"\x00")
    with pytest.raises(FolderInvalid, match="nothing in it can be read"):
        generated([tmp_path / "room"], 10, tmp_path / "cache", MODEL, silent)
