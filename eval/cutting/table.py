"""The experiment's figures with their intervals, compared and laid out."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from eval.comparison import record
from eval.cutting.experiment import MEASURES, Result
from eval.cutting.variants import CHOSEN, Variant
from eval.significance import compare, interval

ALL = "all"
"""Name of the questions of every folder together."""

Results = Mapping[str, Mapping[str, Result]]
"""Folder -> variant -> result."""


def report(variants: Sequence[Variant], results: Results, about: Mapping[str, Any]) -> dict[str, Any]:
    """Write the report: figures and counts of each variant, and its comparison with the chosen one.

    Args:
        variants: what was tried.
        results: what each came to.
        about: model, versions, digests.
    """
    values = {name: {variant: result.values for variant, result in tried.items()} for name, tried in results.items()}
    asked = all(figures for tried in values.values() for figures in tried.values())
    values = values if asked else {}
    if len(values) > 1:
        values[ALL] = _pooled(results)
    return {
        **about,
        "variants": {variant.name: variant.about for variant in variants},
        "sets": {
            name: {
                "figures": {
                    variant: {measure: interval(list(each.values())).record() for measure, each in figures.items()}
                    for variant, figures in tried.items()
                },
                "comparisons": _comparisons(tried),
            }
            for name, tried in values.items()
        },
        "cuts": {
            name: {
                variant: {**dataclasses.asdict(result.torn), "quotes": result.quotes, "whole": result.quotes_whole}
                for variant, result in tried.items()
            }
            for name, tried in results.items()
        },
        "questions": {
            name: {variant: result.values for variant, result in tried.items()} for name, tried in results.items()
        },
    }


def _pooled(results: Results) -> dict[str, dict[str, dict[str, float]]]:
    """Put the questions of all folders together, each under its folder's name."""
    return {
        variant: {
            measure: {
                f"{name}/{question}": value
                for name, tried in results.items()
                for question, value in tried[variant].values[measure].items()
            }
            for measure in MEASURES
        }
        for variant in next(iter(results.values()))
    }


def _comparisons(tried: Mapping[str, Mapping[str, Mapping[str, float]]]) -> list[dict[str, Any]]:
    """Compare every variant with the chosen one on the same questions, with Holm's correction over them all."""
    if CHOSEN.name not in tried:
        return []
    pairs = {
        (variant, measure): (list(tried[CHOSEN.name][measure].values()), list(figures[measure].values()))
        for variant, figures in tried.items()
        if variant != CHOSEN.name
        for measure in MEASURES
    }
    if not pairs:
        return []
    told = compare({"\n".join(key): pair for key, pair in pairs.items()})
    return [record(CHOSEN.name, variant, measure, told[f"{variant}\n{measure}"]) for variant, measure in pairs]


def markdown(written: Mapping[str, Any]) -> str:
    """Lay a report out as the tables of `docs/passages.md`."""
    return "\n\n".join([cuts(written), *(_figures(name, each) for name, each in written["sets"].items())])


def _figures(name: str, tried: Mapping[str, Any]) -> str:
    differences = {(each["second"], each["measure"]): each for each in tried["comparisons"]}
    n = tried["comparisons"][0]["n"] if tried["comparisons"] else "?"
    rows = [f"**{name}** ({n} questions)", "", f"| | {' | '.join(MEASURES)} |", "|---" * (len(MEASURES) + 1) + "|"]
    for variant, figures in tried["figures"].items():
        cells = [_cell(figures[measure], differences.get((variant, measure))) for measure in MEASURES]
        rows.append(f"| {variant} | {' | '.join(cells)} |")
    return "\n".join(rows)


def _cell(figure: Mapping[str, float], difference: Mapping[str, Any] | None) -> str:
    shown = f"{_short(figure['value'])} ({_short(figure['low'])}–{_short(figure['high'])})"
    if difference is None:
        return shown
    change = difference["difference"]
    mark = "**" if difference["significant"] else ""
    points = " to ".join(f"{change[end] * 100:+.1f}" for end in ("low", "high"))
    return f"{shown}; {mark}{change['value'] * 100:+.1f}{mark} [{points}]"


def _short(value: float) -> str:
    """Write a share without its nought."""
    return f"{value:.3f}".removeprefix("0")


def cuts(written: Mapping[str, Any]) -> str:
    """Lay out what each variant tears apart; those that cut as the chosen one does have no row."""
    heads = ("passages", "words each", "headings torn", "lists torn", "statements torn", "inside a sentence")
    rows = [f"| | | {' | '.join([*heads, 'mixed', 'quotes whole'])} |", "|---" * (len(heads) + 4) + "|"]
    for name, tried in written["cuts"].items():
        for variant, cut in tried.items():
            if variant != CHOSEN.name and cut == tried.get(CHOSEN.name):
                continue
            cells = [
                f"{cut['passages']:,}",
                f"{cut['words'] / max(1, cut['passages']):.0f}",
                *(f"{cut[each + '_torn']} of {cut[each]}" for each in ("headings", "lists", "statements")),
                str(cut["sentences_torn"]),
                str(cut["mixed"]),
                f"{cut['whole']} of {cut['quotes']}",
            ]
            rows.append(f"| {name} | {variant} | {' | '.join(cells)} |")
    return "\n".join(rows)
