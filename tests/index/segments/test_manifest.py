"""A manifest is there whole or not at all, and knows every file of its segments."""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
import xxhash
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import IndexDamaged
from index.segments import manifest, steps
from index.segments.manifest import EMPTY, Entry, Manifest
from index.segments.steps import Step

FILES = st.dictionaries(
    st.text("abcdefgh./", min_size=1, max_size=8),
    st.tuples(st.integers(0, 2**40), st.text("0123456789abcdef")),
    max_size=3,
)
ENTRIES = st.builds(
    Entry,
    st.text("segmnt-0123456789", min_size=1, max_size=12),
    st.integers(0, 10**6),
    st.integers(0, 10**7),
    FILES,
    st.lists(st.integers(0, 10**6), max_size=4).map(tuple),
)
MANIFESTS = st.builds(
    Manifest,
    st.text(max_size=12),
    st.integers(0, 4096),
    st.integers(1, 2_000_000),
    st.integers(0, 10**12),
    st.text(max_size=8),
    st.lists(st.text("0123456789abcdef", max_size=16), max_size=3).map(tuple),
    st.lists(ENTRIES, max_size=3).map(tuple),
)
MADE = Manifest("a/1", 4, 7, 12, "then", ("x",), (Entry("segment", 1, 2, {"a.npy": (3, "ff")}, (0,)),))


@given(MANIFESTS)
@settings(deadline=None, max_examples=50)
def test_what_was_written_is_read(made: Manifest) -> None:
    with tempfile.TemporaryDirectory() as folder:
        manifest.write(made, Path(folder))
        assert manifest.newest(Path(folder)) == (made, [])
        assert [path.name for path in Path(folder).iterdir()] == [f"manifest-{made.number:06}.json"]


def test_the_newest_counts(tmp_path: Path) -> None:
    assert manifest.newest(tmp_path) == (EMPTY, [])
    assert manifest.newest(tmp_path / "nowhere") == (EMPTY, [])
    for number in (9, 1_000_000, 10):
        manifest.write(replace(MADE, number=number), tmp_path)
    assert manifest.newest(tmp_path)[0].number == 1_000_000
    assert [path.stem.rpartition("-")[2] for path in manifest.listed(tmp_path)] == ["000009", "000010", "1000000"]


def test_what_is_damaged_is_named_and_the_one_before_it_counts(tmp_path: Path) -> None:
    for number in (1, 2, 3):
        manifest.write(replace(MADE, number=number), tmp_path)
    (tmp_path / "manifest-000003.json").write_text("{}")
    (tmp_path / "manifest-000002.json").write_bytes(b"\xff\x00")
    (tmp_path / "manifest-xyz.json").write_text("no manifest")
    (tmp_path / "manifest-000009.new").write_text("half")
    found, bad = manifest.newest(tmp_path)
    assert (found.number, bad) == (1, ["manifest-000003.json", "manifest-000002.json"])


@pytest.mark.parametrize(
    "told",
    [
        b"",
        b"[]",
        b"null",
        b"{}",
        b'{"manifest": null, "xxh3": ""}',
        b'{"manifest": {}, "xxh3": "0"}',
        b"[" * 100_000,
        "ü".encode("latin-1"),
    ],
)
def test_what_is_no_manifest_is_damaged(tmp_path: Path, told: bytes) -> None:
    path = tmp_path / "manifest-000001.json"
    path.write_bytes(told)
    with pytest.raises(IndexDamaged, match=path.name) as damaged:
        manifest.read(path)
    assert damaged.value.path == path


@pytest.mark.parametrize(
    "change", [{"format": manifest.FORMAT + 1}, {"through": 13}, {"segments": []}, {"dimensions": 5}]
)
def test_a_manifest_that_says_something_else_is_damaged(tmp_path: Path, change: dict[str, object]) -> None:
    manifest.write(MADE, tmp_path)
    (path,) = manifest.listed(tmp_path)
    told = json.loads(path.read_text())
    told["manifest"] |= change
    path.write_text(json.dumps(told))
    with pytest.raises(IndexDamaged, match="checksum"):
        manifest.read(path)


def test_a_manifest_of_another_format_is_not_read_even_when_it_is_whole(tmp_path: Path) -> None:
    manifest.write(MADE, tmp_path)
    (path,) = manifest.listed(tmp_path)
    body = json.loads(path.read_text())["manifest"] | {"format": manifest.FORMAT + 1}
    packed = json.dumps(body, sort_keys=True, separators=(",", ":")).encode()
    path.write_text(json.dumps({"manifest": body, "xxh3": xxhash.xxh3_64_hexdigest(packed)}))
    with pytest.raises(IndexDamaged, match="format"):
        manifest.read(path)


@pytest.mark.parametrize("step", [Step.MANIFEST_WRITTEN, Step.MANIFEST_SYNCED])
def test_a_manifest_cut_off_before_it_has_its_name_leaves_the_one_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: Step
) -> None:
    manifest.write(MADE, tmp_path)

    def stop(reached: Step) -> None:
        if reached == step:
            raise InterruptedError

    monkeypatch.setattr(steps, "_listeners", [stop])
    with pytest.raises(InterruptedError):
        manifest.write(replace(MADE, number=8), tmp_path)
    assert manifest.newest(tmp_path) == (MADE, [])


def test_a_manifest_is_on_the_disk_before_it_has_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    monkeypatch.setattr(os, "fsync", lambda _handle: done.append("sync"))
    monkeypatch.setattr(steps, "_listeners", [lambda step: done.append(str(step))])
    manifest.write(MADE, tmp_path)
    assert done == ["manifest written", "sync", "manifest synced", "sync", "manifest named"]


def test_checksums_find_any_change_of_any_file(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    for name in ("a", "b", "inner/c"):
        (tmp_path / name).write_bytes(name.encode() * 100)
    (tmp_path / "empty").touch()
    told = manifest.checksums(tmp_path)
    assert {name: size for name, (size, _) in told.items()} == {"a": 100, "b": 100, "inner/c": 700, "empty": 0}
    assert told["a"][1] == xxhash.xxh3_64_hexdigest(b"a" * 100)
    assert manifest.damaged(tmp_path, told) == []
    (tmp_path / "a").write_bytes(b"a" * 99)
    (tmp_path / "b").unlink()
    (tmp_path / "inner/c").write_bytes(b"inner/d" * 100)
    (tmp_path / "new").touch()  # a file that nothing names does no harm
    assert sorted(manifest.damaged(tmp_path, told)) == ["a", "b", "inner/c"]


def test_a_file_longer_than_a_block_is_hashed_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "long"
    path.write_bytes(bytes(range(256)) * 10)
    whole = manifest.checksum(path)
    monkeypatch.setattr(manifest, "BLOCK", 100)
    assert manifest.checksum(path) == whole == xxhash.xxh3_64_hexdigest(path.read_bytes())
