"""Folders kept as they are: what is written answers, what is removed is gone, and what is half done waits."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from corpus.article import Scope
from corpus.sources import locate
from qa import watching
from qa.desk import Desk
from qa.watching import Changed, Watch

BODY = "The council of Orlington agreed a new budget for its schools on Monday. It takes effect in the spring."
SOON = 10.0
"""Seconds a test waits for what should take a fraction of one; reached only where something is broken."""


def write(path: Path, title: str, body: str = BODY) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{title}\n\n{body}\n", encoding="utf-8")
    return path


@dataclass
class Watched:
    """A folder that is being watched, and what was told of it."""

    desk: Desk
    folder: Path
    watch: Watch
    told: list[Changed] = field(default_factory=list)

    @property
    def titles(self) -> set[str | None]:
        return {article.title for article in self.desk.store.page(Scope.everything())}

    @property
    def paths(self) -> set[str]:
        return {article.path for article in self.desk.store.page(Scope.everything())}

    @property
    def files(self) -> list[str]:
        return [name for changed in self.told for name in changed.files]

    def until(self, wanted: Callable[[], bool]) -> None:
        """Wait for something to become true."""
        began = time.monotonic()
        while not wanted():
            assert time.monotonic() - began < SOON, (self.paths, self.told)
            time.sleep(0.005)

    def settle(self) -> None:
        """Wait long enough for anything wrong to have happened."""
        time.sleep(3 * watching.SETTLED)


@pytest.fixture
def room(tmp_path: Path) -> Path:
    folder = tmp_path / "room"
    write(folder / "a.txt", "Budget agreed")
    write(folder / "2024" / "b.txt", "Library moved")
    return folder


@contextmanager
def running(desk: Desk, *folders: Path) -> Iterator[Watched]:
    told: list[Changed] = []
    watch = desk.watch(folders, told.append)
    desk.intake().paths(folders, prune=True)
    stop = threading.Event()
    failed: list[BaseException] = []

    def run() -> None:
        try:
            watch.run(stop)
        except BaseException as error:  # noqa: BLE001 - told below, where pytest sees it
            failed.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    watched = Watched(desk, folders[0], watch, told)
    ready = write(
        folders[0] / "ready.txt", "Ready", "The watch stands now, as anyone can see from this very sentence."
    )
    watched.until(lambda: "Ready" in watched.titles)
    ready.unlink()
    watched.until(lambda: any(changed.counts["removed"] for changed in told))
    told.clear()
    try:
        yield watched
    finally:
        stop.set()
        thread.join(SOON)
        assert not thread.is_alive()
        assert failed == []


@pytest.fixture
def watched(desk: Desk, room: Path) -> Iterator[Watched]:
    with running(desk, room) as each:
        yield each


def test_a_new_file_answers_soon(watched: Watched) -> None:
    write(watched.folder / "new.txt", "Port reopens")
    watched.until(lambda: "Port reopens" in watched.titles)
    watched.until(lambda: bool(watched.told))
    assert watched.told[-1].counts == {"added": 1}
    assert watched.told[-1].files == ["new.txt"]


def test_a_removed_file_is_gone_soon_and_its_return_brings_it_back(watched: Watched) -> None:
    kept = (watched.folder / "a.txt").read_bytes()
    (watched.folder / "a.txt").unlink()
    watched.until(lambda: "a.txt" not in watched.paths)
    (watched.folder / "a.txt").write_bytes(kept)
    watched.until(lambda: "a.txt" in watched.paths)
    watched.until(lambda: [changed.counts for changed in watched.told] == [{"removed": 1}, {"restored": 1}])


def test_a_changed_file_is_taken_in_anew(watched: Watched) -> None:
    write(watched.folder / "a.txt", "Budget put off")
    watched.until(lambda: watched.titles == {"Budget put off", "Library moved"})


def test_a_renamed_file_answers_under_its_new_name_only(watched: Watched) -> None:
    (watched.folder / "a.txt").rename(watched.folder / "c.txt")
    watched.until(lambda: watched.paths == {"c.txt", "2024/b.txt"})


def test_a_file_replaced_as_editors_do_is_changed_and_never_lost(watched: Watched) -> None:
    write(watched.folder / "a.txt.tmp", "Budget put off")
    (watched.folder / "a.txt.tmp").replace(watched.folder / "a.txt")
    watched.until(lambda: "Budget put off" in watched.titles)
    assert all(changed.counts["removed"] == 0 for changed in watched.told)


def test_a_file_moved_aside_and_written_anew_is_the_same_one(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "SETTLED", 1.0)  # however busy this machine is
    (watched.folder / "a.txt").rename(watched.folder / "a.txt~")
    write(watched.folder / "a.txt", "Budget put off")
    (watched.folder / "a.txt~").unlink()
    watched.until(lambda: "Budget put off" in watched.titles)
    assert all(changed.counts["removed"] == 0 for changed in watched.told)


def test_a_half_written_file_waits_until_it_is_whole(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "SETTLED", 1.0)  # however busy this machine is, the next words come sooner
    with (watched.folder / "long.txt").open("w") as file:
        file.write("Port reopens\n\n")
        for _ in range(12):
            file.write(BODY + " ")
            file.flush()
            time.sleep(0.05)
            assert "long.txt" not in watched.paths
    watched.until(lambda: "long.txt" in watched.paths)
    (article,) = [each for each in watched.desk.store.page(Scope.everything()) if each.path == "long.txt"]
    assert article.text.count("budget") == 12
    watched.until(lambda: watched.files == ["long.txt"])


def test_a_file_that_comes_and_goes_leaves_nothing(watched: Watched) -> None:
    write(watched.folder / "brief.txt", "Never mind").unlink()
    watched.settle()
    assert watched.told == []


@pytest.mark.parametrize("name", [".a.txt.swp", "~$a.docx", ".hidden/x.txt", "4913.tmp", "a.txt.part", "a.txt~"])
def test_what_programs_leave_behind_is_none_of_ours(watched: Watched, name: str) -> None:
    write(watched.folder / name, "Not a release")
    watched.settle()
    assert watched.told == []


def test_a_file_that_cannot_be_read_is_said_once_and_the_watch_goes_on(watched: Watched) -> None:
    (watched.folder / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    watched.until(lambda: bool(watched.told))
    watched.settle()
    assert [(each.name, each.kind) for each in watched.told[0].refused] == [("photo.jpg", "unknown format")]
    assert len(watched.told) == 1
    write(watched.folder / "new.txt", "Port reopens")
    watched.until(lambda: "Port reopens" in watched.titles)


def test_a_file_that_went_bad_keeps_what_was_read_of_it(watched: Watched) -> None:
    (watched.folder / "a.txt").write_bytes(bytes(range(256)) * 9)
    watched.until(lambda: bool(watched.told))
    assert [each.name for each in watched.told[0].refused] == ["a.txt"]
    assert "Budget agreed" in watched.titles


def test_what_was_removed_by_hand_stays_removed(watched: Watched) -> None:
    (article,) = [each for each in watched.desk.store.page(Scope.everything()) if each.path == "a.txt"]
    watched.desk.remove(article.id)
    write(watched.folder / "a.txt", "Budget put off")
    watched.until(lambda: bool(watched.told))
    assert watched.told[0].counts == {"kept removed": 1}
    assert watched.titles == {"Library moved"}


# Folders


def test_a_folder_moved_in_brings_its_files(watched: Watched, tmp_path: Path) -> None:
    for number in range(3):
        write(tmp_path / "aside" / "deep" / f"{number}.txt", f"Release number {number} of the day")
    (tmp_path / "aside").rename(watched.folder / "aside")
    watched.until(lambda: {f"aside/deep/{number}.txt" for number in range(3)} <= watched.paths)


def test_a_folder_moved_out_takes_its_files_along(watched: Watched, tmp_path: Path) -> None:
    (watched.folder / "2024").rename(tmp_path / "aside")
    watched.until(lambda: watched.paths == {"a.txt"})
    (tmp_path / "aside").rename(watched.folder / "2023")
    watched.until(lambda: watched.paths == {"a.txt", "2023/b.txt"})


def test_a_folder_removed_with_all_in_it(watched: Watched) -> None:
    shutil.rmtree(watched.folder / "2024")
    watched.until(lambda: watched.paths == {"a.txt"})


def test_a_folder_in_the_place_of_a_file(watched: Watched) -> None:
    (watched.folder / "a.txt").unlink()
    write(watched.folder / "a.txt" / "c.txt", "Port reopens")
    watched.until(lambda: watched.paths == {"a.txt/c.txt", "2024/b.txt"})


def test_a_burst_of_files_is_taken_in_and_a_removal_does_not_wait_for_its_end(watched: Watched) -> None:
    for number in range(130):
        write(
            watched.folder / "many" / f"{number}.txt",
            f"Release number {number}",
            f"Item {number} {BODY[number % 9 :]}",
        )
    watched.until(lambda: len(watched.paths) > 2)
    (watched.folder / "a.txt").unlink()
    watched.until(lambda: "a.txt" not in watched.paths)
    watched.until(lambda: len(watched.paths) == 131)
    shutil.rmtree(watched.folder / "many")
    watched.until(lambda: len(watched.paths) == 1)


def test_links_that_lead_round_in_a_circle_harm_nobody(watched: Watched) -> None:
    (watched.folder / "again").symlink_to(watched.folder)
    (watched.folder / "self.txt").symlink_to(watched.folder / "self.txt")
    write(watched.folder / "new.txt", "Port reopens")
    watched.until(lambda: "Port reopens" in watched.titles)
    watched.settle()
    assert watched.paths == {"a.txt", "2024/b.txt", "new.txt"}


def test_two_folders_are_two_sources(desk: Desk, room: Path, tmp_path: Path) -> None:
    other = write(tmp_path / "other" / "x.txt", "Other news today").parent
    with running(desk, room, other) as watched:
        write(other / "y.txt", "Port reopens")
        (room / "a.txt").unlink()
        watched.until(lambda: watched.paths == {"2024/b.txt", "x.txt", "y.txt"})
    assert desk.store.count_by_source(Scope.everything()) == {"other": 2, "room": 1}


# A folder that goes as a whole


def test_a_folder_that_vanishes_keeps_its_articles_and_is_watched_again_when_it_is_back(
    watched: Watched, tmp_path: Path
) -> None:
    watched.folder.rename(tmp_path / "elsewhere")
    watched.until(lambda: bool(watched.told))
    assert watched.told[0].absent == (os.fspath(watched.folder),)
    watched.settle()
    assert watched.paths == {"a.txt", "2024/b.txt"}
    (tmp_path / "elsewhere" / "a.txt").unlink()
    (tmp_path / "elsewhere").rename(watched.folder)
    watched.until(lambda: watched.paths == {"2024/b.txt"})
    write(watched.folder / "new.txt", "Port reopens")
    watched.until(lambda: "Port reopens" in watched.titles)
    assert [changed.absent for changed in watched.told if changed.absent is not None][-1] == ()


def test_another_folder_in_its_place_is_watched(watched: Watched, tmp_path: Path) -> None:
    write(tmp_path / "next" / "c.txt", "Port reopens")
    watched.folder.rename(tmp_path / "before")
    (tmp_path / "next").rename(watched.folder)
    watched.until(lambda: watched.paths == {"c.txt"})
    write(watched.folder / "d.txt", "Bridge opened")
    watched.until(lambda: watched.paths == {"c.txt", "d.txt"})


def test_an_empty_folder_on_another_disk_is_a_share_that_was_unmounted(
    watched: Watched, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = watching._place

    def unmounted(root: str) -> tuple[int, int] | None:
        place = real(root)
        return (place[0] + 1, place[1]) if place and not any(Path(root).iterdir()) else place

    monkeypatch.setattr(watching, "_place", unmounted)
    watched.folder.rename(tmp_path / "share")
    watched.folder.mkdir()
    watched.until(lambda: watched.watch.gone == {os.fspath(watched.folder)})
    watched.settle()
    assert watched.paths == {"a.txt", "2024/b.txt"}


# What the system does not tell


def still(desk: Desk, room: Path) -> tuple[Watch, list[float], list[Changed]]:
    """A watch that is looked with by hand, on a clock of its own."""
    now = [0.0]
    told: list[Changed] = []
    desk.intake().paths([room])
    origin = locate(room, desk.store.sources().values())
    watch = Watch(desk.store, desk.intake, [origin], told.append, clock=lambda: now[0])
    watch.remember()
    return watch, now, told


def test_everything_is_looked_at_from_time_to_time(desk: Desk, room: Path) -> None:
    watch, now, told = still(desk, room)
    watch.look()
    write(room / "new.txt", "Port reopens")
    (room / "a.txt").unlink()
    now[0] += watching.LOOK_ROUND / 2
    watch.look()
    watch.look()
    assert told == []
    for _ in range(3):
        now[0] += watching.LOOK_ROUND
        watch.look()
    assert told[0].counts == {"added": 1, "removed": 1}


def test_a_folder_that_cannot_be_listed_holds_no_removed_files(
    desk: Desk, room: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch, now, told = still(desk, room)
    real = os.scandir

    def closed(path: str) -> object:
        if path.endswith("2024"):
            raise PermissionError(13, "Permission denied", path)
        return real(path)

    with monkeypatch.context() as patched:  # undone before the folder is swept away
        patched.setattr("corpus.sources.os.scandir", closed)
        for _ in range(3):
            now[0] += 2 * watching.LOOK_ROUND
            watch.look()
    assert told == []


def test_a_file_that_may_not_be_looked_at_is_not_gone(
    desk: Desk, room: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch, now, told = still(desk, room)
    monkeypatch.setattr(watching, "signature", lambda path: watching.UNSEEN)
    for _ in range(3):
        now[0] += 1
        watch.look([os.fspath(room / "a.txt")])
    assert told == []


def test_without_watches_of_the_system_rounds_do(desk: Desk, room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none_left(*_paths: str, **_options: object) -> Iterator[set[tuple[int, str]]]:
        raise OSError("OS file watch limit reached")

    monkeypatch.setattr("qa.watching.watchfiles.watch", none_left)
    with running(desk, room) as watched:
        write(room / "new.txt", "Port reopens")
        watched.until(lambda: "Port reopens" in watched.titles)


def test_what_happened_during_the_first_ingest_is_not_missed(desk: Desk, room: Path) -> None:
    told: list[Changed] = []
    watch = desk.watch([room], told.append)
    desk.intake().paths([room])
    write(room / "a.txt", "Budget put off")
    (room / "2024" / "b.txt").unlink()
    for _ in range(3):
        time.sleep(watching.SETTLED)
        watch.look()
    assert {article.title for article in desk.store.page(Scope.everything())} == {"Budget put off"}
