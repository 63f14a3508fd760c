from __future__ import annotations

import json

from eval.facts import report
from eval.facts.checks import Check
from eval.facts.folders import Outcome
from eval.facts.measure import Measured, Places, Tally

MEASURED = Measured(
    [Check("a.txt", "title", True), Check("b.txt", "title", False, ("Port reopens",), "Port")],
    [Check("c.txt", "date", True), Check("d.txt", "place", False, (), "HALVERN")],
    Places(Tally(3, 4), Tally(3, 6)),
)


def test_the_table_tells_every_kind_the_whole_and_the_datelines() -> None:
    lines = [line.split() for line in report.table(MEASURED).splitlines()]
    assert ["title", "1", "/", "2", "0.500", "[0.095,", "0.905]"] in lines
    assert ["date", "0", "/", "0", "-"] in lines
    assert lines[7][:5] == ["all", "checks", "1", "/", "2"]
    assert [line[:5] for line in lines[-3:]] == [
        ["precision", "3", "/", "4", "0.750"],
        ["recall", "3", "/", "6", "0.500"],
        ["day", "1", "/", "1", "1.000"],
    ]


def test_failures_are_named_without_their_words() -> None:
    told = report.failures(MEASURED.failures(), words=False)
    assert told.splitlines() == ["title     b.txt", "place     d.txt"]


def test_words_are_shown_on_request() -> None:
    told = report.failures(MEASURED.failures(), words=True).splitlines()
    assert told[1:3] == ["    wanted 'Port reopens'", "    found  'Port'"]
    assert told[4:6] == ["    wanted 'nothing'", "    found  'HALVERN'"]


def test_json_has_figures_with_intervals_and_no_words() -> None:
    record = report.record(MEASURED)
    assert record["overall"] == {"held": 1, "total": 2, "share": {"value": 0.5, "low": 0.0945, "high": 0.9055}}
    assert record["datelines"]["place"]["recall"]["share"]["value"] == 0.5
    assert record["failures"] == [{"article": "b.txt", "kind": "title"}, {"article": "d.txt", "kind": "place"}]
    assert "Port" not in json.dumps(record)


def test_folders_are_told_with_what_went_wrong() -> None:
    outcome = Outcome(
        "room", files=4, crashed={"x.txt": "ValueError: no"}, refused={"y.txt": "empty"}, empty=["z.txt"]
    )
    outcome.found["title"] = 2
    outcome.dated, outcome.agree, outcome.near = 2, 1, 2
    told = report.folders_table([outcome])
    assert told.startswith("room: 4 files, 1 crashed, 1 refused, 1 with a body and no news left\n")
    for line in ("  crashed x.txt: ValueError: no", "  refused y.txt: empty", "  no news z.txt"):
        assert line in told.splitlines()
    lines = [line.split() for line in told.splitlines()]
    assert ["title", "2", "/", "2", "1.000", "[0.342,", "1.000]"] in lines
    assert any(line[:5] == ["same", "day", "1", "/", "2"] for line in lines)
    assert report.folders_record([outcome]) == {"room": outcome.record()}
