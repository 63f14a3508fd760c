"""What was measured, with what and when: enough to make every figure again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from eval.page import reading
from eval.page.reading import Report
from eval.page.tables import noun
from eval.page.wording import NONE, count, moment


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing about the run: `exact` is what machines compare (digests, versions), set in a fixed-width face."""

    name: str
    value: str
    exact: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """The page's masthead and the facts beneath it."""

    title: str
    headline: str
    standfirst: str
    facts: tuple[Fact, ...]


def head(report: Report) -> Head:
    """Write the head of a report."""
    name = str(report.get("name") or "Evaluation")
    facts = (_corpus(report), _questions(report), _model(report), _run(report), _flat("Settings", report, "settings"))
    return Head(name, _headline(report, name), _standfirst(report), tuple(fact for fact in facts if fact))


def _headline(report: Report, name: str) -> str:
    chosen, best = reading.headline(report), reading.lead(report)
    value = reading.figure(reading.modes(report)[best], *chosen) if chosen and best else None
    if chosen != ("article", "success@1") or value is None:
        return f"How {name} was searched"
    return f"The right {noun(report)} comes first for {value.value * 100:.0f} questions in 100 with {best}"


def _standfirst(report: Report) -> str:
    names = list(reading.modes(report))
    ways = f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)
    parts = []
    gold = reading.mapping(report.get("gold"))
    asked, answerable = _whole(gold, "questions"), _whole(gold, "answerable")
    if asked:
        parts.append(f"{count(asked, 'question')} asked of {report.get('name') or 'the corpus'} by {ways}.")
    elif names:
        parts.append(f"Asked by {ways}.")
    if asked and answerable is not None and answerable < asked:
        parts.append(f"Figures count the {answerable:,} that something there answers.")
    parts.append("Each figure has its 95 % interval: so far it could move with other questions of the kind.")
    return " ".join(parts)


def _corpus(report: Report) -> Fact | None:
    row = reading.mapping(report.get("corpus"))
    sizes = [count(size, noun(report) if key == "articles" else "passage")
             for key in ("articles", "passages") if (size := _whole(row, key)) is not None]  # fmt: skip
    return Fact("Corpus", ", ".join(sizes), str(row.get("digest") or "")) if row else None


def _questions(report: Report) -> Fact | None:
    row = reading.mapping(report.get("gold"))
    sizes = [f"{size:,} {key}" for key in ("questions", "answerable") if (size := _whole(row, key)) is not None]
    return Fact("Questions", ", ".join(sizes), str(row.get("digest") or "")) if row.get("questions") else None


def _model(report: Report) -> Fact | None:
    row = reading.mapping(report.get("model"))
    rest = _pairs({key: value for key, value in row.items() if key not in ("id", "dimensions")})
    size = _whole(row, "dimensions")
    exact = " · ".join(part for part in (str(row.get("id") or ""), rest) if part)
    return Fact("Model", f"{size} dimensions" if size else "", exact) if row else None


def _run(report: Report) -> Fact | None:
    made = moment(report["made"]) if report.get("made") else ""
    machine = reading.mapping(report.get("machine"))
    exact = " · ".join(part for part in (_pairs(machine), _pairs(reading.mapping(report.get("versions")))) if part)
    return Fact("Made", made, exact) if made or exact else None


def _flat(title: str, report: Report, key: str) -> Fact | None:
    row = reading.mapping(report.get(key))
    return Fact(title, "", _pairs(row)) if row else None


def _pairs(row: Mapping[str, Any]) -> str:
    """Write keys and values on one line; settings inside settings are named by both keys."""
    flat: dict[str, Any] = {}
    for key, value in row.items():
        inner = (
            {f"{key} {name}": each for name, each in value.items()} if isinstance(value, Mapping) else {key: value}
        )
        flat |= inner
    return " · ".join(f"{key} {NONE if value is None or value != value else value}" for key, value in flat.items())


def _whole(row: Mapping[str, Any], key: str) -> int | None:
    value = reading.number(row.get(key))
    return None if value is None else int(value)
