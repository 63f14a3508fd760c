"""A file of an index that is not as it was written is named, done without, and made again; nothing needs a person."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import StoreError
from corpus.store import ArticleStore
from corpus.store.articles import FILE
from index.segments import manifest
from qa.desk import Desk
from qa.question import Question
from tests.conftest import HashingEmbedder
from tests.faults import shelves
from tests.faults.shelves import assert_right, damage, engine, writer
from tests.index.oracle import EVERY, EVERYTHING, NOWHERE, found_ids, put, query


def flip(path: Path, at: float) -> None:
    """Flip a bit; `at` is how far into the file, 0 to 1."""
    held = bytearray(path.read_bytes())
    place = min(int(at * len(held)), len(held) - 1)
    held[place] ^= 1 << (place % 8)
    path.write_bytes(held)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def replace(path: Path) -> None:
    path.unlink()
    path.mkdir()


HARMS: list[Callable[[Path], None]] = [cut, empty, Path.unlink, replace]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ArticleStore]:
    store = ArticleStore(tmp_path_factory.mktemp("filled"))
    shelves.fill(store)
    yield store
    store.close()


@pytest.fixture
def restored(filled: ArticleStore, tmp_path: Path) -> Iterator[Callable[[], None]]:
    """Put the index back as it was, before each harm and at the end."""
    folder, kept = shelves.folder(filled), tmp_path / "kept"
    shutil.copytree(folder, kept)

    def restore() -> None:
        shutil.rmtree(folder)
        shutil.copytree(kept, folder)

    yield restore
    restore()


def files(store: ArticleStore) -> list[str]:
    """Every file that a manifest answers for, and the manifest."""
    base, _ = manifest.newest(shelves.folder(store))
    assert len(base.segments) >= 3
    named = [f"{entry.name}/{name}" for entry in base.segments for name in entry.files]
    return [*named, f"manifest-{base.number:06}.json"]


def test_a_flipped_bit_anywhere_in_any_file_is_named(filled: ArticleStore, restored: Callable[[], None]) -> None:
    folder = shelves.folder(filled)
    base, _ = manifest.newest(folder)
    for entry in base.segments:
        for name in entry.files:
            path = folder / entry.name / name
            kept = path.read_bytes()
            for at in (0.0, 0.1, 0.5, 0.9, 1.0) if kept else ():
                flip(path, at)
                assert manifest.damaged(folder / entry.name, entry.files) == [name]
                path.write_bytes(kept)


def test_a_flipped_bit_anywhere_in_a_manifest_is_named(filled: ArticleStore, restored: Callable[[], None]) -> None:
    (path,) = manifest.listed(shelves.folder(filled))
    whole = manifest.read(path)
    kept = path.read_bytes()
    for place in range(0, len(kept), 13):
        path.write_bytes(kept[:place] + bytes([kept[place] ^ (1 << place % 8)]) + kept[place + 1 :])
        read, bad = manifest.newest(path.parent)
        assert bad == [path.name] or read == whole  # a space that became another is no damage


def test_whatever_is_done_to_one_file_the_next_engine_answers_right_and_heals_it(
    filled: ArticleStore, restored: Callable[[], None]
) -> None:
    folder = shelves.folder(filled)
    names = files(filled)
    base, _ = manifest.newest(folder)
    first = [name for name in names if name.startswith(base.segments[0].name)]
    for number, name in enumerate([*first[::2], *names[len(first) :: 9], names[-1]]):
        restored()
        harm = HARMS[number % len(HARMS)]
        if number % 2 and (folder / name).stat().st_size:
            flip(folder / name, number % 10 / 10)
        else:
            harm(folder / name)
        assert damage(filled) == ((name,) if name.startswith("segment") or (folder / name).exists() else ())
        assert_right(engine(filled), filled)
        assert damage(filled) == (), name
        assert manifest.newest(folder)[0].through >= base.through


@pytest.mark.parametrize("harm", [*HARMS, lambda path: flip(path, 0.3)])
def test_a_damaged_manifest_is_made_again(
    filled: ArticleStore, restored: Callable[[], None], harm: Callable[[Path], None]
) -> None:
    (path,) = manifest.listed(shelves.folder(filled))
    harm(path)
    assert damage(filled) == ((path.name,) if path.exists() else ())
    assert_right(engine(filled), filled)
    writer(filled).advance()
    assert damage(filled) == ()
    assert manifest.newest(path.parent)[0].through == filled.sequence()


def test_several_damaged_segments_are_made_again_and_the_whole_ones_stay(
    filled: ArticleStore, restored: Callable[[], None]
) -> None:
    folder = shelves.folder(filled)
    *bad, good = manifest.newest(folder)[0].segments
    for entry in bad:
        shutil.rmtree(folder / entry.name)
    assert_right(engine(filled), filled)
    healed, damaged = manifest.newest(folder)
    assert damaged == []
    assert good.name in {entry.name for entry in healed.segments}
    assert not {entry.name for entry in bad} & {entry.name for entry in healed.segments}


def test_an_index_that_is_taken_away_under_an_engine_is_not_missed(
    filled: ArticleStore, restored: Callable[[], None]
) -> None:
    standing = engine(filled)
    assert_right(standing, filled)
    shutil.rmtree(shelves.folder(filled))
    assert_right(standing, filled)
    assert_right(engine(filled), filled)
    shelves.folder(filled).mkdir(parents=True)


def test_damage_found_while_an_engine_stands_on_the_index_costs_no_article(store: ArticleStore) -> None:
    """An article that was put again unchanged is dead in the engine's segment, and must not live on in the healed."""
    shelves.fill(store)
    standing = engine(store)
    standing.refresh()
    again = shelves.releases(1)[0]
    with store.snapshot(again.entry().model, [again.id]) as (_, stream):
        rows = list(stream)
    store.add_vectors(again.entry().model, [(row, again.entry().vectors) for row in rows])
    assert_right(standing, store)
    folder = shelves.folder(store)
    shutil.rmtree(folder / manifest.newest(folder)[0].segments[-1].name)
    assert_right(engine(store), store)  # heals
    assert_right(standing, store)
    assert again.id in found_ids(standing.search(query("own0q"), EVERYTHING, NOWHERE, EVERY))


# The store


def test_vectors_that_are_no_numbers_are_made_again(desk: Desk, embedder: HashingEmbedder) -> None:
    for release in shelves.releases(3):
        put(desk.store, release)
    _damage_vectors(desk.store)
    assert len(desk.ask(Question("own1q")).passages) > 0
    with desk.store.snapshot(embedder.id) as (_, stream):
        assert all(row.vectors is not None for row in stream)


def _damage_vectors(store: ArticleStore) -> None:
    with closing(sqlite3.connect(store.folder / FILE)) as connection, connection:
        for version, data in connection.execute("SELECT version, data FROM vectors").fetchall():
            vectors = np.frombuffer(data, "<f2").copy()
            vectors[5] = np.nan
            told = (vectors.tobytes(), version)
            connection.execute("UPDATE vectors SET data = ? WHERE version = ?", told)


def test_a_damaged_database_is_named(tmp_path: Path) -> None:
    store = ArticleStore(tmp_path)
    put(store, *shelves.releases(2))
    store.close()
    flip(tmp_path / FILE, 0.0)
    with pytest.raises(StoreError, match=FILE):
        ArticleStore(tmp_path)


def test_a_damaged_text_is_in_no_answer(desk: Desk) -> None:
    put(desk.store, *shelves.releases(2))
    assert len({one.citation.article.id for one in desk.ask(Question("own0q own1q")).passages}) == 2
    with closing(sqlite3.connect(desk.store.folder / FILE)) as connection, connection:
        connection.execute("UPDATE versions SET text = replace(text, 'own0q', 'own0r')")
    reply = desk.ask(Question("own0q own1q"))
    assert {one.citation.article.path for one in reply.passages} == {"1.txt"}
    assert reply.held_back > 0
