"""Columns come back from their files, and merged ones say what the single ones said of what lives."""

from __future__ import annotations

import datetime as dt
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import Article, Passage
from corpus.records import Indexable
from index.segments import columns
from index.segments.columns import Columns, Gathering

NOW = dt.datetime(2024, 3, 1, 12, tzinfo=dt.UTC)


def row(number: int, passages: int, source: str, languages: Sequence[str], part: str | None) -> Indexable:
    article = Article(
        id=f"{number:016x}",
        source=source,
        path=f"{number}.txt",
        url=None,
        title=None,
        published=dt.date(2024, 1, 1) + dt.timedelta(days=number) if number % 3 else None,
        updated=None,
        place=None,
        issuer=None,
        language=languages[0] if languages else None,
        text="one two three four",
        raw_hash="",
        content_hash="",
        cleaner_version="",
        first_seen=NOW + dt.timedelta(days=number),
        visible_from=NOW + dt.timedelta(hours=number) if number % 4 == 1 else None,
        languages=tuple(languages),
    )
    cuts = tuple(Passage(100 * number + at, article.id, number, at, at + 2, part) for at in range(passages))
    return Indexable(article, number, cuts, np.ones((passages, 2), np.float32))


ROWS = st.lists(
    st.tuples(
        st.integers(1, 4),
        st.sampled_from(["room", "port", "غرفة"]),
        st.lists(st.sampled_from(["en", "fr", "ar"]), max_size=2, unique=True),
        st.sampled_from([None, "about", "legal"]),
    ),
    max_size=8,
)
FACTS = tuple[int, str, list[str], str | None]


def gathered(rows: Sequence[Indexable]) -> Columns:
    gathering = Gathering()
    for each in rows:
        gathering.add(each)
    return gathering.columns()


def spelled(made: Columns, alive: Sequence[bool] | None = None) -> list[object]:
    """Say everything that columns tell of each living slot, free of how names are numbered."""
    told: list[object] = []
    for slot in range(made.slots):
        if alive is not None and not alive[slot]:
            continue
        rows = range(int(made.first[slot]), int(made.first[slot + 1]))
        kinds = [made.kinds[made.parts[at] - 1] if made.parts[at] else None for at in rows]
        facts = [made.ids[slot], made.versions[slot], made.published[slot], made.first_seen[slot]]
        spoken = sorted(name for name in made.languages if slot in made.speakers(name))
        cuts = [(made.numbers[at], made.starts[at], made.ends[at]) for at in rows]
        told.append([*facts, made.sources[made.source[slot]], made.visible_from[slot], spoken, cuts, kinds])
    return told


@given(st.lists(ROWS, max_size=3), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=60)
def test_merged_columns_say_of_the_living_what_the_single_ones_said(drawn: list[list[FACTS]], random: Random) -> None:
    number = 0
    parts, expected = [], []
    for each in drawn:
        rows = []
        for facts in each:
            number += 1
            rows.append(row(number, *facts))
        made = gathered(rows)
        alive = np.array([random.random() < 0.7 for _ in rows], np.bool_)
        parts.append((made, alive))
        expected += spelled(made, alive.tolist())
    merged = columns.merge(parts)
    assert spelled(merged) == expected
    with tempfile.TemporaryDirectory() as folder:
        columns.write(merged, Path(folder))
        assert spelled(columns.read(Path(folder))) == expected


def test_what_is_gathered_is_what_the_articles_say() -> None:
    made = gathered([row(1, 2, "room", ["en"], None), row(3, 1, "port", ["ar", "en"], "about")])
    assert made.ids.tolist() == [b"%016x" % 1, b"%016x" % 3]
    assert made.first.tolist() == [0, 2, 3]
    assert made.published.tolist() == [dt.date(2024, 1, 2).toordinal(), columns.UNDATED]
    assert made.visible_from.tolist() == [(NOW + dt.timedelta(hours=1)).timestamp(), columns.NEVER_HIDDEN]
    assert made.speakers("en").tolist() == [0, 1]
    assert made.speakers("ar").tolist() == [1]
    assert made.speakers("fr").tolist() == []
    assert made.parts.tolist() == [0, 0, 1]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    columns.write(gathered([row(1, 2, "room", ["en"], None), row(2, 1, "port", [], None)]), tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", ["ids", "numbers", "first", "parts"])
def test_a_file_of_another_kind_is_refused(folder: Path, name: str) -> None:
    np.save(folder / f"{name}.npy", np.array([1.5, 2.5]))
    with pytest.raises(ValueError, match=name):
        columns.read(folder)


@pytest.mark.parametrize("name", ["versions", "starts", "parts", "first"])
def test_a_file_of_another_length_is_refused(folder: Path, name: str) -> None:
    held = np.load(folder / f"{name}.npy")
    np.save(folder / f"{name}.npy", held[:-1])
    with pytest.raises(ValueError, match=name):
        columns.read(folder)


def test_a_cut_off_file_is_refused(folder: Path) -> None:
    path = folder / "numbers.npy"
    path.write_bytes(path.read_bytes()[:-3])
    with pytest.raises(ValueError, match=r"mmap|size|buffer|length"):
        columns.read(folder)


def test_names_that_are_gone_are_refused(folder: Path) -> None:
    (folder / "names.json").write_text(json.dumps({"sources": []}))
    with pytest.raises(KeyError):
        columns.read(folder)
