from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval import jsonlines
from eval.errors import FileChanged
from tests.conftest import examples

MARK = b"\xef\xbb\xbf"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "rows.jsonl"


def test_lines_are_numbered_as_an_editor_does_and_blank_ones_left_out(file: Path) -> None:
    file.write_bytes(b'{"a": 1}\n\n  \r\n{"a": 2}\r\n')
    assert [(line.number, line.row()) for line in jsonlines.read(file)] == [(1, {"a": 1}), (4, {"a": 2})]


def test_a_line_separator_inside_a_string_does_not_end_the_line(file: Path) -> None:
    file.write_text('{"a": "one\u2028two"}\n', encoding="utf-8")
    assert [line.row() for line in jsonlines.read(file)] == [{"a": "one\u2028two"}]


@pytest.mark.parametrize("content", [b"", b"\n\n", MARK, MARK + b"\n"])
def test_a_file_without_anything_in_it_has_no_lines(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    assert jsonlines.read(file) == []


def test_a_file_that_is_not_there_has_no_lines(file: Path) -> None:
    assert jsonlines.read(file) == []


def test_a_byte_order_mark_is_no_part_of_the_first_row(file: Path) -> None:
    file.write_bytes(MARK + b'{"a": 1}\n')
    assert jsonlines.read(file)[0].row() == {"a": 1}


@pytest.mark.parametrize(
    ("raw", "reason"), [(b"{", "Expecting"), (b"[1]", "not an object"), (b"[" * 99_999, "recursion")]
)
def test_a_line_that_is_no_object_says_why(raw: bytes, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        jsonlines.Line(1, raw).row()


def test_rows_are_added_at_the_end_even_of_a_line_that_was_not_ended(file: Path) -> None:
    file.write_bytes(b'{"a":1}')
    jsonlines.append(file, [{"b": "é"}, {"c": None}])
    assert file.read_bytes() == '{"a":1}\n{"b": "é"}\n{"c": null}\n'.encode()


def test_a_file_is_made_for_the_first_row(file: Path) -> None:
    jsonlines.append(file, [{"a": 1}])
    assert file.read_bytes() == b'{"a": 1}\n'


LINES = st.lists(st.binary(max_size=20).map(lambda raw: raw.replace(b"\n", b"")), max_size=6)


@settings(deadline=None, max_examples=examples(100))
@given(before=LINES, after=LINES, windows=st.booleans(), marked=st.booleans())
def test_every_other_line_keeps_its_bytes(
    tmp_path_factory: pytest.TempPathFactory, before: list[bytes], after: list[bytes], windows: bool, marked: bool
) -> None:
    file = tmp_path_factory.mktemp("lines") / "rows.jsonl"
    first = MARK if marked and not before else b""
    end = b"\r" if windows else b""
    old, new = first + b'{"a":1}' + end, first + b'{"b": 2}' + end
    file.write_bytes(b"\n".join([*before, old, *after]))
    line = next(line for line in jsonlines.read(file) if line.number == len(before) + 1)
    jsonlines.replace(file, line, {"b": 2})
    assert file.read_bytes() == b"\n".join([*before, new, *after])


def test_a_line_that_was_changed_meanwhile_is_not_overwritten(file: Path) -> None:
    file.write_bytes(b'{"a": 1}\n{"a": 2}\n')
    second = jsonlines.read(file)[1]
    file.write_bytes(b'{"a": 1}\n{"a": 3}\n')
    with pytest.raises(FileChanged, match="line 2"):
        jsonlines.replace(file, second, {"a": 4})
    file.write_bytes(b'{"a": 1}')
    with pytest.raises(FileChanged, match="line 2"):
        jsonlines.replace(file, second, {"a": 4})
    assert file.read_bytes() == b'{"a": 1}'


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_bytes(b"old")

    def fail(_: int) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="disk full"):
        jsonlines.write(file, b"new")
    assert file.read_bytes() == b"old"
    assert list(file.parent.iterdir()) == [file]


def test_permissions_and_links_stay(file: Path) -> None:
    real = file.with_name("real.jsonl")
    real.write_bytes(b"")
    real.chmod(0o640)
    file.symlink_to(real)
    jsonlines.append(file, [{"a": 1}])
    assert file.is_symlink()
    assert json.loads(real.read_bytes()) == {"a": 1}
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
