"""Which file belongs to which source, and under what path."""

from __future__ import annotations

import errno
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from corpus.errors import SourceMissing, SourceTaken, TooLarge, UnknownFormat, Unreadable
from corpus.records import Source
from corpus.sources import Origin, base, document, files, locate


@pytest.fixture
def room(tmp_path: Path) -> Path:
    """A press room: room/a.txt, room/2024/b.md, room/2024/06/c.html."""
    room = tmp_path / "room"
    (room / "2024" / "06").mkdir(parents=True)
    for name in ("a.txt", "2024/b.md", "2024/06/c.html"):
        (room / name).write_text("Words.")
    return room


def registered(room: Path, name: str = "room") -> Source:
    return Source(name, "folder", str(room))


def listed(origin: Origin, blocked: list[OSError] | None = None) -> list[str]:
    troubles = [] if blocked is None else blocked
    return [document(path, origin.source).path for path in files(origin, troubles.append)]


# locate


def test_a_folder_becomes_a_source_of_its_name(room: Path) -> None:
    origin = locate(room, [])
    assert origin == Origin(registered(room), room)
    assert origin.prefix == ""
    assert listed(origin) == ["a.txt", "2024/b.md", "2024/06/c.html"]


def test_a_single_file_belongs_to_the_folder_it_lies_in(room: Path) -> None:
    origin = locate(room / "2024" / "b.md", [])
    assert origin.source == Source("2024", "folder", str(room / "2024"))
    assert listed(origin) == ["b.md"]


def test_inside_a_registered_folder_everything_belongs_to_it(room: Path) -> None:
    for inside, prefix, paths in (
        (room / "2024", "2024", ["2024/b.md", "2024/06/c.html"]),
        (room / "2024" / "06" / "c.html", "2024/06/c.html", ["2024/06/c.html"]),
    ):
        origin = locate(inside, [registered(room)])
        assert (origin.source, origin.prefix) == (registered(room), prefix)
        assert listed(origin) == paths


def test_the_nearest_registered_folder_wins(room: Path) -> None:
    inner = Source("year", "folder", str(room / "2024"))
    for known in ([registered(room), inner], [inner, registered(room)]):
        assert locate(room / "2024" / "06", known).source == inner


def test_a_name_can_be_given(room: Path) -> None:
    assert locate(room, [], "press").source == registered(room, "press")


def test_a_given_name_does_not_move_the_root_of_the_source_that_the_path_lies_in(room: Path) -> None:
    # Else ingesting room/2024 as "room" would give each article a second path, and --prune would take the first away.
    origin = locate(room / "2024", [registered(room)], "room")
    assert (origin.source, origin.prefix) == (registered(room), "2024")


def test_a_name_that_stands_for_another_folder_is_taken(room: Path, tmp_path: Path) -> None:
    other = tmp_path / "elsewhere" / "room"
    other.mkdir(parents=True)
    with pytest.raises(SourceTaken, match=r"--source"):
        locate(other, [registered(room)])
    with pytest.raises(SourceTaken):
        locate(other, [registered(room, "press")], "press")
    assert locate(other, [registered(room)], "press").source == registered(other, "press")
    assert locate(other, [registered(room)], moved=True).source == registered(other)


def test_a_name_taken_by_uploads_is_taken_too(room: Path) -> None:
    with pytest.raises(SourceTaken):
        locate(room, [Source("room", "upload", "added one by one")])


def test_a_file_alone_becomes_a_source_of_its_name_and_is_known_again(room: Path) -> None:
    path = room / "2024" / "b.md"
    origin = locate(path, [], alone=True)
    assert origin.source == Source("b", "file", str(path))
    assert (origin.prefix, base(origin.source), listed(origin)) == ("", room / "2024", ["b.md"])
    assert origin.covers("b.md#1")
    assert locate(path, [origin.source, registered(room)]) == origin, "it is nearer than the folder that it lies in"
    assert locate(room / "2024" / "06" / "c.html", [origin.source]).source.kind == "folder"
    assert locate(room / "2024", [origin.source]).source == registered(room / "2024", "2024")


def test_inside_a_folder_no_file_is_alone(room: Path) -> None:
    assert locate(room / "a.txt", [registered(room)], alone=True) == Origin(registered(room), room / "a.txt")
    assert locate(room, [], alone=True).source == registered(room)


def test_a_file_that_is_a_source_may_have_moved(room: Path) -> None:
    before = Source("all", "file", str(room / "a.txt"))
    with pytest.raises(SourceTaken, match="--moved if that file is now here"):
        locate(room / "2024" / "b.md", [before], "all")
    moved = locate(room / "2024" / "b.md", [before], "all", moved=True).source
    assert moved == Source("all", "file", str(room / "2024" / "b.md"))


def test_what_an_archive_holds_is_covered_by_it(room: Path) -> None:
    origin = Origin(registered(room), room / "a.zip")
    assert origin.covers("a.zip")
    assert origin.covers("a.zip#b.txt")
    assert not origin.covers("a.zipped")
    assert not origin.covers("b/a.zip")


@pytest.mark.parametrize("missing", ["nowhere", "nowhere/deeper", "a.txt/inside"])
def test_what_is_not_there(room: Path, missing: str) -> None:
    with pytest.raises(SourceMissing, match=missing.split("/")[-1]):
        locate(room / missing, [])


def test_a_link_that_leads_to_itself(room: Path) -> None:
    (room / "loop").symlink_to(room / "loop")
    with pytest.raises(SourceMissing):
        locate(room / "loop", [])


def test_a_link_to_a_folder_is_the_folder(room: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(room)
    assert locate(tmp_path / "link", []) == locate(room, [])


@pytest.mark.parametrize(
    ("prefix", "covered"),
    [
        ("", {"a.txt", "2024/b.md", "2024x/d.md"}),
        ("2024", {"2024/b.md"}),
        ("a.txt", {"a.txt"}),
        ("2024/b.md", {"2024/b.md"}),
    ],
)
def test_what_a_path_covers(room: Path, prefix: str, covered: set[str]) -> None:
    origin = Origin(registered(room), room / prefix)
    assert {path for path in ("a.txt", "2024/b.md", "2024x/d.md") if origin.covers(path)} == covered


# files


def test_hidden_files_and_folders_are_passed_over(room: Path) -> None:
    (room / ".hidden.txt").write_text("Words.")
    (room / ".git").mkdir()
    (room / ".git" / "d.txt").write_text("Words.")
    assert listed(locate(room, [])) == ["a.txt", "2024/b.md", "2024/06/c.html"]


def test_the_order_of_files_is_that_of_their_paths_whatever_the_disk_says(room: Path) -> None:
    for name in ("z.txt", "B.txt", "é.txt"):
        (room / name).write_text("Words.")
    assert listed(locate(room, []))[:4] == ["B.txt", "a.txt", "z.txt", "é.txt"]


def test_links_to_folders_are_not_followed(room: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text("Words.")
    (room / "outside").symlink_to(outside)
    (room / "2024" / "up").symlink_to(room)
    assert listed(locate(room, [])) == ["a.txt", "2024/b.md", "2024/06/c.html"]


def test_a_folder_that_cannot_be_listed_is_told(room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def scan(path: str | Path) -> object:
        if Path(path).name == "06":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return real(path)

    real = os.scandir
    blocked: list[OSError] = []
    with monkeypatch.context() as patched:  # undone before the folder is swept away
        patched.setattr(os, "scandir", scan)
        assert listed(locate(room, []), blocked) == ["a.txt", "2024/b.md"]
    assert [Path(str(error.filename)).name for error in blocked] == ["06"]


# document


def test_a_document_knows_its_place_and_format(room: Path) -> None:
    read = document(room / "2024" / "06" / "c.html", registered(room))
    assert (read.source, read.path, read.raw, read.format) == ("room", "2024/06/c.html", b"Words.", "html")


@pytest.mark.parametrize(("name", "kind"), [("A.TXT", "text"), ("b.Markdown", "markdown"), ("c.HTM", "html")])
def test_endings_in_capitals(room: Path, name: str, kind: str) -> None:
    (room / name).write_text("Words.")
    assert document(room / name, registered(room)).format == kind


@pytest.mark.parametrize("name", ["picture.png", "notes", "a.txt.bak", "report.xyz"])
def test_formats_without_a_reader(room: Path, name: str) -> None:
    (room / name).write_text("Words.")
    with pytest.raises(UnknownFormat, match=r"known: .*\.txt"):
        document(room / name, registered(room))


def test_a_file_that_is_too_large_is_not_even_opened(room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "read_bytes", lambda self: pytest.fail("read"))
    with pytest.raises(TooLarge):
        document(room / "a.txt", registered(room), largest=5)


def test_an_export_may_be_larger_than_a_release(room: Path) -> None:
    (room / "all.jsonl").write_text("{}\n" * 10)
    assert document(room / "all.jsonl", registered(room), largest=5).format == "export"


def test_a_file_that_may_not_be_read(room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, flags: int) -> int:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    source = registered(room)
    with monkeypatch.context() as patched:
        if os.geteuid():
            (room / "a.txt").chmod(0)
        else:  # nothing is forbidden to root
            patched.setattr("corpus.sources.os.open", refuse)
        with pytest.raises(Unreadable, match="Permission denied") as refused:
            document(room / "a.txt", source)
    assert refused.value.name == "a.txt"


@pytest.mark.parametrize("target", ["loop.txt", "gone.txt"])
def test_links_that_lead_nowhere(room: Path, target: str) -> None:
    (room / "loop.txt").symlink_to(room / target)
    with pytest.raises(Unreadable):
        document(room / "loop.txt", registered(room))


def test_a_link_to_a_file_keeps_its_own_path(room: Path) -> None:
    (room / "link.txt").symlink_to(room / "2024" / "b.md")
    assert document(room / "link.txt", registered(room)).path == "link.txt"


def test_a_pipe_is_refused_and_not_waited_for(room: Path) -> None:
    os.mkfifo(room / "pipe.txt")
    with pytest.raises(Unreadable, match="ordinary file"):
        document(room / "pipe.txt", registered(room))


def test_an_endless_device_is_refused(room: Path) -> None:
    (room / "zero.txt").symlink_to("/dev/zero")
    with pytest.raises(Unreadable, match="ordinary file"):
        document(room / "zero.txt", registered(room))


def test_a_name_in_another_encoding_is_refused_by_a_name_that_can_be_shown(room: Path) -> None:
    name = os.fsdecode(b"caf\xe9.txt")
    (room / name).write_text("Words.")
    with pytest.raises(Unreadable, match="UTF-8") as refused:
        document(room / name, registered(room))
    assert str(refused.value).encode()


def test_names_of_every_script_are_paths(room: Path) -> None:
    names: Sequence[str] = ["اتفاقية.txt", "été à Rabat.txt", "a#b?c%20.txt"]
    for name in names:
        (room / name).write_text("Words.")
    assert set(names) <= set(listed(locate(room, [])))


# Files and folders that are up to no good


def never(error: OSError) -> None:
    raise AssertionError(error)


def test_a_folder_nested_deeper_than_any_call_may_be(tmp_path: Path) -> None:
    here = os.open(tmp_path, os.O_RDONLY)
    for _ in range(1_200):
        os.mkdir("a", dir_fd=here)
        below = os.open("a", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(os.open("deep.txt", os.O_CREAT | os.O_WRONLY, dir_fd=here))
    os.close(here)
    origin = Origin(Source("room", "folder", str(tmp_path)), tmp_path)
    try:
        assert [path.name for path in files(origin, never)] == ["deep.txt"]
    finally:  # Python itself cannot take so deep a folder away
        subprocess.run(["rm", "-rf", tmp_path / "a"], check=True)  # noqa: S607


def test_links_that_lead_round_in_a_circle_are_not_followed(room: Path) -> None:
    (room / "2024" / "again").symlink_to(room)
    (room / "here").symlink_to(room / "here")
    (room / "there").symlink_to(room / "back")
    (room / "back").symlink_to(room / "there")
    origin = Origin(registered(room), room)
    found = [path.relative_to(room).as_posix() for path in files(origin, never)]
    assert found == ["a.txt", "back", "here", "there", "2024/b.md", "2024/06/c.html"]


def test_what_a_word_processor_leaves_beside_an_open_document_is_passed_over(room: Path) -> None:
    (room / "~$release.docx").write_bytes(b"\x05owner")
    assert "~$release.docx" not in [path.name for path in files(Origin(registered(room), room), never)]


def test_a_file_that_grows_while_it_is_read(room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.fstat

    def grown(descriptor: int) -> os.stat_result:
        found = real(descriptor)
        with (room / "a.txt").open("a") as file:
            file.write("More words.")
        return found

    monkeypatch.setattr("corpus.sources.os.fstat", grown)
    with pytest.raises(Unreadable, match="changed while it was read"):
        document(room / "a.txt", registered(room))


def test_a_file_that_is_written_over_while_it_is_read(room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, looks = os.fstat, iter(range(9))

    def touched(descriptor: int) -> os.stat_result:
        os.utime(room / "a.txt", ns=(0, next(looks)))
        return real(descriptor)

    with monkeypatch.context() as patched:
        patched.setattr("corpus.sources.os.fstat", touched)
        with pytest.raises(Unreadable, match="changed while it was read"):
            document(room / "a.txt", registered(room))


def test_a_pipe_in_the_place_of_a_file_keeps_nobody_waiting(room: Path) -> None:
    os.mkfifo(room / "pipe.txt")
    with pytest.raises(Unreadable, match="no ordinary file"):
        document(room / "pipe.txt", registered(room))
