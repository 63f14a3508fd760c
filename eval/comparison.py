"""Two rankings on the same questions: modes of one report, or one mode of two saved reports."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from eval.errors import ReportsDiffer
from eval.measures import Scores
from eval.significance import Comparison, compare

_HEAD = {"modes", "questions", "corpus", "gold", "model", "settings", "versions"}

COMPARED = ("article success@1", "article recall@5", "passage success@1", "passage success@5")
"""Measures that comparisons are made on; few, as each costs the others power (Holm)."""


def load(path: Path) -> dict[str, Any]:
    """Read a saved report.

    Raises:
        ReportsDiffer: it cannot be read, or is no report with questions in it.
    """
    try:
        written = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ReportsDiffer(f"{path}: cannot be read ({error}); name a report that `eval --json` wrote") from error
    if not isinstance(written, dict) or not written.keys() >= _HEAD:
        raise ReportsDiffer(f"{path}: no evaluation report; name one that `eval --json` wrote")
    return written


def record(first: str, second: str, measure: str, one: Comparison) -> dict[str, Any]:
    """Give a comparison in the shape of the report."""
    return {
        "first": first,
        "second": second,
        "measure": measure,
        "difference": one.difference.record(),
        "p": round(one.p, 4),
        "adjusted": round(one.adjusted, 4),
        "significant": one.significant,
        "detectable": round(one.detectable, 4) if math.isfinite(one.detectable) else None,
        "wins": one.wins,
        "losses": one.losses,
        "n": one.n,
        "words": one.words(first, second),
    }


def of_modes(questions: Sequence[Mapping[str, Any]], modes: Sequence[str]) -> list[dict[str, Any]]:
    """Compare every mode of a report with its last one, on the questions that something answers."""
    answerable = [question for question in questions if question["answerable"]]
    if len(modes) < 2 or not answerable:
        return []
    second = modes[-1]
    pairs = {
        (first, measure): (_values(answerable, first, measure), _values(answerable, second, measure))
        for first in modes[:-1]
        for measure in COMPARED
    }
    return _told(pairs, second)


def of_scores(scores: Mapping[str, Scores]) -> list[dict[str, Any]]:
    """Compare every mode of a BEIR collection with its last one, by nDCG."""
    modes = list(scores)
    second = modes[-1]
    pairs = {
        (first, f"article {measure}"): (list(scores[first][measure].values()), list(scores[second][measure].values()))
        for first in modes[:-1]
        for measure in ("ndcg@10",)
    }
    return _told(pairs, second) if pairs else []


def _values(questions: Sequence[Mapping[str, Any]], mode: str, measure: str) -> list[float]:
    return [float(question["modes"][mode]["scores"][measure]) for question in questions]


def _told(pairs: Mapping[tuple[str, str], tuple[list[float], list[float]]], second: str) -> list[dict[str, Any]]:
    told = compare({"\n".join(key): pair for key, pair in pairs.items()})
    return [record(first, second, measure, told[f"{first}\n{measure}"]) for first, measure in pairs]


def of_reports(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """Compare the modes that two saved reports share, on the questions that they share.

    Returns:
        `comparisons` (first: before, second: after, one for each mode and measure), `turned` (question ids that
        a mode gained and lost by article success@1), `questions` (how many were shared), `left_out`, and
        `notes` on what differs beside the ranking.

    Raises:
        ReportsDiffer: they share no mode or no answerable question, or one was made by another version.
    """
    try:
        return _compared(before, after)
    except KeyError as error:
        raise ReportsDiffer(f"one of the reports has no {error}; make both with one version of `eval`") from error
    except (TypeError, AttributeError, ValueError) as error:
        raise ReportsDiffer(
            f"one of the reports is damaged ({error}); make both with one version of `eval`"
        ) from error


def _compared(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    old, new = (
        {item["id"]: item for item in report["questions"] if item["answerable"]} for report in (before, after)
    )
    shared = [name for name in new if name in old and old[name]["question"] == new[name]["question"]]
    modes = [mode for mode in after["modes"] if mode in before["modes"]]
    if not shared or not modes:
        what = "answerable question" if not shared else "mode"
        raise ReportsDiffer(f"the two reports share no {what}; compare reports over the same questions and modes")
    pairs = {
        (mode, measure): (
            _values([old[name] for name in shared], mode, measure),
            _values([new[name] for name in shared], mode, measure),
        )
        for mode in modes
        for measure in COMPARED
    }
    told = compare({"\n".join(key): pair for key, pair in pairs.items()})
    return {
        "comparisons": [
            {"mode": mode, **record("before", "after", measure, told[f"{mode}\n{measure}"])}
            for mode, measure in pairs
        ],
        "turned": {mode: _turned(shared, *pairs[mode, COMPARED[0]]) for mode in modes},
        "questions": len(shared),
        "left_out": len(set(old) | set(new)) - len(shared),
        "notes": _notes(before, after),
    }


def _turned(names: Sequence[str], old: Sequence[float], new: Sequence[float]) -> dict[str, list[str]]:
    triples = list(zip(names, old, new, strict=True))
    return {
        "gained": [name for name, was, now in triples if now > was],
        "lost": [name for name, was, now in triples if now < was],
    }


def _notes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """Say what else changed between two reports: corpus, questions, model, settings, versions."""
    notes = []
    for name, place in (("corpus", "corpus"), ("questions", "gold"), ("model", "model")):
        key = "id" if place == "model" else "digest"
        if before[place].get(key) != after[place].get(key):
            notes.append(f"the {name} changed: {before[place].get(key)}, now {after[place].get(key)}")
    for place in ("settings", "versions"):
        for key in sorted({*before[place], *after[place]}):
            was, now = before[place].get(key), after[place].get(key)
            if was != now:
                notes.append(f"{place} {key}: {was} and {now}")
    return notes
