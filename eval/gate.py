"""The gate: does a report hold the floors, and which questions are not what they were?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any

from eval import comparison
from eval.floors import Floors, OldNew, Values, against, elsewhere, figures, pairs, values, worse
from eval.significance import Comparison

LISTED = 10
"""Questions named for a measure in the terminal; the record names all."""

_THEN, _NOW = "the baseline", "this run"

_SHORT = len("sha256:") + 12
"""Characters of a digest that are shown."""

_PINNED = {"corpus": "the releases", "gold": "the questions"}


@dataclass(frozen=True, slots=True)
class Held:
    """A mean beside its floor; `value` is None where it was not measured."""

    mode: str
    measure: str
    floor: float
    value: float | None


@dataclass(frozen=True, slots=True)
class Moved:
    """A gated measure against its baseline, question by question."""

    mode: str
    measure: str
    comparison: Comparison

    def __str__(self) -> str:
        return f"{self.mode} {self.measure}: {self.comparison.words(_THEN, _NOW)}"

    def record(self) -> dict[str, Any]:
        """Give the comparison for JSON."""
        return {"mode": self.mode, **comparison.record(_THEN, _NOW, self.measure, self.comparison)}


@dataclass(frozen=True, slots=True)
class Turned:
    """A question whose value is not what it was."""

    mode: str
    measure: str
    question: str
    then: float
    now: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the gate says.

    Attributes:
        failures: why it is closed, one sentence each; it is open if there are none.
        notes: what is worth knowing besides.
        held: every gated mean.
        moved: every gated measure that has a baseline.
        turned: questions that are worse or better than in the baseline, by mode and measure, greatest change first.
    """

    failures: tuple[str, ...]
    notes: tuple[str, ...] = ()
    held: tuple[Held, ...] = ()
    moved: tuple[Moved, ...] = ()
    turned: tuple[Turned, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether the floors hold."""
        return not self.failures

    def lines(self) -> list[str]:
        """Say it in plain lines; print them without markup, as names of questions may hold brackets."""
        names = [f"{one.mode} {one.measure}" for one in self.held]
        wide = max(map(len, names), default=0)
        return [
            "gate: passed" if self.passed else f"gate: failed, {len(self.failures)} reason(s)",
            *(
                f"  {name:{wide}}  {'missing' if one.value is None else f'{one.value:.4f}'}  floor {one.floor:g}"
                for name, one in zip(names, self.held, strict=True)
            ),
            *(f"failed: {failure}" for failure in self.failures),
            *(f"note: {note}" for note in self.notes),
            *self._turned_lines(),
        ]

    def _turned_lines(self) -> Iterator[str]:
        for (mode, measure, fell), group in groupby(
            sorted(self.turned, key=lambda one: (one.mode, one.measure, one.now > one.then)),
            lambda one: (one.mode, one.measure, one.now < one.then),
        ):
            some = list(group)
            named = ", ".join(f"{one.question} ({one.then:.3g} → {one.now:.3g})" for one in some[:LISTED])
            rest = f" and {len(some) - LISTED} more" if len(some) > LISTED else ""
            yield f"{'worse' if fell else 'better'}, {mode} {measure}: {named}{rest}"

    def record(self) -> dict[str, Any]:
        """Give the verdict for JSON."""
        return {
            "passed": self.passed,
            "failures": list(self.failures),
            "notes": list(self.notes),
            "figures": [asdict(one) for one in self.held],
            "comparisons": [one.record() for one in self.moved],
            "turned": [asdict(one) for one in self.turned],
        }


def check(report: Mapping[str, Any], floors: Floors) -> Verdict:
    """Hold a report against the floors.

    Figures of other releases or other questions are not compared: then only that is said.
    """
    if other := elsewhere(report, floors):
        return Verdict(tuple(_other(name, pair) for name, pair in other.items()))
    means, now = figures(report), values(report)
    held = tuple(
        Held(mode, measure, floor, means.get(mode, {}).get(measure))
        for mode, least in floors.floors.items()
        for measure, floor in least.items()
    )
    present = {mode: now[mode] for mode in floors.floors if mode in now}
    moved = tuple(
        Moved(mode, measure, told)
        for mode, rows in present.items()
        for measure, told in against(floors, mode, rows).items()
    )
    failures = (
        *_low(held, means),
        *(failure for mode, rows in present.items() for failure in _unscored(floors, mode, rows)),
        *(str(one) for one in moved if worse(one.comparison)),
    )
    turned = tuple(one for mode, rows in present.items() for one in _turned(floors, mode, rows))
    return Verdict(failures, tuple(_notes(present, moved)), held, moved, turned)


def _other(name: str, pair: OldNew) -> str:
    then, now = str(pair.old)[:_SHORT], str(pair.new)[:_SHORT]
    return (
        f"{_PINNED[name]} are not those of the floors ({then} then, {now} now), so no figure can be compared: bring "
        "them back, or renew the floors with --allow-regression and the reason"
    )


def _low(held: tuple[Held, ...], modes: Mapping[str, Any]) -> Iterator[str]:
    for mode in dict.fromkeys(one.mode for one in held if one.mode not in modes):
        yield f"{mode} has floors and is not in the report: evaluate this mode too (--modes)"
    for one in held:
        if one.value is None and one.mode in modes:
            yield f"{one.mode} {one.measure} has a floor and is not in the report: measure it, or renew the floors"
        elif one.value is not None and one.value < one.floor:
            yield f"{one.mode} {one.measure} is {one.value:.4f}, below its floor of {one.floor:g}"


def _unscored(floors: Floors, mode: str, now: Values) -> Iterator[str]:
    both = pairs(floors, mode, now)
    for measure in floors.floors[mode]:
        known = (name for name, row in floors.baseline.get(mode, {}).items() if measure in row)
        if missing := sorted(name for name in known if name not in both[measure]):
            yield (
                f"{mode} {measure}: {len(missing)} question(s) of the baseline have no value, the first is "
                f"{missing[0]}: evaluate all questions"
            )


def _notes(present: Mapping[str, Values], moved: tuple[Moved, ...]) -> Iterator[str]:
    for mode, rows in present.items():
        if rows and not any(one.mode == mode for one in moved):
            yield f"{mode} has no baseline: only its floors were looked at; renew the floors to give it one"
    for one in moved:
        if one.comparison.significant and one.comparison.difference.value > 0:
            yield f"{one}: renew the floors to keep it"


def _turned(floors: Floors, mode: str, now: Values) -> Iterator[Turned]:
    for measure, rows in pairs(floors, mode, now).items():
        found = [Turned(mode, measure, name, then, value) for name, (then, value) in rows.items() if value != then]
        yield from sorted(found, key=lambda one: (-abs(one.now - one.then), one.question))
