from __future__ import annotations

from pathlib import Path

import pytest

from eval.bench import watching
from qa.desk import Desk


def test_every_file_that_comes_and_goes_is_timed_once(desk: Desk, tmp_path: Path) -> None:
    room = tmp_path / "room"
    room.mkdir()
    (room / "a.txt").write_text("Budget agreed\n\nThe council agreed its budget on Friday.\n", encoding="utf-8")
    figures = watching.measure(desk, room, 2)
    assert figures["folder"] == {"articles": 1, "passages": 1, "times": 2}
    for what in ("new", "removed"):
        assert 0 < figures["seconds"][what]["median"] <= figures["seconds"][what]["worst"] < watching.PATIENCE
    assert [path.name for path in room.iterdir()] == ["a.txt"]
    shown = watching.table(figures)
    assert shown.splitlines()[1] == "articles 1, passages 1, times 2"
    assert shown.splitlines()[2].split()[0] == "new"


def test_a_change_that_never_shows_is_an_error_and_no_figure(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "PATIENCE", 0.1)
    with pytest.raises(TimeoutError, match="did not show"):
        watching._until(desk, "what is not there?", tmp_path / "none.txt", answers=True)


def test_no_two_of_its_releases_are_alike(tmp_path: Path) -> None:
    made = [watching._release(tmp_path, at) for at in range(100)]
    assert len({question for _, question in made}) == 100
    assert len({path.read_text(encoding="utf-8") for path, _ in made}) == 100
