from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.errors import FloorsInvalid, NothingGated, RegressionRefused
from eval.floors import (
    Change,
    Floors,
    OldNew,
    against,
    elsewhere,
    figures,
    load,
    renew,
    save,
    values,
)
from tests.conftest import examples

CORPUS, GOLD, OTHER = (f"sha256:{letter * 64}" for letter in "abc")
FIRST, FIVE = "article success@1", "article recall@5"

Rows = Mapping[str, Mapping[str, Sequence[float]]]


def report(modes: Rows, corpus: str = CORPUS, gold: str = GOLD) -> dict[str, Any]:
    """Make a report: mode -> measure -> value of q0, q1, and so on; another question has no answer."""
    count = max(len(row) for measures in modes.values() for row in measures.values())

    def level(measures: Mapping[str, Sequence[float]], name: str) -> dict[str, Any]:
        return {
            measure.removeprefix(f"{name} "): {"value": round(sum(row) / len(row), 4), "low": 0.0, "high": 1.0}
            for measure, row in measures.items()
            if measure.startswith(name)
        }

    scored = [
        {
            "id": f"q{at}",
            "answerable": True,
            "modes": {
                mode: {"scores": {measure: row[at] for measure, row in measures.items()}, "answer": None}
                for mode, measures in modes.items()
            },
        }
        for at in range(count)
    ]
    nothing = {
        "id": "nothing",
        "answerable": False,
        "modes": {mode: {"scores": {}, "answer": None} for mode in modes},
    }
    return {
        "made": "2026-11-22T02:50:00+00:00",
        "corpus": {"digest": corpus},
        "gold": {"digest": gold},
        "modes": {
            mode: {"article": level(measures, "article"), "passage": level(measures, "passage")}
            for mode, measures in modes.items()
        },
        "questions": [*scored, nothing],
    }


def hits(right: int, of: int = 40) -> list[float]:
    return [1.0] * right + [0.0] * (of - right)


@pytest.fixture
def floors() -> Floors:
    return renew(report({"bm25": {FIRST: hits(30)}, "hybrid": {FIRST: hits(35), FIVE: hits(38)}}), None)


def test_the_first_floors_are_the_figures_and_the_questions_values(floors: Floors) -> None:
    assert floors.floors == {"bm25": {FIRST: 0.75}, "hybrid": {FIRST: 0.875, FIVE: 0.95}}
    assert (floors.corpus, floors.gold, floors.history) == (CORPUS, GOLD, ())
    assert floors.baseline["hybrid"]["q36"] == {FIRST: 0.0, FIVE: 1.0}
    assert "nothing" not in floors.baseline["hybrid"]


def test_only_a_few_measures_are_gated_unasked_and_never_the_plain_rival() -> None:
    made = renew(report({"hybrid": {FIRST: [1.0], "article map": [1.0]}, "plain": {FIRST: [1.0]}}), None)
    assert made.floors == {"hybrid": {FIRST: 1.0}}
    assert made.baseline == {"hybrid": {"q0": {FIRST: 1.0}}}


def test_measures_and_modes_that_a_file_names_stay_gated() -> None:
    held = replace(renew(report({"plain": {"article map": [1.0]}, "hybrid": {FIRST: [1.0]}}), None), baseline={})
    held = replace(held, floors={"plain": {"article map": 0.25}})
    made = renew(report({"plain": {FIRST: [1.0], "article map": [0.5]}}), held)
    assert made.floors == {"plain": {"article map": 0.5}}


def test_a_report_without_a_gated_figure_makes_no_floors() -> None:
    with pytest.raises(NothingGated, match="article success@1"):
        renew(report({"hybrid": {"article map": [1.0]}}), None)


@given(st.integers(0, 10_000))
def test_a_floor_is_the_mean_rounded_down_to_three_digits(tenths: int) -> None:
    mean = tenths / 10_000
    (floor,) = renew(report({"hybrid": {FIRST: [mean]}}), None).floors["hybrid"].values()
    assert Decimal(str(mean)) - Decimal("0.001") < Decimal(str(floor)) <= Decimal(str(mean))
    assert Decimal(str(floor)) * 1000 % 1 == 0


def test_better_figures_raise_floors_and_new_modes_join_without_a_reason(floors: Floors) -> None:
    better = report(
        {"bm25": {FIRST: hits(31)}, "hybrid": {FIRST: hits(36), FIVE: hits(38)}, "ranked": {FIRST: hits(40)}}
    )
    made = renew(better, floors)
    assert made.floors == {"bm25": {FIRST: 0.775}, "hybrid": {FIRST: 0.9, FIVE: 0.95}, "ranked": {FIRST: 1.0}}
    assert made.baseline["hybrid"]["q35"][FIRST] == 1.0
    assert made.history == ()


def test_the_same_report_changes_nothing(floors: Floors) -> None:
    same = report({"bm25": {FIRST: hits(30)}, "hybrid": {FIRST: hits(35), FIVE: hits(38)}})
    assert renew(same, floors) == floors
    assert renew(same, floors, "no need") == floors


@pytest.mark.parametrize(("mean", "floor"), [(0.8749, 0.8749), (0.875, 0.875), (0.8751, 0.875), (0.8759, 0.875)])
def test_a_finer_floor_by_hand_does_not_fall_by_rounding(floors: Floors, mean: float, floor: float) -> None:
    fine = replace(floors, floors={"hybrid": {FIRST: 0.8749}}, baseline={})
    assert renew(report({"hybrid": {FIRST: [mean]}}), fine).floors == {"hybrid": {FIRST: floor}}


@pytest.mark.parametrize(
    ("worse", "listed"),
    [
        (
            {"bm25": {FIRST: hits(29)}, "hybrid": {FIRST: hits(35), FIVE: hits(38)}},
            ["bm25 article success@1: 0.75 → 0.725"],
        ),
        (
            {"bm25": {FIRST: hits(30)}, "hybrid": {FIRST: hits(36)}},
            ["hybrid article recall@5: 0.95 → None"],
        ),
        (
            {"bm25": {FIRST: hits(30)}},
            ["hybrid article success@1: 0.875 → None", "hybrid article recall@5: 0.95 → None"],
        ),
    ],
)
def test_floors_that_would_fall_are_listed_and_nothing_is_changed(
    floors: Floors, worse: Rows, listed: list[str]
) -> None:
    for why in (None, "", "  "):
        with pytest.raises(RegressionRefused) as caught:
            renew(report(worse), floors, why)
        head, *lines = str(caught.value).split("\n")
        assert head.startswith(f"{len(listed)} change(s) would lower the gate")
        assert '--allow-regression "why"' in head
        assert lines == listed


def test_a_reason_lowers_them_and_is_kept_with_all_that_changed(floors: Floors) -> None:
    mixed = report({"bm25": {FIRST: hits(31)}, "hybrid": {FIRST: hits(34)}})
    made = renew(mixed, floors, "  stemmer taken out ")
    assert made.floors == {"bm25": {FIRST: 0.775}, "hybrid": {FIRST: 0.85}}
    assert made.history == (
        Change(
            "2026-11-22T02:50:00+00:00",
            "stemmer taken out",
            {
                "bm25 article success@1": OldNew(0.75, 0.775),
                "hybrid article success@1": OldNew(0.875, 0.85),
                "hybrid article recall@5": OldNew(0.95, None),
            },
        ),
    )
    again = renew(report({"bm25": {FIRST: hits(31)}, "hybrid": {FIRST: hits(33)}}), made, "and again")
    assert [change.why for change in again.history] == ["stemmer taken out", "and again"]


@pytest.mark.parametrize("name", ["corpus", "gold"])
def test_another_corpus_or_other_questions_need_a_reason_even_if_figures_rise(floors: Floors, name: str) -> None:
    modes = {"bm25": {FIRST: hits(40)}, "hybrid": {FIRST: hits(40), FIVE: hits(40)}}
    other = report(modes, **{name: OTHER})
    assert list(elsewhere(other, floors)) == [name]
    with pytest.raises(RegressionRefused, match=f"{name}: .* → {OTHER}"):
        renew(other, floors)
    made = renew(other, floors, "more releases")
    assert getattr(made, name) == OTHER
    assert made.history[-1].changed[name] == OldNew(getattr(floors, name), OTHER)
    assert made.history[-1].changed["hybrid article success@1"] == OldNew(0.875, 1.0)


def test_a_significantly_worse_baseline_needs_a_reason_where_floors_lie_low(floors: Floors) -> None:
    loose = replace(floors, floors={"hybrid": {FIRST: 0.5}})
    worse = report({"hybrid": {FIRST: hits(24)}})
    with pytest.raises(RegressionRefused, match=r"hybrid article success@1, mean of the baseline: 0\.875 → 0\.6"):
        renew(worse, loose)
    made = renew(worse, loose, "it is the price")
    assert made.floors == {"hybrid": {FIRST: 0.6}}
    assert made.history[0].changed == {
        "hybrid article success@1": OldNew(0.5, 0.6),
        "hybrid article success@1, mean of the baseline": OldNew(0.875, 0.6),
    }
    # Within what chance may do, floors below the baseline are raised without one.
    assert renew(report({"hybrid": {FIRST: hits(34)}}), loose).floors == {"hybrid": {FIRST: 0.85}}


def test_measures_of_a_mode_are_one_family_of_tests(floors: Floors) -> None:
    now = values(report({"hybrid": {FIRST: hits(30), FIVE: hits(38)}}))["hybrid"]
    both = against(floors, "hybrid", now)
    one = against(replace(floors, floors={"hybrid": {FIRST: 0.1}}), "hybrid", now)
    assert both[FIRST].adjusted == pytest.approx(2 * one[FIRST].adjusted)
    assert one[FIRST].adjusted == pytest.approx(2 * 0.5**5)


def test_a_collection_without_questions_of_its_own_is_gated_by_all_that_was_measured() -> None:
    beir = report({"hybrid": {FIRST: [0.5], "article ndcg@10": [0.719]}}) | {
        "gold": {"digest": None},
        "questions": [],
    }
    made = renew(beir, None)
    assert made.floors == {"hybrid": {FIRST: 0.5, "article ndcg@10": 0.719}}
    assert (made.gold, made.baseline) == (None, {"hybrid": {}})
    beir["modes"]["hybrid"]["article"]["ndcg@10"]["value"] = 0.7189
    with pytest.raises(RegressionRefused, match=r"hybrid article ndcg@10: 0\.719 → 0\.718"):
        renew(beir, made)


def test_the_order_of_questions_does_not_move_a_p_value() -> None:
    held = renew(report({"hybrid": {FIRST: [0.9 - at / 50 for at in range(30)]}}), None)
    now = values(report({"hybrid": {FIRST: [0.8 - at / 100 for at in range(30)]}}))["hybrid"]
    turned = replace(held, baseline={"hybrid": dict(reversed(held.baseline["hybrid"].items()))})
    assert against(turned, "hybrid", now) == against(held, "hybrid", now)


def test_figures_are_named_by_level() -> None:
    assert figures(report({"hybrid": {FIRST: [1.0], "passage shown@5": [0.5]}})) == {
        "hybrid": {FIRST: 1.0, "passage shown@5": 0.5}
    }


shares = st.floats(0, 1)
words = st.text(st.characters(codec="utf-8"), min_size=1, max_size=8)
some_words = words.filter(lambda text: text == text.strip())
measures = st.dictionaries(words, shares, min_size=1, max_size=3)
digests = st.sampled_from([CORPUS, GOLD, OTHER])
changes = st.builds(
    Change,
    some_words,
    some_words,
    st.dictionaries(words, st.builds(OldNew, st.none() | shares | words, shares | st.none()), min_size=1, max_size=3),
)
all_floors = st.builds(
    Floors,
    digests,
    st.none() | digests,
    st.dictionaries(words, measures, min_size=1, max_size=3),
    st.dictionaries(words, st.dictionaries(words, measures, max_size=3), max_size=3),
    st.lists(changes, max_size=2).map(tuple),
)


@settings(deadline=None, max_examples=examples(60))
@given(made=all_floors)
def test_what_is_saved_is_loaded_equal(made: Floors, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / "floors.json"
    save(path, made)
    assert load(path) == made


def test_files_are_laid_out_for_diffs_a_question_a_line(floors: Floors, tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    save(path, renew(report({"hybrid": {FIRST: [1.0, 0.0], FIVE: [1.0, 0.5]}}), floors, "two questions"))
    assert (
        path.read_text(encoding="utf-8")
        == f"""{{
 "baseline": {{
  "hybrid": {{
   "q0": {{"article recall@5": 1.0, "article success@1": 1.0}},
   "q1": {{"article recall@5": 0.5, "article success@1": 0.0}}
  }}
 }},
 "corpus": "{CORPUS}",
 "floors": {{
  "hybrid": {{"article recall@5": 0.75, "article success@1": 0.5}}
 }},
 "gold": "{GOLD}",
 "history": [
  {{
   "at": "2026-11-22T02:50:00+00:00",
   "changed": {{
    "bm25 article success@1": {{"new": null, "old": 0.75}},
    "hybrid article recall@5": {{"new": 0.75, "old": 0.95}},
    "hybrid article success@1": {{"new": 0.5, "old": 0.875}}
   }},
   "why": "two questions"
  }}
 ]
}}
"""
    )


def test_order_in_memory_does_not_show_in_the_file(floors: Floors, tmp_path: Path) -> None:
    turned = replace(
        floors,
        floors=dict(reversed(floors.floors.items())),
        baseline={mode: dict(reversed(rows.items())) for mode, rows in floors.baseline.items()},
    )
    save(tmp_path / "a.json", floors)
    save(tmp_path / "b.json", turned)
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()


def test_a_file_that_cannot_be_replaced_is_left_as_it_was(
    floors: Floors, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "floors.json"
    save(path, floors)
    before = path.read_bytes()

    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", full)
        with pytest.raises(FloorsInvalid, match=r"floors\.json: cannot be written .*No space left"):
            save(path, replace(floors, gold=OTHER))
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


GOOD: dict[str, Any] = {
    "corpus": CORPUS,
    "gold": GOLD,
    "floors": {"hybrid": {FIRST: 0.5}},
    "baseline": {"hybrid": {"q0": {FIRST: 1}}},
    "history": [],
}
CHANGE = {"at": "2026-11-22", "why": "so", "changed": {"gold": {"old": GOLD, "new": OTHER}}}


@pytest.mark.parametrize(
    ("row", "key", "reason"),
    [
        ({"corpus": "abc"}, "corpus", "should match pattern"),
        ({"gold": 7}, "gold", "valid string"),
        ({"gold": ...}, "gold", "required"),
        ({"baseline": ...}, "baseline", "required"),
        ({"corpus": 1, "history": ...}, "history", "required"),
        ({"flors": {}}, "flors", "Unexpected"),
        ({"floors": {}}, "floors", "at least 1 item"),
        ({"floors": {"hybrid": {}}}, "floors > hybrid", "at least 1 item"),
        ({"floors": {"hybrid": {FIRST: 74}}}, f"floors > hybrid > {FIRST}", "less than or equal to 1"),
        ({"floors": {"hybrid": {FIRST: -0.1}}}, f"floors > hybrid > {FIRST}", "greater than or equal to 0"),
        ({"floors": {"hybrid": {FIRST: float("nan")}}}, f"floors > hybrid > {FIRST}", "finite number"),
        ({"floors": {"hybrid": {FIRST: "0.74"}}}, f"floors > hybrid > {FIRST}", "valid number"),
        ({"floors": {"hybrid": {FIRST: True}}}, f"floors > hybrid > {FIRST}", "valid number"),
        ({"baseline": {"hybrid": {"q0": {FIRST: None}}}}, f"baseline > hybrid > q0 > {FIRST}", "valid number"),
        ({"baseline": {"hybrid": [1]}}, "baseline > hybrid", "should be an object"),
        ({"history": [CHANGE, {**CHANGE, "why": " "}]}, "history > 1 > why", "at least 1 character"),
        ({"history": [{**CHANGE, "changed": {}}]}, "history > 0 > changed", "at least 1 item"),
    ],
)
def test_a_wrong_key_is_named_with_its_file_and_why(
    tmp_path: Path, row: dict[str, Any], key: str, reason: str
) -> None:
    path = tmp_path / "floors.json"
    path.write_text(json.dumps({name: value for name, value in {**GOOD, **row}.items() if value is not ...}))
    with pytest.raises(FloorsInvalid) as caught:
        load(path)
    head, *lines = str(caught.value).split("\n")
    assert head.startswith(f"{path}: no floors file")
    assert any(line.startswith(f"{key}: ") and reason in line for line in lines), lines


@pytest.mark.parametrize("content", [None, b"", b"{", b"[]", b"<<<<<<< HEAD\n{}", b"\xff"])
def test_what_is_missing_or_no_json_object_is_refused_with_the_files_name(
    tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "floors.json"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(FloorsInvalid, match=r"floors\.json: "):
        load(path)


def test_whole_numbers_and_a_byte_order_mark_are_no_faults(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    path.write_text(json.dumps({**GOOD, "history": [CHANGE]}), encoding="utf-8-sig")
    loaded = load(path)
    assert loaded.baseline == {"hybrid": {"q0": {FIRST: 1.0}}}
    assert loaded.history[0].changed["gold"] == OldNew(GOLD, OTHER)
