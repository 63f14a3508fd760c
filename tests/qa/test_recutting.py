"""A new cutting reaches what is held, without anything else having changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.article import Scope
from corpus.passages import cutting
from qa.desk import Desk

BODY = "The council of Orlington agreed a new budget on Monday. " * 20


def renew(monkeypatch: pytest.MonkeyPatch, words: int) -> None:
    """Let passages be cut otherwise from now on, and the version say so."""
    cut = cutting.cut
    monkeypatch.setattr(cutting, "cut", lambda text, _words, parts=(): cut(text, words, parts))
    for module in ("qa.ingest", "qa.taking", "corpus.store.putting"):
        monkeypatch.setattr(f"{module}.CLEANER_VERSION", "3.next")


def passages(desk: Desk) -> int:
    return desk.store.count_passages()


@pytest.fixture
def room(tmp_path: Path, desk: Desk) -> Path:
    folder = tmp_path / "room"
    folder.mkdir()
    for name in ("a", "b"):
        (folder / f"{name}.txt").write_text(f"Budget of {name} agreed\n\n{BODY}\n", encoding="utf-8")
    desk.intake().paths([folder])
    return folder


def test_a_folder_that_has_not_changed_is_cut_anew_once(
    desk: Desk, room: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = passages(desk)
    renew(monkeypatch, 20)
    assert desk.intake().paths([room]).counts == {"updated": 2}
    assert passages(desk) > 2 * before
    assert desk.intake().paths([room]).counts == {"unchanged": 2}


def test_cleaning_again_cuts_anew_what_is_behind(desk: Desk, room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = passages(desk)
    renew(monkeypatch, 20)
    assert len(desk.store.behind("3.next")) == 2
    assert desk.clean_again().counts == {"updated": 2}
    assert desk.store.behind("3.next") == []
    assert passages(desk) > 2 * before
    texts = {article.text for article in desk.store.page(Scope.everything())}
    assert texts == {BODY.strip()}
