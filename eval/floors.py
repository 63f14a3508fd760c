"""Quality floors: figures that no change may fall below, pinned to one corpus and one set of questions.

After trafilatura, whose floors are pinned to a digest of the corpus so that nobody lowers them silently.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from decimal import ROUND_FLOOR, Decimal
from pathlib import Path
from typing import Annotated, Any

from pydantic import ConfigDict, Field, StringConstraints, TypeAdapter, ValidationError, with_config

from eval.comparison import COMPARED
from eval.errors import FloorsInvalid, NothingGated, RegressionRefused
from eval.significance import Comparison, compare

GATED = COMPARED
"""Measures of a mode that is gated for the first time."""

HOLDS, SILENT = "answer contains_quote", "answer silence"
"""What answers are gated by: of the questions that something answers, whose answer holds a wanted quote (silence
holds none); of those that nothing answers, which are met with silence."""

ANSWERS = (HOLDS, SILENT)

NOT_OURS = frozenset({"plain"})
"""Modes that are there to be compared with; nobody here keeps their figures up."""

_PLACES = Decimal("0.001")

Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Digest = Annotated[str, StringConstraints(pattern="^sha256:[0-9a-f]+$")]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]

Values = dict[str, dict[str, float]]
"""Question id -> "article success@1" and its like -> value."""

_CLOSED = ConfigDict(extra="forbid", strict=True)


@with_config(_CLOSED)
@dataclass(frozen=True, slots=True)
class OldNew:
    """A digest or a figure before and after; None where there was or is none."""

    old: str | Share | None
    new: str | Share | None


@with_config(_CLOSED)
@dataclass(frozen=True, slots=True)
class Change:
    """A time at which floors were lowered or pinned to something else, and why."""

    at: Words
    why: Words
    changed: Annotated[dict[str, OldNew], Field(min_length=1)]


@with_config(_CLOSED)
@dataclass(frozen=True, slots=True)
class Floors:
    """What a floors file says.

    Attributes:
        corpus: digest of the folder of releases.
        gold: digest of the questions file; null for a BEIR collection, which is one with its questions.
        floors: mode -> "article success@1" and its like -> least mean.
        baseline: mode -> question id -> measure -> value, of the run that set the floors.
        history: every lowering, oldest first.
    """

    corpus: Digest
    gold: Digest | None
    # A gate without floors would let everything through.
    floors: Annotated[dict[str, Annotated[dict[str, Share], Field(min_length=1)]], Field(min_length=1)]
    baseline: dict[str, dict[str, dict[str, Share]]]
    history: tuple[Change, ...]


_SHAPE = TypeAdapter(Floors)


def load(path: Path) -> Floors:
    """Read a floors file.

    Raises:
        FloorsInvalid: naming the file, every key that is wrong, and why.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise FloorsInvalid(f"{path}: cannot be read ({error}); name a floors file, or make one") from error
    try:
        return _SHAPE.validate_json(text)
    except ValidationError as error:
        wrong = [f"{' > '.join(map(str, one['loc'])) or 'the file'}: {one['msg']}" for one in error.errors()]
        raise FloorsInvalid(f"{path}: no floors file; mend it, or make it anew\n" + "\n".join(wrong)) from error


def save(path: Path, floors: Floors) -> None:
    """Write a floors file whole or not at all; equal floors give equal bytes.

    Raises:
        FloorsInvalid: it cannot be written; what was there is untouched.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with part.open("w", encoding="utf-8", newline="\n") as file:
            file.write(_layout(asdict(floors)) + "\n")
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise FloorsInvalid(f"{path}: cannot be written ({error})") from error


def _layout(value: Any, indent: str = "") -> str:
    """Lay JSON out for diffs: keys sorted, and what holds nothing nested, such as a question, on one line."""
    inner = indent + " "
    if isinstance(value, Mapping) and any(isinstance(item, Mapping | list | tuple) for item in value.values()):
        rows = (f"{inner}{_layout(key)}: {_layout(value[key], inner)}" for key in sorted(value))
        return "{\n" + ",\n".join(rows) + f"\n{indent}}}"
    if isinstance(value, list | tuple) and value:
        return "[\n" + ",\n".join(inner + _layout(item, inner) for item in value) + f"\n{indent}]"
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def figures(report: Mapping[str, Any]) -> dict[str, dict[str, float]]:
    """Take the means out of a report: mode -> measure -> mean, articles before passages before answers."""
    told = values(report)
    return {
        mode: {
            f"{level} {measure}": float(figure["value"])
            for level in ("article", "passage")
            for measure, figure in result[level].items()
        }
        | {
            measure: sum(found) / len(found)
            for measure in ANSWERS
            if (found := [row[measure] for row in told[mode].values() if measure in row])
        }
        for mode, result in report["modes"].items()
    }


def values(report: Mapping[str, Any]) -> dict[str, Values]:
    """Take the values of every question out of a report: mode -> question id -> measure -> value."""
    found: dict[str, Values] = {mode: {} for mode in report["modes"]}
    for question in report["questions"]:
        for mode, result in question["modes"].items():
            if row := {**result["scores"], **_of_answer(question, result.get("answer"))}:
                found[mode][question["id"]] = row
    return found


def _of_answer(question: Mapping[str, Any], given: Mapping[str, Any] | None) -> dict[str, float]:
    """Give the value of an answer: `right` is that it holds a wanted quote, or is silent where nothing answers."""
    return {HOLDS if question["answerable"] else SILENT: float(given["right"])} if given else {}


def elsewhere(report: Mapping[str, Any], floors: Floors) -> dict[str, OldNew]:
    """Give what the floors are pinned to and the report is not about: `corpus`, `gold`, both or none."""
    both = {name: OldNew(getattr(floors, name), report[name]["digest"]) for name in ("corpus", "gold")}
    return {name: pair for name, pair in both.items() if pair.old != pair.new}


def pairs(floors: Floors, mode: str, now: Values) -> dict[str, dict[str, tuple[float, float]]]:
    """Pair a mode's baseline with present values: gated measure -> question id -> then and now, where both are."""
    before = floors.baseline.get(mode, {})
    return {
        measure: {
            question: (row[measure], now[question][measure])
            for question, row in sorted(before.items())
            if measure in row and measure in now.get(question, {})
        }
        for measure in floors.floors[mode]
    }


def against(floors: Floors, mode: str, now: Values) -> dict[str, Comparison]:
    """Compare a mode with its baseline: gated measure -> comparison, the measures being one family of tests."""
    both = pairs(floors, mode, now)
    return compare(
        {
            measure: ([then for then, _ in rows.values()], [now for _, now in rows.values()])
            for measure, rows in both.items()
            if rows
        }
    )


def worse(told: Comparison) -> bool:
    """Tell whether present values are significantly worse than the baseline's."""
    return told.significant and told.difference.value < 0


def renew(report: Mapping[str, Any], floors: Floors | None, why: str | None = None) -> Floors:
    """Move the floors to a report's figures, rounded down to three digits.

    Answers hang on a threshold, which one question may pass either way: their floors stand one question below.

    Args:
        report: its modes are gated by the measures that they were gated by, new ones by `GATED`, or by everything
            that was measured where the report has no questions to compare; and by `ANSWERS` where they give any.
        floors: those that there are; None makes the first ones.
        why: the reason, needed where a floor falls or is dropped, where the report is significantly worse than the
            baseline, and where releases or questions are others; the history keeps it with all that changed.

    Raises:
        RegressionRefused: a reason is needed and there is none; the message lists what would be lowered.
        NothingGated: the report has no figure that could be a floor.
    """
    fresh = _fresh(report, floors)
    if floors is None or not (lowered := _lowered(report, floors, fresh)):
        return fresh
    if why is None or not why.strip():
        raise RegressionRefused(
            f'{len(lowered)} change(s) would lower the gate; mend them, or say why with --allow-regression "why"\n'
            + "\n".join(f"{name}: {change.old} → {change.new}" for name, change in lowered.items())
        )
    change = Change(report["made"], why.strip(), _changed(floors, fresh) | lowered)
    return replace(fresh, history=(*floors.history, change))


def _fresh(report: Mapping[str, Any], floors: Floors | None) -> Floors:
    old = floors.floors if floors else {}
    found = values(report)
    new: dict[str, dict[str, float]] = {}
    for mode, means in figures(report).items():
        if mode in NOT_OURS and mode not in old:
            continue
        for measure in dict.fromkeys((*old.get(mode, GATED if report["questions"] else means), *ANSWERS)):
            if measure in means:
                least = old.get(mode, {}).get(measure, 0.0)
                given = sum(measure in row for row in found[mode].values()) if measure in ANSWERS else 0
                floor = _rounded_down(means[measure], least, 1 / given if given else 0.0)
                new.setdefault(mode, {})[measure] = floor
    if not new:
        raise NothingGated(f"no figure to make a floor of; evaluate a mode that gives {', '.join(GATED)}")
    baseline = {
        mode: {
            question: kept
            for question, row in found[mode].items()
            if (kept := {measure: row[measure] for measure in least if measure in row})
        }
        for mode, least in new.items()
    }
    history = floors.history if floors else ()
    return Floors(report["corpus"]["digest"], report["gold"]["digest"], new, baseline, history)


def _rounded_down(mean: float, floor: float, below: float) -> float:
    """Round by decimals (.29 times 1,000 is less than 290 in binary); a floor that holds never falls by it."""
    rounded = float(Decimal(str(max(mean - below, 0.0))).quantize(_PLACES, ROUND_FLOOR))
    return max(rounded, floor) if mean >= floor else rounded


def _changed(old: Floors, new: Floors) -> dict[str, OldNew]:
    """Name every digest and floor that differs."""
    before, after = _flat(old), _flat(new)
    names = [*before, *(name for name in after if name not in before)]
    both = {name: OldNew(before.get(name), after.get(name)) for name in names}
    return {name: pair for name, pair in both.items() if pair.old != pair.new}


def _flat(floors: Floors) -> dict[str, str | float | None]:
    flat: dict[str, str | float | None] = {"corpus": floors.corpus, "gold": floors.gold}
    for mode, least in floors.floors.items():
        flat |= {f"{mode} {measure}": floor for measure, floor in least.items()}
    return flat


def _lowered(report: Mapping[str, Any], old: Floors, new: Floors) -> dict[str, OldNew]:
    """Name what needs a reason: other digests, floors that fall or are dropped, a baseline that worsens."""
    lowered = {name: pair for name, pair in _changed(old, new).items() if _falls(pair)}
    if elsewhere(report, old):
        return lowered
    for mode, now in values(report).items():
        if mode not in old.floors:
            continue
        both = pairs(old, mode, now)
        for measure, told in against(old, mode, now).items():
            if worse(told) and f"{mode} {measure}" not in lowered:
                then, present = zip(*both[measure].values(), strict=True)
                lowered[f"{mode} {measure}, mean of the baseline"] = OldNew(_mean(then), _mean(present))
    return lowered


def _mean(sample: Sequence[float]) -> float:
    return round(sum(sample) / len(sample), 4)


def _falls(pair: OldNew) -> bool:
    if isinstance(pair.old, float) and isinstance(pair.new, float):
        return pair.new < pair.old
    return pair.old is not None
