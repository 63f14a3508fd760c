"""`dateline ingest FOLDER --watch`."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from api.cli.watch import Teller
from corpus.article import Scope
from corpus.errors import UnknownFormat
from corpus.store import ArticleStore
from qa.watching import Changed
from tests.api.conftest import Run


@contextmanager
def meanwhile(work: Callable[[ArticleStore], None], data: Path) -> Iterator[None]:
    """Do something while a command runs, then press Ctrl-C."""

    def run() -> None:
        store = ArticleStore(data)
        try:
            work(store)
        finally:
            store.close()
            os.kill(os.getpid(), signal.SIGINT)

    thread = threading.Thread(target=run)
    thread.start()
    yield
    thread.join()


def until(store: ArticleStore, wanted: set[str]) -> None:
    """Wait until these paths, and no others, answer."""
    deadline = time.monotonic() + 20
    while {article.path for article in store.page(Scope.everything())} != wanted:
        assert time.monotonic() < deadline
        time.sleep(0.02)


FIRST = {"port/reopens.txt", "fair.md", "gare.txt"}


def change(room: Path) -> Callable[[ArticleStore], None]:
    def work(store: ArticleStore) -> None:
        until(store, FIRST)
        (room / "new.txt").write_text("Bridge opens\n\nThe bridge of Halvern opened to walkers on Monday.\n")
        until(store, FIRST | {"new.txt"})
        (room / "fair.md").unlink()
        until(store, FIRST - {"fair.md"} | {"new.txt"})

    return work


def test_changes_are_taken_in_and_said_until_ctrl_c(run: Run, room: Path, tmp_path: Path) -> None:
    before = signal.getsignal(signal.SIGINT)
    with meanwhile(change(room), tmp_path / "default-data"):
        ran = run("ingest", room, "--watch")
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0].startswith("3 added; watching ")
    assert "1 added new.txt" in lines
    assert "1 removed fair.md" in lines
    assert lines[-1] == "stopped; while watching: 1 added, 1 removed"
    assert signal.getsignal(signal.SIGINT) is before
    assert run("articles", "--json").json["total"] == 3


def test_for_machines_there_is_a_json_object_a_line(run: Run, room: Path, tmp_path: Path) -> None:
    with meanwhile(change(room), tmp_path / "default-data"):
        ran = run("ingest", room, "--watch", "--json")
    told = [json.loads(line) for line in ran.out.splitlines()]
    assert told == [
        {"counts": {"added": 3}, "refused": []},
        {"counts": {"added": 1}, "files": ["new.txt"]},
        {"counts": {"removed": 1}, "files": ["fair.md"]},
        {"watched": {"added": 1, "removed": 1}},
    ]


def test_what_went_before_it_began_is_taken_out(run: Run, room: Path, tmp_path: Path) -> None:
    run("ingest", room)
    (room / "fair.md").unlink()

    def work(store: ArticleStore) -> None:
        until(store, FIRST - {"fair.md"})
        (room / "new.txt").write_text("Bridge opens\n\nThe bridge of Halvern opened to walkers on Monday.\n")
        until(store, FIRST - {"fair.md"} | {"new.txt"})  # now the watch stands, and Ctrl-C ends it in good order

    with meanwhile(work, tmp_path / "default-data"):
        ran = run("ingest", room, "--watch")
    assert "1 pruned" in ran.out


@pytest.mark.parametrize("words", [["http://a.example/feed"], ["fair.md"], ["."], ["nowhere"]])
def test_only_folders_are_watched(run: Run, room: Path, words: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(room)
    if words == ["."]:
        words = [".", "http://a.example/feed"]
    ran = run("ingest", *words, "--watch")
    assert ran.code == 2
    assert "only folders can be watched" in " ".join(ran.err.split()).replace("│ ", "").replace(" │", "")


def test_many_files_are_counted_and_refusals_are_said(capsys: pytest.CaptureFixture[str]) -> None:
    tell = Teller(as_json=False)
    changed = Changed(files=[f"{number}.txt" for number in range(9)], refused=[UnknownFormat("a.jpg", "no reader")])
    changed.counts.update(added=8, refused=1)
    tell(changed)
    tell(Changed(absent=("/press",)))
    tell(Changed(absent=()))
    out, err = capsys.readouterr()
    assert out == "8 added, 1 refused 0.txt, 1.txt, 2.txt …\n  refused a.jpg (unknown format): no reader\n"
    assert "/press is gone; its articles stay until it is back" in err
    assert "every folder is there again" in err
    assert tell.counts == {"added": 8, "refused": 1}
    machines = Teller(as_json=True)
    machines(Changed(absent=("/press",)))
    assert json.loads(capsys.readouterr().out) == {"counts": {}, "files": [], "absent": ["/press"]}
