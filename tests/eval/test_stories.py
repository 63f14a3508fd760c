"""Pairs read by hand, held against the stories that a store finds."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from eval.errors import FactsInvalid, FolderInvalid
from eval.stories import Found, Measured, Pair, main, measure, pairs, record, releases, table, tell
from tests.corpus.tellings import DIFFERENT, MAKTABA, MUSEE, QUAY

GRAFTON, YOUNGSTOWN = DIFFERENT["a grant to another town"]
TOLD = {
    "2024/quay.txt": QUAY,
    "2024/wire.txt": replace(QUAY, text=f"{QUAY.text}\n\nLanternwire sends releases to editors in forty lands."),
    "2024/again.txt": replace(QUAY, text=QUAY.text.replace("31 million", "37 million")),
    "musee.md": MUSEE,
    "grafton.txt": GRAFTON,
    "youngstown.txt": YOUNGSTOWN,
    "maktaba.txt": MAKTABA,
}
PAIRS = [
    ("2024/quay.txt", "2024/wire.txt", "edited"),
    ("2024/again.txt", "2024/quay.txt", "corrected"),
    ("grafton.txt", "youngstown.txt", "different"),
    ("musee.md", "maktaba.txt", "different"),
]


@pytest.fixture
def room(tmp_path: Path) -> Path:
    for path, told in TOLD.items():
        file = tmp_path / "room" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{'# ' if path.endswith('md') else ''}{told.title}\n\n{told.text}\n")
    (tmp_path / "room" / "empty.txt").write_text("")
    return tmp_path / "room"


def write(path: Path, rows: Sequence[tuple[str, str, str]]) -> Path:
    path.write_text("".join(json.dumps({"a": a, "b": b, "relation": how, "why": ""}) + "\n" for a, b, how in rows))
    return path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write(tmp_path / "pairs.jsonl", PAIRS)


def test_stories_are_found_in_a_folder(room: Path) -> None:
    found = tell(releases(room))
    assert found.releases == 7, "what cannot be read is left out"
    assert set(found.stories) == {"2024/quay.txt", "2024/wire.txt", "2024/again.txt"}
    assert found.seconds > 0
    assert [found.relation(Pair(a, b, how)) for a, b, how in PAIRS] == [how for _, _, how in PAIRS]


def test_all_right_is_one_with_its_interval(room: Path, file: Path) -> None:
    told = record(measure(pairs(file), found := tell(releases(room))), found)
    assert (told["precision"]["value"], told["recall"]["value"]) == (1, 1)
    assert 0 <= told["recall"]["low"] < 1
    assert (told["pairs"], told["wrong"]) == (4, [])
    assert (told["stories"], told["in_stories"], told["sizes"]) == (1, 3, {"3": 1})
    assert sum(told["links"].values()) == 3
    assert told["milliseconds"] > 0


def test_what_is_wrong_is_counted_and_named() -> None:
    missed, made_up = Pair("a", "b", "same"), Pair("c", "d", "different")
    measured = Measured(
        {("same", "different"): [missed], ("different", "edited"): [made_up], ("same", "same"): [missed]}
    )
    assert [share.value for share in (measured.precision(), measured.recall()) if share] == [0.5, 0.5]
    told = record(measured, Found({}, 4, 0.0))
    assert [(row["a"], row["by_hand"]) for row in told["wrong"]] == [("c", "different"), ("a", "same")]
    assert "wrong: same" in table(measured, Found({}, 4, 0.0))


def test_another_relation_of_one_story_is_not_wrong() -> None:
    told = record(Measured({("edited", "corrected"): [Pair("a", "b", "edited")]}), Found({}, 2, 0.0))
    assert (told["wrong"], told["precision"]["value"]) == ([], 1)


def test_nothing_found_has_no_precision_and_nothing_wanted_no_recall() -> None:
    measured = Measured({("different", "different"): [Pair("a", "b", "different")]})
    assert (measured.precision(), measured.recall()) == (None, None)
    assert "precision none" in " ".join(table(measured, Found({}, 0, 0.0)).split())


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("not json\n", "line 1"),
        ('{"a": "x", "b": "y"}\n', "relation"),
        ('\n{"a": "x", "b": "y", "relation": "alike"}\n', "line 2: 'alike' is none of"),
        ("", "no pairs"),
    ],
)
def test_a_file_that_holds_no_pairs_is_refused(tmp_path: Path, content: str, why: str) -> None:
    file = tmp_path / "pairs.jsonl"
    file.write_text(content)
    with pytest.raises(FactsInvalid, match=why):
        pairs(file)


def test_no_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FolderInvalid, match="no such folder"):
        list(releases(tmp_path / "nowhere"))


def test_the_command_prints_a_table_or_json(
    room: Path, file: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main([str(file), "--corpus", str(room)]) == 0
    out = capsys.readouterr().out
    assert "precision 1.000" in out
    assert "3  2024/" in out, "the largest story, by its newest release"
    assert "harbour" not in out, "places, no words"
    assert main([str(file), "--corpus", str(room), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["recall"]["value"] == 1
    assert main([str(file), "--corpus", str(room), "--made", "3"]) == 0
    assert "on another wire" in capsys.readouterr().out
    assert main([str(tmp_path / "nowhere.jsonl"), "--corpus", str(room)]) == 1
    assert "no pairs" in capsys.readouterr().err


@pytest.mark.shared
@pytest.mark.slow
def test_the_pairs_of_the_shared_releases_hold(shared: Path) -> None:
    from eval.stories import __file__ as here

    measured = measure(pairs(Path(here).parent / "facts" / "pairs.jsonl"), tell(releases(shared / "newswire")))
    for share in (measured.precision(), measured.recall()):
        assert share is not None
        assert share.value >= 0.97
