"""ZIP archives: every member by its path, and nothing that is not safe to open."""

from __future__ import annotations

import io
import stat
import struct
import time
import tracemalloc
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import (
    CompressionBomb,
    Encrypted,
    Malformed,
    NestedArchive,
    Refused,
    TooLarge,
    UnknownFormat,
    UnsafeMember,
)
from corpus.formats import archive, zipped
from tests.corpus.formats.making import document, repacked
from tests.corpus.formats.making import zipped as packed

LARGEST = 1_000_000


def members(raw: bytes, largest: int = LARGEST) -> dict[str, bytes | Refused]:
    found = archive.members(document(raw, "zip", "all.zip"), largest)
    return dict((each.name, each) if isinstance(each, Refused) else each for each in found)


def named(name: str, raw: bytes = b"words", attributes: int = 0, utf8: bool = True, times: int = 1) -> bytes:
    """Pack members of a name as `zipfile` would not, which tidies names and warns of doubles."""
    length = len(name.encode())
    stand_ins = [letter * length for letter in "QXZ"[:times]]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as opened:
        for stand_in in stand_ins:
            info = zipfile.ZipInfo(stand_in)
            info.external_attr = attributes
            opened.writestr(info, raw)
        opened.writestr("last.txt", b"last")
    made = buffer.getvalue()
    for stand_in in stand_ins:
        made = made.replace(stand_in.encode(), name.encode())
    if utf8:
        made = made.replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x00\x08")
        made = made.replace(b"PK\x03\x04\x14\x00\x00\x00", b"PK\x03\x04\x14\x00\x00\x08")
    return made


def refusal(found: dict[str, bytes | Refused], kind: type[Refused]) -> Refused:
    (refused,) = [each for each in found.values() if isinstance(each, Refused)]
    assert type(refused) is kind
    assert refused.name.startswith("all.zip#")
    return refused


def test_members_by_their_paths() -> None:
    wanted = {"a.txt": b"one", "2024/06/b.html": b"two", "résumé.md": b"three"}
    assert members(packed({**wanted, "2024/": b""})) == wanted


def test_hidden_members_are_passed_over() -> None:
    hidden = dict.fromkeys(["__MACOSX/._a.txt", ".DS_Store", "a/.git/b.txt", "Thumbs.db", "~$a.docx"], b"x")
    assert members(packed({**hidden, "a.txt": b"one"})) == {"a.txt": b"one"}


@pytest.mark.parametrize(
    ("name", "path"),
    [("folder\\b.txt", "folder/b.txt"), ("./c.txt", "c.txt"), ("é.txt", "é.txt"), ("الخبر.txt", "الخبر.txt")],
)
@pytest.mark.parametrize("utf8", [False, True])
def test_names_as_other_tools_write_them(name: str, path: str, utf8: bool) -> None:
    assert members(named(name, utf8=utf8)) == {path: b"words", "last.txt": b"last"}


def test_a_name_in_the_code_page_of_the_format() -> None:
    assert set(members(packed({"qqq.txt": b"x"}).replace(b"qqq", b"\x82t\x82"))) == {"été.txt"}


@pytest.mark.parametrize(
    "name",
    ["../a.txt", "/etc/a.txt", "a/../../b.txt", "C:/a.txt", "c:\\a.txt", "\\\\host\\a.txt", "..\\a.txt", "a\nb.txt"],
)
def test_a_name_that_points_outside_is_refused_and_the_rest_goes_on(name: str) -> None:
    found = members(named(name))
    assert "outside" in refusal(found, UnsafeMember).reason
    assert found["last.txt"] == b"last"


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFCHR, stat.S_IFIFO, stat.S_IFSOCK])
def test_links_and_devices_are_refused(kind: int) -> None:
    found = members(named("link.txt", b"/etc/passwd", attributes=(kind | 0o777) << 16))
    refusal(found, UnsafeMember)
    assert found["last.txt"] == b"last"


def test_a_second_member_of_a_name_is_refused() -> None:
    found = list(archive.members(document(named("a.txt", times=2), "zip", "all.zip"), LARGEST))
    assert found[0] == ("a.txt", b"words")
    assert isinstance(found[1], UnsafeMember)
    assert found[2] == ("last.txt", b"last")


@pytest.mark.parametrize("name", ["inner.zip", "inner.tar.gz", "INNER.7Z", "a/b.rar"])
def test_an_archive_inside_is_refused(name: str) -> None:
    found = members(packed({name: packed({"a.txt": b"x"}), "b.txt": b"two"}))
    refusal(found, NestedArchive)
    assert found["b.txt"] == b"two"


def test_a_member_with_a_password() -> None:
    raw = packed({"a.txt": b"one"})
    raw = raw.replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01")
    refusal(members(raw), Encrypted)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_methods_whose_output_cannot_be_bounded(method: int) -> None:
    refusal(members(packed({"a.txt": b"one"}, method)), UnknownFormat)


def test_a_bomb_is_refused_before_it_goes_off() -> None:
    raw = packed({"bomb.txt": b"\0" * 50_000_000, "a.txt": b"one"})
    tracemalloc.start()
    found = members(raw, 10**9)
    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()
    refusal(found, CompressionBomb)
    assert found["a.txt"] == b"one"


def test_a_large_member_is_too_large() -> None:
    found = members(packed({"a.txt": bytes(range(256)) * 8_000}, zipfile.ZIP_STORED))
    assert "2.0 MB" in refusal(found, TooLarge).reason


def test_a_member_that_lies_about_its_size() -> None:
    raw = packed({"a.txt": b"w" * 50_000_000})
    size = struct.pack("<I", 50_000_000)
    tracemalloc.start()
    found = members(raw.replace(size, struct.pack("<I", 500)))
    assert tracemalloc.get_traced_memory()[1] < 2_000_000
    tracemalloc.stop()
    refusal(found, Malformed)


def test_members_that_share_their_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = packed({f"{at:03}.txt": b"w" * 900_000 for at in range(20)})
    monkeypatch.setattr(archive, "UNPACKED", 10_000_000)
    with pytest.raises(CompressionBomb):
        members(raw)


def test_more_members_than_releases(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipped, "MEMBERS", 100)
    with pytest.raises(CompressionBomb, match="more than 100 members"):
        members(packed({f"{at}.txt": b"w" for at in range(101)}))


def test_one_member_is_in_memory_at_a_time() -> None:
    raw = packed({f"{at}.txt": bytes(range(256)) * 3_000 for at in range(30)})
    tracemalloc.start()
    for _ in archive.members(document(raw, "zip", "all.zip"), LARGEST):
        pass
    assert tracemalloc.get_traced_memory()[1] < 4_000_000
    tracemalloc.stop()


@pytest.mark.parametrize(
    "raw", [b"", b"PK\x03\x04", b"words", packed({"a.txt": b"one"})[:60], b"PK\x05\x06" + b"\xff" * 18]
)
def test_broken_archives(raw: bytes) -> None:
    with pytest.raises(Malformed):
        members(raw)


def test_a_damaged_member_does_not_stop_the_others() -> None:
    raw = packed({"a.txt": b"one one one", "b.txt": b"two"}, zipfile.ZIP_STORED).replace(
        b"one one one", b"one two one"
    )
    found = members(raw)
    assert "does not unpack" in refusal(found, Malformed).reason
    assert found["b.txt"] == b"two"


def test_an_empty_archive_holds_nothing() -> None:
    assert members(packed({})) == {}


SEED = packed({"a.txt": b"one one one one", "b/c.html": b"<p>two</p>"})


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(SEED) - 1), st.binary(min_size=1, max_size=4)), max_size=6))
def test_damaged_archives_give_members_or_refusals(changes: list[tuple[int, bytes]]) -> None:
    raw = bytearray(SEED)
    for at, piece in changes:
        raw[at : at + len(piece)] = piece
    with suppress(Refused):
        members(bytes(raw))


def test_reading_takes_no_longer_than_its_bytes() -> None:
    raw = packed({f"{'d/' * 60}{at}.txt": b"w" for at in range(5_000)})
    began = time.process_time()
    assert len(members(raw)) == 5_000
    assert time.process_time() - began < 5


def test_repacking_in_the_tests_changes_nothing_by_itself() -> None:
    assert members(repacked(SEED, lambda name, raw: raw)) == members(SEED)
